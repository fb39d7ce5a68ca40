//! The copies that the registry knows of, and the vault's identity.

use super::{Level, uuid_at};
use crate::error::VaultError;
use crate::secret::Secret32;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyKind {
    /// The whole vault, sealed as it is.
    Backup,
    /// One client, sealed for somebody else.
    Handover,
}

impl CopyKind {
    fn number(self) -> i64 {
        match self {
            Self::Backup => 1,
            Self::Handover => 2,
        }
    }

    fn of(number: i64) -> Self {
        if number == 2 { Self::Handover } else { Self::Backup }
    }
}

/// A client in a copy, as it was when the copy was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The client.
    pub client: Uuid,
    /// Its level then: at Standard, a backup of that time opens with the passphrase alone.
    pub level: Level,
    /// The epoch of its key then.
    pub epoch: u32,
    /// Its commit counter then.
    pub seq: i64,
    /// The head of its journal then.
    pub head: [u8; 32],
}

/// A copy that the vault knows of. What is copied by other programs is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCopy {
    /// Its id.
    pub id: Uuid,
    /// The client that it is of; `None` for the whole vault.
    pub client: Option<Uuid>,
    /// What it is.
    pub kind: CopyKind,
    /// Where it was put, for people.
    pub place: String,
    /// When it was made, ms UTC.
    pub made_ms: i64,
    /// Was it seen through to its end? A backup's own registry says no of itself, and so does one
    /// that was cut off: both count as copies until somebody says that they are gone.
    pub finished: bool,
    /// When it was last shown to restore, ms UTC.
    pub verified_ms: Option<i64>,
    /// Until when it is to be kept, ms UTC; `None` where nobody said.
    pub keep_until_ms: Option<i64>,
    /// When somebody said that it is gone, ms UTC.
    pub forgotten_ms: Option<i64>,
    /// The clients in it.
    pub holds: Vec<Held>,
}

const COPY: &str =
    "SELECT id, client, kind, place, made_ms, finished, verified_ms, keep_until_ms, forgotten_ms FROM copy";

pub(crate) fn add(db: &Connection, copy: &KnownCopy) -> Result<(), VaultError> {
    let step = db.unchecked_transaction()?;
    step.execute(
        "INSERT INTO copy (id, client, kind, place, made_ms, finished, keep_until_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            copy.id.as_bytes(),
            copy.client.as_ref().map(|client| client.as_bytes()),
            copy.kind.number(),
            copy.place,
            copy.made_ms,
            copy.finished,
            copy.keep_until_ms,
        ],
    )?;
    for held in &copy.holds {
        step.execute(
            "INSERT INTO held (copy, client, level, epoch, seq, head) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                copy.id.as_bytes(),
                held.client.as_bytes(),
                held.level.number(),
                held.epoch,
                held.seq,
                held.head
            ],
        )?;
    }
    step.commit()?;
    Ok(())
}

pub(crate) fn all(db: &Connection) -> Result<Vec<KnownCopy>, VaultError> {
    let mut statement = db.prepare_cached(&format!("{COPY} ORDER BY made_ms, id"))?;
    let rows = statement.query_map([], |row| {
        Ok(KnownCopy {
            id: uuid_at(row, 0)?,
            client: row.get::<_, Option<[u8; 16]>>(1)?.map(Uuid::from_bytes),
            kind: CopyKind::of(row.get(2)?),
            place: row.get(3)?,
            made_ms: row.get(4)?,
            finished: row.get(5)?,
            verified_ms: row.get(6)?,
            keep_until_ms: row.get(7)?,
            forgotten_ms: row.get(8)?,
            holds: Vec::new(),
        })
    })?;
    let mut copies: Vec<KnownCopy> = rows.collect::<Result<_, _>>()?;
    for copy in &mut copies {
        copy.holds = held(db, copy.id)?;
    }
    Ok(copies)
}

fn held(db: &Connection, copy: Uuid) -> Result<Vec<Held>, VaultError> {
    let mut statement = db
        .prepare_cached("SELECT client, level, epoch, seq, head FROM held WHERE copy = ?1 ORDER BY client")?;
    let rows = statement.query_map([copy.as_bytes()], |row| {
        Ok(Held {
            client: uuid_at(row, 0)?,
            level: Level::of(row.get(1)?),
            epoch: row.get(2)?,
            seq: row.get(3)?,
            head: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn remove(db: &Connection, id: Uuid) -> Result<(), VaultError> {
    db.execute("DELETE FROM copy WHERE id = ?1", [id.as_bytes()])?;
    Ok(())
}

pub(crate) fn finished(db: &Connection, id: Uuid) -> Result<(), VaultError> {
    set(db, id, "finished", 1)
}

pub(crate) fn verified(db: &Connection, id: Uuid, at_ms: i64) -> Result<(), VaultError> {
    set(db, id, "verified_ms", at_ms)
}

pub(crate) fn forgotten(db: &Connection, id: Uuid, at_ms: i64) -> Result<(), VaultError> {
    set(db, id, "forgotten_ms", at_ms)
}

fn set(db: &Connection, id: Uuid, column: &'static str, value: i64) -> Result<(), VaultError> {
    let changed = db
        .prepare_cached(&format!("UPDATE copy SET {column} = ?2 WHERE id = ?1"))?
        .execute(params![id.as_bytes(), value])?;
    if changed == 1 {
        Ok(())
    } else {
        Err(VaultError::NoSuchCopy)
    }
}

pub(crate) fn identity(db: &Connection) -> Result<Option<Secret32>, VaultError> {
    let seed: Option<[u8; 32]> = db
        .prepare_cached("SELECT seed FROM identity")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(seed.map(Secret32::new))
}

pub(crate) fn set_identity(db: &Connection, seed: &Secret32, at_ms: i64) -> Result<(), VaultError> {
    db.execute(
        "INSERT INTO identity (one, seed, made_ms) VALUES (1, ?1, ?2)",
        params![seed.expose().as_slice(), at_ms],
    )?;
    Ok(())
}
