//! Quick unlock: a secret in the operating system's credential store opens the vault. It is never
//! the only way in, and a secret that is not found never leads to a new one.

use super::OpenVault;
use super::door::Door;
use crate::credentials::CredentialError;
use crate::environment::Environment;
use crate::error::VaultError;
use crate::keys::header::Header;
use crate::keys::slot::{AnySlot, Slot, SlotState, SlotType};
use crate::keys::{self, VAULT_KEK_KEYCHAIN};
use crate::secret::Secret32;
use std::path::Path;
use uuid::Uuid;

impl OpenVault {
    /// Opens the vault for writing with the secret in the credential store, without a passphrase.
    ///
    /// Errors, each of which leaves the passphrase as the way in: [`VaultError::QuickUnlockOff`],
    /// [`VaultError::QuickUnlockGone`], [`VaultError::QuickUnlockStale`], and
    /// [`VaultError::Credentials`] where the store is locked, absent or holds something else.
    pub fn unlock_quick(dir: &Path, environment: &Environment) -> Result<Self, VaultError> {
        let door = Door::knock(dir)?;
        let header = &door.read.header;
        if !header.has(SlotType::Keychain) {
            return Err(VaultError::QuickUnlockOff);
        }
        let secret = environment
            .credentials
            .get(&name(header.uuid))?
            .ok_or(VaultError::QuickUnlockGone)?;
        let roots = door
            .by_secret(SlotType::Keychain, &secret, VAULT_KEK_KEYCHAIN)?
            .ok_or(VaultError::QuickUnlockStale)?;
        let mut vault = door.enter(roots, environment)?;
        let several = vault
            .header
            .slots
            .iter()
            .filter(|slot| slot.is(SlotType::Keychain))
            .count()
            > 1;
        if several && !vault.read_only {
            // Turning it on again was cut short: the slot for the other secret goes.
            let mut header = vault.header.clone();
            keep_what_opens(&mut header, &secret);
            vault.write_header(header)?;
        }
        Ok(vault)
    }

    /// Turns quick unlock on. Where it is on already, its secret is replaced.
    pub fn enable_quick_unlock(&mut self) -> Result<(), VaultError> {
        self.writable()?;
        let (store, name) = (self.environment.credentials.clone(), name(self.header.uuid));
        let secret = self.environment.secret()?;
        let before = self.header.clone();
        let mut header = before.clone();
        let free = (0..=u8::MAX).find(|id| !keychain(&before).any(|slot| slot.id == *id));
        let random = self.environment.random.as_ref();
        let slot = Slot::fresh(random, SlotType::Keychain, SlotState::Current, free.unwrap_or(0))?;
        let kek = keys::derive(&secret, header.uuid, VAULT_KEK_KEYCHAIN);
        header.add(slot.made_at(self.environment.clock.now_ms()), &kek, &self.root);
        let was_on = before.has(SlotType::Keychain);
        if was_on {
            // Both secrets open it until the store has changed over.
            self.write_header(header.clone())?;
        }
        if let Err(error) = put(store.as_ref(), &name, &secret) {
            if was_on {
                self.write_header(before)?;
            } else {
                store.delete(&name).ok();
            }
            return Err(error.into());
        }
        keep_what_opens(&mut header, &secret);
        self.write_header(header)
    }

    /// Turns quick unlock off. The slot goes first; why the store could not forget its secret, which
    /// opens nothing any more, is told.
    pub fn disable_quick_unlock(&mut self) -> Result<Option<CredentialError>, VaultError> {
        self.writable()?;
        if self.has_quick_unlock() {
            let mut header = self.header.clone();
            header.forget(SlotType::Keychain);
            self.write_header(header)?;
        }
        Ok(self.environment.credentials.delete(&name(self.header.uuid)).err())
    }

    /// Is quick unlock turned on? Whether the credential store still has the secret shows when it
    /// is used.
    pub fn has_quick_unlock(&self) -> bool {
        self.header.has(SlotType::Keychain)
    }

    /// The secret in the store, where it works and opens a slot of this header.
    pub(super) fn quick_secret(&self) -> Option<Secret32> {
        let kept = self.environment.credentials.get(&name(self.header.uuid));
        kept.ok().flatten().filter(|secret| {
            let kek = keys::derive(secret, self.header.uuid, VAULT_KEK_KEYCHAIN);
            keychain(&self.header).any(|slot| self.header.open(slot, &kek).is_some())
        })
    }
}

/// What the store files the secret under.
pub(super) fn name(vault: Uuid) -> String {
    format!("vault/{}", vault.hyphenated())
}

/// Keeps of the keychain slots the one that this secret opens.
pub(super) fn keep_what_opens(header: &mut Header, secret: &Secret32) {
    let whole = header.clone();
    let kek = keys::derive(secret, whole.uuid, VAULT_KEK_KEYCHAIN);
    header.slots.retain(|slot| match slot {
        AnySlot::Known(slot) if slot.kind == SlotType::Keychain => whole.open(slot, &kek).is_some(),
        _ => true,
    });
}

fn keychain(header: &Header) -> impl Iterator<Item = &Slot> {
    header.known().filter(|slot| slot.kind == SlotType::Keychain)
}

/// Keeps the secret and reads it back: some stores answer a failed write with an older value.
fn put(store: &dyn crate::CredentialStore, name: &str, secret: &Secret32) -> Result<(), CredentialError> {
    store.put(name, secret)?;
    match store.get(name)? {
        Some(kept) if kept.same(secret) => Ok(()),
        _ => Err(CredentialError::NotKept),
    }
}
