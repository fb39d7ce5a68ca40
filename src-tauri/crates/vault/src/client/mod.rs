//! One open client.

pub mod check;
pub mod evidence;
pub mod freshness;
pub mod history;
pub mod rows;
pub mod search;
pub mod snapshot;
pub mod transact;
pub mod undo;

pub(crate) mod create;
pub(crate) mod drafts;
pub(crate) mod erase;
pub(crate) mod journal;
pub(crate) mod reseal;
pub(crate) mod unwrap;

#[cfg(test)]
mod purge_tests;

use crate::db::migrate;
use crate::db::open::{Access, checkpoint, read_only};
use crate::environment::Environment;
use crate::error::VaultError;
use crate::keys::{self, CLIENT_DATA, CLIENT_EVIDENCE};
use crate::registry;
use crate::secret::Secret32;
use crate::vault::{OpenVault, Registry};
use evidence::EvidenceFile;
use freshness::{Anchor, Freshness, Mark};
use journal::Head;
use rusqlite::Connection;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// One open client: its rows, their history, its evidence. Dropping it forgets the keys.
pub struct ClientStore {
    id: Uuid,
    dir: PathBuf,
    db: Connection,
    // Of `data.db`: a snapshot is made under it.
    key: Secret32,
    evidence: EvidenceFile,
    environment: Environment,
    registry: Registry,
    head: Head,
    epoch: u32,
    generation: u64,
    freshness: Freshness,
    // What the registry is told of the evidence; as it was noted where the file does not say.
    mark: Option<Mark>,
    read_only: bool,
    vault_read_only: bool,
    undo: Vec<i64>,
    redo: Vec<i64>,
    _open: OpenMark,
}

/// Marks the client as open for as long as its store lives.
struct OpenMark {
    id: Uuid,
    open: Arc<Mutex<HashSet<Uuid>>>,
}

impl Drop for OpenMark {
    fn drop(&mut self) {
        self.open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.id);
    }
}

impl std::fmt::Debug for ClientStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientStore")
            .field("id", &self.id)
            .field("read_only", &self.read_only)
            .finish_non_exhaustive()
    }
}

impl ClientStore {
    pub(crate) fn open(vault: &OpenVault, id: Uuid, secret: &Secret32) -> Result<Self, VaultError> {
        {
            let mut others = vault.open.lock().unwrap_or_else(PoisonError::into_inner);
            if !others.insert(id) {
                return Err(VaultError::ClientOpen);
            }
        }
        let open = OpenMark {
            id,
            open: Arc::clone(&vault.open),
        };
        let dir = vault.client_dir(id);
        let found = unwrap::client_key(vault, id, secret)?;
        // The anchor before the file: a commit of another process in between makes the file newer.
        let anchor = vault.anchor(id)?;
        let access = if vault.read_only || found.newer_minor {
            Access::Read
        } else {
            Access::Write
        };
        let key = keys::derive(&found.key, id, CLIENT_DATA);
        let db = migrate::DATA.open(&dir.join("data.db"), &key, access)?;
        let evidence = EvidenceFile::open(
            &dir.join("evidence.db"),
            &keys::derive(&found.key, id, CLIENT_EVIDENCE),
            access,
            &vault.environment,
        )?;
        let head = journal::head(&db, id)?;
        let mut freshness = freshness::judge(&db, &anchor, &head, found.epoch, found.generation)?;
        // Evidence whose list cannot be read is damaged, which a check tells; the records still open.
        let (mut mark, connection) = (anchor.evidence, evidence.connection());
        if let Ok(holds) = freshness::holds_what_was_noted(connection, anchor.evidence.as_ref()) {
            mark = Some(freshness::mark(connection)?);
            if !holds {
                freshness = Freshness::RolledBack;
            }
        }
        let mut store = Self {
            id,
            dir,
            db,
            key,
            evidence,
            environment: vault.environment.clone(),
            registry: vault.registry.clone(),
            head,
            epoch: found.epoch,
            generation: found.generation,
            freshness,
            mark,
            read_only: access == Access::Read,
            vault_read_only: access == Access::Read,
            undo: Vec::new(),
            redo: Vec::new(),
            _open: open,
        };
        if freshness == Freshness::RolledBack {
            store.seal_for_reading()?;
        }
        if !store.read_only {
            snapshot::aside::settle(&store.dir, &store.db)?;
            registry::set_anchor(&store.registry.lock(), id, &store.anchor())?;
        }
        Ok(store)
    }

    /// The client's id.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Notes that a person opened the client now. Checks, copies and imports open it too and note nothing.
    pub fn note_opened(&self) -> Result<(), VaultError> {
        let now = self.environment.clock.now_ms();
        registry::opened(&self.registry.lock(), self.id, now)
    }

    /// Are writes refused? True beside another process, after a rollback, and after the disk failed.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// How the file stood to its anchor when it was opened.
    pub fn freshness(&self) -> Freshness {
        self.freshness
    }

    fn writable(&self) -> Result<(), VaultError> {
        if self.read_only {
            Err(VaultError::ReadOnly)
        } else {
            Ok(())
        }
    }

    /// Takes a file that was rolled back as it stands, after the person has been told: what the
    /// registry remembers as later is given up. The journal notes it, with the number that was lost.
    pub fn accept_rollback(mut self) -> Result<Self, VaultError> {
        if self.freshness != Freshness::RolledBack || self.vault_read_only {
            return Err(VaultError::ReadOnly);
        }
        let lost = registry::anchor(&self.registry.lock(), self.id)?;
        self.db.pragma_update(None, "query_only", false)?;
        self.evidence.open_for_writing()?;
        let detail = format!("{} -> {}", lost.seq, self.head.seq);
        let entry = journal::Entry {
            kind: journal::EntryKind::Do,
            of_seq: None,
            op: "accept_rollback",
            detail: &detail,
        };
        let step = self.db.transaction()?;
        let head = journal::append(&step, &self.environment, &self.head, &entry, &[])?;
        step.commit()?;
        self.read_only = false;
        self.freshness = Freshness::Fresh;
        self.commit_to(head)?;
        Ok(self)
    }

    fn seal_for_reading(&mut self) -> Result<(), VaultError> {
        self.read_only = true;
        self.evidence.seal_for_reading()?;
        read_only(&self.db)
    }

    fn anchor(&self) -> Anchor {
        Anchor {
            seq: self.head.seq,
            head: self.head.hash,
            epoch: self.epoch,
            generation: i64::try_from(self.generation).unwrap_or(i64::MAX),
            evidence: self.mark,
        }
    }

    /// The chain's head moved and is on disk: the registry hears of it before the caller does.
    fn commit_to(&mut self, head: Head) -> Result<(), VaultError> {
        self.head = head;
        self.note()
    }

    /// Evidence came or went and is on disk: the registry hears of it before the caller does.
    fn note_evidence(&mut self) -> Result<(), VaultError> {
        let mark = Some(freshness::mark(self.evidence.connection())?);
        if mark == self.mark {
            return Ok(());
        }
        self.mark = mark;
        self.note()
    }

    fn note(&mut self) -> Result<(), VaultError> {
        let anchored = registry::set_anchor(&self.registry.lock(), self.id, &self.anchor());
        if anchored.is_err() {
            // Written but not anchored: no further write until this is understood.
            self.seal_for_reading()?;
        }
        anchored
    }

    /// Empties the write-ahead logs and closes the files.
    pub fn close(self) -> Result<(), VaultError> {
        if !self.read_only {
            checkpoint(&self.db)?;
            self.evidence.checkpoint()?;
        }
        Ok(())
    }
}
