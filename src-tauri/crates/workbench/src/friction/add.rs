//! A flow is named; its numbers come one by one.

use crate::session::{Client, next_position};
use crate::view::{Change, FlowView, NewFlow};
use crate::{Problem, Result};
use std::collections::BTreeMap;
use valise_domain::records::{Flow, InputKind};
use valise_domain::text::composed;

impl Client {
    /// Adds a flow of nought hours, which are assumed until somebody says otherwise.
    pub fn add_flow(&mut self, new: &NewFlow) -> Result<Change<FlowView>> {
        let engagement = self.engagement_code(new.engagement.as_deref())?;
        let name = composed(new.name.trim()).into_owned();
        if name.is_empty() {
            return Err(Problem::invalid("name", "a few words"));
        }
        let code = self.fresh_code("flows", "FL")?;
        let flow = Flow {
            id: code.clone(),
            engagement,
            name,
            kind: composed(new.kind.trim()).into_owned(),
            team: composed(new.team.trim()).into_owned(),
            weeks: self.dossier.settings().working_weeks,
            adoption: 1.into(),
            input_kinds: BTreeMap::from([("hours".to_owned(), InputKind::Assumed)]),
            ..Flow::default()
        };
        let position = next_position(self.dossier.flows.iter());
        self.write("add_flow", &code, |pen| {
            pen.add("flows", position, &flow).map(drop)
        })?;
        let view = self.flow_of(&code)?;
        Ok(self.done(view))
    }
}
