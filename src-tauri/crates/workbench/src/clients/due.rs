//! What is due, as dates and counts: all that the list of clients may know.

use crate::session::Client;
use crate::view::DueItem;
use valise_domain::records::{ActionStatus, Finding};
use valise_domain::{Day, Dossier};

/// Days ahead that the list of clients looks.
const AHEAD: i64 = 90;

impl Client {
    /// Keeps the due summary in the registry. It holds no word of the client.
    pub(crate) fn keep_due(&mut self) {
        let due = due(&self.dossier);
        let text = (!due.is_empty()).then(|| serde_json::to_string(&due).unwrap_or_default());
        if !self.store.is_read_only() && text != self.entry.due {
            // The list of clients shows the older summary if this fails; nothing of the client is lost.
            self.vault.open.set_due(self.entry.id, text.as_deref()).ok();
            self.entry.due = text;
        }
    }
}

/// The summary of a client, by the codes that the faces have words for.
pub(super) fn due(dossier: &Dossier) -> Vec<DueItem> {
    let until = dossier.as_of().plus_days(AHEAD);
    let soon = |day: &Day| *day <= until;
    let milestones = dossier
        .milestones
        .iter()
        .filter_map(|m| m.date)
        .filter(|day| *day >= dossier.as_of())
        .filter(soon);
    let findings = dossier
        .findings
        .iter()
        .filter(|finding| finding.is_open())
        .filter_map(|finding| due_of(dossier, finding))
        .filter(soon);
    let rounds = dossier
        .rounds
        .iter()
        .filter(|round| round.ended_on.is_none())
        .filter_map(|round| round.started_on);
    [
        item("milestone", milestones.collect()),
        item("finding", findings.collect()),
        item("round", rounds.collect()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// When a finding is to be fixed: its own date, or that of the first open action that fixes it.
fn due_of(dossier: &Dossier, finding: &Finding) -> Option<Day> {
    let actions = dossier
        .actions
        .iter()
        .filter(|action| action.findings.contains(&finding.id))
        .filter(|action| !matches!(action.status, ActionStatus::Done | ActionStatus::Dropped))
        .filter_map(|action| action.due);
    finding.due.into_iter().chain(actions).min()
}

fn item(what: &str, days: Vec<Day>) -> Option<DueItem> {
    let first = days.iter().min()?;
    Some(DueItem {
        what: what.to_owned(),
        on: first.to_string(),
        count: u32::try_from(days.len()).unwrap_or(u32::MAX),
    })
}
