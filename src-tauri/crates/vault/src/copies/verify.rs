//! Is a backup whole? Asked without a key.

use super::manifest::{BackupManifest, ManifestFile, NAME};
use super::stream::{self, Course};
use crate::environment::{Cancel, Progress};
use crate::error::{VaultError, VaultFile};
use std::collections::BTreeSet;
use std::path::Path;

/// What a backup turned out to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupCheck {
    /// What it says of itself.
    pub manifest: BackupManifest,
    /// What is not as it says; empty when all is well.
    pub faults: Vec<BackupFault>,
}

impl BackupCheck {
    /// Is everything as the manifest says?
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

/// A file that is not as the manifest says, by its path in the backup.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum BackupFault {
    /// It is not there, or is no plain file.
    Missing(String),
    /// It has another length or another hash.
    Changed(String),
    /// The manifest does not know it.
    Extra(String),
}

/// Checks a backup without any key: every file by length and hash, none missing, none more. Read what
/// it says with care: it shows that the backup is as it was written, not who wrote it.
pub fn verify_backup(
    path: &Path,
    progress: &mut dyn Progress,
    cancel: &Cancel,
) -> Result<BackupCheck, VaultError> {
    let mut check = inventory(path)?;
    let mut course = Course {
        done: 0,
        total: check.manifest.bytes(),
        progress,
        cancel,
    };
    let mut changed = Vec::new();
    for file in &check.manifest.files {
        let told = |fault: &BackupFault| match fault {
            BackupFault::Missing(path) | BackupFault::Changed(path) => *path == file.path,
            BackupFault::Extra(_) => false,
        };
        if !check.faults.iter().any(told) && !is_as_said(file, path, &mut course)? {
            changed.push(BackupFault::Changed(file.path.clone()));
        }
    }
    check.faults.extend(changed);
    check.faults.sort();
    Ok(check)
}

fn is_as_said(file: &ManifestFile, backup: &Path, course: &mut Course<'_>) -> Result<bool, VaultError> {
    match stream::measure(&backup.join(&file.path), course) {
        Ok((length, sha256)) => Ok(length == file.length && sha256 == file.sha256),
        // What the disk does not give back is damage, and the other files are still looked at.
        Err(VaultError::Io(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Names and lengths only.
pub(super) fn inventory(path: &Path) -> Result<BackupCheck, VaultError> {
    if !path.is_dir() {
        return Err(VaultError::Damaged(VaultFile::Backup));
    }
    let manifest = BackupManifest::read(path)?;
    let mut faults = Vec::new();
    for file in &manifest.files {
        match std::fs::symlink_metadata(path.join(&file.path)) {
            Ok(metadata) if !metadata.is_file() => faults.push(BackupFault::Missing(file.path.clone())),
            Ok(metadata) if metadata.len() != file.length => {
                faults.push(BackupFault::Changed(file.path.clone()));
            }
            Ok(_) => {}
            Err(_) => faults.push(BackupFault::Missing(file.path.clone())),
        }
    }
    let known: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
    let mut found = Vec::new();
    walk(path, "", 0, &mut found)?;
    for name in found {
        if name != NAME && !known.contains(name.as_str()) {
            faults.push(BackupFault::Extra(name));
        }
    }
    faults.sort();
    Ok(BackupCheck { manifest, faults })
}

/// What systems leave in every folder that somebody looks into.
fn is_litter(name: &str) -> bool {
    name.starts_with("._") || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&name)
}

/// All that is not a folder, and folders deeper than a backup's; links are not followed.
fn walk(dir: &Path, prefix: &str, depth: usize, found: &mut Vec<String>) -> Result<(), VaultError> {
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() && depth < 2 {
            walk(&entry.path(), &format!("{path}/"), depth + 1, found)?;
        } else if !is_litter(&name) {
            found.push(path);
        }
    }
    Ok(())
}
