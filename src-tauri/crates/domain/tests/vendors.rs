//! Suppliers and the calendar: sums, shares, promises, the way out, and every dated thing of the samples.

use serde_json::{Value, json};
use valise_domain::figures::{
    DatedKind, Dependence, Entry, Exit, PromiseCounts, VendorFigures, calendar, portfolio,
};
use valise_domain::{Dossier, format, samples};

fn client(codename: &str) -> Value {
    serde_json::from_str(samples::named(codename).expect("sample").json).expect("JSON")
}

fn read(client: &Value) -> Dossier {
    format::read(&client.to_string()).expect("valid")
}

fn of<'a>(figures: &'a [VendorFigures], code: &str) -> &'a VendorFigures {
    figures
        .iter()
        .find(|figures| figures.vendor == code)
        .expect("there")
}

fn entries(all: &[Entry], kind: DatedKind) -> Vec<(&str, String, bool)> {
    let fits = all.iter().filter(|entry| entry.kind == kind);
    fits.map(|entry| (entry.code.as_str(), entry.date.to_string(), entry.missed))
        .collect()
}

#[test]
fn the_cost_is_the_exact_sum_of_active_contracts() {
    let dossier = read(&client("HERON"));
    let figures = portfolio(&dossier, dossier.as_of());
    assert_eq!(
        figures.annual_cost.to_text(),
        "392720.00",
        "without the ended agency"
    );
    assert_eq!(figures.uncosted, 0);
    let cloud = of(&figures.vendors, "V07");
    assert_eq!(cloud.share.as_ref().expect("a share").printed(), "0.44");
    assert_eq!(cloud.dependence, Dependence::Critical);
    assert_eq!(
        cloud.exit,
        Some(Exit {
            days: 210,
            read: true
        })
    );
    assert_eq!(
        of(&figures.vendors, "V12").dependence,
        Dependence::Medium,
        "normal"
    );
    assert_eq!(
        of(&figures.vendors, "V05").share,
        None,
        "an ended contract has no share"
    );
    assert_eq!(figures.complexity.suppliers, 12);
    assert_eq!(figures.complexity.tools, 15);
    assert_eq!(
        figures.complexity.undated, 13,
        "no sample says when a contract began"
    );
}

#[test]
fn what_is_not_known_is_counted_and_not_taken_for_nothing() {
    let mut heron = client("HERON");
    heron["vendors"][0]["annual_cost"] = Value::Null;
    let dossier = read(&heron);
    let figures = portfolio(&dossier, dossier.as_of());
    assert_eq!(figures.uncosted, 1);
    assert_eq!(of(&figures.vendors, "V01").share, None);
    let mut wren = client("WREN");
    wren["vendors"][0]["annual_cost"] = json!("0.00");
    let dossier = read(&wren);
    assert_eq!(
        portfolio(&dossier, dossier.as_of()).vendors[0].share,
        None,
        "a share of nothing"
    );
}

#[test]
fn promises_are_counted_by_quarter_as_they_were_judged() {
    let mut heron = client("HERON");
    let promise = |quarter: &str, kept: Value| json!({"what": "availability", "promised": "99.5", "observed": "99.1", "unit": "%", "quarter": quarter, "kept": kept, "note": ""});
    heron["vendors"][0]["promises"] = json!([
        promise("2026-Q3", json!(false)),
        promise("2026-Q2", json!(true)),
        promise("2026-Q3", Value::Null),
    ]);
    let dossier = read(&heron);
    let figures = portfolio(&dossier, dossier.as_of());
    let maps = of(&figures.vendors, "V01");
    assert_eq!(
        maps.promises,
        PromiseCounts {
            kept: 1,
            broken: 1,
            unknown: 1
        }
    );
    let quarters: Vec<(String, u32, u32, u32)> = maps
        .quarters
        .iter()
        .map(|line| {
            (
                line.quarter.to_string(),
                line.counts.kept,
                line.counts.broken,
                line.counts.unknown,
            )
        })
        .collect();
    assert_eq!(
        quarters,
        [("2026-Q2".into(), 1, 0, 0), ("2026-Q3".into(), 0, 1, 1)]
    );
    assert_eq!(
        format::value(&dossier)["vendors"][0],
        heron["vendors"][0],
        "written back as it came"
    );
    heron["vendors"][0]["promises"][0]["quarter"] = json!("2026-Q5");
    assert!(
        format::read(&heron.to_string()).is_err(),
        "there is no fifth quarter"
    );
}

#[test]
fn a_bill_in_another_currency_agrees_with_the_cost_or_is_refused() {
    let mut heron = client("HERON");
    heron["vendors"][0]["foreign"] = json!({"currency": "USD", "amount": "66304.35", "rate": "0.92", "rate_on": "2026-12-01", "source": "central bank"});
    let dossier = read(&heron);
    assert_eq!(
        format::value(&dossier)["vendors"][0],
        heron["vendors"][0],
        "written back as it came"
    );
    heron["vendors"][0]["annual_cost"] = json!("61000.01");
    let error = format::read(&heron.to_string())
        .expect_err("a cent too much")
        .to_string();
    assert!(
        error.contains("vendors[0].foreign") && error.contains("61000.00"),
        "{error}"
    );
}

#[test]
fn what_comes_and_goes_is_counted_by_month_where_it_is_dated() {
    let mut heron = client("HERON");
    heron["vendors"][5]["started_on"] = json!("2026-09-14");
    heron["vendors"][4]["started_on"] = json!("2024-01-01");
    heron["vendors"][4]["ended_on"] = json!("2026-10-31");
    heron["vendors"][3]["started_on"] = json!("2026-12-31");
    let dossier = read(&heron);
    let complexity = portfolio(&dossier, dossier.as_of()).complexity;
    assert_eq!(complexity.months.len(), 12);
    assert_eq!(complexity.months[0].month.to_string(), "2026-01");
    let moved: Vec<(String, u32, u32)> = complexity
        .months
        .iter()
        .filter(|line| line.started + line.ended > 0)
        .map(|line| (line.month.to_string(), line.started, line.ended))
        .collect();
    assert_eq!(
        moved,
        [("2026-09".into(), 1, 0), ("2026-10".into(), 0, 1)],
        "neither what lies ahead nor what is older"
    );
    assert_eq!(complexity.undated, 10);
}

#[test]
fn every_dated_thing_of_the_sample_stands_in_one_list() {
    let dossier = read(&client("HERON"));
    let all = calendar(&dossier, dossier.as_of());
    assert!(all.is_sorted_by_key(|entry| entry.date), "earliest first");
    let notices = entries(&all, DatedKind::Notice);
    assert_eq!(notices.len(), 12, "one for each active contract");
    assert_eq!(
        notices[0],
        ("V02", "2026-12-01".into(), true),
        "missed by three days"
    );
    assert!(notices[1..].iter().all(|(_, _, missed)| !missed));
    assert_eq!(entries(&all, DatedKind::Renewal).len(), 12);
    let freeze = all
        .iter()
        .find(|entry| entry.kind == DatedKind::Freeze)
        .expect("a freeze");
    assert_eq!(
        freeze.until.map(|day| day.to_string()).as_deref(),
        Some("2026-12-24")
    );
    assert_eq!((freeze.days_left, freeze.missed), (-3, false));
    let clashes: Vec<(&str, bool)> = all
        .iter()
        .filter_map(|entry| Some((entry.code.as_str(), entry.clash.as_ref()?.structural)))
        .collect();
    assert_eq!(
        clashes,
        [("R13", false), ("R20", false), ("R22", false), ("R26", false)],
        "due inside the December freeze"
    );
    let waiting = entries(&all, DatedKind::Waiting);
    assert_eq!(
        waiting.iter().map(|(code, ..)| *code).collect::<Vec<_>>(),
        ["D13", "D12", "D14"]
    );
    assert!(
        entries(&all, DatedKind::Action)
            .iter()
            .all(|(code, ..)| *code != "R01"),
        "done is done"
    );
    assert_eq!(
        entries(&all, DatedKind::EngagementNotice),
        Vec::new(),
        "E-02 gives no notice, E-01 has no end"
    );
    assert_eq!(
        entries(&all, DatedKind::EngagementEnd),
        [("E-02", "2026-12-04".into(), false)]
    );
    let evidence = entries(&all, DatedKind::Evidence);
    assert!(
        evidence.contains(&("PC02", "2026-08-26".into(), true)),
        "ran out in August"
    );
    let again = entries(&all, DatedKind::DriftCheck);
    assert!(!again.is_empty() && again.iter().all(|(_, _, missed)| !missed));
}

#[test]
fn drift_is_looked_for_six_calendar_months_after_the_work_or_the_last_look() {
    // The month's work counted 182 days and the calendar six months, so that they named different days.
    let mut heron = client("HERON");
    let due = |heron: &Value| {
        let dossier = read(heron);
        let all = calendar(&dossier, dossier.as_of());
        let again = entries(&all, DatedKind::DriftCheck);
        let found = again.into_iter().find(|(code, ..)| *code == "R19");
        found.map(|(_, date, _)| date)
    };
    // Done on 31 August, and February has no such day.
    assert_eq!(due(&heron).as_deref(), Some("2027-02-28"));
    let actions = heron["actions"].as_array_mut().expect("actions");
    let action = actions
        .iter_mut()
        .find(|action| action["id"] == "R19")
        .expect("there");
    action["recheck"] = json!({"on": "2027-03-01", "held": true, "note": ""});
    assert_eq!(due(&heron).as_deref(), Some("2027-09-01"), "after the last look");
}

#[test]
fn an_undecided_trial_and_a_bad_freeze_are_told() {
    let mut wren = client("WREN");
    wren["vendors"][0]["trial"] = json!({"start": "2026-11-01", "decide_on": "2026-11-30", "real_cases": "forty orders", "go": null, "reason": ""});
    wren["dates"] = json!([{"id": "DT1", "kind": "freeze", "start": "2026-12-11", "end": null, "what": "stock count", "rule": null}]);
    wren["actions"][2]["structural"] = json!(true);
    let dossier = read(&wren);
    let all = calendar(&dossier, dossier.as_of());
    assert_eq!(
        entries(&all, DatedKind::Trial),
        [("V01", "2026-11-30".into(), true)]
    );
    let clash = all.iter().find(|entry| entry.clash.is_some()).expect("a clash");
    assert_eq!(
        (
            clash.code.as_str(),
            clash.clash.as_ref().map(|clash| clash.structural)
        ),
        ("R03", Some(true))
    );
    wren["vendors"][0]["trial"]["go"] = json!(true);
    let dossier = read(&wren);
    assert!(
        entries(&calendar(&dossier, dossier.as_of()), DatedKind::Trial).is_empty(),
        "decided"
    );
}
