use crate::arguments::Score;
use crate::doors::Doors;
use crate::printing::{Printer, columns, shown};
use serde_json::Value;
use valise_workbench::Result;

/// Figures that stand behind the three heads of exposure.
const HEADS: [&str; 3] = ["risk", "waste", "blocked"];

pub fn run(wanted: &Score, doors: &Doors, printer: &Printer) -> Result<()> {
    let client = doors.client_to_read(&wanted.codename)?;
    let figures = client.score(wanted.as_of.as_deref())?;
    drop(client.lock());
    printer.answer(&figures, || lines(&figures))
}

/// The figures for people: scores of each round, then what each engagement found. `--json` has all.
fn lines(figures: &Value) -> Vec<String> {
    let currency = shown(&figures["currency"]);
    let mut lines = vec![format!(
        "{} as of {}",
        shown(&figures["of"]),
        shown(&figures["as_of"])
    )];
    for (round, scores) in figures["rounds"].as_object().into_iter().flatten() {
        let overall = &scores["overall"];
        lines.push(String::new());
        lines.push(format!(
            "Round {round}: {} of 100 (between {} and {})",
            shown(&overall["out_of_100"]),
            shown(&overall["low"]),
            shown(&overall["high"])
        ));
        let rows: Vec<Vec<String>> = scores["areas"]
            .as_array()
            .into_iter()
            .flatten()
            .map(area)
            .collect();
        lines.extend(columns(&rows));
    }
    for (engagement, found) in figures["engagements"].as_object().into_iter().flatten() {
        lines.push(String::new());
        lines.push(format!(
            "Engagement {engagement}: {} findings",
            shown(&found["findings"])
        ));
        lines.push(format!("as found: {}", counts(&found["counts_as_found"])));
        lines.push(format!("open: {}", counts(&found["counts_open"])));
        for (title, key) in [
            ("exposure as found", "exposure_as_found"),
            ("exposure open", "exposure_open"),
        ] {
            // Three heads, and never their sum.
            let rows: Vec<Vec<String>> = HEADS
                .iter()
                .map(|head| {
                    let range = &found[key][*head];
                    let likely = format!("{} {currency} a year", shown(&range["likely"]));
                    let span = format!("between {} and {}", shown(&range["low"]), shown(&range["high"]));
                    vec![format!("{title}, {head}"), likely, span]
                })
                .collect();
            lines.extend(columns(&rows));
        }
    }
    lines
}

fn area(area: &Value) -> Vec<String> {
    let unverified = if area["not_verified"] == Value::Bool(true) {
        ", not verified"
    } else {
        ""
    };
    let capped = match area["capped_by"].as_array() {
        Some(by) if !by.is_empty() => format!("capped by {}", shown(&area["capped_by"])),
        _ => String::new(),
    };
    vec![
        shown(&area["area"]),
        shown(&area["maturity"]),
        format!("{} to {}", shown(&area["low"]), shown(&area["high"])),
        format!("{}{unverified}", shown(&area["colour"])),
        capped,
    ]
}

fn counts(counts: &Value) -> String {
    let words: Vec<String> = ["critical", "high", "medium", "low"]
        .iter()
        .map(|severity| format!("{} {severity}", shown(&counts[*severity])))
        .collect();
    words.join(", ")
}
