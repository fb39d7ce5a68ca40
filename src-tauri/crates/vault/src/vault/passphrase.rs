//! The passphrase: what it opens, and its change.

use super::{OpenVault, find};
use crate::environment::{Cancel, Environment};
use crate::error::{VaultError, VaultFile};
use crate::keys::header::{AnySlot, Header, Read, Slot, SlotState, SlotType, Stretch};
use crate::keys::{self, VAULT_HEADER, VAULT_KEK, kdf, slots};
use crate::secret::{Passphrase, Secret32};

impl OpenVault {
    /// Rewraps the root key. The current passphrase is asked again; the cost stays as it was chosen.
    pub fn change_passphrase(
        &mut self,
        current: &Passphrase,
        next: &Passphrase,
        cancel: &Cancel,
    ) -> Result<(), VaultError> {
        self.writable()?;
        let (read, _) = find(&self.dir)?;
        let root = open_root(&read, current, cancel)?;
        let params = passphrase_slots(&read.header)
            .find_map(|slot| slot.stretch)
            .map(|stretch| stretch.params);
        let params = params.ok_or(VaultError::Damaged(VaultFile::VaultKeySlots))?;
        let mut salt = [0; 16];
        self.environment.random.fill(&mut salt)?;
        let stretched = kdf::stretch(next, salt, params, cancel)?;
        let mut header = read.header;
        header.generation += 1;
        header
            .slots
            .retain(|slot| !matches!(slot, AnySlot::Known(slot) if slot.kind == SlotType::Passphrase));
        let slot = passphrase_slot(&self.environment, Stretch { params, salt })?;
        header.add(slot, &keys::derive(&stretched, header.uuid, VAULT_KEK), &root);
        slots::write(
            &self.dir,
            &header,
            &keys::derive(&root, header.uuid, VAULT_HEADER),
        )?;
        self.header = header;
        Ok(())
    }
}

pub(super) fn passphrase_slot(environment: &Environment, stretch: Stretch) -> Result<Slot, VaultError> {
    let mut nonce = [0; 24];
    environment.random.fill(&mut nonce)?;
    Ok(Slot {
        id: 0,
        kind: SlotType::Passphrase,
        state: SlotState::Current,
        stretch: Some(stretch),
        nonce,
        wrapped: [0; 48],
    })
}

fn passphrase_slots(header: &Header) -> impl Iterator<Item = &Slot> {
    header.known().filter(|slot| slot.kind == SlotType::Passphrase)
}

pub(super) fn open_root(
    read: &Read,
    passphrase: &Passphrase,
    cancel: &Cancel,
) -> Result<Secret32, VaultError> {
    let header = &read.header;
    let mut root = None;
    for slot in passphrase_slots(header) {
        let stretch = slot
            .stretch
            .ok_or(VaultError::Damaged(VaultFile::VaultKeySlots))?;
        let stretched = kdf::stretch(passphrase, stretch.salt, stretch.params, cancel)?;
        root = header.open(slot, &keys::derive(&stretched, header.uuid, VAULT_KEK));
        if root.is_some() {
            break;
        }
    }
    let root = root.ok_or(VaultError::WrongPassphrase)?;
    // The slot opened, so the passphrase is right: a header that does not carry its mark was altered.
    if !read.is_true(&keys::derive(&root, header.uuid, VAULT_HEADER)) {
        return Err(VaultError::Damaged(VaultFile::VaultKeySlots));
    }
    Ok(root)
}
