//! The recovery key: made, confirmed, used.

use super::door::{self, Door};
use super::passphrase::Stretched;
use super::{OpenVault, quick};
use crate::environment::{Cancel, Environment};
use crate::error::VaultError;
use crate::groups;
use crate::keys::header::MINOR;
use crate::keys::kdf::{self, KdfPolicy};
use crate::keys::slot::{Slot, SlotState, SlotType};
use crate::keys::{self, VAULT_HEADER, VAULT_KEK_RECOVERY, slots};
use crate::recovery_key::RecoveryKey;
use crate::secret::{Passphrase, Secret32};
use std::path::Path;

/// A key that was shown and not yet confirmed.
pub(super) struct Pending {
    secret: Secret32,
    asked: [usize; 2],
}

impl OpenVault {
    /// Draws a recovery key to be printed. It opens nothing until two of its groups were typed back:
    /// see [`OpenVault::confirm_recovery_key`]. Beginning again forgets the one before.
    pub fn begin_recovery_key(&mut self) -> Result<RecoveryKey, VaultError> {
        self.writable()?;
        let pending = Pending {
            secret: self.environment.secret()?,
            asked: groups::ask_for_two(self.environment.random.as_ref())?,
        };
        let shown = RecoveryKey::of(&pending.secret, pending.asked);
        self.recovery = Some(pending);
        Ok(shown)
    }

    /// The recovery key that waits to be confirmed, to be printed again.
    pub fn recovery_key_to_confirm(&self) -> Result<RecoveryKey, VaultError> {
        let pending = self.recovery.as_ref().ok_or(VaultError::NothingToConfirm)?;
        Ok(RecoveryKey::of(&pending.secret, pending.asked))
    }

    /// Takes the recovery key into use once both groups asked for match; an older one opens nothing
    /// from then on. Wrong groups may be typed again.
    pub fn confirm_recovery_key(&mut self, typed: [&str; 2]) -> Result<(), VaultError> {
        self.writable()?;
        let pending = self.recovery.as_ref().ok_or(VaultError::NothingToConfirm)?;
        if !self.recovery_key_to_confirm()?.shows(typed) {
            return Err(VaultError::GroupsMismatch);
        }
        let mut header = self.header.clone();
        header.forget(SlotType::Recovery);
        let (random, now) = (&self.environment.random, self.environment.clock.now_ms());
        let slot = Slot::fresh(random.as_ref(), SlotType::Recovery, SlotState::Current, 0)?;
        let kek = keys::derive(&pending.secret, header.uuid, VAULT_KEK_RECOVERY);
        header.add(slot.made_at(now), &kek, &self.root);
        self.write_header(header)?;
        self.recovery = None;
        Ok(())
    }

    /// Is there a recovery key that opens this vault?
    pub fn has_recovery_key(&self) -> bool {
        self.header.has(SlotType::Recovery)
    }

    /// When the recovery key was confirmed, ms UTC.
    pub fn recovery_key_made_ms(&self) -> Option<i64> {
        self.header
            .known()
            .find(|slot| slot.kind == SlotType::Recovery)
            .map(|slot| slot.made_ms)
    }

    /// Opens the vault with what was typed from its recovery key, and sets a passphrase. The key is
    /// used up in the same step and a new one has to be made; quick unlock ends too. The cost of the
    /// key derivation stays.
    ///
    /// Errors: [`VaultError::NoRecoveryKey`], [`VaultError::RecoveryMistyped`] and
    /// [`VaultError::RecoveryMismatch`] change nothing.
    pub fn recover(
        dir: &Path,
        typed: &str,
        passphrase: &Passphrase,
        environment: &Environment,
        cancel: &Cancel,
    ) -> Result<Self, VaultError> {
        let mut door = Door::knock(dir)?;
        if !door.read.header.has(SlotType::Recovery) {
            return Err(VaultError::NoRecoveryKey);
        }
        let secret = RecoveryKey::parse(typed)?;
        let roots = door
            .by_secret(SlotType::Recovery, &secret, VAULT_KEK_RECOVERY)?
            .ok_or(VaultError::RecoveryMismatch)?;
        if door.read.header.minor > MINOR {
            return Err(VaultError::ReadOnly);
        }
        let mut header = door.read.header.clone();
        if header.is_moving() {
            // No rotation leaves a recovery slot, so none of this program's stands here.
            return Err(VaultError::RotationUnfinished);
        }
        let params = match door::stretch_of(&header).and_then(kdf::KdfParams::check) {
            Ok(params) => params,
            // Without a fit cost to keep, one is chosen as for a new vault.
            Err(_) => kdf::choose(
                KdfPolicy::Calibrate,
                environment.clock.as_ref(),
                environment.random.as_ref(),
                cancel,
            )?,
        };
        let had_quick = header.has(SlotType::Keychain);
        for kind in [SlotType::Passphrase, SlotType::Recovery, SlotType::Keychain] {
            header.forget(kind);
        }
        let stretched = Stretched::run(passphrase, params, environment, cancel)?;
        stretched.open(&mut header, SlotState::Current, &roots.current, environment)?;
        header.generation += 1;
        let mac_key = keys::derive(&roots.current, header.uuid, VAULT_HEADER);
        slots::write(dir, &header, &mac_key)?;
        if had_quick {
            // Its slot is gone, so the secret opens nothing: to tidy up is a best effort.
            environment.credentials.delete(&quick::name(header.uuid)).ok();
        }
        door.now_reads(header);
        door.enter(roots, environment)
    }
}
