//! Erasure: a record's row, images, salts, drafts and words go; a dated entry stays.

use crate::client::journal::{self, Changed, Entry, EntryKind};
use crate::client::rows::{self, Change, ChangeKind};
use crate::client::transact::Outcome;
use crate::client::{ClientStore, drafts, search};
use crate::db::open::checkpoint;
use crate::error::VaultError;
use rusqlite::{OptionalExtension, TransactionBehavior};
use uuid::Uuid;

impl ClientStore {
    /// Erases a record for good and ends the undo stack. The journal keeps that there was one and
    /// when it was erased; the chain still verifies. Rows that belong to it are erased one by one by
    /// the caller, who knows which.
    pub fn erase(&mut self, id: Uuid) -> Result<Outcome<()>, VaultError> {
        self.writable()?;
        self.barrier();
        let step = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let row = rows::one(&step, id)?;
        let known: Option<String> = step
            .prepare_cached("SELECT section FROM change WHERE record = ?1 ORDER BY seq DESC LIMIT 1")?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?;
        let section = known.ok_or(VaultError::NoSuchRow)?;
        step.execute("INSERT INTO erasing (record) VALUES (?1)", [id.as_bytes()])?;
        step.execute("DELETE FROM image WHERE record = ?1", [id.as_bytes()])?;
        step.execute(
            "DELETE FROM detail WHERE seq IN (SELECT seq FROM change WHERE record = ?1)",
            [id.as_bytes()],
        )?;
        step.execute("DELETE FROM erasing WHERE record = ?1", [id.as_bytes()])?;
        search::refresh(&step, id, row.as_ref(), None)?;
        drafts::forget_of(&step, id)?;
        step.execute("DELETE FROM record WHERE id = ?1", [id.as_bytes()])?;
        let entry = Entry {
            kind: EntryKind::Erase,
            of_seq: None,
            op: "erase",
            detail: "",
        };
        let gone = Changed {
            id,
            section: section.clone(),
            kind: ChangeKind::Erased,
            after: None,
        };
        let head = journal::append(&step, &self.environment, &self.head, &entry, &[gone])?;
        step.commit()?;
        self.commit_to(head)?;
        // Earlier versions of the pages also leave the write-ahead log.
        checkpoint(&self.db)?;
        Ok(Outcome {
            value: (),
            changes: vec![Change {
                id,
                section,
                kind: ChangeKind::Erased,
            }],
            seq: self.head.seq,
        })
    }
}
