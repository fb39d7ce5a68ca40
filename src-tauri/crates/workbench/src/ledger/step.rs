//! One step from a ledger to the next: judged by the rules, written as one record, undone as one.

use super::sheet::month_of;
use crate::session::Client;
use crate::view::{Change, LedgerView};
use crate::{Problem, ProblemCode, Result};
use serde_json::Value;
use valise_domain::figures::{Basis, LineState, line_figures};
use valise_domain::ledger::{Refusal, Rule, refusals};
use valise_domain::records::{Ledger, LedgerMonth};
use valise_domain::{Kept, Month};

/// The section of the ledger.
pub(super) const SECTION: &str = "ledger";

impl Client {
    /// Changes the ledger in one step and shows it as it stands then.
    pub(super) fn step(
        &mut self,
        op: &str,
        detail: &str,
        edit: impl FnOnce(&Self, &mut Ledger) -> Result<()>,
    ) -> Result<Change<LedgerView>> {
        self.step_quietly(op, detail, edit)?;
        let view = self.ledger(None)?;
        Ok(self.done(view))
    }

    /// The same, for those who show something else.
    pub(crate) fn step_quietly(
        &mut self,
        op: &str,
        detail: &str,
        edit: impl FnOnce(&Self, &mut Ledger) -> Result<()>,
    ) -> Result<()> {
        let (id, doc) = self.stepped(detail, edit)?;
        self.write(op, detail, |pen| match &doc {
            Some(doc) => pen.put_single(id, doc),
            None => Ok(()),
        })
    }

    /// The ledger's key and its JSON after a step, for a transaction that writes more; no JSON where nothing changed.
    pub(crate) fn stepped(
        &self,
        detail: &str,
        edit: impl FnOnce(&Self, &mut Ledger) -> Result<()>,
    ) -> Result<(uuid::Uuid, Option<Value>)> {
        let before = self.own_ledger()?;
        let mut after = before.clone();
        edit(self, &mut after)?;
        self.judge(Some(before), &after, detail)?;
        let id = self
            .single_id(SECTION)
            .ok_or_else(|| Problem::new(ProblemCode::Internal))?;
        if *before == after {
            return Ok((id, None));
        }
        Ok((id, Some(self.written_ledger(&after)?)))
    }

    pub(crate) fn own_ledger(&self) -> Result<&Ledger> {
        self.dossier.ledger().ok_or_else(|| Problem::not_found("ledger"))
    }

    /// A ledger as it would be written over the one that is kept: what is equal keeps its written form.
    pub(super) fn written_ledger(&self, after: &Ledger) -> Result<Value> {
        let doc = self.dossier.single(SECTION).cloned().unwrap_or(Value::Null);
        let kept: Kept<Ledger> = match doc {
            Value::Null => return serde_json::to_value(after).map_err(|_| internal()),
            doc => Kept::read(None, doc, SECTION, "").map_err(|_| internal())?,
        };
        Ok(kept.changed(after))
    }

    /// Refuses a step that breaks a rule, with everything that the person needs to go on.
    pub(crate) fn judge(&self, before: Option<&Ledger>, after: &Ledger, detail: &str) -> Result<()> {
        let found = refusals(&self.dossier, before, after);
        let signed = found.iter().find(|refusal| refusal.rule == Rule::SignedMonth);
        match (signed.or(found.first()), before) {
            (None, _) => Ok(()),
            (Some(refusal), Some(before)) if refusal.rule == Rule::SignedMonth => {
                Err(self.locked(before, refusal.month, detail))
            }
            (Some(refusal), _) => Err(problem_of(refusal)),
        }
    }

    /// A signed month stays: the problem names the line that a correction could restate, and the month for it.
    pub(crate) fn locked(&self, ledger: &Ledger, month: Month, line: &str) -> Problem {
        let mut problem = Problem::refused(Rule::SignedMonth.as_str())
            .with("month", month)
            .with("nextMonth", next_open(ledger));
        let basis = Basis::new(&self.dossier, self.dossier.as_of());
        let known = ledger
            .months
            .iter()
            .flat_map(|month| month.values.iter().map(move |value| (month.month, value)))
            .find(|(_, value)| value.id == line);
        if let Some((of, value)) = known {
            problem = problem.with("line", line).with("title", &value.what);
            if line_figures(&basis, of, value).state == LineState::Confirmed {
                problem = problem.with("correction", "yes");
            }
        }
        problem
    }
}

fn internal() -> Problem {
    Problem::new(ProblemCode::Internal)
}

fn problem_of(refusal: &Refusal) -> Problem {
    let problem = Problem::refused(refusal.rule.as_str()).with("month", refusal.month);
    if refusal.line.is_empty() {
        problem
    } else {
        problem.with("line", &refusal.line)
    }
}

/// The first month that nobody signed, or the one that could be opened next.
pub(super) fn next_open(ledger: &Ledger) -> Month {
    let open = ledger.months.iter().find(|month| month.signed_on.is_none());
    let last = ledger.months.last().map(|month| month.month);
    open.map(|month| month.month)
        .or(last.map(Month::next))
        .unwrap_or(ledger.first_month)
}

/// A month of a ledger by its text, to be changed.
pub(crate) fn month_mut<'a>(ledger: &'a mut Ledger, text: &str) -> Result<&'a mut LedgerMonth> {
    let month = month_of(text)?;
    ledger
        .months
        .iter_mut()
        .find(|record| record.month == month)
        .ok_or_else(|| Problem::not_found("month").with("name", month))
}

/// A line that is not there.
pub(super) fn no_line(id: &str) -> Problem {
    Problem::not_found("line").with("name", id)
}
