//! The versions of a row, and the way back to one.

use crate::client::ClientStore;
use crate::client::rows::{ChangeKind, Row, uuid};
use crate::client::transact::Outcome;
use crate::error::VaultError;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

/// One version of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The journal's number of the transaction that made it.
    pub seq: i64,
    /// When, ms UTC.
    pub at_ms: i64,
    /// The operation's name.
    pub op: String,
    /// What happened to the row.
    pub kind: ChangeKind,
    /// The row before; `None` where there was none, or where it was erased.
    pub before: Option<Row>,
    /// The row after; `None` where it was gone, or where it was erased.
    pub after: Option<Row>,
    /// The images were erased: what the version said is gone for good.
    pub erased: bool,
}

const IMAGE: &str = "record, section, parent, code, position, doc, trashed_at";

/// The image after a transaction: the outer `Option` is whether the chain speaks of it, the inner
/// whether there was a row.
pub(crate) fn image_at(db: &Connection, id: Uuid, seq: i64) -> Result<Option<Row>, VaultError> {
    let commitment: Option<Option<[u8; 32]>> = db
        .prepare_cached("SELECT commitment FROM change WHERE record = ?1 AND seq = ?2")?
        .query_row(params![id.as_bytes(), seq], |row| row.get(0))
        .optional()?;
    if commitment.ok_or(VaultError::NoSuchVersion)?.is_none() {
        return Ok(None);
    }
    db.prepare_cached(&format!(
        "SELECT {IMAGE} FROM image WHERE record = ?1 AND seq = ?2"
    ))?
    .query_row(params![id.as_bytes(), seq], super::rows::read)
    .optional()?
    .map(Some)
    .ok_or(VaultError::NoSuchVersion)
}

/// The image before a transaction.
pub(crate) fn image_before(db: &Connection, id: Uuid, seq: i64) -> Result<Option<Row>, VaultError> {
    let before: Option<i64> = db
        .prepare_cached("SELECT max(seq) FROM change WHERE record = ?1 AND seq < ?2")?
        .query_row(params![id.as_bytes(), seq], |row| row.get(0))?;
    before.map_or(Ok(None), |before| image_at(db, id, before))
}

pub(crate) fn touched(db: &Connection, seq: i64) -> Result<Vec<Uuid>, VaultError> {
    let mut statement = db.prepare_cached("SELECT record FROM change WHERE seq = ?1 ORDER BY record")?;
    let rows = statement.query_map([seq], |row| row.get(0).map(uuid))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl ClientStore {
    /// All versions of a row, latest first.
    pub fn history(&self, id: Uuid) -> Result<Vec<Version>, VaultError> {
        let mut statement = self.db.prepare_cached(
            "SELECT change.seq, journal.at_ms, journal.op, change.kind, change.commitment IS NULL
             FROM change JOIN journal ON journal.seq = change.seq WHERE change.record = ?1 ORDER BY change.seq",
        )?;
        let entries = statement.query_map([id.as_bytes()], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get::<_, i64>(3)?,
                row.get::<_, bool>(4)?,
            ))
        })?;
        let mut versions = Vec::new();
        let mut before: Option<Row> = None;
        let mut before_erased = false;
        for entry in entries {
            let (seq, at_ms, op, kind, gone) = entry?;
            let (after, missing) = match image_at(&self.db, id, seq) {
                Ok(image) => (image, false),
                Err(VaultError::NoSuchVersion) => (None, !gone),
                Err(error) => return Err(error),
            };
            let kind = ChangeKind::of(kind).ok_or(VaultError::ChainBroken { seq })?;
            let erased = missing || before_erased || kind == ChangeKind::Erased;
            versions.push(Version {
                seq,
                at_ms,
                op,
                kind,
                before: before.take(),
                after: after.clone(),
                erased,
            });
            before = after;
            before_erased = missing;
        }
        versions.reverse();
        Ok(versions)
    }

    /// Sets a row to what it was after the transaction `seq`; can be undone.
    pub fn restore_version(&mut self, id: Uuid, seq: i64) -> Result<Outcome<()>, VaultError> {
        let image = image_at(&self.db, id, seq)?.ok_or(VaultError::NoSuchVersion)?;
        self.transact("restore_version", "", |tx| tx.set(id, Some(&image)))
    }

    /// The live rows as they were after the transaction `seq`, by id, if the chain had that head there. What was
    /// erased since is not among them.
    pub fn rows_at(&self, seq: i64, head: &[u8; 32]) -> Result<Option<Vec<Row>>, VaultError> {
        if super::journal::hash_at(&self.db, seq)?.as_ref() != Some(head) {
            return Ok(None);
        }
        let mut statement = self.db.prepare_cached(
            "SELECT record, max(seq) FROM change WHERE seq <= ?1 GROUP BY record ORDER BY record",
        )?;
        let last = statement.query_map([seq], |row| Ok((uuid(row.get(0)?), row.get::<_, i64>(1)?)))?;
        let mut rows = Vec::new();
        for entry in last {
            let (id, at) = entry?;
            match image_at(&self.db, id, at) {
                Ok(image) => rows.extend(image.filter(|row| row.trashed_at.is_none())),
                Err(VaultError::NoSuchVersion) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Some(rows))
    }

    /// The journal's number of the last commit and the head of its chain, read in one step.
    pub fn commit(&self) -> Result<(i64, [u8; 32]), VaultError> {
        let head = super::journal::head(&self.db, self.id)?;
        Ok((head.seq, head.hash))
    }

    /// The journal's number of the last commit.
    pub fn seq(&self) -> Result<i64, VaultError> {
        Ok(super::journal::head(&self.db, self.id)?.seq)
    }
}
