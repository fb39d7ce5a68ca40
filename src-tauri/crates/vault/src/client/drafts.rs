//! What is being typed: durable at once, journaled only when it becomes part of a record.

use crate::client::ClientStore;
use crate::client::rows::Draft;
use crate::client::undo::UndoneLabel;
use crate::error::VaultError;
use rusqlite::{Connection, params};
use uuid::Uuid;

impl ClientStore {
    /// Keeps a draft. A key that contains a record's id is forgotten with the record's erasure.
    pub fn save_draft(&mut self, key: &str, text: &str) -> Result<(), VaultError> {
        self.writable()?;
        let now = self.environment.clock.now_ms();
        self.db
            .prepare_cached("INSERT OR REPLACE INTO draft (key, text, at_ms) VALUES (?1, ?2, ?3)")?
            .execute(params![key, text, now])?;
        Ok(())
    }

    /// All drafts, by key.
    pub fn drafts(&self) -> Result<Vec<Draft>, VaultError> {
        let mut statement = self
            .db
            .prepare_cached("SELECT key, text, at_ms FROM draft ORDER BY key")?;
        let rows = statement.query_map([], |row| {
            Ok(Draft {
                key: row.get(0)?,
                text: row.get(1)?,
                at_ms: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Forgets a draft; nothing to forget is no error.
    pub fn clear_draft(&mut self, key: &str) -> Result<(), VaultError> {
        self.writable()?;
        self.db
            .prepare_cached("DELETE FROM draft WHERE key = ?1")?
            .execute([key])?;
        Ok(())
    }
}

pub(crate) fn forget_of(db: &Connection, id: Uuid) -> Result<(), VaultError> {
    db.execute(
        "DELETE FROM draft WHERE instr(lower(key), ?1) > 0 OR instr(lower(key), ?2) > 0",
        [id.hyphenated().to_string(), id.simple().to_string()],
    )?;
    Ok(())
}

pub(crate) fn label(db: &Connection, seq: i64) -> rusqlite::Result<UndoneLabel> {
    db.prepare_cached(
        "SELECT journal.op, coalesce(detail.text, ''), journal.at_ms, journal.seq
         FROM journal LEFT JOIN detail ON detail.seq = journal.seq WHERE journal.seq = ?1",
    )?
    .query_row([seq], |row| {
        Ok(UndoneLabel {
            op: row.get(0)?,
            detail: row.get(1)?,
            at_ms: row.get(2)?,
            seq: row.get(3)?,
        })
    })
}
