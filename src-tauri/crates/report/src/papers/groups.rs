//! A key as a person types it.

use crate::ReportError;
use std::fmt;
use std::ops::RangeInclusive;
use zeroize::Zeroizing;

/// Letters of a group.
const LETTERS: usize = 4;

/// A key in groups of four letters or digits, in order. Wiped when dropped;
/// shown by no `Debug` and written by no serialiser.
#[derive(Clone, Default)]
pub struct Groups(Vec<Zeroizing<String>>);

impl Groups {
    /// The groups as they are handed over.
    #[must_use]
    pub fn of(groups: impl IntoIterator<Item = Zeroizing<String>>) -> Self {
        Self(groups.into_iter().collect())
    }

    /// Reads a key written with spaces or dashes between its groups.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self::of(
            text.split(|letter: char| letter == '-' || letter.is_whitespace())
                .filter(|group| !group.is_empty())
                .map(|group| Zeroizing::new(group.to_owned())),
        )
    }

    /// How many groups there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// There is no group.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|group| group.as_str())
    }

    /// Refuses a key with more or fewer groups, or with a group of another form.
    pub(crate) fn check(&self, wanted: RangeInclusive<usize>) -> Result<(), ReportError> {
        let whole =
            |group: &str| group.len() == LETTERS && group.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if wanted.contains(&self.len()) && self.iter().all(whole) {
            Ok(())
        } else {
            Err(ReportError::KeyGroups { found: self.len() })
        }
    }
}

impl fmt::Debug for Groups {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Groups({})", self.len())
    }
}
