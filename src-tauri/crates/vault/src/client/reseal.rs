//! A client sealed anew: a change of level, and rotation. Both bring a new secret; a new key comes
//! with every rotation, and with the level Strict, because an older backup holds what opens the old
//! one. The order of the steps stands in `keys/NOTES.md`.

use crate::client::unwrap;
use crate::db::migrate;
use crate::db::rekey::rekey;
use crate::error::{VaultError, VaultFile};
use crate::keys::header::{Header, Kind};
use crate::keys::slot::{AnySlot, Slot, SlotState, SlotType};
use crate::keys::slots::{self, Both};
use crate::keys::{self, CLIENT_HEADER};
use crate::registry::{self, ClientEntry, Level};
use crate::secret::Secret32;
use crate::vault::{OpenVault, credential_name};
use std::path::Path;
use uuid::Uuid;

impl OpenVault {
    /// Seals a closed client at the other level. To Strict: new secret, new key, every page written
    /// anew, and a new sheet. To Standard: a new secret in the registry. A crash at any point leaves
    /// a client that opens.
    pub fn set_level(&mut self, id: Uuid, level: Level) -> Result<(), VaultError> {
        self.writable()?;
        self.present()?;
        let entry = registry::client(&self.registry.lock(), id)?;
        if entry.level == level {
            return Ok(());
        }
        self.reseal(&entry, level, level == Level::Strict)
    }

    /// Rotates a closed client: new key, every page of both files written anew, new secret. What was
    /// copied before, an old sheet among it, opens nothing that is written from now on. A Strict
    /// client needs a new sheet: see [`OpenVault::sheet`]. A crash at any point leaves a client that
    /// opens.
    pub fn rotate_client(&mut self, id: Uuid) -> Result<(), VaultError> {
        self.writable()?;
        self.present()?;
        let entry = registry::client(&self.registry.lock(), id)?;
        self.reseal(&entry, entry.level, true)
    }

    fn reseal(&mut self, entry: &ClientEntry, level: Level, new_key: bool) -> Result<(), VaultError> {
        let id = entry.id;
        if self.is_open(id) {
            return Err(VaultError::ClientOpen);
        }
        let old_secret = self.secret_of(entry)?;
        // Mends and finishes whatever an earlier crash left, so that one current slot remains.
        let found = unwrap::client_key(self, id, &old_secret)?;
        if found.newer_minor {
            return Err(VaultError::ReadOnly);
        }
        let new_secret = self.environment.secret()?;
        let next = match new_key {
            true => Some(self.environment.secret()?),
            false => None,
        };
        if entry.level == Level::Strict && level == Level::Strict {
            // Before the store changes over: a sheet that no longer fits must not count as confirmed.
            registry::set_sheet_confirmed(&self.registry.lock(), id, false)?;
        }
        self.asked.remove(&id);
        let dir = self.client_dir(id);
        let mut header = whole(&dir)?;
        header.epoch += 1;
        header.generation += 1;
        header.forget(SlotType::Registry);
        // Both secrets open it until the place where the secret is kept has changed over.
        let mut number = 0;
        for secret in [&old_secret, &new_secret] {
            let kek = keys::client_kek(&self.root, secret, id, header.epoch);
            for (state, key) in [
                (SlotState::Current, Some(&found.key)),
                (SlotState::Next, next.as_ref()),
            ] {
                if let Some(key) = key {
                    header.add(registry_slot(self, number, state)?, &kek, key);
                    number += 1;
                }
            }
        }
        slots::write(&dir, &header, &keys::derive(&found.key, id, CLIENT_HEADER))?;
        if level == Level::Strict
            && let Err(error) = self
                .environment
                .credentials
                .put(&credential_name(id), &new_secret)
        {
            self.step_back(entry, &old_secret, &header, &found.key)?;
            return Err(error.into());
        }
        if level == Level::Standard || entry.level == Level::Standard {
            let registry = self.registry.lock();
            let kept = (level == Level::Standard).then_some(&new_secret);
            registry::set_level(&registry, id, level, kept)?;
            // The old secret also leaves the write-ahead log.
            crate::db::open::checkpoint(&registry)?;
            migrate::forget_copies(&self.dir.join("registry.db"), &migrate::REGISTRY)?;
        }
        match next {
            Some(next) => finish_rotation(self, id, &new_secret, &header, &found.key, &next)?,
            None => settle(self, id, &new_secret, &header, &found.key)?,
        };
        if level == Level::Standard && entry.level == Level::Strict {
            self.environment.credentials.delete(&credential_name(id))?;
        }
        Ok(())
    }

    /// The credential store did not take the new secret: the old one alone opens the client again.
    fn step_back(
        &self,
        entry: &ClientEntry,
        old_secret: &Secret32,
        header: &Header,
        key: &Secret32,
    ) -> Result<(), VaultError> {
        let (store, name) = (&self.environment.credentials, credential_name(entry.id));
        // Best efforts: the store has just failed, and may have kept the new secret all the same.
        match entry.level {
            Level::Standard => store.delete(&name).ok(),
            Level::Strict => store.put(&name, old_secret).ok(),
        };
        settle(self, entry.id, old_secret, header, key)?;
        registry::set_sheet_confirmed(&self.registry.lock(), entry.id, entry.sheet_confirmed)
    }
}

/// Moves each file that still has the old key to the new one, then leaves only the new one in the
/// slots. Runs again from any point.
pub(crate) fn finish_rotation(
    vault: &OpenVault,
    id: Uuid,
    secret: &Secret32,
    header: &Header,
    current: &Secret32,
    next: &Secret32,
) -> Result<Header, VaultError> {
    let dir = vault.client_dir(id);
    let old = unwrap::file_keys(current, id);
    let new = unwrap::file_keys(next, id);
    for ((name, steps, old_key), (_, _, new_key)) in old.iter().zip(&new) {
        rekey(&dir.join(name), steps, old_key, new_key)?;
    }
    // Snapshots are sealed with the old key.
    super::snapshot::forget_all(&dir)?;
    let mut header = header.clone();
    // What a later version wrapped in its own way is the old key: it goes with it.
    header.slots.retain(|slot| matches!(slot, AnySlot::Known(_)));
    settle(vault, id, secret, &header, next)
}

/// Writes the header with one slot: this key under this secret.
pub(crate) fn settle(
    vault: &OpenVault,
    id: Uuid,
    secret: &Secret32,
    header: &Header,
    key: &Secret32,
) -> Result<Header, VaultError> {
    let mut header = header.clone();
    header.generation += 1;
    header.forget(SlotType::Registry);
    let kek = keys::client_kek(&vault.root, secret, id, header.epoch);
    header.add(registry_slot(vault, 0, SlotState::Current)?, &kek, key);
    slots::write(
        &vault.client_dir(id),
        &header,
        &keys::derive(key, id, CLIENT_HEADER),
    )?;
    let mut anchor = vault.anchor(id)?;
    anchor.epoch = header.epoch;
    anchor.generation = i64::try_from(header.generation).unwrap_or(i64::MAX);
    registry::set_anchor(&vault.registry.lock(), id, &anchor)?;
    Ok(header)
}

/// Writes the header with two slots: this key under this secret and the root key in use, and under
/// the one that the vault is moving to.
pub(crate) fn open_to_both(
    vault: &OpenVault,
    id: Uuid,
    secret: &Secret32,
    key: &Secret32,
    next_root: &Secret32,
) -> Result<(), VaultError> {
    let dir = vault.client_dir(id);
    let mut header = whole(&dir)?;
    header.generation += 1;
    header.forget(SlotType::Registry);
    for (number, root) in [(0, &vault.root), (1, next_root)] {
        let kek = keys::client_kek(root, secret, id, header.epoch);
        header.add(registry_slot(vault, number, SlotState::Current)?, &kek, key);
    }
    slots::write(&dir, &header, &keys::derive(key, id, CLIENT_HEADER))
}

/// Takes the slot under the former root key out again.
pub(crate) fn open_to_one(
    vault: &OpenVault,
    id: Uuid,
    secret: &Secret32,
    key: &Secret32,
) -> Result<(), VaultError> {
    settle(vault, id, secret, &whole(&vault.client_dir(id))?, key).map(drop)
}

fn registry_slot(vault: &OpenVault, id: u8, state: SlotState) -> Result<Slot, VaultError> {
    Slot::fresh(vault.environment.random.as_ref(), SlotType::Registry, state, id)
}

fn whole(dir: &Path) -> Result<Header, VaultError> {
    match slots::read(dir, Kind::Client)? {
        Both::Whole { newest, .. } => Ok(newest.header),
        _ => Err(VaultError::Damaged(VaultFile::ClientKeySlots)),
    }
}
