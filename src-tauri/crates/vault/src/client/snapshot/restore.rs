//! A snapshot takes the place of the client's file.
//!
//! The new file is made whole beside the old one, the registry notes where its chain ends, and only then
//! do the names change. From that note on the restore is carried through, by the next one who opens the
//! client if need be; before it, nothing has happened.

use super::{FOLDER, Snapshot, list, open_file, take, verify_all};
use crate::client::evidence::Blob;
use crate::client::freshness::Anchor;
use crate::client::journal::{self, Entry, EntryKind, Head};
use crate::client::unwrap;
use crate::db::migrate;
use crate::db::open::Access;
use crate::environment::{Cancel, Progress};
use crate::error::{VaultError, VaultFile};
use crate::files;
use crate::keys::{self, CLIENT_DATA, CLIENT_EVIDENCE};
use crate::registry;
use crate::secret::Secret32;
use crate::vault::OpenVault;
use std::path::Path;
use uuid::Uuid;

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoredSnapshot {
    /// The journal's number of the last commit in the snapshot.
    pub seq: i64,
    /// The journal's number that the registry knew of: everything between the two was given up.
    pub given_up: i64,
    /// The file that was replaced, as a snapshot; `None` where it could not be read. Its bytes then lie
    /// in the folder `snap` under the name `unreadable.db`.
    pub kept: Option<Snapshot>,
    /// Evidence that the snapshot lists and the store no longer has.
    pub missing_evidence: Vec<Blob>,
}

const DATA: &str = "data.db";
const BESIDE: &str = "data.db.restored";
const UNREADABLE: &str = "unreadable.db";

impl OpenVault {
    /// Sets a closed client back to one of its snapshots. The file that is replaced becomes a snapshot
    /// itself, where it can be read, so this can be taken back the same way. The journal notes the
    /// restore with the number that was given up.
    pub fn restore_snapshot(
        &mut self,
        id: Uuid,
        name: &str,
        progress: &mut dyn Progress,
        cancel: &Cancel,
    ) -> Result<RestoredSnapshot, VaultError> {
        self.writable()?;
        let entry = registry::client(&self.registry.lock(), id)?;
        if self.is_open(id) {
            return Err(VaultError::ClientOpen);
        }
        let secret = self.secret_of(&entry)?;
        let found = unwrap::client_key(self, id, &secret)?;
        if found.newer_minor {
            return Err(VaultError::ReadOnly);
        }
        let dir = self.client_dir(id);
        let snapshot = list(&dir)?
            .into_iter()
            .find(|snapshot| snapshot.name == name)
            .ok_or(VaultError::NoSuchSnapshot)?;
        let key = keys::derive(&found.key, id, CLIENT_DATA);
        let given_up = self.anchor(id)?.seq;
        files::remove_database(&dir.join(BESIDE))?;
        let prepared =
            prepare(self, id, &key, &snapshot, given_up, progress, cancel).and_then(|(head, evidence)| {
                let kept = keep_replaced(self, id, &found.key, progress, cancel)?;
                cancel.check()?;
                Ok((head, evidence, kept))
            });
        let (head, mut evidence, kept) = match prepared {
            Ok(prepared) => prepared,
            Err(error) => {
                files::remove_database(&dir.join(BESIDE)).ok();
                return Err(error);
            }
        };
        registry::begin_restore(&self.registry.lock(), id, head.seq, &head.hash)?;
        if kept.is_none() {
            set_unreadable_aside(&dir)?;
        }
        finish(self, id)?;
        let store = migrate::EVIDENCE.open(
            &dir.join("evidence.db"),
            &keys::derive(&found.key, id, CLIENT_EVIDENCE),
            Access::Write,
        )?;
        let has = crate::client::evidence::all(&store)?;
        evidence.retain(|blob| !has.contains(blob));
        Ok(RestoredSnapshot {
            seq: snapshot.seq,
            given_up,
            kept,
            missing_evidence: evidence,
        })
    }
}

/// Makes the new file whole beside the old one: the snapshot, verified, with one entry more. Where its
/// chain ends, and the evidence that it lists.
pub(super) fn prepare(
    vault: &OpenVault,
    id: Uuid,
    key: &Secret32,
    snapshot: &Snapshot,
    given_up: i64,
    progress: &mut dyn Progress,
    cancel: &Cancel,
) -> Result<(Head, Vec<Blob>), VaultError> {
    let dir = vault.client_dir(id);
    let from = open_file(&snapshot.path(&dir), key)?;
    verify_all(&from, id, snapshot)?;
    let beside = dir.join(BESIDE);
    let mut made = None;
    let detail = format!("{given_up} -> {}", snapshot.seq);
    take::copy_file(&from, &beside, key, VaultFile::Data, progress, cancel, |to| {
        let evidence = take::take_list(to)?;
        migrate::DATA.run(to)?;
        let entry = Entry {
            kind: EntryKind::Do,
            of_seq: None,
            op: "restore_snapshot",
            detail: &detail,
        };
        let step = to.transaction()?;
        let head = journal::append(&step, &vault.environment, &journal::head(&step, id)?, &entry, &[])?;
        step.commit()?;
        made = Some((head, evidence));
        Ok(())
    })?;
    take::on_disk(&beside)?;
    files::sync_folder(&dir)?;
    made.ok_or(VaultError::Damaged(VaultFile::Snapshot))
}

/// The file that will be replaced, as a snapshot; `None` where it cannot be read.
fn keep_replaced(
    vault: &OpenVault,
    id: Uuid,
    client_key: &Secret32,
    progress: &mut dyn Progress,
    cancel: &Cancel,
) -> Result<Option<Snapshot>, VaultError> {
    let dir = vault.client_dir(id);
    let key = keys::derive(client_key, id, CLIENT_DATA);
    let kept = migrate::DATA
        .open(&dir.join(DATA), &key, Access::Write)
        .and_then(|db| {
            let evidence = migrate::EVIDENCE
                .open(
                    &dir.join("evidence.db"),
                    &keys::derive(client_key, id, CLIENT_EVIDENCE),
                    Access::Write,
                )
                .and_then(|store| crate::client::evidence::all(&store));
            let source = take::Source {
                client: id,
                dir: &dir,
                db: &db,
                key: &key,
                // What of the evidence cannot be listed is no reason not to keep the records.
                evidence: &evidence.unwrap_or_default(),
                at_ms: vault.environment.clock.now_ms(),
            };
            take::take(&source, progress, cancel)
        });
    match kept {
        Ok(snapshot) => Ok(Some(snapshot)),
        Err(VaultError::Damaged(_) | VaultError::Database { .. } | VaultError::ChainBroken { .. }) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// A file that cannot be read is not thrown away: somebody may still get something out of it.
fn set_unreadable_aside(dir: &Path) -> Result<(), VaultError> {
    let folder = dir.join(FOLDER);
    files::make_folder(&folder)?;
    files::remove_database(&folder.join(UNREADABLE))?;
    for end in ["", "-wal"] {
        let from = files::beside(&dir.join(DATA), end);
        if from.exists() {
            std::fs::rename(from, files::beside(&folder.join(UNREADABLE), end))?;
        }
    }
    files::sync_folder(&folder)
}

/// Carries a noted restore through, from wherever it stopped; without a note there is nothing to do.
pub(crate) fn finish(vault: &OpenVault, id: Uuid) -> Result<(), VaultError> {
    let noted = registry::restoring(&vault.registry.lock(), id)?;
    let Some((seq, head)) = noted else {
        return Ok(());
    };
    change_names(&vault.client_dir(id))?;
    let anchor = Anchor {
        seq,
        head,
        ..vault.anchor(id)?
    };
    registry::finish_restore(&vault.registry.lock(), id, &anchor)
}

/// The new file in the old one's place, without the old one's log, which would be laid over it.
pub(super) fn change_names(dir: &Path) -> Result<(), VaultError> {
    let (beside, data) = (dir.join(BESIDE), dir.join(DATA));
    if !beside.exists() {
        return Ok(());
    }
    files::remove_sides(&data)?;
    files::sync_folder(dir)?;
    std::fs::rename(beside, data)?;
    files::sync_folder(dir)
}
