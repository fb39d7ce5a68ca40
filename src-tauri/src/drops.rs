//! How much one drop may hold. What lies beyond is refused whole: half of a folder is not what anybody meant.

use crate::problem::{Problem, ProblemCode, Reply};
use std::path::PathBuf;

/// More files than this in one drop are a slip of the hand.
pub const MOST_FILES: usize = 200;
/// All files of one drop together, in bytes; a single one has its own limit where it is read.
const LARGEST: u64 = 2 << 30;

/// Refuses a drop that is too large, before any of its files is opened.
pub fn check(files: &[PathBuf]) -> Reply<()> {
    let sizes = files
        .iter()
        .map(|file| file.metadata().map_or(0, |facts| facts.len()));
    within(files.len(), sizes)
}

fn within(count: usize, sizes: impl Iterator<Item = u64>) -> Reply<()> {
    if count > MOST_FILES {
        return Err(Problem::refused("tooManyFiles").with("limit", MOST_FILES));
    }
    let total = sizes.fold(0_u64, u64::saturating_add);
    if total > LARGEST {
        return Err(
            Problem::new(ProblemCode::TooLarge).with("limit", format!("{} GiB in one drop", LARGEST >> 30))
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drop_is_taken_up_to_its_limits() {
        assert_eq!(within(MOST_FILES, std::iter::repeat_n(1, MOST_FILES)), Ok(()));
        assert_eq!(within(2, [LARGEST - 1, 1].into_iter()), Ok(()));
    }

    #[test]
    fn too_many_files_and_too_many_bytes_are_refused() {
        let many = within(MOST_FILES + 1, std::iter::empty()).expect_err("one too many");
        assert_eq!(many.params.get("rule").map(String::as_str), Some("tooManyFiles"));
        let large = within(2, [LARGEST, 1].into_iter()).expect_err("a byte too much");
        assert_eq!(large.code, ProblemCode::TooLarge);
        assert!(
            within(2, [u64::MAX, u64::MAX].into_iter()).is_err(),
            "no overflow lets it through"
        );
    }
}
