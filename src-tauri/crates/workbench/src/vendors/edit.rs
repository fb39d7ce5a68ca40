//! One field of one supplier at a time.

use crate::fields::{read, text};
use crate::session::Client;
use crate::view::{Change, PromiseLine, TrialLine, VendorChange, VendorDetail};
use crate::{Problem, Result, foreign};
use serde_json::Value;
use valise_domain::records::{Promise, Trial, Vendor, VendorState};
use valise_domain::text::composed;
use valise_domain::{Day, Money, Quarter};

/// Promises of one supplier: ten a quarter over ten years.
const MOST_PROMISES: usize = 400;
/// Days of notice, or of leaving: ten years.
pub(super) const MOST_DAYS: u32 = 3660;

impl Client {
    /// Changes one field.
    pub fn edit_vendor(&mut self, change: &VendorChange) -> Result<Change<VendorDetail>> {
        let code = self.code_of("vendors", &change.id)?;
        let kept = self.vendor_kept(&code)?.clone();
        let value: Value = match &change.value {
            Some(text) => {
                serde_json::from_str(text).map_err(|_| Problem::invalid(&change.field, "a JSON value"))?
            }
            None => Value::Null,
        };
        let mut vendor = kept.record().clone();
        let own = self.dossier.currency();
        match change.field.as_str() {
            foreign::FIELD => set_bill(&mut vendor, value, own)?,
            "state" => set_state(&mut vendor, value, self.today())?,
            field => set_plain(&mut vendor, field, value)?,
        }
        self.write("edit_vendor", &code, |pen| pen.put(&kept, &vendor))?;
        let detail = self.vendor_detail(&code)?;
        Ok(self.done(detail))
    }
}

fn set_plain(vendor: &mut Vendor, field: &str, value: Value) -> Result<()> {
    match field {
        "name" => vendor.name = name(&text(field, value)?)?,
        "purpose" => vendor.purpose = text(field, value)?,
        "criticality" => vendor.criticality = text(field, value)?.trim().to_owned(),
        "data" => vendor.data = text(field, value)?,
        "exit" => vendor.exit = text(field, value)?,
        "agreement" => vendor.agreement = text(field, value)?,
        "rating" => vendor.rating = text(field, value)?,
        "sla" => vendor.sla = filled(text(field, value)?),
        "measured" => vendor.measured = filled(text(field, value)?),
        "decision" => vendor.decision = filled(text(field, value)?),
        "annualCost" => {
            if vendor.foreign.is_some() {
                return Err(Problem::refused("costFollowsBill"));
            }
            vendor.annual_cost = cost(field, read(field, value)?)?;
        }
        "renewal" => vendor.renewal = read::<Option<Day>>(field, value)?,
        "noticeDays" => vendor.notice_days = days(field, read(field, value)?)?,
        "exitDays" => vendor.exit_days = days(field, read(field, value)?)?,
        "securityReview" => vendor.security_review = read::<Option<Day>>(field, value)?,
        "startedOn" => vendor.started_on = read::<Option<Day>>(field, value)?,
        "endedOn" if vendor.state == VendorState::Ended => {
            vendor.ended_on = read::<Option<Day>>(field, value)?
        }
        "promises" => vendor.promises = promises(&vendor.promises, read(field, value)?)?,
        "trial" => {
            let line = read::<Option<TrialLine>>(field, value)?;
            vendor.trial = line.map(|line| trial(vendor.trial.as_ref(), line)).transpose()?;
        }
        _ => return Err(Problem::invalid("field", "a field of a supplier")),
    }
    Ok(())
}

fn set_state(vendor: &mut Vendor, value: Value, today: Day) -> Result<()> {
    let word: String = read("state", value)?;
    let state = VendorState::from_word(&word).ok_or_else(|| Problem::invalid("state", "active or ended"))?;
    if state != vendor.state {
        vendor.ended_on = (state == VendorState::Ended).then_some(today);
    }
    vendor.state = state;
    Ok(())
}

/// The cost follows its bill; without one it stays as it was.
fn set_bill(vendor: &mut Vendor, value: Value, own: &str) -> Result<()> {
    if let Some(amount) = foreign::put(&mut vendor.foreign, value, own)? {
        cost("foreign/amount", vendor.foreign.as_ref().map(|bill| bill.amount))?;
        vendor.annual_cost = Some(amount);
    }
    Ok(())
}

fn promises(before: &[Promise], lines: Vec<PromiseLine>) -> Result<Vec<Promise>> {
    if lines.len() > MOST_PROMISES {
        return Err(Problem::invalid("promises", "fewer promises"));
    }
    let read = |line: PromiseLine| {
        let quarter: Quarter = line
            .quarter
            .parse()
            .map_err(|_| Problem::invalid("promises/quarter", "a quarter YYYY-Qn"))?;
        let what = composed(line.what.trim()).into_owned();
        if what.is_empty() {
            return Err(Problem::invalid("promises/what", "a few words"));
        }
        let known = before
            .iter()
            .find(|promise| promise.quarter == quarter && promise.what == what);
        Ok(Promise {
            what,
            promised: composed(line.promised.trim()).into_owned(),
            observed: composed(line.observed.trim()).into_owned(),
            quarter,
            unit: composed(line.unit.trim()).into_owned(),
            kept: line.kept,
            note: composed(&line.note).into_owned(),
            rest: known.map(|promise| promise.rest.clone()).unwrap_or_default(),
        })
    };
    lines.into_iter().map(read).collect()
}

fn trial(before: Option<&Trial>, line: TrialLine) -> Result<Trial> {
    let (start, decide_on) = (
        day("trial/start", line.start)?,
        day("trial/decideOn", line.decide_on)?,
    );
    if start.zip(decide_on).is_some_and(|(start, until)| until < start) {
        return Err(Problem::invalid("trial/decideOn", "a day after the start"));
    }
    Ok(Trial {
        start,
        decide_on,
        real_cases: composed(&line.real_cases).into_owned(),
        go: line.go,
        reason: composed(&line.reason).into_owned(),
        rest: before.map(|trial| trial.rest.clone()).unwrap_or_default(),
    })
}

/// A name that is one.
pub(super) fn name(text: &str) -> Result<String> {
    match text.trim() {
        "" => Err(Problem::invalid("name", "a name")),
        name => Ok(composed(name).into_owned()),
    }
}

/// A cost is nought or more.
pub(super) fn cost(field: &str, cost: Option<Money>) -> Result<Option<Money>> {
    match cost {
        Some(cost) if cost < Money::ZERO => Err(Problem::invalid(field, "an amount of 0 or more")),
        cost => Ok(cost),
    }
}

/// Days that a contract can name.
pub(super) fn days(field: &str, days: Option<u32>) -> Result<Option<u32>> {
    match days {
        Some(days) if days > MOST_DAYS => Err(Problem::invalid(field, "at most ten years")),
        days => Ok(days),
    }
}

/// A date, or nothing.
pub(super) fn day(field: &str, text: Option<String>) -> Result<Option<Day>> {
    text.filter(|text| !text.is_empty())
        .map(|text| {
            text.parse()
                .map_err(|_| Problem::invalid(field, "a date YYYY-MM-DD"))
        })
        .transpose()
}

fn filled(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}
