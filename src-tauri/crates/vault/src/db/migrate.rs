//! Numbered steps from one schema to the next. See `NOTES.md` beside this file.

use crate::db::open;
use crate::error::{VaultError, VaultFile};
use crate::files;
use crate::secret::Secret32;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// The steps of one kind of file: step `n` leads from version `n - 1` to `n`.
pub(crate) struct Steps {
    pub file: VaultFile,
    pub sql: &'static [&'static str],
}

pub(crate) const REGISTRY: Steps = Steps {
    file: VaultFile::Registry,
    sql: &[
        include_str!("registry/0001_registry.sql"),
        include_str!("registry/0002_copies.sql"),
        include_str!("registry/0003_evidence_anchor.sql"),
    ],
};
pub(crate) const DATA: Steps = Steps {
    file: VaultFile::Data,
    sql: &[include_str!("data/0001_records.sql")],
};
pub(crate) const EVIDENCE: Steps = Steps {
    file: VaultFile::Evidence,
    sql: &[include_str!("evidence/0001_blobs.sql")],
};

impl Steps {
    /// The newest version known here.
    pub fn newest(&self) -> u32 {
        u32::try_from(self.sql.len()).expect("steps are counted by hand")
    }

    /// Opens a file at its newest version: refuses a newer one untouched, keeps a copy of an older
    /// one before it changes, and a reader is refused rather than migrated.
    pub fn open(&self, path: &Path, key: &Secret32, access: open::Access) -> Result<Connection, VaultError> {
        if access != open::Access::Create && !path.exists() {
            return Err(VaultError::Damaged(self.file));
        }
        let mut connection = open::open(path, key, access, self.file)?;
        let found = version(&connection)?;
        if found > self.newest() {
            return Err(VaultError::Newer {
                file: self.file,
                found,
                known: self.newest(),
            });
        }
        if access == open::Access::Read {
            if found < self.newest() {
                return Err(VaultError::ReadOnly);
            }
            open::read_only(&connection)?;
            return Ok(connection);
        }
        open::settle(&connection)?;
        if found > 0 && found < self.newest() {
            open::checkpoint(&connection)?;
            keep_copy(path, found)?;
        }
        self.run(&mut connection)?;
        Ok(connection)
    }

    /// Runs the missing steps, each in its own transaction: a failure at step `n` leaves `n - 1`.
    pub fn run(&self, connection: &mut Connection) -> Result<(), VaultError> {
        let found = version(connection)?;
        for (number, sql) in (1_u32..)
            .zip(self.sql)
            .skip(usize::try_from(found).unwrap_or(usize::MAX))
        {
            let step = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            step.execute_batch(sql)?;
            step.pragma_update(None, "user_version", number)?;
            step.commit()?;
        }
        Ok(())
    }
}

pub(crate) fn version(connection: &Connection) -> Result<u32, VaultError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Where the copy from before a migration stands.
pub(crate) fn copy_path(path: &Path, version: u32) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".v{version}"));
    PathBuf::from(name)
}

/// Removes the copies from before earlier migrations: they hold what an erasure must reach, under a
/// key that a change of level gives up.
pub(crate) fn forget_copies(path: &Path, steps: &Steps) -> Result<(), VaultError> {
    let mut removed = false;
    for version in 1..=steps.newest() {
        match std::fs::remove_file(copy_path(path, version)) {
            Ok(()) => removed = true,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    match path.parent() {
        Some(dir) if removed => files::sync_folder(dir),
        _ => Ok(()),
    }
}

fn keep_copy(path: &Path, version: u32) -> Result<(), VaultError> {
    let copy = copy_path(path, version);
    if copy.exists() {
        return Ok(());
    }
    let mut beside = copy.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    std::fs::copy(path, &beside)?;
    files::only_owner(&beside, 0o600)?;
    std::fs::File::open(&beside)?.sync_all()?;
    std::fs::rename(&beside, &copy)?;
    match copy.parent() {
        Some(dir) => files::sync_folder(dir),
        None => Ok(()),
    }
}
