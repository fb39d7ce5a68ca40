//! What is asked of the founder, and what the month before promised.

use crate::ledger::Sheet;
use crate::view::{DecisionProposal, MonthPromise, PromiseKind};
use valise_domain::figures;
use valise_domain::records::{ActionStatus, DecisionState, LedgerMonth};

impl Sheet<'_> {
    /// Waiting decisions that the month does not ask for yet, by the cost of their waiting.
    pub(super) fn proposals(&self, record: &LedgerMonth) -> Vec<DecisionProposal> {
        let queue = figures::decisions(self.dossier(), self.basis.as_of()).queue;
        queue
            .into_iter()
            .filter(|waiting| {
                let asked = record.decisions_needed.iter();
                !asked
                    .filter_map(|needed| needed.decision.as_deref())
                    .any(|code| code == waiting.id)
            })
            .filter_map(|waiting| {
                let decision = self.dossier().decisions.get(&waiting.id)?;
                (decision.engagement == self.ledger.engagement).then_some(())?;
                Some(DecisionProposal {
                    decision: self.record("decisions", &waiting.id)?,
                    title: decision.title.clone(),
                    since: decision.waiting_since.map(|day| day.to_string()),
                    cost_per_week: decision.cost_per_week,
                    cost_to_date: waiting.cost_to_date,
                    decider: self.label(decision.decider.as_deref()),
                })
            })
            .collect()
    }

    /// Actions that were due in the month, then decisions that the month before asked for.
    pub(super) fn month_promises(
        &self,
        record: &LedgerMonth,
        before: Option<&LedgerMonth>,
    ) -> Vec<MonthPromise> {
        let actions = self.dossier().actions.iter().map(|kept| kept.record());
        let actions = actions
            .filter(|action| action.engagement == self.ledger.engagement)
            .filter(|action| action.status != ActionStatus::Dropped)
            .filter(|action| action.due.is_some_and(|due| due.month() == record.month))
            .map(|action| MonthPromise {
                kind: PromiseKind::Action,
                record: self.record("actions", &action.id),
                title: action.title.clone(),
                due: action.due.map(|day| day.to_string()),
                kept: Some(action.status == ActionStatus::Done),
                mentioned: speaks_of(record, &action.id),
            });
        let asked = before.into_iter().flat_map(|before| &before.decisions_needed);
        let asked = asked.map(|needed| {
            let code = needed.decision.as_deref();
            let known = code.and_then(|code| self.dossier().decisions.get(code));
            let again = |other: &valise_domain::records::DecisionNeeded| match code {
                Some(code) => other.decision.as_deref() == Some(code),
                None => other.text == needed.text,
            };
            MonthPromise {
                kind: PromiseKind::Decision,
                record: code.and_then(|code| self.record("decisions", code)),
                title: needed.text.clone(),
                due: None,
                kept: known.map(|decision| decision.state != DecisionState::Waiting),
                mentioned: record.decisions_needed.iter().any(again),
            }
        });
        actions.chain(asked).collect()
    }
}

/// Whether a month's words name an action.
pub(super) fn speaks_of(record: &LedgerMonth, action: &str) -> bool {
    let mut built = record.built.iter();
    built.any(|built| built.action.as_deref() == Some(action)) || record.summary.contains(action)
}
