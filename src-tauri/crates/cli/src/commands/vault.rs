use crate::arguments::VaultCommand;
use crate::asking::Asking;
use crate::doors::{Doors, free};
use crate::printing::{Printer, columns, counted};
use crate::progress::Progress;
use serde_json::json;
use std::path::Path;
use valise_workbench::view::{VaultCheck, VaultPresence};
use valise_workbench::{Cancel, KdfPolicy, Problem, ProblemCode, Result};

pub fn run(command: &VaultCommand, doors: &Doors, printer: &Printer) -> Result<()> {
    match command {
        VaultCommand::Create => create(doors, printer),
        VaultCommand::Check => check(doors, printer),
        VaultCommand::Passwd => passwd(doors, printer),
        VaultCommand::Recover => recover(doors, printer),
        VaultCommand::Kit { out, force } => {
            free(out, *force)?;
            kit(out, doors, printer)
        }
        VaultCommand::Rotate => rotate(doors, printer),
    }
}

fn create(doors: &Doors, printer: &Printer) -> Result<()> {
    let sealed = doors.sealed();
    // Nobody should think of a passphrase for a place that is taken.
    match sealed.state().presence {
        VaultPresence::Absent => {}
        VaultPresence::Foreign => return Err(Problem::new(ProblemCode::NotAVault)),
        VaultPresence::Newer => return Err(Problem::new(ProblemCode::VaultNewer)),
        VaultPresence::Damaged => return Err(Problem::new(ProblemCode::VaultDamaged)),
        VaultPresence::Sealed | VaultPresence::Open => return Err(Problem::new(ProblemCode::VaultExists)),
    }
    let passphrase = doors.asking.new_secret("New passphrase: ")?;
    doors.heed_interrupts();
    let place = sealed.place().display().to_string();
    // EXPOSE: the key is derived from it.
    let made = sealed.create(passphrase.expose(), KdfPolicy::Calibrate, &doors.cancel);
    let vault = made.map_err(|unopened| unopened.problem)?;
    drop(vault.lock());
    printer.answer(&json!({ "vault": place }), || {
        vec![format!("A vault was made in {place}.")]
    })
}

fn passwd(doors: &Doors, printer: &Printer) -> Result<()> {
    let (mut vault, current) = doors.vault_and_secret()?;
    let next = doors.asking.new_secret("New passphrase: ")?;
    // EXPOSE: the root key is unwrapped with one and wrapped with the other.
    vault.change_passphrase(current.expose(), next.expose(), &Cancel::default())?;
    drop(vault.lock());
    printer.answer(&json!({ "changed": true }), || {
        vec!["The passphrase was changed.".to_owned()]
    })
}

fn recover(doors: &Doors, printer: &Printer) -> Result<()> {
    let sealed = doors.sealed();
    let next = doors.asking.new_secret("New passphrase: ")?;
    let key = doors.asking.secret("Recovery key, its 14 groups: ")?;
    doors.heed_interrupts();
    let opened = sealed.recover(&key, &next, &doors.cancel);
    let vault = opened.map_err(|unopened| unopened.problem)?;
    drop(vault.lock());
    printer.answer(&json!({ "recovered": true }), || {
        vec![
            "The vault has a new passphrase.".to_owned(),
            "The recovery key is used up: make a new one with `vault kit`.".to_owned(),
        ]
    })
}

fn kit(out: &Path, doors: &Doors, printer: &Printer) -> Result<()> {
    let (mut vault, passphrase) = doors.vault_and_secret()?;
    let key = vault.begin_recovery_key(&passphrase, &doors.cancel)?;
    vault.write_recovery_kit(out)?;
    let group = |number: u8| {
        key.groups
            .get(usize::from(number) - 1)
            .cloned()
            .unwrap_or_default()
    };
    let [first, second] = match doors.asking {
        // A script cannot read the paper: that the file was written is what it can know.
        Asking::Lines => key.asks.map(group),
        Asking::Person => {
            printer.note(&format!("Print {}, then type two of its groups.", out.display()));
            let typed = |number| doors.asking.secret(&format!("Group {number}: "));
            // EXPOSE: two groups are compared with those that were printed.
            [
                typed(key.asks[0])?.expose().to_owned(),
                typed(key.asks[1])?.expose().to_owned(),
            ]
        }
    };
    vault.confirm_recovery_key(&first, &second)?;
    drop(vault.lock());
    let file = out.display().to_string();
    printer.answer(&json!({ "kit": file }), || {
        vec![format!(
            "The recovery key is in {file}. Print it, then delete the file."
        )]
    })
}

fn rotate(doors: &Doors, printer: &Printer) -> Result<()> {
    let (mut vault, passphrase) = doors.vault_and_secret()?;
    doors.heed_interrupts();
    let progress = Progress::of("Writing anew");
    let done = vault.rotate(
        &passphrase,
        &mut |done, total| progress.at(done, total),
        &doors.cancel,
    )?;
    drop(progress);
    drop(vault.lock());
    printer.answer(&done, || {
        let mut lines = vec!["The vault has new keys.".to_owned()];
        if done.recovery_key_gone {
            lines
                .push("The recovery key opens nothing any more: make a new one with `vault kit`.".to_owned());
        }
        for codename in &done.sheets {
            lines.push(format!("{codename} needs a new sheet: print it in the app."));
        }
        if done.quick_unlock_off {
            lines.push("Quick unlock is off: the credential store did not take part.".to_owned());
        }
        lines
    })
}

fn check(doors: &Doors, printer: &Printer) -> Result<()> {
    let mut vault = doors.vault_as_possible()?;
    doors.heed_interrupts();
    let progress = Progress::of("Checking");
    let found: VaultCheck = vault.check(&mut |done, total| progress.at(done, total), &doors.cancel)?;
    drop(progress);
    drop(vault.lock());
    printer.answer(&found, || lines(&found))?;
    if found.sound {
        Ok(())
    } else {
        Err(Problem::new(ProblemCode::VaultDamaged))
    }
}

fn lines(found: &VaultCheck) -> Vec<String> {
    let rows: Vec<Vec<String>> = found
        .clients
        .iter()
        .map(|client| {
            let verdict = if client.faults.is_empty() {
                "whole and fresh".to_owned()
            } else {
                client.faults.join(", ")
            };
            let snapshots = match client.snapshots {
                Some(count) => counted(count, "snapshot", "snapshots"),
                None => "snapshots not looked at".to_owned(),
            };
            let counts = format!(
                "{}, {}, {} of evidence and reports, {snapshots}",
                counted(client.records, "record", "records"),
                counted(client.entries, "entry", "entries"),
                counted(client.evidence, "file", "files")
            );
            let head = client.chain_head.get(..16).unwrap_or_default();
            vec![
                client.codename.clone(),
                counts,
                format!("record chain {head}"),
                verdict,
            ]
        })
        .collect();
    let mut lines = columns(&rows);
    if !found.faults.is_empty() {
        lines.push(format!("The registry: {}", found.faults.join(", ")));
    }
    let cost = &found.key_derivation;
    lines.push(format!(
        "Each guess of the passphrase costs Argon2id with {} MiB, {}, {}: {}.",
        cost.memory_mib,
        counted(cost.passes, "pass", "passes"),
        counted(cost.lanes, "lane", "lanes"),
        if cost.strong {
            "as much as in a new vault"
        } else {
            "less than in a new vault; change the passphrase to raise it"
        }
    ));
    lines.push(if found.sound {
        "The vault is whole.".to_owned()
    } else {
        "The vault has faults.".to_owned()
    });
    lines
}
