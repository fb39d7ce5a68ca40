//! Display codes: given once, kept for life.

use super::Client;
use crate::Result;
use valise_domain::Kept;

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
        Ok(next_code(
            prefix,
            live.iter().map(|(code, _)| *code).chain(buried),
        ))
    }
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
