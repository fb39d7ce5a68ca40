//! The Leverage Audit Lite: what the flows of work cost, three moves, and the next question. It needs no audit.

mod moves;
mod next;

use super::audit::friction;
use super::bridge::bridge;
use super::codes::Codes;
use super::desk::{Desk, amount};
use super::{Copy, front};
use crate::{Problem, Result};
use valise_domain::figures::{self, Audience, FlowFigures, View, audiences};
use valise_domain::records::{Action, Engagement, Flow, InputKind, Visibility};
use valise_domain::{Dossier, Money};
use valise_report::model::{
    Amount, CodeKey, CodeKind, Friction, Further, KnownFlows, LiteMove, LiteReport, Weakest,
};

/// Flows with a row of their own.
const FLOWS: usize = 8;

/// A flow with its figures.
type Known<'a> = (&'a Flow, FlowFigures);

/// The readers that an engagement has such a copy for: those who see a flow, without the engineers.
pub(crate) fn readers(dossier: &Dossier, engagement: &Engagement) -> Vec<Audience> {
    let sees_a_flow = |audience: Audience| {
        let view = View::new(dossier, engagement, audience);
        dossier
            .flows
            .iter()
            .any(|flow| view.sees(&flow.engagement, Visibility::Client, &flow.id))
    };
    audiences(engagement)
        .iter()
        .copied()
        .filter(|audience| *audience != Audience::Engineers && sees_a_flow(*audience))
        .collect()
}

/// The model of a copy.
pub(crate) fn compose(copy: &Copy<'_>) -> Result<LiteReport> {
    if copy.audience == Audience::Engineers {
        return Err(Problem::refused("noLiteForAudience"));
    }
    let desk = Desk::new(copy).ok_or_else(|| Problem::not_found("engagement"))?;
    let whole = friction::friction(&desk).ok_or_else(|| Problem::refused("noFlows"))?;
    let flows: Vec<Known<'_>> = desk
        .flows()
        .into_iter()
        .map(|flow| (flow, figures::flow(flow)))
        .collect();
    let weeks = flows.iter().map(|(flow, _)| flow.weeks);
    let weeks = (weeks.clone().min().unwrap_or(0), weeks.max().unwrap_or(0));
    let further = further(&whole);
    let removed: Money = flows
        .iter()
        .filter(|(flow, _)| !moves::is_open(&desk, flow))
        .map(|(_, known)| figures::removed(known))
        .sum();
    let moves = moves::moves(&desk, &flows);
    let sum = |part: fn(&LiteMove) -> Option<Amount>| {
        Amount::of(moves.iter().filter_map(part).map(|amount| amount.minor).sum())
    };
    let mut cover = front::cover(&desk);
    cover.subtitle = None;
    Ok(LiteReport {
        edition: front::edition(&desk),
        cover,
        codes: codes(&desk, &flows, &moves),
        left: whole.left,
        total: whole.total,
        parts: whole.parts,
        weeks,
        weakest: weakest(&flows),
        known: known_by(&desk, &flows),
        bridge: bridge(&desk, None),
        removed: amount(removed),
        moves_net: sum(|told| Some(told.case.net_year)),
        moves_once: sum(|told| told.case.one_off),
        // Flows alone always give one.
        waterfall: whole.waterfall.ok_or_else(|| Problem::refused("noFlows"))?,
        further,
        flows: whole.flows.into_iter().take(FLOWS).collect(),
        done: moves::done(&desk, &flows, moves.len()),
        moves,
        next: next::question(&desk, &flows),
    })
}

/// What the rows of the table leave of the sum.
fn further(whole: &Friction) -> Option<Further> {
    let rest = whole.flows.get(FLOWS..).filter(|rest| !rest.is_empty())?;
    Some(Further {
        count: u32::try_from(rest.len()).unwrap_or(u32::MAX),
        total: Amount::of(rest.iter().map(|flow| flow.total.minor).sum()),
        left: Amount::of(rest.iter().map(|flow| flow.left.minor).sum()),
    })
}

/// An input that nobody named the kind of counts as assumed.
fn kind_of(known: &FlowFigures) -> InputKind {
    known.weakest_input.unwrap_or(InputKind::Assumed)
}

fn weakest(flows: &[Known<'_>]) -> Weakest {
    let kinds = flows.iter().map(|(_, known)| kind_of(known));
    let weakest = kinds.clone().max().unwrap_or(InputKind::Assumed);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Weakest {
        kind: weakest.as_str().to_owned(),
        flows: count(kinds.filter(|kind| *kind == weakest).count()),
        of: count(flows.len()),
    }
}

/// All four kinds, also one that no flow rests on: a reader looks for the nought.
fn known_by(desk: &Desk<'_>, flows: &[Known<'_>]) -> Vec<KnownFlows> {
    let of = |kind: InputKind| {
        let flows = flows.iter().filter(|(_, known)| kind_of(known) == kind);
        let left: Vec<Money> = flows
            .map(|(flow, known)| friction::left(desk, flow, known))
            .collect();
        KnownFlows {
            kind: kind.as_str().to_owned(),
            flows: u32::try_from(left.len()).unwrap_or(u32::MAX),
            left: amount(left.into_iter().sum()),
        }
    };
    InputKind::ALL.iter().copied().map(of).collect()
}

/// What the letters stand for: of flows, and of the work that a move needs.
fn codes(desk: &Desk<'_>, flows: &[Known<'_>], moves: &[LiteMove]) -> Vec<CodeKey> {
    let told = flows
        .iter()
        .filter(|(flow, _)| moves.iter().any(|told| told.case.id == flow.id));
    let actions: Vec<&Action> = told.flat_map(|(flow, _)| moves::open_work(desk, flow)).collect();
    Codes::new()
        .with(CodeKind::Flow, flows.iter().map(|(flow, _)| &flow.id))
        .with(CodeKind::Action, actions.iter().map(|action| &action.id))
        .key()
}

#[cfg(test)]
mod tests;
