use super::{compose, latest, months};
use crate::documents::Copy;
use crate::view::Branding;
use serde_json::{Value, json};
use std::sync::atomic::AtomicBool;
use valise_domain::bank::Bank;
use valise_domain::figures::Audience;
use valise_domain::{Dossier, Month, format, samples};
use valise_report::model::board::{Absent, Measure, MeasureKind, Reading, Way};
use valise_report::model::{Amount, BoardReport, Number, Paper};
use valise_report::{Pictures, typeset};

fn file(codename: &str) -> Value {
    serde_json::from_str(samples::named(codename).expect("a sample").json).expect("JSON")
}

fn read(file: &Value) -> Dossier {
    format::read(&file.to_string()).expect("it reads")
}

fn told(dossier: &Dossier, audience: Audience, month: &str) -> crate::Result<BoardReport> {
    let branding = Branding::default();
    let asked = Copy {
        dossier,
        bank: Bank::latest(),
        engagement: "E-01",
        audience,
        branding: &branding,
        codename: "HERON",
        locale: None,
    };
    compose(&asked, month.parse::<Month>().expect("a month"))
}

fn page(dossier: &Dossier, audience: Audience, month: &str) -> BoardReport {
    told(dossier, audience, month).expect("a page")
}

fn measure(page: &BoardReport, kind: MeasureKind) -> Measure {
    let found = page.measures.iter().find(|measure| measure.kind == kind);
    found.expect("always all five").clone()
}

fn money(reading: Option<Reading>) -> i64 {
    match reading {
        Some(Reading::Money(Amount { minor })) => minor,
        other => panic!("no money: {other:?}"),
    }
}

fn number(text: &str) -> Option<Reading> {
    Some(Reading::Number(Number::of(text)))
}

fn expected(codename: &str) -> Value {
    serde_json::from_str(samples::named(codename).expect("a sample").expected).expect("figures")
}

fn minor(value: &Value) -> i64 {
    value
        .as_str()
        .expect("text")
        .replace('.', "")
        .parse()
        .expect("minor units")
}

#[test]
fn ratio_and_criticals_of_every_month_are_the_expected_ones() {
    for codename in ["HERON", "WREN"] {
        let dossier = read(&file(codename));
        let expected = expected(codename);
        let months = expected["ledger"]["months"].as_array().expect("months");
        for (at, month) in months.iter().enumerate() {
            let name = month["month"].as_str().expect("a month");
            let page = page(&dossier, Audience::Founder, name);
            let critical = measure(&page, MeasureKind::Critical);
            assert_eq!(
                critical.value,
                number(&month["critical_open"].to_string()),
                "{codename} {name}"
            );
            let returned = measure(&page, MeasureKind::Return);
            let ratio = |month: &Value| month["to_date"]["ratio_cash"].as_str().and_then(number);
            assert_eq!(returned.value, ratio(month), "{codename} {name}");
            let before = at.checked_sub(1).and_then(|before| ratio(&months[before]));
            assert_eq!(returned.previous, before, "{codename} {name}: the month before");
            assert_eq!(
                returned.line.len(),
                (at + 1).min(6),
                "{codename} {name}: no month is invented"
            );
        }
    }
}

#[test]
fn exposure_and_friction_are_the_expected_ones() {
    let dossier = read(&file("HERON"));
    let expected = expected("HERON");
    for audience in [Audience::Founder, Audience::Client] {
        let page = page(&dossier, audience, "2026-11");
        let open = &expected["engagements"]["E-01"]["audiences"][audience.as_str()]["exposure_open"];
        let exposure = measure(&page, MeasureKind::Exposure);
        assert_eq!(
            money(exposure.value),
            minor(&open["risk"]["likely"]),
            "{audience:?}"
        );
    }
    let page = page(&dossier, Audience::Founder, "2026-11");
    let friction = measure(&page, MeasureKind::Friction);
    let flows = expected["flows"].as_object().expect("flows");
    let total: i64 = flows.values().map(|flow| minor(&flow["total_year"])).sum();
    let removed: i64 = ["FL1", "FL2", "FL3"]
        .iter()
        .map(|code| minor(&flows[*code]["gross_benefit_year"]))
        .sum();
    assert_eq!(
        money(friction.value),
        total - removed,
        "what is automated is gone"
    );
    // The invoice export was done on 30 October, the disputes in October, the release in August.
    assert_eq!(friction.trend.map(|trend| trend.way), Some(Way::Same));
    let line: Vec<i64> = friction
        .line
        .into_iter()
        .map(|point| money(Some(point.value)))
        .collect();
    assert_eq!(line.first(), Some(&total), "in June nothing was");
    assert!(line.is_sorted_by(|a, b| a >= b), "{line:?}");
}

#[test]
fn the_same_five_measures_every_time() {
    let dossier = read(&file("HERON"));
    for month in ["2026-06", "2026-09", "2026-11", "2026-12"] {
        for audience in [Audience::Founder, Audience::Client] {
            let kinds: Vec<MeasureKind> = page(&dossier, audience, month)
                .measures
                .iter()
                .map(|measure| measure.kind)
                .collect();
            assert_eq!(
                kinds,
                [
                    MeasureKind::Exposure,
                    MeasureKind::Critical,
                    MeasureKind::Return,
                    MeasureKind::Milestones,
                    MeasureKind::Friction
                ],
                "{month}"
            );
        }
    }
}

#[test]
fn no_reading_is_invented() {
    let dossier = read(&file("HERON"));
    let june = page(&dossier, Audience::Founder, "2026-06");
    for kind in [
        MeasureKind::Exposure,
        MeasureKind::Critical,
        MeasureKind::Return,
        MeasureKind::Friction,
    ] {
        let measure = measure(&june, kind);
        assert!(
            measure.value.is_some() && measure.previous.is_none(),
            "{kind:?}: nobody had looked in May"
        );
        assert_eq!(measure.trend, None);
    }
    let milestones = measure(&june, MeasureKind::Milestones);
    assert_eq!(
        milestones.absent,
        Some(Absent::NotKept),
        "how they stood in June is not known"
    );
    let november = measure(
        &page(&dossier, Audience::Founder, "2026-11"),
        MeasureKind::Milestones,
    );
    assert!(
        november.value.is_some() && november.previous.is_none(),
        "a first reading"
    );
    let december = measure(&page(&dossier, Audience::Founder, "2026-12"), MeasureKind::Return);
    assert_eq!(december.absent, Some(Absent::NoMonth));

    let mut undated = file("HERON");
    undated["flows"][1]["status"] = "automated".into();
    let friction = measure(
        &page(&read(&undated), Audience::Founder, "2026-11"),
        MeasureKind::Friction,
    );
    assert!(
        friction.value.is_some() && friction.previous.is_none(),
        "finished on no known day"
    );
}

#[test]
fn a_milestone_is_on_track_when_reached_or_when_its_work_ends_in_time() {
    let dossier = read(&file("HERON"));
    let reading = |dossier: &Dossier| {
        measure(
            &page(dossier, Audience::Founder, "2026-11"),
            MeasureKind::Milestones,
        )
        .value
    };
    let part = |part, whole| Some(Reading::Part { part, whole });
    let Some(Reading::Part { part: before, whole }) = reading(&dossier) else {
        panic!("milestones have dates");
    };
    assert_eq!(whole, 4);
    let mut reached = file("HERON");
    for milestone in reached["milestones"].as_array_mut().expect("milestones") {
        milestone["current_from"] = Value::Null;
        milestone["current"] = milestone["target"].clone();
    }
    assert_eq!(reading(&read(&reached)), part(4, 4), "all are reached");
    let mut past = file("HERON");
    for milestone in past["milestones"].as_array_mut().expect("milestones") {
        milestone["date"] = "2026-11-01".into();
    }
    assert_eq!(
        reading(&read(&past)),
        part(0, 4),
        "none is, and all dates are over"
    );
    let mut idle = file("HERON");
    for action in idle["actions"].as_array_mut().expect("actions") {
        action["milestone"] = Value::Null;
    }
    assert_eq!(reading(&read(&idle)), part(0, 4), "nobody works for them");
    assert!(before < 4, "R12 and R26 are late in the sample");
}

#[test]
fn what_is_hidden_is_in_no_figure() {
    let mut file = file("HERON");
    let open_critical = |file: &Value| {
        let page = page(&read(file), Audience::Client, "2026-11");
        let words = serde_json::to_string(&page).expect("serialises");
        (measure(&page, MeasureKind::Critical).value, words)
    };
    let (seen, _) = open_critical(&file);
    for finding in file["findings"].as_array_mut().expect("findings") {
        if finding["visibility"] == "client" {
            finding["visibility"] = "founder".into();
        }
    }
    let (hidden, words) = open_critical(&file);
    assert!(seen.is_some() && hidden.is_none(), "{seen:?} {hidden:?}");
    assert!(
        words.contains("no_findings") && !words.contains("may be lost"),
        "{words}"
    );
}

#[test]
fn a_client_without_a_ledger_has_a_page_and_it_says_so() {
    let mut file = file("HERON");
    file["ledger"] = Value::Null;
    file["flows"] = json!([]);
    for section in ["actions", "findings", "access_grants"] {
        for record in file[section].as_array_mut().expect("a list") {
            if record.get("flows").is_some() {
                record["flows"] = json!([]);
            }
            if record.get("flow").is_some() {
                record["flow"] = Value::Null;
            }
        }
    }
    let page = page(&read(&file), Audience::Client, "2026-12");
    assert_eq!(measure(&page, MeasureKind::Return).absent, Some(Absent::NoLedger));
    assert_eq!(
        measure(&page, MeasureKind::Friction).absent,
        Some(Absent::NoFlows)
    );
    assert!(measure(&page, MeasureKind::Exposure).value.is_some());
}

#[test]
fn months_run_from_the_beginning_to_the_present_and_readers_are_two() {
    let dossier = read(&file("HERON"));
    let engagement = dossier.engagements.get("E-01").expect("an engagement").record();
    let all: Vec<String> = months(&dossier, engagement)
        .iter()
        .map(Month::to_string)
        .collect();
    assert_eq!(
        (all.first().map(String::as_str), all.last().map(String::as_str)),
        (Some("2026-06"), Some("2026-12"))
    );
    assert_eq!(
        latest(&dossier, engagement).to_string(),
        "2026-11",
        "the last of the ledger"
    );
    for month in ["2026-05", "2027-01"] {
        let problem = told(&dossier, Audience::Founder, month).expect_err("refused");
        assert_eq!(problem.code, crate::ProblemCode::NotFound, "{month}");
    }
    for audience in [Audience::Engineers, Audience::Investor] {
        let problem = told(&dossier, audience, "2026-11").expect_err("refused");
        assert_eq!(
            problem.params.get("rule").map(String::as_str),
            Some("noLedgerForAudience")
        );
    }
}

#[test]
fn it_is_one_page_and_prints_every_definition_with_its_version() {
    let dossier = read(&file("HERON"));
    for month in ["2026-06", "2026-11"] {
        for (paper, audience) in [(Paper::A4, Audience::Client), (Paper::Letter, Audience::Founder)] {
            let mut page = page(&dossier, audience, month);
            page.edition.paper = paper;
            let pages = typeset(&page, &Pictures::new(), &AtomicBool::default()).expect("it typesets");
            assert_eq!(pages.len(), 1, "{month}");
            assert_eq!(pages.missing_glyphs(), []);
            let text: String = pages
                .text()
                .join(" ")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            for words in [
                "Definitions of 2026-11.",
                "Loss to be expected",
                "Confirmed return over",
                "first reading",
            ] {
                assert!(text.contains(words), "{month}: {words} in {text}");
            }
        }
    }
}
