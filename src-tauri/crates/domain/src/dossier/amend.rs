//! Bringing a changed reading back into a record's JSON.

use serde_json::Value;

/// `new` as it should be written over `old`: what is equal keeps its written form, fields that were
/// absent and are now empty stay absent, and a null that reads as empty text stays null.
pub fn amend(old: &Value, new: Value) -> Value {
    match (old, new) {
        (Value::Object(before), Value::Object(after)) => {
            let kept = after
                .into_iter()
                .filter_map(|(key, value)| match before.get(&key) {
                    Some(was) => Some((key, amend(was, value))),
                    None if is_empty(&value) => None,
                    None => Some((key, value)),
                });
            Value::Object(kept.collect())
        }
        (Value::Array(before), Value::Array(after)) => {
            let amended =
                after
                    .into_iter()
                    .enumerate()
                    .map(|(at, value)| match counterpart(before, at, &value) {
                        Some(was) => amend(was, value),
                        None => value,
                    });
            Value::Array(amended.collect())
        }
        (Value::Null, new) if is_empty(&new) => Value::Null,
        (_, new) => new,
    }
}

/// The element that `value` was before: the one with the same id, else the one at the same place.
fn counterpart<'a>(before: &'a [Value], at: usize, value: &Value) -> Option<&'a Value> {
    match value.get("id") {
        Some(id) => before.iter().find(|was| was.get("id") == Some(id)),
        None => before.get(at),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn untouched_fields_keep_their_form() {
        let old = json!({"id": "F01", "note": null, "list": [{"id": "a", "x": null}]});
        let new = json!({"id": "F01", "note": "", "other": null, "flag": false, "list": [{"id": "a", "x": "", "y": []}], "title": "T"});
        assert_eq!(
            amend(&old, new),
            json!({"id": "F01", "note": null, "list": [{"id": "a", "x": null}], "title": "T"})
        );
    }
}
