//! Taking a snapshot: page by page through SQLite, verified, then given its name.

use super::{FOLDER, Snapshot, open_file, verify_file};
use crate::client::evidence::Blob;
use crate::client::journal;
use crate::copies::space;
use crate::db::open::{self, Access};
use crate::environment::{Cancel, Progress};
use crate::error::{VaultError, VaultFile};
use crate::files;
use crate::secret::Secret32;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OptionalExtension, params};
use std::path::Path;
use std::time::Duration;
use uuid::Uuid;

const PART: &str = "part.db";
const PAGES_AT_ONCE: i32 = 256;

/// What a snapshot is taken of.
pub(super) struct Source<'a> {
    pub client: Uuid,
    pub dir: &'a Path,
    pub db: &'a Connection,
    pub key: &'a Secret32,
    pub evidence: &'a [Blob],
    pub at_ms: i64,
}

pub(super) fn take(
    source: &Source<'_>,
    progress: &mut dyn Progress,
    cancel: &Cancel,
) -> Result<Snapshot, VaultError> {
    let folder = source.dir.join(FOLDER);
    if !folder.exists() {
        files::make_folder(&folder)?;
    }
    // What a crash left of an earlier one goes too.
    let part = folder.join(PART);
    files::remove_database(&part)?;
    let taken = write(source, &part, progress, cancel);
    if taken.is_err() {
        files::remove_database(&part).ok();
    }
    taken
}

fn write(
    source: &Source<'_>,
    part: &Path,
    progress: &mut dyn Progress,
    cancel: &Cancel,
) -> Result<Snapshot, VaultError> {
    let head = journal::head(source.db, source.client)?;
    let rows: i64 = source
        .db
        .query_row("SELECT count(*) FROM record", [], |row| row.get(0))?;
    copy_file(
        source.db,
        part,
        source.key,
        VaultFile::Snapshot,
        progress,
        cancel,
        |to| list_evidence(to, source.evidence),
    )?;
    let found = verify_file(&open_file(part, source.key)?, source.client, |found| {
        *found == head
    })?;
    if found != rows {
        return Err(VaultError::Damaged(VaultFile::Snapshot));
    }
    let bytes = on_disk(part)?;
    // Cancelled at the last moment is still cancelled.
    cancel.check()?;
    let snapshot = Snapshot::of(source.at_ms, &head, bytes);
    std::fs::rename(part, snapshot.path(source.dir))?;
    files::sync_folder(&source.dir.join(FOLDER))?;
    Ok(snapshot)
}

/// Copies a whole database into a new file under the same key, runs `then` on it, and closes it
/// without a log. Both connections come from the one opening sequence.
pub(super) fn copy_file(
    from: &Connection,
    to: &Path,
    key: &Secret32,
    file: VaultFile,
    progress: &mut dyn Progress,
    cancel: &Cancel,
    then: impl FnOnce(&mut Connection) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let folder = to.parent().map(Path::to_path_buf).unwrap_or_default();
    let page = open::number(from, "PRAGMA page_size")?;
    let pages = open::number(from, "PRAGMA page_count")?;
    space::demand(&folder, u64::try_from(page.saturating_mul(pages)).unwrap_or(0))?;
    let mut copy = open::open(to, key, Access::Create, file)?;
    copy_pages(
        from,
        &mut copy,
        u64::try_from(page).unwrap_or(0),
        progress,
        cancel,
    )?;
    open::settle(&copy)?;
    then(&mut copy)?;
    open::checkpoint(&copy)?;
    drop(copy);
    if std::fs::metadata(files::beside(to, "-wal")).is_ok_and(|log| log.len() > 0) {
        // Nobody else knows of this file, so its log is always emptied.
        return Err(VaultError::Damaged(file));
    }
    files::remove_sides(to)
}

fn copy_pages(
    from: &Connection,
    to: &mut Connection,
    page: u64,
    progress: &mut dyn Progress,
    cancel: &Cancel,
) -> Result<(), VaultError> {
    let copying = Backup::new(from, to)?;
    let mut waited = 0;
    loop {
        cancel.check()?;
        let step = copying.step(PAGES_AT_ONCE)?;
        let at = copying.progress();
        let pages = |count: i32| u64::try_from(count).unwrap_or(0) * page;
        progress.at(pages(at.pagecount - at.remaining), pages(at.pagecount));
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ if waited < 250 => {
                waited += 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            _ => return Err(VaultError::InUse),
        }
    }
}

/// On disk, with its length.
pub(super) fn on_disk(path: &Path) -> Result<u64, VaultError> {
    // For writing: some systems sync only what they might have written.
    let file = std::fs::OpenOptions::new().read(true).write(true).open(path)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

// Only snapshots have this table: a file that takes the client's place loses it again.
const LIST: &str = "CREATE TABLE snapshot_evidence (
  sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
  length INTEGER NOT NULL CHECK (length >= 0)
) STRICT, WITHOUT ROWID";

fn list_evidence(db: &mut Connection, evidence: &[Blob]) -> Result<(), VaultError> {
    let step = db.transaction()?;
    step.execute_batch(LIST)?;
    for blob in evidence {
        step.prepare_cached("INSERT INTO snapshot_evidence (sha256, length) VALUES (?1, ?2)")?
            .execute(params![blob.sha256, i64::try_from(blob.len).unwrap_or(i64::MAX)])?;
    }
    step.commit()?;
    Ok(())
}

/// The evidence that a snapshot lists, and the list taken out.
pub(super) fn take_list(db: &Connection) -> Result<Vec<Blob>, VaultError> {
    let listed = db
        .query_row(
            "SELECT 1 FROM sqlite_schema WHERE name = 'snapshot_evidence'",
            [],
            |_| Ok(()),
        )
        .optional()?;
    if listed.is_none() {
        return Err(VaultError::Damaged(VaultFile::Snapshot));
    }
    let blobs = {
        let mut statement = db.prepare("SELECT sha256, length FROM snapshot_evidence ORDER BY sha256")?;
        let rows = statement.query_map([], |row| {
            Ok(Blob {
                sha256: row.get(0)?,
                len: u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
            })
        })?;
        rows.collect::<Result<_, _>>()?
    };
    db.execute_batch("DROP TABLE snapshot_evidence")?;
    Ok(blobs)
}
