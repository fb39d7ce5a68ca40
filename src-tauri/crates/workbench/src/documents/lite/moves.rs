//! The moves that give most back, and what each needs.

use super::{Known, amount, kind_of};
use crate::documents::audit::friction;
use crate::documents::desk::{Desk, day, share, text};
use crate::documents::words;
use valise_domain::figures::{self, FlowFigures};
use valise_domain::records::{Action, Flow, InputKind};
use valise_report::model::{DoneFlow, Fact, LiteMove};

/// Moves that are told.
const MOVES: usize = 3;
/// Finished flows that are told in their place.
const DONE: usize = 8;

/// Open cases that return more in a year than they cost to run, the best first.
pub(super) fn moves(desk: &Desk<'_>, flows: &[Known<'_>]) -> Vec<LiteMove> {
    let mut open: Vec<&Known<'_>> = flows
        .iter()
        .filter(|(flow, known)| is_open(desk, flow) && amount(known.net).minor > 0)
        .collect();
    open.sort_by(|a, b| b.1.net.cmp(&a.1.net).then_with(|| a.0.id.cmp(&b.0.id)));
    open.into_iter()
        .take(MOVES)
        .map(|(flow, known)| LiteMove {
            case: friction::case(desk, flow, known),
            needs: needs(desk, flow, known),
        })
        .collect()
}

/// Flows whose automation is done, the largest first, where the page has room for them.
pub(super) fn done(desk: &Desk<'_>, flows: &[Known<'_>], open: usize) -> Vec<DoneFlow> {
    let mut done: Vec<&Known<'_>> = flows
        .iter()
        .filter(|(flow, _)| open < MOVES && !is_open(desk, flow))
        .collect();
    done.sort_by(|a, b| {
        figures::removed(&b.1)
            .cmp(&figures::removed(&a.1))
            .then_with(|| a.0.id.cmp(&b.0.id))
    });
    done.into_iter()
        .take(DONE)
        .map(|(flow, known)| DoneFlow {
            id: flow.id.clone(),
            name: flow.name.clone(),
            since: day(figures::finished_on(flow, |code| desk.action(code))),
            adoption: share(Some(&flow.adoption)),
            total: amount(known.friction.total),
            removed: amount(figures::removed(known)),
        })
        .collect()
}

/// Whether anything is left to do about a flow.
pub(super) fn is_open(desk: &Desk<'_>, flow: &Flow) -> bool {
    friction::removal(desk, flow) != figures::Removal::Done
}

fn needs(desk: &Desk<'_>, flow: &Flow, known: &FlowFigures) -> Vec<Fact> {
    let fact = |label: &str, value: String| Fact {
        label: label.to_owned(),
        value,
    };
    let mut out = vec![
        fact("Money", money(desk, flow)),
        fact("People", people(desk, flow)),
        fact("Use of the time", use_of_time(flow)),
        fact("Work", work(desk, flow)),
    ];
    if kind_of(known) >= InputKind::Asked {
        out.push(fact("A better figure", better_figure(flow, kind_of(known))));
    }
    out
}

fn money(desk: &Desk<'_>, flow: &Flow) -> String {
    let once = (flow.one_off_cost.minor() != 0).then(|| format!("{} once", desk.money(flow.one_off_cost)));
    let running = (flow.running_cost_year.minor() != 0)
        .then(|| format!("{} a year to run", desk.money(flow.running_cost_year)));
    match (once, running) {
        (Some(once), Some(running)) => format!("{once}, {running}."),
        (Some(part), None) | (None, Some(part)) => format!("{part}."),
        (None, None) => "None.".to_owned(),
    }
}

fn people(desk: &Desk<'_>, flow: &Flow) -> String {
    let share = desk.locale.share(flow.adoption.as_str());
    let owner = match desk.role(flow.owner.as_deref()) {
        Some(role) => format!("Owner: {role}."),
        None => "Nobody owns it yet.".to_owned(),
    };
    let who = if flow.people == 1 {
        "by one person".to_owned()
    } else {
        format!(
            "among {}",
            words::count(flow.people as usize, "person", "people").to_lowercase()
        )
    };
    format!("{share} adoption {who}. {owner}")
}

fn use_of_time(flow: &Flow) -> String {
    let named = flow.use_of_time.as_deref().and_then(text);
    named.map_or_else(
        || "Not named yet. Until it is, the hours are no return.".to_owned(),
        |named| words::capital(&format!("{}.", named.trim_end_matches('.'))),
    )
}

/// Open work on a flow that this copy shows.
pub(super) fn open_work<'a>(desk: &Desk<'a>, flow: &Flow) -> Vec<&'a Action> {
    desk.open_actions()
        .filter(|action| flow.actions.contains(&action.id) || action.flows.contains(&flow.id))
        .collect()
}

fn work(desk: &Desk<'_>, flow: &Flow) -> String {
    let open: Vec<String> = open_work(desk, flow)
        .into_iter()
        .map(|action| {
            let days = desk.actions.get(action.id.as_str());
            let days = days.map(|known| format!(", {} days", desk.locale.number(&known.days_left.printed())));
            format!("{} {}{}", action.id, action.title, days.unwrap_or_default())
        })
        .collect();
    if open.is_empty() {
        "Nothing on the roadmap yet.".to_owned()
    } else {
        format!("{}.", open.join("; "))
    }
}

fn better_figure(flow: &Flow, kind: InputKind) -> String {
    let weak: Vec<&str> = flow
        .input_kinds
        .iter()
        .filter(|(_, known)| **known == kind)
        .map(|(input, _)| input.as_str())
        .collect();
    let kind = words::plain(kind.as_str());
    match weak.as_slice() {
        [] => "Nobody said how its inputs are known.".to_owned(),
        [only] => format!("The {} only {kind}.", words::input_is(only)),
        several => {
            let inputs: Vec<String> = several
                .iter()
                .map(|input| format!("the {}", words::input(input)))
                .collect();
            words::capital(&format!("{} are only {kind}.", words::listed(&inputs)))
        }
    }
}
