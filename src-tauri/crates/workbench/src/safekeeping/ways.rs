//! Ways into a vault besides its passphrase, and new keys for all of it.

use super::papers;
use crate::session::{Sealed, Unopened, Vault, strength};
use crate::view::{KeyDerivation, PrintedKey, Rotated, WaysIn};
use crate::{Cancel, Problem, ProblemCode, Result, Secret};
use std::path::Path;
use valise_vault::{KdfParams, Level, OpenVault, Passphrase, QuickUnlock};

impl Sealed {
    /// What opens the vault besides its passphrase. Where there is no vault, nothing does.
    pub fn ways(&self) -> WaysIn {
        let known = OpenVault::ways_in(&self.place).ok();
        WaysIn {
            recovery_key: known.is_some_and(|ways| ways.recovery),
            quick_unlock: known.is_some_and(|ways| ways.quick),
        }
    }

    /// Opens the vault with the secret in this system's credential store. However it fails, the passphrase
    /// still opens it.
    pub fn unlock_quick(self) -> std::result::Result<Vault, Unopened<Self>> {
        let opened = OpenVault::unlock_quick(&self.place, &self.surroundings.vault);
        self.through(opened).map_err(|mut unopened| {
            unopened.problem = of_the_vault(unopened.problem);
            unopened
        })
    }

    /// Opens the vault with its recovery key and sets a new passphrase. The key is used up.
    pub fn recover(
        self,
        key: &Secret,
        next: &Secret,
        cancel: &Cancel,
    ) -> std::result::Result<Vault, Unopened<Self>> {
        // EXPOSE: judged here, and wrapped around the root key below.
        if !strength(next.expose()).good {
            return Err(Unopened {
                session: self,
                problem: Problem::new(ProblemCode::PassphraseWeak),
            });
        }
        // EXPOSE: the root key is unwrapped with one and wrapped with the other.
        let next = Passphrase::new(next.expose().to_owned());
        let opened = OpenVault::recover(&self.place, key.expose(), &next, &self.surroundings.vault, cancel);
        self.through(opened)
    }
}

impl Vault {
    /// What opens the vault besides its passphrase.
    pub(super) fn ways(&self) -> WaysIn {
        WaysIn {
            recovery_key: self.open.has_recovery_key(),
            quick_unlock: self.open.has_quick_unlock(),
        }
    }

    /// Cost of turning the passphrase into a key.
    pub(crate) fn key_derivation(&self) -> Result<KeyDerivation> {
        let cost = self.open.key_derivation()?;
        let start = KdfParams::START;
        Ok(KeyDerivation {
            memory_mib: cost.memory_kib / 1024,
            passes: cost.passes,
            lanes: cost.lanes,
            strong: cost.memory_kib >= start.memory_kib && cost.passes >= start.passes,
        })
    }

    /// Draws a recovery key. It opens nothing until two of its groups were typed back. The passphrase is asked again:
    /// whoever finds an open vault must not walk away with a way into it.
    pub fn begin_recovery_key(&mut self, passphrase: &Secret, cancel: &Cancel) -> Result<PrintedKey> {
        self.ask_again(passphrase, cancel)?;
        let key = self.open.begin_recovery_key()?;
        Ok(printed(key.groups(), key.asks()))
    }

    /// Whether somebody who asks for a new way in knows the way that there is.
    fn ask_again(&self, passphrase: &Secret, cancel: &Cancel) -> Result<()> {
        // EXPOSE: it is tried against the vault's own slot.
        let passphrase = Passphrase::new(passphrase.expose().to_owned());
        Ok(self.open.confirm_passphrase(&passphrase, cancel)?)
    }

    /// Writes the Emergency Kit of the key that was drawn.
    pub fn write_recovery_kit(&mut self, path: &Path) -> Result<()> {
        let key = self.open.recovery_key_to_confirm()?;
        let pdf = papers::emergency_kit(self, &key)?;
        papers::write(path, &pdf)
    }

    /// Takes the recovery key into use; an older one opens nothing from then on.
    pub fn confirm_recovery_key(&mut self, first: &str, second: &str) -> Result<()> {
        Ok(self.open.confirm_recovery_key([first, second])?)
    }

    /// Lets this system's credential store open the vault. The passphrase is asked again, as for a recovery key.
    pub fn enable_quick_unlock(&mut self, passphrase: &Secret, cancel: &Cancel) -> Result<()> {
        self.ask_again(passphrase, cancel)?;
        self.open
            .enable_quick_unlock()
            .map_err(|error| of_the_vault(error.into()))
    }

    /// The credential store opens the vault no longer. Why it could not forget its secret, which opens nothing any
    /// more, is no failure.
    pub fn disable_quick_unlock(&mut self) -> Result<()> {
        self.open.disable_quick_unlock()?;
        Ok(())
    }

    /// New keys: the vault's root key, then every client's, each page written anew. Unlike a change of the
    /// passphrase this locks out whoever holds an old header and the old passphrase from all that is written later.
    pub fn rotate(
        &mut self,
        passphrase: &Secret,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<Rotated> {
        // EXPOSE: the root key is unwrapped and wrapped with it.
        let passphrase = Passphrase::new(passphrase.expose().to_owned());
        let done = self.open.rotate(&passphrase, cancel)?;
        let clients = self.open.clients()?;
        let mut sheets = Vec::new();
        for (at, client) in clients.iter().enumerate() {
            tell(at as u64, clients.len() as u64);
            self.open.rotate_client(client.id)?;
            if client.level == Level::Strict {
                sheets.push(client.codename.clone());
            }
        }
        Ok(Rotated {
            sheets,
            recovery_key_gone: done.recovery_key_dropped,
            quick_unlock_off: done.quick_unlock == QuickUnlock::Dropped,
        })
    }
}

/// A keychain that fails here keeps nobody from the vault, which is worth saying: a Strict client's secret it does.
fn of_the_vault(problem: Problem) -> Problem {
    match problem.code {
        ProblemCode::KeychainUnavailable => problem.with("opens", "vault"),
        _ => problem,
    }
}

/// Groups and the two to type back, as the faces show them.
pub(super) fn printed<'a>(groups: impl Iterator<Item = &'a str>, asks: [usize; 2]) -> PrintedKey {
    PrintedKey {
        groups: groups.map(str::to_owned).collect(),
        asks: asks.map(|number| u8::try_from(number).unwrap_or(u8::MAX)),
    }
}
