//! The flows of an engagement with their figures, and what they add up to.

use crate::session::Client;
use crate::view::{
    BridgeEnds, CoordinationView, DelayView, FlowInputView, FlowLink, FlowStepView, FlowView, FrictionTotals,
    FrictionView, LinkedAction, SystemHead, TimedCaseView, TimingView,
};
use crate::{Problem, Result};
use valise_domain::decimal::Ratio;
use valise_domain::figures::{
    self, Figure, FlowFigures, FlowInput, FrictionRange, Removal, friction_range, removal, timing,
};
use valise_domain::records::{Flow, FlowStep};
use valise_domain::{Decimal, Kept, Money};

/// Places to which the bounds of an input are shown; what is entered has fewer.
const BOUND_PLACES: u32 = 6;

impl Client {
    /// The flows of an engagement, or of the first one, dearest first.
    pub fn friction(&self, engagement: Option<&str>) -> Result<FrictionView> {
        let code = self.engagement_code(engagement)?;
        let mut flows: Vec<(&Kept<Flow>, FlowFigures)> = self
            .dossier
            .flows
            .iter()
            .filter(|flow| flow.engagement == code)
            .map(|flow| (flow, figures::flow(flow)))
            .collect();
        flows.sort_by(|(one, a), (other, b)| {
            let dearest = b.friction.total.cmp(&a.friction.total);
            dearest.then_with(|| one.record().id.cmp(&other.record().id))
        });
        let sums = figures::waterfall(flows.iter().map(|(flow, known)| (known, self.removal_of(flow))));
        let mut cost = FrictionRange::default();
        for (flow, _) in &flows {
            cost += friction_range(flow);
        }
        let weeks = flows.first().map(|(flow, _)| flow.weeks);
        let weakest = flows.iter().filter_map(|(_, known)| known.weakest_input).max();
        let bridges = self.bridges(&code, &flows);
        let mut before = Money::ZERO;
        let views = flows
            .iter()
            .map(|(flow, known)| {
                before += known.friction.total;
                FlowView {
                    share: share_of(known.friction.total, sums.cost.total),
                    cumulative: share_of(before, sums.cost.total),
                    ..self.flow_view(flow, known)
                }
            })
            .collect();
        Ok(FrictionView {
            engagement: self.engagement_head(&code)?,
            weeks: weeks.filter(|weeks| flows.iter().all(|(flow, _)| flow.weeks == *weeks)),
            flows: views,
            totals: FrictionTotals {
                cost,
                done: sums.done,
                agreed: sums.agreed,
                possible: sums.possible,
                left: sums.left,
                weakest_input: weakest,
            },
            working_weeks: self.dossier.settings().working_weeks,
            bridges,
            waiting: self.waiting_rows(&code),
            decided: self.decided_rows(&code),
            people: self.people(),
            systems: self
                .dossier
                .systems
                .iter()
                .map(|system| SystemHead {
                    id: id_of(system),
                    code: system.record().id.clone(),
                    name: system.name.clone(),
                    kind: system.kind,
                })
                .collect(),
            actions: self
                .dossier
                .actions
                .iter()
                .filter(|action| action.engagement == code)
                .filter_map(|action| self.linked_action(&action.record().id))
                .collect(),
        })
    }

    /// A flow, whole, by its code, among the others of its engagement.
    pub(super) fn flow_of(&self, code: &str) -> Result<FlowView> {
        let kept = self.flow_kept(code)?;
        let engagement = self.engagement_head(&kept.engagement)?.id;
        let id = id_of(kept);
        self.friction(Some(&engagement))?
            .flows
            .into_iter()
            .find(|flow| flow.id == id)
            .ok_or_else(|| Problem::not_found("flow"))
    }

    pub(super) fn flow_kept(&self, code: &str) -> Result<&Kept<Flow>> {
        self.dossier
            .flows
            .get(code)
            .ok_or_else(|| Problem::not_found("flow"))
    }

    /// How far the removal of a flow has come, as its owner sees it.
    pub(super) fn removal_of(&self, flow: &Flow) -> Removal {
        removal(flow, |code| {
            self.dossier.actions.get(code).map(|kept| kept.record())
        })
    }

    fn flow_view(&self, flow: &Kept<Flow>, known: &FlowFigures) -> FlowView {
        let record = flow.record();
        let id = |section: &str, code: &str| self.id_in(section, code);
        let cost = friction_range(record);
        let twelve = Ratio::new(1.into(), 12.into());
        FlowView {
            id: id_of(flow),
            code: record.id.clone(),
            engagement: id("engagements", &record.engagement).unwrap_or_default(),
            name: record.name.clone(),
            kind: record.kind.clone(),
            team: record.team.clone(),
            status: record.status.clone(),
            owner: record.owner.as_deref().and_then(|code| id("people", code)),
            people: record.people,
            hours_per_week_each: record.hours_per_week_each.to_string(),
            loaded_rate: record.loaded_rate,
            weeks: record.weeks,
            cases_per_week: record.cases_per_week.to_string(),
            error_rate: record.error_rate.to_string(),
            cost_per_error: record.cost_per_error,
            delay: record.delay.as_ref().map(|delay| DelayView {
                cases_per_week: delay.cases_per_week.to_string(),
                days: delay.days.to_string(),
                value_per_case_day: delay.value_per_case_day,
            }),
            coordination: record.coordination.as_ref().map(|meeting| CoordinationView {
                attendees: meeting.attendees,
                hours: meeting.hours.to_string(),
                meetings_per_week: meeting.meetings_per_week.to_string(),
                loaded_rate: meeting.loaded_rate,
            }),
            tool_cost_year: record.tool_cost_year,
            one_off_cost: record.one_off_cost,
            running_cost_year: record.running_cost_year,
            labour_reduction: record.labour_reduction.to_string(),
            error_reduction: record.error_reduction.to_string(),
            delay_reduction: record.delay_reduction.to_string(),
            adoption: record.adoption.to_string(),
            observations: record.observations,
            use_of_time: record.use_of_time.clone().unwrap_or_default(),
            inputs: FlowInput::ALL
                .into_iter()
                .map(|input| input_view(record, input))
                .collect(),
            month: cost.likely.total.times(&twelve),
            share: None,
            cumulative: None,
            gross: known.gross,
            net: known.net,
            weakest_input: known.weakest_input,
            removal: self.removal_of(record),
            actions: record
                .actions
                .iter()
                .filter_map(|code| self.linked_action(code))
                .collect(),
            findings: self
                .dossier
                .findings
                .iter()
                .filter(|finding| finding.flow.as_deref() == Some(record.id.as_str()))
                .map(|finding| FlowLink {
                    id: id_of(finding),
                    code: finding.record().id.clone(),
                    title: finding.title.clone(),
                })
                .collect(),
            steps: self.step_views(&record.steps, cost.likely.labour),
            timings: record
                .timings
                .iter()
                .map(|case| TimedCaseView {
                    on: case.on.map(|day| day.to_string()),
                    seconds: case.seconds,
                    note: case.note.clone(),
                })
                .collect(),
            timing: timing(record).map(|timing| TimingView {
                cases: timing.cases,
                mean: timing.mean.printed(),
                shortest: timing.shortest,
                longest: timing.longest,
                hours: timing.hours.map(|hours| hours.to_string()),
            }),
            bridge: record.bridge.as_ref().and_then(|bridge| {
                Some(BridgeEnds {
                    from: id("systems", &bridge.from)?,
                    to: id("systems", &bridge.to)?,
                })
            }),
            cost,
        }
    }

    /// The steps with their parts of the labour. Each part is the step from one rounded running sum to the next, so
    /// that they add up to the labour to the cent.
    fn step_views(&self, steps: &[FlowStep], labour: Money) -> Vec<FlowStepView> {
        let zero = || Ratio::from_integer(0.into());
        let minutes = |step: &FlowStep| step.minutes.as_ref().map_or_else(zero, Decimal::ratio);
        let all: Ratio = steps.iter().map(minutes).sum();
        let mut running = zero();
        let mut before = Money::ZERO;
        steps
            .iter()
            .map(|step| {
                running += minutes(step);
                let cost = (all > zero()).then(|| {
                    let until = labour.times(&(&running / &all));
                    let own = until - before;
                    before = until;
                    own
                });
                FlowStepView {
                    what: step.what.clone(),
                    who: step.who.clone(),
                    system: step
                        .system
                        .as_deref()
                        .and_then(|code| self.id_in("systems", code)),
                    minutes: step.minutes.as_ref().map(ToString::to_string),
                    by_hand: step.by_hand,
                    cost: cost.filter(|_| step.minutes.is_some()),
                }
            })
            .collect()
    }

    pub(super) fn linked_action(&self, code: &str) -> Option<LinkedAction> {
        let action = self.dossier.actions.get(code)?;
        Some(LinkedAction {
            id: id_of(action),
            code: action.record().id.clone(),
            title: action.title.clone(),
            status: action.status,
        })
    }

    /// The id of a record by its code.
    fn id_in(&self, section: &str, code: &str) -> Option<String> {
        let id = match section {
            "people" => self.dossier.people.get(code)?.id(),
            "systems" => self.dossier.systems.get(code)?.id(),
            _ => self.dossier.engagements.get(code)?.id(),
        };
        id.map(|id| id.to_string())
    }
}

/// The key of a record as text.
pub(super) fn id_of<T>(kept: &Kept<T>) -> String {
    kept.id().map(|id| id.to_string()).unwrap_or_default()
}

fn share_of(part: Money, whole: Money) -> Option<String> {
    Figure::share(&part.ratio(), &whole.ratio(), 2).map(|share| share.printed())
}

fn input_view(flow: &Flow, input: FlowInput) -> FlowInputView {
    let (low, high) = input.bounds(flow);
    let unit = Ratio::from_integer(if input.is_money() { 100 } else { 1 }.into());
    FlowInputView {
        input: input.path().to_owned(),
        kind: input.kind(flow),
        observed: input.is_observed(),
        low: plain(low / &unit),
        high: plain(high / unit),
        given: flow.ranges.contains_key(input.path()),
    }
}

/// Decimal text without zeros at its end.
fn plain(value: Ratio) -> String {
    let text = Figure::new(value, BOUND_PLACES).printed();
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
