//! Whether it pays, when, and which input decides.

use num_traits::{Signed, ToPrimitive};
use serde::Serialize;
use specta::Type;

use crate::decimal::Ratio;
use crate::money::Money;

use super::super::flows::FlowFigures;

/// Months that the cumulated line runs.
pub const MONTHS: u32 = 24;

/// Whether it pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CaseVerdict {
    /// One-off and running cost are back within twelve months.
    FirstYear,
    /// Each year returns more than it costs; the one-off cost is back after the first one.
    Later,
    /// It costs more than it returns in its first year, and in every later one.
    CostsMore,
    /// No benefit is computed: the shares that automation removes are not known.
    NoBenefit,
}

/// An input that may be off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SwingInput {
    /// Hours ± 20 %.
    Hours,
    /// Error rate ± 20 %.
    Errors,
    /// Adoption ± 10 points.
    Adoption,
}

/// Net benefit when one input is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swing {
    /// Which input.
    pub input: SwingInput,
    /// With less of it.
    pub less: Money,
    /// With more of it.
    pub more: Money,
}

impl Swing {
    /// How far it moves the net benefit.
    pub fn width(&self) -> Money {
        (self.more - self.less).max(self.less - self.more)
    }
}

pub(super) fn verdict(full: &Ratio, net: Money, one_off: Money) -> CaseVerdict {
    if !full.is_positive() {
        CaseVerdict::NoBenefit
    } else if net <= Money::ZERO {
        CaseVerdict::CostsMore
    } else if net >= one_off {
        CaseVerdict::FirstYear
    } else {
        CaseVerdict::Later
    }
}

/// Return less cost at the end of each month, from the start to the last one that is drawn.
pub(super) fn cumulative(net: Money, one_off: Money) -> Vec<Money> {
    (0..=MONTHS)
        .map(|months| Money::rounded(&(net.ratio() * Ratio::new(months.into(), 12.into()))) - one_off)
        .collect()
}

/// The month at whose end the one-off cost is back: the payback, rounded up to whole months.
pub(super) fn pays_in_month(net: Money, one_off: Money) -> Option<u32> {
    if net <= Money::ZERO {
        return None;
    }
    let months = one_off.ratio() * Ratio::from_integer(12.into()) / net.ratio();
    months.ceil().to_integer().to_u32()
}

pub(super) fn swings(own: &FlowFigures) -> Vec<Swing> {
    let of = |input, less, more| Swing { input, less, more };
    let known = &own.sensitivity;
    let mut swings = vec![
        of(SwingInput::Hours, known.hours_minus_20, known.hours_plus_20),
        of(SwingInput::Errors, known.errors_minus_20, known.errors_plus_20),
        of(
            SwingInput::Adoption,
            known.adoption_minus_10,
            known.adoption_plus_10,
        ),
    ];
    // The sort is stable: equal ones stay in the order above.
    swings.sort_by_key(|swing| std::cmp::Reverse(swing.width()));
    swings
}
