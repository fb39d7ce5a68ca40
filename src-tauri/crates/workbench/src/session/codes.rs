//! Display codes: given once, kept for life.

use super::Client;
use crate::Result;
use serde_json::{Map, Value};
use valise_domain::Kept;

/// The part of a client's file that remembers, for each list, the last code that was erased.
const ERASED: &str = "erased_codes";

impl Client {
    /// The next display code of a list. Codes in the trash stay taken: `F07` never means two findings.
    pub(crate) fn fresh_code(&self, section: &str, prefix: &str) -> Result<String> {
        let lists = self.dossier.lists();
        let live = lists
            .iter()
            .find(|(name, _)| *name == section)
            .map(|(_, rows)| rows.as_slice())
            .unwrap_or_default();
        let buried = self.store.trash()?;
        let buried = buried
            .iter()
            .filter(|row| row.section == section)
            .map(|row| row.code.as_str());
        let erased = self
            .dossier
            .single(ERASED)
            .and_then(|codes| codes[section].as_str());
        Ok(next_code(
            prefix,
            live.iter().map(|(code, _)| *code).chain(buried).chain(erased),
        ))
    }

    /// Remembers the code of a record that is about to be erased, if no later one was erased before: a report
    /// that was handed over may speak of it.
    pub(crate) fn keep_code_taken(&mut self, section: &str, code: &str) -> Result<()> {
        let known = self.dossier.single(ERASED).and_then(Value::as_object);
        let mut codes: Map<String, Value> = known.cloned().unwrap_or_default();
        let before = codes.get(section).and_then(Value::as_str).unwrap_or_default();
        if number(code) <= number(before) {
            return Ok(());
        }
        codes.insert(section.to_owned(), Value::from(code));
        let id = self.single_id(ERASED);
        self.write("keep_code_taken", "", |pen| match id {
            Some(id) => pen.put_single(id, &Value::Object(codes)),
            None => pen.add_single(ERASED, &Value::Object(codes)).map(drop),
        })
    }
}

/// The number that a code ends in; nothing where it ends in none.
fn number(code: &str) -> Option<u64> {
    let digits = code.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    digits.parse().ok()
}

/// The domain's next code, at the width of those that are there.
pub(crate) fn next_code<'a>(prefix: &str, codes: impl Iterator<Item = &'a str>) -> String {
    let used: Vec<&str> = codes.collect();
    let narrowest = if prefix == "RD" { 1 } else { 2 };
    let digits = |code: &&str| {
        code.strip_prefix(prefix)
            .filter(|rest| rest.parse::<u64>().is_ok())
            .map(str::len)
    };
    let width = used.iter().filter_map(digits).fold(narrowest, usize::max);
    valise_domain::dossier::next_code(used, prefix, width)
}

/// The place after the last one.
pub(crate) fn next_position<'a, T: 'a>(items: impl Iterator<Item = &'a Kept<T>>) -> i64 {
    items.map(Kept::position).max().map_or(0, |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::next_code;

    #[test]
    fn a_code_is_never_used_twice_and_keeps_its_width() {
        assert_eq!(
            next_code("F", ["F01", "F09", "X-3"].into_iter()),
            "F10",
            "other prefixes do not count"
        );
        assert_eq!(next_code("F", std::iter::empty()), "F01", "the first of a list");
        assert_eq!(
            next_code("A", ["A003", "A112"].into_iter()),
            "A113",
            "three digits stay three"
        );
        assert_eq!(
            next_code("RD", ["RD1"].into_iter()),
            "RD2",
            "rounds are numbered without a zero"
        );
    }
}
