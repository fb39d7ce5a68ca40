//! Erasure: a record's row, images, salts, drafts and words go; a dated entry stays.

use crate::client::journal::{self, Changed, Entry, EntryKind};
use crate::client::rows::{self, Change, ChangeKind};
use crate::client::snapshot::aside;
use crate::client::transact::Outcome;
use crate::client::{ClientStore, drafts, search};
use crate::db::migrate;
use crate::db::open::checkpoint;
use crate::error::VaultError;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::collections::BTreeSet;
use uuid::Uuid;

impl ClientStore {
    /// Erases a record for good: see [`ClientStore::erase_all`].
    pub fn erase(&mut self, id: Uuid) -> Result<Outcome<()>, VaultError> {
        self.erase_all(&[id])
    }

    /// Erases records for good, all or none, and ends the undo stack. The journal keeps that there
    /// were some and when they were erased; the chain still verifies. Rows that belong to them are
    /// named by the caller, who knows which. All snapshots of the client go too, for they hold what is
    /// erased; backups elsewhere are not reached. The search index is written anew, which takes about as
    /// long as adding its rows did.
    pub fn erase_all(&mut self, ids: &[Uuid]) -> Result<Outcome<()>, VaultError> {
        self.writable()?;
        self.barrier();
        let ids: BTreeSet<Uuid> = ids.iter().copied().collect();
        if ids.is_empty() {
            return Ok(Outcome {
                value: (),
                changes: Vec::new(),
                seq: self.head.seq,
            });
        }
        let step = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut gone = Vec::with_capacity(ids.len());
        for id in ids {
            let section = purge(&step, id)?;
            gone.push(Changed {
                id,
                section,
                kind: ChangeKind::Erased,
                after: None,
            });
        }
        search::rebuild(&step)?;
        let entry = Entry {
            kind: EntryKind::Erase,
            of_seq: None,
            op: "erase",
            detail: "",
        };
        let head = journal::append(&step, &self.environment, &self.head, &entry, &gone)?;
        aside::set(&self.dir, head.seq)?;
        if let Err(error) = step.commit() {
            aside::settle(&self.dir, &self.db)?;
            return Err(error.into());
        }
        let anchored = self.commit_to(head);
        // Earlier versions of the pages also leave the write-ahead log (while another process reads,
        // with the next checkpoint), and the snapshots and the copy from before a migration go.
        let emptied = checkpoint(&self.db);
        anchored?;
        emptied?;
        aside::forget(&self.dir)?;
        migrate::forget_copies(&self.dir.join("data.db"), &migrate::DATA)?;
        let changes = gone
            .into_iter()
            .map(|gone| Change {
                id: gone.id,
                section: gone.section,
                kind: gone.kind,
            })
            .collect();
        Ok(Outcome {
            value: (),
            changes,
            seq: self.head.seq,
        })
    }
}

/// Takes a record out of every table but the chain; its section.
fn purge(db: &Connection, id: Uuid) -> Result<String, VaultError> {
    let section: Option<String> = db
        .prepare_cached("SELECT section FROM change WHERE record = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    let section = section.ok_or(VaultError::NoSuchRow)?;
    let row = rows::one(db, id)?;
    db.execute("INSERT INTO erasing (record) VALUES (?1)", [id.as_bytes()])?;
    db.execute("DELETE FROM image WHERE record = ?1", [id.as_bytes()])?;
    db.execute(
        "DELETE FROM detail WHERE seq IN (SELECT seq FROM change WHERE record = ?1)",
        [id.as_bytes()],
    )?;
    db.execute("DELETE FROM erasing WHERE record = ?1", [id.as_bytes()])?;
    search::refresh(db, id, row.as_ref(), None)?;
    drafts::forget_of(db, id)?;
    db.execute("DELETE FROM record WHERE id = ?1", [id.as_bytes()])?;
    Ok(section)
}
