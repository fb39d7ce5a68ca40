//! Display codes for new records.

/// The next free code after those that are or were in use: the highest number behind `prefix` plus
/// one, at least `width` digits wide. Codes of deleted records belong among `used`, as a code is kept
/// for life.
pub fn next_code<'a>(used: impl IntoIterator<Item = &'a str>, prefix: &str, width: usize) -> String {
    let number = |code: &'a str| code.strip_prefix(prefix)?.parse::<u64>().ok();
    let highest = used.into_iter().filter_map(number).max().unwrap_or(0);
    format!("{prefix}{:0width$}", highest.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_go_on_after_the_highest() {
        assert_eq!(next_code(["F01", "F07", "FX", "R99"], "F", 2), "F08");
        assert_eq!(next_code([], "E-", 2), "E-01");
        assert_eq!(next_code(["A999"], "A", 3), "A1000");
    }
}
