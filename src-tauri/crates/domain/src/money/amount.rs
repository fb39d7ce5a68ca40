//! Whole minor units of one currency.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use specta::Type;
use thiserror::Error;

use crate::decimal::Ratio;
use crate::rounding;

/// An amount in minor units (cents). Every amount that enters holds |x| ≤ 2^53, so that it crosses
/// to the interface as a JSON integer without loss. The currency is the client's.
///
/// Sums inside the program stop at the limits of `i64` instead of wrapping around.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Type)]
pub struct Money(#[specta(type = specta_typescript::Number)] i64);

/// Why a text or number is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Not decimal text with exactly two places.
    #[error("not an amount with exactly two places")]
    Shape,
    /// More than 2^53 minor units.
    #[error("the amount is too large")]
    TooLarge,
}

impl Money {
    /// The largest amount, in minor units.
    pub const MAX_MINOR: i64 = 1 << 53;
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// An amount from minor units.
    pub fn from_minor(minor: i64) -> Result<Self, MoneyError> {
        if minor.unsigned_abs() <= Self::MAX_MINOR.unsigned_abs() {
            Ok(Self(minor))
        } else {
            Err(MoneyError::TooLarge)
        }
    }

    /// The amount in minor units.
    pub fn minor(self) -> i64 {
        self.0
    }

    /// The exact value in minor units.
    pub fn ratio(self) -> Ratio {
        Ratio::from_integer(self.0.into())
    }

    /// Rounds an exact number of minor units once, half away from zero. An amount beyond the limit
    /// stays at the limit.
    pub fn rounded(minor: &Ratio) -> Self {
        let bound = if minor < &Ratio::from_integer(0.into()) {
            -Self::MAX_MINOR
        } else {
            Self::MAX_MINOR
        };
        Self(
            rounding::half_away_i64(minor)
                .unwrap_or(bound)
                .clamp(-Self::MAX_MINOR, Self::MAX_MINOR),
        )
    }

    /// This amount times an exact factor, rounded once.
    pub fn times(self, factor: &Ratio) -> Self {
        let fast = rounding::small(factor)
            .and_then(|(part, whole)| rounding::quotient(part.checked_mul(i128::from(self.0))?, whole))
            .and_then(|minor| i64::try_from(minor).ok())
            .and_then(|minor| Self::from_minor(minor).ok());
        fast.unwrap_or_else(|| Self::rounded(&(factor * self.ratio())))
    }

    /// Decimal text in major units with exactly two places, as the format writes it.
    pub fn to_text(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let minor = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", minor / 100, minor % 100)
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, places) = digits.split_once('.').ok_or(MoneyError::Shape)?;
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || places.len() != 2 || !plain(whole) || !plain(places) {
            return Err(MoneyError::Shape);
        }
        let minor: i64 = format!("{whole}{places}")
            .parse()
            .map_err(|_| MoneyError::TooLarge)?;
        Self::from_minor(if digits.len() < text.len() { -minor } else { minor })
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::{Error, Unexpected};
        let minor = i64::deserialize(deserializer)?;
        Self::from_minor(minor)
            .map_err(|_| D::Error::invalid_value(Unexpected::Signed(minor), &"at most 2^53 minor units"))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl Add for Money {
    type Output = Money;

    fn add(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        *self = *self + other;
    }
}

impl Sub for Money {
    type Output = Money;

    fn sub(self, other: Money) -> Money {
        Money(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Money;

    fn neg(self) -> Money {
        Money(self.0.saturating_neg())
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_exactly_two_places() {
        assert_eq!("9600.00".parse(), Ok(Money(960_000)));
        assert_eq!("-800.05".parse(), Ok(Money(-80_005)));
        assert_eq!(Money(-5).to_text(), "-0.05");
        for bad in [
            "9600", "9600.0", "9600.000", "9,600.00", ".50", "+1.00", "1e3.00", "-.10", "",
        ] {
            assert_eq!(bad.parse::<Money>(), Err(MoneyError::Shape), "{bad}");
        }
    }

    #[test]
    fn limit_is_two_to_the_53() {
        assert!(Money::from_minor(1 << 53).is_ok());
        assert_eq!(Money::from_minor((1 << 53) + 1), Err(MoneyError::TooLarge));
        assert_eq!("90071992547409.93".parse::<Money>(), Err(MoneyError::TooLarge));
        assert_eq!(
            "99999999999999999999.00".parse::<Money>(),
            Err(MoneyError::TooLarge)
        );
    }
}
