//! The registry: clients by codename, freshness anchors, settings, the consultant's own records.

pub(crate) mod copies;
pub(crate) mod destroyed;

use crate::client::freshness::Anchor;
use crate::error::VaultError;
use crate::secret::Secret32;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// How far a client's destruction reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The client's secret is in the registry: any backup of the vault restores with the passphrase.
    Standard,
    /// The secret is in this machine's credential store and on a printed sheet only.
    Strict,
}

impl Level {
    fn number(self) -> i64 {
        match self {
            Self::Standard => 1,
            Self::Strict => 2,
        }
    }

    fn of(number: i64) -> Self {
        if number == 2 { Self::Strict } else { Self::Standard }
    }
}

/// What the list of clients shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientEntry {
    /// The client's id, also the name of its folder.
    pub id: Uuid,
    /// The codename; no two are alike.
    pub codename: String,
    /// Where its secret is kept.
    pub level: Level,
    /// A sample, to try things on.
    pub sample: bool,
    /// When it was made, ms UTC.
    pub created_ms: i64,
    /// When it was last opened for writing, ms UTC.
    pub last_opened_ms: Option<i64>,
    /// What is due, as JSON: dates and counts only.
    pub due: Option<String>,
    /// The Strict client's sheet was printed and confirmed.
    pub sheet_confirmed: bool,
}

/// One of the consultant's own records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Its id.
    pub id: String,
    /// Its JSON.
    pub doc: String,
}

const ENTRY: &str =
    "SELECT id, codename, level, sample, created_ms, last_opened_ms, due, sheet_confirmed FROM client";

pub(crate) fn uuid_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Uuid> {
    let bytes: [u8; 16] = row.get(at)?;
    Ok(Uuid::from_bytes(bytes))
}

fn entry(row: &Row<'_>) -> rusqlite::Result<ClientEntry> {
    Ok(ClientEntry {
        id: uuid_at(row, 0)?,
        codename: row.get(1)?,
        level: Level::of(row.get(2)?),
        sample: row.get(3)?,
        created_ms: row.get(4)?,
        last_opened_ms: row.get(5)?,
        due: row.get(6)?,
        sheet_confirmed: row.get(7)?,
    })
}

pub(crate) fn clients(db: &Connection) -> Result<Vec<ClientEntry>, VaultError> {
    let mut statement = db.prepare_cached(&format!("{ENTRY} ORDER BY codename COLLATE NOCASE"))?;
    let rows = statement.query_map([], entry)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn client(db: &Connection, id: Uuid) -> Result<ClientEntry, VaultError> {
    db.prepare_cached(&format!("{ENTRY} WHERE id = ?1"))?
        .query_row([id.as_bytes()], entry)
        .optional()?
        .ok_or(VaultError::NoSuchClient)
}

pub(crate) fn add(
    db: &Connection,
    entry: &ClientEntry,
    secret: Option<&Secret32>,
    anchor: &Anchor,
) -> Result<(), VaultError> {
    db.execute(
        "INSERT INTO client (id, codename, level, sample, created_ms, secret, seq, head, epoch, generation, evidence)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            entry.id.as_bytes(),
            entry.codename,
            entry.level.number(),
            entry.sample,
            entry.created_ms,
            secret.map(|secret| secret.expose().as_slice()),
            anchor.seq,
            anchor.head,
            anchor.epoch,
            anchor.generation,
            anchor.evidence,
        ],
    )
    .map_err(taken)?;
    Ok(())
}

fn taken(error: rusqlite::Error) -> VaultError {
    match error {
        rusqlite::Error::SqliteFailure(failure, _)
            if failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE =>
        {
            VaultError::CodenameTaken
        }
        other => other.into(),
    }
}

pub(crate) fn rename(db: &Connection, id: Uuid, codename: &str) -> Result<(), VaultError> {
    one(db
        .execute(
            "UPDATE client SET codename = ?2 WHERE id = ?1",
            params![id.as_bytes(), codename],
        )
        .map_err(taken)?)
}

pub(crate) fn set_due(db: &Connection, id: Uuid, due: Option<&str>) -> Result<(), VaultError> {
    one(db.execute(
        "UPDATE client SET due = ?2 WHERE id = ?1",
        params![id.as_bytes(), due],
    )?)
}

/// When somebody opened the client to work on it.
pub(crate) fn opened(db: &Connection, id: Uuid, at_ms: i64) -> Result<(), VaultError> {
    one(db.execute(
        "UPDATE client SET last_opened_ms = ?2 WHERE id = ?1",
        params![id.as_bytes(), at_ms],
    )?)
}

pub(crate) fn set_sheet_confirmed(db: &Connection, id: Uuid, confirmed: bool) -> Result<(), VaultError> {
    one(db.execute(
        "UPDATE client SET sheet_confirmed = ?2 WHERE id = ?1",
        params![id.as_bytes(), confirmed],
    )?)
}

pub(crate) fn secret(db: &Connection, id: Uuid) -> Result<Option<Secret32>, VaultError> {
    let kept: Option<Option<[u8; 32]>> = db
        .prepare_cached("SELECT secret FROM client WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(kept.ok_or(VaultError::NoSuchClient)?.map(Secret32::new))
}

/// The level and the secret that belongs to it, in one step.
pub(crate) fn set_level(
    db: &Connection,
    id: Uuid,
    level: Level,
    secret: Option<&Secret32>,
) -> Result<(), VaultError> {
    one(db.execute(
        "UPDATE client SET level = ?2, secret = ?3, sheet_confirmed = 0 WHERE id = ?1",
        params![
            id.as_bytes(),
            level.number(),
            secret.map(|secret| secret.expose().as_slice())
        ],
    )?)
}

pub(crate) fn anchor(db: &Connection, id: Uuid) -> Result<Anchor, VaultError> {
    db.prepare_cached("SELECT seq, head, epoch, generation, evidence FROM client WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| {
            Ok(Anchor {
                seq: row.get(0)?,
                head: row.get(1)?,
                epoch: row.get(2)?,
                generation: row.get(3)?,
                evidence: row.get(4)?,
            })
        })
        .optional()?
        .ok_or(VaultError::NoSuchClient)
}

pub(crate) fn set_anchor(db: &Connection, id: Uuid, anchor: &Anchor) -> Result<(), VaultError> {
    one(db
        .prepare_cached(
            "UPDATE client SET seq = ?2, head = ?3, epoch = ?4, generation = ?5, evidence = ?6 WHERE id = ?1",
        )?
        .execute(params![
            id.as_bytes(),
            anchor.seq,
            anchor.head,
            anchor.epoch,
            anchor.generation,
            anchor.evidence
        ])?)
}

/// A snapshot is about to take the place of the client's file.
pub(crate) fn begin_restore(db: &Connection, id: Uuid, seq: i64, head: &[u8; 32]) -> Result<(), VaultError> {
    db.execute(
        "INSERT OR REPLACE INTO restoring (client, seq, head) VALUES (?1, ?2, ?3)",
        params![id.as_bytes(), seq, head],
    )?;
    Ok(())
}

/// Where the chain ends in the file that is taking the client's place, if one is.
pub(crate) fn restoring(db: &Connection, id: Uuid) -> Result<Option<(i64, [u8; 32])>, VaultError> {
    Ok(db
        .prepare_cached("SELECT seq, head FROM restoring WHERE client = ?1")?
        .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// The file is in its place: from now on the anchor is its.
pub(crate) fn finish_restore(db: &Connection, id: Uuid, anchor: &Anchor) -> Result<(), VaultError> {
    let step = db.unchecked_transaction()?;
    set_anchor(&step, id, anchor)?;
    step.execute("DELETE FROM restoring WHERE client = ?1", [id.as_bytes()])?;
    step.commit()?;
    Ok(())
}

fn one(changed: usize) -> Result<(), VaultError> {
    if changed == 1 {
        Ok(())
    } else {
        Err(VaultError::NoSuchClient)
    }
}

pub(crate) fn setting(db: &Connection, key: &str) -> Result<Option<String>, VaultError> {
    Ok(db
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

pub(crate) fn set_setting(db: &Connection, key: &str, value: &str) -> Result<(), VaultError> {
    is_json(value)?;
    db.execute(
        "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)",
        [key, value],
    )?;
    Ok(())
}

pub(crate) fn own(db: &Connection, kind: &str, id: &str) -> Result<Option<String>, VaultError> {
    Ok(db
        .prepare_cached("SELECT doc FROM own WHERE kind = ?1 AND id = ?2")?
        .query_row([kind, id], |row| row.get(0))
        .optional()?)
}

pub(crate) fn list_own(db: &Connection, kind: &str) -> Result<Vec<Own>, VaultError> {
    let mut statement = db.prepare_cached("SELECT id, doc FROM own WHERE kind = ?1 ORDER BY id")?;
    let rows = statement.query_map([kind], |row| {
        Ok(Own {
            id: row.get(0)?,
            doc: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn put_own(db: &Connection, kind: &str, id: &str, doc: &str) -> Result<(), VaultError> {
    is_json(doc)?;
    db.execute(
        "INSERT OR REPLACE INTO own (kind, id, doc) VALUES (?1, ?2, ?3)",
        [kind, id, doc],
    )?;
    Ok(())
}

pub(crate) fn remove_own(db: &Connection, kind: &str, id: &str) -> Result<bool, VaultError> {
    Ok(db.execute("DELETE FROM own WHERE kind = ?1 AND id = ?2", [kind, id])? == 1)
}

pub(crate) fn is_json(text: &str) -> Result<(), VaultError> {
    serde_json::from_str::<serde::de::IgnoredAny>(text)
        .map(drop)
        .map_err(|_| VaultError::NotJson)
}
