//! How much of the cost of friction is removed, agreed to go, and could go.

use serde::Serialize;
use specta::Type;

use crate::date::{Day, Month};
use crate::money::Money;
use crate::records::{Action, ActionStatus, Flow};

use super::flows::{FlowFigures, Friction};

/// How far the removal of a flow has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Removal {
    /// Its actions are done, or its own words say so.
    Done,
    /// It is planned.
    Agreed,
    /// Nobody has decided.
    Possible,
}

/// By the actions that the reader sees, else by the flow's own words.
pub fn removal<'a>(flow: &Flow, action: impl Fn(&str) -> Option<&'a Action>) -> Removal {
    let mut actions = flow.actions.iter().filter_map(|code| action(code)).peekable();
    if actions.peek().is_some() {
        return if actions.all(|action| action.status == ActionStatus::Done) {
            Removal::Done
        } else {
            Removal::Agreed
        };
    }
    match words(flow).next().as_deref() {
        Some("automated" | "done" | "removed") => Removal::Done,
        Some("planned" | "agreed" | "pilot") => Removal::Agreed,
        _ => Removal::Possible,
    }
}

/// The words of a flow's status in lower case, without what stands behind them: "pilot, adoption 40%".
fn words(flow: &Flow) -> impl Iterator<Item = String> + '_ {
    flow.status
        .split_whitespace()
        .map(|word| word.trim_end_matches([',', ';', ':', '.']).to_lowercase())
}

/// The day on which the removal was done: that of the last action, or the last day of the month that stands behind the
/// status, as in `automated 2026-10`. None where it is not done, or on no known day.
pub fn finished_on<'a>(flow: &Flow, action: impl Fn(&str) -> Option<&'a Action>) -> Option<Day> {
    if removal(flow, &action) != Removal::Done {
        return None;
    }
    let days: Vec<Option<Day>> = flow
        .actions
        .iter()
        .filter_map(|code| action(code))
        .map(|action| action.done_on)
        .collect();
    if days.is_empty() {
        let month = words(flow).nth(1)?.parse::<Month>().ok()?;
        return Some(month.last_day());
    }
    days.into_iter().collect::<Option<Vec<Day>>>()?.into_iter().max()
}

/// Whether each of its actions that the reader sees was read, by a day where there is one; none without such actions.
pub fn is_read_by<'a>(
    flow: &Flow,
    day: Option<Day>,
    action: impl Fn(&str) -> Option<&'a Action>,
) -> Option<bool> {
    let mut actions = flow.actions.iter().filter_map(|code| action(code)).peekable();
    actions.peek()?;
    let by = |read_on: Option<Day>| day.is_none_or(|day| read_on.is_none_or(|on| on <= day));
    Some(actions.all(|action| action.is_read() && by(action.read_on)))
}

/// What automation takes away of a flow's cost in a year: at least nought, and never more than it costs.
pub fn removed(figures: &FlowFigures) -> Money {
    let most = figures.friction.total.max(Money::ZERO);
    figures.gross.clamp(Money::ZERO, most)
}

/// From the parts of the cost to what is left of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waterfall {
    /// Sums of the rounded parts.
    pub cost: Friction,
    /// What those bring whose removal is done: gross benefit, at least nought and at most their cost.
    pub done: Money,
    /// The same of those whose removal is agreed.
    pub agreed: Money,
    /// The same of the others.
    pub possible: Money,
    /// The cost less all three.
    pub left: Money,
}

/// Sums flows that each come with their figures and their removal.
pub fn waterfall<'a>(flows: impl IntoIterator<Item = (&'a FlowFigures, Removal)>) -> Waterfall {
    let mut sum = Waterfall::default();
    for (figures, removal) in flows {
        let cost = figures.friction;
        let share = removed(figures);
        sum.cost += cost;
        match removal {
            Removal::Done => sum.done += share,
            Removal::Agreed => sum.agreed += share,
            Removal::Possible => sum.possible += share,
        }
    }
    sum.left = sum.cost.total - sum.done - sum.agreed - sum.possible;
    sum
}
