//! Costs that return every month.

use super::cost::{given, kind};
use super::ids::{RECURRING, bury, fresh};
use super::names::words;
use super::sheet::month_of;
use super::step::no_line;
use crate::fields::{read, text};
use crate::session::Client;
use crate::view::{Change, LedgerView, LineChange, NewRecurring};
use crate::{Problem, Result, foreign};
use valise_domain::records::{CostKind, Ledger, Recurring};
use valise_domain::{Money, Month};

impl Client {
    /// Adds a cost that returns every month. It may not begin in a month that is signed.
    pub fn add_recurring(&mut self, new: &NewRecurring) -> Result<Change<LedgerView>> {
        let last_month = new.last_month.as_deref().map(month_of).transpose()?;
        let own = self.dossier.currency();
        let bill = new.foreign.as_ref();
        let line = Recurring {
            id: fresh(self.own_ledger()?, RECURRING),
            kind: new.kind,
            what: words(&new.what),
            amount_month: new.amount_month,
            first_month: month_of(&new.first_month)?,
            last_month,
            action: self.named("actions", new.action.as_deref())?,
            foreign: bill.map(|bill| foreign::record(bill, None, own)).transpose()?,
            rest: Default::default(),
        };
        holds(&line)?;
        let id = line.id.clone();
        self.step("add_recurring", &id, |_, ledger| {
            ledger.recurring.push(line);
            Ok(())
        })
    }

    /// Changes one field of a recurring cost. What a signed month shows of it stays; its end may still move after it.
    pub fn edit_recurring(&mut self, change: &LineChange) -> Result<Change<LedgerView>> {
        let value = given(change)?;
        self.step("edit_recurring", &change.id, |client, ledger| {
            let field = change.field.as_str();
            let line = recurring_mut(ledger, &change.id)?;
            match field {
                "kind" => line.kind = kind(value)?,
                "what" => line.what = words(&text(field, value)?),
                "amountMonth" => line.amount_month = read::<Money>(field, value)?,
                foreign::FIELD => {
                    let own = client.dossier.currency();
                    if let Some(amount) = foreign::put(&mut line.foreign, value, own)? {
                        line.amount_month = amount;
                    }
                }
                "firstMonth" => line.first_month = read::<Month>(field, value)?,
                "lastMonth" => line.last_month = read::<Option<Month>>(field, value)?,
                "action" => {
                    let name: Option<String> = read(field, value)?;
                    line.action = client.named("actions", name.as_deref())?;
                }
                _ => return Err(Problem::invalid("field", "a field of a recurring cost")),
            }
            holds(line)
        })
    }

    /// Takes a recurring cost out. One that stands in a signed month ends with the last of these instead.
    pub fn remove_recurring(&mut self, id: &str) -> Result<Change<LedgerView>> {
        self.step("remove_recurring", id, |_, ledger| {
            let line = recurring_mut(ledger, id)?.clone();
            let signed = ledger.months.iter().filter(|month| month.signed_on.is_some());
            match signed
                .map(|month| month.month)
                .rfind(|month| line.runs_in(*month))
            {
                Some(last) => recurring_mut(ledger, id)?.last_month = Some(last),
                None => {
                    ledger.recurring.retain(|line| line.id != id);
                    bury(ledger, RECURRING, id);
                }
            }
            Ok(())
        })
    }
}

fn recurring_mut<'a>(ledger: &'a mut Ledger, id: &str) -> Result<&'a mut Recurring> {
    let mut lines = ledger.recurring.iter_mut();
    lines.find(|line| line.id == id).ok_or_else(|| no_line(id))
}

fn holds(line: &Recurring) -> Result<()> {
    if line.kind == CostKind::Internal {
        return Err(Problem::invalid(
            "kind",
            "a cost in money, as own days are entered month by month",
        ));
    }
    if line.last_month.is_some_and(|last| last < line.first_month) {
        return Err(Problem::invalid(
            "lastMonth",
            "a month that is not before the first",
        ));
    }
    Ok(())
}
