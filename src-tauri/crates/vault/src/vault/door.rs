//! Before the vault and through its door: what stands on disk, whether it is free, which slot opens.

use super::{OpenVault, rotate};
use crate::environment::{Cancel, Environment};
use crate::error::{VaultError, VaultFile};
use crate::files;
use crate::keys::header::{Header, Kind, MAJOR, MINOR, Read};
use crate::keys::slot::{Slot, SlotState, SlotType};
use crate::keys::slots::{self, Both, Presence};
use crate::keys::{self, VAULT_HEADER, VAULT_KEK, kdf};
use crate::secret::{Passphrase, Secret32};
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What can open a vault besides its passphrase, told before any key is derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaysIn {
    /// A recovery key was made and confirmed.
    pub recovery: bool,
    /// Quick unlock is turned on.
    pub quick: bool,
}

impl OpenVault {
    /// What can open the vault in this folder besides its passphrase.
    pub fn ways_in(dir: &Path) -> Result<WaysIn, VaultError> {
        let (read, _) = find(dir)?;
        Ok(WaysIn {
            recovery: read.header.has(SlotType::Recovery),
            quick: read.header.has(SlotType::Keychain),
        })
    }
}

/// What a way in gave: the root key, and the one that a rotation which was cut short was moving to.
pub(super) struct Roots {
    pub current: Secret32,
    pub next: Option<Secret32>,
}

/// A vault's header, with the vault locked against other writers.
pub(super) struct Door {
    dir: PathBuf,
    pub read: Read,
    agree: bool,
    lock: File,
}

impl Door {
    pub fn knock(dir: &Path) -> Result<Self, VaultError> {
        // Nothing is made in a folder that holds no vault, the lock included.
        find(dir)?;
        let lock = take_lock(dir)?;
        // Once more, now that nobody else can change it.
        let (read, agree) = find(dir)?;
        Ok(Self {
            dir: dir.to_owned(),
            read,
            agree,
            lock,
        })
    }

    pub fn by_passphrase(&self, passphrase: &Passphrase, cancel: &Cancel) -> Result<Roots, VaultError> {
        by_passphrase(&self.read, passphrase, cancel)
    }

    /// `None` where the secret opens no slot of that type.
    pub fn by_secret(
        &self,
        kind: SlotType,
        secret: &Secret32,
        label: &[u8],
    ) -> Result<Option<Roots>, VaultError> {
        let kek = keys::derive(secret, self.read.header.uuid, label);
        roots(&self.read, kind, |_| Ok(kek.clone()))
    }

    /// The header was written anew, whole in both copies.
    pub fn now_reads(&mut self, header: Header) {
        self.read.header = header;
        self.agree = true;
    }

    /// Mends and finishes what was cut short, and opens the registry.
    pub fn enter(self, roots: Roots, environment: &Environment) -> Result<OpenVault, VaultError> {
        let dir = &self.dir;
        let newer_minor = self.read.header.minor > MINOR;
        if !self.agree && !newer_minor {
            slots::heal(dir, &self.read)?;
        }
        let begun = dir.join("registry.db.new");
        if begun.exists() && !dir.join("registry.db").exists() {
            std::fs::rename(&begun, dir.join("registry.db"))?;
        }
        let header = self.read.header;
        let (root, header) = match roots.next {
            Some(next) if !newer_minor => {
                let header = rotate::finish(dir, &header, &roots.current, &next)?;
                (next, header)
            }
            _ if header.is_moving() => return Err(VaultError::RotationUnfinished),
            _ => (roots.current, header),
        };
        OpenVault::open(dir, root, header, environment, Some(self.lock), newer_minor)
    }
}

pub(super) fn by_passphrase(
    read: &Read,
    passphrase: &Passphrase,
    cancel: &Cancel,
) -> Result<Roots, VaultError> {
    let uuid = read.header.uuid;
    let found = roots(read, SlotType::Passphrase, |slot| {
        let stretch = slot.stretch.ok_or_else(damaged)?;
        let stretched = kdf::stretch(passphrase, stretch.salt, stretch.params, cancel)?;
        Ok(keys::derive(&stretched, uuid, VAULT_KEK))
    })?;
    found.ok_or(VaultError::WrongPassphrase)
}

/// Tries the slots of one type, each with the key that `kek` has for it.
fn roots(
    read: &Read,
    kind: SlotType,
    mut kek: impl FnMut(&Slot) -> Result<Secret32, VaultError>,
) -> Result<Option<Roots>, VaultError> {
    let header = &read.header;
    let mut open = |state: SlotState| {
        for slot in header
            .known()
            .filter(|slot| slot.kind == kind && slot.state == state)
        {
            if let Some(key) = header.open(slot, &kek(slot)?) {
                return Ok(Some(key));
            }
        }
        Ok::<_, VaultError>(None)
    };
    let Some(current) = open(SlotState::Current)? else {
        return Ok(None);
    };
    // The slot opened, so what was typed is right: a header that does not carry its mark was altered.
    if !read.is_true(&keys::derive(&current, header.uuid, VAULT_HEADER)) {
        return Err(damaged());
    }
    let next = open(SlotState::Next)?;
    Ok(Some(Roots { current, next }))
}

/// The cost and salt of the passphrase.
pub(super) fn stretch_of(header: &Header) -> Result<kdf::KdfParams, VaultError> {
    header
        .known()
        .filter(|slot| slot.kind == SlotType::Passphrase)
        .find_map(|slot| slot.stretch)
        .map(|stretch| stretch.params)
        .ok_or_else(damaged)
}

/// Opens beside a writer. What the writer does meanwhile may make the header old between two looks.
pub(super) fn look_in(
    dir: &Path,
    passphrase: &Passphrase,
    environment: &Environment,
    cancel: &Cancel,
) -> Result<OpenVault, VaultError> {
    let (read, _) = find(dir)?;
    if read.header.is_moving() {
        return Err(VaultError::RotationUnfinished);
    }
    let roots = by_passphrase(&read, passphrase, cancel)?;
    let generation = read.header.generation;
    OpenVault::open(dir, roots.current, read.header, environment, None, true).map_err(|error| {
        let moved = find(dir).is_ok_and(|(now, _)| now.header.generation != generation);
        match error {
            VaultError::Damaged(VaultFile::Registry) if moved => VaultError::RotationUnfinished,
            other => other,
        }
    })
}

pub(super) fn find(dir: &Path) -> Result<(Read, bool), VaultError> {
    match slots::probe(dir)? {
        Presence::Absent => return Err(VaultError::Absent),
        Presence::Foreign => return Err(VaultError::Foreign),
        Presence::Damaged => return Err(damaged()),
        Presence::Newer | Presence::Sealed => {}
    }
    match slots::read(dir, Kind::Vault)? {
        Both::Whole { newest, agree } => Ok((*newest, agree)),
        Both::Newer(major) => Err(VaultError::Newer {
            file: VaultFile::VaultKeySlots,
            found: u32::from(major),
            known: u32::from(MAJOR),
        }),
        Both::Absent | Both::Foreign | Both::Damaged => Err(damaged()),
    }
}

pub(super) fn take_lock(dir: &Path) -> Result<File, VaultError> {
    let file = match files::open_private(&dir.join("lock")) {
        // Not a flaw of the disk: this medium, or this folder, is for reading only.
        Err(error) if error.kind() == ErrorKind::ReadOnlyFilesystem => return Err(VaultError::ReadOnly),
        other => other?,
    };
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(VaultError::InUse),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

fn damaged() -> VaultError {
    VaultError::Damaged(VaultFile::VaultKeySlots)
}
