//! Hours of the retainer: agreed, used, and what is carried from month to month.

use num_traits::Zero;

use crate::decimal::Ratio;
use crate::records::Ledger;

use super::super::figure::Figure;

/// Places in which hours are printed.
const PLACES: u32 = 2;

/// Hours of one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursFigures {
    /// Left over from the months before; negative where more was worked than agreed.
    pub carried_in: Figure,
    /// The running sum of agreed − used, with this month.
    pub carried_out: Figure,
}

/// The hours of each month, in the order of the ledger; none for a month that names none, which carries on as it is.
pub fn hours(ledger: &Ledger) -> Vec<Option<HoursFigures>> {
    let mut carried = Ratio::zero();
    let each = ledger.months.iter().map(|month| {
        let hours = month.hours.as_ref()?;
        let before = carried.clone();
        carried += hours.agreed.ratio() - hours.used.ratio();
        Some(HoursFigures {
            carried_in: Figure::new(before, PLACES),
            carried_out: Figure::new(carried.clone(), PLACES),
        })
    });
    each.collect()
}
