//! How a vault is kept: what opens it, which copies there are, how a client is sealed, and how one ends.

mod backups;
mod destruction;
mod papers;
mod seal;
mod snapshots;
mod ways;

pub use backups::drill;
pub use destruction::PlannedDestruction;
