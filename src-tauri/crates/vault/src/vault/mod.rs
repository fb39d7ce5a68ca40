//! An unlocked vault: the registry and the way to its clients.

mod check;
mod clients;
mod create;
mod destroy;
mod destruction;
mod door;
mod own;
mod passphrase;
mod quick;
mod recovery;
mod rotate;
mod sheets;

pub(crate) use clients::credential_name;
pub use destruction::{CopyOfClient, CredentialOutcome, Destruction, Expiry, Removed, RemovedFile};
pub use door::WaysIn;
pub use rotate::{QuickUnlock, Rotated};

use crate::db::migrate;
use crate::db::open::{Access, checkpoint};
use crate::environment::{Cancel, Environment};
use crate::error::VaultError;
use crate::keys::header::Header;
use crate::keys::slots;
use crate::keys::{self, VAULT_HEADER, VAULT_REGISTRY};
use crate::secret::{Passphrase, Secret32};
use door::Door;
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// The registry's connection, shared with the open client, which writes its anchor there.
#[derive(Clone)]
pub(crate) struct Registry(Arc<Mutex<Connection>>);

impl Registry {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A vault that one of its ways in has opened. Dropping it forgets the keys.
pub struct OpenVault {
    pub(crate) dir: PathBuf,
    pub(crate) root: Secret32,
    pub(crate) header: Header,
    pub(crate) registry: Registry,
    pub(crate) environment: Environment,
    pub(crate) read_only: bool,
    pub(crate) open: Arc<Mutex<HashSet<Uuid>>>,
    // Made since the vault was unlocked: a client that could not be filled is taken back.
    pub(crate) made_here: HashSet<Uuid>,
    /// The groups of a client's sheet that are to be typed back.
    pub(crate) asked: HashMap<Uuid, [usize; 2]>,
    recovery: Option<recovery::Pending>,
    // Held for as long as the vault is open for writing; the system lets go of it with the process.
    _lock: Option<File>,
}

impl std::fmt::Debug for OpenVault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenVault")
            .field("read_only", &self.read_only)
            .finish_non_exhaustive()
    }
}

impl OpenVault {
    /// Opens the vault for writing, and finishes a rotation that was cut short.
    ///
    /// Errors: [`VaultError::InUse`] while another process has it open for writing; absent, foreign,
    /// damaged and newer are told before any key is derived.
    pub fn unlock(
        dir: &Path,
        passphrase: &Passphrase,
        environment: &Environment,
        cancel: &Cancel,
    ) -> Result<Self, VaultError> {
        let door = Door::knock(dir)?;
        let roots = door.by_passphrase(passphrase, cancel)?;
        door.enter(roots, environment)
    }

    /// Opens the vault for reading, also beside a process that has it open for writing.
    ///
    /// Errors: [`VaultError::RotationUnfinished`] while its keys stand half way between old and new.
    pub fn unlock_to_read(
        dir: &Path,
        passphrase: &Passphrase,
        environment: &Environment,
        cancel: &Cancel,
    ) -> Result<Self, VaultError> {
        door::look_in(dir, passphrase, environment, cancel)
    }

    fn open(
        dir: &Path,
        root: Secret32,
        header: Header,
        environment: &Environment,
        lock: Option<File>,
        read_only: bool,
    ) -> Result<Self, VaultError> {
        let access = if read_only { Access::Read } else { Access::Write };
        let registry = open_registry(dir, &root, header.uuid, access)?;
        let vault = Self {
            dir: dir.to_owned(),
            root,
            header,
            registry: Registry(Arc::new(Mutex::new(registry))),
            environment: environment.clone(),
            read_only,
            open: Arc::default(),
            made_here: HashSet::new(),
            asked: HashMap::new(),
            recovery: None,
            _lock: lock,
        };
        if !read_only {
            vault.finish_destructions()?;
        }
        Ok(vault)
    }

    /// Was it opened for reading only?
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// The vault's id, made at creation.
    pub fn id(&self) -> Uuid {
        self.header.uuid
    }

    pub(crate) fn writable(&self) -> Result<(), VaultError> {
        if self.read_only {
            Err(VaultError::ReadOnly)
        } else {
            Ok(())
        }
    }

    /// A reader's registry that no longer decrypts was most likely given another key beside it.
    fn as_a_reader(&self, error: VaultError) -> VaultError {
        let moved = || door::find(&self.dir).is_ok_and(|(now, _)| now.header.epoch != self.header.epoch);
        match error {
            VaultError::Database { .. } | VaultError::Disk { .. } if self.read_only && moved() => {
                VaultError::KeysChanged
            }
            other => other,
        }
    }

    /// Writes this header in the place of the present one, under the root key in use.
    fn write_header(&mut self, mut header: Header) -> Result<(), VaultError> {
        header.generation = self.header.generation.max(header.generation) + 1;
        let mac_key = keys::derive(&self.root, header.uuid, VAULT_HEADER);
        slots::write(&self.dir, &header, &mac_key)?;
        self.header = header;
        Ok(())
    }

    /// A medium that was pulled out leaves the registry open and its folder empty, or gone: nothing is made, and
    /// nothing is called destroyed, in a place that is no longer the vault's.
    pub(crate) fn present(&self) -> Result<(), VaultError> {
        if self.dir.join("registry.db").exists() {
            Ok(())
        } else {
            Err(VaultError::Absent)
        }
    }

    /// Empties the write-ahead log, closes the registry and forgets the keys. Close the client first:
    /// a [`ClientStore`] that is still there keeps its own key until it is dropped.
    pub fn lock(self) -> Result<(), VaultError> {
        if !self.read_only {
            checkpoint(&self.registry.lock())?;
        }
        Ok(())
    }
}

fn open_registry(dir: &Path, root: &Secret32, vault: Uuid, access: Access) -> Result<Connection, VaultError> {
    let key = keys::derive(root, vault, VAULT_REGISTRY);
    migrate::REGISTRY.open(&dir.join("registry.db"), &key, access)
}
