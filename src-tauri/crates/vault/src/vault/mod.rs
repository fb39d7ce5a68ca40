//! An unlocked vault: the registry and the way to its clients.

mod check;
mod clients;
mod create;
mod own;
mod passphrase;

pub use clients::Removed;
pub(crate) use clients::credential_name;

use crate::db::migrate;
use crate::db::open::{Access, checkpoint};
use crate::environment::{Cancel, Environment};
use crate::error::{VaultError, VaultFile};
use crate::files;
use crate::keys::header::{Header, Kind, MINOR, Read};
use crate::keys::slots::{self, Both, Presence};
use crate::keys::{self, VAULT_REGISTRY};
use crate::secret::{Passphrase, Secret32};
use passphrase::open_root;
use rusqlite::Connection;
use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
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

/// A vault that a passphrase has opened. Dropping it forgets the keys.
pub struct OpenVault {
    pub(crate) dir: PathBuf,
    pub(crate) root: Secret32,
    pub(crate) header: Header,
    pub(crate) registry: Registry,
    pub(crate) environment: Environment,
    pub(crate) read_only: bool,
    pub(crate) open: Arc<Mutex<HashSet<Uuid>>>,
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
    /// Opens the vault for writing.
    ///
    /// Errors: [`VaultError::InUse`] while another process has it open for writing; absent, foreign,
    /// damaged and newer are told before any key is derived.
    pub fn unlock(
        dir: &Path,
        passphrase: &Passphrase,
        environment: &Environment,
        cancel: &Cancel,
    ) -> Result<Self, VaultError> {
        let (read, agree) = find(dir)?;
        let lock = take_lock(dir)?;
        let root = open_root(&read, passphrase, cancel)?;
        let newer_minor = read.header.minor > MINOR;
        if !agree && !newer_minor {
            slots::heal(dir, &read)?;
        }
        let begun = dir.join("registry.db.new");
        if begun.exists() && !dir.join("registry.db").exists() {
            std::fs::rename(&begun, dir.join("registry.db"))?;
        }
        Self::open(dir, root, read.header, environment, Some(lock), newer_minor)
    }

    /// Opens the vault for reading, also beside a process that has it open for writing.
    pub fn unlock_to_read(
        dir: &Path,
        passphrase: &Passphrase,
        environment: &Environment,
        cancel: &Cancel,
    ) -> Result<Self, VaultError> {
        let (read, _) = find(dir)?;
        let root = open_root(&read, passphrase, cancel)?;
        Self::open(dir, root, read.header, environment, None, true)
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
        let root = root.pinned();
        let key = keys::derive(&root, header.uuid, VAULT_REGISTRY);
        let registry = migrate::REGISTRY.open(&dir.join("registry.db"), &key, access)?;
        Ok(Self {
            dir: dir.to_owned(),
            root,
            header,
            registry: Registry(Arc::new(Mutex::new(registry))),
            environment: environment.clone(),
            read_only,
            open: Arc::default(),
            _lock: lock,
        })
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

fn find(dir: &Path) -> Result<(Read, bool), VaultError> {
    match slots::probe(dir)? {
        Presence::Absent => return Err(VaultError::Absent),
        Presence::Foreign => return Err(VaultError::Foreign),
        Presence::Damaged => return Err(VaultError::Damaged(VaultFile::VaultKeySlots)),
        Presence::Newer | Presence::Sealed => {}
    }
    match slots::read(dir, Kind::Vault)? {
        Both::Whole { newest, agree } => Ok((*newest, agree)),
        Both::Newer(major) => Err(VaultError::Newer {
            file: VaultFile::VaultKeySlots,
            found: u32::from(major),
            known: u32::from(keys::header::MAJOR),
        }),
        Both::Absent | Both::Foreign | Both::Damaged => Err(VaultError::Damaged(VaultFile::VaultKeySlots)),
    }
}

fn take_lock(dir: &Path) -> Result<File, VaultError> {
    let file = match files::open_private(&dir.join("lock")) {
        // Not a flaw of the disk: this medium, or this folder, is for reading only.
        Err(error) if error.kind() == ErrorKind::ReadOnlyFilesystem => return Err(VaultError::ReadOnly),
        other => other?,
    };
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(VaultError::InUse),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
