//! The question whose answer would move the figures most.

use super::moves::is_open;
use super::{Known, kind_of};
use crate::documents::adoption::net_range;
use crate::documents::desk::Desk;
use crate::documents::words;
use valise_domain::Money;
use valise_domain::figures::{self, FlowFigures};
use valise_domain::records::{Flow, InputKind};
use valise_report::model::NextQuestion;

/// Inputs in the order in which they are asked for where several are equally weak.
const ASKED: [&str; 11] = [
    "hours",
    "hours_per_week_each",
    "people",
    "effect",
    "cases",
    "cases_per_week",
    "error_rate",
    "cost_per_error",
    "delay",
    "coordination",
    "adoption",
];

/// Of the open flows that rest on somebody's word, the one whose benefit lies in the widest range; else the widest of
/// all open ones; else how the largest change holds.
pub(super) fn question(desk: &Desk<'_>, flows: &[Known<'_>]) -> Option<NextQuestion> {
    let open: Vec<&Known<'_>> = flows.iter().filter(|(flow, _)| is_open(desk, flow)).collect();
    let weak = open
        .iter()
        .copied()
        .filter(|(_, known)| kind_of(known) >= InputKind::Asked);
    if let Some((flow, known)) = widest(weak) {
        return Some(of_input(desk, flow, known));
    }
    if let Some((flow, known)) = widest(open.into_iter()) {
        let (low, high) = net_range(known);
        let (low, high) = (desk.money(low), desk.money(high));
        return Some(NextQuestion {
            id: flow.id.clone(),
            name: flow.name.clone(),
            question: words::question("adoption").to_owned(),
            why: format!(
                "Its benefit lies between {low} and {high} a year, the widest range of all open flows."
            ),
        });
    }
    let (flow, known) = flows.iter().max_by(|a, b| {
        let removed = |known: &FlowFigures| figures::removed(known);
        removed(&a.1)
            .cmp(&removed(&b.1))
            .then_with(|| b.0.id.cmp(&a.0.id))
    })?;
    Some(NextQuestion {
        id: flow.id.clone(),
        name: flow.name.clone(),
        question: "What does it cost today, timed the same way as before?".to_owned(),
        why: format!(
            "Of {} a year, {} should be gone. Only a second reading shows it.",
            desk.money(known.friction.total),
            desk.money(figures::removed(known))
        ),
    })
}

/// By the range of the benefit, then by cost, then by the lower id.
fn widest<'a, 'b>(flows: impl Iterator<Item = &'b Known<'a>>) -> Option<&'b Known<'a>>
where
    'a: 'b,
{
    let spread = |known: &FlowFigures| -> Money {
        let (low, high) = net_range(known);
        high - low
    };
    flows.max_by(|a, b| {
        spread(&a.1)
            .cmp(&spread(&b.1))
            .then_with(|| a.1.friction.total.cmp(&b.1.friction.total))
            .then_with(|| b.0.id.cmp(&a.0.id))
    })
}

fn of_input(desk: &Desk<'_>, flow: &Flow, known: &FlowFigures) -> NextQuestion {
    let kind = kind_of(known);
    let is_weak = |input: &str| flow.input_kinds.get(input) == Some(&kind);
    let first = ASKED.iter().copied().find(|input| is_weak(input));
    let weak = first.or_else(|| {
        let mut others = flow.input_kinds.iter();
        others
            .find(|(_, known)| **known == kind)
            .map(|(input, _)| input.as_str())
    });
    let (low, high) = net_range(known);
    let (low, high, total) = (
        desk.money(low),
        desk.money(high),
        desk.money(known.friction.total),
    );
    let known_by = match weak {
        Some(input) => format!(
            "its {} only {}",
            words::input_is(input),
            words::plain(kind.as_str())
        ),
        None => "nobody said how it is known".to_owned(),
    };
    NextQuestion {
        id: flow.id.clone(),
        name: flow.name.clone(),
        question: words::question(weak.unwrap_or_default()).to_owned(),
        why: format!(
            "It costs {total} a year, and {known_by}. The benefit lies between {low} and {high} a year."
        ),
    }
}
