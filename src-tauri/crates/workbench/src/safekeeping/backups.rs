//! Copies of the whole vault: made, tried, forgotten, restored.

use crate::audit::count;
use crate::session::{Sealed, Vault};
use crate::view::{BackupDone, BackupWish, CopyKind, CopyView, DrillClient, DrillDone, Instant, Safekeeping};
use crate::{Cancel, Problem, ProblemCode, Result, Secret, Surroundings};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use valise_vault::{DrillOutcome, KnownCopy, Passphrase, VaultError};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const REMINDER: &str = "backup";

/// When to remind.
#[derive(Serialize, Deserialize)]
struct Reminder {
    days: u16,
}

impl Default for Reminder {
    fn default() -> Self {
        Self { days: 14 }
    }
}

impl Vault {
    /// Ways in, cost of the key derivation, copies, and whether a backup is due.
    pub fn safekeeping(&self) -> Result<Safekeeping> {
        let names = self.codenames()?;
        let known = self.open.copies()?;
        let last = known
            .iter()
            .filter(|copy| copy.kind == valise_vault::CopyKind::Backup && copy.finished)
            .map(|copy| copy.made_ms)
            .max();
        let days = self.reminder().days;
        let worth_keeping = self.open.clients()?.iter().any(|client| !client.sample);
        let now = self.surroundings.now_ms();
        let due = last.is_none_or(|last| now.saturating_sub(last) >= i64::from(days) * DAY_MS);
        Ok(Safekeeping {
            ways: self.ways(),
            key_derivation: self.key_derivation()?,
            copies: known.iter().rev().map(|copy| copy_view(copy, &names)).collect(),
            last_backup: last.map(Instant),
            reminder_days: days,
            backup_due: days > 0 && worth_keeping && due,
        })
    }

    /// Days after which a backup is due; 0 reminds of none.
    pub fn set_backup_reminder(&mut self, days: u16) -> Result<()> {
        self.set_setting(REMINDER, &Reminder { days })
    }

    fn reminder(&self) -> Reminder {
        self.setting(REMINDER).unwrap_or_default()
    }

    /// Copies the vault, sealed as it is, into a new folder in `into`. No client may be open.
    pub fn back_up(
        &mut self,
        into: &Path,
        wish: BackupWish,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<BackupDone> {
        let keep =
            (wish.keep_days > 0).then(|| self.surroundings.now_ms() + i64::from(wish.keep_days) * DAY_MS);
        let mut tell = |done: u64, total: u64| tell(done, total);
        // Remembered as a place that can be found again, wherever the program was started.
        let into = std::path::absolute(into).unwrap_or_else(|_| into.to_owned());
        let made = self.open.backup(&into, keep, &mut tell, cancel)?;
        // Read back before it counts: what a stick took is not always what it gives.
        let check = valise_vault::verify_backup(&made.path, &mut tell, cancel)?;
        if !check.is_sound() {
            return Err(Problem::new(ProblemCode::BackupDamaged));
        }
        Ok(BackupDone {
            name: made
                .path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            files: count(made.files),
            bytes: made.bytes,
        })
    }

    /// Tries a backup: restores it aside, opens it, reads all of it, and notes that it restores.
    pub fn drill_backup(
        &mut self,
        path: &Path,
        passphrase: &Secret,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<DrillDone> {
        let (id, done) = drill_at(path, passphrase, &self.surroundings, tell, cancel)?;
        if done.sound && self.open.copies()?.iter().any(|copy| copy.id == id) {
            self.open.note_verified(id)?;
        }
        Ok(done)
    }

    /// Somebody says that a copy is gone.
    pub fn forget_copy(&mut self, id: &str) -> Result<()> {
        let id = uuid::Uuid::parse_str(id).map_err(|_| Problem::not_found("copy"))?;
        Ok(self.open.forget_copy(id)?)
    }

    pub(super) fn codenames(&self) -> Result<BTreeMap<uuid::Uuid, String>> {
        let clients = self.open.clients()?;
        Ok(clients
            .into_iter()
            .map(|client| (client.id, client.codename))
            .collect())
    }
}

impl Sealed {
    /// Puts a backup at the vault's place, where there is none. What opened it then opens it again.
    pub fn restore_backup(
        &self,
        backup: &Path,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<BackupDone> {
        must_be_backup(backup)?;
        let mut tell = |done: u64, total: u64| tell(done, total);
        let manifest = valise_vault::restore_backup(backup, &self.place, &mut tell, cancel)?;
        Ok(BackupDone {
            name: backup
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            files: count(manifest.files.len()),
            bytes: manifest.bytes(),
        })
    }
}

/// Tries a backup with no vault at hand: every byte of it is restored aside, opened, read, and removed again.
pub fn drill(
    path: &Path,
    passphrase: &Secret,
    surroundings: &Surroundings,
    tell: &mut dyn FnMut(u64, u64),
    cancel: &Cancel,
) -> Result<DrillDone> {
    drill_at(path, passphrase, surroundings, tell, cancel).map(|(_, done)| done)
}

/// A backup keeps the passphrase of the day on which it was made; the vault may have another by now.
fn of_its_day(error: VaultError) -> Problem {
    let wrong = matches!(error, VaultError::WrongPassphrase);
    let problem = Problem::from(error);
    if wrong {
        problem.with("of", "backup")
    } else {
        problem
    }
}

fn drill_at(
    path: &Path,
    passphrase: &Secret,
    surroundings: &Surroundings,
    tell: &mut dyn FnMut(u64, u64),
    cancel: &Cancel,
) -> Result<(uuid::Uuid, DrillDone)> {
    must_be_backup(path)?;
    // EXPOSE: the restored copy is opened with it.
    let passphrase = Passphrase::new(passphrase.expose().to_owned());
    let mut tell = |done: u64, total: u64| tell(done, total);
    let found = valise_vault::drill(
        path,
        &passphrase,
        &std::env::temp_dir(),
        &surroundings.vault,
        &mut tell,
        cancel,
    )
    .map_err(of_its_day)?;
    let clients = found
        .clients
        .iter()
        .map(|client| {
            let mut view = DrillClient {
                codename: client.codename.clone().unwrap_or_else(|| client.id.to_string()),
                records: 0,
                evidence: 0,
                needs_sheet: false,
                faults: Vec::new(),
            };
            match &client.outcome {
                DrillOutcome::Sound { rows, evidence, .. } => {
                    view.records = count(*rows);
                    view.evidence = count(*evidence);
                }
                DrillOutcome::SheetNeeded => view.needs_sheet = true,
                DrillOutcome::Faulty(faults) => {
                    view.faults = faults.iter().map(crate::check::fault_code).collect()
                }
                DrillOutcome::OtherHead => view.faults.push("other-head".into()),
                DrillOutcome::Unexpected => view.faults.push("unexpected".into()),
                DrillOutcome::Refused(error) => view.faults.push(error.code()),
            }
            view
        })
        .collect();
    let done = DrillDone {
        sound: found.is_sound(),
        clients,
    };
    Ok((found.manifest.id, done))
}

/// Tells a folder that is no backup at all from one that is damaged.
fn must_be_backup(path: &Path) -> Result<()> {
    if path.join(valise_vault::BackupManifest::FILE).is_file() {
        Ok(())
    } else {
        Err(Problem::new(ProblemCode::NotABackup))
    }
}

pub(super) fn copy_view(copy: &KnownCopy, names: &BTreeMap<uuid::Uuid, String>) -> CopyView {
    CopyView {
        id: copy.id.to_string(),
        kind: match copy.kind {
            valise_vault::CopyKind::Backup => CopyKind::Backup,
            valise_vault::CopyKind::Handover => CopyKind::HandOver,
        },
        client: copy.client.and_then(|client| names.get(&client).cloned()),
        place: copy.place.clone(),
        made: Instant(copy.made_ms),
        verified: copy.verified_ms.map(Instant),
        keep_until: copy.keep_until_ms.map(day_of),
        gone: copy.forgotten_ms.is_some(),
    }
}

/// The day of an instant in UTC: a backup's last day is the same wherever it is read.
pub(super) fn day_of(ms: i64) -> String {
    Timestamp::from_millisecond(ms)
        .map(|instant| instant.to_zoned(TimeZone::UTC).date().to_string())
        .unwrap_or_default()
}
