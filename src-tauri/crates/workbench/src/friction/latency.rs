//! What waiting for a decision costs.

use super::view::id_of;
use crate::session::Client;
use crate::view::{DecidedRow, WaitingRow};
use valise_domain::figures::{waited, waiting};

impl Client {
    /// Decisions of an engagement that wait, dearest a week first.
    pub(super) fn waiting_rows(&self, engagement: &str) -> Vec<WaitingRow> {
        let own = self
            .dossier
            .decisions
            .iter()
            .map(|kept| kept.record())
            .filter(|decision| decision.engagement == engagement);
        let rows = waiting(own, self.dossier.as_of()).into_iter().filter_map(|row| {
            let decision = self.dossier.decisions.get(&row.id)?;
            Some(WaitingRow {
                id: id_of(decision),
                title: decision.title.clone(),
                since: decision.waiting_since.map(|day| day.to_string()),
                days: row.days,
                cost_per_week: decision.cost_per_week,
                cost_to_date: row.cost_to_date,
                decider: decision.decider.as_deref().map(|code| self.person_label(code)),
                code: row.id,
            })
        });
        rows.collect()
    }

    /// Decisions of an engagement whose wait is known, latest first.
    pub(super) fn decided_rows(&self, engagement: &str) -> Vec<DecidedRow> {
        let mut rows: Vec<DecidedRow> = self
            .dossier
            .decisions
            .iter()
            .filter(|decision| decision.engagement == engagement)
            .filter_map(|decision| {
                Some(DecidedRow {
                    id: id_of(decision),
                    code: decision.record().id.clone(),
                    title: decision.title.clone(),
                    days: waited(decision)?,
                    decided_on: decision.decided_on?.to_string(),
                })
            })
            .collect();
        rows.sort_by(|a, b| b.decided_on.cmp(&a.decided_on).then_with(|| a.code.cmp(&b.code)));
        rows
    }
}
