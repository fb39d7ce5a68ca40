//! The records of one section, in order and by code.

use std::collections::HashMap;

use crate::records::Coded;

use super::kept::Kept;

/// Records of one section in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Section<T> {
    items: Vec<Kept<T>>,
    by_code: HashMap<String, usize>,
}

impl<T> Default for Section<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            by_code: HashMap::new(),
        }
    }
}

impl<T: Coded> Section<T> {
    /// Every record, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Kept<T>> {
        self.items.iter()
    }

    /// The record with this code.
    pub fn get(&self, code: &str) -> Option<&Kept<T>> {
        self.by_code.get(code).map(|at| &self.items[*at])
    }

    /// Whether a record has this code.
    pub fn contains(&self, code: &str) -> bool {
        self.by_code.contains_key(code)
    }

    /// Place of the record with this code.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Adds a record by its position, among those of the same position by its key, as the store orders
    /// them; gives it back if its code is taken.
    pub(super) fn insert(&mut self, kept: Kept<T>) -> Result<(), Kept<T>> {
        if self.by_code.contains_key(kept.code()) {
            return Err(kept);
        }
        let at = self
            .items
            .partition_point(|item| (item.position(), item.id()) <= (kept.position(), kept.id()));
        self.items.insert(at, kept);
        self.index(at);
        Ok(())
    }

    /// Puts a record in the place of the one with `code`, moved if its position is another; gives it
    /// back if there is none, or if its own new code is taken.
    pub(super) fn replace(&mut self, code: &str, kept: Kept<T>) -> Result<(), Kept<T>> {
        let Some(at) = self.by_code.get(code).copied() else {
            return Err(kept);
        };
        if kept.code() == code && self.items[at].position() == kept.position() {
            self.items[at] = kept;
            return Ok(());
        }
        if kept.code() != code && self.by_code.contains_key(kept.code()) {
            return Err(kept);
        }
        self.remove(code);
        self.insert(kept)
    }

    /// Takes a record out.
    pub(super) fn remove(&mut self, code: &str) -> Option<Kept<T>> {
        let at = self.by_code.remove(code)?;
        let kept = self.items.remove(at);
        self.index(at);
        Some(kept)
    }

    fn index(&mut self, from: usize) {
        for (at, kept) in self.items.iter().enumerate().skip(from) {
            self.by_code.insert(kept.code().to_owned(), at);
        }
    }
}

impl<'a, T> IntoIterator for &'a Section<T> {
    type Item = &'a Kept<T>;
    type IntoIter = std::slice::Iter<'a, Kept<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}
