//! Who uses what was built, and why others do not.

use crate::date::Day;
use crate::decimal::Ratio;
use crate::records::{AdoptionReading, Flow};

use super::super::figure::Figure;

/// Shares of one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// The day.
    pub on: Day,
    /// People who use it ÷ people who could; none if nobody could or nobody counted.
    pub by_people: Option<Figure>,
    /// Cases that went through it ÷ all cases; none if there were none or nobody counted.
    pub by_cases: Option<Figure>,
}

/// The adoption that money follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// The day of the reading.
    pub on: Day,
    /// By cases where they were counted, else by people.
    pub share: Figure,
    /// Cases were counted.
    pub by_cases: bool,
}

/// Why people do not use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NonUseFigures {
    /// In their words.
    pub reason: String,
    /// People at the latest reading.
    pub latest: u32,
    /// Summed over all readings.
    pub all: u32,
}

/// The latest reading that tells a share.
pub(super) fn observed(readings: &[Adoption]) -> Option<Observed> {
    readings.iter().rev().find_map(|reading| {
        let share = reading.by_cases.as_ref().or(reading.by_people.as_ref())?;
        Some(Observed {
            on: reading.on,
            share: share.clone(),
            by_cases: reading.by_cases.is_some(),
        })
    })
}

/// Shares of each reading, oldest first.
pub(super) fn adoption(record: &Flow) -> Vec<Adoption> {
    let mut readings: Vec<&AdoptionReading> = record.adoption_readings.iter().collect();
    readings.sort_by_key(|reading| reading.on);
    readings
        .into_iter()
        .map(|reading| Adoption {
            on: reading.on,
            by_people: share(reading.users_using, reading.users_able),
            by_cases: share(reading.cases_through, reading.cases_total),
        })
        .collect()
}

fn share(part: Option<u32>, whole: Option<u32>) -> Option<Figure> {
    let exact = |count: u32| Ratio::from_integer(count.into());
    Figure::share(&exact(part?), &exact(whole?), 2)
}

/// Reasons summed over the readings; the same words count as one reason, whatever their case.
pub(super) fn reasons(record: &Flow) -> Vec<NonUseFigures> {
    let latest = record.adoption_readings.iter().map(|reading| reading.on).max();
    let mut sums: Vec<NonUseFigures> = Vec::new();
    for reading in &record.adoption_readings {
        for given in &reading.reasons {
            let words = given.reason.trim();
            let same = |known: &&mut NonUseFigures| known.reason.to_lowercase() == words.to_lowercase();
            let now = if Some(reading.on) == latest {
                given.people
            } else {
                0
            };
            match sums.iter_mut().find(same) {
                Some(known) => {
                    known.all = known.all.saturating_add(given.people);
                    known.latest = known.latest.saturating_add(now);
                }
                None => sums.push(NonUseFigures {
                    reason: words.to_owned(),
                    latest: now,
                    all: given.people,
                }),
            }
        }
    }
    sums.sort_by(|a, b| {
        (b.latest, b.all)
            .cmp(&(a.latest, a.all))
            .then_with(|| a.reason.cmp(&b.reason))
    });
    sums
}
