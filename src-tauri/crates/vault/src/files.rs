//! Folders and small files: modes 0700 and 0600, whole or not at all, on disk before the next step.

use crate::error::VaultError;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

/// Makes the folder, and its parents, for its owner only. The name of each new one is on disk before this returns:
/// a folder whose name is not takes all that lies in it along, however well that was synced.
pub(crate) fn make_folder(dir: &Path) -> Result<(), VaultError> {
    let missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let new = dir.ancestors().take_while(missing).count().max(1);
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)?;
    only_owner(dir, 0o700)?;
    for parent in dir.ancestors().skip(1).take(new) {
        sync_folder(parent)?;
    }
    Ok(())
}

/// Takes the file or folder away from group and others.
#[cfg_attr(not(unix), allow(unused_variables, clippy::unnecessary_wraps))]
pub(crate) fn only_owner(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
    }
    Ok(())
}

/// A file for its owner only, made if it is not there.
pub(crate) fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes beside, syncs, renames over, syncs the folder: at every moment the old or the new is whole.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = Path::new(&beside);
    let mut file = open_private(beside)?;
    file.set_len(0)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(beside, path)?;
    match path.parent() {
        Some(parent) => sync_folder(parent),
        None => Ok(()),
    }
}

/// Overwrites a small file with zeros, syncs, removes. On flash the old blocks may outlive this:
/// that is why a client's key also needs a secret kept elsewhere.
pub(crate) fn overwrite_and_remove(path: &Path) -> Result<(), VaultError> {
    let mut file = match OpenOptions::new().write(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let length = usize::try_from(file.metadata()?.len())
        .unwrap_or(0)
        .min(64 * 1024);
    file.rewind()?;
    file.write_all(&vec![0; length])?;
    file.sync_all()?;
    std::fs::remove_file(path)?;
    Ok(())
}

/// Removes a file; nothing to remove is no error.
pub(crate) fn remove(path: &Path) -> Result<(), VaultError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Removes a folder with all that is in it; nothing to remove is no error.
pub(crate) fn remove_folder(dir: &Path) -> Result<(), VaultError> {
    match std::fs::remove_dir_all(dir) {
        Ok(()) => dir.parent().map_or(Ok(()), sync_folder),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The name of a file with something appended.
pub(crate) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Removes the log, its index and the rollback journal of a database that is not open.
pub(crate) fn remove_sides(path: &Path) -> Result<(), VaultError> {
    for end in ["-wal", "-shm", "-journal"] {
        remove(&beside(path, end))?;
    }
    Ok(())
}

/// Removes a database that is not open.
pub(crate) fn remove_database(path: &Path) -> Result<(), VaultError> {
    remove(path)?;
    remove_sides(path)
}

/// What an `io::Error` of a copy means: a full disk has its own name.
pub(crate) fn named(error: io::Error) -> VaultError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => VaultError::DiskFull,
        _ => VaultError::Io(error),
    }
}

/// Makes renames and removals in the folder last.
pub(crate) fn sync_folder(dir: &Path) -> Result<(), VaultError> {
    #[cfg(unix)]
    File::open(if dir.as_os_str().is_empty() {
        Path::new(".")
    } else {
        dir
    })?
    .sync_all()?;
    #[cfg(not(unix))]
    let _ = dir;
    Ok(())
}
