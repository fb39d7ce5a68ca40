//! Calendar quarters, in which a supplier's promises are read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use specta::Type;

use crate::date::{DateError, Day, Month};

/// A quarter of a calendar year, written `YYYY-Qn`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Type)]
pub struct Quarter(#[specta(type = String)] Month);

impl Quarter {
    /// The quarter that holds a date.
    pub fn of(day: Day) -> Self {
        let month = day.civil().first_of_month();
        let first = (month.month() - 1) / 3 * 3 + 1;
        Self(Month::new(month.year(), first).unwrap_or_else(|| day.month()))
    }

    /// The first day of the quarter.
    pub fn first_day(self) -> Day {
        self.0.first_day()
    }

    /// The number of the quarter, 1 to 4.
    pub fn number(self) -> i8 {
        (self.0.number() - 1) / 3 + 1
    }
}

impl FromStr for Quarter {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let (year, number) = text.split_once("-Q").ok_or(DateError)?;
        let first = match number {
            "1" => "01",
            "2" => "04",
            "3" => "07",
            "4" => "10",
            _ => return Err(DateError),
        };
        format!("{year}-{first}").parse().map(Self)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.first_day().civil().year(), self.number())
    }
}

impl fmt::Debug for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Quarter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quarter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::{Error, Unexpected};
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|_| D::Error::invalid_value(Unexpected::Str(&text), &"a quarter YYYY-Qn"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_read_and_written_alike() {
        for text in ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "0987-Q4"] {
            assert_eq!(text.parse::<Quarter>().expect("a quarter").to_string(), text);
        }
        for bad in [
            "2026-Q0", "2026-Q5", "2026-q1", "2026-Q01", "26-Q1", "2026-1", "", "2026-Q",
        ] {
            assert!(bad.parse::<Quarter>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_day_lies_in_one_quarter() {
        for (day, quarter) in [
            ("2026-01-01", "2026-Q1"),
            ("2026-03-31", "2026-Q1"),
            ("2026-04-01", "2026-Q2"),
            ("2026-12-31", "2026-Q4"),
        ] {
            assert_eq!(Quarter::of(day.parse().expect("a day")).to_string(), quarter);
        }
    }
}
