//! The value of one field of a request: read, or refused with what was expected.

use crate::{Problem, Result};
use serde::de::DeserializeOwned;
use serde_json::Value;
use valise_domain::Decimal;
use valise_domain::text::composed;

/// A value of the kind that the field holds.
pub(crate) fn read<T: DeserializeOwned>(field: &str, value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|error| {
        let message = error.to_string();
        let expected = message
            .split_once(", expected ")
            .map_or("another kind of value", |(_, rest)| rest);
        Problem::invalid(field, expected)
    })
}

/// Words; nothing is no words.
pub(crate) fn text(field: &str, value: Value) -> Result<String> {
    Ok(composed(&read::<Option<String>>(field, value)?.unwrap_or_default()).into_owned())
}

/// Words that say anything.
pub(crate) fn filled(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}

/// An exact number; an empty text is none.
pub(crate) fn decimal(field: &str, value: Value) -> Result<Option<Decimal>> {
    Ok(read::<Option<Decimal>>(field, value)?.filter(|decimal| !decimal.as_str().is_empty()))
}
