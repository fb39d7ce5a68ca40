//! Low, likely and high of a loss, driver by driver.

use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};
use serde::Serialize;
use specta::Type;

use crate::decimal::{Decimal, Ratio};
use crate::figures::Range;
use crate::money::Money;
use crate::records::{Combine, LossDriver, LossInput, MoneyKind};

use super::expression::Expression;

/// What one driver gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct DriverEstimate {
    /// Its name.
    pub name: String,
    /// Its head.
    pub money_kind: MoneyKind,
    /// In whole currency units; none when an input is missing or the formula does not read.
    pub range: Option<Range>,
    /// Keys without a value.
    pub missing: Vec<String>,
    /// Keys whose starting range nobody replaced.
    pub assumed: Vec<String>,
}

/// What the drivers of one money kind give together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct KindEstimate {
    /// The head.
    pub money_kind: MoneyKind,
    /// Sum, or the largest by its likely amount.
    pub range: Range,
}

/// What all drivers give. The heads are never added together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Estimate {
    /// Every driver, in order.
    pub drivers: Vec<DriverEstimate>,
    /// By head, in the order risk, waste, blocked; heads without a complete driver are absent.
    pub by_kind: Vec<KindEstimate>,
}

impl Estimate {
    /// The range of one head.
    pub fn of(&self, kind: MoneyKind) -> Option<Range> {
        self.by_kind
            .iter()
            .find(|estimate| estimate.money_kind == kind)
            .map(|estimate| estimate.range)
    }

    /// Names of drivers that were left out for want of an input; a report says so.
    pub fn left_out(&self) -> impl Iterator<Item = &str> {
        self.drivers
            .iter()
            .filter(|driver| driver.range.is_none())
            .map(|driver| driver.name.as_str())
    }

    /// Whether some input still has a starting range that nobody replaced.
    pub fn is_assumed(&self) -> bool {
        self.drivers
            .iter()
            .any(|driver| driver.range.is_some() && !driver.assumed.is_empty())
    }
}

/// Estimates a loss. A driver with a missing input is left out.
pub fn estimate(drivers: &[LossDriver], combine: Combine) -> Estimate {
    let drivers: Vec<DriverEstimate> = drivers.iter().map(driver).collect();
    let by_kind = MoneyKind::ALL.iter().filter_map(|kind| {
        let ranges = drivers
            .iter()
            .filter(|driver| driver.money_kind == *kind)
            .filter_map(|driver| driver.range);
        let range = match combine {
            Combine::Sum => ranges.reduce(|mut sum, range| {
                sum += range;
                sum
            }),
            // The first of equals stays.
            Combine::Largest => {
                ranges.reduce(|best, range| if range.likely > best.likely { range } else { best })
            }
        };
        range.map(|range| KindEstimate {
            money_kind: *kind,
            range,
        })
    });
    Estimate {
        by_kind: by_kind.collect(),
        drivers,
    }
}

fn driver(driver: &LossDriver) -> DriverEstimate {
    let unknown = |input: &&LossInput| input.low.is_none() || input.high.is_none();
    let mut missing: Vec<String> = driver
        .inputs
        .iter()
        .filter(unknown)
        .map(|input| input.key.clone())
        .collect();
    let range = driver.expr.parse::<Expression>().ok().and_then(|expression| {
        for key in expression.keys() {
            if !driver.inputs.iter().any(|input| input.key == key) {
                missing.push(key.to_owned());
            }
        }
        let with = |end: fn(&LossInput) -> Option<&Decimal>| {
            let input = |key: &str| driver.inputs.iter().find(|input| input.key == key).and_then(end);
            expression.value(|key| input(key).map(Decimal::ratio)).ok()
        };
        range(
            with(|input| input.low.as_ref())?,
            with(|input| input.high.as_ref())?,
        )
    });
    let assumed = driver
        .inputs
        .iter()
        .filter(|input| input.assumed)
        .map(|input| input.key.clone());
    DriverEstimate {
        name: driver.name.clone(),
        money_kind: driver.money_kind,
        range,
        missing,
        assumed: assumed.collect(),
    }
}

/// Low and high in major units as whole currency units, with their geometric mean between them; where
/// low is zero, the middle. None when they are not in order, negative or too large.
fn range(low: Ratio, high: Ratio) -> Option<Range> {
    if low < Ratio::zero() || high < low {
        return None;
    }
    let two = BigInt::from(2);
    let likely = if low.is_zero() {
        crate::rounding::half_away(&(&high / Ratio::from_integer(two)))
    } else {
        rounded_root(&(&low * &high))
    };
    Some(Range {
        low: units(&crate::rounding::half_away(&low))?,
        likely: units(&likely)?,
        high: units(&crate::rounding::half_away(&high))?,
    })
}

fn units(whole: &BigInt) -> Option<Money> {
    Money::from_minor((whole * BigInt::from(100)).to_i64()?).ok()
}

/// The square root, rounded to a whole number, half up: the largest r with (2r − 1)² ≤ 4x.
fn rounded_root(value: &Ratio) -> BigInt {
    let four_times = (value * Ratio::from_integer(4.into())).floor().to_integer();
    (four_times.sqrt() + 1) / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Library, loss_drivers};

    fn given(template: &str, values: &[(&str, &str)]) -> Estimate {
        let template = Library::built_in().template(template).expect("template");
        let mut drivers = loss_drivers(template);
        for input in drivers.iter_mut().flat_map(|driver| &mut driver.inputs) {
            if let Some((_, value)) = values.iter().find(|(key, _)| *key == input.key) {
                input.low = value.parse().ok();
                input.high = value.parse().ok();
                input.assumed = false;
            }
        }
        estimate(&drivers, template.loss_model.combine)
    }

    fn whole(range: Range) -> (i64, i64, i64) {
        (
            range.low.minor() / 100,
            range.likely.minor() / 100,
            range.high.minor() / 100,
        )
    }

    #[test]
    fn worked_checks_of_the_library() {
        let leavers = given("T-ACC-01", &[("records", "20000"), ("revenue_hour", "700")]);
        let (low, likely, high) = whole(leavers.of(MoneyKind::Risk).expect("complete"));
        assert_eq!((low, high), (31_080, 271_720));
        assert!((91_500..92_500).contains(&likely));
        assert!(leavers.is_assumed());
        let bill = given("T-INF-06", &[("month_bill", "14000")]);
        assert_eq!(
            whole(bill.of(MoneyKind::Waste).expect("complete")),
            (16_800, 29_098, 50_400)
        );
        let blocked = given("T-SEC-13", &[("contract_margin", "600000")]);
        assert_eq!(
            whole(blocked.of(MoneyKind::Blocked).expect("complete")),
            (60_000, 146_969, 360_000)
        );
    }

    #[test]
    fn drivers_without_an_input_are_left_out() {
        let bill = given("T-INF-06", &[]);
        assert_eq!(bill.of(MoneyKind::Waste), None);
        assert!(bill.left_out().any(|name| name == "Bill for nothing"));
    }

    #[test]
    fn roots_round_half_up() {
        let root = |n: i64, d: i64| rounded_root(&Ratio::new(n.into(), d.into())).to_i64();
        assert_eq!(root(9, 4), Some(2)); // 1.5
        assert_eq!(root(6, 1), Some(2)); // 2.449
        assert_eq!(root(25, 4), Some(3)); // 2.5
        assert_eq!(root(0, 1), Some(0));
    }

    #[test]
    fn zero_low_takes_the_middle() {
        let range = range(Ratio::zero(), Ratio::from_integer(101.into())).expect("range");
        assert_eq!(whole(range), (0, 51, 101));
    }
}
