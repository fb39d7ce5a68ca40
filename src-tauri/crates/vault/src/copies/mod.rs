//! Copies of the whole vault: made, verified, restored, drilled; and which copies are known.
//!
//! A backup is the vault's sealed files as they are, with a manifest. It opens with what opened the
//! vault when it was made.

mod backup;
mod drill;
pub(crate) mod manifest;
mod restore;
pub(crate) mod space;
mod stream;
mod verify;

pub use backup::Backup;
pub use drill::{Drill, DrillOutcome, DrilledClient, drill, drill_with};
pub use manifest::{BackupManifest, ManifestClient, ManifestFile};
pub use restore::restore_backup;
pub use verify::{BackupCheck, BackupFault, verify_backup};

use crate::error::VaultError;
use crate::registry;
use crate::registry::copies::{self, CopyKind, Held, KnownCopy};
use crate::secret::Secret32;
use crate::vault::OpenVault;
use std::path::Path;
use uuid::Uuid;

/// A copy that was made outside of the vault, to be remembered.
#[derive(Debug, Clone)]
pub struct NewCopy<'a> {
    /// What it is.
    pub kind: CopyKind,
    /// The client that it is of.
    pub client: Uuid,
    /// Where it was put, for people.
    pub place: &'a Path,
    /// Until when it is to be kept, ms UTC; `None` where nobody said.
    pub keep_until_ms: Option<i64>,
}

impl OpenVault {
    /// All copies that are known, oldest first, also those that are said to be gone.
    pub fn copies(&self) -> Result<Vec<KnownCopy>, VaultError> {
        copies::all(&self.registry.lock())
    }

    /// Remembers a copy of one client, for example a hand-over; its id.
    pub fn note_copy(&mut self, new: &NewCopy<'_>) -> Result<Uuid, VaultError> {
        self.writable()?;
        let id = self.environment.new_id()?;
        let copy = KnownCopy {
            id,
            client: Some(new.client),
            kind: new.kind,
            place: new.place.to_string_lossy().into_owned(),
            made_ms: self.environment.clock.now_ms(),
            finished: true,
            verified_ms: None,
            keep_until_ms: new.keep_until_ms,
            forgotten_ms: None,
            holds: vec![self.held(new.client)?],
        };
        copies::add(&self.registry.lock(), &copy)?;
        Ok(id)
    }

    /// Somebody says that a copy is gone. It stays in the list, with the date.
    pub fn forget_copy(&mut self, id: Uuid) -> Result<(), VaultError> {
        self.writable()?;
        copies::forgotten(&self.registry.lock(), id, self.environment.clock.now_ms())
    }

    /// A copy was shown to restore.
    pub fn note_verified(&mut self, id: Uuid) -> Result<(), VaultError> {
        self.writable()?;
        copies::verified(&self.registry.lock(), id, self.environment.clock.now_ms())
    }

    /// The seed of the vault's identity, with which hand-overs are signed and received; made when it is
    /// first asked for. It is part of every backup.
    pub fn identity_seed(&self) -> Result<Secret32, VaultError> {
        let registry = self.registry.lock();
        if let Some(seed) = copies::identity(&registry)? {
            return Ok(seed);
        }
        self.writable()?;
        let seed = self.environment.secret()?;
        copies::set_identity(&registry, &seed, self.environment.clock.now_ms())?;
        Ok(seed)
    }

    fn held(&self, client: Uuid) -> Result<Held, VaultError> {
        let registry = self.registry.lock();
        let anchor = registry::anchor(&registry, client)?;
        Ok(Held {
            client,
            level: registry::client(&registry, client)?.level,
            epoch: anchor.epoch,
            seq: anchor.seq,
            head: anchor.head,
        })
    }
}
