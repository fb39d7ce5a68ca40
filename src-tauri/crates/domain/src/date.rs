//! Local civil dates and months, without times and zones.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use specta::Type;
use thiserror::Error;

/// A local calendar date, written `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Type)]
pub struct Day(#[specta(type = String)] Date);

/// A calendar month, written `YYYY-MM`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Type)]
pub struct Month(#[specta(type = String)] Date);

/// The text is not a date or month of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a calendar date")]
pub struct DateError;

fn civil(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return None;
    }
    Date::new(
        text[0..4].parse().ok()?,
        text[5..7].parse().ok()?,
        text[8..10].parse().ok()?,
    )
    .ok()
}

impl Day {
    /// A date from its numbers; `None` when the calendar has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// The date as jiff's type.
    pub fn civil(self) -> Date {
        self.0
    }

    /// Days from `earlier` to this date; negative when `earlier` is later.
    pub fn days_since(self, earlier: Day) -> i64 {
        i64::from((self.0 - earlier.0).get_days())
    }

    /// The date `days` later (or earlier, if negative), held within the calendar's range.
    pub fn plus_days(self, days: i64) -> Day {
        let span = jiff::Span::new().try_days(days).unwrap_or_default();
        Day(self.0.saturating_add(span))
    }

    /// The same day `months` later (or earlier, if negative), or that month's last; held within the calendar's range.
    pub fn plus_months(self, months: i32) -> Day {
        let span = jiff::Span::new().try_months(months).unwrap_or_default();
        Day(self.0.saturating_add(span))
    }

    /// The month that holds this date.
    pub fn month(self) -> Month {
        Month(self.0.first_of_month())
    }
}

impl Month {
    /// A month from its numbers; `None` when there is no such month.
    pub fn new(year: i16, month: i8) -> Option<Self> {
        Date::new(year, month, 1).ok().map(Self)
    }

    /// First day of the month.
    pub fn first_day(self) -> Day {
        Day(self.0)
    }

    /// Last day of the month.
    pub fn last_day(self) -> Day {
        Day(self.0.last_of_month())
    }

    /// The month after this one, held within the calendar's range.
    pub fn next(self) -> Month {
        Day(self.0.last_of_month()).plus_days(1).month()
    }

    /// The number of the month, 1 to 12.
    pub fn number(self) -> i8 {
        self.0.month()
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl FromStr for Day {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        civil(text).map(Self).ok_or(DateError)
    }
}

impl FromStr for Month {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        if text.len() != 7 {
            return Err(DateError);
        }
        civil(&format!("{text}-01")).map(Self).ok_or(DateError)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::{Error, Unexpected};
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|_| D::Error::invalid_value(Unexpected::Str(&text), &"a date YYYY-MM-DD"))
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::{Error, Unexpected};
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|_| D::Error::invalid_value(Unexpected::Str(&text), &"a month YYYY-MM"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_calendar_dates_only() {
        let day: Day = "2028-02-29".parse().expect("leap day");
        assert_eq!(day.to_string(), "2028-02-29");
        for bad in [
            "2026-02-29",
            "2026-2-09",
            "2026-02-09T00:00",
            "26-02-09",
            "+2026-02-1",
            "",
        ] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
        assert!("2026-13".parse::<Month>().is_err());
        assert_eq!(
            "2026-12".parse::<Month>().expect("month").next().to_string(),
            "2027-01"
        );
    }

    #[test]
    fn days_are_differences_of_dates() {
        let from: Day = "2026-06-03".parse().expect("date");
        let to: Day = "2026-12-04".parse().expect("date");
        assert_eq!(to.days_since(from), 184);
        assert_eq!(from.plus_days(184), to);
        assert_eq!(from.month().last_day().to_string(), "2026-06-30");
    }
}
