//! What stands behind work that is done: a reading, and confirmed money (formulas 8.15, 8.16).

use serde::Serialize;
use specta::Type;

use crate::date::Month;
use crate::money::Money;
use crate::records::{Ledger, LedgerMonth, ValueEvidence, ValueLine};

use super::super::basis::Basis;
use super::correction::{corrections, lines_by_id};
use super::line::line;

/// How far work that is done has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nobody read what became of it.
    Delivered,
    /// Its outcome was read. No money is said with that.
    Read,
    /// Its outcome was read, and confirmed money stands behind it.
    Proved,
}

impl Outcome {
    /// Of work that was read or not, with its confirmed return to date.
    pub fn of(read: bool, confirmed: Money) -> Self {
        match (read, confirmed > Money::ZERO) {
            (false, _) => Self::Delivered,
            (true, false) => Self::Read,
            (true, true) => Self::Proved,
        }
    }
}

/// Confirmed return of a flow with its corrections, of the months up to and including one, and of the lines that the
/// reader is told.
pub fn flow_to_date(
    basis: &Basis<'_>,
    ledger: &Ledger,
    flow: &str,
    last: Option<Month>,
    told: impl Fn(&ValueLine) -> bool,
) -> Money {
    let of_flow = |value: &ValueLine| value.flow.as_deref() == Some(flow) && told(value);
    let known = lines_by_id(ledger);
    let mut sum = Money::ZERO;
    for month in until(ledger, last) {
        let lines = month.values.iter().filter(|value| of_flow(value));
        sum += lines
            .map(|value| line(basis.dossier(), basis.rates(), month.month, value).confirmed)
            .sum::<Money>();
        let restated = corrections(basis, month, &known);
        sum += restated
            .into_iter()
            .filter(|(_, _, value)| of_flow(value))
            .map(|(amount, _, _)| amount)
            .sum::<Money>();
    }
    sum
}

/// Whether a line of a flow with a value after it was measured, in the months up to and including one.
pub fn flow_is_measured(
    ledger: &Ledger,
    flow: &str,
    last: Option<Month>,
    told: impl Fn(&ValueLine) -> bool,
) -> bool {
    until(ledger, last).flat_map(|month| &month.values).any(|value| {
        let after = value.after.as_ref();
        value.flow.as_deref() == Some(flow)
            && value.evidence == ValueEvidence::Measured
            && after.is_some_and(|after| !after.value.trim().is_empty())
            && told(value)
    })
}

fn until(ledger: &Ledger, last: Option<Month>) -> impl Iterator<Item = &LedgerMonth> {
    let months = ledger.months.iter();
    months.filter(move |month| last.is_none_or(|last| month.month <= last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dossier, format, samples};

    fn heron() -> Dossier {
        format::read(samples::named("HERON").expect("a sample").json).expect("it reads")
    }

    #[test]
    fn a_reading_alone_proves_no_money() {
        let cent = Money::from_minor(1).expect("a cent");
        assert_eq!(Outcome::of(true, Money::ZERO), Outcome::Read);
        assert_eq!(Outcome::of(true, cent), Outcome::Proved);
        assert_eq!(
            Outcome::of(true, -cent),
            Outcome::Read,
            "a correction took it back"
        );
        assert_eq!(
            Outcome::of(false, cent),
            Outcome::Delivered,
            "money without a reading"
        );
    }

    #[test]
    fn a_flow_has_what_its_lines_confirmed_and_no_more() {
        let dossier = heron();
        let basis = Basis::new(&dossier, dossier.as_of());
        let ledger = dossier.ledger().expect("a ledger");
        let of = |flow: &str, last: Option<&str>| {
            let last = last.map(|month| month.parse().expect("a month"));
            flow_to_date(&basis, ledger, flow, last, |_| true).to_text()
        };
        // The clerk's half month, two whole ones, and two months of write-offs.
        assert_eq!(of("FL1", None), "6635.00");
        assert_eq!(of("FL1", Some("2026-09")), "925.00");
        assert_eq!(of("FL2", Some("2026-10")), "0.00", "estimated in October");
        assert_eq!(of("FL2", None), "1170.00");
        assert_eq!(of("FL5", None), "0.00", "claimed only");
        let hidden = flow_to_date(&basis, ledger, "FL2", None, |line| line.id != "VL25");
        assert_eq!(hidden, Money::ZERO, "a line that is not told is not in it");
    }

    #[test]
    fn a_flow_is_measured_from_the_month_of_its_reading_on() {
        let dossier = heron();
        let ledger = dossier.ledger().expect("a ledger");
        let of = |last: &str| {
            let last = last.parse().expect("a month");
            flow_is_measured(ledger, "FL2", Some(last), |_| true)
        };
        assert!(!of("2026-10"), "an estimate is no reading");
        assert!(of("2026-11"));
        assert!(!flow_is_measured(ledger, "FL2", None, |_| false));
    }
}
