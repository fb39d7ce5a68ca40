use super::{Copy, compose};
use crate::documents::picture_names;
use crate::view::Branding;
use serde_json::Value;
use std::sync::atomic::AtomicBool;
use valise_domain::bank::Bank;
use valise_domain::figures::{Audience, Basis, View, copy};
use valise_domain::{Dossier, format, samples};
use valise_report::model::{AuditReport, Document, WaterfallKind};
use valise_report::{Pictures, typeset};

fn heron() -> Dossier {
    format::read(samples::named("HERON").expect("a sample").json).expect("the sample reads")
}

fn composed(dossier: &Dossier, engagement: &str, audience: Audience) -> AuditReport {
    let branding = Branding::default();
    let asked = Copy {
        dossier,
        bank: Bank::latest(),
        engagement,
        audience,
        branding: &branding,
        codename: "HERON",
        locale: None,
    };
    compose(&asked).expect("the engagement is there")
}

fn words(model: &AuditReport) -> String {
    serde_json::to_string(model).expect("serialises")
}

/// The model without the prose that people wrote: a sentence may name what it likes.
fn without_prose(value: Value) -> Value {
    match value {
        Value::Object(fields) if fields.contains_key("$prose") => Value::Null,
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, field)| (key, without_prose(field)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_prose).collect(),
        other => other,
    }
}

const COPIES: [(&str, Audience); 4] = [
    ("E-01", Audience::Founder),
    ("E-01", Audience::Client),
    ("E-01", Audience::Engineers),
    ("E-02", Audience::Investor),
];

/// The code stands alone, not as a part of a longer one.
fn names(words: &str, code: &str) -> bool {
    let whole = |at: usize| {
        let edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
        edge(words[..at].chars().next_back()) && edge(words[at + code.len()..].chars().next())
    };
    words.match_indices(code).any(|(at, _)| whole(at))
}

#[test]
fn a_copy_names_nothing_that_its_reader_does_not_see() {
    let dossier = heron();
    for (engagement, audience) in COPIES {
        let model = composed(&dossier, engagement, audience);
        let words = words(&model);
        let links = without_prose(serde_json::to_value(&model).expect("serialises")).to_string();
        let kept = dossier.engagements.get(engagement).expect("an engagement");
        let view = View::new(&dossier, kept, audience);
        let hidden = dossier
            .findings
            .iter()
            .filter(|f| !view.finding(f))
            .map(|f| (f.id.clone(), f.title.clone()));
        let decisions = dossier
            .decisions
            .iter()
            .filter(|d| !view.decision(d))
            .map(|d| (d.id.clone(), d.title.clone()));
        let actions = dossier
            .actions
            .iter()
            .filter(|a| !view.action(a))
            .map(|a| (a.id.clone(), a.title.clone()));
        let evidence = dossier
            .evidence
            .iter()
            .filter(|e| !view.evidence(e))
            .map(|e| (e.id.clone(), e.title.clone()));
        for (code, title) in hidden.chain(decisions).chain(actions).chain(evidence) {
            assert!(!names(&links, &code), "{audience:?} reads {code}");
            assert!(!words.contains(&title), "{audience:?} reads {title}");
        }
        for note in dossier.notes.iter().filter(|note| !view.note(note)) {
            assert!(!words.contains(&note.text), "{audience:?} reads {}", note.id);
        }
    }
}

#[test]
fn figures_of_a_copy_are_those_of_its_own_findings() {
    let dossier = heron();
    let basis = Basis::new(&dossier, dossier.as_of());
    for (engagement, audience) in COPIES {
        let model = composed(&dossier, engagement, audience);
        let kept = dossier.engagements.get(engagement).expect("an engagement");
        let expected = copy(&basis, kept, audience);
        let codes: Vec<String> = model
            .annexes
            .findings
            .iter()
            .map(|line| line.id.clone())
            .collect();
        assert_eq!(codes, expected.findings, "{audience:?}");
        if let Some(page) = &model.founder_page {
            assert_eq!(
                page.exposure[0].open.likely.minor,
                expected.open.heads.risk.likely.minor(),
                "{audience:?}"
            );
        }
    }
}

#[test]
fn inner_notes_are_the_founders() {
    let dossier = heron();
    let note = "Retention talk is planned for December";
    assert!(words(&composed(&dossier, "E-01", Audience::Founder)).contains(note));
    for (engagement, audience) in &COPIES[1..] {
        assert!(
            !words(&composed(&dossier, engagement, *audience)).contains(note),
            "{audience:?}"
        );
    }
}

#[test]
fn another_engagement_holds_no_inventory() {
    let model = composed(&heron(), "E-02", Audience::Investor);
    assert!(model.access.is_none() && model.reality_map.is_none() && model.request_paths.is_empty());
    assert!(model.milestones.is_none() && model.friction.is_none());
}

#[test]
fn engineers_hear_nothing_of_a_deal() {
    let model = composed(&heron(), "E-01", Audience::Engineers);
    assert!(model.founder_page.is_none());
    let top = model.top_findings.expect("findings");
    assert!(
        top.items
            .iter()
            .all(|finding| finding.deal_class.is_none() && finding.for_founder.is_none())
    );
}

#[test]
fn every_picture_is_named_once() {
    let report = composed(&heron(), "E-01", Audience::Founder);
    let names = picture_names(&Document::Audit(Box::new(report)));
    let mut once = names.clone();
    once.sort();
    once.dedup();
    assert_eq!(names.len(), once.len());
    assert!(!names.is_empty());
}

/// The titles of sections in the order in which a copy prints them.
fn printed_order(mut model: AuditReport) -> Vec<&'static str> {
    const TITLES: [&str; 6] = [
        "One page for the founder",
        "The report on one page",
        "What friction costs",
        "Milestones and what threatens them",
        "Which areas hold and which do not",
        "Which moves give most back",
    ];
    model.annexes.evidence.clear();
    let pages = typeset(&model, &Pictures::new(), &AtomicBool::default()).expect("it typesets");
    // The contents name every section once; the sections follow in the same order, or a reader is misled.
    let text = pages.text();
    let places = |text: &str| -> Vec<&'static str> {
        let mut found: Vec<(usize, &'static str)> = TITLES
            .into_iter()
            .filter_map(|title| Some((text.find(title)?, title)))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, title)| title).collect()
    };
    let contents = places(&text[1]);
    assert_eq!(
        contents,
        places(&text[2..].join("\n")),
        "contents and sections agree"
    );
    contents
}

#[test]
fn friction_stands_first_after_the_first_page_and_nowhere_when_there_is_none() {
    let dossier = heron();
    let after = [
        "What friction costs",
        "Milestones and what threatens them",
        "Which areas hold and which do not",
        "Which moves give most back",
    ];
    let mut without = composed(&dossier, "E-01", Audience::Founder);
    without.friction = None;
    let order = printed_order(without);
    assert_eq!(order[0], "One page for the founder");
    assert_eq!(order[1..], after[1..], "the order stays");
    let engineers = composed(&dossier, "E-01", Audience::Engineers);
    assert_eq!(
        printed_order(engineers),
        after,
        "who has no first page begins with it"
    );
}

#[test]
fn the_first_page_tells_the_friction_that_is_left_and_what_was_removed_apart() {
    let model = composed(&heron(), "E-01", Audience::Client);
    let (page, friction) = (
        model.founder_page.expect("a page"),
        model.friction.expect("flows"),
    );
    assert_eq!(page.friction_year, Some(friction.left));
    let removed = page.friction_removed.expect("three flows are automated");
    assert_eq!(friction.left.minor + removed.minor, friction.total.minor);
    let rows: i64 = friction.flows.iter().map(|flow| flow.left.minor).sum();
    assert_eq!(rows, friction.left.minor, "the rows are the sum");
    let mut running = 0;
    for step in friction.waterfall.expect("a picture").steps {
        match step.kind {
            WaterfallKind::Adds => running += step.amount.minor,
            WaterfallKind::Removes => running -= step.amount.minor,
            WaterfallKind::Total => assert_eq!(running, step.amount.minor, "{}", step.label),
        }
        if step.label == "Lost today" {
            assert_eq!(step.amount, friction.left);
        }
    }
}

#[test]
fn every_case_says_what_its_adoption_risks() {
    let model = composed(&heron(), "E-01", Audience::Client);
    let cases = model.friction.expect("flows").cases;
    assert_eq!(cases.len(), 3);
    for case in cases {
        let risk = case.adoption_risk.expect("a sentence");
        assert!(
            risk.ends_with('.') && risk.contains("agreed"),
            "{}: {risk}",
            case.id
        );
    }
}
