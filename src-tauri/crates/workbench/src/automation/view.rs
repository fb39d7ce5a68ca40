//! Automation cases with their figures: the list, and one of them whole.

use crate::audit::printed;
use crate::session::Client;
use crate::view::{
    AdoptionView, AutomationCase, AutomationRow, BuildState, CapacityView, CaseAction, CaseControl,
    CaseDecision, CaseInput, CriterionView, NonUseView, ObservedView, ReasonSum, SwingView,
};
use crate::{Problem, Result};
use std::collections::HashMap;
use valise_domain::figures::{self, AutomationFigures, Basis, Outcome};
use valise_domain::opportunity::Criterion;
use valise_domain::records::{Action, ActionStatus, Coded, DecisionState, Flow};
use valise_domain::{Day, Kept, Money};

impl Client {
    /// The automation cases of an engagement, or of the first one: the largest net benefit first.
    pub fn automation_cases(&self, engagement: Option<&str>) -> Result<Vec<AutomationRow>> {
        let code = self.engagement_code(engagement)?;
        let cases = self.cases_of(&code);
        let largest = figures::largest_net(cases.iter().map(|(_, figures)| figures));
        let mut rows: Vec<AutomationRow> = cases
            .iter()
            .map(|(kept, figures)| row(kept, figures, largest))
            .collect();
        rows.sort_by(|a, b| b.net.cmp(&a.net).then_with(|| a.code.cmp(&b.code)));
        Ok(rows)
    }

    /// The automation case of a flow.
    pub fn automation_case(&self, flow: &str) -> Result<AutomationCase> {
        let code = self.code_of("flows", flow)?;
        self.automation_detail(&code)
    }

    fn cases_of(&self, engagement: &str) -> Vec<(&Kept<Flow>, AutomationFigures)> {
        let flows = self.dossier.flows.iter();
        flows
            .filter(|flow| flow.engagement == engagement)
            .map(|kept| (kept, figures::automation(kept)))
            .collect()
    }

    /// An automation case by the code of its flow.
    pub(super) fn automation_detail(&self, code: &str) -> Result<AutomationCase> {
        let kept = self
            .dossier
            .flows
            .get(code)
            .ok_or_else(|| Problem::not_found("flow"))?;
        let cases = self.cases_of(&kept.engagement);
        let largest = figures::largest_net(cases.iter().map(|(_, figures)| figures));
        let own = figures::automation(kept);
        Ok(AutomationCase {
            row: row(kept, &own, largest),
            status: kept.status.clone(),
            owner: kept.owner.as_deref().map(|code| self.person_label(code)),
            use_of_time: kept.use_of_time.clone().unwrap_or_default(),
            weakest_input: own.flow.weakest_input,
            inputs: kept
                .input_kinds
                .iter()
                .map(|(input, kind)| CaseInput {
                    input: input.clone(),
                    kind: *kind,
                })
                .collect(),
            observations: kept.observations,
            cases_per_week: kept.cases_per_week.to_string(),
            full: own.full,
            gross: own.flow.gross,
            running: kept.running_cost_year,
            one_off: kept.one_off_cost,
            payback_months: printed(own.flow.payback_months.as_ref()),
            roi_year1: printed(own.flow.roi_year1.as_ref()),
            break_even: printed(own.flow.break_even_adoption.as_ref()),
            cumulative: own.cumulative,
            pays_in_month: own.pays_in_month,
            swings: own
                .swings
                .iter()
                .map(|swing| SwingView {
                    input: swing.input,
                    less: swing.less,
                    more: swing.more,
                })
                .collect(),
            opportunity: criteria(kept),
            readings: readings(kept, &own.adoption),
            observed: own.observed.as_ref().map(|observed| ObservedView {
                on: observed.on.to_string(),
                share: observed.share.printed(),
                by_cases: observed.by_cases,
            }),
            verdict_observed: own.verdict_observed,
            reasons: own
                .reasons
                .into_iter()
                .map(|sum| ReasonSum {
                    reason: sum.reason,
                    latest: sum.latest,
                    all: sum.all,
                })
                .collect(),
            capacity: kept.capacity_limit.as_ref().map(|limit| CapacityView {
                limit: limit.cases_per_week.to_string(),
                what_happens: limit.what_happens.clone(),
                used: own.capacity.as_ref().map(|capacity| capacity.used.printed()),
                state: own.capacity.as_ref().map(|capacity| capacity.state),
            }),
            control: id_in(self.dossier.controls.iter(), kept.control.as_deref()),
            controls: self.control_heads(kept),
            decision: id_in(self.dossier.decisions.iter(), kept.design_decision.as_deref()),
            decisions: self.decision_heads(kept),
            actions: self.build_actions(kept),
        })
    }

    /// Controls of the client's own running, and the one that is named already.
    fn control_heads(&self, flow: &Flow) -> Vec<CaseControl> {
        let named = |code: &str| flow.control.as_deref() == Some(code);
        let controls = self.dossier.controls.iter();
        controls
            .filter(|control| control.programme.is_none() || named(control.code()))
            .map(|kept| CaseControl {
                id: record_id(kept),
                code: kept.record().id.clone(),
                kind: kept.kind,
                name: kept.name.clone(),
                threshold: kept.threshold.clone().unwrap_or_default(),
                tested_on: day(kept.tested_on),
            })
            .collect()
    }

    /// Decisions of the same engagement that stand or are still to be made, and the one that is named already.
    fn decision_heads(&self, flow: &Flow) -> Vec<CaseDecision> {
        let named = |code: &str| flow.design_decision.as_deref() == Some(code);
        let decisions = self.dossier.decisions.iter();
        decisions
            .filter(|decision| {
                let stands = matches!(decision.state, DecisionState::Made | DecisionState::Waiting);
                decision.engagement == flow.engagement && stands || named(decision.code())
            })
            .map(|kept| CaseDecision {
                id: record_id(kept),
                code: kept.record().id.clone(),
                title: kept.title.clone(),
                state: kept.state,
                decided_on: day(kept.decided_on),
            })
            .collect()
    }

    fn build_actions(&self, flow: &Flow) -> Vec<CaseAction> {
        let basis = Basis::new(&self.dossier, self.dossier.as_of());
        let figures = figures::actions(&basis);
        let confirmed = confirmed(&basis);
        let actions = self.dossier.actions.iter();
        actions
            .filter(|action| builds(action, flow))
            .map(|kept| {
                let own = figures.get(kept.code());
                CaseAction {
                    id: record_id(kept),
                    code: kept.record().id.clone(),
                    title: kept.title.clone(),
                    status: kept.status,
                    state: build_state(kept, confirmed.get(kept.code()).copied().unwrap_or_default()),
                    due: day(kept.due),
                    done_on: day(kept.done_on),
                    read_on: day(kept.read_on),
                    reading: kept.reading.clone(),
                    owner: kept.owner.as_deref().map(|code| self.person_label(code)),
                    days: kept.effort_days.as_ref().map(ToString::to_string),
                    cost: own.map_or(Money::ZERO, |own| own.first_year_cost),
                }
            })
            .collect()
    }
}

/// Whether an action builds the automation of a flow: either names the other.
pub(crate) fn builds(action: &Action, flow: &Flow) -> bool {
    flow.actions.contains(&action.id) || action.flows.contains(&flow.id)
}

/// Confirmed return to date of every action that has money in the ledger, by id.
pub(crate) fn confirmed(basis: &Basis<'_>) -> HashMap<String, Money> {
    let items = figures::items(basis).into_iter();
    items.map(|item| (item.action, item.confirmed_to_date)).collect()
}

fn build_state(action: &Action, confirmed: Money) -> BuildState {
    match action.status {
        ActionStatus::Dropped => BuildState::Dropped,
        ActionStatus::Done => match Outcome::of(action.is_read(), confirmed) {
            Outcome::Delivered => BuildState::Delivered,
            Outcome::Read => BuildState::Read,
            Outcome::Proved => BuildState::Proved,
        },
        ActionStatus::Planned | ActionStatus::InProgress => BuildState::Open,
    }
}

fn row(kept: &Kept<Flow>, own: &AutomationFigures, largest: Money) -> AutomationRow {
    let score = own.opportunity.out_of_100.as_ref();
    AutomationRow {
        id: record_id(kept),
        code: kept.record().id.clone(),
        name: kept.name.clone(),
        team: kept.team.clone(),
        verdict: own.verdict,
        score: score.and_then(|score| score.printed().parse().ok()),
        judged: own.opportunity.judged,
        weakest: own.opportunity.weakest.clone(),
        quadrant: figures::quadrant(own, largest),
        friction: own.flow.friction.total,
        net: own.flow.net,
        net_observed: own.net_observed,
        adoption: kept.adoption.to_string(),
        observed: own.observed.as_ref().map(|observed| observed.share.printed()),
        capacity: own.capacity.as_ref().map(|capacity| capacity.state),
    }
}

fn criteria(flow: &Flow) -> Vec<CriterionView> {
    let judged = flow.opportunity.as_ref();
    Criterion::ALL
        .into_iter()
        .map(|criterion| CriterionView {
            criterion,
            name: criterion.name().to_owned(),
            anchors: criterion.anchors().map(str::to_owned).to_vec(),
            score: judged.and_then(|judged| criterion.of(judged)),
        })
        .collect()
}

fn readings(flow: &Flow, shares: &[figures::Adoption]) -> Vec<AdoptionView> {
    let mut readings: Vec<_> = flow.adoption_readings.iter().collect();
    readings.sort_by_key(|reading| reading.on);
    readings
        .into_iter()
        .zip(shares)
        .map(|(reading, shares)| AdoptionView {
            on: reading.on.to_string(),
            users_able: reading.users_able,
            users_using: reading.users_using,
            cases_total: reading.cases_total,
            cases_through: reading.cases_through,
            by_people: printed(shares.by_people.as_ref()),
            by_cases: printed(shares.by_cases.as_ref()),
            reasons: reading
                .reasons
                .iter()
                .map(|given| NonUseView {
                    reason: given.reason.clone(),
                    people: given.people,
                })
                .collect(),
        })
        .collect()
}

fn record_id<T>(kept: &Kept<T>) -> String {
    kept.id().map(|id| id.to_string()).unwrap_or_default()
}

fn id_in<'a, T: Coded + 'a>(
    mut records: impl Iterator<Item = &'a Kept<T>>,
    code: Option<&str>,
) -> Option<String> {
    let code = code?;
    records.find(|kept| kept.record().code() == code).map(record_id)
}

fn day(day: Option<Day>) -> Option<String> {
    day.map(|day| day.to_string())
}
