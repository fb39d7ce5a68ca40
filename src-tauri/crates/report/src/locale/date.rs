//! Civil dates.

use super::Locale;
use super::ways::Figures;

/// A civil date of the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// Year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Civil {
    /// Reads `YYYY-MM-DD`; `None` when it is not a date of the calendar.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes[4] == b'-'
            && bytes[7] == b'-'
            && bytes
                .iter()
                .enumerate()
                .all(|(at, byte)| at == 4 || at == 7 || byte.is_ascii_digit());
        if !shape {
            return None;
        }
        let year: i32 = text[..4].parse().ok()?;
        let month: u8 = text[5..7].parse().ok()?;
        let day: u8 = text[8..].parse().ok()?;
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let longest = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=longest).contains(&day).then_some(Self { year, month, day })
    }

    /// Days since 1 January 1970, for drawing along a line.
    #[must_use]
    pub fn ordinal(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let shifted = (i64::from(self.month) + 9) % 12;
        let of_year = (153 * shifted + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }
}

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

impl Locale {
    /// A date in full, for example `3 June 2026`. Where the labels speak
    /// another language than the region, the region's figures: `03.06.2026`.
    #[must_use]
    pub fn date(&self, date: Civil) -> String {
        let Civil { year, month, day } = date;
        if self.words != self.language {
            return self.date_short(date);
        }
        match (self.words.as_str(), self.region.as_str()) {
            ("de", _) => format!("{day}. {} {year}", GERMAN[usize::from(month - 1)]),
            ("en", "US" | "CA") => format!("{} {day}, {year}", ENGLISH[usize::from(month - 1)]),
            _ => format!("{day} {} {year}", ENGLISH[usize::from(month - 1)]),
        }
    }

    /// A date for tables, for example `3 Jun 2026` or `03.06.2026`.
    #[must_use]
    pub fn date_short(&self, date: Civil) -> String {
        let Civil { year, month, day } = date;
        let name = &ENGLISH[usize::from(month - 1)][..3];
        match (self.language.as_str(), self.region.as_str(), self.way.date) {
            ("en", "US" | "CA", _) => format!("{name} {day}, {year}"),
            ("en", _, _) => format!("{day} {name} {year}"),
            (_, _, Figures::Dots) => format!("{day:02}.{month:02}.{year}"),
            (_, _, Figures::Slashes) => format!("{day:02}/{month:02}/{year}"),
            (_, _, Figures::Dashes) => format!("{day:02}-{month:02}-{year}"),
            (_, _, Figures::YearFirst) => format!("{year}-{month:02}-{day:02}"),
            (_, _, Figures::YearDots) => format!("{year}. {month:02}. {day:02}."),
        }
    }

    /// A month with its year, for example `June 2026`.
    #[must_use]
    pub fn month(&self, first: Civil) -> String {
        let names = if self.words == "de" { &GERMAN } else { &ENGLISH };
        format!("{} {}", names[usize::from(first.month - 1)], first.year)
    }

    /// Name of a month for an axis, at most three letters.
    #[must_use]
    pub fn month_short(&self, month: u8) -> String {
        let names = if self.words == "de" { &GERMAN } else { &ENGLISH };
        names[usize::from(month.clamp(1, 12) - 1)]
            .chars()
            .take(3)
            .collect()
    }
}
