//! Rotation of the vault: a new root key. The order of the steps stands in `keys/NOTES.md`.

use super::passphrase::Stretched;
use super::{OpenVault, door, open_registry, quick};
use crate::client::{reseal, unwrap};
use crate::db::migrate;
use crate::db::open::Access;
use crate::db::rekey::rekey;
use crate::environment::Cancel;
use crate::error::VaultError;
use crate::keys::header::{Header, MINOR};
use crate::keys::slot::{AnySlot, Slot, SlotState, SlotType};
use crate::keys::{self, VAULT_HEADER, VAULT_KEK_KEYCHAIN, VAULT_REGISTRY, slots};
use crate::secret::{Passphrase, Secret32};
use std::path::Path;
use std::sync::PoisonError;
use uuid::Uuid;

/// What a rotation of the vault left to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotated {
    /// There was a recovery key: it opens nothing any more, and a new one has to be made.
    pub recovery_key_dropped: bool,
    /// What became of quick unlock.
    pub quick_unlock: QuickUnlock,
    /// How many slots of types unknown to this version were taken out.
    pub unknown_dropped: usize,
}

/// What became of quick unlock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuickUnlock {
    /// It was off and is.
    Off,
    /// It is on.
    Kept,
    /// The credential store did not give its secret: it is off.
    Dropped,
}

/// A client, with what wraps and opens its key.
struct Held {
    id: Uuid,
    secret: Secret32,
    key: Secret32,
}

impl OpenVault {
    /// Gives the vault a new root key: the registry is written anew, every client's slots are wrapped
    /// anew. No client may be open, and the secret of every Strict client must be at hand. A crash at
    /// any point leaves a vault that this passphrase opens; the next opening for writing finishes.
    ///
    /// The clients' own keys stay: see [`OpenVault::rotate_client`].
    ///
    /// Errors: [`VaultError::ClientSecretNeeded`] and others from before the first step leave all as
    /// it was. After an error of the disk the vault is read-only until it is opened again.
    pub fn rotate(&mut self, passphrase: &Passphrase, cancel: &Cancel) -> Result<Rotated, VaultError> {
        self.writable()?;
        self.present()?;
        if !self
            .open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_empty()
        {
            return Err(VaultError::ClientOpen);
        }
        let (read, _) = door::find(&self.dir)?;
        door::by_passphrase(&read, passphrase, cancel)?;
        let params = door::stretch_of(&read.header)?;
        let stretched = Stretched::run(passphrase, params, &self.environment, cancel)?;
        let clients = self.all_clients()?;
        let quick = self.quick_secret();
        let next = self.environment.secret()?;
        let outcome = Rotated {
            recovery_key_dropped: self.has_recovery_key(),
            quick_unlock: match (self.has_quick_unlock(), &quick) {
                (false, _) => QuickUnlock::Off,
                (true, Some(_)) => QuickUnlock::Kept,
                (true, None) => QuickUnlock::Dropped,
            },
            unknown_dropped: read.header.slots.len() - read.header.known().count(),
        };
        cancel.check()?;
        for client in &clients {
            reseal::open_to_both(self, client.id, &client.secret, &client.key, &next)?;
        }
        let header = self.moving(read.header, &stretched, quick.as_ref(), &next)?;
        self.write_header(header)
            .and_then(|()| finish(&self.dir, &self.header, &self.root, &next))
            .and_then(|header| self.take_over(header, next))
            .inspect_err(|_| self.read_only = true)?;
        for client in &clients {
            // What is left undone here, the next opening of the client does.
            reseal::open_to_one(self, client.id, &client.secret, &client.key).ok();
        }
        if outcome.quick_unlock == QuickUnlock::Kept {
            // Its slot is under the new root key already; a new secret for it is the better.
            self.enable_quick_unlock().ok();
        }
        Ok(outcome)
    }

    /// Every client with its secret and key; what an earlier crash left in its slots is mended.
    fn all_clients(&self) -> Result<Vec<Held>, VaultError> {
        let mut clients = Vec::new();
        for entry in self.clients()? {
            let id = entry.id;
            let secret = self.secret_of(&entry).map_err(|error| match error {
                VaultError::SheetNeeded => VaultError::ClientSecretNeeded { client: id },
                other => other,
            })?;
            let found = unwrap::client_key(self, id, &secret)?;
            if found.newer_minor {
                return Err(VaultError::ReadOnly);
            }
            let key = found.key;
            clients.push(Held { id, secret, key });
        }
        Ok(clients)
    }

    /// The header between the two root keys.
    fn moving(
        &self,
        mut header: Header,
        stretched: &Stretched,
        quick: Option<&Secret32>,
        next: &Secret32,
    ) -> Result<Header, VaultError> {
        let environment = &self.environment;
        header.minor = MINOR;
        header.forget(SlotType::Recovery);
        header.slots.retain(|slot| matches!(slot, AnySlot::Known(_)));
        stretched.open(&mut header, SlotState::Next, next, environment)?;
        let Some(secret) = quick else {
            header.forget(SlotType::Keychain);
            return Ok(header);
        };
        quick::keep_what_opens(&mut header, secret);
        let random = environment.random.as_ref();
        let slot = Slot::fresh(random, SlotType::Keychain, SlotState::Next, 0)?;
        let kek = keys::derive(secret, header.uuid, VAULT_KEK_KEYCHAIN);
        header.add(slot.made_at(environment.clock.now_ms()), &kek, next);
        Ok(header)
    }

    fn take_over(&mut self, header: Header, root: Secret32) -> Result<(), VaultError> {
        let registry = open_registry(&self.dir, &root, header.uuid, Access::Write)?;
        *self.registry.lock() = registry;
        self.root = root;
        self.header = header;
        // It was drawn, and perhaps printed, for the key that is gone.
        self.recovery = None;
        Ok(())
    }
}

/// Moves the registry to the new root key, and then the header. Runs again from any point.
pub(super) fn finish(
    dir: &Path,
    header: &Header,
    current: &Secret32,
    next: &Secret32,
) -> Result<Header, VaultError> {
    let [old, new] = [current, next].map(|root| keys::derive(root, header.uuid, VAULT_REGISTRY));
    rekey(&dir.join("registry.db"), &migrate::REGISTRY, &old, &new)?;
    let header = header.promoted();
    slots::write(dir, &header, &keys::derive(next, header.uuid, VAULT_HEADER))?;
    Ok(header)
}
