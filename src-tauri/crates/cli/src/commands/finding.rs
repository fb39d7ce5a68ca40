use crate::arguments::FindingCommand;
use crate::doors::Doors;
use crate::printing::{Printer, columns};
use serde_json::json;
use valise_workbench::Result;
use valise_workbench::view::status_word;

pub fn run(command: &FindingCommand, doors: &Doors, printer: &Printer) -> Result<()> {
    let FindingCommand::List { codename } = command;
    let client = doors.client_to_read(codename)?;
    let currency = client.head().currency;
    let mut findings = Vec::new();
    for engagement in client.report_options()?.engagements {
        let rows = client.findings(Some(&engagement.id))?;
        findings.extend(rows.into_iter().map(|row| (engagement.code.clone(), row)));
    }
    drop(client.lock());
    let document: Vec<_> = findings
        .iter()
        .map(|(engagement, row)| {
            json!({
                "code": row.code, "engagement": engagement, "title": row.title, "area": row.area,
                "severity": row.severity, "status": row.status, "money_kind": row.money_kind,
                // As in the client's own file: decimal text.
                "exposure": {
                    "low": row.exposure.low.to_text(),
                    "likely": row.exposure.likely.to_text(),
                    "high": row.exposure.high.to_text(),
                },
                "owner": row.owner, "found_on": row.found_on, "closed_on": row.closed_on, "leverage": row.leverage,
                "payback_months": row.payback_months, "grade": row.grade, "deal_class": row.deal_class,
                "visibility": row.visibility,
            })
        })
        .collect();
    printer.answer(&document, || {
        let rows: Vec<Vec<String>> = findings
            .iter()
            .map(|(engagement, row)| {
                vec![
                    row.code.clone(),
                    engagement.clone(),
                    row.severity.map_or("–", |severity| severity.as_str()).to_owned(),
                    status_word(row.status).to_owned(),
                    format!("{} {currency} a year", row.exposure.likely.to_text()),
                    row.title.clone(),
                ]
            })
            .collect();
        columns(&rows)
    })
}
