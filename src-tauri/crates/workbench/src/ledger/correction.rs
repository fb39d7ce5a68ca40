//! Corrections: dated lines that restate what an earlier month counted.

use super::cost::given;
use super::ids::{CORRECTION, bury, fresh};
use super::names::words;
use super::step::{month_mut, no_line};
use crate::fields::{read, text};
use crate::session::Client;
use crate::view::{Change, LedgerView, LineChange, NewCorrection};
use crate::{Problem, Result};
use valise_domain::records::{Correction, Ledger};
use valise_domain::{Day, Money};

impl Client {
    /// Restates a confirmed line of an earlier month.
    pub fn add_correction(&mut self, new: &NewCorrection) -> Result<Change<LedgerView>> {
        let confirmed_on = match new.confirmed_on.as_deref() {
            Some(text) => Some(
                text.parse::<Day>()
                    .map_err(|_| Problem::invalid("confirmedOn", "a date YYYY-MM-DD"))?,
            ),
            None => None,
        };
        let line = Correction {
            id: fresh(self.own_ledger()?, CORRECTION),
            restates: new.restates.clone(),
            amount: new.amount,
            reason: words(&new.reason),
            entered_by: self.named("people", new.entered_by.as_deref())?,
            confirmed_by: self.named("people", new.confirmed_by.as_deref())?,
            confirmed_on,
            ..Correction::default()
        };
        let id = line.id.clone();
        self.step("add_correction", &id, |_, ledger| {
            month_mut(ledger, &new.month)?.corrections.push(line);
            Ok(())
        })
    }

    /// Changes one field of a correction.
    pub fn edit_correction(&mut self, change: &LineChange) -> Result<Change<LedgerView>> {
        let value = given(change)?;
        self.step("edit_correction", &change.id, |client, ledger| {
            let field = change.field.as_str();
            let line = correction_mut(ledger, &change.id)?;
            let person = |value| -> Result<Option<String>> {
                let name: Option<String> = read(field, value)?;
                client.named("people", name.as_deref())
            };
            match field {
                "restates" => line.restates = text(field, value)?,
                "amount" => line.amount = read::<Money>(field, value)?,
                "reason" => line.reason = words(&text(field, value)?),
                "enteredBy" => line.entered_by = person(value)?,
                "confirmedBy" => line.confirmed_by = person(value)?,
                "confirmedOn" => line.confirmed_on = read(field, value)?,
                _ => return Err(Problem::invalid("field", "a field of a correction")),
            }
            Ok(())
        })
    }

    /// Takes a correction out of an open month.
    pub fn remove_correction(&mut self, id: &str) -> Result<Change<LedgerView>> {
        self.step("remove_correction", id, |_, ledger| {
            correction_mut(ledger, id)?;
            for month in &mut ledger.months {
                month.corrections.retain(|line| line.id != id);
            }
            bury(ledger, CORRECTION, id);
            Ok(())
        })
    }
}

fn correction_mut<'a>(ledger: &'a mut Ledger, id: &str) -> Result<&'a mut Correction> {
    let mut lines = ledger.months.iter_mut().flat_map(|month| &mut month.corrections);
    lines.find(|line| line.id == id).ok_or_else(|| no_line(id))
}
