//! What the letters of a copy's codes stand for, by the codes that it prints.

use valise_report::model::{CodeKey, CodeKind};

/// Kinds with the codes of each that the copy prints, in the order in which they first appear.
pub(super) struct Codes<'a>(Vec<(CodeKind, Vec<&'a str>)>);

impl<'a> Codes<'a> {
    /// No code yet.
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    /// With these.
    pub(super) fn with(mut self, kind: CodeKind, codes: impl IntoIterator<Item = &'a String>) -> Self {
        self.0
            .push((kind, codes.into_iter().map(String::as_str).collect()));
        self
    }

    /// The key: kinds without a code that has letters are left out.
    pub(super) fn key(self) -> Vec<CodeKey> {
        let mut key: Vec<CodeKey> = Vec::new();
        for (kind, codes) in self.0 {
            // The letters of a question are its area's: one of them shows how it is written.
            let found = match kind {
                CodeKind::Question => codes.first().map(|code| (*code).to_owned()),
                _ => letters(&codes),
            };
            let Some(found) = found else { continue };
            match key.iter_mut().find(|line| line.kind == kind) {
                Some(line) if line.letters == found => {}
                Some(line) => line.letters = format!("{}, {found}", line.letters),
                None => key.push(CodeKey { letters: found, kind }),
            }
        }
        key
    }
}

/// The letters that these codes begin with, each once.
fn letters(codes: &[&str]) -> Option<String> {
    let mut found: Vec<&str> = Vec::new();
    for code in codes {
        let end = code.find(|letter: char| letter.is_ascii_digit());
        let head = end.and_then(|end| code.get(..end)).unwrap_or_default();
        let head = head.trim_end_matches(['-', '_', ' ']);
        if !head.is_empty() && !found.contains(&head) {
            found.push(head);
        }
    }
    (!found.is_empty()).then(|| found.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(codes: &[&str]) -> Vec<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    #[test]
    fn the_key_names_what_the_copy_prints_and_nothing_else() {
        let (flows, costs, odd) = (
            owned(&["FL1", "FL2"]),
            owned(&["CL01", "RC1"]),
            owned(&["7", "north"]),
        );
        let questions = owned(&["ACC-01", "BIZ-02"]);
        let key = Codes::new()
            .with(CodeKind::Flow, &flows)
            .with(CodeKind::Cost, &costs)
            .with(CodeKind::Finding, &odd)
            .with(CodeKind::Milestone, &[])
            .with(CodeKind::Question, &questions)
            .key();
        let key: Vec<(CodeKind, &str)> = key
            .iter()
            .map(|line| (line.kind, line.letters.as_str()))
            .collect();
        assert_eq!(
            key,
            [
                (CodeKind::Flow, "FL"),
                (CodeKind::Cost, "CL, RC"),
                (CodeKind::Question, "ACC-01")
            ]
        );
    }
}
