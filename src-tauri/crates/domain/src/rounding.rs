//! The one place where an exact figure becomes a rounded one: half away from zero.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use crate::decimal::Ratio;

/// Rounds to the nearest whole number, halves away from zero.
pub fn half_away(value: &Ratio) -> BigInt {
    if let Some(rounded) = small(value).and_then(|(part, whole)| quotient(part, whole)) {
        return BigInt::from(rounded);
    }
    let two = BigInt::from(2);
    let doubled = value.numer().abs() * &two + value.denom();
    let rounded = doubled / (value.denom() * two);
    if value.is_negative() { -rounded } else { rounded }
}

/// Rounds to a whole number that fits `i64`; `None` when it does not.
pub fn half_away_i64(value: &Ratio) -> Option<i64> {
    half_away(value).to_i64()
}

/// `part` ÷ `whole`, rounded half away from zero; `None` on overflow or unless `whole` is positive.
pub fn quotient(part: i128, whole: i128) -> Option<i128> {
    if whole <= 0 {
        return None;
    }
    let doubled = part.checked_abs()?.checked_mul(2)?.checked_add(whole)?;
    let rounded = doubled / whole.checked_mul(2)?;
    Some(if part < 0 { -rounded } else { rounded })
}

/// Numerator and denominator as machine numbers, when they fit: nearly every figure does, and it is
/// many times as fast.
pub fn small(value: &Ratio) -> Option<(i128, i128)> {
    Some((value.numer().to_i128()?, value.denom().to_i128()?))
}

/// `part` ÷ `whole` in lowest terms; `None` unless `whole` is positive.
pub fn ratio(part: i128, whole: i128) -> Option<Ratio> {
    if whole <= 0 {
        return None;
    }
    let (mut one, mut other) = (part.unsigned_abs(), whole.unsigned_abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    let common = i128::try_from(one).ok()?;
    Some(Ratio::new_raw(
        BigInt::from(part / common),
        BigInt::from(whole / common),
    ))
}

/// Prints with exactly `places` decimal places, rounded once. A value that rounds to zero has no sign.
pub fn printed(value: &Ratio, places: u32) -> String {
    let scale = 10i128.pow(places);
    let fast = small(value).and_then(|(part, whole)| quotient(part.checked_mul(scale)?, whole));
    let (negative, whole, rest) = match fast {
        Some(units) => {
            let digits = units.unsigned_abs();
            let scale = scale.unsigned_abs();
            (
                units < 0,
                (digits / scale).to_string(),
                (digits % scale).to_string(),
            )
        }
        None => {
            let scale = BigInt::from(scale);
            let units = half_away(&(value * Ratio::from_integer(scale.clone())));
            let digits = units.abs();
            (
                units.is_negative(),
                (&digits / &scale).to_string(),
                (digits % scale).to_string(),
            )
        }
    };
    let sign = if negative { "-" } else { "" };
    match places {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{rest:0>width$}", width = places as usize),
    }
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
    fn large_values_round_alike() {
        let huge = Ratio::new(BigInt::from(10).pow(60) + 1, BigInt::from(2));
        assert!(half_away(&huge).to_string().ends_with("01"));
        assert_eq!(printed(&huge, 1), format!("{}.5", BigInt::from(10).pow(60) / 2));
        assert_eq!(quotient(-5, 2), Some(-3));
        assert_eq!(quotient(i128::MAX, 1), None);
        assert_eq!(super::ratio(-6, 4), Some(self::ratio(-3, 2)));
        assert_eq!(super::ratio(0, 4), Some(self::ratio(0, 1)));
        assert_eq!(super::ratio(1, 0), None);
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
