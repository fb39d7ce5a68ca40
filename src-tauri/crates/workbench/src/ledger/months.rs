//! What a month holds besides its lines: its sentence, what was built, decisions needed, delivery, hours.

use super::cost::json;
use super::names::{filled, words};
use super::step::month_mut;
use crate::fields::{decimal, read, text};
use crate::session::Client;
use crate::view::{BuiltChange, Change, DecisionNeededChange, DeliveryView, LedgerView, MonthChange};
use crate::{Problem, Result};
use serde::Deserialize;
use serde_json::Value;
use valise_domain::Decimal;
use valise_domain::records::{Built, DecisionNeeded, Delivery, RetainerHours};

/// A month asks for so many decisions at most; a longer list is read by nobody.
const DECISIONS: usize = 3;

/// Hours as they come in.
#[derive(Deserialize)]
struct HoursIn {
    agreed: Decimal,
    used: Decimal,
}

impl Client {
    /// Changes one field of an open month.
    pub fn edit_month(&mut self, change: &MonthChange) -> Result<Change<LedgerView>> {
        let field = change.field.as_str();
        let value = json(field, change.value.as_deref())?;
        self.step("edit_month", &change.month, |_, ledger| {
            let month = month_mut(ledger, &change.month)?;
            match field {
                "summary" => month.summary = words(&text(field, value)?),
                "delivery" => month.delivery = delivery(field, value)?,
                "hours" => {
                    let hours: Option<HoursIn> = read(field, value)?;
                    if hours
                        .as_ref()
                        .is_some_and(|hours| !is_time(&hours.agreed) || !is_time(&hours.used))
                    {
                        return Err(Problem::invalid("hours", "hours, not below zero"));
                    }
                    month.hours = hours.map(|hours| RetainerHours {
                        agreed: hours.agreed,
                        used: hours.used,
                        ..RetainerHours::default()
                    });
                }
                _ => return Err(Problem::invalid("field", "a field of a month")),
            }
            Ok(())
        })
    }

    /// Sets the hours a month that the retainer covers; null removes them.
    pub fn set_hours_month(&mut self, hours: Option<&str>) -> Result<Change<LedgerView>> {
        let code = self.own_ledger()?.engagement.clone();
        let hours = hours
            .filter(|text| !text.trim().is_empty())
            .map(|text| text.parse::<Decimal>())
            .transpose()
            .ok()
            .filter(|hours| hours.as_ref().is_none_or(is_time))
            .ok_or_else(|| Problem::invalid("hours", "hours, not below zero"))?;
        let kept = self
            .dossier
            .engagements
            .get(&code)
            .ok_or_else(|| Problem::not_found("engagement"))?
            .clone();
        let mut engagement = kept.record().clone();
        engagement.hours_month = hours;
        self.write("set_hours_month", &code, |pen| pen.put(&kept, &engagement))?;
        let view = self.ledger(None)?;
        Ok(self.done(view))
    }

    /// Adds something built, or puts it in the place of another.
    pub fn put_built(&mut self, change: &BuiltChange) -> Result<Change<LedgerView>> {
        let built = Built {
            text: words(&change.text),
            action: self.named("actions", change.action.as_deref())?,
            proof: filled(change.proof.as_deref()),
            ..Built::default()
        };
        if built.text.is_empty() {
            return Err(Problem::invalid("text", "a few words"));
        }
        self.step("put_built", &change.month, |_, ledger| {
            place(&mut month_mut(ledger, &change.month)?.built, change.index, built)
        })
    }

    /// Takes something built out of an open month.
    pub fn remove_built(&mut self, month: &str, index: u32) -> Result<Change<LedgerView>> {
        self.step("remove_built", month, |_, ledger| {
            take(&mut month_mut(ledger, month)?.built, index)
        })
    }

    /// Adds a decision needed, or puts it in the place of another. A fourth one is refused.
    pub fn put_decision_needed(&mut self, change: &DecisionNeededChange) -> Result<Change<LedgerView>> {
        let needed = DecisionNeeded {
            text: words(&change.text),
            decision: self.named("decisions", change.decision.as_deref())?,
            ..DecisionNeeded::default()
        };
        if needed.text.is_empty() {
            return Err(Problem::invalid("text", "a few words"));
        }
        self.step("put_decision_needed", &change.month, |_, ledger| {
            let list = &mut month_mut(ledger, &change.month)?.decisions_needed;
            if change.index.is_none() && list.len() >= DECISIONS {
                return Err(Problem::refused("threeDecisions").with("month", &change.month));
            }
            place(list, change.index, needed)
        })
    }

    /// Takes a decision needed out of an open month.
    pub fn remove_decision_needed(&mut self, month: &str, index: u32) -> Result<Change<LedgerView>> {
        self.step("remove_decision_needed", month, |_, ledger| {
            take(&mut month_mut(ledger, month)?.decisions_needed, index)
        })
    }
}

/// At its place, or at the end.
fn place<T>(list: &mut Vec<T>, index: Option<u32>, item: T) -> Result<()> {
    match index {
        None => list.push(item),
        Some(at) => *slot(list, at)? = item,
    }
    Ok(())
}

fn take<T>(list: &mut Vec<T>, index: u32) -> Result<()> {
    slot(list, index)?;
    list.remove(index as usize);
    Ok(())
}

fn slot<T>(list: &mut [T], index: u32) -> Result<&mut T> {
    list.get_mut(index as usize)
        .ok_or_else(|| Problem::not_found("line").with("name", index))
}

fn is_time(hours: &Decimal) -> bool {
    *hours >= Decimal::from(0)
}

fn delivery(field: &str, value: Value) -> Result<Option<Delivery>> {
    let Some(view) = read::<Option<DeliveryView>>(field, value)? else {
        return Ok(None);
    };
    let number = |name: &str, text: Option<String>| decimal(name, text.map_or(Value::Null, Value::String));
    let share = |name: &str, text: Option<String>| -> Result<Option<Decimal>> {
        let share = number(name, text)?;
        let fits = share
            .as_ref()
            .is_none_or(|share| is_time(share) && *share <= Decimal::from(1));
        if fits {
            Ok(share)
        } else {
            Err(Problem::invalid(name, "a share from 0 to 1"))
        }
    };
    Ok(Some(Delivery {
        deploys: view.deploys,
        lead_time_days: number("leadTimeDays", view.lead_time_days)?,
        change_fail_share: share("changeFailShare", view.change_fail_share)?,
        recovery_minutes: view.recovery_minutes,
        rework_share: share("reworkShare", view.rework_share)?,
        ..Delivery::default()
    }))
}
