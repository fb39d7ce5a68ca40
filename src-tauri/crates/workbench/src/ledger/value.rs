//! Lines of value: an amount, or hours at a rate, with class, evidence and baseline.

use super::cost::given;
use super::ids::{VALUE, bury, fresh};
use super::names::{filled, words};
use super::sheet::month_of;
use super::step::{month_mut, no_line};
use crate::fields::{self, read, text};
use crate::session::Client;
use crate::view::{Change, LedgerView, LineChange, NewValue, ReadingView};
use crate::{Problem, Result, foreign};
use serde::Deserialize;
use serde_json::Value;
use valise_domain::ledger::is_measured;
use valise_domain::records::{
    Ledger, Measurement, ValueClass, ValueEvidence, ValueLine, ValueStatus, Visibility,
};
use valise_domain::{Day, Decimal, Month};

/// A benefit counts for twelve months unless somebody says otherwise; then it is the new normal.
const COUNTS_MONTHS: usize = 12;

/// Who confirmed a line, and when.
#[derive(Deserialize)]
struct Confirmed {
    by: String,
    on: Day,
}

impl Client {
    /// Adds a line of value to an open month.
    pub fn add_value(&mut self, new: &NewValue) -> Result<Change<LedgerView>> {
        let month = month_of(&new.month)?;
        let until = match new.counts_until.as_deref() {
            Some(text) => Some(day("countsUntil", text)?),
            None => (new.class != ValueClass::Risk).then(|| counts_until(month)),
        };
        let attribution = match new.attribution.as_deref() {
            Some(text) => decimal("attribution", text)?,
            None => Decimal::from(1),
        };
        let own = self.dossier.currency();
        let bill = new.foreign.as_ref();
        let mut line = ValueLine {
            id: fresh(self.own_ledger()?, VALUE),
            class: new.class,
            evidence: new.evidence,
            status: new.status,
            what: words(&new.what),
            amount: new.amount,
            foreign: bill.map(|bill| foreign::record(bill, None, own)).transpose()?,
            hours: new
                .hours
                .as_deref()
                .map(|text| decimal("hours", text))
                .transpose()?,
            rate: new.rate,
            attribution,
            baseline: new.baseline.as_ref().map(measurement).transpose()?,
            after: new.after.as_ref().map(measurement).transpose()?,
            source: words(&new.source),
            action: self.named("actions", new.action.as_deref())?,
            flow: self.named("flows", new.flow.as_deref())?,
            milestone: self.named("milestones", new.milestone.as_deref())?,
            r#use: filled(new.use_of_time.as_deref()),
            cause: filled(new.cause.as_deref()),
            service_start: new
                .service_start
                .as_deref()
                .map(|text| day("serviceStart", text))
                .transpose()?,
            counts_until: until,
            visibility: Visibility::Client,
            ..ValueLine::default()
        };
        settle(&mut line);
        let id = line.id.clone();
        self.step("add_value", &id, |_, ledger| {
            month_mut(ledger, &new.month)?.values.push(line);
            Ok(())
        })
    }

    /// Changes one field of a line of value.
    pub fn edit_value(&mut self, change: &LineChange) -> Result<Change<LedgerView>> {
        let value = given(change)?;
        self.step("edit_value", &change.id, |client, ledger| {
            let line = value_mut(ledger, &change.id)?;
            let field = change.field.as_str();
            match field {
                foreign::FIELD => set_bill(line, value, client.dossier.currency())?,
                "confirmed" => client.set_confirmed(line, read(field, value)?)?,
                "measuredBy" => line.measured_by = client.name_in("people", field, value)?,
                "confirmedBy" => line.confirmed_by = client.name_in("people", field, value)?,
                "action" => line.action = client.name_in("actions", field, value)?,
                "flow" => line.flow = client.name_in("flows", field, value)?,
                "milestone" => line.milestone = client.name_in("milestones", field, value)?,
                _ => set_plain(line, field, value)?,
            }
            Ok(())
        })
    }

    /// Takes a line of value out of an open month.
    pub fn remove_value(&mut self, id: &str) -> Result<Change<LedgerView>> {
        self.step("remove_value", id, |_, ledger| {
            value_mut(ledger, id)?;
            for month in &mut ledger.months {
                month.values.retain(|line| line.id != id);
            }
            bury(ledger, VALUE, id);
            Ok(())
        })
    }

    fn name_in(&self, section: &str, field: &str, value: Value) -> Result<Option<String>> {
        let name: Option<String> = read(field, value)?;
        self.named(section, name.as_deref())
    }

    /// Confirmed by somebody on a day, or no longer: then it is what its readings make of it.
    fn set_confirmed(&self, line: &mut ValueLine, given: Option<Confirmed>) -> Result<()> {
        match given {
            Some(Confirmed { by, on }) => {
                line.confirmed_by = self.named("people", Some(&by))?;
                line.confirmed_on = Some(on);
                line.status = ValueStatus::Confirmed;
            }
            None => take_back(line),
        }
        Ok(())
    }
}

fn take_back(line: &mut ValueLine) {
    line.confirmed_by = None;
    line.confirmed_on = None;
    if line.status == ValueStatus::Confirmed {
        line.status = if is_measured(line) {
            ValueStatus::Measured
        } else {
            ValueStatus::Delivered
        };
    }
}

/// Fields that name no other record.
fn set_plain(line: &mut ValueLine, field: &str, value: Value) -> Result<()> {
    match field {
        "class" => {
            let expected = "cash, capacity, avoided, revenue or risk";
            line.class = word(field, value, expected, ValueClass::from_word)?;
        }
        "evidence" => {
            let expected = "measured, estimated or claimed";
            line.evidence = word(field, value, expected, ValueEvidence::from_word)?;
        }
        "status" => {
            line.status = word(field, value, "one of the six steps", ValueStatus::from_word)?;
            if !matches!(
                line.status,
                ValueStatus::Confirmed | ValueStatus::Expired | ValueStatus::Reversed
            ) {
                take_back(line);
            }
        }
        "visibility" => {
            let expected = "client, founder, investor or private";
            line.visibility = word(field, value, expected, Visibility::from_word)?;
        }
        "what" => line.what = words(&text(field, value)?),
        "source" => line.source = words(&text(field, value)?),
        "useOfTime" => line.r#use = filled(Some(&text(field, value)?)),
        "cause" => line.cause = filled(Some(&text(field, value)?)),
        "sameCauseAs" => line.same_cause_as = filled(Some(&text(field, value)?)),
        "amount" => {
            line.amount = read(field, value)?;
            if line.amount.is_some() {
                (line.hours, line.rate) = (None, None);
            }
        }
        "hours" => line.hours = fields::decimal(field, value)?,
        "rate" => line.rate = read(field, value)?,
        "attribution" => line.attribution = read(field, value)?,
        "baseline" => line.baseline = reading(field, value)?,
        "after" => line.after = reading(field, value)?,
        "reading" => {
            line.after = reading(field, value)?;
            line.evidence = ValueEvidence::Measured;
            line.status = ValueStatus::Measured;
        }
        "confirmedOn" => line.confirmed_on = read(field, value)?,
        "serviceStart" => line.service_start = read(field, value)?,
        "countsUntil" => line.counts_until = read(field, value)?,
        _ => return Err(Problem::invalid("field", "a field of a line of value")),
    }
    settle(line);
    Ok(())
}

/// The amount follows its bill, and takes the place of hours; without a bill it stays as it was.
fn set_bill(line: &mut ValueLine, value: Value, own: &str) -> Result<()> {
    if let Some(amount) = foreign::put(&mut line.foreign, value, own)? {
        line.amount = Some(amount);
        (line.hours, line.rate) = (None, None);
    }
    Ok(())
}

/// Hours at a rate take the place of an amount, and of the bill that gave it.
fn settle(line: &mut ValueLine) {
    if line.hours.is_some() && line.rate.is_some() {
        (line.amount, line.foreign) = (None, None);
    }
}

fn value_mut<'a>(ledger: &'a mut Ledger, id: &str) -> Result<&'a mut ValueLine> {
    let mut lines = ledger.months.iter_mut().flat_map(|month| &mut month.values);
    lines.find(|line| line.id == id).ok_or_else(|| no_line(id))
}

fn word<T>(field: &str, value: Value, expected: &str, known: fn(&str) -> Option<T>) -> Result<T> {
    let word: String = read(field, value)?;
    known(&word).ok_or_else(|| Problem::invalid(field, expected))
}

fn reading(field: &str, value: Value) -> Result<Option<Measurement>> {
    let view: Option<ReadingView> = read(field, value)?;
    view.as_ref().map(measurement).transpose()
}

fn measurement(view: &ReadingView) -> Result<Measurement> {
    let bound = |text: &Option<String>| -> Result<Option<Day>> {
        let text = text.as_deref().filter(|text| !text.is_empty());
        text.map(|text| day("period", text)).transpose()
    };
    let (start, end) = (bound(&view.start)?, bound(&view.end)?);
    if start.zip(end).is_some_and(|(start, end)| end < start) {
        return Err(Problem::invalid("period", "an end that is not before its start"));
    }
    Ok(Measurement {
        value: words(&view.value),
        unit: words(&view.unit),
        start,
        end,
        n: view.n,
        ..Measurement::default()
    })
}

/// The last day on which a benefit that begins in a month counts.
fn counts_until(month: Month) -> Day {
    let last = std::iter::successors(Some(month), |month| Some(month.next()));
    last.take(COUNTS_MONTHS)
        .last()
        .map_or_else(|| month.last_day(), Month::last_day)
}

fn day(field: &str, text: &str) -> Result<Day> {
    text.parse()
        .map_err(|_| Problem::invalid(field, "a date YYYY-MM-DD"))
}

fn decimal(field: &str, text: &str) -> Result<Decimal> {
    text.parse().map_err(|_| Problem::invalid(field, "a number"))
}
