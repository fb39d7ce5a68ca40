//! The sealed databases: one way to open them, one way to bring them forward.

pub(crate) mod migrate;
pub(crate) mod open;
pub(crate) mod rekey;

#[cfg(test)]
mod migrate_tests;
