//! Arrival readiness: what the next head of engineering would find (formulas 9.4).

use serde::Serialize;
use specta::Type;

use crate::date::Day;
use crate::decimal::Ratio;
use crate::dossier::Dossier;
use crate::records::{
    Action, Control, DecisionKind, DecisionState, PersonKind, System, SystemKind, SystemState, VendorState,
};

use super::figure::Figure;

const DOCUMENT_VALID_DAYS: i64 = 182;
const TOP_SYSTEMS: usize = 5;

/// The parts, each 0–1; none when the part has nothing to count.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Arrival {
    /// Complete and at most 182 days old.
    pub documents: Option<Figure>,
    /// With an owner of the client's, tested in time.
    pub controls: Option<Figure>,
    /// Made briefs with a date of review.
    pub decisions: Option<Figure>,
    /// The five most critical systems with two names besides advisers.
    pub top_systems: Option<Figure>,
    /// Open actions with metric, baseline, target and reading date.
    pub roadmap: Option<Figure>,
    /// Active suppliers with renewal and notice.
    pub vendors: Option<Figure>,
    /// Programme controls with a next date of evidence.
    pub programme: Option<Figure>,
    /// Mean of the parts that exist.
    pub mean: Option<Figure>,
}

/// Computes arrival readiness as of a day.
pub fn arrival(dossier: &Dossier, as_of: Day) -> Arrival {
    let within = i64::from(dossier.settings().control_test_within_days);
    let recent = |day: Option<Day>, days: i64| day.is_some_and(|day| as_of.days_since(day) <= days);
    let is_client = |code: &str| {
        dossier
            .people
            .get(code)
            .is_some_and(|person| person.kind != PersonKind::Adviser)
    };
    let tested = |control: &Control| {
        control.owner.as_deref().is_some_and(is_client) && recent(control.tested_on, within)
    };
    let (programme, own): (Vec<&Control>, Vec<&Control>) = dossier
        .controls
        .iter()
        .map(|kept| kept.record())
        .partition(|control| control.programme.is_some());
    let briefs = dossier
        .decisions
        .iter()
        .filter(|decision| decision.state == DecisionState::Made && decision.kind == DecisionKind::Brief);
    let two_names = |system: &System| system.can_fix.iter().filter(|code| is_client(code)).count() >= 2;
    let open = dossier
        .actions
        .iter()
        .map(|kept| kept.record())
        .filter(|action| action.is_open());
    let active = dossier
        .vendors
        .iter()
        .filter(|vendor| vendor.state == VendorState::Active);
    let mut arrival = Arrival {
        documents: share(
            dossier
                .documents
                .iter()
                .map(|document| document.complete && recent(document.updated_on, DOCUMENT_VALID_DAYS)),
        ),
        controls: share(own.into_iter().map(tested)),
        decisions: share(briefs.map(|decision| decision.review_on.is_some())),
        top_systems: share(top_systems(dossier).into_iter().map(two_names)),
        roadmap: share(open.map(is_measurable)),
        vendors: share(active.map(|vendor| vendor.renewal.is_some() && vendor.notice_days.is_some())),
        programme: share(
            programme
                .into_iter()
                .map(|control| control.next_evidence_on.is_some()),
        ),
        mean: None,
    };
    arrival.mean = mean(&arrival);
    arrival
}

fn mean(arrival: &Arrival) -> Option<Figure> {
    let parts = [
        &arrival.documents,
        &arrival.controls,
        &arrival.decisions,
        &arrival.top_systems,
        &arrival.roadmap,
        &arrival.vendors,
        &arrival.programme,
    ];
    let known: Vec<&Ratio> = parts.into_iter().flatten().map(Figure::exact).collect();
    let sum = known.iter().copied().sum::<Ratio>();
    Figure::share(&sum, &Ratio::from_integer(known.len().into()), 2)
}

fn top_systems(dossier: &Dossier) -> Vec<&System> {
    let active = |system: &&System| system.state == SystemState::Active && system.kind != SystemKind::Outside;
    let mut systems: Vec<&System> = dossier
        .systems
        .iter()
        .map(|kept| kept.record())
        .filter(active)
        .collect();
    systems.sort_by(|one, other| {
        other
            .criticality
            .cmp(&one.criticality)
            .then_with(|| one.id.cmp(&other.id))
    });
    systems.truncate(TOP_SYSTEMS);
    systems
}

/// An action that can be read: metric, baseline, target and the date of reading.
pub fn is_measurable(action: &Action) -> bool {
    let written = [&action.metric, &action.baseline, &action.target]
        .iter()
        .all(|text| !text.trim().is_empty());
    written && action.read_on.is_some()
}

fn share(flags: impl Iterator<Item = bool>) -> Option<Figure> {
    let (mut yes, mut all) = (0u32, 0u32);
    for flag in flags {
        yes += u32::from(flag);
        all += 1;
    }
    Figure::share(
        &Ratio::from_integer(yes.into()),
        &Ratio::from_integer(all.into()),
        2,
    )
}
