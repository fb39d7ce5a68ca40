//! One change of an automation case at a time.

use crate::session::Client;
use crate::view::{AutomationCase, AutomationChange, Change, NewAdoptionReading, NewCapacity};
use crate::{Problem, Result};
use serde::de::DeserializeOwned;
use valise_domain::opportunity::Criterion;
use valise_domain::records::{AdoptionReading, CapacityLimit, Flow, NonUse, Rest};
use valise_domain::text::composed;
use valise_domain::{Day, Decimal};

/// Readings of one case: ten years of weeks.
const MOST_READINGS: usize = 520;
/// Reasons of one reading.
const MOST_REASONS: usize = 50;

impl Client {
    /// Changes one thing.
    pub fn edit_automation(&mut self, change: &AutomationChange) -> Result<Change<AutomationCase>> {
        let code = self.code_of("flows", &change.flow)?;
        let kept = self
            .dossier
            .flows
            .get(&code)
            .ok_or_else(|| Problem::not_found("flow"))?
            .clone();
        let mut flow = kept.record().clone();
        let given = change.value.as_deref();
        let op = match change.field.as_str() {
            "reading" => {
                let reading = self.reading(read(&change.field, given)?)?;
                keep_reading(&mut flow, reading)?;
                "read_adoption"
            }
            "removeReading" => {
                let on: Day = read(&change.field, given)?;
                flow.adoption_readings.retain(|reading| reading.on != on);
                "edit_automation"
            }
            "capacity" => {
                let new: Option<NewCapacity> = read(&change.field, given)?;
                flow.capacity_limit = new.map(|new| limit(&flow, &new)).transpose()?;
                "edit_automation"
            }
            "control" => {
                let id: Option<String> = read(&change.field, given)?;
                flow.control = id.map(|id| self.code_of("controls", &id)).transpose()?;
                "edit_automation"
            }
            "decision" => {
                let id: Option<String> = read(&change.field, given)?;
                flow.design_decision = id.map(|id| self.design(&flow, &id)).transpose()?;
                "edit_automation"
            }
            field => {
                judge(&mut flow, field, read(field, given)?)?;
                "edit_automation"
            }
        };
        self.write(op, &code, |pen| pen.put(&kept, &flow))?;
        let detail = self.automation_detail(&code)?;
        Ok(self.done(detail))
    }

    /// A reading that means something: of a day that has come, each part with its whole.
    fn reading(&self, new: NewAdoptionReading) -> Result<AdoptionReading> {
        if new.on > self.today().max(self.dossier.as_of()) {
            return Err(Problem::invalid("on", "a day that has come"));
        }
        let wholes = [
            ("usersUsing", new.users_using, new.users_able),
            ("casesThrough", new.cases_through, new.cases_total),
        ];
        for (field, part, whole) in wholes {
            match (part, whole) {
                (None, None) => {}
                (Some(part), Some(whole)) if part <= whole => {}
                (Some(_), Some(_)) => return Err(Problem::invalid(field, "at most the whole")),
                _ => return Err(Problem::invalid(field, "both numbers, or neither")),
            }
        }
        if new.users_able.unwrap_or_default() == 0 && new.cases_total.unwrap_or_default() == 0 {
            return Err(Problem::refused("emptyReading"));
        }
        let reasons = new.reasons.iter().filter(|given| given.people > 0);
        let reasons: Vec<NonUse> = reasons
            .map(|given| NonUse {
                reason: composed(given.reason.trim()).into_owned(),
                people: given.people,
                ..NonUse::default()
            })
            .filter(|given| !given.reason.is_empty())
            .collect();
        if reasons.len() > MOST_REASONS {
            return Err(Problem::invalid("reasons", "at most 50 reasons"));
        }
        Ok(AdoptionReading {
            on: new.on,
            users_able: new.users_able,
            users_using: new.users_using,
            cases_total: new.cases_total,
            cases_through: new.cases_through,
            reasons,
            rest: Rest::new(),
        })
    }

    /// A decision of the flow's own engagement.
    fn design(&self, flow: &Flow, id: &str) -> Result<String> {
        let code = self.code_of("decisions", id)?;
        let own = self
            .dossier
            .decisions
            .get(&code)
            .is_some_and(|decision| decision.engagement == flow.engagement);
        if own {
            Ok(code)
        } else {
            Err(Problem::not_found("decision"))
        }
    }
}

/// One reading a day: a second one takes the place of the first.
fn keep_reading(flow: &mut Flow, mut reading: AdoptionReading) -> Result<()> {
    let known = flow
        .adoption_readings
        .iter()
        .position(|known| known.on == reading.on);
    if let Some(known) = known.and_then(|at| flow.adoption_readings.get_mut(at)) {
        reading.rest = std::mem::take(&mut known.rest);
        *known = reading;
        return Ok(());
    }
    if flow.adoption_readings.len() >= MOST_READINGS {
        return Err(Problem::invalid("reading", "at most 520 readings"));
    }
    flow.adoption_readings.push(reading);
    flow.adoption_readings.sort_by_key(|reading| reading.on);
    Ok(())
}

fn limit(flow: &Flow, new: &NewCapacity) -> Result<CapacityLimit> {
    let expected = "cases a week, more than 0";
    let cases: Decimal = new
        .limit
        .parse()
        .map_err(|_| Problem::invalid("limit", expected))?;
    if cases <= Decimal::default() {
        return Err(Problem::invalid("limit", expected));
    }
    Ok(CapacityLimit {
        cases_per_week: cases,
        what_happens: composed(new.what_happens.trim()).into_owned(),
        rest: flow
            .capacity_limit
            .as_ref()
            .map(|known| known.rest.clone())
            .unwrap_or_default(),
    })
}

fn judge(flow: &mut Flow, field: &str, score: Option<u8>) -> Result<()> {
    let criterion = Criterion::ALL
        .into_iter()
        .find(|criterion| criterion.as_str() == field)
        .ok_or_else(|| Problem::invalid("field", "a field of an automation case"))?;
    if score.is_some_and(|score| score > 4) {
        return Err(Problem::invalid(field, "0 to 4"));
    }
    let mut judged = flow.opportunity.take().unwrap_or_default();
    criterion.set(&mut judged, score);
    let bare = Criterion::ALL
        .iter()
        .all(|criterion| criterion.of(&judged).is_none());
    flow.opportunity = (!bare || !judged.rest.is_empty()).then_some(judged);
    Ok(())
}

fn read<T: DeserializeOwned>(field: &str, value: Option<&str>) -> Result<T> {
    serde_json::from_str(value.unwrap_or("null"))
        .map_err(|_| Problem::invalid(field, "another kind of value"))
}
