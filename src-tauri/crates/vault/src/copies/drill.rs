//! A drill: a backup is restored into a temporary folder, opened, read to its last byte, and removed.

use super::manifest::BackupManifest;
use super::verify::{BackupFault, inventory};
use super::{restore, verify};
use crate::client::check::Fault;
use crate::credentials::{CredentialError, CredentialStore};
use crate::environment::{Cancel, Environment, Progress};
use crate::error::VaultError;
use crate::secret::{Passphrase, Secret32, hex};
use crate::vault::OpenVault;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// What a drill showed.
#[derive(Debug)]
pub struct Drill {
    /// What the backup says of itself.
    pub manifest: BackupManifest,
    /// Files that the manifest does not know. They were not restored.
    pub extra: Vec<String>,
    /// Every client of the manifest or of the restored vault, by id.
    pub clients: Vec<DrilledClient>,
}

impl Drill {
    /// Did everything open that can be opened here, and hold?
    pub fn is_sound(&self) -> bool {
        self.extra.is_empty()
            && self.clients.iter().all(|client| {
                matches!(
                    client.outcome,
                    DrillOutcome::Sound { .. } | DrillOutcome::SheetNeeded
                )
            })
    }
}

/// One client of a drill.
#[derive(Debug)]
pub struct DrilledClient {
    /// The client.
    pub id: Uuid,
    /// Its codename, where the restored vault knows it.
    pub codename: Option<String>,
    /// What came of it.
    pub outcome: DrillOutcome,
}

/// What came of a client in a drill.
#[derive(Debug)]
pub enum DrillOutcome {
    /// It opened, everything in it was read, and its chain ends where the manifest says.
    Sound {
        /// Rows that were compared with their last image.
        rows: usize,
        /// Entries of the chain.
        entries: usize,
        /// Pieces of evidence that were read.
        evidence: usize,
    },
    /// A Strict client whose secret is not on this machine: its sheet opens it. No failure.
    SheetNeeded,
    /// It opened and does not hold.
    Faulty(Vec<Fault>),
    /// It opened, and its chain does not end where the manifest says.
    OtherHead,
    /// It is in the manifest or in the restored vault, and not in both.
    Unexpected,
    /// It did not open.
    Refused(VaultError),
}

/// Restores a backup into a new folder in `temp`, opens it with the passphrase, reads all of it, compares
/// it with the manifest, and removes the folder again. The credential store is read and not written.
pub fn drill(
    path: &Path,
    passphrase: &Passphrase,
    temp: &Path,
    environment: &Environment,
    progress: &mut dyn Progress,
    cancel: &Cancel,
) -> Result<Drill, VaultError> {
    drill_with(path, temp, environment, progress, cancel, |dir, environment| {
        OpenVault::unlock(dir, passphrase, environment, cancel)
    })
}

/// The same, with another way to unlock the restored vault: `unlock` must use the environment that it
/// is given.
pub fn drill_with(
    path: &Path,
    temp: &Path,
    environment: &Environment,
    progress: &mut dyn Progress,
    cancel: &Cancel,
    unlock: impl FnOnce(&Path, &Environment) -> Result<OpenVault, VaultError>,
) -> Result<Drill, VaultError> {
    let found = inventory(path)?;
    let id = environment.new_id()?.simple().to_string();
    let place = Removed(temp.join(format!("valise-drill-{}", &id[24..])));
    // Every file is hashed on its way.
    let manifest = restore::restore_backup(path, &place.0, progress, cancel)?;
    let environment = Environment {
        credentials: Arc::new(ReadOnly(Arc::clone(&environment.credentials))),
        ..environment.clone()
    };
    let vault = unlock(&place.0, &environment)?;
    let clients = look(&vault, &manifest, progress, cancel);
    // The files are closed before they are removed.
    drop(vault);
    place.remove()?;
    Ok(Drill {
        manifest,
        extra: found.faults.into_iter().filter_map(extra).collect(),
        clients: clients?,
    })
}

fn extra(fault: verify::BackupFault) -> Option<String> {
    match fault {
        BackupFault::Extra(path) => Some(path),
        BackupFault::Missing(_) | BackupFault::Changed(_) => None,
    }
}

fn look(
    vault: &OpenVault,
    manifest: &BackupManifest,
    progress: &mut dyn Progress,
    cancel: &Cancel,
) -> Result<Vec<DrilledClient>, VaultError> {
    let names: BTreeMap<Uuid, String> = vault
        .clients()?
        .into_iter()
        .map(|entry| (entry.id, entry.codename))
        .collect();
    let mut ids: Vec<Uuid> = names.keys().copied().collect();
    ids.extend(manifest.clients.iter().map(|client| client.id));
    ids.sort_unstable();
    ids.dedup();
    let mut clients = Vec::with_capacity(ids.len());
    for id in ids {
        cancel.check()?;
        let said = manifest.clients.iter().find(|client| client.id == id);
        let outcome = match said {
            Some(said) if names.contains_key(&id) => {
                match look_at(vault, id, said.seq, &said.head, progress, cancel) {
                    Ok(outcome) => outcome,
                    Err(VaultError::SheetNeeded | VaultError::Credentials(_)) => DrillOutcome::SheetNeeded,
                    Err(VaultError::Cancelled) => return Err(VaultError::Cancelled),
                    Err(error) => DrillOutcome::Refused(error),
                }
            }
            _ => DrillOutcome::Unexpected,
        };
        clients.push(DrilledClient {
            id,
            codename: names.get(&id).cloned(),
            outcome,
        });
    }
    Ok(clients)
}

fn look_at(
    vault: &OpenVault,
    id: Uuid,
    seq: i64,
    head: &str,
    progress: &mut dyn Progress,
    cancel: &Cancel,
) -> Result<DrillOutcome, VaultError> {
    let store = vault.open_client(id)?;
    let report = store.check(true, progress, cancel)?;
    // A commit that was not anchored any more when the vault was copied is in the file all the same.
    let there = store.head_at(seq)?;
    store.close()?;
    if !report.is_sound() {
        return Ok(DrillOutcome::Faulty(report.faults));
    }
    if there.is_none_or(|there| *hex(&there) != head) {
        return Ok(DrillOutcome::OtherHead);
    }
    Ok(DrillOutcome::Sound {
        rows: report.rows,
        entries: report.entries,
        evidence: report.evidence,
    })
}

impl OpenVault {
    /// A [`drill`] of one of this vault's backups, whose date is noted where it is sound.
    pub fn drill(
        &mut self,
        path: &Path,
        passphrase: &Passphrase,
        temp: &Path,
        progress: &mut dyn Progress,
        cancel: &Cancel,
    ) -> Result<Drill, VaultError> {
        let drilled = drill(path, passphrase, temp, &self.environment, progress, cancel)?;
        if drilled.is_sound() && drilled.manifest.vault == self.id() && !self.is_read_only() {
            match self.note_verified(drilled.manifest.id) {
                // A vault that was itself restored may not know of it.
                Ok(()) | Err(VaultError::NoSuchCopy) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(drilled)
    }
}

/// A folder that does not outlive the drill.
struct Removed(PathBuf);

impl Removed {
    fn remove(self) -> Result<(), VaultError> {
        crate::files::remove_folder(&self.0)
    }
}

impl Drop for Removed {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// A restored copy of a vault must not change what the real one relies on.
struct ReadOnly(Arc<dyn CredentialStore>);

impl CredentialStore for ReadOnly {
    fn put(&self, _: &str, _: &Secret32) -> Result<(), CredentialError> {
        Err(CredentialError::NotKept)
    }

    fn get(&self, name: &str) -> Result<Option<Secret32>, CredentialError> {
        self.0.get(name)
    }

    fn delete(&self, _: &str) -> Result<(), CredentialError> {
        Err(CredentialError::NotKept)
    }
}
