//! Change of a client's level: a new secret, and for Strict also a new key, because an older backup
//! holds what opens the old one.

use crate::client::create::registry_slot;
use crate::client::unwrap;
use crate::db::migrate;
use crate::db::open::{self, Access, checkpoint};
use crate::error::{VaultError, VaultFile};
use crate::keys::header::{AnySlot, Header, Kind, SlotState, SlotType};
use crate::keys::slots::{self, Both};
use crate::keys::{self, CLIENT_HEADER};
use crate::registry::{self, Level};
use crate::secret::{Secret32, hex};
use crate::vault::{OpenVault, credential_name};
use std::path::Path;
use uuid::Uuid;
use zeroize::Zeroizing;

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
        if self.is_open(id) {
            return Err(VaultError::ClientOpen);
        }
        let old_secret = self.secret_of(&entry)?;
        // Mends and finishes whatever an earlier crash left, so that one current slot remains.
        let found = unwrap::client_key(self, id, &old_secret)?;
        let new_secret = self.environment.secret()?;
        if level == Level::Strict {
            self.environment
                .credentials
                .put(&credential_name(id), &new_secret)?;
        }
        let next = match level {
            Level::Strict => Some(self.environment.secret()?),
            Level::Standard => None,
        };
        let dir = self.client_dir(id);
        let mut header = whole(&dir)?;
        header.epoch += 1;
        header.generation += 1;
        forget_registry_slots(&mut header);
        // Both secrets open it until the registry has changed over.
        let mut number = 0;
        for secret in [&old_secret, &new_secret] {
            let kek = keys::client_kek(&self.root, secret, id, header.epoch);
            for (state, key) in [
                (SlotState::Current, Some(&found.key)),
                (SlotState::Next, next.as_ref()),
            ] {
                if let Some(key) = key {
                    header.add(registry_slot(&self.environment, number, state)?, &kek, key);
                    number += 1;
                }
            }
        }
        slots::write(&dir, &header, &keys::derive(&found.key, id, CLIENT_HEADER))?;
        {
            let registry = self.registry.lock();
            let kept = (level == Level::Standard).then_some(&new_secret);
            registry::set_level(&registry, id, level, kept)?;
            // The old secret also leaves the write-ahead log.
            checkpoint(&registry)?;
        }
        match next {
            Some(next) => {
                finish_rotation(self, id, &new_secret, &header, &found.key, &next)?;
            }
            None => {
                settle(self, id, &new_secret, &header, &found.key)?;
                self.environment.credentials.delete(&credential_name(id))?;
            }
        }
        Ok(())
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
        migrate::forget_copies(&dir.join(name), steps)?;
    }
    settle(vault, id, secret, header, next)
}

fn rekey(path: &Path, steps: &migrate::Steps, old: &Secret32, new: &Secret32) -> Result<(), VaultError> {
    match steps.open(path, new, Access::Write) {
        Ok(_) => return Ok(()),
        Err(VaultError::Damaged(_)) => {}
        Err(error) => return Err(error),
    }
    let db = steps.open(path, old, Access::Write)?;
    {
        let digits = hex(new.expose());
        let mut statement = Zeroizing::new(String::with_capacity(96));
        statement.push_str("PRAGMA rekey = \"x'");
        statement.push_str(&digits);
        statement.push_str("'\"");
        db.execute_batch(&statement)?;
    }
    let emptied = open::checkpoint(&db);
    drop(db);
    // SQLCipher says "ok" also where the disk refused the commit: only the file itself tells which key it has.
    match steps.open(path, new, Access::Write) {
        Ok(_) => emptied,
        Err(VaultError::Damaged(_)) => Err(VaultError::Disk {
            code: rusqlite::ffi::SQLITE_IOERR_WRITE,
        }),
        Err(error) => Err(error),
    }
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
    forget_registry_slots(&mut header);
    let kek = keys::client_kek(&vault.root, secret, id, header.epoch);
    header.add(
        registry_slot(&vault.environment, 0, SlotState::Current)?,
        &kek,
        key,
    );
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

fn forget_registry_slots(header: &mut Header) {
    header
        .slots
        .retain(|slot| !matches!(slot, AnySlot::Known(slot) if slot.kind == SlotType::Registry));
}

fn whole(dir: &Path) -> Result<Header, VaultError> {
    match slots::read(dir, Kind::Client)? {
        Both::Whole { newest, .. } => Ok(newest.header),
        _ => Err(VaultError::Damaged(VaultFile::ClientKeySlots)),
    }
}
