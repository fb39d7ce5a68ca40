//! What a call from the window may weigh. Every command of ours passes here before its arguments are read, so a page
//! that was taken over cannot make Rust hold or parse more than a person could have meant.

use crate::problem::{Problem, ProblemCode};
use serde_json::Value;
use tauri::ipc::InvokeBody;

/// The longest single text: some forty thousand words of prose.
const LONGEST_TEXT: usize = 256 << 10;
/// The longest argument that names or opens something: an id, a codename, a passphrase, a printed sheet.
const LONGEST_NAME: usize = 8 << 10;
/// A logo travels with the looks it belongs to, as base64 of at most a megabyte of PNG and a little of growth.
const LONGEST_LOGO: usize = 2 << 20;
/// All texts and keys of one call together.
const LARGEST_CALL: usize = 3 << 20;
/// Values of one call, keys of objects included.
const MOST_VALUES: usize = 20_000;
/// Deepest nesting of lists and objects.
const DEEPEST: usize = 32;

/// Arguments at the top that hold prose; all others there name or open something.
const PROSE: &[&str] = &["text"];

/// Lets a call through, or says which argument is too large.
pub fn admit(body: &InvokeBody) -> Result<(), Problem> {
    match body {
        // No command of ours takes bytes: files come in through dialogs and drops, which Rust opens itself.
        InvokeBody::Raw(_) => Err(Problem::new(ProblemCode::Denied)),
        InvokeBody::Json(arguments) => {
            let mut weighed = Weighed::default();
            weighed.value(arguments, &mut Vec::new())
        }
    }
}

#[derive(Default)]
struct Weighed {
    bytes: usize,
    values: usize,
}

impl Weighed {
    fn value<'a>(&mut self, value: &'a Value, path: &mut Vec<&'a str>) -> Result<(), Problem> {
        self.values += 1;
        if self.values > MOST_VALUES || path.len() > DEEPEST {
            return Err(too_large(path, "what one call may hold"));
        }
        match value {
            Value::String(text) => {
                let most = longest(path);
                if text.len() > most {
                    return Err(too_large(path, &kibibytes(most)));
                }
                self.weigh(text, path)
            }
            Value::Array(items) => items.iter().try_for_each(|item| {
                path.push("[]");
                let judged = self.value(item, path);
                path.pop();
                judged
            }),
            Value::Object(fields) => fields.iter().try_for_each(|(key, field)| {
                self.values += 1;
                self.weigh(key, path)?;
                path.push(key);
                let judged = self.value(field, path);
                path.pop();
                judged
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
        }
    }

    fn weigh(&mut self, text: &str, path: &[&str]) -> Result<(), Problem> {
        self.bytes += text.len();
        if self.bytes > LARGEST_CALL {
            return Err(too_large(path, &kibibytes(LARGEST_CALL)));
        }
        Ok(())
    }
}

/// How long the text at this path may be.
fn longest(path: &[&str]) -> usize {
    match path {
        ["branding", "logo"] => LONGEST_LOGO,
        [top] if !PROSE.contains(top) => LONGEST_NAME,
        _ => LONGEST_TEXT,
    }
}

fn kibibytes(bytes: usize) -> String {
    format!("{} KiB", bytes >> 10)
}

/// The argument by its names alone: a key of a foreign call may be as long as a text, and is no name.
fn too_large(path: &[&str], limit: &str) -> Problem {
    let known = |name: &&&str| name.len() <= 40;
    let names: Vec<&str> = path.iter().take(8).filter(known).copied().collect();
    Problem::new(ProblemCode::TooLarge)
        .with("path", names.join("."))
        .with("limit", limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn call(arguments: Value) -> Result<(), Problem> {
        admit(&InvokeBody::Json(arguments))
    }

    #[track_caller]
    fn refused(arguments: Value, path: &str) {
        let problem = call(arguments).expect_err("larger than any person means");
        assert_eq!(problem.code, ProblemCode::TooLarge);
        assert_eq!(problem.params.get("path").map(String::as_str), Some(path));
        assert!(problem.params.contains_key("limit"), "the limit is said");
        let longest = problem.params.values().map(String::len).max();
        assert!(longest < Some(400), "an error repeats nothing of the call");
    }

    #[test]
    fn calls_of_a_person_pass() {
        assert_eq!(call(json!({})), Ok(()));
        let prose = "word ".repeat(20_000);
        assert_eq!(call(json!({ "key": "finding/F01", "text": prose })), Ok(()));
        assert_eq!(call(json!({ "change": { "id": "x", "value": prose } })), Ok(()));
        let logo = "A".repeat((1 << 20) * 4 / 3 + 4);
        assert_eq!(
            call(json!({ "branding": { "logo": logo, "accent": "#0b6467" } })),
            Ok(())
        );
    }

    #[test]
    fn each_text_has_its_limit_and_the_error_names_it() {
        let at = |length: usize| "x".repeat(length);
        assert_eq!(call(json!({ "text": at(LONGEST_TEXT) })), Ok(()));
        refused(json!({ "text": at(LONGEST_TEXT + 1) }), "text");
        assert_eq!(call(json!({ "passphrase": at(LONGEST_NAME) })), Ok(()));
        refused(json!({ "passphrase": at(LONGEST_NAME + 1) }), "passphrase");
        refused(
            json!({ "change": { "value": at(LONGEST_TEXT + 1) } }),
            "change.value",
        );
        refused(
            json!({ "branding": { "logo": at(LONGEST_LOGO + 1) } }),
            "branding.logo",
        );
        refused(json!({ "shown": [at(LONGEST_TEXT + 1)] }), "shown.[]");
    }

    #[test]
    fn many_small_things_are_large_as_well() {
        let texts: Vec<String> = vec!["x".repeat(LONGEST_TEXT); 13];
        assert!(call(json!({ "shown": texts })).is_err(), "13 times 256 KiB");
        let values = vec![Value::Null; MOST_VALUES];
        assert!(
            call(json!({ "shown": values })).is_err(),
            "twenty thousand and one"
        );
        let mut deep = json!(1);
        for _ in 0..40 {
            deep = json!([deep]);
        }
        assert!(call(deep).is_err(), "forty lists in one another");
        let keys: serde_json::Map<String, Value> = (0..13)
            .map(|n| (format!("{n}{}", "k".repeat(LONGEST_TEXT)), Value::Null))
            .collect();
        assert!(call(Value::Object(keys)).is_err(), "long keys weigh like texts");
    }

    #[test]
    fn bytes_are_taken_by_no_command() {
        let problem = admit(&InvokeBody::Raw(vec![1])).expect_err("bytes");
        assert_eq!(problem.code, ProblemCode::Denied);
    }
}
