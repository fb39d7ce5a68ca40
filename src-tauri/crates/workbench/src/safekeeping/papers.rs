//! What is printed and put into a drawer: the Emergency Kit, a client's sheet, the certificate of a destruction.

use super::backups::day_of;
use crate::clients::replace_file;
use crate::reports::SnapshotLine;
use crate::session::Vault;
use crate::{Problem, Result};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use valise_report::model::{Audience, Day, Fact, Number, Paper};
use valise_report::papers::{
    Certificate, Chain, Check, ClientSheet, CopyLine, EmergencyKit, ExportLine, Groups, Imprint, KeyPrint,
    LastBackup, Outcome, Reach, Removed, SheetFate, ShortPaper,
};
use valise_vault::{
    ClientEntry, CopyKind, CredentialOutcome, Destruction, Expiry, Level, RecoveryKey, Sheet,
};
use zeroize::Zeroizing;

/// How the letters of a key are told apart.
const READING: &str = "Capital letters and digits. There is no I, L, O or U: what looks like one is 1 or 0.";

/// The recovery key on one page.
pub(super) fn emergency_kit(vault: &Vault, key: &RecoveryKey) -> Result<Zeroizing<Vec<u8>>> {
    let kit = EmergencyKit {
        edition: imprint(vault, "kit"),
        vault: vault_name(vault),
        place: std::path::absolute(&vault.place)
            .unwrap_or_else(|_| vault.place.clone())
            .display()
            .to_string(),
        number: None,
        groups: groups(key.groups()),
        reading: Some(READING.into()),
    };
    print(&kit)
}

/// A Strict client's secret on one page.
pub(super) fn client_sheet(vault: &Vault, entry: &ClientEntry, sheet: &Sheet) -> Result<Zeroizing<Vec<u8>>> {
    let paper = ClientSheet {
        edition: imprint(vault, "sheet"),
        codename: entry.codename.clone(),
        client_id: Some(entry.id.to_string()),
        vault: vault_name(vault),
        groups: groups(sheet.groups()),
        reading: Some(READING.into()),
    };
    print(&paper)
}

/// What is known of the reports that a destroyed client's file remembered.
pub(super) enum Exports {
    /// These were exported.
    Listed(Vec<SnapshotLine>),
    /// The client could not be opened any more.
    Unreadable,
    /// They went with the client: the certificate is printed once more.
    Gone,
}

impl Exports {
    fn lines(&self) -> &[SnapshotLine] {
        match self {
            Self::Listed(lines) => lines,
            Self::Unreadable | Self::Gone => &[],
        }
    }

    /// What the certificate says that it cannot say.
    fn beyond(&self) -> Option<&'static str> {
        match self {
            Self::Listed(_) => None,
            Self::Unreadable => Some(
                "Reports that were exported before: the client could not be opened, so they are not listed.",
            ),
            Self::Gone => Some(
                "The client's codename and the reports that were exported before: they went with the client, so only \
                 the first print names them.",
            ),
        }
    }
}

/// What a destruction reached.
pub(super) fn certificate(
    vault: &Vault,
    codename: &str,
    done: &Destruction,
    exports: &Exports,
) -> Result<Zeroizing<Vec<u8>>> {
    let paper = Certificate {
        edition: imprint(vault, &format!("certificate/{}", done.client)),
        codename: codename.to_owned(),
        client_id: done.client.to_string(),
        reach: match done.level {
            Level::Standard => Reach::Standard,
            Level::Strict => Reach::Strict {
                sheet: SheetFate::Open,
            },
        },
        destroyed_on: Day::of(day_of(done.destroyed_ms)),
        destroyed_at: time_of(done.destroyed_ms),
        last_backup: match done.last_expiry {
            Expiry::None => LastBackup::NoneKnown,
            Expiry::On(ms) => LastBackup::Expires {
                on: Day::of(day_of(ms)),
            },
            Expiry::Undated => LastBackup::Undated,
        },
        method: method(done),
        keys: keys(done),
        chain: Chain {
            number: Number::of(done.seq.to_string()),
            head: done.head.clone(),
        },
        removed: removed(done),
        copies: done
            .copies
            .iter()
            .map(|copy| copy_line(vault, copy, done.level))
            .collect(),
        exports: exports.lines().iter().map(export_line).collect(),
        verification: vec![Check {
            tried: "The key header from before the destruction, with the vault's right key and every secret \
                    that was left"
                .into(),
            outcome: if done.refused {
                Outcome::Refused
            } else {
                Outcome::NotTried {
                    why: "no header could be read before the destruction".into(),
                }
            },
        }],
        beyond: exports.beyond().map(str::to_owned).into_iter().collect(),
        facts: vec![Fact {
            label: "Made".into(),
            value: spoken(vault, done.created_ms),
        }],
        program: format!("Valise {}", env!("CARGO_PKG_VERSION")),
        operator: Some(vault.branding().person).filter(|name| !name.trim().is_empty()),
        witness: None,
    };
    print(&paper)
}

/// Writes a paper; the place is the person's.
pub(super) fn write(path: &Path, pdf: &[u8]) -> Result<()> {
    replace_file(path, pdf)
}

fn print<'a>(paper: impl Into<ShortPaper<'a>>) -> Result<Zeroizing<Vec<u8>>> {
    let go_on = AtomicBool::new(false);
    let bytes = valise_report::typeset_paper(paper, &go_on).and_then(|pages| pages.pdf(&go_on));
    // What the typesetter remembers of a key goes at once.
    valise_report::evict_all();
    bytes.map(Zeroizing::new).map_err(Problem::from)
}

fn groups<'a>(typed: impl Iterator<Item = &'a str>) -> Groups {
    Groups::of(typed.map(|group| Zeroizing::new(group.to_owned())))
}

fn imprint(vault: &Vault, what: &str) -> Imprint {
    let branding = vault.branding();
    let now = vault.surroundings.now_ms();
    let id = Sha256::digest(format!("{what}/{}/{now}", vault.open.id()));
    Imprint {
        id: hex::encode(&id[..16]),
        made_on: Day::of((vault.surroundings.today)().to_string()),
        locale: vault.preferences().locale,
        language: "en".into(),
        paper: Paper::A4,
        accent: branding.accent,
        practice: Some(branding.practice).filter(|name| !name.trim().is_empty()),
    }
}

/// A vault has no name of its own; a part of its id tells two papers apart.
fn vault_name(vault: &Vault) -> String {
    let id = vault.open.id().simple().to_string();
    format!("Valise vault {}", &id[id.len() - 8..])
}

fn method(done: &Destruction) -> Vec<String> {
    let mut steps = vec![
        "The registry forgot the client and its secret in one step.".to_owned(),
        "The key slots were overwritten and removed.".to_owned(),
        "The encrypted files and snapshots were removed.".to_owned(),
    ];
    match done.credential {
        CredentialOutcome::NotUsed => {}
        CredentialOutcome::Deleted => {
            steps.push("The client's secret was deleted from the system's credential store.".to_owned());
        }
        CredentialOutcome::Failed(_) => {
            steps.push(
                "The system's credential store did not delete the client's secret; the next opening of the vault \
                 tries again."
                    .to_owned(),
            );
        }
    }
    steps
}

fn keys(done: &Destruction) -> Vec<KeyPrint> {
    let named = [
        ("Data key", &done.key_fingerprint),
        ("Client secret", &done.secret_fingerprint),
    ];
    named
        .into_iter()
        .filter_map(|(name, print)| {
            print.as_ref().map(|print| KeyPrint {
                name: name.to_owned(),
                fingerprint: print.clone(),
            })
        })
        .collect()
}

fn removed(done: &Destruction) -> Removed {
    let snapshots = done
        .removed
        .iter()
        .filter(|file| file.name.starts_with("snap"))
        .count();
    Removed {
        files: Number::of((done.removed.len() - snapshots).to_string()),
        snapshots: Number::of(snapshots.to_string()),
    }
}

fn copy_line(vault: &Vault, copy: &valise_vault::CopyOfClient, level: Level) -> CopyLine {
    let fate = match (copy.forgotten_ms, copy.opens, copy.keep_until_ms) {
        (Some(ms), _, _) => format!("said to be gone on {}", spoken(vault, ms)),
        (None, false, _) if level == Level::Strict => "does not open without the destroyed secret".to_owned(),
        (None, false, _) => "does not open".to_owned(),
        (None, true, Some(ms)) => format!("opens until it is deleted, due on {}", spoken(vault, ms)),
        (None, true, None) => "opens; no date was set for its deletion".to_owned(),
    };
    CopyLine {
        what: match copy.kind {
            CopyKind::Backup => "Backup of the vault".to_owned(),
            CopyKind::Handover => "Sealed hand-over".to_owned(),
        },
        place: copy.place.clone(),
        made_on: Some(Day::of(day_of(copy.made_ms))),
        fate,
    }
}

fn export_line(line: &SnapshotLine) -> ExportLine {
    ExportLine {
        date: Day::of(line.made_on.clone()),
        title: line.title.clone(),
        recipient: Some(line.recipient.clone()).filter(|name| !name.trim().is_empty()),
        audience: match line.audience.as_str() {
            "founder" => Some(Audience::Founder),
            "client" => Some(Audience::Client),
            "engineers" => Some(Audience::Engineers),
            "investor" => Some(Audience::Investor),
            _ => None,
        },
        sha256: line.sha256.clone(),
    }
}

/// A day as the practice writes days.
fn spoken(vault: &Vault, ms: i64) -> String {
    let day = day_of(ms);
    let locale = valise_report::Locale::of(&vault.preferences().locale, "en");
    valise_report::Civil::read(&day).map_or_else(|| day.clone(), |civil| locale.date(civil))
}

fn time_of(ms: i64) -> Option<String> {
    let instant = jiff::Timestamp::from_millisecond(ms).ok()?;
    Some(instant.strftime("%H:%M UTC").to_string())
}
