use crate::arguments::{ClientAdd, ClientCommand, Kind, Level};
use crate::doors::{Doors, free};
use crate::printing::{Printer, columns, counted};
use crate::progress::Progress;
use serde_json::json;
use std::path::Path;
use valise_workbench::view::{ClientCard, EngagementKind, NewClient, SealLevel};
use valise_workbench::{Problem, Result};

pub fn run(command: &ClientCommand, doors: &Doors, printer: &Printer) -> Result<()> {
    match command {
        ClientCommand::Add(new) => add(new, doors, printer),
        ClientCommand::Import { file, codename } => import(file, codename.as_deref(), doors, printer),
        ClientCommand::Export { codename, out, force } => {
            free(out, *force)?;
            export(codename, out, doors, printer)
        }
        ClientCommand::List => list(doors, printer),
        ClientCommand::Destroy {
            codename,
            confirm,
            certificate,
            force,
        } => {
            free(certificate, *force)?;
            destroy(codename, confirm, certificate, doors, printer)
        }
    }
}

fn add(new: &ClientAdd, doors: &Doors, printer: &Printer) -> Result<()> {
    let client = NewClient {
        codename: new.codename.clone(),
        name: new.name.clone(),
        sector: new.sector.clone(),
        country: new.country.clone(),
        language: new.language.clone(),
        currency: new.currency.clone(),
        revenue: match &new.revenue {
            Some(text) => Some(
                text.parse()
                    .map_err(|_| Problem::invalid("--revenue", "an amount such as 3500000.00"))?,
            ),
            None => None,
        },
        people: new.people,
        engineers: new.engineers,
        level: match new.level {
            Level::Standard => SealLevel::Standard,
            Level::Strict => SealLevel::Strict,
        },
        engagement_kind: match new.engagement {
            Kind::FractionalCto => EngagementKind::FractionalCto,
            Kind::DueDiligence => EngagementKind::DueDiligence,
        },
        engagement_title: new.engagement_title.clone(),
        pack: new.pack.clone(),
    };
    let mut vault = doors.vault()?;
    let (id, sheet) = vault.create_client(&client)?;
    drop(vault.lock());
    let document = json!({ "id": id, "codename": client.codename, "sheet": sheet });
    printer.answer(&document, || {
        let mut lines = vec![format!("{} was added.", client.codename)];
        if let Some(groups) = &sheet {
            lines
                .push("Its secret, shown this once. Print it and keep it away from this machine:".to_owned());
            lines.push(groups.join(" "));
        }
        lines
    })
}

fn import(file: &Path, codename: Option<&str>, doors: &Doors, printer: &Printer) -> Result<()> {
    let mut vault = doors.vault()?;
    doors.heed_interrupts();
    let progress = Progress::of("Importing");
    let imported = vault.import_file(
        file,
        codename,
        &mut |done, total| progress.at(done, total),
        &doors.cancel,
    )?;
    drop(progress);
    drop(vault.lock());
    for warning in &imported.warnings {
        printer.note(warning);
    }
    let document = json!({
        "id": imported.id, "codename": imported.codename, "records": imported.records,
        "evidence": imported.evidence, "warnings": imported.warnings,
    });
    printer.answer(&document, || {
        vec![format!(
            "{} was imported: {}, {} of evidence.",
            imported.codename,
            counted(imported.records, "record", "records"),
            counted(imported.evidence, "piece", "pieces")
        )]
    })
}

fn export(codename: &str, out: &Path, doors: &Doors, printer: &Printer) -> Result<()> {
    let mut vault = doors.vault_to_read()?;
    let id = vault.find(codename)?;
    vault.export_file(&id, out)?;
    drop(vault.lock());
    let file = out.display().to_string();
    printer.answer(&json!({ "codename": codename, "file": file }), || {
        vec![format!("{codename} was written to {file}.")]
    })
}

fn list(doors: &Doors, printer: &Printer) -> Result<()> {
    let vault = doors.vault_to_read()?;
    let clients = vault.clients()?;
    drop(vault.lock());
    let document: Vec<_> = clients
        .iter()
        .map(|client| {
            let due: Vec<_> = client
                .due
                .iter()
                .map(|due| json!({ "what": due.what, "on": due.on, "count": due.count }))
                .collect();
            json!({
                "id": client.id, "codename": client.codename, "level": level(client), "sample": client.sample,
                "last_opened_ms": client.last_opened.map(|at| at.0), "due": due,
            })
        })
        .collect();
    printer.answer(&document, || {
        let row = |client: &ClientCard| {
            let due: Vec<String> = client
                .due
                .iter()
                .map(|due| {
                    let what = counted(due.count, &due.what, &format!("{}s", due.what));
                    format!("{what} by {}", due.on)
                })
                .collect();
            vec![client.codename.clone(), level(client).to_owned(), due.join("; ")]
        };
        columns(&clients.iter().map(row).collect::<Vec<_>>())
    })
}

fn destroy(codename: &str, confirm: &str, out: &Path, doors: &Doors, printer: &Printer) -> Result<()> {
    let mut vault = doors.vault()?;
    let id = vault.find(codename)?;
    let plan = vault.plan_destruction(&id, confirm)?;
    let done = vault.destroy_client(plan, out)?;
    drop(vault.lock());
    if done.credential_left {
        printer.note("the credential store kept its entry; the next opening of the vault tries again");
    }
    printer.answer(&done, || {
        let mut lines = vec![
            format!(
                "{} was destroyed. Its old key header was tried again and {}.",
                done.codename,
                if done.refused {
                    "refused"
                } else {
                    "could not be tried"
                }
            ),
            format!("Certificate: {}", done.certificate),
        ];
        if let Some(day) = &done.last_copy_until {
            lines.push(format!(
                "A backup that holds its key is due for deletion on {day}."
            ));
        }
        lines
    })
}

fn level(client: &ClientCard) -> &'static str {
    match client.level {
        SealLevel::Standard => "standard",
        SealLevel::Strict => "strict",
    }
}
