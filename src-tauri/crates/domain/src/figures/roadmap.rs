//! The order of the open actions and their calendar (formulas 6.3–6.8).

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashMap, HashSet};

use num_traits::{ToPrimitive, Zero};
use serde::Serialize;
use specta::Type;

use crate::date::Day;
use crate::decimal::Ratio;
use crate::records::{Action, ActionStatus, DateKind};

use super::actions::ActionFigures;
use super::audience::View;
use super::basis::Basis;
use super::figure::Figure;

/// How soon an action ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub enum Window {
    /// Within 30 days.
    #[serde(rename = "30")]
    Thirty,
    /// Within 90 days.
    #[serde(rename = "90")]
    Ninety,
    /// Within 180 days.
    #[serde(rename = "180")]
    HundredEighty,
    /// Later.
    #[serde(rename = "later")]
    Later,
}

impl Window {
    /// The word as the figures print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Window::Thirty => "30",
            Window::Ninety => "90",
            Window::HundredEighty => "180",
            Window::Later => "later",
        }
    }

    fn of(days: i64) -> Self {
        match days {
            ..=30 => Window::Thirty,
            31..=90 => Window::Ninety,
            91..=180 => Window::HundredEighty,
            _ => Window::Later,
        }
    }
}

/// When an action runs. Weeks count from 1 at the day of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct Slot {
    /// Week in which it starts.
    pub start_week: u32,
    /// Week in which it ends.
    pub finish_week: u32,
    /// Last day.
    pub finish_on: Day,
    /// How soon.
    pub window: Window,
    /// Ends after it is due.
    pub late: bool,
}

/// One line of the roadmap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct RoadmapLine {
    /// From 1.
    pub rank: u32,
    /// Id of the action.
    pub action: String,
    /// A duty, or a condition of one.
    pub required: bool,
    /// None when its owner has no capacity.
    pub slot: Option<Slot>,
}

/// The roadmap.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Type)]
pub struct Roadmap {
    /// Under one day, and free to begin.
    pub do_today: Vec<String>,
    /// The order of the rest.
    pub order: Vec<RoadmapLine>,
    /// Actions that wait for one another, by id.
    pub cycle: Vec<String>,
    /// Actions without finding, milestone or flow, by id.
    pub orphans: Vec<String>,
}

impl Roadmap {
    /// The roadmap of a copy: hidden actions taken out, ranks renumbered, dates as they are.
    pub fn for_view(&self, basis: &Basis<'_>, view: &View<'_>) -> Roadmap {
        let actions = &basis.dossier().actions;
        let seen = |code: &String| actions.get(code).is_some_and(|action| view.action(action));
        let keep = |codes: &[String]| codes.iter().filter(|code| seen(code)).cloned().collect();
        let order = self.order.iter().filter(|line| seen(&line.action)).zip(1..);
        Roadmap {
            do_today: keep(&self.do_today),
            order: order
                .map(|(line, rank)| RoadmapLine { rank, ..line.clone() })
                .collect(),
            cycle: keep(&self.cycle),
            orphans: keep(&self.orphans),
        }
    }
}

/// Order of two actions: required first, then by cost of delay, leverage and id.
struct Key<'a> {
    required: bool,
    wsjf: Ratio,
    leverage: Option<&'a Ratio>,
    id: &'a str,
}

impl Ord for Key<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let required = other.required.cmp(&self.required);
        let wsjf = || other.wsjf.cmp(&self.wsjf);
        // None is less than any value, so it comes last when descending.
        let leverage = || other.leverage.cmp(&self.leverage);
        required
            .then_with(wsjf)
            .then_with(leverage)
            .then_with(|| self.id.cmp(other.id))
    }
}

impl PartialOrd for Key<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Key<'_> {}

/// Computes the roadmap of all open actions.
pub fn roadmap(basis: &Basis<'_>, figures: &HashMap<&str, ActionFigures>) -> Roadmap {
    let actions: Vec<&Action> = basis.dossier().actions.iter().map(|kept| kept.record()).collect();
    let by_id: HashMap<&str, &Action> = actions
        .iter()
        .map(|action| (action.id.as_str(), *action))
        .collect();
    let required = required(&actions, &by_id);
    let key = |action: &Action| {
        let (id, figures) = figures
            .get_key_value(action.id.as_str())
            .expect("every action has figures");
        Key {
            required: required.contains(id),
            wsjf: figures
                .wsjf
                .as_ref()
                .map_or_else(Ratio::zero, |wsjf| wsjf.exact().clone()),
            leverage: figures.leverage.as_ref().map(Figure::exact),
            id,
        }
    };
    let open: Vec<&Action> = actions
        .iter()
        .copied()
        .filter(|action| action.is_open())
        .collect();
    let is_done = |code: &String| {
        by_id
            .get(code.as_str())
            .is_none_or(|action| action.status == ActionStatus::Done)
    };

    let shelf = basis.dossier().settings().do_today_below_days.ratio();
    let left = |action: &Action| {
        figures
            .get(action.id.as_str())
            .map(|figures| figures.days_left.exact())
    };
    let mut today: Vec<&Action> = open
        .iter()
        .copied()
        .filter(|action| {
            left(action).is_some_and(|left| *left < shelf) && action.depends_on.iter().all(is_done)
        })
        .collect();
    today.sort_by(|one, other| key(one).cmp(&key(other)));

    let mut placed: HashSet<&str> = today.iter().map(|action| action.id.as_str()).collect();
    let rest: Vec<&Action> = open
        .into_iter()
        .filter(|action| !placed.contains(action.id.as_str()))
        .collect();
    let order = order(&rest, &is_done, &mut placed, key);
    let mut cycle: Vec<String> = rest
        .iter()
        .filter(|action| !placed.contains(action.id.as_str()))
        .map(|action| action.id.clone())
        .collect();
    cycle.sort();
    let mut orphans: Vec<String> = actions
        .iter()
        .filter(|action| action.findings.is_empty() && action.flows.is_empty() && action.milestone.is_none())
        .map(|action| action.id.clone())
        .collect();
    orphans.sort();

    let mut calendar = Calendar::new(basis);
    let lines = order.into_iter().zip(1..).map(|(action, rank)| RoadmapLine {
        rank,
        action: action.id.clone(),
        required: required.contains(action.id.as_str()),
        slot: calendar.place(action, left(action)),
    });
    let order = lines.collect();
    Roadmap {
        do_today: today.iter().map(|action| action.id.clone()).collect(),
        order,
        cycle,
        orphans,
    }
}

/// Formulas 6.3: a gate or a flag, handed down to unfinished dependencies.
fn required<'a>(actions: &[&'a Action], by_id: &HashMap<&'a str, &'a Action>) -> HashSet<&'a str> {
    let mut required = HashSet::new();
    let mut next: Vec<&Action> = actions
        .iter()
        .copied()
        .filter(|action| action.gate.is_some() || action.required)
        .collect();
    while let Some(action) = next.pop() {
        if required.insert(action.id.as_str()) && action.is_open() {
            let conditions = action
                .depends_on
                .iter()
                .filter_map(|code| by_id.get(code.as_str()));
            next.extend(conditions.filter(|condition| condition.is_open()));
        }
    }
    required
}

/// Formulas 6.6: always the first by key whose dependencies are done or placed.
fn order<'a, 'k>(
    rest: &[&'a Action],
    is_done: &dyn Fn(&String) -> bool,
    placed: &mut HashSet<&'a str>,
    key: impl Fn(&'a Action) -> Key<'k>,
) -> Vec<&'a Action> {
    let mut waits: Vec<usize> = Vec::with_capacity(rest.len());
    let mut waiting_for: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut ready: BinaryHeap<Reverse<(Key<'k>, usize)>> = BinaryHeap::new();
    for (at, action) in rest.iter().enumerate() {
        let open: HashSet<&str> = action
            .depends_on
            .iter()
            .filter(|code| !is_done(code) && !placed.contains(code.as_str()))
            .map(String::as_str)
            .collect();
        waits.push(open.len());
        if open.is_empty() {
            ready.push(Reverse((key(action), at)));
        }
        for code in open {
            waiting_for.entry(code).or_default().push(at);
        }
    }
    let mut order = Vec::with_capacity(rest.len());
    while let Some(Reverse((_, at))) = ready.pop() {
        let action = rest[at];
        placed.insert(&action.id);
        order.push(action);
        for waiter in waiting_for.remove(action.id.as_str()).unwrap_or_default() {
            waits[waiter] -= 1;
            if waits[waiter] == 0 {
                ready.push(Reverse((key(rest[waiter]), waiter)));
            }
        }
    }
    order
}

/// Formulas 6.7, in exact weeks from the day of the figures.
struct Calendar<'a> {
    as_of: Day,
    days_per_week: HashMap<&'a str, Ratio>,
    freezes: Vec<(Ratio, Ratio)>,
    owner_end: HashMap<&'a str, Ratio>,
    end: HashMap<&'a str, Ratio>,
}

impl<'a> Calendar<'a> {
    fn new(basis: &Basis<'a>) -> Self {
        let as_of = basis.as_of();
        let mut freezes: Vec<(Ratio, Ratio)> = basis
            .dossier()
            .dates
            .iter()
            .filter(|date| date.kind == DateKind::Freeze)
            .filter_map(|date| {
                Some((
                    weeks(date.start?.days_since(as_of)),
                    weeks(date.end?.days_since(as_of) + 1),
                ))
            })
            .collect();
        freezes.sort();
        let capacity = basis.dossier().capacity.iter().map(|kept| kept.record());
        let days_per_week = capacity
            .map(|line| (line.person.as_str(), line.days_per_week.ratio()))
            .filter(|(_, days)| *days > Ratio::zero());
        Self {
            as_of,
            days_per_week: days_per_week.collect(),
            freezes,
            owner_end: HashMap::new(),
            end: HashMap::new(),
        }
    }

    fn place(&mut self, action: &'a Action, left: Option<&Ratio>) -> Option<Slot> {
        let (owner, days_per_week) = self.days_per_week.get_key_value(action.owner.as_deref()?)?;
        let length = left.map_or_else(Ratio::zero, |left| left / days_per_week);
        let not_before = action.not_before.map(|day| weeks(day.days_since(self.as_of)));
        let dependencies = action
            .depends_on
            .iter()
            .filter_map(|code| self.end.get(code.as_str()));
        let mut start = dependencies
            .chain(self.owner_end.get(owner))
            .chain(not_before.as_ref())
            .max()
            .cloned()
            .unwrap_or_else(Ratio::zero)
            .max(Ratio::zero());
        if action.structural {
            for (from, until) in &self.freezes {
                if start < *until && &start + &length > *from {
                    start = until.clone();
                }
            }
        }
        let end = &start + length;
        let slot = self.slot(action, &start, &end);
        self.owner_end.insert(owner, end.clone());
        self.end.insert(&action.id, end);
        Some(slot)
    }

    fn slot(&self, action: &Action, start: &Ratio, end: &Ratio) -> Slot {
        let days = (end * Ratio::from_integer(7.into()))
            .ceil()
            .to_integer()
            .to_i64()
            .unwrap_or(i64::MAX);
        let finish_on = self.as_of.plus_days(days);
        let week = |weeks: Ratio| weeks.to_integer().to_u32().unwrap_or(u32::MAX);
        Slot {
            start_week: week(start.floor()).saturating_add(1),
            finish_week: week(end.ceil()).max(1),
            finish_on,
            window: Window::of(days),
            late: action.due.is_some_and(|due| finish_on > due),
        }
    }
}

fn weeks(days: i64) -> Ratio {
    Ratio::new(days.into(), 7.into())
}
