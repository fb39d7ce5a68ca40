//! A backup of the whole vault into a folder, for example on a stick.

use super::manifest::{BackupManifest, ManifestClient, ManifestFile, NAME, OF_CLIENT, OF_VAULT};
use super::space;
use super::stream::{self, Course};
use crate::client::snapshot;
use crate::db::open::checkpoint;
use crate::environment::{Cancel, Progress};
use crate::error::VaultError;
use crate::files::{self, named};
use crate::registry::copies::{self, CopyKind, KnownCopy};
use crate::secret::hex;
use crate::vault::OpenVault;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use uuid::Uuid;

const UNFINISHED: &str = ".part";
/// Room that each file may take beyond its length, on a disk with large blocks.
const BLOCK: u64 = 64 * 1024;

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its id, by which the registry knows it.
    pub id: Uuid,
    /// Its folder.
    pub path: PathBuf,
    /// When it was made, ms UTC.
    pub made_ms: i64,
    /// How many files it has, without the manifest.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// How many clients are in it.
    pub clients: usize,
}

/// A file to be copied.
struct Planned {
    path: String,
    from: PathBuf,
    length: u64,
}

impl OpenVault {
    /// Copies the whole vault, sealed as it is, into a new folder `valise-backup-…` in `into`. All of it
    /// is on the disk before it gets that name: pulled out, full or cancelled, it has none, and the
    /// vault is as it was. No client may be open.
    ///
    /// Snapshots, and what a migration left behind, are not copied.
    pub fn backup(
        &mut self,
        into: &Path,
        keep_until_ms: Option<i64>,
        progress: &mut dyn Progress,
        cancel: &Cancel,
    ) -> Result<Backup, VaultError> {
        self.writable()?;
        if !self
            .open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_empty()
        {
            return Err(VaultError::ClientOpen);
        }
        self.fit_place(into)?;
        self.clear_unfinished(into)?;
        let clients = self.clients()?;
        for client in &clients {
            // A restore that was cut short is carried through, so that files and anchors agree.
            snapshot::restore::finish(self, client.id)?;
        }
        let (id, made_ms) = (self.environment.new_id()?, self.environment.clock.now_ms());
        let path = into.join(name(id, made_ms)?);
        let mut copy = KnownCopy {
            id,
            client: None,
            kind: CopyKind::Backup,
            place: path.to_string_lossy().into_owned(),
            made_ms,
            finished: false,
            verified_ms: None,
            keep_until_ms,
            forgotten_ms: None,
            holds: Vec::with_capacity(clients.len()),
        };
        let mut manifest = BackupManifest::new(id, self.id(), made_ms, keep_until_ms);
        for client in &clients {
            let held = self.held(client.id)?;
            manifest.clients.push(ManifestClient {
                id: held.client,
                seq: held.seq,
                head: hex(&held.head).to_string(),
            });
            copy.holds.push(held);
        }
        manifest.clients.sort_by_key(|client| client.id);
        // Known before it is there: a vault restored from it must know of it too.
        copies::add(&self.registry.lock(), &copy)?;
        let part = files::beside(&path, UNFINISHED);
        let made = self
            .write_backup(&part, &mut manifest, progress, cancel)
            .and_then(|()| std::fs::rename(&part, &path).map_err(named));
        if let Err(error) = made {
            std::fs::remove_dir_all(&part).ok();
            // A stick that was pulled out may still hold a part of it: then it stays known.
            if into.is_dir() && !part.exists() {
                copies::remove(&self.registry.lock(), id)?;
            }
            return Err(error);
        }
        stream::sync_folder(into)?;
        copies::finished(&self.registry.lock(), id)?;
        Ok(Backup {
            id,
            path,
            made_ms,
            files: manifest.files.len(),
            bytes: manifest.bytes(),
            clients: clients.len(),
        })
    }

    /// A folder, and not one that a backup would copy into itself.
    fn fit_place(&self, into: &Path) -> Result<(), VaultError> {
        let into = into.canonicalize().map_err(|_| VaultError::PlaceUnfit)?;
        if !into.is_dir() || into.starts_with(self.dir.canonicalize()?) {
            return Err(VaultError::PlaceUnfit);
        }
        Ok(())
    }

    /// What the end of an earlier backup into this folder could not note: it is there, or it is not.
    fn clear_unfinished(&self, into: &Path) -> Result<(), VaultError> {
        let registry = self.registry.lock();
        for copy in copies::all(&registry)? {
            let path = Path::new(&copy.place);
            if copy.finished || copy.kind != CopyKind::Backup || path.parent() != Some(into) {
                continue;
            }
            if path.exists() {
                copies::finished(&registry, copy.id)?;
            } else {
                match std::fs::remove_dir_all(files::beside(path, UNFINISHED)) {
                    // Only where its unfinished folder was found is it certain that this was the stick.
                    Ok(()) => copies::remove(&registry, copy.id)?,
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(())
    }

    fn write_backup(
        &self,
        part: &Path,
        manifest: &mut BackupManifest,
        progress: &mut dyn Progress,
        cancel: &Cancel,
    ) -> Result<(), VaultError> {
        // Held to the end: nothing moves in the registry while it is copied.
        let registry = self.registry.lock();
        checkpoint(&registry)?;
        let plan = self.plan(manifest)?;
        let total = plan.iter().map(|file| file.length).sum();
        let parent = part.parent().unwrap_or(Path::new("."));
        space::demand(parent, total + BLOCK * plan.len() as u64)?;
        let mut course = Course {
            done: 0,
            total,
            progress,
            cancel,
        };
        make_folder(part)?;
        make_folder(&part.join("clients"))?;
        for client in &manifest.clients {
            make_folder(&part.join("clients").join(client.id.hyphenated().to_string()))?;
        }
        for file in plan {
            let (length, sha256) = stream::copy(&file.from, &part.join(&file.path), &mut course)?;
            manifest.files.push(ManifestFile {
                path: file.path,
                length,
                sha256,
            });
        }
        for client in &manifest.clients {
            stream::sync_folder(&part.join("clients").join(client.id.hyphenated().to_string()))?;
        }
        stream::sync_folder(&part.join("clients"))?;
        // The manifest last: without it nothing takes the folder for a backup.
        let text = manifest.seal()?;
        let mut file = std::fs::File::create_new(part.join(NAME)).map_err(named)?;
        file.write_all(&text).map_err(named)?;
        file.sync_all().map_err(named)?;
        stream::sync_folder(part)?;
        // Cancelled at the last moment is still cancelled.
        cancel.check()
    }

    fn plan(&self, manifest: &BackupManifest) -> Result<Vec<Planned>, VaultError> {
        let mut plan = Vec::new();
        for name in OF_VAULT {
            plan.extend(planned(name.to_owned(), self.dir.join(name))?);
        }
        for client in &manifest.clients {
            let folder = self.client_dir(client.id);
            for name in OF_CLIENT {
                let path = format!("clients/{}/{name}", client.id.hyphenated());
                plan.extend(planned(path, folder.join(name))?);
            }
        }
        Ok(plan)
    }
}

/// A file that is there; an emptied log is not worth a copy.
fn planned(path: String, from: PathBuf) -> Result<Option<Planned>, VaultError> {
    match std::fs::metadata(&from) {
        Ok(metadata) if metadata.len() == 0 && path.ends_with("-wal") => Ok(None),
        Ok(metadata) => Ok(Some(Planned {
            path,
            from,
            length: metadata.len(),
        })),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn make_folder(dir: &Path) -> Result<(), VaultError> {
    std::fs::create_dir(dir).map_err(named)?;
    files::only_owner(dir, 0o700).ok();
    Ok(())
}

/// `valise-backup-<UTC>-<short id>`: letters that every file system takes.
fn name(id: Uuid, made_ms: i64) -> Result<String, VaultError> {
    let utc = jiff::Timestamp::from_millisecond(made_ms).map_err(|_| VaultError::PlaceUnfit)?;
    let digits = id.simple().to_string();
    // The end of an id is random, its beginning is the time.
    Ok(format!(
        "valise-backup-{}-{}",
        utc.strftime("%Y%m%dT%H%M%SZ"),
        &digits[24..]
    ))
}
