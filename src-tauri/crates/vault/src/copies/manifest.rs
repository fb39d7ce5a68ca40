//! `backup.json`: what a backup holds, without a name of anybody.

use crate::error::{VaultError, VaultFile};
use crate::secret::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use uuid::Uuid;

/// The manifest's name in the folder of a backup.
pub(crate) const NAME: &str = "backup.json";
const FORMAT: &str = "valise-backup";
const VERSION: u32 = 1;
const LONGEST: u64 = 16 * 1024 * 1024;

/// What a backup says of itself. Anybody can read it, and anybody could write it: what is believed is
/// what the sealed files confirm in a [drill](super::drill).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupManifest {
    format: String,
    version: u32,
    /// The backup's id.
    pub id: Uuid,
    /// The vault's id.
    pub vault: Uuid,
    /// When it was made, ms UTC.
    pub made_ms: i64,
    /// Until when it is to be kept, ms UTC; `None` where nobody said.
    pub keep_until_ms: Option<i64>,
    /// Every file but this one, by path.
    pub files: Vec<ManifestFile>,
    /// How far each client was, by id.
    pub clients: Vec<ManifestClient>,
    // SHA-256 over all before it: tells a manifest that was damaged from a file that was.
    sha256: String,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestFile {
    /// Its path in the backup, with `/`.
    pub path: String,
    /// Its length in bytes.
    pub length: u64,
    /// Its SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// A client in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestClient {
    /// Its id.
    pub id: Uuid,
    /// Its commit counter.
    pub seq: i64,
    /// The head of its journal in lower-case hexadecimal.
    pub head: String,
}

#[derive(Deserialize)]
struct Versioned {
    format: String,
    version: u32,
}

impl BackupManifest {
    /// Name of the file that makes a folder a backup.
    pub const FILE: &str = NAME;

    pub(crate) fn new(id: Uuid, vault: Uuid, made_ms: i64, keep_until_ms: Option<i64>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            id,
            vault,
            made_ms,
            keep_until_ms,
            files: Vec::new(),
            clients: Vec::new(),
            sha256: String::new(),
        }
    }

    /// All bytes of the files.
    pub fn bytes(&self) -> u64 {
        // Anybody can write lengths that no disk has.
        self.files
            .iter()
            .fold(0, |sum, file| sum.saturating_add(file.length))
    }

    /// The manifest's text, closed by its own hash.
    pub(crate) fn seal(&mut self) -> Result<Vec<u8>, VaultError> {
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        self.sha256 = self.own_hash()?;
        serde_json::to_vec_pretty(self).map_err(|_| damaged())
    }

    fn own_hash(&self) -> Result<String, VaultError> {
        let open = Self {
            sha256: String::new(),
            ..self.clone()
        };
        let text = serde_json::to_vec(&open).map_err(|_| damaged())?;
        Ok(hex(&Sha256::digest(text)).to_string())
    }

    /// Reads the manifest of a backup. One that is absent, damaged or of a form that no version wrote
    /// is [`VaultError::Damaged`]; a later version is told.
    pub fn read(backup: &Path) -> Result<Self, VaultError> {
        let file = match std::fs::File::open(backup.join(NAME)) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(damaged()),
            Err(error) => return Err(error.into()),
        };
        let mut text = Vec::new();
        file.take(LONGEST + 1).read_to_end(&mut text)?;
        Self::parse(&text)
    }

    /// Reads a manifest's text.
    pub(crate) fn parse(text: &[u8]) -> Result<Self, VaultError> {
        if text.len() as u64 > LONGEST {
            return Err(damaged());
        }
        let versioned: Versioned = serde_json::from_slice(text).map_err(|_| damaged())?;
        if versioned.format != FORMAT {
            return Err(damaged());
        }
        if versioned.version > VERSION {
            return Err(VaultError::Newer {
                file: VaultFile::Backup,
                found: versioned.version,
                known: VERSION,
            });
        }
        let manifest: Self = serde_json::from_slice(text).map_err(|_| damaged())?;
        let sound = manifest.version == VERSION
            && manifest.sha256 == manifest.own_hash()?
            && manifest.files.iter().all(|file| is_ours(&file.path))
            && all_differ(manifest.files.iter().map(|file| file.path.as_str()))
            && all_differ(manifest.clients.iter().map(|client| client.id));
        if sound { Ok(manifest) } else { Err(damaged()) }
    }
}

fn all_differ<T: Ord>(values: impl Iterator<Item = T>) -> bool {
    let mut seen = BTreeSet::new();
    values.into_iter().all(|value| seen.insert(value))
}

fn damaged() -> VaultError {
    VaultError::Damaged(VaultFile::Backup)
}

/// The files of the vault itself that a backup may hold.
pub(crate) const OF_VAULT: [&str; 4] = ["keyslots.a", "keyslots.b", "registry.db", "registry.db-wal"];
/// The files of a client that a backup may hold.
pub(crate) const OF_CLIENT: [&str; 6] = [
    "keyslots.a",
    "keyslots.b",
    "data.db",
    "data.db-wal",
    "evidence.db",
    "evidence.db-wal",
];

/// A path that a backup may name. Everything else is refused, so that no manifest leads out of its
/// folder.
fn is_ours(path: &str) -> bool {
    match path.split('/').collect::<Vec<_>>()[..] {
        [name] => OF_VAULT.contains(&name),
        ["clients", id, name] => {
            OF_CLIENT.contains(&name)
                && Uuid::try_parse(id).is_ok_and(|uuid| uuid.hyphenated().to_string() == id)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_vaults_own_files_are_named() {
        let id = "01a1f7d6-6d16-7670-87f4-e3b9c6288fa0";
        for ours in ["registry.db", "keyslots.a", &format!("clients/{id}/data.db")] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in [
            "",
            "/registry.db",
            "../registry.db",
            "clients/../registry.db",
            &format!("clients/{id}/../data.db"),
            &format!("clients/{}/data.db", id.to_uppercase()),
            &format!("clients/{id}/snap/data.db"),
            &format!("clients\\{id}\\data.db"),
            "lock",
            "backup.json",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }

    #[test]
    fn what_was_written_reads_back_and_every_changed_digit_is_told() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut manifest = BackupManifest::new(Uuid::nil(), Uuid::max(), 1_795_000_000_000, Some(7));
        manifest.files.push(ManifestFile {
            path: "registry.db".to_owned(),
            length: 4096,
            sha256: "ab".repeat(32),
        });
        let text = manifest.seal().expect("writes");
        let write = |bytes: &[u8]| std::fs::write(dir.path().join(NAME), bytes).expect("writes");
        write(&text);
        assert_eq!(BackupManifest::read(dir.path()).expect("reads"), manifest);
        let mut told = 0;
        for at in 0..text.len() {
            let mut bad = text.clone();
            if !bad[at].is_ascii_alphanumeric() {
                continue;
            }
            bad[at] ^= 1;
            write(&bad);
            assert!(BackupManifest::read(dir.path()).is_err(), "byte {at}");
            told += 1;
        }
        assert!(told > 150);
        let later = String::from_utf8(text)
            .expect("text")
            .replace("\"version\": 1", "\"version\": 2");
        write(later.as_bytes());
        assert!(matches!(
            BackupManifest::read(dir.path()),
            Err(VaultError::Newer {
                file: VaultFile::Backup,
                found: 2,
                known: 1
            })
        ));
    }
}
