//! Snapshots: whole, verified copies of a client's `data.db` in its folder `snap`, under the same key.
//! The evidence is not copied: each snapshot lists it by hash and length.

pub(crate) mod aside;
pub(crate) mod restore;
mod take;
mod thin;

#[cfg(test)]
mod restore_tests;

use crate::client::check::Fault;
use crate::client::{ClientStore, check, journal};
use crate::db::open::{self, Access};
use crate::environment::{Cancel, Progress};
use crate::error::{VaultError, VaultFile};
use crate::files;
use crate::secret::{Secret32, hex};
use crate::vault::OpenVault;
use journal::Head;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use uuid::Uuid;

pub use restore::RestoredSnapshot;

/// The folder of a client's snapshots.
pub(crate) const FOLDER: &str = "snap";
const END: &str = ".db";

/// One kept state of a client's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its name: when it was made (ms UTC), how far the journal was, and how its head begins.
    pub name: String,
    /// When it was made, ms UTC.
    pub at_ms: i64,
    /// The journal's number of the last commit in it.
    pub seq: i64,
    /// Its length in bytes.
    pub bytes: u64,
    head: String,
}

impl Snapshot {
    fn of(at_ms: i64, head: &Head, bytes: u64) -> Self {
        let begins = hex(&head.hash[..8]).to_string();
        Self {
            name: format!("{at_ms}-{}-{begins}", head.seq),
            at_ms,
            seq: head.seq,
            bytes,
            head: begins,
        }
    }

    fn parse(file: &str, bytes: u64) -> Option<Self> {
        let name = file.strip_suffix(END)?;
        let mut parts = name.split('-');
        let (at_ms, seq, head) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = head.len() == 16 && head.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        (digits && parts.next().is_none()).then_some(())?;
        let (at_ms, seq) = (at_ms.parse().ok()?, seq.parse().ok()?);
        Some(Self {
            name: name.to_owned(),
            at_ms,
            seq,
            bytes,
            head: head.to_owned(),
        })
    }

    fn path(&self, dir: &Path) -> PathBuf {
        dir.join(FOLDER).join(format!("{}{END}", self.name))
    }

    /// Is this the state with that head?
    fn is_at(&self, head: &Head) -> bool {
        self.seq == head.seq && self.head == *hex(&head.hash[..8])
    }
}

/// The snapshots in a client's folder, newest first. Their names say it all: no key is needed.
pub(crate) fn list(dir: &Path) -> Result<Vec<Snapshot>, VaultError> {
    let entries = match std::fs::read_dir(dir.join(FOLDER)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let metadata = entry.metadata()?;
        if metadata.is_file() {
            found.extend(Snapshot::parse(
                &entry.file_name().to_string_lossy(),
                metadata.len(),
            ));
        }
    }
    found.sort_by(|a, b| (b.at_ms, b.seq, &b.name).cmp(&(a.at_ms, a.seq, &a.name)));
    Ok(found)
}

/// Removes all snapshots of a client: a rotation of its key leaves none that it opens.
pub(crate) fn forget_all(dir: &Path) -> Result<(), VaultError> {
    aside::forget(dir)?;
    files::remove_folder(&dir.join(FOLDER))
}

/// Removes the snapshots that no rule keeps.
fn thin(dir: &Path) -> Result<(), VaultError> {
    let all = list(dir)?;
    let times: Vec<i64> = all.iter().map(|snapshot| snapshot.at_ms).collect();
    let kept = thin::kept(&times);
    let mut removed = false;
    for (at, snapshot) in all.iter().enumerate() {
        if !kept.contains(&at) {
            files::remove_database(&snapshot.path(dir))?;
            removed = true;
        }
    }
    if removed {
        files::sync_folder(&dir.join(FOLDER))?;
    }
    Ok(())
}

/// Opens a snapshot's file, which has no log of its own: one that lies there is not ours.
fn open_file(path: &Path, key: &Secret32) -> Result<Connection, VaultError> {
    if !path.exists() {
        return Err(VaultError::NoSuchSnapshot);
    }
    files::remove_sides(path)?;
    let db = open::open(path, key, Access::Write, VaultFile::Snapshot)?;
    // As a writer, so that closing leaves no log behind; nothing is written.
    open::settle(&db)?;
    Ok(db)
}

/// Cipher, structure and the end of the chain; the number of rows.
fn verify_file(db: &Connection, client: Uuid, is_right: impl Fn(&Head) -> bool) -> Result<i64, VaultError> {
    let sound = check::lines(db, "PRAGMA cipher_integrity_check")?.is_empty()
        && check::lines(db, "PRAGMA integrity_check(1)")? == ["ok"];
    if !sound || !is_right(&journal::head(db, client)?) {
        return Err(VaultError::Damaged(VaultFile::Snapshot));
    }
    Ok(db.query_row("SELECT count(*) FROM record", [], |row| row.get(0))?)
}

/// The same, and every entry of the chain and every row against its last image.
fn verify_all(db: &Connection, client: Uuid, snapshot: &Snapshot) -> Result<(), VaultError> {
    verify_file(db, client, |head| snapshot.is_at(head))?;
    let damaged = |_| VaultError::Damaged(VaultFile::Snapshot);
    check::verify(db, client).map_err(damaged)?;
    let (_, wrong) = check::not_as_journaled(db)?;
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(VaultError::Damaged(VaultFile::Snapshot))
    }
}

impl OpenVault {
    /// A client's snapshots, newest first. Needs no key of the client.
    pub fn snapshots(&self, id: Uuid) -> Result<Vec<Snapshot>, VaultError> {
        self.anchor(id)?;
        list(&self.client_dir(id))
    }
}

impl ClientStore {
    /// This client's snapshots, newest first.
    pub fn snapshots(&self) -> Result<Vec<Snapshot>, VaultError> {
        list(&self.dir)
    }

    /// The snapshots that are further than the file: what is offered when a file was rolled back.
    pub fn snapshots_ahead(&self) -> Result<Vec<Snapshot>, VaultError> {
        let mut found = list(&self.dir)?;
        found.retain(|snapshot| snapshot.seq > self.head.seq);
        Ok(found)
    }

    /// Takes a snapshot now, verified and on disk when this returns. Cancelled or failed, there is none.
    pub fn snapshot(&mut self, progress: &mut dyn Progress, cancel: &Cancel) -> Result<Snapshot, VaultError> {
        self.writable()?;
        let source = take::Source {
            client: self.id,
            dir: &self.dir,
            db: &self.db,
            key: &self.key,
            evidence: &self.evidence.list()?,
            at_ms: self.environment.clock.now_ms(),
        };
        take::take(&source, progress, cancel)
    }

    /// Takes a snapshot if something was written since the last one and that one is at least
    /// `apart_ms` old, then removes those that are no longer kept: the newest three stay, one of each
    /// of seven days, one of each of four weeks.
    pub fn snapshot_if_due(
        &mut self,
        apart_ms: i64,
        progress: &mut dyn Progress,
        cancel: &Cancel,
    ) -> Result<Option<Snapshot>, VaultError> {
        self.writable()?;
        if !self.is_snapshot_due(apart_ms)? {
            return Ok(None);
        }
        let taken = self.snapshot(progress, cancel)?;
        thin(&self.dir)?;
        Ok(Some(taken))
    }

    fn is_snapshot_due(&self, apart_ms: i64) -> Result<bool, VaultError> {
        if self.head.seq == 0 {
            return Ok(false);
        }
        let all = list(&self.dir)?;
        let now = self.environment.clock.now_ms();
        // A clock that was set back does not put snapshots off.
        let too_soon = |last: &Snapshot| (0..apart_ms).contains(&now.saturating_sub(last.at_ms));
        let known = all.iter().any(|snapshot| snapshot.is_at(&self.head));
        Ok(!known && !all.first().is_some_and(too_soon))
    }

    /// Verifies every snapshot: cipher, structure, chain, rows. What does not hold is named; how many
    /// were looked at is counted.
    pub fn check_snapshots(&self, cancel: &Cancel) -> Result<(usize, Vec<Fault>), VaultError> {
        // Also beside a file that was set back: then they matter most.
        if self.vault_read_only {
            return Err(VaultError::ReadOnly);
        }
        let all = list(&self.dir)?;
        let mut faults = Vec::new();
        for snapshot in &all {
            cancel.check()?;
            let outcome = open_file(&snapshot.path(&self.dir), &self.key)
                .and_then(|db| verify_all(&db, self.id, snapshot));
            match outcome {
                Ok(()) => {}
                Err(VaultError::Damaged(_) | VaultError::Database { .. }) => {
                    faults.push(Fault::Snapshot(snapshot.name.clone()));
                }
                Err(error) => return Err(error),
            }
        }
        Ok((all.len(), faults))
    }
}
