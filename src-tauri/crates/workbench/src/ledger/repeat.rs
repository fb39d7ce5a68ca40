//! Last month's lines once more: each waits for a reading of its own.

use super::ids::{VALUE, fresh};
use super::sheet::month_of;
use super::step::month_mut;
use crate::session::Client;
use crate::view::{Change, LedgerView};
use crate::{Problem, Result};
use valise_domain::figures::{Basis, line_figures};
use valise_domain::records::{Ledger, LedgerMonth, ValueEvidence, ValueLine, ValueStatus};

impl Client {
    /// Repeats the lines of the month before that counted and have not come to their end. Recurring costs recur by
    /// themselves. A line comes as delivered: its baseline stays, its reading and its confirmation do not, and until
    /// it is read again it is an estimate.
    pub fn repeat_month(&mut self, month: &str) -> Result<Change<LedgerView>> {
        self.step("repeat_month", month, |client, ledger| {
            let wanted = month_of(month)?;
            let basis = Basis::new(&client.dossier, client.dossier.as_of());
            let open = month_mut(ledger, month)?;
            if open.signed_on.is_some() {
                return Err(client.locked(ledger, wanted, ""));
            }
            let open = open.clone();
            let again: Vec<ValueLine> = repeatable(&basis, ledger, &open).into_iter().cloned().collect();
            if again.is_empty() {
                return Err(Problem::refused("nothingToRepeat").with("month", month));
            }
            for line in again {
                let id = fresh(ledger, VALUE);
                month_mut(ledger, month)?.values.push(ValueLine {
                    id,
                    status: ValueStatus::Delivered,
                    evidence: match line.evidence {
                        ValueEvidence::Measured => ValueEvidence::Estimated,
                        weaker => weaker,
                    },
                    after: None,
                    confirmed_by: None,
                    confirmed_on: None,
                    ..line
                });
            }
            Ok(())
        })
    }
}

/// Lines of the month before that counted, have not come to their end, and have no counterpart yet.
pub(super) fn repeatable<'a>(
    basis: &Basis<'_>,
    ledger: &'a Ledger,
    month: &LedgerMonth,
) -> Vec<&'a ValueLine> {
    let Some(before) = ledger.months.iter().rfind(|other| other.month < month.month) else {
        return Vec::new();
    };
    let lines = before.values.iter();
    lines
        .filter(|line| line_figures(basis, before.month, line).state.counts())
        .filter(|line| {
            line.counts_until
                .is_none_or(|until| until >= month.month.first_day())
        })
        .filter(|line| {
            let same = |own: &&ValueLine| {
                own.class == line.class && own.what == line.what && own.cause == line.cause
            };
            month.values.iter().find(same).is_none()
        })
        .collect()
}
