//! Own questions and templates: kept in the client's file, carried on in a file of their own.

use crate::room::{Room, edit, finding, must, new_client, open, refusal, refused, reopened, sound, whole};
use serde_json::json;
use std::fs;
use valise_tests::{difference, read_json};
use valise_workbench::ProblemCode;
use valise_workbench::view::{
    AnswerChange, AnswerState, NewRound, OwnQuestion, RaiseFinding, SealLevel, Severity,
};

fn own(area: &str, question: &str) -> OwnQuestion {
    OwnQuestion {
        id: None,
        area: area.into(),
        question: question.into(),
        why: "Cold chains break at night.".into(),
        good_evidence: "The log of the last quarter".into(),
        red_flags: vec!["Nobody reads the log".into()],
        severity: Severity::High,
        weight: 3,
        ask: "cto".into(),
        scored: true,
        anchor0: "no log".into(),
        anchor2: "a log nobody reads".into(),
        anchor4: "a log that is read and acted on".into(),
        copy_of: None,
    }
}

#[test]
fn ines_asks_a_question_of_her_own_and_takes_it_along() {
    let room = Room::empty();
    let mut vault = room.create();
    must(vault.create_client(&new_client("KESTREL", SealLevel::Standard)));
    must(vault.create_client(&new_client("MERLIN", SealLevel::Standard)));
    let mut client = open(vault, "KESTREL");
    let mut question = own("REL", "Who reads the temperature log?");
    // The bank names who is asked with a closed word; take the one of a built-in question.
    question.ask = must(client.audit(None, None)).questions[0].ask.clone();
    let id = must(client.save_own_question(&question)).value;
    assert!(
        id.starts_with("X-REL-"),
        "own questions are told apart by their ids: {id}"
    );
    sound(&client, "an own question");
    question.id = Some(id.clone());
    question.weight = 5;
    assert_eq!(
        must(client.save_own_question(&question)).value,
        id,
        "changed in place"
    );
    question.id = Some("REL-01".into());
    refused(
        client.save_own_question(&question),
        ProblemCode::Refused,
        "ours are never overwritten",
    );
    question.id = None;
    question.copy_of = Some("REL-01".into());
    let copy = must(client.save_own_question(&question)).value;
    assert_ne!(copy, id, "a changed copy is a question of its own");
    sound(&client, "a changed copy");

    let view = must(client.audit(None, None));
    let round = must(client.start_round(&NewRound {
        engagement: view.engagement.id.clone(),
        title: String::new(),
        pack: "day1".into(),
        profile: view.round.unwrap().profile,
        basis: None,
        added: vec![id.clone()],
        removed: Vec::new(),
    }))
    .value;
    let row = |client: &valise_workbench::Client| {
        let rows = must(client.audit(None, Some(&round.id))).questions;
        rows.into_iter().find(|row| row.id == id).unwrap()
    };
    assert!(
        row(&client).in_pack && row(&client).own,
        "it is asked in the round that added it"
    );
    must(client.answer(&AnswerChange {
        round: round.id.clone(),
        question: id.clone(),
        score: Some(Some(2)),
        ..AnswerChange::default()
    }));
    assert_eq!(
        row(&client).state,
        AnswerState::Answered,
        "and answered like any other"
    );
    sound(&client, "an answer to an own question");

    let file = room.path().join("mine.json");
    must(client.export_bank(&file));
    let text = fs::read_to_string(&file).unwrap();
    assert!(
        !text.contains("Kestrel") && !text.contains("KESTREL"),
        "the file names no client"
    );
    let mut other = open(client.close(), "MERLIN");
    assert_eq!(must(other.import_bank(&file)), 2, "both came along");
    sound(&other, "an imported bank");
    let again = room.path().join("again.json");
    must(other.export_bank(&again));
    assert_eq!(
        difference(&read_json(&again).unwrap(), &read_json(&file).unwrap()),
        None,
        "out, in and out again is equal"
    );
    let other = reopened(other, "MERLIN");
    assert!(
        must(other.audit(None, None))
            .questions
            .iter()
            .any(|row| row.id == id),
        "and stays"
    );
}

#[test]
fn a_bank_file_that_no_client_file_could_hold_is_refused() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let mut question = own("REL", "Who reads the temperature log?");
    question.ask = must(client.audit(None, None)).questions[0].ask.clone();
    must(client.save_own_question(&question));
    let file = room.path().join("bank.json");
    must(client.export_bank(&file));
    must(client.undo());
    let good = read_json(&file).unwrap();
    let before = whole(&client);
    let mut cases = vec![("another format", json!({"format": "valise-client", "version": 1}))];
    for (what, pointer, value) in [
        ("a later version", "/version", json!(2)),
        ("an id of ours", "/questions/0/id", json!("REL-01")),
        ("no words", "/questions/0/question", json!(7)),
        ("a fraction", "/questions/0/weight", json!(2.5)),
    ] {
        let mut doc = good.clone();
        *doc.pointer_mut(pointer).unwrap() = value;
        cases.push((what, doc));
    }
    let mut doc = good.clone();
    doc["questions"][0]["mine"] = json!(0.5);
    cases.push(("a fraction in a field of somebody else", doc));
    for (what, doc) in cases {
        fs::write(&file, doc.to_string()).unwrap();
        let problem = refusal(client.import_bank(&file), what);
        assert_eq!(problem.code, ProblemCode::InputNotUnderstood, "{what}: {problem}");
        assert_eq!(
            difference(&whole(&client), &before),
            None,
            "{what}: nothing changed"
        );
    }
    fs::write(&file, [0xff, 0xfe, 0x00]).unwrap();
    refused(
        client.import_bank(&file),
        ProblemCode::InputNotUnderstood,
        "bytes that are no text",
    );
    fs::write(&file, "[".repeat(100_000)).unwrap();
    refused(
        client.import_bank(&file),
        ProblemCode::InputNotUnderstood,
        "nesting without end",
    );
}

#[test]
fn a_finding_becomes_a_template_without_the_clients_names() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let engagement = must(client.audit(None, None)).engagement.id;
    let raised = RaiseFinding {
        engagement: engagement.clone(),
        template: Some("T-INF-06".into()),
        ..RaiseFinding::default()
    };
    let raised = must(client.raise_finding(&raised)).value;
    let id = must(client.save_template(&raised.row.id)).value;
    assert!(id.starts_with("X-T-"), "an own template: {id}");
    sound(&client, "an own template");
    assert!(must(client.template(&id)).card.own, "it is marked as own");
    let again = RaiseFinding {
        engagement,
        template: Some(id),
        ..RaiseFinding::default()
    };
    let again = must(client.raise_finding(&again)).value;
    assert_eq!(again.row.title, raised.row.title, "a finding grows from it");
    sound(&client, "a finding from an own template");

    let row = finding(&client, "F02");
    let person = must(client.audit(None, None)).people[0].label.clone();
    must(edit(
        &mut client,
        &row.id,
        "forEngineers",
        json!(format!("{person} keeps the only key.")),
    ));
    refused(
        client.save_template(&row.id),
        ProblemCode::Refused,
        "a name in the words stops it",
    );
}
