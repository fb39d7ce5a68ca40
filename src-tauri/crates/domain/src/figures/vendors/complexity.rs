//! How many tools and connections there are, and whether they become more.

use serde::Serialize;
use specta::Type;

use crate::date::{Day, Month};
use crate::dossier::Dossier;
use crate::records::{SystemState, VendorState};

/// Suppliers that came and went in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct MonthMoves {
    /// The month.
    pub month: Month,
    /// Contracts that started.
    pub started: u32,
    /// Contracts that ended.
    pub ended: u32,
}

/// Counts of what has to be kept together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Complexity {
    /// Active contracts.
    pub suppliers: u32,
    /// Active systems that a supplier runs.
    pub tools: u32,
    /// Connections of the map; none without a map.
    pub integrations: Option<u32>,
    /// The twelve months up to the day, earliest first. Only dates that are known count.
    pub months: Vec<MonthMoves>,
    /// Contracts whose start, or whose end once it ended, nobody entered.
    pub undated: u32,
}

pub(super) fn complexity(dossier: &Dossier, on: Day) -> Complexity {
    let tools = dossier
        .systems
        .iter()
        .filter(|system| system.state == SystemState::Active && system.vendor_id.is_some());
    let active = dossier
        .vendors
        .iter()
        .filter(|vendor| vendor.state == VendorState::Active);
    let undated = dossier.vendors.iter().filter(|vendor| {
        vendor.started_on.is_none() || (vendor.state == VendorState::Ended && vendor.ended_on.is_none())
    });
    Complexity {
        suppliers: count(active.count()),
        tools: count(tools.count()),
        integrations: dossier.map().map(|map| count(map.edges.len())),
        months: months(on).map(|month| moves(dossier, month, on)).collect(),
        undated: count(undated.count()),
    }
}

fn moves(dossier: &Dossier, month: Month, on: Day) -> MonthMoves {
    // What lies ahead has not happened.
    let within = |day: Option<Day>| day.is_some_and(|day| day.month() == month && day <= on);
    let vendors = || dossier.vendors.iter();
    MonthMoves {
        month,
        started: count(vendors().filter(|vendor| within(vendor.started_on)).count()),
        ended: count(vendors().filter(|vendor| within(vendor.ended_on)).count()),
    }
}

/// The twelve months that end with the month of a day.
fn months(on: Day) -> impl Iterator<Item = Month> {
    let last = on.month();
    let before = Month::new(on.civil().year() - 1, last.number()).unwrap_or(last);
    std::iter::successors(Some(before.next()), |month| Some(month.next())).take(12)
}

fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
