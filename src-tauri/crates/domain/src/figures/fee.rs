//! What a fee comes to in a year and for a day, so that tiers can be compared with one another and with a full post
//! (formulas 8.17).

use num_traits::Zero;

use crate::decimal::{Decimal, Ratio};
use crate::money::Money;

const MONTHS: u32 = 12;

/// A fee, a year and a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeeFigures {
    /// Twelve months of it.
    pub year: Money,
    /// A year of it by the days that it buys. None without days.
    pub day: Option<Money>,
}

/// A monthly fee for some days a week, in a year of so many working weeks.
pub fn fee(month: Money, days_per_week: Option<&Decimal>, working_weeks: u32) -> FeeFigures {
    let year = month.times(&Ratio::from_integer(MONTHS.into()));
    let days = days_per_week.map(|days| days.ratio() * Ratio::from_integer(working_weeks.into()));
    FeeFigures {
        year,
        day: days
            .filter(|days| !days.is_zero())
            .map(|days| Money::rounded(&(year.ratio() / days))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_year_by_the_days_it_buys_rounded_once() {
        let tier = |month: i64, days: &str| {
            let month = Money::from_minor(month).expect("small");
            fee(month, days.parse::<Decimal>().ok().as_ref(), 46)
        };
        // The three tiers of HERON.
        for (month, days, year, day) in [
            (320_000, "0.5", 3_840_000, 166_957),
            (960_000, "2", 11_520_000, 125_217),
            (1_380_000, "3", 16_560_000, 120_000),
        ] {
            let told = tier(month, days);
            assert_eq!(told.year.minor(), year);
            assert_eq!(told.day.map(Money::minor), Some(day), "{days} days a week");
        }
        assert_eq!(tier(320_000, "0").day, None, "no day, no price of a day");
        let month = Money::from_minor(320_000).expect("small");
        assert_eq!(fee(month, None, 46).day, None, "nobody said how many days");
    }
}
