//! Erasure reaches snapshots too, also when the program ends in the middle of it.
//!
//! Before an erasure commits, the folder of snapshots takes a name that says which entry of the journal
//! will be the erasure. Once that entry is there the folder goes; where it never came, the folder gets
//! its name back.

use super::FOLDER;
use crate::client::journal::{self, EntryKind};
use crate::error::VaultError;
use crate::files;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

const ASIDE: &str = "snap.erasing-";

/// Sets the snapshots aside for the erasure that will be the entry `seq`.
pub(crate) fn set(dir: &Path, seq: i64) -> Result<(), VaultError> {
    let from = dir.join(FOLDER);
    if !from.exists() {
        return Ok(());
    }
    std::fs::rename(from, dir.join(format!("{ASIDE}{seq}")))?;
    files::sync_folder(dir)
}

/// Removes what was set aside.
pub(crate) fn forget(dir: &Path) -> Result<(), VaultError> {
    for (path, _) in found(dir)? {
        files::remove_folder(&path)?;
    }
    Ok(())
}

/// Decides, by the journal, about what was set aside: after a failed commit and after a crash.
pub(crate) fn settle(dir: &Path, db: &Connection) -> Result<(), VaultError> {
    for (path, seq) in found(dir)? {
        if journal::kind_at(db, seq)? == Some(EntryKind::Erase.number()) {
            files::remove_folder(&path)?;
        } else if !dir.join(FOLDER).exists() {
            std::fs::rename(path, dir.join(FOLDER))?;
            files::sync_folder(dir)?;
        }
    }
    Ok(())
}

fn found(dir: &Path) -> Result<Vec<(PathBuf, i64)>, VaultError> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name();
        let seq = name
            .to_str()
            .and_then(|name| name.strip_prefix(ASIDE))
            .and_then(|seq| seq.parse().ok());
        found.extend(seq.map(|seq| (entry.path(), seq)));
    }
    Ok(found)
}
