//! Actions, findings, decisions, notes and benefits.

use crate::date::Day;
use crate::dossier::Dossier;
use crate::records::{
    Action, ActionStatus, DateKind, Decision, DecisionState, FindingStatus, NoteState, ValueStatus,
};

use super::super::drift::next_look;
use super::entry::{Clash, DatedKind, Listing};

pub(super) fn all(dossier: &Dossier, list: &mut Listing) {
    for action in &dossier.actions {
        actions(dossier, action, list);
    }
    for finding in &dossier.findings {
        if !matches!(finding.status, FindingStatus::Closed | FindingStatus::Accepted) {
            list.must(
                DatedKind::Finding,
                finding.due,
                ("findings", &finding.id, &finding.title),
            );
        }
    }
    for decision in &dossier.decisions {
        decisions(decision, list);
    }
    for note in dossier.notes.iter().filter(|note| note.state == NoteState::Open) {
        list.must(DatedKind::Note, note.due, ("notes", &note.id, &note.text));
    }
    benefits(dossier, list);
}

fn actions(dossier: &Dossier, action: &Action, list: &mut Listing) {
    let named = ("actions", action.id.as_str(), action.title.as_str());
    if action.is_open() {
        let clash = action
            .due
            .and_then(|due| freeze_on(dossier, due))
            .map(|freeze| Clash {
                freeze,
                structural: action.structural,
            });
        list.must_beside(DatedKind::Action, action.due, clash, named);
    }
    if action.status != ActionStatus::Dropped && !action.is_read() {
        list.must(DatedKind::Reading, action.read_on, named);
    }
    if action.status == ActionStatus::Done {
        let again = action
            .done_on
            .map(|done| next_look(done, action.recheck.as_ref()));
        list.note(DatedKind::DriftCheck, again, named);
    }
}

/// The first freeze that holds a day.
fn freeze_on(dossier: &Dossier, day: Day) -> Option<String> {
    let holds = |start: Option<Day>, end: Option<Day>| {
        start.is_some_and(|start| start <= day && day <= end.unwrap_or(start))
    };
    dossier
        .dates
        .iter()
        .find(|date| date.kind == DateKind::Freeze && holds(date.start, date.end))
        .map(|date| date.record().id.clone())
}

fn decisions(decision: &Decision, list: &mut Listing) {
    let named = ("decisions", decision.id.as_str(), decision.title.as_str());
    match decision.state {
        DecisionState::Waiting => list.note(DatedKind::Waiting, decision.waiting_since, named),
        DecisionState::Made | DecisionState::Refused => {
            list.must(DatedKind::Review, decision.review_on, named);
        }
        DecisionState::Superseded => {}
    }
}

fn benefits(dossier: &Dossier, list: &mut Listing) {
    let Some(ledger) = dossier.ledger() else { return };
    for line in ledger.months.iter().flat_map(|month| &month.values) {
        if !matches!(line.status, ValueStatus::Expired | ValueStatus::Reversed) {
            list.note(
                DatedKind::BenefitEnd,
                line.counts_until,
                ("ledger", &line.id, &line.what),
            );
        }
    }
}
