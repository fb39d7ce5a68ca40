//! Cases against what the automation carries.

use num_traits::Zero;
use serde::Serialize;
use specta::Type;

use crate::decimal::Ratio;
use crate::records::Flow;

use super::super::figure::Figure;

/// A limit is near from this share of it on, in hundredths.
const WARNING: u32 = 80;

/// How near the limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CapacityState {
    /// Below 80 % of the limit.
    Clear,
    /// From 80 % on.
    Near,
    /// At the limit or above it.
    Full,
}

/// The size that a growth check asks about, in multiples of today's.
pub const GROWTH: u32 = 3;

/// Cases against the limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapacityFigures {
    /// Cases a week ÷ limit.
    pub used: Figure,
    /// How near that is.
    pub state: CapacityState,
    /// Limit ÷ cases a week: how often today's cases fit. None while there are no cases.
    pub full_at: Option<Figure>,
}

impl CapacityFigures {
    /// It still carries the cases of [`GROWTH`] times the size.
    pub fn carries_growth(&self) -> bool {
        self.full_at
            .as_ref()
            .is_none_or(|times| *times.exact() >= Ratio::from_integer(GROWTH.into()))
    }
}

pub(super) fn capacity(record: &Flow) -> Option<CapacityFigures> {
    let limit = record.capacity_limit.as_ref()?.cases_per_week.ratio();
    if limit.is_zero() {
        return None;
    }
    let cases = record.cases_per_week.ratio();
    let full_at = Figure::share(&limit, &cases, 2);
    let used = cases / limit;
    let state = if used >= Ratio::from_integer(1.into()) {
        CapacityState::Full
    } else if used >= Ratio::new(WARNING.into(), 100.into()) {
        CapacityState::Near
    } else {
        CapacityState::Clear
    };
    Some(CapacityFigures {
        used: Figure::new(used, 2),
        state,
        full_at,
    })
}
