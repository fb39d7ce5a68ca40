//! Costs of one month.

use super::ids::{COST, bury, fresh};
use super::names::words;
use super::step::{month_mut, no_line};
use crate::fields::{decimal, read, text};
use crate::session::Client;
use crate::view::{Change, LedgerView, LineChange, NewCost};
use crate::{Problem, Result, foreign};
use serde_json::Value;
use valise_domain::records::{CostKind, CostLine, Ledger};
use valise_domain::{Decimal, Money};

impl Client {
    /// Adds a cost to an open month.
    pub fn add_cost(&mut self, new: &NewCost) -> Result<Change<LedgerView>> {
        let own = self.dossier.currency();
        let bill = new.foreign.as_ref();
        let mut line = CostLine {
            kind: new.kind,
            what: words(&new.what),
            amount: new.amount,
            foreign: bill.map(|bill| foreign::record(bill, None, own)).transpose()?,
            days: new.days.as_deref().map(days).transpose()?,
            action: self.named("actions", new.action.as_deref())?,
            ..CostLine::default()
        };
        settle(&mut line);
        line.id = fresh(self.own_ledger()?, COST);
        let id = line.id.clone();
        self.step("add_cost", &id, |_, ledger| {
            month_mut(ledger, &new.month)?.costs.push(line);
            Ok(())
        })
    }

    /// Changes one field of a cost.
    pub fn edit_cost(&mut self, change: &LineChange) -> Result<Change<LedgerView>> {
        let value = given(change)?;
        self.step("edit_cost", &change.id, |client, ledger| {
            let field = change.field.as_str();
            let line = cost_mut(ledger, &change.id)?;
            match field {
                "kind" => line.kind = kind(value)?,
                "what" => line.what = words(&text(field, value)?),
                "amount" => line.amount = read(field, value)?,
                foreign::FIELD => set_bill(line, value, client.dossier.currency())?,
                "days" => line.days = decimal(field, value)?,
                "action" => {
                    let name: Option<String> = read(field, value)?;
                    line.action = client.named("actions", name.as_deref())?;
                }
                _ => return Err(Problem::invalid("field", "a field of a cost")),
            }
            settle(line);
            Ok(())
        })
    }

    /// Takes a cost out of an open month.
    pub fn remove_cost(&mut self, id: &str) -> Result<Change<LedgerView>> {
        self.step("remove_cost", id, |_, ledger| {
            cost_mut(ledger, id)?;
            for month in &mut ledger.months {
                month.costs.retain(|line| line.id != id);
            }
            bury(ledger, COST, id);
            Ok(())
        })
    }
}

/// Adds a cost to a month under an id of its own.
pub(crate) fn add_cost_line(ledger: &mut Ledger, month: &str, mut line: CostLine) -> Result<()> {
    line.id = fresh(ledger, COST);
    month_mut(ledger, month)?.costs.push(line);
    Ok(())
}

fn cost_mut<'a>(ledger: &'a mut Ledger, id: &str) -> Result<&'a mut CostLine> {
    let mut lines = ledger.months.iter_mut().flat_map(|month| &mut month.costs);
    lines.find(|line| line.id == id).ok_or_else(|| no_line(id))
}

/// The amount follows its bill; without one it stays as it was.
fn set_bill(line: &mut CostLine, value: Value, own: &str) -> Result<()> {
    if line.kind == CostKind::Internal {
        return Err(Problem::invalid(
            foreign::FIELD,
            "a cost in money, as own days have no currency",
        ));
    }
    if let Some(amount) = foreign::put(&mut line.foreign, value, own)? {
        line.amount = Some(amount);
    }
    Ok(())
}

/// Own days are days, everything else is an amount: the other of the two says nothing.
fn settle(line: &mut CostLine) {
    match line.kind {
        CostKind::Internal => (line.amount, line.foreign) = (None::<Money>, None),
        _ => line.days = None::<Decimal>,
    }
}

/// The value of a change.
pub(super) fn given(change: &LineChange) -> Result<Value> {
    json(&change.field, change.value.as_deref())
}

/// A value from its JSON text.
pub(super) fn json(field: &str, value: Option<&str>) -> Result<Value> {
    match value {
        Some(text) => serde_json::from_str(text).map_err(|_| Problem::invalid(field, "a JSON value")),
        None => Ok(Value::Null),
    }
}

/// A kind of cost from its word.
pub(super) fn kind(value: Value) -> Result<CostKind> {
    let word: String = read("kind", value)?;
    CostKind::from_word(&word)
        .ok_or_else(|| Problem::invalid("kind", "fee, audit, outside, running or internal"))
}

fn days(text: &str) -> Result<Decimal> {
    text.parse()
        .map_err(|_| Problem::invalid("days", "a number of days"))
}
