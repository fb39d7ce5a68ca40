//! What a check of the vault found.

use super::KeyDerivation;
use serde::Serialize;
use specta::Type;

/// The whole vault.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VaultCheck {
    /// Nothing is wrong.
    pub sound: bool,
    /// Client by client.
    pub clients: Vec<ClientCheck>,
    /// What is wrong with the registry, as codes with places.
    pub faults: Vec<String>,
    /// What each guess of the passphrase costs.
    pub key_derivation: KeyDerivation,
}

/// One client.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClientCheck {
    /// Its codename.
    pub codename: String,
    /// Live rows.
    pub records: u32,
    /// Entries of the journal, whose chain was followed.
    pub entries: u32,
    /// Files whose bytes were read: evidence, and the kept data of exported reports.
    pub evidence: u32,
    /// Snapshots on this disk that were read; null where another program writes and nobody could look.
    pub snapshots: Option<u32>,
    /// Head of the journal's chain, hexadecimal: what a report prints of it is compared with this.
    pub chain_head: String,
    /// What is wrong, as codes with places. A file that was set back is a fault, so without one it is fresh.
    pub faults: Vec<String>,
}
