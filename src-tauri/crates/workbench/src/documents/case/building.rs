//! How the automation is decided, built and watched.

use super::{Told, desk};
use crate::automation::{builds, confirmed};
use std::collections::HashMap;
use valise_domain::Money;
use valise_domain::figures::{Basis, CapacityState, Outcome};
use valise_domain::records::{Action, ActionStatus, DecisionState};
use valise_report::model::case;
use valise_report::model::{Number, Share};

impl Told<'_> {
    pub(super) fn design(&self) -> Option<case::Design> {
        let code = self.flow.design_decision.as_deref()?;
        let decision = self.desk.dossier.decisions.get(code)?.record();
        if !self.desk.view.decision(decision) {
            return None;
        }
        Some(case::Design {
            id: decision.id.clone(),
            title: decision.title.clone(),
            made: decision.state == DecisionState::Made,
            on: desk::day(decision.decided_on),
            chosen: decision.chosen.as_deref().and_then(desk::text),
            rationale: desk::prose_of(decision.rationale.as_ref()),
        })
    }

    /// Only those that this reader sees.
    pub(super) fn builds(&self) -> Vec<case::Build> {
        // A copy without the ledger tells no money, and so none that is confirmed.
        let confirmed = if self.desk.view.holds_ledger() {
            confirmed(&Basis::new(self.desk.dossier, self.desk.dossier.as_of()))
        } else {
            HashMap::new()
        };
        let actions = self.desk.dossier.actions.iter().map(|kept| kept.record());
        actions
            .filter(|action| self.desk.view.action(action) && builds(action, self.flow))
            .map(|action| {
                let own = self.desk.actions.get(action.id.as_str());
                case::Build {
                    id: action.id.clone(),
                    title: action.title.clone(),
                    owner: self.desk.role(action.owner.as_deref()),
                    days: desk::number(action.effort_days.as_ref()),
                    cost: desk::amount(own.map_or(Money::ZERO, |own| own.first_year_cost)),
                    due: desk::day(action.due),
                    done_on: desk::day(action.done_on),
                    state: state(action, confirmed.get(&action.id).copied().unwrap_or_default()),
                    reading: action.reading.as_deref().and_then(desk::text),
                }
            })
            .collect()
    }

    pub(super) fn capacity(&self) -> Option<case::Capacity> {
        let limit = self.flow.capacity_limit.as_ref()?;
        let own = self.own.capacity.as_ref();
        Some(case::Capacity {
            limit: Number::of(limit.cases_per_week.as_str()),
            used: own.map(|own| Share::of(own.used.printed())),
            near: own.is_some_and(|own| own.state != CapacityState::Clear),
            what_happens: desk::text(&limit.what_happens),
        })
    }

    pub(super) fn control(&self) -> Option<case::Control> {
        let code = self
            .flow
            .control
            .as_deref()
            .filter(|code| self.desk.shares(code))?;
        let control = self.desk.dossier.controls.get(code)?.record();
        Some(case::Control {
            id: control.id.clone(),
            name: control.name.clone(),
            threshold: control.threshold.as_deref().and_then(desk::text),
            tested_on: desk::day(control.tested_on),
            owner: self.desk.role(control.owner.as_deref()),
        })
    }
}

fn state(action: &Action, confirmed: Money) -> case::BuildState {
    match action.status {
        ActionStatus::Dropped => case::BuildState::Dropped,
        ActionStatus::Done => match Outcome::of(action.is_read(), confirmed) {
            Outcome::Delivered => case::BuildState::Delivered,
            Outcome::Read => case::BuildState::Read,
            Outcome::Proved => case::BuildState::Proved,
        },
        ActionStatus::Planned | ActionStatus::InProgress => case::BuildState::Open,
    }
}
