use crate::arguments::Search;
use crate::doors::Doors;
use crate::printing::{Printer, columns};
use serde_json::json;
use valise_workbench::Result;

pub fn run(wanted: &Search, doors: &Doors, printer: &Printer) -> Result<()> {
    let client = doors.client_to_read(&wanted.codename)?;
    let hits = client.search(&wanted.words.join(" "))?;
    drop(client.lock());
    let document: Vec<_> = hits
        .iter()
        .map(|hit| {
            json!({
                "kind": hit.kind, "section": hit.section, "id": hit.id,
                "code": hit.code, "title": hit.title, "snippet": hit.snippet,
            })
        })
        .collect();
    if hits.is_empty() {
        printer.note(&format!(
            "No record and no question of {} holds \u{201c}{}\u{201d}.",
            wanted.codename,
            wanted.words.join(" ")
        ));
    }
    printer.answer(&document, || {
        let rows: Vec<Vec<String>> = hits
            .iter()
            .map(|hit| {
                let words = if hit.snippet.is_empty() {
                    &hit.title
                } else {
                    &hit.snippet
                };
                vec![
                    hit.code.clone(),
                    hit.kind.as_str().to_owned(),
                    words.split_whitespace().collect::<Vec<_>>().join(" "),
                ]
            })
            .collect();
        columns(&rows)
    })
}
