//! The search for secrets in text that is about to leave, or that somebody just typed.
//!
//! A table of rules (`rules.toml`) knows what published tokens and written passwords look like;
//! for tokens of no known shape there is a measure of disorder. One pass over the text finds
//! which rules can match at all, and only those run, on the lines in question. All patterns are
//! of the kind that needs time in proportion to the text, whatever the text.
//!
//! No value is kept, logged or shown: a [`Hit`] says where it lies, by which rule, and at most
//! its first two letters and its length.

pub(crate) mod base64;
mod disorder;
mod judge;
mod plain;
mod table;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use plain::Plain;
use table::{Check, Rule, table};

/// The rule of [`Hit`]s that no published shape explains.
pub const UNKNOWN_TOKEN: &str = "unknown-token";

/// One place that looks like a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Stable name of the rule, such as `github-token`, or [`UNKNOWN_TOKEN`].
    pub rule: &'static str,
    /// First byte of the value in the text.
    pub start: usize,
    /// The byte after the value.
    pub end: usize,
    /// Line of the first byte, from 1.
    pub line: usize,
    /// Two letters at most, and the length in characters: `gh… (40)`, or `… (12)` for what may
    /// be a password.
    pub preview: String,
}

/// Name and title of every rule, in the order in which they are tried.
pub fn rules() -> impl Iterator<Item = (&'static str, &'static str)> {
    table()
        .rules
        .iter()
        .map(|rule| (rule.id.as_str(), rule.title.as_str()))
}

/// Finds everything that looks like a secret, in the order of the text, without overlaps.
///
/// Meant for what is about to be exported, so it leaves alone what reports print on purpose:
/// digests in hexadecimal, identifiers, dates, amounts, names of files and of things in code.
#[must_use]
pub fn scan(text: &str) -> Vec<Hit> {
    let plain = Plain::of(text);
    let mut found = Found::default();
    known_shapes(&plain.text, &mut found);
    for range in disorder::unknown_tokens(&plain.text) {
        found.add(table().rules.len(), range);
    }
    found.into_hits(text, &plain)
}

/// As [`scan`], for a note that somebody is writing: also warns of shorter tokens, of words that
/// look like a good password, and of long hexadecimal values that nothing calls a digest.
#[must_use]
pub fn warn_high_entropy(text: &str) -> Vec<Hit> {
    let plain = Plain::of(text);
    let mut found = Found::default();
    known_shapes(&plain.text, &mut found);
    for range in disorder::suspicious_words(&plain.text) {
        found.add(table().rules.len(), range);
    }
    found.into_hits(text, &plain)
}

fn known_shapes(text: &str, found: &mut Found) {
    let table = table();
    // The last line looked at, for each rule: a line is searched once however many of the
    // rule's words it has.
    let mut done: Vec<usize> = vec![0; table.rules.len()];
    for near in table.near.find_overlapping_iter(text) {
        let number = table.rule_of_near[near.pattern().as_usize()];
        if near.start() < done[number] {
            continue;
        }
        let line = line_around(text, near.start());
        done[number] = line.end.max(near.start() + 1);
        search(&table.rules[number], number, text, line, found);
    }
}

fn search(rule: &Rule, number: usize, text: &str, line: Range<usize>, found: &mut Found) {
    let haystack = &text.as_bytes()[line.clone()];
    for captures in rule.pattern().captures_iter(haystack) {
        let Some(value) = captures.name("value") else {
            continue;
        };
        let range = line.start + value.start()..line.start + value.end();
        let named = |name| {
            captures
                .name(name)
                .and_then(|m| std::str::from_utf8(m.as_bytes()).ok())
        };
        let place = judge::Place {
            key: named("key"),
            sign: named("sign"),
            quoted: named("quote").is_some_and(|quote| !quote.is_empty()),
            spaced: haystack[..value.start()]
                .last()
                .is_some_and(u8::is_ascii_whitespace),
            next: haystack.get(value.end()).copied(),
        };
        // Patterns that exclude letters work on bytes; one that cut a character in two is no hit.
        let Some(value) = text.get(range.clone()) else {
            continue;
        };
        if judge::is_secret(rule.check, value, &place) {
            found.add(number, range);
        }
    }
}

fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |p| p + 1);
    let end = text[at..].find('\n').map_or(text.len(), |p| at + p);
    start..end
}

/// Places by start, with end and rule. Where two overlap, the earlier rule wins.
#[derive(Default)]
struct Found {
    places: Vec<(usize, Range<usize>)>,
}

impl Found {
    fn add(&mut self, rule: usize, place: Range<usize>) {
        self.places.push((rule, place));
    }

    fn into_hits(mut self, text: &str, plain: &Plain<'_>) -> Vec<Hit> {
        self.places.sort_by_key(|(rule, place)| (*rule, place.start));
        let mut taken: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (rule, place) in self.places {
            let before = taken.range(..place.end).next_back();
            if before.is_none_or(|(_, (end, _))| *end <= place.start) {
                taken.insert(place.start, (place.end, rule));
            }
        }
        let (mut line, mut counted) = (1, 0);
        let mut hits = Vec::with_capacity(taken.len());
        for (start, (end, number)) in taken {
            let rule = table().rules.get(number);
            let show =
                rule.is_none_or(|rule| matches!(rule.check, Check::Token | Check::Random | Check::None));
            let preview = preview(&plain.text[start..end], show);
            let (start, end) = (plain.original(start), plain.original(end));
            line += text.as_bytes()[counted..start]
                .iter()
                .filter(|b| **b == b'\n')
                .count();
            counted = start;
            hits.push(Hit {
                rule: rule.map_or(UNKNOWN_TOKEN, |rule| &rule.id),
                start,
                end,
                line,
                preview,
            });
        }
        hits
    }
}

/// Two letters only where they are a small part of a machine's token; of a password, none.
fn preview(value: &str, show: bool) -> String {
    let length = value.chars().count();
    let head: String = if show && length >= 16 {
        value.chars().take(2).collect()
    } else {
        String::new()
    };
    format!("{head}… ({length})")
}

#[cfg(test)]
mod tests;
