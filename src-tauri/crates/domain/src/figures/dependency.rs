//! How much hangs on advisers (formulas 9.3).

use serde::Serialize;
use specta::Type;

use crate::date::{Day, Month};
use crate::decimal::Ratio;
use crate::dossier::Dossier;
use crate::records::{Duty, PersonKind};

use super::figure::Figure;

/// The index on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Dependency {
    /// The day.
    pub on: Day,
    /// Share of the weight that advisers alone hold, 0–1; none when nothing exists yet.
    pub index: Option<Figure>,
}

/// The index on one day.
pub fn dependency(dossier: &Dossier, on: Day) -> Option<Figure> {
    let existing = || {
        dossier
            .duties
            .iter()
            .map(|kept| kept.record())
            .filter(|duty| duty.since.is_some_and(|since| since <= on))
    };
    let weight = |duties: &mut dyn Iterator<Item = &Duty>| {
        Ratio::from_integer(duties.map(|duty| u64::from(duty.weight)).sum::<u64>().into())
    };
    let theirs = weight(&mut existing().filter(|duty| only_advisers(dossier, duty, on)));
    Figure::share(&theirs, &weight(&mut existing()), 2)
}

fn only_advisers(dossier: &Dossier, duty: &Duty, on: Day) -> bool {
    let mut holders = duty
        .held_by
        .iter()
        .filter(|holding| {
            holding.start.is_some_and(|start| start <= on) && holding.end.is_none_or(|end| on < end)
        })
        .peekable();
    let adviser = |code: &str| {
        dossier
            .people
            .get(code)
            .is_some_and(|person| person.kind == PersonKind::Adviser)
    };
    holders.peek().is_some() && holders.all(|holding| adviser(&holding.person))
}

/// The index at the quarter ends since the first engagement, and as of the day.
pub fn dependency_index(dossier: &Dossier, as_of: Day) -> Vec<Dependency> {
    let mut days = Vec::new();
    let first = dossier
        .engagements
        .iter()
        .filter_map(|engagement| engagement.start)
        .min();
    let mut month: Option<Month> = first.map(Day::month);
    while let Some(current) = month.filter(|month| month.last_day() < as_of) {
        if current.number() % 3 == 0 {
            days.push(current.last_day());
        }
        month = Some(current.next()).filter(|next| *next > current);
    }
    days.push(as_of);
    days.into_iter()
        .map(|on| Dependency {
            on,
            index: dependency(dossier, on),
        })
        .collect()
}
