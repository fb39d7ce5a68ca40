//! What a check of the vault found.

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
    /// What is wrong, as codes with places.
    pub faults: Vec<String>,
}
