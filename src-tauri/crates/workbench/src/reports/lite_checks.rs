//! What speaks against a Leverage Audit Lite: figures that nobody looked at, hours without a use.

use super::record_checks::at;
use super::text_checks::item;
use crate::session::Client;
use crate::view::{CheckItem, Tier};
use valise_report::model::LiteReport;

impl Client {
    /// What the flows themselves say against this copy. `stop` holds what an investor would have to know.
    pub(super) fn lite_checks(&self, report: &LiteReport, stop: &[String]) -> Vec<CheckItem> {
        let mut items = Vec::new();
        self.withheld_checks(stop, &mut items);
        self.maker_check(&mut items);
        let mut tell = |tier: Tier, code: &str, flow: &str| {
            if let Some(kept) = self.dossier.flows.get(flow) {
                items.push(at(item(tier, code, &[]), "flows", kept));
            }
        };
        for flow in &report.flows {
            if flow.total.minor == 0 {
                tell(Tier::Warning, "flowWithoutCost", &flow.id);
            } else if flow.weakest_input.as_deref().is_none_or(|kind| kind == "assumed") {
                tell(Tier::Warning, "flowAssumed", &flow.id);
            }
        }
        for told in &report.moves {
            if told.case.use_of_time.is_none() {
                tell(Tier::Warning, "useNotNamed", &told.case.id);
            }
        }
        if report.moves.is_empty() {
            items.push(item(Tier::Note, "noMoves", &[]));
        }
        items
    }
}
