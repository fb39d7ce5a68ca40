//! One field of a finding at a time, each kept as it was meant or refused.

use crate::room::{Room, edit, finding, must, record, refused, reopened, sound, whole};
use serde_json::{Value, json};
use valise_tests::difference;
use valise_workbench::ProblemCode;
use valise_workbench::view::FindingStatus;

/// Field of the window, value, field of the file, value there.
fn plain() -> Vec<(&'static str, Value, &'static str, Value)> {
    let same = |field, value: &str, key| (field, json!(value), key, json!(value));
    vec![
        same("title", "The door stands open at night", "title"),
        same("area", "SEC", "area"),
        same("forFounder", "We could lose a customer.", "for_founder"),
        same("forEngineers", "The lock is broken.", "for_engineers"),
        same(
            "forInvestor",
            "The company could lose a customer.",
            "for_investor",
        ),
        same("recommendation", "Mend the lock.", "recommendation"),
        same("evidenceText", "Seen on 3 November.", "evidence"),
        same("lossBasis", "Two weeks of turnover.", "loss_basis"),
        same("note", "Ask the founder alone.", "note"),
        (
            "questions",
            json!(["SEC-01", "ACC-02"]),
            "questions",
            json!(["SEC-01", "ACC-02"]),
        ),
        ("likelihood", json!(4), "likelihood", json!(4)),
        same("grade", "E4", "evidence_grade"),
        same("effortDays", "2.5", "effort_days"),
        same("shareRemoved", "0.65", "share_removed"),
        ("externalCost", json!(125_050), "external_cost", json!("1250.50")),
        (
            "runningCostYear",
            json!(9_900),
            "running_cost_year",
            json!("99.00"),
        ),
        same("visibility", "founder", "visibility"),
        same("dealClass", "price", "deal_class"),
        same("gate", "contract", "gate"),
        ("gate", Value::Null, "gate", Value::Null),
        same("foundOn", "2026-06-30", "found_on"),
        same("closedProof", "The drill of 2 December.", "closed_proof"),
        (
            "loss",
            json!({"low": 100, "likely": 200, "high": 300}),
            "loss",
            json!({"low": "1.00", "likely": "2.00", "high": "3.00"}),
        ),
    ]
}

#[test]
fn each_field_is_kept_and_can_be_taken_back() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let id = finding(&client, "F02").id;
    let before = whole(&client);
    let edits = plain();
    for (field, value, key, kept) in &edits {
        must(edit(&mut client, &id, field, value.clone()));
        let found = record(&client, "findings", "F02").unwrap();
        assert_eq!(&found[*key], kept, "{field} stands in the file as {key}");
        sound(&client, field);
    }
    let after = whole(&client);
    let mut client = reopened(client, "HERON");
    assert_eq!(
        difference(&whole(&client), &after),
        None,
        "all of it is on the disk"
    );
    refused(
        client.undo(),
        ProblemCode::NothingToUndo,
        "undo belongs to the open session",
    );

    let id = finding(&client, "F04").id;
    let before_again = whole(&client);
    for (field, value, ..) in &edits {
        must(edit(&mut client, &id, field, value.clone()));
    }
    let edited = whole(&client);
    while client.undo().is_ok() {}
    assert_eq!(
        difference(&whole(&client), &before_again),
        None,
        "undone one by one, it is as it was"
    );
    while client.redo().is_ok() {}
    assert_eq!(
        difference(&whole(&client), &edited),
        None,
        "and redone, as it became"
    );
    assert!(difference(&edited, &before).is_some(), "the edits did something");
    sound(&client, "undo and redo");
}

#[test]
fn what_cannot_be_right_is_refused_and_changes_nothing() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let id = finding(&client, "F02").id;
    let waste = finding(&client, "F21").id;
    let before = whole(&client);
    for (field, value) in [
        ("title", json!("  ")),
        ("likelihood", json!(6)),
        ("likelihood", json!("often")),
        ("grade", json!("E7")),
        ("effortDays", json!("two")),
        ("shareRemoved", json!("1.2")),
        ("externalCost", json!(1.5)),
        ("visibility", json!("everyone")),
        ("dealClass", json!("grave")),
        ("gate", json!("door")),
        ("foundOn", json!("2026-02-30")),
        ("foundOn", Value::Null),
        ("loss", json!({"low": 3, "likely": 2, "high": 1})),
        ("loss", json!({"low": -3, "likely": 2, "high": 3})),
        ("loss", Value::Null),
        ("questions", json!(["SEC-01", "ZZZ-99"])),
        ("closedOn", json!("2026-11-01")),
        ("moneyKind", json!("luck")),
        ("status", json!("done")),
        ("colour", json!("red")),
    ] {
        refused(
            edit(&mut client, &id, field, value.clone()),
            ProblemCode::InputNotUnderstood,
            &format!("{field} {value}"),
        );
    }
    refused(
        edit(&mut client, &waste, "likelihood", json!(3)),
        ProblemCode::InputNotUnderstood,
        "a sum adds up what is certain, and nothing else",
    );
    refused(
        edit(&mut client, &id, "owner", json!("nobody")),
        ProblemCode::NotFound,
        "no such person",
    );
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "nothing of it changed anything"
    );
}

#[test]
fn statuses_go_step_by_step() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let id = finding(&client, "F02").id;
    let status = |client: &valise_workbench::Client| finding(client, "F02").status;
    for step in ["planned", "accepted", "confirmed", "in_progress", "closed"] {
        must(edit(&mut client, &id, "status", json!(step)));
        sound(&client, step);
    }
    let row = finding(&client, "F02");
    assert_eq!(
        (row.status, row.closed_on.as_deref()),
        (FindingStatus::Closed, Some("2026-11-20")),
        "closed with its date"
    );
    must(edit(&mut client, &id, "closedOn", json!("2026-12-01")));
    assert_eq!(
        finding(&client, "F02").closed_on.as_deref(),
        Some("2026-12-01"),
        "the date can be put right"
    );
    refused(
        edit(&mut client, &id, "status", json!("draft")),
        ProblemCode::Refused,
        "what was told is no draft again",
    );
    must(edit(&mut client, &id, "status", json!("in_progress")));
    assert_eq!(
        (status(&client), finding(&client, "F02").closed_on),
        (FindingStatus::InProgress, None),
        "opened again, no date"
    );
    sound(&client, "opened again");
}

#[test]
fn a_reply_names_a_person_of_the_file() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let id = finding(&client, "F02").id;
    let people = must(client.audit(None, None)).people;
    let reply = |by: &str| json!({"text": "We see it differently.", "by": by, "date": "2026-12-03"});
    must(edit(&mut client, &id, "reply", reply(&people[1].label)));
    assert_eq!(
        record(&client, "findings", "F02").unwrap()["reply"]["by"],
        json!(people[1].code),
        "known by name"
    );
    sound(&client, "a known author");
    must(edit(&mut client, &id, "reply", reply("Joana from the warehouse")));
    sound(&client, "an author nobody had listed");
    let shown = must(client.finding(&id)).reply.unwrap();
    assert_eq!(shown.by, "Joana from the warehouse", "shown as it was typed");
    let after = must(client.audit(None, None)).people;
    assert_eq!(
        after.len(),
        people.len() + 1,
        "one thing, one record: she is a person now"
    );
    must(client.undo());
    assert_eq!(
        must(client.audit(None, None)).people.len(),
        people.len(),
        "one undo takes both away"
    );
    must(edit(&mut client, &id, "reply", Value::Null));
    assert!(
        must(client.finding(&id)).reply.is_none(),
        "a reply can be taken back"
    );
    sound(&client, "no reply");
}
