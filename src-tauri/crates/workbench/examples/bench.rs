//! A large client, room by room: five years of ledger and 500 flows, beside the sample they grew from. Best run with
//! `--release`. What is measured is all that the window waits for before it draws: reading, figures, the answer as JSON.

use jiff::civil::date;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use valise_workbench::view::{Audience, Paper, ReportKind, ReportParams};
use valise_workbench::{Cancel, Client, KdfParams, KdfPolicy, Press, Problem, Sealed, Surroundings};

const FLOWS: usize = 500;
const MONTHS: usize = 60;
const RUNS: usize = 9;
const PASSPHRASE: &str = "plover heron avocet wren 1729";

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/data/samples");
    let small: Value = serde_json::from_slice(&fs::read(samples.join("sample-client.json"))?)?;
    let mut rows: BTreeMap<usize, (String, [Duration; 2])> = BTreeMap::new();
    for (which, file) in [small.clone(), grown(&small)].into_iter().enumerate() {
        let place = folder.path().join(which.to_string());
        let mut client = client(&place, &file, &samples.join("evidence"))?;
        for (at, (name, took)) in rooms(&mut client)?.into_iter().enumerate() {
            let row = rows.entry(at).or_insert((name, [Duration::ZERO; 2]));
            row.1[which] = took;
        }
    }
    println!("{:<34} {:>10} {:>16}", "", "sample", "60 months, 500 flows");
    for (name, [sample, large]) in rows.values() {
        println!(
            "{name:<34} {:>7.1} ms {:>13.1} ms {:>6.1} x",
            sample.as_secs_f64() * 1e3,
            large.as_secs_f64() * 1e3,
            large.as_secs_f64() / sample.as_secs_f64()
        );
    }
    Ok(())
}

/// The sample's flows and its last month, again and again under new names.
fn grown(sample: &Value) -> Value {
    let mut file = sample.clone();
    let flows = file["flows"].as_array().cloned().unwrap_or_default();
    file["flows"] = (0..FLOWS)
        .map(|at| {
            let mut flow = flows[at % flows.len()].clone();
            if at >= flows.len() {
                flow["id"] = format!("FL{}", at + 1).into();
                flow["actions"] = json!([]);
            }
            flow
        })
        .collect();
    let months = file["ledger"]["months"].as_array().cloned().unwrap_or_default();
    let known = months.len();
    let last = months.last().cloned().unwrap_or_default();
    let (mut year, mut month) = (2026, 5 + known);
    let more = (known..MONTHS).map(|at| {
        month += 1;
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
        let mut copy = last.clone();
        copy["month"] = format!("{year}-{month:02}").into();
        for list in ["costs", "values"] {
            for line in copy[list].as_array_mut().into_iter().flatten() {
                line["id"] = format!("{}-{at}", line["id"].as_str().unwrap_or_default()).into();
                line["flow"] = Value::Null;
                line["cause"] = Value::Null;
                line["same_cause_as"] = Value::Null;
            }
        }
        copy["corrections"] = json!([]);
        copy
    });
    let all: Vec<Value> = months.iter().cloned().chain(more.collect::<Vec<_>>()).collect();
    file["ledger"]["months"] = all.into();
    file
}

fn client(place: &Path, file: &Value, pictures: &Path) -> Result<Client, Box<dyn Error>> {
    fs::create_dir_all(place.join("evidence"))?;
    for picture in fs::read_dir(pictures)? {
        let picture = picture?;
        fs::copy(picture.path(), place.join("evidence").join(picture.file_name()))?;
    }
    let source = place.join("client.json");
    fs::write(&source, file.to_string())?;
    let sealed = Sealed::at(place.join("vault"), Surroundings::on(date(2026, 12, 4)));
    let made = sealed.create(PASSPHRASE, KdfPolicy::Fixed(KdfParams::FLOOR), &Cancel::default());
    let mut vault = made.map_err(|unopened| unopened.problem)?;
    let into = vault.import_file(&source, None, &mut |_, _| (), &Cancel::default())?;
    Ok(vault.open(&into.id).map_err(|unopened| unopened.problem)?)
}

type Rooms = Vec<(String, Duration)>;

fn rooms(client: &mut Client) -> Result<Rooms, Problem> {
    let engagement = client.overview(None)?.engagement.id;
    let mut rooms = Rooms::new();
    let flow = client.friction(None)?.flows[0].id.clone();
    let months = client.ledger(None)?.months;
    let month = months.last().map(|month| month.month.clone()).unwrap_or_default();
    let mut room = |name: &str, read: &mut dyn FnMut() -> Result<(), Problem>| -> Result<(), Problem> {
        rooms.push((name.to_owned(), typical(read)?));
        Ok(())
    };
    let sent = |answer: Result<String, serde_json::Error>| {
        answer.map(drop).map_err(|_| Problem::not_found("answer"))
    };
    room("overview", &mut || {
        sent(serde_json::to_string(&client.overview(None)?))
    })?;
    room("friction", &mut || {
        sent(serde_json::to_string(&client.friction(None)?))
    })?;
    room("one automation case", &mut || {
        sent(serde_json::to_string(&client.automation_case(&flow)?))
    })?;
    room("automation cases", &mut || {
        sent(serde_json::to_string(&client.automation_cases(None)?))
    })?;
    room("value ledger", &mut || {
        sent(serde_json::to_string(&client.ledger(None)?))
    })?;
    room("the month's work", &mut || {
        sent(serde_json::to_string(&client.month_work(&month)?))
    })?;
    room("vendors", &mut || sent(serde_json::to_string(&client.vendors())))?;
    room("calendar of a year", &mut || {
        sent(serde_json::to_string(&client.calendar(None, None)?))
    })?;
    for (name, kind) in [
        ("monthly report, checks and PDF", ReportKind::Monthly),
        ("Lite, checks and PDF", ReportKind::Lite),
        ("board page, checks and PDF", ReportKind::Board),
        ("automation case, checks and PDF", ReportKind::Case),
        ("Leverage Audit, checks and PDF", ReportKind::Audit),
    ] {
        let params = ReportParams {
            kind,
            month: (kind == ReportKind::Monthly).then(|| month.clone()),
            flow: (kind == ReportKind::Case).then(|| flow.clone()),
            engagement: engagement.clone(),
            audience: Audience::Founder,
            recipient: "A. Reader".into(),
            paper: Paper::A4,
            locale: None,
            sections: BTreeMap::new(),
            copy_number: 1,
            copies: 1,
            password: false,
        };
        room(name, &mut || {
            let plan = client.plan_report(&params)?;
            let mut press = Press::default();
            let check = press.check(&plan)?;
            let shown: Vec<String> = check.images.iter().map(|image| image.id.clone()).collect();
            press.export(&plan, None, &shown, &Cancel::default())?;
            press.forget();
            Ok(())
        })?;
    }
    Ok(rooms)
}

/// The middle one of some runs, after one that warms up.
fn typical(read: &mut dyn FnMut() -> Result<(), Problem>) -> Result<Duration, Problem> {
    read()?;
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let begun = Instant::now();
        read()?;
        times.push(begun.elapsed());
    }
    times.sort();
    Ok(times[RUNS / 2])
}
