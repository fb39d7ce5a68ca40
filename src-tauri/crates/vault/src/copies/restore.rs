//! A backup becomes a vault again, whole or not at all.

use super::manifest::BackupManifest;
use super::stream::{self, Course};
use super::{space, verify};
use crate::environment::{Cancel, Progress};
use crate::error::{VaultError, VaultFile};
use crate::files;
use std::path::Path;

const UNFINISHED: &str = ".valise-restoring";

/// Restores a backup into a folder that is absent or empty. Every file is hashed on the way; where one
/// is not what the manifest says, nothing is restored. What opened the vault when the backup was made
/// opens it again; a Strict client also needs its sheet, or the credential store of its machine.
pub fn restore_backup(
    path: &Path,
    to: &Path,
    progress: &mut dyn Progress,
    cancel: &Cancel,
) -> Result<BackupManifest, VaultError> {
    let check = verify::inventory(path)?;
    let faulty = check
        .faults
        .iter()
        .any(|fault| !matches!(fault, verify::BackupFault::Extra(_)));
    if faulty {
        return Err(VaultError::Damaged(VaultFile::Backup));
    }
    if to.exists() && (!to.is_dir() || std::fs::read_dir(to)?.next().is_some()) {
        return Err(VaultError::FolderNotEmpty);
    }
    // `dir/` and `dir` are the same place.
    let name = to.file_name().ok_or(VaultError::PlaceUnfit)?;
    let to = to.with_file_name(name);
    let parent = match to.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(parent)?;
    let manifest = check.manifest;
    space::demand(parent, manifest.bytes())?;
    let part = files::beside(&to, UNFINISHED);
    // What a crash left of an earlier one.
    files::remove_folder(&part)?;
    let restored = copy_all(path, &part, &manifest, progress, cancel).and_then(|()| {
        if to.exists() {
            std::fs::remove_dir(&to)?;
        }
        std::fs::rename(&part, &to)?;
        files::sync_folder(parent)
    });
    if let Err(error) = restored {
        files::remove_folder(&part).ok();
        return Err(error);
    }
    Ok(manifest)
}

fn copy_all(
    from: &Path,
    part: &Path,
    manifest: &BackupManifest,
    progress: &mut dyn Progress,
    cancel: &Cancel,
) -> Result<(), VaultError> {
    let mut course = Course {
        done: 0,
        total: manifest.bytes(),
        progress,
        cancel,
    };
    let clients = part.join("clients");
    files::make_folder(&clients)?;
    files::only_owner(part, 0o700)?;
    for file in &manifest.files {
        let target = part.join(&file.path);
        let folder = target.parent().ok_or(VaultError::PlaceUnfit)?;
        if !folder.exists() {
            files::make_folder(folder)?;
        }
        let (length, sha256) = stream::copy(&from.join(&file.path), &target, &mut course)?;
        if length != file.length || sha256 != file.sha256 {
            return Err(VaultError::Damaged(VaultFile::Backup));
        }
        files::only_owner(&target, 0o600)?;
    }
    for client in &manifest.clients {
        let folder = clients.join(client.id.hyphenated().to_string());
        if folder.exists() {
            files::sync_folder(&folder)?;
        }
    }
    files::sync_folder(&clients)?;
    files::sync_folder(part)?;
    cancel.check()
}
