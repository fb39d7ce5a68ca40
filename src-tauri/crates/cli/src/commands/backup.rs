use crate::arguments::BackupCommand;
use crate::doors::Doors;
use crate::printing::{Printer, columns, counted};
use crate::progress::Progress;
use std::path::Path;
use valise_workbench::view::{BackupWish, DrillDone};
use valise_workbench::{Problem, ProblemCode, Result, Sealed, Surroundings};

pub fn run(command: &BackupCommand, doors: &Doors, printer: &Printer) -> Result<()> {
    match command {
        BackupCommand::Create { out, keep_days } => create(out, *keep_days, doors, printer),
        BackupCommand::Verify { path } => verify(path, doors, printer),
        BackupCommand::Restore { path, to } => restore(path, to, doors, printer),
    }
}

fn create(out: &Path, keep_days: u16, doors: &Doors, printer: &Printer) -> Result<()> {
    let mut vault = doors.vault()?;
    doors.heed_interrupts();
    let progress = Progress::of("Copying");
    let wish = BackupWish { keep_days };
    let made = vault.back_up(
        out,
        wish,
        &mut |done, total| progress.at(done, total),
        &doors.cancel,
    )?;
    drop(progress);
    drop(vault.lock());
    printer.answer(&made, || {
        let place = out.join(&made.name);
        vec![
            format!(
                "{} files, {} bytes in {}.",
                made.files,
                made.bytes,
                place.display()
            ),
            format!("Try it: valise-cli backup verify {}", place.display()),
        ]
    })
}

fn verify(path: &Path, doors: &Doors, printer: &Printer) -> Result<()> {
    let passphrase = doors.asking.secret("Passphrase of the backup: ")?;
    doors.heed_interrupts();
    let progress = Progress::of("Reading");
    let mut tell = |done: u64, total: u64| progress.at(done, total);
    let found = valise_workbench::drill(
        path,
        &passphrase,
        &Surroundings::system(),
        &mut tell,
        &doors.cancel,
    )?;
    drop(progress);
    printer.answer(&found, || lines(&found))?;
    if found.sound {
        Ok(())
    } else {
        Err(Problem::new(ProblemCode::BackupDamaged))
    }
}

fn lines(found: &DrillDone) -> Vec<String> {
    let rows: Vec<Vec<String>> = found
        .clients
        .iter()
        .map(|client| {
            let verdict = if client.needs_sheet {
                "not opened: needs its printed sheet".to_owned()
            } else if client.faults.is_empty() {
                format!(
                    "whole: {}, {} of evidence and reports",
                    counted(client.records, "record", "records"),
                    counted(client.evidence, "file", "files")
                )
            } else {
                client.faults.join(", ")
            };
            vec![client.codename.clone(), verdict]
        })
        .collect();
    let mut lines = columns(&rows);
    lines.push(
        if found.sound {
            "The backup restores."
        } else {
            "The backup has faults."
        }
        .to_owned(),
    );
    lines
}

fn restore(path: &Path, to: &Path, doors: &Doors, printer: &Printer) -> Result<()> {
    doors.heed_interrupts();
    let progress = Progress::of("Restoring");
    let mut tell = |done: u64, total: u64| progress.at(done, total);
    let place = Sealed::at(to, Surroundings::system());
    let done = place.restore_backup(path, &mut tell, &doors.cancel)?;
    drop(progress);
    printer.answer(&done, || {
        vec![format!(
            "{} files were restored to {}. It opens with the passphrase that it had.",
            done.files,
            to.display()
        )]
    })
}
