//! When something that was closed is looked at again (formulas 8.14).

use crate::date::Day;
use crate::records::Recheck;

/// Calendar months after which what was mended tends to be as it was.
const MONTHS: i32 = 6;

/// The day from which a second look is due: six calendar months after it was closed, or after the last look since.
pub fn next_look(closed: Day, last: Option<&Recheck>) -> Day {
    let looked = last.and_then(|last| last.on).filter(|on| *on > closed);
    looked.unwrap_or(closed).plus_months(MONTHS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a date")
    }

    #[test]
    fn a_look_is_due_six_calendar_months_on_or_on_the_last_day_of_that_month() {
        for (closed, due) in [
            ("2026-06-05", "2026-12-05"),
            ("2026-08-31", "2027-02-28"),
            ("2027-08-31", "2028-02-29"),
            ("2026-12-31", "2027-06-30"),
        ] {
            assert_eq!(next_look(day(closed), None), day(due), "closed on {closed}");
        }
    }

    #[test]
    fn a_look_puts_the_next_one_off_and_one_from_before_it_was_closed_does_not() {
        let looked = |on: Option<&str>| Recheck {
            on: on.map(day),
            held: true,
            ..Recheck::default()
        };
        let closed = day("2026-06-05");
        let next = |on| next_look(closed, Some(&looked(on)));
        assert_eq!(next(Some("2027-01-11")), day("2027-07-11"));
        assert_eq!(next(Some("2026-01-11")), day("2026-12-05"), "it was opened since");
        assert_eq!(next(None), day("2026-12-05"), "on no known day");
    }
}
