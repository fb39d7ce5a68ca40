//! Readings whose day has come: of what was done or delivered nothing is known without one.

use crate::ledger::{Sheet, reading};
use crate::session::Client;
use crate::view::{Change, MonthWork, NewReading, ReadingDue, ReadingKind};
use crate::{Problem, Result};
use valise_domain::Day;
use valise_domain::records::{Action, ActionStatus, LedgerMonth, ValueLine, ValueStatus};
use valise_domain::text::composed;

impl Client {
    /// Keeps the reading of an action's outcome, or takes it back.
    pub fn read_outcome(&mut self, new: &NewReading) -> Result<Change<MonthWork>> {
        let code = self
            .named("actions", Some(&new.action))?
            .ok_or_else(|| Problem::not_found("action"))?;
        let kept = self
            .dossier
            .actions
            .get(&code)
            .ok_or_else(|| Problem::not_found("action"))?
            .clone();
        let mut action = kept.record().clone();
        let said = new
            .reading
            .as_deref()
            .map(|text| composed(text.trim()).into_owned());
        action.reading = said.filter(|said| !said.is_empty());
        if let Some(text) = new.read_on.as_deref() {
            let day: Day = text
                .parse()
                .map_err(|_| Problem::invalid("readOn", "a date YYYY-MM-DD"))?;
            action.read_on = Some(day);
        }
        self.write("read_outcome", &code, |pen| pen.put(&kept, &action))?;
        let work = self.month_work(&new.month)?;
        Ok(self.done(work))
    }
}

impl Sheet<'_> {
    /// Actions first, by their day; then lines of the month that wait for their after-value.
    pub(super) fn readings(&self, record: &LedgerMonth) -> Vec<ReadingDue> {
        let end = record.month.last_day();
        let now = end.min(self.basis.as_of());
        let mut actions: Vec<&Action> = self
            .dossier()
            .actions
            .iter()
            .map(|kept| kept.record())
            .filter(|action| action.engagement == self.ledger.engagement)
            .filter(|action| is_due(action, end))
            .collect();
        actions.sort_by(|a, b| (a.read_on, &a.id).cmp(&(b.read_on, &b.id)));
        let lines = record.values.iter().filter(|line| is_unread(line));
        let of_actions = actions.into_iter().map(|action| ReadingDue {
            kind: ReadingKind::Action,
            record: self.record("actions", &action.id),
            line: None,
            code: action.id.clone(),
            title: action.title.clone(),
            metric: action.metric.clone(),
            baseline: action.baseline.clone(),
            target: action.target.clone(),
            before: None,
            due: action.read_on.map(|day| day.to_string()),
            late_days: action.read_on.map_or(0, |day| late(day, now)),
            by: self.label(action.owner.as_deref()),
        });
        let of_lines = lines.map(|line| ReadingDue {
            kind: ReadingKind::Line,
            record: line
                .action
                .as_deref()
                .and_then(|code| self.record("actions", code)),
            line: Some(line.id.clone()),
            code: line.id.clone(),
            title: line.what.clone(),
            metric: line
                .baseline
                .as_ref()
                .map(|known| known.unit.clone())
                .unwrap_or_default(),
            baseline: line
                .baseline
                .as_ref()
                .map(|known| known.value.clone())
                .unwrap_or_default(),
            target: String::new(),
            before: line.baseline.as_ref().map(reading),
            due: Some(end.to_string()),
            late_days: late(end, self.basis.as_of()),
            by: self.label(line.measured_by.as_deref()),
        });
        of_actions.chain(of_lines).collect()
    }
}

/// Its day has come by the end of the month, and nobody read it.
pub(super) fn is_due(action: &Action, end: Day) -> bool {
    action.status != ActionStatus::Dropped && !action.is_read() && action.read_on.is_some_and(|on| on <= end)
}

/// Delivered, and not read yet.
pub(super) fn is_unread(line: &ValueLine) -> bool {
    line.status == ValueStatus::Delivered && line.after.is_none() && line.baseline.is_some()
}

fn late(due: Day, now: Day) -> i32 {
    i32::try_from(now.days_since(due).max(0)).unwrap_or(i32::MAX)
}
