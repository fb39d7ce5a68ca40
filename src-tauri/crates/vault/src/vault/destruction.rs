//! What is said of a client that was destroyed.

use crate::CredentialError;
use crate::error::VaultError;
use crate::registry::Level;
use crate::registry::copies::{CopyKind, KnownCopy};
use serde::{Deserialize, Serialize};
use std::path::Path;
use uuid::Uuid;

/// What a certificate of destruction prints. It holds no key and no name of the client. What lies on
/// paper is out of its reach: the sheet of a Strict client opens an old backup until it is destroyed too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destruction {
    /// The client.
    pub client: Uuid,
    /// Its level: how far the destruction reaches.
    pub level: Level,
    /// The epoch of its last key: it was sealed anew one time less.
    pub epoch: u32,
    /// SHA-256 label of its data key, in hexadecimal; `None` where the key could not be had any more.
    pub key_fingerprint: Option<String>,
    /// SHA-256 label of its secret, in hexadecimal; `None` where the secret was not on this machine.
    pub secret_fingerprint: Option<String>,
    /// The journal's last number.
    pub seq: i64,
    /// The head of its chain, in hexadecimal.
    pub head: String,
    /// When it was made, ms UTC.
    pub created_ms: i64,
    /// When it was destroyed, ms UTC.
    pub destroyed_ms: i64,
    /// The files that were removed, snapshots included.
    pub removed: Vec<RemovedFile>,
    /// The copies of it that the vault knew of. What other programs copied is not known.
    pub copies: Vec<CopyOfClient>,
    /// When the last known backup that opens with the passphrase alone expires.
    pub last_expiry: Expiry,
    /// What became of its secret in the credential store.
    pub credential: CredentialOutcome,
    /// The header from before the destruction, with the right root key and with every secret that was
    /// left, was tried again and did not open.
    pub refused: bool,
    /// Nothing is left to remove. Otherwise the next unlock goes on.
    pub finished: bool,
}

/// A file that was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedFile {
    /// Its path in the client's folder.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
}

/// A known copy of a client that was destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyOfClient {
    /// The copy's id.
    pub id: Uuid,
    /// What it is.
    pub kind: CopyKind,
    /// Where it was put.
    pub place: String,
    /// When it was made, ms UTC.
    pub made_ms: i64,
    /// When it was last shown to restore, ms UTC.
    pub verified_ms: Option<i64>,
    /// Until when it is to be kept, ms UTC.
    pub keep_until_ms: Option<i64>,
    /// When somebody said that it is gone, ms UTC.
    pub forgotten_ms: Option<i64>,
    /// The journal's last number in it.
    pub seq: i64,
    /// Does it still give the client away? A backup does if the client was at the level Standard when it
    /// was made: it then holds the key and the secret. A hand-over opens for who received it.
    pub opens: bool,
}

/// When the last backup that opens a destroyed client is due to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expiry {
    /// No known backup opens it.
    None,
    /// On this date, ms UTC.
    On(i64),
    /// At least one such backup has no date.
    Undated,
}

/// What became of the secret in the credential store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialOutcome {
    /// The level did not use it.
    NotUsed,
    /// It is gone.
    Deleted,
    /// It could not be taken out; the next unlock tries again.
    Failed(CredentialError),
}

/// What removing a client left to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    /// Why a Strict client's secret could not be taken out of the credential store. Its key slots are
    /// gone from this vault all the same, and the next unlock tries again.
    pub credential: Option<CredentialError>,
}

pub(super) fn copies_of(id: Uuid, all: Vec<KnownCopy>) -> Vec<CopyOfClient> {
    all.into_iter()
        .filter_map(|copy| {
            let held = copy.holds.iter().find(|held| held.client == id)?;
            Some(CopyOfClient {
                id: copy.id,
                kind: copy.kind,
                seq: held.seq,
                opens: copy.forgotten_ms.is_none()
                    && (copy.kind == CopyKind::Handover || held.level == Level::Standard),
                place: copy.place,
                made_ms: copy.made_ms,
                verified_ms: copy.verified_ms,
                keep_until_ms: copy.keep_until_ms,
                forgotten_ms: copy.forgotten_ms,
            })
        })
        .collect()
}

pub(super) fn last_expiry(copies: &[CopyOfClient]) -> Expiry {
    let mut last = Expiry::None;
    for copy in copies
        .iter()
        .filter(|copy| copy.opens && copy.kind == CopyKind::Backup)
    {
        last = match (last, copy.keep_until_ms) {
            (Expiry::Undated, _) | (_, None) => Expiry::Undated,
            (Expiry::None, Some(date)) => Expiry::On(date),
            (Expiry::On(before), Some(date)) => Expiry::On(before.max(date)),
        };
    }
    last
}

/// Every file below the client's folder, by its path there.
pub(super) fn files_in(dir: &Path) -> Result<Vec<RemovedFile>, VaultError> {
    let mut found = Vec::new();
    let mut folders = vec![(dir.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error.into()),
        };
        for entry in entries {
            let entry = entry?;
            let metadata = entry.metadata()?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if metadata.is_dir() {
                folders.push((entry.path(), format!("{name}/")));
            } else {
                found.push(RemovedFile {
                    name,
                    bytes: metadata.len(),
                });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}
