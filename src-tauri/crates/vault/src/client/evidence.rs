//! Evidence: streamed in and out in chunks, named by its hash, added and never changed.

use crate::client::ClientStore;
use crate::db::migrate;
use crate::db::open::{Access, checkpoint, read_only};
use crate::environment::{Cancel, Environment, Progress};
use crate::error::{VaultError, VaultFile};
use crate::secret::Secret32;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// The bytes of a chunk: 256 KiB.
pub(crate) const CHUNK: usize = 256 * 1024;

/// One kept piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Blob {
    /// SHA-256 of the whole.
    pub sha256: [u8; 32],
    /// Length in bytes.
    pub len: u64,
}

/// The connection to a client's evidence. What changes it from outside goes through [`ClientStore`], which tells the
/// registry.
pub(crate) struct EvidenceFile {
    db: Connection,
    path: PathBuf,
    access: Access,
    environment: Environment,
}

impl std::fmt::Debug for EvidenceFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EvidenceFile")
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}

impl EvidenceFile {
    pub(crate) fn open(
        path: &Path,
        key: &Secret32,
        access: Access,
        environment: &Environment,
    ) -> Result<Self, VaultError> {
        let db = migrate::EVIDENCE.open(path, key, access)?;
        Ok(Self {
            db,
            path: path.to_owned(),
            access,
            environment: environment.clone(),
        })
    }

    pub(crate) fn seal_for_reading(&mut self) -> Result<(), VaultError> {
        self.access = Access::Read;
        read_only(&self.db)
    }

    pub(crate) fn open_for_writing(&mut self) -> Result<(), VaultError> {
        self.access = Access::Write;
        self.db.pragma_update(None, "query_only", false)?;
        Ok(())
    }

    pub(crate) fn checkpoint(&self) -> Result<(), VaultError> {
        checkpoint(&self.db)
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.db
    }

    fn writable(&self) -> Result<(), VaultError> {
        if self.access == Access::Read {
            Err(VaultError::ReadOnly)
        } else {
            Ok(())
        }
    }

    /// Streams evidence in. Cancelled, too short, too long or failed: nothing is kept. What is there
    /// already is not kept twice.
    pub fn import(
        &mut self,
        reader: &mut dyn Read,
        expected_len: Option<u64>,
        progress: &mut dyn Progress,
        cancel: &Cancel,
    ) -> Result<Blob, VaultError> {
        self.writable()?;
        let outcome = self.import_in_one_step(reader, expected_len, progress, cancel);
        // Done or undone, a large log is not kept around.
        let emptied = checkpoint(&self.db);
        let blob = outcome?;
        emptied?;
        Ok(blob)
    }

    fn import_in_one_step(
        &mut self,
        reader: &mut dyn Read,
        expected_len: Option<u64>,
        progress: &mut dyn Progress,
        cancel: &Cancel,
    ) -> Result<Blob, VaultError> {
        let now = self.environment.clock.now_ms();
        let step = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let number: i64 = step.query_row("SELECT coalesce(max(n), 0) + 1 FROM blob", [], |row| row.get(0))?;
        let mut whole = Sha256::new();
        let mut chunk = zeroize::Zeroizing::new(vec![0; CHUNK]);
        let mut len = 0_u64;
        for n in 0_i64.. {
            cancel.check()?;
            let filled = fill(reader, &mut chunk)?;
            if filled == 0 {
                break;
            }
            let bytes = &chunk[..filled];
            len += filled as u64;
            if let Some(expected) = expected_len.filter(|expected| len > *expected) {
                return Err(VaultError::WrongLength { expected, found: len });
            }
            whole.update(bytes);
            let hash: [u8; 32] = Sha256::digest(bytes).into();
            step.prepare_cached("INSERT INTO chunk (blob, n, hash, bytes) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![number, n, hash, bytes])?;
            progress.at(len, expected_len.unwrap_or(0));
        }
        if let Some(expected) = expected_len.filter(|expected| len != *expected) {
            return Err(VaultError::WrongLength { expected, found: len });
        }
        let blob = Blob {
            sha256: whole.finalize().into(),
            len,
        };
        if find(&step, &blob.sha256)?.is_some() {
            step.rollback()?;
            return Ok(blob);
        }
        let length = i64::try_from(len).map_err(|_| VaultError::DiskFull)?;
        step.execute(
            "INSERT INTO blob (n, sha256, length, at_ms) VALUES (?1, ?2, ?3, ?4)",
            params![number, blob.sha256, length, now],
        )?;
        // Cancelled at the last moment is still cancelled.
        cancel.check()?;
        step.commit()?;
        Ok(blob)
    }

    /// Streams evidence out, checking each chunk before it is handed on and the whole at the end.
    /// What does not hold is [`VaultError::Damaged`].
    pub fn read(
        &self,
        sha256: &[u8; 32],
        writer: &mut dyn Write,
        progress: &mut dyn Progress,
        cancel: &Cancel,
    ) -> Result<Blob, VaultError> {
        let (number, len) = find(&self.db, sha256)?.ok_or(VaultError::NoSuchEvidence)?;
        let damaged = || VaultError::Damaged(VaultFile::Evidence);
        let mut whole = Sha256::new();
        let mut done = 0_u64;
        let mut statement = self
            .db
            .prepare_cached("SELECT n, hash, bytes FROM chunk WHERE blob = ?1 ORDER BY n")?;
        let mut rows = statement.query([number])?;
        let mut expected_n = 0_i64;
        while let Some(row) = rows.next()? {
            cancel.check()?;
            let n: i64 = row.get(0)?;
            let hash: [u8; 32] = row.get(1)?;
            let bytes = row.get_ref(2)?.as_blob().map_err(|_| damaged())?;
            let found: [u8; 32] = Sha256::digest(bytes).into();
            if n != expected_n || found != hash {
                return Err(damaged());
            }
            whole.update(bytes);
            writer.write_all(bytes)?;
            done += bytes.len() as u64;
            expected_n += 1;
            progress.at(done, len);
        }
        let found: [u8; 32] = whole.finalize().into();
        if done != len || &found != sha256 {
            return Err(damaged());
        }
        Ok(Blob { sha256: *sha256, len })
    }

    /// Is it kept?
    pub fn has(&self, sha256: &[u8; 32]) -> Result<Option<Blob>, VaultError> {
        Ok(find(&self.db, sha256)?.map(|(_, len)| Blob { sha256: *sha256, len }))
    }

    /// All that is kept, in order of arrival.
    pub fn list(&self) -> Result<Vec<Blob>, VaultError> {
        all(&self.db)
    }

    /// Erases a piece of evidence and notes when. Snapshots hold no evidence; those that list this piece
    /// will say that it is missing.
    pub fn erase(&mut self, sha256: &[u8; 32]) -> Result<(), VaultError> {
        self.writable()?;
        let now = self.environment.clock.now_ms();
        let step = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (number, _) = find(&step, sha256)?.ok_or(VaultError::NoSuchEvidence)?;
        step.execute("INSERT INTO erasing (blob) VALUES (?1)", [number])?;
        step.execute("DELETE FROM chunk WHERE blob = ?1", [number])?;
        step.execute("DELETE FROM blob WHERE n = ?1", [number])?;
        step.execute("DELETE FROM erasing WHERE blob = ?1", [number])?;
        step.execute(
            "INSERT OR REPLACE INTO erased (sha256, at_ms) VALUES (?1, ?2)",
            params![sha256, now],
        )?;
        step.commit()?;
        checkpoint(&self.db)?;
        migrate::forget_copies(&self.path, &migrate::EVIDENCE)
    }
}

/// All that is kept, in order of arrival.
pub(crate) fn all(db: &Connection) -> Result<Vec<Blob>, VaultError> {
    let mut statement = db.prepare_cached("SELECT sha256, length FROM blob ORDER BY n")?;
    let rows = statement.query_map([], |row| {
        Ok(Blob {
            sha256: row.get(0)?,
            len: u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn find(db: &Connection, sha256: &[u8; 32]) -> Result<Option<(i64, u64)>, VaultError> {
    Ok(db
        .prepare_cached("SELECT n, length FROM blob WHERE sha256 = ?1")?
        .query_row([sha256], |row| {
            Ok((row.get(0)?, u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0)))
        })
        .optional()?)
}

/// Reads until the chunk is full or the reader ends.
fn fill(reader: &mut dyn Read, chunk: &mut [u8]) -> Result<usize, VaultError> {
    let mut filled = 0;
    while filled < chunk.len() {
        match reader.read(&mut chunk[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(filled)
}

impl ClientStore {
    /// See [`EvidenceFile::import`].
    pub fn evidence_import(
        &mut self,
        reader: &mut dyn Read,
        expected_len: Option<u64>,
        progress: &mut dyn Progress,
        cancel: &Cancel,
    ) -> Result<Blob, VaultError> {
        self.writable()?;
        let blob = self.evidence.import(reader, expected_len, progress, cancel)?;
        self.note_evidence()?;
        Ok(blob)
    }

    /// See [`EvidenceFile::read`].
    pub fn evidence_read(
        &self,
        sha256: &[u8; 32],
        writer: &mut dyn Write,
        progress: &mut dyn Progress,
        cancel: &Cancel,
    ) -> Result<Blob, VaultError> {
        self.evidence.read(sha256, writer, progress, cancel)
    }

    /// See [`EvidenceFile::has`].
    pub fn evidence_has(&self, sha256: &[u8; 32]) -> Result<Option<Blob>, VaultError> {
        self.evidence.has(sha256)
    }

    /// See [`EvidenceFile::list`].
    pub fn evidence_list(&self) -> Result<Vec<Blob>, VaultError> {
        self.evidence.list()
    }

    /// Erases a piece of evidence for good and ends the undo stack. See [`EvidenceFile::erase`].
    pub fn evidence_erase(&mut self, sha256: &[u8; 32]) -> Result<(), VaultError> {
        self.writable()?;
        self.barrier();
        self.evidence.erase(sha256)?;
        self.note_evidence()
    }

    /// Takes out what an attempt brought that was then given up. No record ever named it, so this is no erasure that a
    /// person asked for: what can be undone stays so.
    pub fn evidence_give_back(&mut self, sha256: &[u8; 32]) -> Result<(), VaultError> {
        self.writable()?;
        self.evidence.erase(sha256)?;
        self.note_evidence()
    }
}
