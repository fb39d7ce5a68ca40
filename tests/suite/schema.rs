//! What the command line exports holds to the published schema, so that others can rely on it.

use crate::room::{Room, must, whole};
use std::collections::BTreeMap;
use std::path::Path;
use valise_domain::bank::Bank;
use valise_tests::{Desk, read_json, root, sample};
use valise_workbench::view::{AnswerChange, Audience, NewRound, Paper, ReportKind, ReportParams};
use valise_workbench::{Cancel, Press};

/// Exports a client and answers where the file breaks the schema.
fn faults(desk: &Desk, codename: &str) -> Vec<String> {
    let schema = read_json(&root().join("docs/valise-client-1.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let file = format!("{codename}.json");
    desk.must(&["client", "export", codename, "--out", &file]);
    let document = read_json(&desk.path().join(Path::new(&file))).unwrap();
    validator
        .iter_errors(&document)
        .map(|error| format!("{codename}{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn an_exported_client_holds_to_the_published_schema() {
    let desk = Desk::with_heron();
    for name in ["sample-plover.json", "sample-wren.json"] {
        desk.must(&["client", "import", &sample(name).to_string_lossy()]);
    }
    let broken: Vec<String> = ["HERON", "PLOVER", "WREN"]
        .iter()
        .flat_map(|name| faults(&desk, name))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_client_that_was_just_added_holds_to_it_too() {
    let desk = Desk::with_vault();
    desk.must(&["client", "add", "--codename", "OSPREY"]);
    let broken = faults(&desk, "OSPREY");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn what_is_written_only_when_used_holds_to_it_as_well() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let view = must(client.audit(None, None));
    let basis = view.rounds.last().unwrap().clone();
    let round = must(client.start_round(&NewRound {
        engagement: view.engagement.id.clone(),
        title: "Third".into(),
        pack: basis.pack.clone(),
        profile: basis.profile.clone(),
        basis: None,
        added: Vec::new(),
        removed: Vec::new(),
    }))
    .value;
    let scored = view
        .questions
        .iter()
        .find(|question| question.scored && question.in_pack)
        .unwrap();
    must(client.answer(&AnswerChange {
        round: round.id.clone(),
        question: scored.id.clone(),
        words: Some("we will look".into()),
        later: Some(true),
        ..AnswerChange::default()
    }));
    for question in Bank::latest().questions() {
        for kind in question
            .creates
            .iter()
            .filter(|kind| !["grant", "secret"].contains(&kind.as_str()))
        {
            must(client.create_from_question(&round.id, &question.id, kind, "Named and no more"));
        }
    }
    let params = ReportParams {
        kind: ReportKind::Audit,
        month: None,
        flow: None,
        engagement: view.engagement.id,
        audience: Audience::Client,
        recipient: "R. Brandt".into(),
        paper: Paper::A4,
        locale: None,
        sections: BTreeMap::new(),
        copy_number: 1,
        copies: 2,
        password: false,
    };
    let plan = must(client.plan_report(&params));
    let finished = must(Press::default().export(&plan, None, &[], &Cancel::default()));
    must(client.deliver_report(&plan, &finished, &room.path().join("wren.pdf")));
    let document = whole(&client);
    let opened = document["rounds"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|round| round["answers"].as_array().unwrap());
    assert!(
        opened.into_iter().any(|answer| answer["open"] == true),
        "a touched answer is in it"
    );
    assert_eq!(
        document["reports"].as_array().map(Vec::len),
        Some(1),
        "a report is in it"
    );
    assert!(
        document.to_string().contains("created_by_question"),
        "a created record is in it"
    );
    let schema = read_json(&root().join("docs/valise-client-1.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let broken: Vec<String> = validator
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
