//! From friction that was removed to money that was confirmed.

use super::{Amount, Month};
use serde::{Deserialize, Serialize};

/// What was removed, what of it was read, and what of it the ledger confirms. The first two are of a year, the last is
/// what came so far: none is taken from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bridge {
    /// Flows whose automation is done, the largest first.
    pub rows: Vec<BridgeRow>,
    /// Removed of them a year.
    pub removed: Amount,
    /// The part of it whose outcome was read, a year.
    pub read: Amount,
    /// What the ledger confirms of them, when this copy holds one.
    #[serde(default)]
    pub ledger: Option<BridgeLedger>,
}

/// The last step, of a copy that holds a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BridgeLedger {
    /// First month of the ledger.
    pub from: Month,
    /// The last one that is counted.
    pub until: Month,
    /// Confirmed of these flows, to date.
    pub confirmed: Amount,
    /// Confirmed of everything else, to date.
    pub other: Amount,
}

/// One flow on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BridgeRow {
    /// Display code.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Removed of it a year.
    pub removed: Amount,
    /// Its outcome was read.
    pub read: bool,
    /// What the ledger confirms of it to date; none without a ledger.
    #[serde(default)]
    pub confirmed: Option<Amount>,
}
