//! Is what stands in the files what was written?

use crate::client::journal::{self, Fields};
use crate::client::rows::{self, Row};
use crate::client::{ClientStore, history};
use crate::db::open::checkpoint;
use crate::environment::{Cancel, Progress};
use crate::error::{VaultError, VaultFile};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::Digest;
use uuid::Uuid;

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Pages whose cipher does not authenticate.
    Pages {
        /// The file.
        file: VaultFile,
        /// How many.
        count: usize,
    },
    /// The database's own structure.
    Structure(VaultFile),
    /// The chain breaks at this entry.
    Chain {
        /// The entry's number.
        seq: i64,
    },
    /// A row is not what the journal last said of it: a page may have been set back.
    RowNotAsJournaled(Uuid),
    /// A piece of evidence does not give back its hash.
    Evidence([u8; 32]),
    /// The whole file is older than what was last written.
    RolledBack,
}

/// What a check looked at and found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckReport {
    /// Everything that does not hold; empty when all is well.
    pub faults: Vec<Fault>,
    /// Rows compared with their last image.
    pub rows: usize,
    /// Entries of the chain that were verified.
    pub entries: usize,
    /// Pieces of evidence, read where that was asked for.
    pub evidence: usize,
    /// Was the evidence read and hashed?
    pub evidence_read: bool,
}

impl CheckReport {
    /// Does everything hold?
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

impl ClientStore {
    /// The head of the journal's chain.
    pub fn chain_head(&self) -> Result<[u8; 32], VaultError> {
        Ok(journal::head(&self.db, self.id)?.hash)
    }

    /// Recomputes the chain; the number of entries, or where it first breaks.
    pub fn verify_chain(&self) -> Result<usize, VaultError> {
        // One snapshot, also while another process writes.
        let snapshot = self.db.unchecked_transaction()?;
        let head = journal::head(&snapshot, self.id)?;
        let entries = verify(&snapshot, self.id)?;
        if !self.read_only && head != self.head {
            return Err(VaultError::ChainBroken { seq: head.seq });
        }
        Ok(entries)
    }

    /// Rows whose present form is not the journal's last image. Exports ask this before they trust.
    pub fn rows_not_as_journaled(&self) -> Result<Vec<Uuid>, VaultError> {
        let snapshot = self.db.unchecked_transaction()?;
        not_as_journaled(&snapshot).map(|(_, wrong)| wrong)
    }

    /// Checks cipher, structure, chain, rows and, if asked, every chunk of the evidence.
    pub fn check(
        &self,
        read_evidence: bool,
        progress: &mut dyn Progress,
        cancel: &Cancel,
    ) -> Result<CheckReport, VaultError> {
        let mut faults = Vec::new();
        if self.freshness == super::freshness::Freshness::RolledBack {
            faults.push(Fault::RolledBack);
        }
        for (db, file) in [
            (&self.db, VaultFile::Data),
            (self.evidence.connection(), VaultFile::Evidence),
        ] {
            cancel.check()?;
            if !self.read_only {
                // The cipher's check reads the file and not the log.
                checkpoint(db)?;
                let count = lines(db, "PRAGMA cipher_integrity_check")?.len();
                if count > 0 {
                    faults.push(Fault::Pages { file, count });
                }
            }
            if lines(db, "PRAGMA integrity_check(1)")? != ["ok"] {
                faults.push(Fault::Structure(file));
            }
        }
        cancel.check()?;
        let entries = match self.verify_chain() {
            Ok(entries) => entries,
            Err(VaultError::ChainBroken { seq }) => {
                faults.push(Fault::Chain { seq });
                0
            }
            Err(error) => return Err(error),
        };
        cancel.check()?;
        let (rows, wrong) = not_as_journaled(&self.db)?;
        faults.extend(wrong.into_iter().map(Fault::RowNotAsJournaled));
        let blobs = self.evidence.list()?;
        if read_evidence {
            let total = blobs.iter().map(|blob| blob.len).sum();
            let mut before = 0;
            for blob in &blobs {
                let mut on = |done: u64, _: u64| progress.at(before + done, total);
                match self
                    .evidence
                    .read(&blob.sha256, &mut std::io::sink(), &mut on, cancel)
                {
                    Ok(_) => {}
                    Err(VaultError::Damaged(_)) => faults.push(Fault::Evidence(blob.sha256)),
                    Err(error) => return Err(error),
                }
                before += blob.len;
            }
        }
        Ok(CheckReport {
            faults,
            rows,
            entries,
            evidence: blobs.len(),
            evidence_read: read_evidence,
        })
    }
}

pub(crate) fn lines(db: &Connection, pragma: &str) -> Result<Vec<String>, VaultError> {
    let mut statement = db.prepare(pragma)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn verify(db: &Connection, client: Uuid) -> Result<usize, VaultError> {
    let mut entries = db.prepare(
        "SELECT journal.seq, at_ms, logical, device, kind, of_seq, op, journal.detail, hash, detail.salt, detail.text
         FROM journal LEFT JOIN detail ON detail.seq = journal.seq ORDER BY journal.seq",
    )?;
    let mut changes = db.prepare(
        "SELECT change.record, change.section, change.kind, change.commitment, image.salt,
                image.record, image.section, image.parent, image.code, image.position, image.doc, image.trashed_at
         FROM change LEFT JOIN image ON image.record = change.record AND image.seq = change.seq
         WHERE change.seq = ?1 ORDER BY change.record",
    )?;
    let mut found = entries.query([])?;
    let mut previous = journal::genesis(client);
    let mut count = 0;
    while let Some(entry) = found.next()? {
        count += 1;
        let seq: i64 = entry.get(0)?;
        let broken = || VaultError::ChainBroken { seq };
        if usize::try_from(seq).ok() != Some(count) {
            return Err(broken());
        }
        let op: String = entry.get(6)?;
        let detail: [u8; 32] = entry.get(7)?;
        let fields = Fields {
            seq,
            at_ms: entry.get(1)?,
            logical: entry.get(2)?,
            device: entry.get(3)?,
            kind: entry.get(4)?,
            of_seq: entry.get(5)?,
            op: &op,
            detail,
        };
        match entry.get::<_, Option<[u8; 32]>>(9)? {
            Some(salt) if journal::commit_detail(&salt, &entry.get::<_, String>(10)?) != detail => {
                return Err(broken());
            }
            None if !any_erased(db, seq)? => return Err(broken()),
            _ => {}
        }
        let mut hasher = fields.begin(&previous);
        let mut rows = changes.query([seq])?;
        while let Some(row) = rows.next()? {
            let id = rows::uuid(row.get(0)?);
            let commitment: Option<[u8; 32]> = row.get(3)?;
            journal::add_change(
                &mut hasher,
                id,
                &row.get::<_, String>(1)?,
                row.get(2)?,
                commitment,
            );
            match (commitment, row.get::<_, Option<[u8; 32]>>(4)?) {
                (Some(commitment), Some(salt))
                    if journal::commit_image(&salt, &image(row)?) != commitment =>
                {
                    return Err(broken());
                }
                (Some(_), None) if !erased_after(db, id, seq)? => return Err(broken()),
                (None, Some(_)) => return Err(broken()),
                _ => {}
            }
        }
        let hash: [u8; 32] = hasher.finalize().into();
        if hash != entry.get::<_, [u8; 32]>(8)? {
            return Err(broken());
        }
        previous = hash;
    }
    Ok(count)
}

fn image(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        id: rows::uuid(row.get(5)?),
        section: row.get(6)?,
        parent: row.get::<_, Option<[u8; 16]>>(7)?.map(rows::uuid),
        code: row.get(8)?,
        position: row.get(9)?,
        doc: row.get(10)?,
        trashed_at: row.get(11)?,
    })
}

fn erased_after(db: &Connection, id: Uuid, seq: i64) -> Result<bool, VaultError> {
    let found = db
        .prepare_cached("SELECT 1 FROM change WHERE record = ?1 AND seq > ?2 AND kind = 5")?
        .query_row(params![id.as_bytes(), seq], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

fn any_erased(db: &Connection, seq: i64) -> Result<bool, VaultError> {
    for id in history::touched(db, seq)? {
        if erased_after(db, id, seq)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many rows were compared, and which of them, or of what the journal knows, differ.
fn not_as_journaled(db: &Connection) -> Result<(usize, Vec<Uuid>), VaultError> {
    let mut wrong = Vec::new();
    let all = rows::many(db, "ORDER BY id", [])?;
    for row in &all {
        let last = last_change(db, row.id)?;
        let image = last.map_or(Ok(None), |seq| match history::image_at(db, row.id, seq) {
            Err(VaultError::NoSuchVersion) => Ok(None),
            other => other,
        })?;
        if image.as_ref() != Some(row) {
            wrong.push(row.id);
        }
    }
    // Rows that the journal knows and that are not there.
    let mut statement = db.prepare(
        "SELECT record FROM change AS last
         WHERE seq = (SELECT max(seq) FROM change WHERE record = last.record) AND commitment IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM record WHERE id = last.record)",
    )?;
    let missing = statement.query_map([], |row| row.get(0).map(rows::uuid))?;
    for id in missing {
        wrong.push(id?);
    }
    Ok((all.len(), wrong))
}

fn last_change(db: &Connection, id: Uuid) -> Result<Option<i64>, VaultError> {
    Ok(db
        .prepare_cached("SELECT max(seq) FROM change WHERE record = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))?)
}
