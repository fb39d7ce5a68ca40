//! Writing a client: pretty, and the same text for the same records.

use serde_json::{Map, Value};

use crate::dossier::{ARRAYS, Dossier, ORDER};

use super::{FORMAT, VERSION};

/// The client as one JSON value.
pub fn value(dossier: &Dossier) -> Value {
    let mut top = Map::new();
    top.insert("format".to_owned(), FORMAT.into());
    top.insert("version".to_owned(), VERSION.into());
    for key in dossier.single_keys() {
        top.insert(key.to_owned(), dossier.single(key).cloned().unwrap_or_default());
    }
    for (key, records) in dossier.lists() {
        let docs = records.into_iter().map(|(code, doc)| match key {
            "rounds" => with_answers(dossier, code, doc),
            _ => doc.clone(),
        });
        top.insert(key.to_owned(), Value::Array(docs.collect()));
    }
    Value::Object(top)
}

fn with_answers(dossier: &Dossier, round: &str, doc: &Value) -> Value {
    let mut doc = doc.clone();
    let answers = dossier
        .answers_of(round)
        .iter()
        .map(|kept| kept.doc().clone())
        .collect();
    if let Value::Object(map) = &mut doc {
        map.insert("answers".to_owned(), Value::Array(answers));
    }
    doc
}

/// The client as text of the format: two spaces of indent, known keys in the order of the format's
/// description, inside a record its id first and the rest in alphabetical order.
pub fn write(dossier: &Dossier) -> String {
    debug_assert!(ARRAYS.iter().all(|key| ORDER.contains(key)));
    let mut text = String::new();
    match value(dossier) {
        Value::Object(top) => object(&mut text, &top, 0, top_rank),
        other => text.push_str(&other.to_string()),
    }
    text.push('\n');
    text
}

fn top_rank(key: &str) -> usize {
    ORDER
        .iter()
        .position(|known| *known == key)
        .unwrap_or(ORDER.len())
}

fn record_rank(key: &str) -> usize {
    ["id", "question", "month", "name"]
        .iter()
        .position(|first| *first == key)
        .unwrap_or(4)
}

fn object(text: &mut String, map: &Map<String, Value>, depth: usize, rank: fn(&str) -> usize) {
    let mut keys: Vec<&String> = map.keys().collect();
    keys.sort_by_key(|key| (rank(key), key.as_str()));
    if keys.is_empty() {
        text.push_str("{}");
        return;
    }
    text.push('{');
    for (at, key) in keys.into_iter().enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        indent(text, depth + 1);
        text.push_str(&Value::from(key.as_str()).to_string());
        text.push_str(": ");
        any(text, &map[key], depth + 1);
    }
    text.push('\n');
    indent(text, depth);
    text.push('}');
}

fn any(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Object(map) => object(text, map, depth, record_rank),
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at == 0 { "\n" } else { ",\n" });
                indent(text, depth + 1);
                any(text, item, depth + 1);
            }
            text.push('\n');
            indent(text, depth);
            text.push(']');
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(Value::to_string).collect();
            text.push('[');
            text.push_str(&items.join(", "));
            text.push(']');
        }
        plain => text.push_str(&plain.to_string()),
    }
}

fn indent(text: &mut String, depth: usize) {
    for _ in 0..depth {
        text.push_str("  ");
    }
}
