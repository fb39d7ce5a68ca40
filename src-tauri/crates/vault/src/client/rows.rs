//! Rows as they are read, and what is said of a change to one.

use crate::client::ClientStore;
use crate::error::VaultError;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

/// One row: a record's document and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id, a UUIDv7, for life.
    pub id: Uuid,
    /// The section of the client's file.
    pub section: String,
    /// The row that it belongs to.
    pub parent: Option<Uuid>,
    /// The code that people see, or empty.
    pub code: String,
    /// Its place among its section's rows.
    pub position: i64,
    /// Its JSON text.
    pub doc: String,
    /// When it went to the trash, ms UTC.
    pub trashed_at: Option<i64>,
}

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Inserted,
    /// Its document, code or place changed.
    Updated,
    /// It went to the trash.
    Trashed,
    /// It came back from the trash.
    Restored,
    /// It was erased with all its versions.
    Erased,
    /// It is gone because its insertion was undone; its versions remain.
    Removed,
}

impl ChangeKind {
    pub(crate) fn number(self) -> i64 {
        match self {
            Self::Inserted => 1,
            Self::Updated => 2,
            Self::Trashed => 3,
            Self::Restored => 4,
            Self::Erased => 5,
            Self::Removed => 6,
        }
    }

    pub(crate) fn of(number: i64) -> Option<Self> {
        [
            Self::Inserted,
            Self::Updated,
            Self::Trashed,
            Self::Restored,
            Self::Erased,
            Self::Removed,
        ]
        .into_iter()
        .find(|kind| kind.number() == number)
    }

    /// The change from one image to the next; `None` where nothing changed.
    pub(crate) fn between(before: Option<&Row>, after: Option<&Row>) -> Option<Self> {
        match (before, after) {
            (None, None) => None,
            (None, Some(_)) => Some(Self::Inserted),
            (Some(_), None) => Some(Self::Removed),
            (Some(before), Some(after)) if before == after => None,
            (Some(before), Some(after)) => Some(match (before.trashed_at, after.trashed_at) {
                (None, Some(_)) => Self::Trashed,
                (Some(_), None) => Self::Restored,
                _ => Self::Updated,
            }),
        }
    }
}

/// One changed row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The row.
    pub id: Uuid,
    /// Its section.
    pub section: String,
    /// What happened to it.
    pub kind: ChangeKind,
}

/// What was being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The caller's key.
    pub key: String,
    /// The text.
    pub text: String,
    /// When it was kept, ms UTC.
    pub at_ms: i64,
}

pub(crate) const COLUMNS: &str = "id, section, parent, code, position, doc, trashed_at";

pub(crate) fn uuid(bytes: [u8; 16]) -> Uuid {
    Uuid::from_bytes(bytes)
}

/// Reads [`COLUMNS`] from the front of a result row.
pub(crate) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        id: uuid(row.get(0)?),
        section: row.get(1)?,
        parent: row.get::<_, Option<[u8; 16]>>(2)?.map(uuid),
        code: row.get(3)?,
        position: row.get(4)?,
        doc: row.get(5)?,
        trashed_at: row.get(6)?,
    })
}

pub(crate) fn one(db: &Connection, id: Uuid) -> Result<Option<Row>, VaultError> {
    Ok(db
        .prepare_cached(&format!("SELECT {COLUMNS} FROM record WHERE id = ?1"))?
        .query_row([id.as_bytes()], read)
        .optional()?)
}

pub(crate) fn many(
    db: &Connection,
    tail: &str,
    given: impl rusqlite::Params,
) -> Result<Vec<Row>, VaultError> {
    let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM record {tail}"))?;
    let rows = statement.query_map(given, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn live(db: &Connection) -> Result<Vec<Row>, VaultError> {
    many(db, "WHERE trashed_at IS NULL ORDER BY section, position, id", [])
}

pub(crate) fn section(db: &Connection, name: &str) -> Result<Vec<Row>, VaultError> {
    many(
        db,
        "WHERE section = ?1 AND trashed_at IS NULL ORDER BY position, id",
        [name],
    )
}

pub(crate) fn children(db: &Connection, parent: Uuid) -> Result<Vec<Row>, VaultError> {
    many(
        db,
        "WHERE parent = ?1 AND trashed_at IS NULL ORDER BY section, position, id",
        [parent.as_bytes()],
    )
}

pub(crate) fn trash(db: &Connection) -> Result<Vec<Row>, VaultError> {
    many(
        db,
        "WHERE trashed_at IS NOT NULL ORDER BY trashed_at DESC, id",
        [],
    )
}

impl ClientStore {
    /// All live rows, by section, position and id.
    pub fn rows(&self) -> Result<Vec<Row>, VaultError> {
        live(&self.db)
    }

    /// The live rows of a section, by position and id.
    pub fn section(&self, name: &str) -> Result<Vec<Row>, VaultError> {
        section(&self.db, name)
    }

    /// A row, live or trashed.
    pub fn row(&self, id: Uuid) -> Result<Option<Row>, VaultError> {
        one(&self.db, id)
    }

    /// The live rows that belong to a row.
    pub fn children(&self, parent: Uuid) -> Result<Vec<Row>, VaultError> {
        children(&self.db, parent)
    }

    /// The trashed rows, latest first.
    pub fn trash(&self) -> Result<Vec<Row>, VaultError> {
        trash(&self.db)
    }
}
