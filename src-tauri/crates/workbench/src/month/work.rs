//! Where the month's work stands.

use crate::Result;
use crate::ledger::{Sheet, month_of};
use crate::session::Client;
use crate::view::{CheckItem, InboxState, MonthStep, MonthStepKind, MonthWork, Tier};
use valise_domain::records::LedgerMonth;

impl Client {
    /// The month's work, step by step.
    pub fn month_work(&self, month: &str) -> Result<MonthWork> {
        let month = month_of(month)?;
        let sheet = Sheet::of(self)?;
        let (record, _) = sheet.month(month)?;
        let before = sheet.ledger.months.iter().rfind(|other| other.month < month);
        let signed = sheet.signed(record);
        let repeatable = if signed.is_some() {
            0
        } else {
            sheet.left_to_repeat(record)
        };
        let mut work = MonthWork {
            month: month.to_string(),
            previous: before.map(|before| before.month.to_string()),
            signed,
            steps: Vec::new(),
            inbox: sheet.inbox(record),
            readings: sheet.readings(record),
            recheck: self.recheck(record, &sheet.ledger.engagement),
            decisions: sheet.decisions_needed(record),
            proposals: sheet.proposals(record),
            promises: sheet.month_promises(record, before),
            headline: record.summary.clone(),
            contradictions: self.contradictions(month),
            drift: sheet.drift(),
            repeatable,
        };
        work.steps = steps(&work, record, before);
        Ok(work)
    }
}

/// The seven steps. A signed month has no work left, whatever was skipped in it.
fn steps(work: &MonthWork, record: &LedgerMonth, before: Option<&LedgerMonth>) -> Vec<MonthStep> {
    let events = work.inbox.iter().filter(|event| event.state == InboxState::Open);
    let has_lines = !record.values.is_empty() || !record.costs.is_empty() || before.is_none();
    let questions = if work.recheck.ended {
        0
    } else {
        work.recheck.due.len()
    };
    let asks = !work.decisions.is_empty();
    let stops = |item: &CheckItem| item.tier == Tier::Stop;
    let spoken = !work.headline.trim().is_empty() && !work.contradictions.iter().any(stops);
    let events = events.count();
    let signed = work.signed.is_some();
    [
        (MonthStepKind::Inbox, events == 0, events),
        (
            MonthStepKind::Readings,
            work.readings.is_empty(),
            work.readings.len(),
        ),
        (
            MonthStepKind::Ledger,
            work.repeatable == 0 && has_lines,
            work.repeatable as usize,
        ),
        (MonthStepKind::Recheck, questions == 0, questions),
        (
            MonthStepKind::Decisions,
            asks || work.proposals.is_empty(),
            if asks { 0 } else { work.proposals.len().min(3) },
        ),
        (MonthStepKind::Headline, spoken, work.contradictions.len()),
        (MonthStepKind::Sign, signed, usize::from(!signed)),
    ]
    .into_iter()
    .map(|(kind, done, open)| MonthStep {
        kind,
        done: signed || done,
        open: u32::try_from(open).unwrap_or(u32::MAX),
    })
    .collect()
}
