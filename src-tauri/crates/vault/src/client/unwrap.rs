//! A client's key out of its slots.

use crate::db::migrate;
use crate::error::{VaultError, VaultFile};
use crate::keys::header::{Header, Kind, MAJOR, MINOR, Read};
use crate::keys::slot::{SlotState, SlotType};
use crate::keys::slots::{self, Both};
use crate::keys::{self, CLIENT_DATA, CLIENT_EVIDENCE, CLIENT_HEADER};
use crate::secret::Secret32;
use crate::vault::OpenVault;
use uuid::Uuid;

/// What opening the slots gave.
pub(crate) struct Found {
    pub key: Secret32,
    pub epoch: u32,
    pub generation: u64,
    pub newer_minor: bool,
}

/// Reads and opens the slots, mends what a crash left, and finishes a restore or a rotation that
/// was cut short.
pub(crate) fn client_key(vault: &OpenVault, id: Uuid, secret: &Secret32) -> Result<Found, VaultError> {
    let dir = vault.client_dir(id);
    if !vault.read_only {
        super::snapshot::restore::finish(vault, id)?;
    }
    let damaged = || VaultError::Damaged(VaultFile::ClientKeySlots);
    let (read, agree) = match slots::read(&dir, Kind::Client)? {
        Both::Whole { newest, agree } => (*newest, agree),
        Both::Newer(major) => {
            return Err(VaultError::Newer {
                file: VaultFile::ClientKeySlots,
                found: u32::from(major),
                known: u32::from(MAJOR),
            });
        }
        Both::Absent | Both::Foreign | Both::Damaged => return Err(damaged()),
    };
    if read.header.uuid != id {
        return Err(damaged());
    }
    let current = open_slot(vault, &read, secret, SlotState::Current).ok_or_else(damaged)?;
    if !read.is_true(&keys::derive(&current, id, CLIENT_HEADER)) {
        return Err(damaged());
    }
    let newer_minor = read.header.minor > MINOR;
    let may_write = !vault.read_only && !newer_minor;
    if !agree && may_write {
        slots::heal(&dir, &read)?;
    }
    let (epoch, generation) = (read.header.epoch, read.header.generation);
    let Some(next) = open_slot(vault, &read, secret, SlotState::Next) else {
        let slots = read
            .header
            .known()
            .filter(|slot| slot.kind == SlotType::Registry)
            .count();
        if slots > 1 && may_write {
            // A change of level stopped before the old secret's slot was taken out, or a rotation of
            // the vault before the slot under the other root key was.
            let header = super::reseal::settle(vault, id, secret, &read.header, &current)?;
            let (epoch, generation) = (header.epoch, header.generation);
            return Ok(Found {
                key: current,
                epoch,
                generation,
                newer_minor,
            });
        }
        return Ok(Found {
            key: current,
            epoch,
            generation,
            newer_minor,
        });
    };
    if !may_write {
        // A rotation stands half way: which key fits which file is settled by the next writer.
        return Err(VaultError::RotationUnfinished);
    }
    let header = super::reseal::finish_rotation(vault, id, secret, &read.header, &current, &next)?;
    Ok(Found {
        key: next,
        epoch: header.epoch,
        generation: header.generation,
        newer_minor,
    })
}

fn open_slot(vault: &OpenVault, read: &Read, secret: &Secret32, state: SlotState) -> Option<Secret32> {
    let header: &Header = &read.header;
    let kek = keys::client_kek(&vault.root, secret, header.uuid, header.epoch);
    header
        .known()
        .filter(|slot| slot.kind == SlotType::Registry && slot.state == state)
        .find_map(|slot| header.open(slot, &kek))
}

/// The keys of the two files.
pub(crate) fn file_keys(key: &Secret32, id: Uuid) -> [(&'static str, &'static migrate::Steps, Secret32); 2] {
    [
        ("data.db", &migrate::DATA, keys::derive(key, id, CLIENT_DATA)),
        (
            "evidence.db",
            &migrate::EVIDENCE,
            keys::derive(key, id, CLIENT_EVIDENCE),
        ),
    ]
}
