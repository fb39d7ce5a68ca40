//! Cases that are watched with a stopwatch, and what follows from them.

use crate::session::Client;
use crate::view::{Change, FlowView};
use crate::{Problem, Result};
use valise_domain::figures::{FlowInput, timing};
use valise_domain::records::{InputKind, TimedCase};
use valise_domain::text::composed;

/// A case of more than a day was not watched.
const LONGEST: u32 = 24 * 60 * 60;

impl Client {
    /// Adds a watched case to a flow, dated today.
    pub fn add_timed_case(&mut self, flow: &str, seconds: u32, note: &str) -> Result<Change<FlowView>> {
        if !(1..=LONGEST).contains(&seconds) {
            return Err(Problem::invalid("seconds", "1 to 86400 seconds"));
        }
        let code = self.code_of("flows", flow)?;
        let kept = self.flow_kept(&code)?.clone();
        let mut flow = kept.record().clone();
        flow.timings.push(TimedCase {
            on: Some(self.today()),
            seconds,
            note: composed(note.trim()).into_owned(),
            ..TimedCase::default()
        });
        self.write("time_case", &code, |pen| pen.put(&kept, &flow))?;
        let view = self.flow_of(&code)?;
        Ok(self.done(view))
    }

    /// Takes a watched case out, by its place in the list.
    pub fn remove_timed_case(&mut self, flow: &str, at: u32) -> Result<Change<FlowView>> {
        let code = self.code_of("flows", flow)?;
        let kept = self.flow_kept(&code)?.clone();
        let mut flow = kept.record().clone();
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        if at >= flow.timings.len() {
            return Err(Problem::not_found("case"));
        }
        flow.timings.remove(at);
        self.write("remove_timed_case", &code, |pen| pen.put(&kept, &flow))?;
        let view = self.flow_of(&code)?;
        Ok(self.done(view))
    }

    /// Takes over what was watched: hours a week of each person, the number of cases, and that the hours are timed.
    pub fn use_timed_cases(&mut self, flow: &str) -> Result<Change<FlowView>> {
        let code = self.code_of("flows", flow)?;
        let kept = self.flow_kept(&code)?.clone();
        let mut flow = kept.record().clone();
        let measured = timing(&flow).ok_or_else(|| Problem::refused("noTimedCases"))?;
        let hours = measured
            .hours
            .ok_or_else(|| Problem::refused("timingNeedsCases"))?;
        flow.hours_per_week_each = hours;
        flow.observations = Some(measured.cases);
        super::edit::set_kind(&mut flow, FlowInput::Hours, Some(InputKind::Timed));
        // A range that was asked for does not belong to a measured figure.
        flow.ranges.remove(FlowInput::Hours.path());
        self.write("use_timed_cases", &code, |pen| pen.put(&kept, &flow))?;
        let view = self.flow_of(&code)?;
        Ok(self.done(view))
    }
}
