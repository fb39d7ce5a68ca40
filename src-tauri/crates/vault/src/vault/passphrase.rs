//! The passphrase: its change, and what it costs to guess.

use super::{OpenVault, door};
use crate::environment::{Cancel, Environment};
use crate::error::VaultError;
use crate::keys::header::Header;
use crate::keys::kdf::{KdfParams, KdfPolicy};
use crate::keys::slot::{Slot, SlotState, SlotType};
use crate::keys::{self, VAULT_KEK, kdf};
use crate::secret::{Passphrase, Secret32};

impl OpenVault {
    /// Rewraps the root key; recovery key and quick unlock stay. The current passphrase is asked
    /// again. The cost stays as it is, or with a policy becomes the dearer of both, so it never
    /// falls. Whoever kept the old header and the old passphrase still gets the same root key:
    /// [`OpenVault::rotate`] is what helps then.
    pub fn change_passphrase(
        &mut self,
        current: &Passphrase,
        next: &Passphrase,
        raise: Option<KdfPolicy>,
        cancel: &Cancel,
    ) -> Result<(), VaultError> {
        self.writable()?;
        let (read, _) = door::find(&self.dir)?;
        let root = door::by_passphrase(&read, current, cancel)?.current;
        let kept = door::stretch_of(&read.header)?;
        let (clock, random) = (&self.environment.clock, &self.environment.random);
        let params = match raise {
            None => kept,
            Some(policy) => kept.at_least(kdf::choose(policy, clock.as_ref(), random.as_ref(), cancel)?),
        };
        let mut header = read.header;
        header.forget(SlotType::Passphrase);
        let passphrase = Stretched::run(next, params, &self.environment, cancel)?;
        passphrase.open(&mut header, SlotState::Current, &root, &self.environment)?;
        self.write_header(header)
    }

    /// Whether this is the passphrase: asked again before something that outlasts the session.
    pub fn confirm_passphrase(&self, passphrase: &Passphrase, cancel: &Cancel) -> Result<(), VaultError> {
        let (read, _) = door::find(&self.dir)?;
        door::by_passphrase(&read, passphrase, cancel).map(drop)
    }

    /// What it costs to try one passphrase: see [`KdfParams::is_below_start`].
    pub fn key_derivation(&self) -> Result<KdfParams, VaultError> {
        door::stretch_of(&self.header)
    }
}

/// A passphrase after its key derivation, with a salt of its own.
pub(super) struct Stretched {
    key: Secret32,
    params: KdfParams,
    salt: [u8; 16],
}

impl Stretched {
    pub fn run(
        passphrase: &Passphrase,
        params: KdfParams,
        environment: &Environment,
        cancel: &Cancel,
    ) -> Result<Self, VaultError> {
        let mut salt = [0; 16];
        environment.random.fill(&mut salt)?;
        let key = kdf::stretch(passphrase, salt, params, cancel)?;
        Ok(Self { key, params, salt })
    }

    /// Adds a slot that wraps this root key.
    pub fn open(
        &self,
        header: &mut Header,
        state: SlotState,
        root: &Secret32,
        environment: &Environment,
    ) -> Result<(), VaultError> {
        let slot = Slot::fresh(environment.random.as_ref(), SlotType::Passphrase, state, 0)?;
        let kek = keys::derive(&self.key, header.uuid, VAULT_KEK);
        header.add(slot.stretched(self.params, self.salt), &kek, root);
        Ok(())
    }
}
