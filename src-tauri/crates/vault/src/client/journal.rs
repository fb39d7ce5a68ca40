//! The journal: a hash chain over salted commitments to the images of changed rows.
//!
//! ```text
//! hash(0)   = SHA-256("valise/chain/v1" | client)
//! image     = SHA-256("valise/image/v1" | salt | row, each field with its length)
//! hash(n)   = SHA-256("valise/entry/v1" | hash(n-1) | seq | at | logical | device | kind | of | op
//!                     | commitment to the detail | changes in order of id, each with its image)
//! ```
//! Images, details and salts lie beside the chain: purging them leaves it verifiable, and without the
//! salt a commitment tells nothing of the words that were in it.

use crate::client::rows::{ChangeKind, Row};
use crate::environment::Environment;
use crate::error::VaultError;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Where the chain ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    pub seq: i64,
    pub logical: i64,
    pub hash: [u8; 32],
}

/// Why an entry was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    Do,
    Undo,
    Redo,
    Erase,
}

impl EntryKind {
    pub(crate) fn number(self) -> i64 {
        match self {
            Self::Do => 1,
            Self::Undo => 2,
            Self::Redo => 3,
            Self::Erase => 4,
        }
    }
}

/// An entry to be written.
pub(crate) struct Entry<'a> {
    pub kind: EntryKind,
    pub of_seq: Option<i64>,
    pub op: &'a str,
    pub detail: &'a str,
}

/// What an entry says of a row.
pub(crate) struct Changed {
    pub id: Uuid,
    pub section: String,
    pub kind: ChangeKind,
    pub after: Option<Row>,
}

pub(crate) fn genesis(client: Uuid) -> [u8; 32] {
    Sha256::new()
        .chain_update(b"valise/chain/v1\0")
        .chain_update(client.as_bytes())
        .finalize()
        .into()
}

pub(crate) fn head(db: &Connection, client: Uuid) -> Result<Head, VaultError> {
    let last = db
        .prepare_cached("SELECT seq, logical, hash FROM journal ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| {
            Ok(Head {
                seq: row.get(0)?,
                logical: row.get(1)?,
                hash: row.get(2)?,
            })
        })
        .optional()?;
    Ok(last.unwrap_or(Head {
        seq: 0,
        logical: 0,
        hash: genesis(client),
    }))
}

pub(crate) fn hash_at(db: &Connection, seq: i64) -> Result<Option<[u8; 32]>, VaultError> {
    Ok(db
        .prepare_cached("SELECT hash FROM journal WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))
        .optional()?)
}

/// Why the entry was written, as a number; `None` where there is no such entry.
pub(crate) fn kind_at(db: &Connection, seq: i64) -> Result<Option<i64>, VaultError> {
    Ok(db
        .prepare_cached("SELECT kind FROM journal WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))
        .optional()?)
}

/// Writes an entry, its changes and their images. `changes` must be in order of id.
pub(crate) fn append(
    db: &Connection,
    environment: &Environment,
    head: &Head,
    entry: &Entry<'_>,
    changes: &[Changed],
) -> Result<Head, VaultError> {
    let at_ms = environment.clock.now_ms();
    let seq = head.seq + 1;
    // A hybrid clock: the time, but never behind what any device wrote before.
    let logical = at_ms.max(head.logical + 1);
    let salt = environment.random32()?;
    let detail = commit_detail(&salt, entry.detail);
    let mut sealed = Vec::with_capacity(changes.len());
    for change in changes {
        let image = match &change.after {
            Some(row) => {
                let salt = environment.random32()?;
                Some((salt, commit_image(&salt, row)))
            }
            None => None,
        };
        sealed.push((change, image));
    }
    let fields = Fields {
        seq,
        at_ms,
        logical,
        device: *environment.device.as_bytes(),
        kind: entry.kind.number(),
        of_seq: entry.of_seq,
        op: entry.op,
        detail,
    };
    let mut hasher = fields.begin(&head.hash);
    for (change, image) in &sealed {
        add_change(
            &mut hasher,
            change.id,
            &change.section,
            change.kind.number(),
            image.map(|(_, c)| c),
        );
    }
    let hash: [u8; 32] = hasher.finalize().into();
    db.prepare_cached(
        "INSERT INTO journal (seq, at_ms, logical, device, kind, of_seq, op, detail, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        seq,
        at_ms,
        logical,
        fields.device,
        fields.kind,
        entry.of_seq,
        entry.op,
        detail,
        hash
    ])?;
    db.prepare_cached("INSERT INTO detail (seq, salt, text) VALUES (?1, ?2, ?3)")?
        .execute(params![seq, salt, entry.detail])?;
    let mut insert_change = db.prepare_cached(
        "INSERT INTO change (seq, record, section, kind, commitment) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut insert_image = db.prepare_cached(
        "INSERT INTO image (seq, record, salt, section, parent, code, position, doc, trashed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for (change, image) in &sealed {
        insert_change.execute(params![
            seq,
            change.id.as_bytes(),
            change.section,
            change.kind.number(),
            image.map(|(_, commitment)| commitment)
        ])?;
        if let (Some((salt, _)), Some(row)) = (image, &change.after) {
            insert_image.execute(params![
                seq,
                row.id.as_bytes(),
                salt,
                row.section,
                row.parent.as_ref().map(|parent| parent.as_bytes()),
                row.code,
                row.position,
                row.doc,
                row.trashed_at,
            ])?;
        }
    }
    Ok(Head { seq, logical, hash })
}

/// The fields of an entry that the chain covers.
pub(crate) struct Fields<'a> {
    pub seq: i64,
    pub at_ms: i64,
    pub logical: i64,
    pub device: [u8; 16],
    pub kind: i64,
    pub of_seq: Option<i64>,
    pub op: &'a str,
    pub detail: [u8; 32],
}

impl Fields<'_> {
    pub(crate) fn begin(&self, previous: &[u8; 32]) -> Sha256 {
        let mut hasher = Sha256::new()
            .chain_update(b"valise/entry/v1\0")
            .chain_update(previous);
        for number in [
            self.seq,
            self.at_ms,
            self.logical,
            self.kind,
            self.of_seq.unwrap_or(0),
        ] {
            hasher.update(number.to_be_bytes());
        }
        hasher.update(self.device);
        add_text(&mut hasher, self.op);
        hasher.update(self.detail);
        hasher
    }
}

pub(crate) fn add_change(
    hasher: &mut Sha256,
    id: Uuid,
    section: &str,
    kind: i64,
    commitment: Option<[u8; 32]>,
) {
    hasher.update(id.as_bytes());
    add_text(hasher, section);
    hasher.update(kind.to_be_bytes());
    match commitment {
        Some(commitment) => {
            hasher.update([1]);
            hasher.update(commitment);
        }
        None => hasher.update([0]),
    }
}

pub(crate) fn commit_detail(salt: &[u8; 32], text: &str) -> [u8; 32] {
    let mut hasher = Sha256::new()
        .chain_update(b"valise/detail/v1\0")
        .chain_update(salt);
    add_text(&mut hasher, text);
    hasher.finalize().into()
}

pub(crate) fn commit_image(salt: &[u8; 32], row: &Row) -> [u8; 32] {
    let mut hasher = Sha256::new()
        .chain_update(b"valise/image/v1\0")
        .chain_update(salt);
    hasher.update(row.id.as_bytes());
    add_text(&mut hasher, &row.section);
    match row.parent {
        Some(parent) => {
            hasher.update([1]);
            hasher.update(parent.as_bytes());
        }
        None => hasher.update([0]),
    }
    add_text(&mut hasher, &row.code);
    hasher.update(row.position.to_be_bytes());
    add_text(&mut hasher, &row.doc);
    match row.trashed_at {
        Some(at) => {
            hasher.update([1]);
            hasher.update(at.to_be_bytes());
        }
        None => hasher.update([0]),
    }
    hasher.finalize().into()
}

fn add_text(hasher: &mut Sha256, text: &str) {
    hasher.update((text.len() as u64).to_be_bytes());
    hasher.update(text.as_bytes());
}
