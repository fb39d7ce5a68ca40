//! Filling the words in braces, and cutting a text into sentences.

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;
use thiserror::Error;

use super::Registry;

/// A filled text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Filled {
    /// The text.
    pub text: String,
    /// Words that nobody filled: the fallback stands there, good for a draft only.
    pub fallbacks: Vec<String>,
}

/// A text still holds an open brace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the text holds a word in braces that nobody filled")]
pub struct OpenBrace;

/// Fills the words in braces: a value if there is one, else the registry's fallback. A filling at the
/// start of a sentence begins with a capital. Words that the registry does not know stay in braces.
pub fn fill(text: &str, values: &BTreeMap<String, String>, registry: &Registry) -> Filled {
    let mut filled = Filled {
        text: String::with_capacity(text.len()),
        fallbacks: Vec::new(),
    };
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        filled.text.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let Some(close) = after.find('}') else {
            rest = &rest[open..];
            break;
        };
        let name = &after[..close];
        let given = values
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.trim().is_empty());
        let value = given.or_else(|| {
            registry
                .placeholder(name)
                .map(|placeholder| placeholder.fallback.as_str())
        });
        match value {
            Some(value) => {
                if given.is_none() && !filled.fallbacks.iter().any(|known| known == name) {
                    filled.fallbacks.push(name.to_owned());
                }
                let value = if begins_sentence(&filled.text) {
                    capitalised(value)
                } else {
                    value.to_owned()
                };
                filled.text.push_str(&value);
            }
            None => filled.text.push_str(&rest[open..open + close + 2]),
        }
        rest = &after[close + 1..];
    }
    filled.text.push_str(rest);
    filled
}

fn begins_sentence(before: &str) -> bool {
    before.trim_end().is_empty()
        || (before.ends_with(char::is_whitespace) && before.trim_end().ends_with(['.', '!', '?']))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text, if it may be printed: no brace is left in it.
pub fn printable(text: &str) -> Result<&str, OpenBrace> {
    if text.contains(['{', '}']) {
        Err(OpenBrace)
    } else {
        Ok(text)
    }
}

/// The sentences of a text, each to be ticked as true. A full stop inside a number or before a small
/// letter ends none.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        if !matches!(letter, '.' | '!' | '?') {
            continue;
        }
        let end = at + letter.len_utf8();
        let rest = &text[end..];
        let next = rest.trim_start().chars().next();
        let ends = rest.is_empty()
            || (rest.starts_with(char::is_whitespace) && !next.is_some_and(char::is_lowercase));
        if ends {
            found.push(text[start..end].trim());
            start = end;
        }
    }
    let last = text[start..].trim();
    if !last.is_empty() {
        found.push(last);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;

    #[test]
    fn fills_with_values_and_fallbacks() {
        let registry = Library::built_in().registry();
        let values = BTreeMap::from([
            ("count".to_owned(), "4".to_owned()),
            ("dataset".to_owned(), "the driver register".to_owned()),
        ]);
        let filled = fill(
            "It held. {dataset} lies in {count} places of {system}, {odd}.",
            &values,
            registry,
        );
        assert_eq!(
            filled.text,
            "It held. The driver register lies in 4 places of the main system, {odd}."
        );
        assert_eq!(filled.fallbacks, ["system"]);
        assert_eq!(printable(&filled.text), Err(OpenBrace));
        assert_eq!(fill("open {count", &values, registry).text, "open {count");
    }

    #[test]
    fn every_template_fills_without_an_open_brace() {
        let library = Library::built_in();
        for template in library.templates() {
            for text in [
                &template.title,
                &template.for_founder,
                &template.for_investor,
                &template.for_engineers,
            ] {
                let filled = fill(text, &BTreeMap::new(), library.registry());
                assert!(printable(&filled.text).is_ok(), "{}", template.id);
                assert!(
                    filled.text.starts_with(|first: char| !first.is_lowercase()),
                    "{}",
                    template.id
                );
            }
        }
    }

    #[test]
    fn sentences_are_cut_where_they_end() {
        assert_eq!(
            sentences("One of 99.9 percent. {count} more. Last"),
            ["One of 99.9 percent.", "{count} more.", "Last"]
        );
        assert_eq!(sentences(""), Vec::<&str>::new());
        for template in Library::built_in().templates() {
            let count = sentences(&template.for_engineers).len();
            assert!((2..=4).contains(&count), "{} {count}", template.id);
        }
    }
}
