//! Serde adapters for money as decimal text: `#[serde(with = "money::text")]` and `…::option`.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serializer};

use super::Money;

/// Writes `"9600.00"`.
pub fn serialize<S: Serializer>(money: &Money, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&money.to_text())
}

/// Reads `"9600.00"`; refuses anything without exactly two places or beyond the limit.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
    read(String::deserialize(deserializer)?)
}

fn read<E: Error>(text: String) -> Result<Money, E> {
    text.parse()
        .map_err(|_| E::invalid_value(Unexpected::Str(&text), &"money text with exactly two places"))
}

/// The same for an amount that may be null.
pub mod option {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::super::Money;

    /// Writes the text or null.
    pub fn serialize<S: Serializer>(money: &Option<Money>, serializer: S) -> Result<S::Ok, S::Error> {
        match money {
            Some(money) => super::serialize(money, serializer),
            None => serializer.serialize_none(),
        }
    }

    /// Reads the text or null.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Money>, D::Error> {
        Option::<String>::deserialize(deserializer)?
            .map(super::read)
            .transpose()
    }
}
