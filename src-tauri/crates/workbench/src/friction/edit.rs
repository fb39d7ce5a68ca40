//! One field of one flow at a time, as it is typed.

use crate::fields::{filled, read, text};
use crate::session::Client;
use crate::view::{BridgeEnds, Change, CoordinationView, DelayView, FlowChange, FlowStepInput, FlowView};
use crate::{Problem, Result};
use serde::Deserialize;
use serde_json::Value;
use valise_domain::figures::FlowInput;
use valise_domain::records::{Coordination, Delay, Flow, FlowBridge, FlowStep, InputKind, InputRange};
use valise_domain::text::composed;
use valise_domain::{Decimal, Money};

/// The most people, attendees and observations that are taken for a number of a flow.
const MOST: u32 = 1_000_000;
/// A year has no more weeks.
const MOST_WEEKS: u32 = 53;

impl Client {
    /// Changes one field.
    pub fn edit_flow(&mut self, change: &FlowChange) -> Result<Change<FlowView>> {
        let code = self.code_of("flows", &change.id)?;
        let kept = self.flow_kept(&code)?.clone();
        let value: Value = match &change.value {
            Some(text) => {
                serde_json::from_str(text).map_err(|_| Problem::invalid(&change.field, "a JSON value"))?
            }
            None => Value::Null,
        };
        if change.field == "actions" {
            self.link_actions(&code, value)?;
        } else {
            let mut flow = kept.record().clone();
            match change.field.as_str() {
                "owner" => {
                    let owner: Option<String> = read("owner", value)?;
                    flow.owner = owner.map(|id| self.code_of("people", &id)).transpose()?;
                }
                "steps" => flow.steps = self.steps(read("steps", value)?)?,
                "bridge" => flow.bridge = self.bridge(read("bridge", value)?)?,
                "inputKind" => {
                    let asked: KindIn = read("inputKind", value)?;
                    set_kind(&mut flow, input(&asked.input)?, asked.kind);
                }
                "range" => set_range(&mut flow, read("range", value)?)?,
                field => set_plain(&mut flow, field, value)?,
            }
            settle(kept.record(), &mut flow);
            self.write("edit_flow", &code, |pen| pen.put(&kept, &flow))?;
        }
        let view = self.flow_of(&code)?;
        Ok(self.done(view))
    }

    /// Links actions from the flow, and the flow from the actions: who reads either finds the other.
    fn link_actions(&mut self, code: &str, value: Value) -> Result<()> {
        let ids: Vec<String> = read("actions", value)?;
        let kept = self.flow_kept(code)?.clone();
        let mut flow = kept.record().clone();
        flow.actions = ids
            .iter()
            .map(|id| self.code_of("actions", id))
            .collect::<Result<_>>()?;
        let mut seen = std::collections::BTreeSet::new();
        flow.actions.retain(|action| seen.insert(action.clone()));
        let foreign = flow.actions.iter().any(|action| {
            let action = self.dossier.actions.get(action);
            action.is_none_or(|action| action.engagement != flow.engagement)
        });
        if foreign {
            return Err(Problem::not_found("action"));
        }
        let changed: Vec<_> = self
            .dossier
            .actions
            .iter()
            .filter_map(|kept| {
                let (linked, was) = (flow.actions.contains(&kept.record().id), kept.flows.iter());
                let was = was.filter(|known| *known == code).count() > 0;
                let mut action = kept.record().clone();
                match (was, linked) {
                    (false, true) => action.flows.push(code.to_owned()),
                    (true, false) => action.flows.retain(|known| known != code),
                    _ => return None,
                }
                Some((kept.clone(), action))
            })
            .collect();
        self.write("edit_flow", code, |pen| {
            for (kept, action) in &changed {
                pen.put(kept, action)?;
            }
            pen.put(&kept, &flow)
        })
    }

    fn steps(&self, steps: Vec<FlowStepInput>) -> Result<Vec<FlowStep>> {
        let step = |step: FlowStepInput| {
            Ok(FlowStep {
                what: composed(step.what.trim()).into_owned(),
                who: composed(step.who.trim()).into_owned(),
                system: step.system.map(|id| self.code_of("systems", &id)).transpose()?,
                minutes: step
                    .minutes
                    .filter(|minutes| !minutes.is_empty())
                    .map(|minutes| quantity("steps/minutes", &minutes))
                    .transpose()?,
                by_hand: step.by_hand,
                ..FlowStep::default()
            })
        };
        steps.into_iter().map(step).collect()
    }

    fn bridge(&self, ends: Option<BridgeEnds>) -> Result<Option<FlowBridge>> {
        let Some(ends) = ends else { return Ok(None) };
        let bridge = FlowBridge {
            from: self.code_of("systems", &ends.from)?,
            to: self.code_of("systems", &ends.to)?,
            ..FlowBridge::default()
        };
        if bridge.from == bridge.to {
            return Err(Problem::invalid("bridge", "two different systems"));
        }
        Ok(Some(bridge))
    }
}

/// How an input is known, as it comes in from the window.
#[derive(Deserialize)]
struct KindIn {
    input: String,
    kind: Option<InputKind>,
}

/// The range of an input, as it comes in from the window; without its ends the half-width of the kind holds.
#[derive(Deserialize)]
struct RangeIn {
    input: String,
    low: Option<String>,
    high: Option<String>,
}

fn input(path: &str) -> Result<FlowInput> {
    FlowInput::from_path(path).ok_or_else(|| Problem::invalid("input", "an input of a flow"))
}

/// Writes a kind under the keys by which the record already speaks of the input, else under the usual one.
pub(super) fn set_kind(flow: &mut Flow, input: FlowInput, kind: Option<InputKind>) {
    let known = |key: &&&str| flow.input_kinds.contains_key(**key);
    let used: Vec<&str> = input.kind_keys().iter().filter(known).copied().collect();
    let Some(kind) = kind else {
        flow.input_kinds.retain(|key, _| !used.contains(&key.as_str()));
        return;
    };
    let usual = input.kind_keys().iter().take(1).copied();
    let keys = if used.is_empty() { usual.collect() } else { used };
    for key in keys {
        flow.input_kinds.insert(key.to_owned(), kind);
    }
}

fn set_range(flow: &mut Flow, range: RangeIn) -> Result<()> {
    let input = input(&range.input)?;
    let (Some(low), Some(high)) = (range.low, range.high) else {
        flow.ranges.remove(input.path());
        return Ok(());
    };
    let (low, high) = (quantity("range/low", &low)?, quantity("range/high", &high)?);
    let unit = if input.is_money() { 100 } else { 1 };
    let exact = input.value(flow) / valise_domain::decimal::Ratio::from_integer(unit.into());
    if low.ratio() > exact || exact > high.ratio() {
        return Err(Problem::invalid(
            "range",
            "low, the figure itself and high in this order",
        ));
    }
    let range = InputRange {
        low,
        high,
        ..InputRange::default()
    };
    flow.ranges.insert(input.path().to_owned(), range);
    Ok(())
}

/// What follows from a changed input: its own range goes when the figure has left it, and what is given for the first
/// time has been asked for, until somebody says how else it is known.
fn settle(before: &Flow, flow: &mut Flow) {
    let zero = valise_domain::decimal::Ratio::from_integer(0.into());
    for input in FlowInput::ALL {
        let (was, now) = (input.value(before), input.value(flow));
        if was == now {
            continue;
        }
        let unit = if input.is_money() { 100 } else { 1 };
        let exact = &now / valise_domain::decimal::Ratio::from_integer(unit.into());
        let left = flow
            .ranges
            .get(input.path())
            .is_some_and(|range| range.low.ratio() > exact || exact > range.high.ratio());
        if left {
            flow.ranges.remove(input.path());
        }
        let unsaid = matches!(input.kind(flow), None | Some(InputKind::Assumed));
        if input.is_observed() && was == zero && unsaid && input.kind(before) == input.kind(flow) {
            set_kind(flow, input, Some(InputKind::Asked));
        }
    }
}

/// Fields that touch no other record.
fn set_plain(flow: &mut Flow, field: &str, value: Value) -> Result<()> {
    match field {
        "name" => {
            let name = text(field, value)?;
            if name.trim().is_empty() {
                return Err(Problem::invalid("name", "a few words"));
            }
            flow.name = name.trim().to_owned();
        }
        "kind" => flow.kind = text(field, value)?.trim().to_owned(),
        "team" => flow.team = text(field, value)?.trim().to_owned(),
        "status" => flow.status = text(field, value)?,
        "useOfTime" => flow.use_of_time = filled(text(field, value)?),
        "people" => flow.people = count(field, value, MOST)?,
        "weeks" => {
            let weeks = count(field, value, MOST_WEEKS)?;
            if weeks == 0 {
                return Err(Problem::invalid(field, "1 to 53 weeks"));
            }
            flow.weeks = weeks;
        }
        "observations" => {
            flow.observations = match value {
                Value::Null => None,
                value => Some(count(field, value, MOST)?),
            }
        }
        "hoursPerWeekEach" => flow.hours_per_week_each = decimal(field, value)?,
        "casesPerWeek" => flow.cases_per_week = decimal(field, value)?,
        "errorRate" => flow.error_rate = share(field, value)?,
        "labourReduction" => flow.labour_reduction = share(field, value)?,
        "errorReduction" => flow.error_reduction = share(field, value)?,
        "delayReduction" => flow.delay_reduction = share(field, value)?,
        "adoption" => flow.adoption = share(field, value)?,
        "loadedRate" => flow.loaded_rate = money(field, value)?,
        "costPerError" => flow.cost_per_error = money(field, value)?,
        "toolCostYear" => flow.tool_cost_year = money(field, value)?,
        "oneOffCost" => flow.one_off_cost = money(field, value)?,
        "runningCostYear" => flow.running_cost_year = money(field, value)?,
        "delay" => {
            let was = flow.delay.take().unwrap_or_default();
            flow.delay = match read::<Option<DelayView>>(field, value)? {
                Some(view) => Some(Delay {
                    cases_per_week: quantity("delay/casesPerWeek", &view.cases_per_week)?,
                    days: quantity("delay/days", &view.days)?,
                    value_per_case_day: positive("delay/valuePerCaseDay", view.value_per_case_day)?,
                    ..was
                }),
                None => None,
            }
        }
        "coordination" => {
            let was = flow.coordination.take().unwrap_or_default();
            flow.coordination = match read::<Option<CoordinationView>>(field, value)? {
                Some(view) => Some(Coordination {
                    attendees: view.attendees.min(MOST),
                    hours: quantity("coordination/hours", &view.hours)?,
                    meetings_per_week: quantity("coordination/meetingsPerWeek", &view.meetings_per_week)?,
                    loaded_rate: positive("coordination/loadedRate", view.loaded_rate)?,
                    ..was
                }),
                None => None,
            }
        }
        _ => return Err(Problem::invalid("field", "a field of a flow")),
    }
    Ok(())
}

fn count(field: &str, value: Value, most: u32) -> Result<u32> {
    let count = value.as_u64().and_then(|count| u32::try_from(count).ok());
    count
        .filter(|count| *count <= most)
        .ok_or_else(|| Problem::invalid(field, "a whole number that is not below zero"))
}

/// Nothing typed is nought.
fn decimal(field: &str, value: Value) -> Result<Decimal> {
    let typed: Option<String> = read(field, value)?;
    match typed.filter(|text| !text.is_empty()) {
        Some(text) => quantity(field, &text),
        None => Ok(Decimal::default()),
    }
}

fn quantity(field: &str, text: &str) -> Result<Decimal> {
    text.parse()
        .ok()
        .filter(|decimal: &Decimal| *decimal >= Decimal::from(0))
        .ok_or_else(|| Problem::invalid(field, "a number that is not below zero"))
}

fn share(field: &str, value: Value) -> Result<Decimal> {
    let share = decimal(field, value)?;
    if share > Decimal::from(1) {
        return Err(Problem::invalid(field, "a share from 0 to 1"));
    }
    Ok(share)
}

fn money(field: &str, value: Value) -> Result<Money> {
    positive(field, read::<Option<Money>>(field, value)?.unwrap_or_default())
}

fn positive(field: &str, money: Money) -> Result<Money> {
    if money < Money::ZERO {
        return Err(Problem::invalid(field, "an amount that is not below zero"));
    }
    Ok(money)
}
