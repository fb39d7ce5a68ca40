//! The only way to write rows: all of a transaction or nothing, journaled, searchable, anchored.

use crate::client::journal::{self, Changed, Entry, EntryKind, Head};
use crate::client::rows::{self, Change, ChangeKind, Row};
use crate::client::{ClientStore, search};
use crate::environment::Environment;
use crate::error::VaultError;
use crate::registry::is_json;
use rusqlite::{Connection, TransactionBehavior, params};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a transaction did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome<T> {
    /// What the closure returned.
    pub value: T,
    /// The rows that are not as they were, by id; empty where nothing changed.
    pub changes: Vec<Change>,
    /// The journal's number after it.
    pub seq: i64,
}

/// An open transaction. Nothing in it is kept unless the closure returns `Ok`.
pub struct Tx<'a> {
    db: &'a Connection,
    environment: &'a Environment,
    before: BTreeMap<Uuid, Option<Row>>,
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx")
            .field("touched", &self.before.len())
            .finish_non_exhaustive()
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn new(db: &'a Connection, environment: &'a Environment) -> Self {
        Self {
            db,
            environment,
            before: BTreeMap::new(),
        }
    }

    /// Adds a row with a new id.
    pub fn insert(
        &mut self,
        section: &str,
        parent: Option<Uuid>,
        code: &str,
        position: i64,
        doc: &str,
    ) -> Result<Uuid, VaultError> {
        let id = self.environment.new_id()?;
        self.insert_with_id(id, section, parent, code, position, doc)?;
        Ok(id)
    }

    /// Adds a row with a given id; [`VaultError::RowExists`] where one has it, also in the trash.
    pub fn insert_with_id(
        &mut self,
        id: Uuid,
        section: &str,
        parent: Option<Uuid>,
        code: &str,
        position: i64,
        doc: &str,
    ) -> Result<(), VaultError> {
        is_json(doc)?;
        if self.touch(id)?.is_some() {
            return Err(VaultError::RowExists);
        }
        put(
            self.db,
            &Row {
                id,
                section: section.to_owned(),
                parent,
                code: code.to_owned(),
                position,
                doc: doc.to_owned(),
                trashed_at: None,
            },
        )
    }

    /// Replaces the document of a live row.
    pub fn update(&mut self, id: Uuid, doc: &str) -> Result<(), VaultError> {
        is_json(doc)?;
        self.change(id, |row| row.doc = doc.to_owned())
    }

    /// Gives a live row another code.
    pub fn recode(&mut self, id: Uuid, code: &str) -> Result<(), VaultError> {
        self.change(id, |row| row.code = code.to_owned())
    }

    /// Moves a live row to another place in its section.
    pub fn place(&mut self, id: Uuid, position: i64) -> Result<(), VaultError> {
        self.change(id, |row| row.position = position)
    }

    /// Puts a live row into the trash.
    pub fn trash(&mut self, id: Uuid) -> Result<(), VaultError> {
        let now = self.environment.clock.now_ms();
        self.change(id, |row| row.trashed_at = Some(now))
    }

    /// Takes a row out of the trash.
    pub fn restore(&mut self, id: Uuid) -> Result<(), VaultError> {
        let mut row = self.touch(id)?.ok_or(VaultError::NoSuchRow)?;
        if row.trashed_at.take().is_none() {
            return Err(VaultError::WrongRowState);
        }
        put(self.db, &row)
    }

    /// A row as it is now in this transaction, live or trashed.
    pub fn row(&self, id: Uuid) -> Result<Option<Row>, VaultError> {
        rows::one(self.db, id)
    }

    /// All live rows as they are now in this transaction.
    pub fn rows(&self) -> Result<Vec<Row>, VaultError> {
        rows::live(self.db)
    }

    /// The live rows of a section as they are now in this transaction.
    pub fn section(&self, name: &str) -> Result<Vec<Row>, VaultError> {
        rows::section(self.db, name)
    }

    /// The live rows that belong to a row as they are now in this transaction.
    pub fn children(&self, parent: Uuid) -> Result<Vec<Row>, VaultError> {
        rows::children(self.db, parent)
    }

    /// The trashed rows as they are now in this transaction.
    pub fn trashed(&self) -> Result<Vec<Row>, VaultError> {
        rows::trash(self.db)
    }

    fn change(&mut self, id: Uuid, edit: impl FnOnce(&mut Row)) -> Result<(), VaultError> {
        let mut row = self.touch(id)?.ok_or(VaultError::NoSuchRow)?;
        if row.trashed_at.is_some() {
            return Err(VaultError::WrongRowState);
        }
        edit(&mut row);
        put(self.db, &row)
    }

    /// Sets a row to an image, or removes it: for undo, redo and old versions.
    pub(crate) fn set(&mut self, id: Uuid, image: Option<&Row>) -> Result<(), VaultError> {
        self.touch(id)?;
        match image {
            Some(row) => put(self.db, row),
            None => {
                self.db
                    .prepare_cached("DELETE FROM record WHERE id = ?1")?
                    .execute([id.as_bytes()])?;
                Ok(())
            }
        }
    }

    /// The row now; its image from before the transaction is remembered the first time.
    fn touch(&mut self, id: Uuid) -> Result<Option<Row>, VaultError> {
        let now = rows::one(self.db, id)?;
        self.before.entry(id).or_insert_with(|| now.clone());
        Ok(now)
    }

    /// The rows that are not as they were, in order of id, with search brought up to date.
    fn settle(self) -> Result<Vec<Changed>, VaultError> {
        let mut changes = Vec::new();
        for (id, before) in self.before {
            let after = rows::one(self.db, id)?;
            let Some(kind) = ChangeKind::between(before.as_ref(), after.as_ref()) else {
                continue;
            };
            search::refresh(self.db, id, before.as_ref(), after.as_ref())?;
            let section = after
                .as_ref()
                .or(before.as_ref())
                .map(|row| row.section.clone())
                .unwrap_or_default();
            changes.push(Changed {
                id,
                section,
                kind,
                after,
            });
        }
        Ok(changes)
    }
}

fn put(db: &Connection, row: &Row) -> Result<(), VaultError> {
    db.prepare_cached(
        "INSERT INTO record (id, section, parent, code, position, doc, trashed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE SET section = ?2, parent = ?3, code = ?4, position = ?5, doc = ?6, trashed_at = ?7",
    )?
    .execute(params![
        row.id.as_bytes(),
        row.section,
        row.parent.as_ref().map(|parent| parent.as_bytes()),
        row.code,
        row.position,
        row.doc,
        row.trashed_at,
    ])?;
    Ok(())
}

impl ClientStore {
    /// Runs `work` as one transaction under the name `op`; `detail` says more and is purged with the
    /// records that it speaks of. On `Ok` everything is on disk, journaled and anchored before this
    /// returns; on `Err` nothing happened. What changed nothing is not journaled.
    pub fn transact<T, E: From<VaultError>>(
        &mut self,
        op: &str,
        detail: &str,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Outcome<T>, E> {
        let entry = Entry {
            kind: EntryKind::Do,
            of_seq: None,
            op,
            detail,
        };
        let outcome = self.run(&entry, work)?;
        if !outcome.changes.is_empty() {
            self.undo.push(outcome.seq);
            self.redo.clear();
        }
        Ok(outcome)
    }

    pub(crate) fn run<T, E: From<VaultError>>(
        &mut self,
        entry: &Entry<'_>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Outcome<T>, E> {
        self.writable()?;
        let (value, changes, head) = self.write(entry, work)?;
        match head {
            Some(head) => self.commit_to(head)?,
            None => {
                return Ok(Outcome {
                    value,
                    changes,
                    seq: self.head.seq,
                });
            }
        }
        Ok(Outcome {
            value,
            changes,
            seq: self.head.seq,
        })
    }

    #[allow(clippy::type_complexity, reason = "three results of one private step")]
    fn write<T, E: From<VaultError>>(
        &mut self,
        entry: &Entry<'_>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<(T, Vec<Change>, Option<Head>), E> {
        let step = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(VaultError::from)?;
        let mut tx = Tx::new(&step, &self.environment);
        let value = work(&mut tx)?;
        let changed = tx.settle()?;
        if changed.is_empty() {
            step.rollback().map_err(VaultError::from)?;
            return Ok((value, Vec::new(), None));
        }
        let head = journal::append(&step, &self.environment, &self.head, entry, &changed)?;
        step.commit().map_err(VaultError::from)?;
        let changes = changed
            .into_iter()
            .map(|change| Change {
                id: change.id,
                section: change.section,
                kind: change.kind,
            })
            .collect();
        Ok((value, changes, Some(head)))
    }
}
