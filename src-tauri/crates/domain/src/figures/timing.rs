//! What watched cases say about the hours of a flow (formulas, addition 7.5).

use num_traits::Zero;

use crate::decimal::{Decimal, Ratio};
use crate::records::Flow;
use crate::rounding;

use super::figure::Figure;

/// Watched cases of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timing {
    /// How many.
    pub cases: u32,
    /// Seconds, rounded to whole ones where it is printed.
    pub mean: Figure,
    /// Seconds.
    pub shortest: u32,
    /// Seconds.
    pub longest: u32,
    /// Hours a week of each person: mean minutes × cases a week ÷ people ÷ 60, rounded once to one place. None
    /// while people or cases a week are nought, or where it would round to nought.
    pub hours: Option<Decimal>,
}

/// The timing of a flow; none before a case was watched.
pub fn timing(flow: &Flow) -> Option<Timing> {
    let seconds = || flow.timings.iter().map(|case| case.seconds);
    let cases = u32::try_from(flow.timings.len()).unwrap_or(u32::MAX);
    let (shortest, longest) = (seconds().min()?, seconds().max()?);
    let whole = |number: u64| Ratio::from_integer(number.into());
    let mean = whole(seconds().map(u64::from).sum()) / whole(cases.into());
    let per_week = flow.cases_per_week.ratio();
    let hours = (flow.people > 0 && per_week > Ratio::zero()).then(|| {
        let exact = &mean * per_week / whole(flow.people.into()) / whole(3600);
        rounding::printed(&exact, 1)
    });
    Some(Timing {
        cases,
        mean: Figure::new(mean, 0),
        shortest,
        longest,
        hours: hours
            .filter(|hours| hours != "0.0")
            .and_then(|hours| hours.parse().ok()),
    })
}
