//! What suppliers promised against what was seen, counted.

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;

use crate::quarter::Quarter;
use crate::records::Promise;

/// How many promises were kept. Nothing is judged here: `kept` was entered by somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
pub struct PromiseCounts {
    /// Judged as kept.
    pub kept: u32,
    /// Judged as broken.
    pub broken: u32,
    /// Not judged yet.
    pub unknown: u32,
}

/// The counts of one quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct QuarterCounts {
    /// The quarter.
    pub quarter: Quarter,
    /// Its counts.
    pub counts: PromiseCounts,
}

impl PromiseCounts {
    fn add(&mut self, promise: &Promise) {
        match promise.kept {
            Some(true) => self.kept += 1,
            Some(false) => self.broken += 1,
            None => self.unknown += 1,
        }
    }
}

/// All counts of a supplier, and those of each quarter, earliest first.
pub(super) fn counts(promises: &[Promise]) -> (PromiseCounts, Vec<QuarterCounts>) {
    let mut all = PromiseCounts::default();
    let mut quarters: BTreeMap<Quarter, PromiseCounts> = BTreeMap::new();
    for promise in promises {
        all.add(promise);
        quarters.entry(promise.quarter).or_default().add(promise);
    }
    let quarters = quarters
        .into_iter()
        .map(|(quarter, counts)| QuarterCounts { quarter, counts });
    (all, quarters.collect())
}
