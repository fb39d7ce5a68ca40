//! Decimal text kept in its written form, and the exact rational behind it.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use specta::Type;
use thiserror::Error;

use crate::rounding;

/// An exact rational of unbounded size.
pub type Ratio = num_rational::BigRational;

/// The longest decimal text that is accepted.
pub const MAX_LENGTH: usize = 40;

/// Decimal text such as `"0.40"`, kept as it was written. Order and equality are by value, so
/// `"0.40"` equals `"0.4"`.
#[derive(Clone, Type)]
pub struct Decimal(String);

/// The text is not a decimal number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a decimal number")]
pub struct DecimalError;

impl Decimal {
    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The exact value.
    pub fn ratio(&self) -> Ratio {
        let (sign, digits): (i128, &str) = match self.0.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, self.0.as_str()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all = format!("{whole}{fraction}");
        let places = u32::try_from(fraction.len()).unwrap_or(0);
        let small = all.parse::<i128>().ok().zip(10i128.checked_pow(places));
        if let Some(exact) = small.and_then(|(part, whole)| rounding::ratio(sign * part, whole)) {
            return exact;
        }
        let all: BigInt = all.parse().unwrap_or_default();
        Ratio::new(all * sign, BigInt::from(10u32).pow(places))
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if text.len() <= MAX_LENGTH && plain(whole) && plain(fraction) {
            Ok(Self(text.to_owned()))
        } else {
            Err(DecimalError)
        }
    }
}

impl Default for Decimal {
    /// Zero, written `0`.
    fn default() -> Self {
        Self("0".to_owned())
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self(value.to_string())
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.ratio() == other.ratio()
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.ratio().cmp(&other.ratio())
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::{Error, Unexpected};
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|_| D::Error::invalid_value(Unexpected::Str(&text), &"decimal text such as \"0.85\""))
    }
}

/// Serde adapter for quantities that the built-in library writes as JSON numbers: reads a number or
/// decimal text, writes decimal text.
pub mod number {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Decimal;

    /// Writes decimal text.
    pub fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    /// Reads a number or decimal text.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        read(serde_json::Value::deserialize(deserializer)?)
    }

    fn read<E: serde::de::Error>(value: serde_json::Value) -> Result<Decimal, E> {
        let text = match value {
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::String(text) => text,
            _ => {
                return Err(E::custom(
                    "invalid type: value, expected a number or decimal text",
                ));
            }
        };
        text.parse().map_err(|_| {
            E::invalid_value(
                serde::de::Unexpected::Str(&text),
                &"decimal text such as \"0.85\"",
            )
        })
    }

    /// The same for a quantity that may be null.
    pub mod option {
        use serde::{Deserialize, Deserializer, Serialize, Serializer};

        use super::super::Decimal;

        /// Writes decimal text or null.
        pub fn serialize<S: Serializer>(value: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
            value.serialize(serializer)
        }

        /// Reads a number, decimal text or null.
        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
            Option::<serde_json::Value>::deserialize(deserializer)?
                .map(super::read)
                .transpose()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_written_form() {
        let value: Decimal = "0.40".parse().expect("valid");
        assert_eq!(value.as_str(), "0.40");
        assert_eq!(value.ratio(), Ratio::new(2.into(), 5.into()));
        assert_eq!(value, "0.4".parse().expect("valid"));
        assert_eq!(
            "-1.5".parse::<Decimal>().expect("valid").ratio(),
            Ratio::new((-3).into(), 2.into())
        );
    }

    #[test]
    fn refuses_what_is_no_decimal() {
        for bad in ["", "-", ".5", "5.", "1e3", "1,5", "+1", " 1", "1.2.3", "٣"] {
            assert!(bad.parse::<Decimal>().is_err(), "{bad}");
        }
    }
}
