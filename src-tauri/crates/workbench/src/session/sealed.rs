//! No keys: a place where a vault lies, or may be made.

use super::{Vault, strength};
use crate::view::{VaultPresence, VaultState};
use crate::{Problem, ProblemCode, Surroundings};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use valise_vault::{Cancel, KdfPolicy, OpenVault, Passphrase, Presence};

/// A locked vault, or the place for a new one.
pub struct Sealed {
    pub(crate) place: PathBuf,
    pub(crate) surroundings: Surroundings,
}

/// The way back when a door does not open.
pub struct Unopened<S> {
    /// The session as it was.
    pub session: S,
    /// Why.
    pub problem: Problem,
}

impl Sealed {
    /// Looks at nothing yet.
    pub fn at(place: impl Into<PathBuf>, surroundings: Surroundings) -> Self {
        Self {
            place: place.into(),
            surroundings,
        }
    }

    /// Folder of the vault.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// The vault's place that somebody means who points at a folder: that folder, or the one called `vault` in it. An
    /// empty one is a place for a new vault. What is no vault, and a backup, which must stay as it was written, are
    /// refused.
    pub fn place_meant(folder: &Path) -> crate::Result<PathBuf> {
        if folder.join(valise_vault::BackupManifest::FILE).exists() {
            return Err(Problem::refused("backupIsNoPlace"));
        }
        match valise_vault::probe(folder)? {
            Presence::Foreign => {
                let inside = folder.join("vault");
                match valise_vault::probe(&inside)? {
                    Presence::Absent | Presence::Foreign => Err(Problem::new(ProblemCode::NotAVault)),
                    Presence::Sealed | Presence::Newer | Presence::Damaged => Ok(inside),
                }
            }
            Presence::Absent | Presence::Sealed | Presence::Newer | Presence::Damaged => {
                Ok(folder.to_owned())
            }
        }
    }

    /// What stands at the place; derives no key.
    pub fn state(&self) -> VaultState {
        let presence = match valise_vault::probe(&self.place) {
            Ok(Presence::Absent) => VaultPresence::Absent,
            Ok(Presence::Sealed) => VaultPresence::Sealed,
            Ok(Presence::Foreign) => VaultPresence::Foreign,
            Ok(Presence::Newer) => VaultPresence::Newer,
            // What cannot be read is shown as damaged; the attempt to open it says more.
            Ok(Presence::Damaged) | Err(_) => VaultPresence::Damaged,
        };
        VaultState {
            path: self.place.display().to_string(),
            presence,
        }
    }

    /// Makes a vault here and opens it. Weak passphrases are refused.
    pub fn create(self, passphrase: &str, kdf: KdfPolicy, cancel: &Cancel) -> Result<Vault, Unopened<Self>> {
        if !strength(passphrase).good {
            return Err(Unopened {
                session: self,
                problem: Problem::new(ProblemCode::PassphraseWeak),
            });
        }
        let made = OpenVault::create(
            &self.place,
            &Passphrase::new(passphrase.to_owned()),
            kdf,
            &self.surroundings.vault,
            cancel,
        );
        self.through(made)
    }

    /// Opens the vault.
    pub fn unlock(self, passphrase: &str, cancel: &Cancel) -> Result<Vault, Unopened<Self>> {
        let opened = OpenVault::unlock(
            &self.place,
            &Passphrase::new(passphrase.to_owned()),
            &self.surroundings.vault,
            cancel,
        );
        self.through(opened)
    }

    /// Opens the vault for reading, also beside a process that has it open for writing.
    pub fn unlock_to_read(self, passphrase: &str, cancel: &Cancel) -> Result<Vault, Unopened<Self>> {
        let passphrase = Passphrase::new(passphrase.to_owned());
        let opened = OpenVault::unlock_to_read(&self.place, &passphrase, &self.surroundings.vault, cancel);
        self.through(opened)
    }

    pub(crate) fn through(
        self,
        door: Result<OpenVault, valise_vault::VaultError>,
    ) -> Result<Vault, Unopened<Self>> {
        match door {
            Ok(open) => Ok(Vault {
                open,
                place: self.place,
                surroundings: self.surroundings,
                arrivals: BTreeMap::new(),
            }),
            Err(error) => Err(Unopened {
                session: self,
                problem: error.into(),
            }),
        }
    }
}
