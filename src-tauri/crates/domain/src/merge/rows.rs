//! All records of two copies, one by one.

use super::{Field, Merge, Outcome, merge};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// One record of two copies.
#[derive(Debug, Clone, PartialEq)]
pub struct RowMerge<K> {
    /// The record's key.
    pub id: K,
    /// Its fields.
    pub merge: Merge,
}

impl<K> RowMerge<K> {
    /// The record as a whole, where a side lacks it or has it alone: added, removed, or removed by one and
    /// changed by the other (a conflict). `None` where both sides have it.
    pub fn whole(&self) -> Option<&Field> {
        let first = self.merge.fields().next()?;
        (first.path.0.is_empty() && (first.mine.is_none() || first.theirs.is_none())).then_some(first)
    }

    /// Whether nothing at all differs between the three.
    pub fn is_unchanged(&self) -> bool {
        self.merge
            .fields()
            .all(|field| field.outcome == Outcome::Unchanged)
    }
}

/// Compares every record that any of the three versions has, in the order of their keys. Pass only records
/// of sections that both copies were meant to hold: what a hand-over left out was not removed.
pub fn merge_rows<K: Ord + Clone>(
    base: &BTreeMap<K, Value>,
    mine: &BTreeMap<K, Value>,
    theirs: &BTreeMap<K, Value>,
) -> Vec<RowMerge<K>> {
    let keys: BTreeSet<&K> = base.keys().chain(mine.keys()).chain(theirs.keys()).collect();
    keys.into_iter()
        .map(|key| RowMerge {
            id: key.clone(),
            merge: merge(base.get(key), mine.get(key), theirs.get(key)),
        })
        .collect()
}
