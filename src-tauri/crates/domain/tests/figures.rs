//! Figures of the three samples, key for key and digit for digit.

use serde_json::Value;
use valise_domain::{figures, format, samples};

/// Paths at which two documents differ.
fn differences(path: &str, expected: &Value, found: &Value, out: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                match found.get(key) {
                    Some(other) => differences(&format!("{path}.{key}"), value, other, out),
                    None => out.push(format!("{path}.{key}: missing")),
                }
            }
            for key in found.keys().filter(|key| !expected.contains_key(*key)) {
                out.push(format!("{path}.{key}: not expected"));
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (at, (one, other)) in expected.iter().zip(found).enumerate() {
                differences(&format!("{path}[{at}]"), one, other, out);
            }
        }
        (expected, found) if expected != found => {
            out.push(format!("{path}: expected {expected}, found {found}"))
        }
        _ => {}
    }
}

#[test]
fn samples_have_their_expected_figures() {
    for sample in samples::all() {
        let dossier = format::read(sample.json).expect("valid");
        let expected: Value = serde_json::from_str(sample.expected).expect("JSON");
        let found = figures::document(&dossier, dossier.as_of());
        let mut out = Vec::new();
        differences(sample.codename, &expected, &found, &mut out);
        assert!(out.is_empty(), "{}", out.join("\n"));
    }
}
