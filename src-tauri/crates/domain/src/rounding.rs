//! The one place where an exact figure becomes a rounded one: half away from zero.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use crate::decimal::Ratio;

/// Rounds to the nearest whole number, halves away from zero.
pub fn half_away(value: &Ratio) -> BigInt {
    let two = BigInt::from(2);
    let doubled = value.numer().abs() * &two + value.denom();
    let rounded = doubled / (value.denom() * two);
    if value.is_negative() { -rounded } else { rounded }
}

/// Rounds to a whole number that fits `i64`; `None` when it does not.
pub fn half_away_i64(value: &Ratio) -> Option<i64> {
    half_away(value).to_i64()
}

/// Prints with exactly `places` decimal places, rounded once. A value that rounds to zero has no sign.
pub fn printed(value: &Ratio, places: u32) -> String {
    let scale = BigInt::from(10u32).pow(places);
    let units = half_away(&(value * Ratio::from_integer(scale.clone())));
    let negative = units.is_negative();
    let digits = units.abs();
    let sign = if negative { "-" } else { "" };
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let whole = &digits / &scale;
    let rest = (digits % scale).to_string();
    format!("{sign}{whole}.{rest:0>width$}", width = places as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(n: i64, d: i64) -> Ratio {
        Ratio::new(n.into(), d.into())
    }

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(half_away_i64(&ratio(5, 2)), Some(3));
        assert_eq!(half_away_i64(&ratio(-5, 2)), Some(-3));
        assert_eq!(half_away_i64(&ratio(7, 3)), Some(2));
        assert_eq!(half_away_i64(&ratio(-1, 3)), Some(0));
    }

    #[test]
    fn printed_text_has_its_places() {
        assert_eq!(printed(&ratio(11, 4), 2), "2.75");
        assert_eq!(printed(&ratio(-1, 200), 2), "-0.01");
        assert_eq!(printed(&ratio(-1, 201), 2), "0.00");
        assert_eq!(printed(&ratio(5, 2), 0), "3");
        assert_eq!(printed(&ratio(1, 20), 1), "0.1");
    }
}
