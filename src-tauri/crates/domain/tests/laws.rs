//! Laws that the figures keep whatever the records say.

use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::{Value, json};
use valise_domain::bank::Bank;
use valise_domain::figures::{self, Basis, Figure};
use valise_domain::{Dossier, Money, Row, format, samples};

fn heron() -> Dossier {
    static HERON: OnceLock<Dossier> = OnceLock::new();
    HERON
        .get_or_init(|| format::read(samples::named("HERON").expect("sample").json).expect("valid"))
        .clone()
}

/// HERON with other findings: likelihood, loss, scenario and state of each are given.
fn with_findings(findings: &[(u8, i64, i64, i64, usize, bool)]) -> Dossier {
    let mut rows: Vec<Row> = heron().to_rows();
    let base: Value = rows
        .iter()
        .find(|row| row.section == "findings" && row.code == "F02")
        .map(|row| serde_json::from_str(&row.doc).expect("JSON"))
        .expect("F02");
    let gone = [
        "findings",
        "scenarios",
        "actions",
        "ledger",
        "incidents",
        "evidence",
        "notes",
    ];
    rows.retain(|row| !gone.contains(&row.section.as_str()));
    let mut members: Vec<Vec<String>> = vec![Vec::new(); 4];
    for (at, (likelihood, low, more, most, scenario, closed)) in findings.iter().enumerate() {
        let mut doc = base.clone();
        let id = format!("F{at:03}");
        let text = |minor: i64| Money::from_minor(minor).expect("small").to_text();
        doc["id"] = json!(id);
        // Scenario 3 is summed waste, which needs certainty.
        doc["likelihood"] = json!(if *scenario == 3 { 5 } else { *likelihood });
        doc["money_kind"] = json!(if *scenario == 3 { "waste" } else { "risk" });
        doc["loss"] = json!({"low": text(*low), "likely": text(low + more), "high": text(low + more + most)});
        doc["scenario"] = json!(format!("S{scenario}"));
        doc["evidence_ids"] = json!([]);
        doc["status"] = json!(if *closed { "closed" } else { "confirmed" });
        doc["closed_on"] = if *closed { json!("2026-11-01") } else { Value::Null };
        doc["visibility"] = json!(["client", "founder", "private"][at % 3]);
        members[*scenario].push(id.clone());
        rows.push(row("findings", &id, at, doc));
    }
    for (at, findings) in members.iter().enumerate() {
        let id = format!("S{at}");
        let (kind, counting) = if at == 3 {
            ("waste", "sum")
        } else {
            ("risk", "largest")
        };
        let doc = json!({"id": id, "name": id, "engagement": "E-01", "money_kind": kind, "counting": counting, "findings": findings});
        rows.push(row("scenarios", &id, at, doc));
    }
    Dossier::from_rows(rows).expect("rows")
}

fn row(section: &str, code: &str, at: usize, doc: Value) -> Row {
    Row {
        id: None,
        section: section.to_owned(),
        code: code.to_owned(),
        parent_code: None,
        position: i64::try_from(at).expect("small"),
        doc: doc.to_string(),
    }
}

fn any_findings() -> impl Strategy<Value = Vec<(u8, i64, i64, i64, usize, bool)>> {
    let one = (
        1u8..=5,
        0i64..50_000_000,
        0i64..50_000_000,
        0i64..50_000_000,
        0usize..4,
        any::<bool>(),
    );
    prop::collection::vec(one, 0..12)
}

fn answers() -> impl Strategy<Value = Vec<Option<(u8, u8)>>> {
    prop::collection::vec(prop::option::of((0u8..=4, 1u8..=4)), 30)
}

/// A round of HERON with these answers to the first questions of its pack.
fn with_answers(answers: &[Option<(u8, u8)>]) -> (Dossier, Vec<String>) {
    let mut dossier = heron();
    let codes: Vec<String> = dossier
        .answers_of("RD1")
        .iter()
        .map(|answer| answer.record().question.clone())
        .collect();
    for code in codes {
        dossier.remove("answers", Some("RD1"), &code).expect("removed");
    }
    let bank = Bank::latest();
    let round = dossier.rounds.get("RD1").expect("round").record().clone();
    let pack = bank.pack(&round.pack, &round.added, &round.removed);
    let scored = pack
        .iter()
        .filter(|question| question.scored)
        .map(|question| question.id.clone());
    let questions: Vec<String> = scored.take(answers.len()).collect();
    for (at, (question, answer)) in questions.iter().zip(answers).enumerate() {
        let doc = match answer {
            Some((score, grade)) => {
                json!({"question": question, "state": "answered", "score": score, "grade": format!("E{grade}"), "note": "", "said_by": null, "date": null})
            }
            None => {
                json!({"question": question, "state": "unknown", "score": null, "note": "", "said_by": null, "date": null})
            }
        };
        let mut answer = row("answers", question, at, doc);
        answer.parent_code = Some("RD1".to_owned());
        dossier.insert(answer).expect("inserted");
    }
    (dossier, questions)
}

fn exact(figure: &Option<Figure>) -> valise_domain::Ratio {
    figure
        .as_ref()
        .map(|figure| figure.exact().clone())
        .expect("computed")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_add_up_to_totals(findings in any_findings()) {
        let dossier = with_findings(&findings);
        let wrong = format::check(&dossier);
        let ours = |path: &str| path.starts_with("findings") || path.starts_with("scenarios");
        prop_assert!(!wrong.iter().any(|problem| ours(&problem.path)), "{:?}", wrong);
        let basis = Basis::new(&dossier, dossier.as_of());
        let engagement = dossier.engagements.get("E-01").expect("engagement");
        let figures = figures::engagement(&basis, engagement);
        for exposure in [&figures.as_found, &figures.open] {
            let mut risk = figures::Range::default();
            let mut waste = figures::Range::default();
            for scenario in &exposure.scenarios {
                let parts: Money = scenario.counted.iter().map(|id| basis.finding(id).expect("figures").exposure.likely).sum();
                prop_assert_eq!(parts, scenario.range.likely);
                if scenario.money_kind == valise_domain::records::MoneyKind::Risk { risk += scenario.range } else { waste += scenario.range }
            }
            prop_assert_eq!(risk, exposure.heads.risk);
            prop_assert_eq!(waste, exposure.heads.waste);
            let sum = exposure.heads.risk.likely + exposure.heads.waste.likely + exposure.heads.blocked.likely;
            prop_assert!(sum <= exposure.naive_sum);
        }
        // What is open is never more than what was found, and a copy never more than the whole.
        prop_assert!(figures.open.heads.risk.likely <= figures.as_found.heads.risk.likely);
        for copy in &figures.audiences {
            prop_assert!(copy.as_found.heads.risk.likely <= figures.as_found.heads.risk.likely);
            prop_assert!(copy.open.heads.waste.likely <= copy.as_found.heads.waste.likely);
            prop_assert_eq!(copy.findings.len() + usize::try_from(copy.withheld_own).expect("small"), findings.len());
        }
    }

    #[test]
    fn fix_values_stay_within_their_scenario(findings in any_findings()) {
        let dossier = with_findings(&findings);
        let basis = Basis::new(&dossier, dossier.as_of());
        let engagement = dossier.engagements.get("E-01").expect("engagement");
        for scenario in &figures::engagement(&basis, engagement).as_found.scenarios {
            let values: Money = scenario.members.iter().map(|id| basis.finding(id).expect("figures").fix_value).sum();
            // Each value is rounded once, so a cent per member may be above.
            let slack = Money::from_minor(i64::try_from(scenario.members.len()).expect("small")).expect("small");
            prop_assert!(values <= scenario.range.likely + slack);
        }
    }

    #[test]
    fn order_of_the_records_changes_no_figure(findings in any_findings(), seed in any::<u64>()) {
        let dossier = with_findings(&findings);
        let mut rows = dossier.to_rows();
        for row in &mut rows {
            if row.section == "findings" || row.section == "scenarios" || row.section == "people" {
                // Another order that depends on the seed only.
                row.position = i64::from(row.code.bytes().fold(seed, |hash, byte| hash.rotate_left(5) ^ u64::from(byte)) as u32);
            }
        }
        let other = Dossier::from_rows(rows).expect("rows");
        prop_assert_eq!(figures::document(&dossier, dossier.as_of()), figures::document(&other, other.as_of()));
    }

    #[test]
    fn an_unknown_never_improves_a_score(given in answers(), at in 0usize..30) {
        let (dossier, questions) = with_answers(&given);
        let at = at % questions.len();
        let mut less = given.clone();
        less[at] = None;
        let (poorer, _) = with_answers(&less);
        let bank = Bank::latest();
        let before = figures::round(&dossier, bank, dossier.rounds.get("RD1").expect("round"));
        let after = figures::round(&poorer, bank, poorer.rounds.get("RD1").expect("round"));
        for (one, other) in before.areas.iter().zip(&after.areas) {
            prop_assert!(exact(&other.coverage) <= exact(&one.coverage));
            prop_assert!(exact(&other.strength) <= exact(&one.strength));
            // The range only widens.
            prop_assert!(exact(&other.low) <= exact(&one.low));
            prop_assert!(exact(&other.high) >= exact(&one.high));
        }
        prop_assert!(exact(&after.overall.low) <= exact(&before.overall.low));
        prop_assert!(exact(&after.overall.high) >= exact(&before.overall.high));
    }

    #[test]
    fn maturity_lies_within_its_range(given in answers()) {
        let (dossier, _) = with_answers(&given);
        let round = figures::round(&dossier, Bank::latest(), dossier.rounds.get("RD1").expect("round"));
        for area in &round.areas {
            prop_assert!(exact(&area.low) <= exact(&area.high));
            if let Some(maturity) = &area.maturity {
                prop_assert!(exact(&area.low) <= *maturity.exact());
                prop_assert!(area.answered <= area.questions);
                prop_assert_eq!(usize::try_from(area.questions - area.answered).expect("small"), area.missing.len());
            }
        }
    }

    #[test]
    fn money_text_survives(minor in -Money::MAX_MINOR..=Money::MAX_MINOR) {
        let money = Money::from_minor(minor).expect("within");
        prop_assert_eq!(money.to_text().parse(), Ok(money));
    }

    #[test]
    fn reading_never_panics(text in "[\\[\\]{}\":,0-9a-z.\\\\é ]{0,60}") {
        let _ = format::read(&text).is_ok();
    }

    #[test]
    fn a_cut_file_is_refused(cut in 0usize..38_000) {
        let text = samples::named("PLOVER").expect("sample").json.trim_end();
        let cut = cut.min(text.len() - 1);
        prop_assume!(text.is_char_boundary(cut));
        prop_assert!(format::read(&text[..cut]).is_err());
    }
}
