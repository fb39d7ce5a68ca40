use crate::arguments::{Audience, Paper, ReportCommand, ReportCopy};
use crate::doors::{Doors, enter, free};
use crate::printing::Printer;
use crate::remarks;
use serde_json::json;
use std::collections::BTreeMap;
use valise_workbench::view::{
    self, CheckItem, EngagementKind, LeavingImage, ReportCheck, ReportKind, ReportOptions, ReportParams,
};
use valise_workbench::{Press, Problem, Result};

pub fn run(command: &ReportCommand, doors: &Doors, printer: &Printer) -> Result<()> {
    match command {
        ReportCommand::Audit(copy) => print(Wish::of(ReportKind::Audit), copy, doors, printer),
        ReportCommand::Monthly { copy, month } => {
            let month = month.as_deref();
            print(
                Wish {
                    month,
                    ..Wish::of(ReportKind::Monthly)
                },
                copy,
                doors,
                printer,
            )
        }
        ReportCommand::Case { copy, flow } => {
            let flow = Some(flow.as_str());
            print(
                Wish {
                    flow,
                    ..Wish::of(ReportKind::Case)
                },
                copy,
                doors,
                printer,
            )
        }
        ReportCommand::Lite(copy) => print(Wish::of(ReportKind::Lite), copy, doors, printer),
        ReportCommand::Board { copy, month } => {
            let month = month.as_deref();
            print(
                Wish {
                    month,
                    ..Wish::of(ReportKind::Board)
                },
                copy,
                doors,
                printer,
            )
        }
    }
}

/// Which report, and what it is of.
#[derive(Clone, Copy)]
struct Wish<'a> {
    kind: ReportKind,
    month: Option<&'a str>,
    /// Display code.
    flow: Option<&'a str>,
}

impl Wish<'_> {
    fn of(kind: ReportKind) -> Self {
        Self {
            kind,
            month: None,
            flow: None,
        }
    }
}

fn print(wish: Wish<'_>, wanted: &ReportCopy, doors: &Doors, printer: &Printer) -> Result<()> {
    free(&wanted.out, wanted.force)?;
    let vault = doors.vault_as_possible()?;
    let password = if wanted.password_stdin {
        Some(doors.asking.new_secret("Password of the file: ")?)
    } else {
        None
    };
    doors.heed_interrupts();
    let mut client = enter(vault, &wanted.codename)?;
    let options = client.report_options()?;
    let params = ReportParams {
        kind: wish.kind,
        month: wish.month.map(str::to_owned),
        flow: wish.flow.map(|code| flow(code, &options)).transpose()?,
        engagement: engagement(wish, wanted, &options)?,
        audience: audience(wanted.audience),
        recipient: wanted.recipient.clone().unwrap_or_default(),
        paper: match wanted.paper {
            Paper::A4 => view::Paper::A4,
            Paper::Letter => view::Paper::Letter,
        },
        locale: wanted.locale.clone(),
        sections: BTreeMap::new(),
        copy_number: 1,
        copies: 0,
        password: password.is_some(),
    };
    let plan = client.plan_report(&params)?;
    let mut press = Press::default();
    let check = press.check(&plan)?;
    for line in remarks(&check) {
        printer.note(&line);
    }
    // Each picture is shown once before it leaves; here the printed list is the showing.
    let shown: Vec<String> = check.images.iter().map(|image| image.id.clone()).collect();
    // EXPOSE: the file is encrypted with it.
    let finished = press.export(
        &plan,
        password.as_ref().map(|secret| secret.expose()),
        &shown,
        &doors.cancel,
    )?;
    let exported = client.deliver_report(&plan, &finished, &wanted.out)?;
    press.forget();
    drop(client.lock());
    let document = json!({
        "file": exported.path, "bytes": exported.bytes, "sha256": exported.sha256, "pages": exported.pages,
        "chain_head": exported.chain_head, "audience": params.audience, "findings": check.findings,
        "withheld_own": check.withheld_own, "withheld_reuse": check.withheld_reuse,
        "images": check.images.iter().map(image).collect::<Vec<_>>(),
        "remarks": check.items.iter().map(remark).collect::<Vec<_>>(),
    });
    printer.answer(&document, || {
        vec![
            format!(
                "{}: {} {} for the {}.",
                exported.path,
                exported.pages,
                if exported.pages == 1 { "page" } else { "pages" },
                params.audience.as_str()
            ),
            format!("SHA-256 {}", exported.sha256),
        ]
    })
}

/// The engagement that was named, or the first that has a copy for the audience.
fn engagement(wish: Wish<'_>, wanted: &ReportCopy, options: &ReportOptions) -> Result<String> {
    let named = wanted.engagement.as_deref();
    if let (ReportKind::Monthly, None, Some(month)) = (wish.kind, named, options.months.first()) {
        // There is one ledger, and it is one engagement's.
        return Ok(month.engagement.clone());
    }
    let has_copy = |id: &str| {
        options.copies.iter().any(|copy| {
            copy.kind == wish.kind
                && copy.engagement == id
                && copy.audiences.contains(&audience(wanted.audience))
        })
    };
    if let (ReportKind::Lite | ReportKind::Board, None) = (wish.kind, named) {
        let first = options
            .engagements
            .iter()
            .find(|engagement| has_copy(&engagement.id));
        if let Some(engagement) = first {
            return Ok(engagement.id.clone());
        }
    }
    let flow = options
        .flows
        .iter()
        .find(|flow| Some(flow.code.as_str()) == wish.flow);
    if let (None, Some(flow)) = (named, flow) {
        return Ok(flow.engagement.clone());
    }
    let found = options.engagements.iter().find(|engagement| match named {
        Some(name) => engagement.code == name || engagement.id == name,
        None => wanted.audience != Audience::Investor || engagement.kind == EngagementKind::DueDiligence,
    });
    match (found, named) {
        (Some(engagement), _) => Ok(engagement.id.clone()),
        (None, Some(name)) => Err(Problem::not_found("engagement").with("name", name)),
        (None, None) => Err(Problem::refused("noEngagementForAudience")),
    }
}

/// The flow with a display code.
fn flow(code: &str, options: &ReportOptions) -> Result<String> {
    let found = options.flows.iter().find(|flow| flow.code == code);
    found
        .map(|flow| flow.id.clone())
        .ok_or_else(|| Problem::not_found("flow").with("name", code))
}

fn audience(audience: Audience) -> view::Audience {
    match audience {
        Audience::Founder => view::Audience::Founder,
        Audience::Client => view::Audience::Client,
        Audience::Investor => view::Audience::Investor,
        Audience::Engineers => view::Audience::Engineers,
    }
}

/// Pictures that leave, what is withheld, and what speaks against the export.
fn remarks(check: &ReportCheck) -> Vec<String> {
    let mut lines: Vec<String> = check.items.iter().map(remarks::of).collect();
    if check.withheld_own + check.withheld_reuse > 0 {
        lines.push(format!(
            "Withheld from this reader: {} findings, {} records of other engagements.",
            check.withheld_own, check.withheld_reuse
        ));
    }
    if !check.images.is_empty() {
        lines.push("Pictures that leave the vault:".to_owned());
        let boxes = |image: &LeavingImage| match image.redactions {
            0 => String::new(),
            1 => ", one black box".to_owned(),
            many => format!(", {many} black boxes"),
        };
        lines.extend(
            check
                .images
                .iter()
                .map(|image| format!("  {} {}{}", image.code, image.title, boxes(image))),
        );
    }
    lines
}

fn image(image: &LeavingImage) -> serde_json::Value {
    json!({ "code": image.code, "title": image.title, "alt": image.alt, "redactions": image.redactions })
}

fn remark(item: &CheckItem) -> serde_json::Value {
    json!({ "tier": item.tier, "code": item.code, "params": item.params, "record": item.record.as_ref().map(|r| &r.code) })
}
