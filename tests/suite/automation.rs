//! Automation cases: judged, read, limited and watched, one undoable change at a time, and printed.

use crate::room::{Room, must, record, refusal};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use valise_workbench::view::{
    Audience, AutomationCase, AutomationChange, BuildState, Paper, ReportKind, ReportParams, Tier,
};
use valise_workbench::{Cancel, Client, Press, Problem, ProblemCode};

fn case(client: &Client, code: &str) -> AutomationCase {
    let rows = must(client.automation_cases(None));
    let row = rows.iter().find(|row| row.code == code).unwrap();
    must(client.automation_case(&row.id))
}

fn change(client: &mut Client, code: &str, field: &str, value: &Value) -> Result<AutomationCase, Problem> {
    let flow = case(client, code).row.id;
    let change = AutomationChange {
        flow,
        field: field.to_owned(),
        value: (!value.is_null()).then(|| value.to_string()),
    };
    client.edit_automation(&change).map(|change| change.value)
}

fn reading(on: &str, users: Value, cases: Value) -> Value {
    json!({
        "on": on, "usersUsing": users[0], "usersAble": users[1], "casesThrough": cases[0],
        "casesTotal": cases[1], "reasons": [{"reason": " Not trained yet ", "people": 3}, {"reason": "", "people": 1}],
    })
}

#[test]
fn the_cases_of_the_sample_stand_by_what_they_return() {
    let room = Room::with_samples();
    let client = room.client("HERON");
    let rows = must(client.automation_cases(None));
    assert_eq!(rows.len(), 8);
    assert!(rows.is_sorted_by(|a, b| a.net >= b.net), "the largest net first");
    assert_eq!(rows[0].code, "FL1");
    assert!(
        rows.iter()
            .all(|row| row.score.is_none() && row.quadrant.is_none()),
        "nothing is judged"
    );
    let first = case(&client, "FL1");
    assert_eq!(first.payback_months.as_deref(), Some("2.8"));
    assert_eq!((first.cumulative.len(), first.pays_in_month), (25, Some(3)));
    assert_eq!(first.actions.len(), 1);
    assert_eq!(first.actions[0].state, BuildState::Proved, "R07 was read");
    assert!(
        first.controls.iter().all(|control| control.code.starts_with('G')),
        "none of a programme"
    );
}

#[test]
fn each_change_is_one_step_back() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let before = case(&client, "FL7");
    let scores = [
        ("volume", 4),
        ("rule_stability", 3),
        ("data_readiness", 1),
        ("error_tolerance", 3),
        ("owner", 2),
    ];
    for (field, score) in scores {
        must(change(&mut client, "FL7", field, &json!(score)));
    }
    let judged = case(&client, "FL7");
    assert_eq!(judged.row.score, Some(65));
    assert!(judged.row.quadrant.is_some());
    let control = judged.controls[0].id.clone();
    let decision = judged.decisions[0].id.clone();
    must(change(&mut client, "FL7", "control", &json!(control)));
    must(change(&mut client, "FL7", "decision", &json!(decision)));
    let limit = json!({"limit": "200", "whatHappens": "the rest waits"});
    let limited = must(change(&mut client, "FL7", "capacity", &limit));
    assert_eq!(limited.capacity.unwrap().used.as_deref(), Some("0.80"));
    let read = must(change(
        &mut client,
        "FL7",
        "reading",
        &reading("2026-11-16", json!([5, 12]), json!([64, 160])),
    ));
    assert_eq!(read.readings[0].reasons.len(), 1, "an empty reason is no reason");
    assert_eq!(read.reasons[0].reason, "Not trained yet");
    assert_eq!(read.observed.as_ref().unwrap().share, "0.40");
    assert!(read.row.net_observed.unwrap() < read.row.net);
    let again = must(change(
        &mut client,
        "FL7",
        "reading",
        &reading("2026-11-16", json!([null, null]), json!([80, 160])),
    ));
    assert_eq!(again.readings.len(), 1, "one reading a day");
    assert_eq!(again.readings[0].by_people, None);
    for _ in 0..10 {
        must(client.undo());
    }
    assert_eq!(case(&client, "FL7"), before, "everything is taken back");
}

#[test]
fn what_was_kept_is_there_after_the_lock() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    must(change(&mut client, "FL2", "volume", &json!(3)));
    must(change(
        &mut client,
        "FL2",
        "reading",
        &reading("2026-11-02", json!([4, 12]), json!([null, null])),
    ));
    let kept = case(&client, "FL2");
    drop(client.lock());
    let mut client = room.client("HERON");
    assert_eq!(case(&client, "FL2"), kept);
    let bare = must(change(&mut client, "FL2", "removeReading", &json!("2026-11-02")));
    assert!(bare.readings.is_empty());
    let bare = must(change(&mut client, "FL2", "volume", &Value::Null));
    assert_eq!(bare.row.judged, 0);
    let doc = record(&client, "flows", "FL2").unwrap();
    assert!(
        doc.get("opportunity").is_none_or(Value::is_null),
        "nothing is left behind: {doc}"
    );
}

#[test]
fn what_means_nothing_is_refused() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let person = client
        .dossier()
        .people
        .iter()
        .next()
        .unwrap()
        .id()
        .unwrap()
        .to_string();
    let wrong = [
        ("volume", json!(5), ProblemCode::InputNotUnderstood),
        ("volume", json!("high"), ProblemCode::InputNotUnderstood),
        ("beauty", json!(3), ProblemCode::InputNotUnderstood),
        ("control", json!(person), ProblemCode::NotFound),
        ("decision", json!(person), ProblemCode::NotFound),
        (
            "capacity",
            json!({"limit": "0", "whatHappens": ""}),
            ProblemCode::InputNotUnderstood,
        ),
        (
            "reading",
            reading("2027-11-16", json!([5, 12]), json!([null, null])),
            ProblemCode::InputNotUnderstood,
        ),
        (
            "reading",
            reading("2026-11-16", json!([13, 12]), json!([null, null])),
            ProblemCode::InputNotUnderstood,
        ),
        (
            "reading",
            reading("2026-11-16", json!([5, null]), json!([null, null])),
            ProblemCode::InputNotUnderstood,
        ),
        (
            "reading",
            reading("2026-11-16", json!([null, null]), json!([null, null])),
            ProblemCode::Refused,
        ),
    ];
    for (field, value, code) in wrong {
        let problem = refusal(change(&mut client, "FL1", field, &value), field);
        assert_eq!(problem.code, code, "{field}: {value}");
    }
    assert!(case(&client, "FL1").readings.is_empty());
}

#[test]
fn a_case_is_checked_and_printed_and_the_same_again() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let flow = must(client.report_options())
        .flows
        .into_iter()
        .find(|flow| flow.code == "FL7")
        .unwrap();
    let mut params = ReportParams {
        kind: ReportKind::Case,
        month: None,
        locale: None,
        flow: Some(flow.id),
        engagement: flow.engagement,
        audience: Audience::Client,
        recipient: String::new(),
        paper: Paper::A4,
        sections: BTreeMap::new(),
        copy_number: 1,
        copies: 0,
        password: false,
    };
    let plan = must(client.plan_report(&params));
    let mut press = Press::default();
    let check = must(press.check(&plan));
    assert!(check.pages <= 2, "{} pages", check.pages);
    let codes: Vec<&str> = check.items.iter().map(|item| item.code.as_str()).collect();
    assert!(codes.contains(&"caseAssumed"), "{codes:?}");
    assert!(check.items.iter().all(|item| item.tier != Tier::Stop));
    let finished = must(press.export(&plan, None, &[], &Cancel::default()));
    let again = must(press.export(&plan, None, &[], &Cancel::default()));
    assert!(finished.bytes == again.bytes, "the same bytes");
    let out = room.path().join("case.pdf");
    must(client.deliver_report(&plan, &finished, &out));
    assert!(client.report_file_name(&params).contains("automation-case-fl7"));
    params.audience = Audience::Engineers;
    let problem = refusal(client.plan_report(&params).map(drop), "not for the engineers");
    assert_eq!(problem.params["rule"], "noCaseForAudience");
    params.audience = Audience::Client;
    params.flow = None;
    let problem = refusal(client.plan_report(&params).map(drop), "no flow is named");
    assert_eq!(problem.code, ProblemCode::NotFound);
}

/// The codes that the checks of a case say, for the copy of the client.
fn checked(client: &mut Client, code: &str) -> Vec<String> {
    let flows = must(client.report_options()).flows;
    let flow = flows.into_iter().find(|flow| flow.code == code).unwrap();
    let params = ReportParams {
        kind: ReportKind::Case,
        month: None,
        locale: None,
        flow: Some(flow.id),
        engagement: flow.engagement,
        audience: Audience::Client,
        recipient: String::new(),
        paper: Paper::A4,
        sections: BTreeMap::new(),
        copy_number: 1,
        copies: 0,
        password: false,
    };
    let plan = must(client.plan_report(&params));
    let items = must(Press::default().check(&plan)).items;
    let about = items
        .iter()
        .filter(|item| item.code == "caseNotRead" || item.code == "caseNearLimit");
    for item in about {
        assert_eq!(
            item.tier,
            Tier::Warning,
            "{}: it is told and stops nothing",
            item.code
        );
        assert_eq!(item.record.as_ref().unwrap().code, code, "{}", item.code);
    }
    items.into_iter().map(|item| item.code.clone()).collect()
}

#[test]
fn what_was_built_and_never_looked_at_is_said_until_somebody_reads_who_uses_it() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let said = |client: &mut Client, code: &str| checked(client, code).contains(&"caseNotRead".to_owned());
    assert_eq!(
        case(&client, "FL1").actions[0].state,
        BuildState::Proved,
        "R07 is built"
    );
    assert!(said(&mut client, "FL1"), "built, and nobody counted who uses it");
    let unbuilt = must(client.automation_cases(None)).into_iter().find(|row| {
        let built = |state: &BuildState| matches!(state, BuildState::Delivered | BuildState::Proved);
        !case(&client, &row.code)
            .actions
            .iter()
            .any(|action| built(&action.state))
    });
    let unbuilt = unbuilt.unwrap().code;
    assert!(
        !said(&mut client, &unbuilt),
        "{unbuilt}: nothing is built that could be used"
    );
    must(change(
        &mut client,
        "FL1",
        "reading",
        &reading("2026-11-16", json!([5, 12]), json!([64, 160])),
    ));
    assert!(!said(&mut client, "FL1"), "it was read");
}

#[test]
fn a_limit_that_is_near_is_said_from_four_fifths_on() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let said = |client: &mut Client| checked(client, "FL7").contains(&"caseNearLimit".to_owned());
    assert!(!said(&mut client), "no limit is known");
    // FL7 has 160 cases a week.
    for (limit, near) in [("200.1", false), ("200", true), ("100", true)] {
        let capacity = json!({"limit": limit, "whatHappens": "the rest waits"});
        must(change(&mut client, "FL7", "capacity", &capacity));
        assert_eq!(said(&mut client), near, "160 of {limit}");
    }
}

#[test]
fn an_exported_client_carries_its_cases() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    must(change(&mut client, "FL1", "owner", &json!(4)));
    let flow = record(&client, "flows", "FL1").unwrap();
    assert_eq!(flow["opportunity"], json!({"owner": 4}));
    let other = record(&client, "flows", "FL2").unwrap();
    assert!(
        other.get("opportunity").is_none(),
        "an untouched flow stays as it was"
    );
}
