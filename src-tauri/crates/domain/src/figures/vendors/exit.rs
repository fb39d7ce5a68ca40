//! How long leaving a supplier takes.

use serde::Serialize;
use specta::Type;

use crate::records::Vendor;

/// Calendar days until a supplier is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct Exit {
    /// Calendar days.
    pub days: u32,
    /// Read from the words about the way out, as nobody entered the days.
    pub read: bool,
}

const NUMBERS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// The days that were entered; else the first number with a unit in the words, a week as 7 days, a month as 30, a
/// year as 365.
pub(super) fn exit(vendor: &Vendor) -> Option<Exit> {
    let entered = vendor.exit_days.map(|days| Exit { days, read: false });
    entered.or_else(|| read(&vendor.exit).map(|days| Exit { days, read: true }))
}

fn read(words: &str) -> Option<u32> {
    let words = words.to_lowercase();
    let parts: Vec<&str> = words
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    parts.windows(2).find_map(|pair| {
        let unit = match pair[1] {
            "day" | "days" => 1,
            "week" | "weeks" => 7,
            "month" | "months" => 30,
            "year" | "years" => 365,
            _ => return None,
        };
        number(pair[0])?.checked_mul(unit)
    })
}

fn number(word: &str) -> Option<u32> {
    let spelt = NUMBERS.iter().position(|name| *name == word);
    match spelt {
        Some(at) => u32::try_from(at + 1).ok(),
        // A year is no number of days.
        None => word.parse().ok().filter(|number| *number < 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_with_a_unit_is_read() {
        for (words, days) in [
            ("adapter exists, 15 days", Some(15)),
            ("two days", Some(2)),
            ("hardware bound, 6 months", Some(180)),
            ("Seven months, not planned", Some(210)),
            ("four weeks", Some(28)),
            ("1 year", Some(365)),
            ("export tested once", None),
            ("ended, handover accepted 2026-10-30", None),
            ("after 2026 days are few", None),
            ("weeks", None),
            ("", None),
        ] {
            assert_eq!(read(words), days, "{words}");
        }
    }

    #[test]
    fn what_was_entered_wins() {
        let vendor = Vendor {
            exit: "two days".into(),
            exit_days: Some(9),
            ..Vendor::default()
        };
        assert_eq!(exit(&vendor), Some(Exit { days: 9, read: false }));
    }
}
