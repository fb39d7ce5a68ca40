//! Text as it enters: composed form (NFC), so that equal words compare equal.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The composed form of `text`; borrowed when it already is.
pub fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Composes every string of a JSON value in place, keys included.
pub fn compose_value(value: &mut serde_json::Value) {
    use serde_json::Value;
    match value {
        Value::String(text) => {
            if let Cow::Owned(new) = composed(text) {
                *text = new;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(compose_value),
        Value::Object(map) => {
            let odd = map.keys().any(|key| matches!(composed(key), Cow::Owned(_)));
            if odd {
                let old = std::mem::take(map);
                *map = old
                    .into_iter()
                    .map(|(key, value)| (composed(&key).into_owned(), value))
                    .collect();
            }
            map.values_mut().for_each(compose_value);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composes_only_what_needs_it() {
        assert!(matches!(composed("plain"), Cow::Borrowed(_)));
        assert_eq!(composed("e\u{301}"), "\u{e9}");
    }
}
