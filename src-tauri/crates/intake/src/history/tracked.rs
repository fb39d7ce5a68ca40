//! Which files of a working tree git keeps.

use std::collections::HashSet;
use std::sync::OnceLock;

use gix_actor::bstr::ByteSlice;
use gix_index::decode::Options;

use super::{HistoryError, Repository};

/// The list of tracked files. May be asked from several threads at once.
pub struct Tracked {
    index: Option<gix_index::File>,
    ignore_case: bool,
    /// All paths in small letters, made when the first question needs them.
    small: OnceLock<HashSet<Vec<u8>>>,
}

/// What reading the list may allocate at once: millions of files fit.
const ALLOCATION_LIMIT: usize = 1 << 30;

impl Repository {
    /// Reads the list of tracked files. A bare repository has none, and an empty list is the answer.
    ///
    /// # Errors
    ///
    /// [`HistoryError::IndexDamaged`].
    pub fn tracked(&self) -> Result<Tracked, HistoryError> {
        let path = self.place.git_dir.join("index");
        let index = if path.is_file() {
            let options = Options {
                thread_limit: Some(1),
                alloc_limit_bytes: Some(ALLOCATION_LIMIT),
                ..Options::default()
            };
            let hash = self.objects.hash;
            let read = std::panic::catch_unwind(|| {
                gix_index::File::at(path, hash, false, options).map_err(|_| HistoryError::IndexDamaged)
            });
            Some(read.unwrap_or(Err(HistoryError::IndexDamaged))?)
        } else {
            None
        };
        Ok(Tracked {
            index,
            ignore_case: self.settings.ignore_case,
            small: OnceLock::new(),
        })
    }
}

impl Tracked {
    /// Whether git keeps the file at this path: from the top of the working tree, slashes between.
    #[must_use]
    pub fn contains(&self, path: &[u8]) -> bool {
        let Some(index) = &self.index else {
            return false;
        };
        if index.entry_by_path(path.as_bstr()).is_some() {
            return true;
        }
        // Where the disk knows no difference between cases, neither does the question.
        self.ignore_case
            && self
                .small
                .get_or_init(|| self.paths().map(<[u8]>::to_ascii_lowercase).collect())
                .contains(&path.to_ascii_lowercase())
    }

    /// All tracked paths in git's order.
    pub fn paths(&self) -> impl Iterator<Item = &[u8]> {
        let state = self.index.as_deref();
        state
            .into_iter()
            .flat_map(|state| state.entries().iter().map(|entry| entry.path(state).as_bytes()))
    }
}
