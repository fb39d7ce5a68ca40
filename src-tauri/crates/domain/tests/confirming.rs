//! What a draft lacks before it can be confirmed.

use serde_json::{Value, json};
use valise_domain::finding::{Missing, may_become, missing};
use valise_domain::records::{Finding, FindingStatus};
use valise_domain::{Dossier, format, samples};

fn heron(change: impl Fn(&mut Value)) -> Dossier {
    let mut client: Value =
        serde_json::from_str(samples::named("HERON").expect("sample").json).expect("JSON");
    change(&mut client);
    format::read(&client.to_string()).expect("valid")
}

fn draft(change: impl Fn(&mut Value)) -> (Dossier, Finding) {
    let dossier = heron(|client| {
        let finding = &mut client["findings"][1];
        finding["status"] = json!("draft");
        change(finding);
    });
    let finding = dossier.findings.get("F02").expect("finding").record().clone();
    (dossier, finding)
}

#[test]
fn every_finding_of_the_samples_lacks_nothing() {
    for sample in samples::all() {
        let dossier = format::read(sample.json).expect("valid");
        for finding in &dossier.findings {
            assert_eq!(
                missing(&dossier, finding),
                [],
                "{} {}",
                sample.codename,
                finding.record().id
            );
        }
    }
}

#[test]
fn a_draft_says_what_it_lacks() {
    let (dossier, finding) = draft(|finding| {
        finding["for_founder"] = json!(" ");
        finding["owner"] = Value::Null;
        finding["loss"] = Value::Null;
        finding["effort_days"] = Value::Null;
        finding["evidence_grade"] = json!("E0");
        finding["recommendation"] = json!("Ask {person_role}.");
    });
    assert_eq!(
        missing(&dossier, &finding),
        [
            Missing::FounderSentence,
            Missing::OpenBrace,
            Missing::Loss,
            Missing::EvidenceGrade,
            Missing::Effort,
            Missing::Owner,
        ]
    );
    assert!(!may_become(&dossier, &finding, FindingStatus::Confirmed));
    assert!(!may_become(&dossier, &finding, FindingStatus::Planned));
}

#[test]
fn a_complete_draft_may_be_confirmed_and_never_goes_back() {
    let (dossier, finding) = draft(|_| {});
    assert!(may_become(&dossier, &finding, FindingStatus::Confirmed));
    assert!(!may_become(&dossier, &finding, FindingStatus::Closed));
    let open = Finding {
        status: FindingStatus::Confirmed,
        ..finding
    };
    assert!(may_become(&dossier, &open, FindingStatus::Accepted));
    assert!(!may_become(&dossier, &open, FindingStatus::Draft));
}

#[test]
fn without_revenue_the_impact_is_entered_by_hand() {
    let dossier = heron(|client| client["client"]["annual_recurring_revenue"] = Value::Null);
    let finding = dossier.findings.get("F02").expect("finding").record().clone();
    assert_eq!(missing(&dossier, &finding), [Missing::Impact]);
    let by_hand = Finding {
        impact: Some(4),
        ..finding
    };
    assert_eq!(missing(&dossier, &by_hand), []);
}
