//! JSON compared by value: the order of an object's keys and the white space mean nothing.

use serde_json::Value;
use std::path::Path;

/// The JSON document in a file.
///
/// # Errors
/// A sentence that names the file.
pub fn read_json(path: &Path) -> Result<Value, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// The first place where two documents differ, as `path: found … expected …`; `None` when they are equal.
pub fn difference(found: &Value, expected: &Value) -> Option<String> {
    at("$", found, expected)
}

fn at(path: &str, found: &Value, expected: &Value) -> Option<String> {
    match (found, expected) {
        (Value::Object(left), Value::Object(right)) => {
            if let Some(key) = right.keys().find(|key| !left.contains_key(*key)) {
                return Some(format!("{path}.{key}: missing, expected {}", short(&right[key])));
            }
            if let Some(key) = left.keys().find(|key| !right.contains_key(*key)) {
                return Some(format!(
                    "{path}.{key}: found {}, expected nothing",
                    short(&left[key])
                ));
            }
            left.iter()
                .find_map(|(key, value)| at(&format!("{path}.{key}"), value, &right[key]))
        }
        (Value::Array(left), Value::Array(right)) => {
            let pair = left.iter().zip(right).enumerate();
            let inside = pair
                .into_iter()
                .find_map(|(index, (a, b))| at(&format!("{path}[{index}]"), a, b));
            let length = || {
                (left.len() != right.len())
                    .then(|| format!("{path}: found {} elements, expected {}", left.len(), right.len()))
            };
            inside.or_else(length)
        }
        _ if found == expected => None,
        _ => Some(format!(
            "{path}: found {}, expected {}",
            short(found),
            short(expected)
        )),
    }
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() > 120 {
        text.chars().take(120).chain("…".chars()).collect()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn order_of_keys_is_no_difference() {
        let left = json!({ "a": 1, "b": [1, { "c": null }] });
        let right: Value = serde_json::from_str(r#"{"b":[1,{"c":null}],"a":1}"#).expect("JSON");
        assert_eq!(difference(&left, &right), None);
    }

    #[test]
    fn the_first_difference_is_named_with_its_path() {
        let found = difference(
            &json!({ "a": [1, { "b": "2" }] }),
            &json!({ "a": [1, { "b": "3" }] }),
        );
        assert_eq!(found.as_deref(), Some(r#"$.a[1].b: found "2", expected "3""#));
        assert!(
            difference(&json!({}), &json!({ "a": null })).is_some(),
            "null is not the same as absent"
        );
        assert!(
            difference(&json!([1]), &json!([1, 2]))
                .is_some_and(|text| text.contains("1 elements, expected 2"))
        );
    }
}
