//! What the journal carries: undo across use cases, versions, drafts, search.

use crate::room::{Room, edit, finding, must, new_client, open, record, refused, reopened, sound, whole};
use serde_json::json;
use valise_tests::difference;
use valise_workbench::ProblemCode;
use valise_workbench::view::{AnswerChange, HitKind, NewRound, RaiseFinding, SealLevel};

#[test]
fn undo_and_redo_cross_every_use_case() {
    let room = Room::empty();
    let mut vault = room.create();
    must(vault.create_client(&new_client("KESTREL", SealLevel::Standard)));
    let mut client = open(vault, "KESTREL");
    let view = must(client.audit(None, None));
    let (engagement, round) = (view.engagement.id.clone(), view.round.unwrap());
    let note = view
        .questions
        .iter()
        .find(|q| !q.scored && q.in_pack)
        .unwrap()
        .id
        .clone();
    let kind = must(client.question(&round.id, &note)).creates.first().cloned();
    let mut states = vec![whole(&client)];
    let mut step = |client: &valise_workbench::Client, what: &str| {
        sound(client, what);
        states.push(whole(client));
    };
    let score = AnswerChange {
        round: round.id.clone(),
        question: "REL-01".into(),
        score: Some(Some(1)),
        ..AnswerChange::default()
    };
    must(client.answer(&score));
    step(&client, "an answer");
    if let Some(kind) = kind.filter(|kind| kind != "grant" && kind != "secret") {
        must(client.create_from_question(&round.id, &note, &kind, "First of its kind"));
        step(&client, "a record");
    }
    let raised = RaiseFinding {
        engagement: engagement.clone(),
        template: Some("T-ACC-01".into()),
        ..RaiseFinding::default()
    };
    let id = must(client.raise_finding(&raised)).value.row.id;
    step(&client, "a finding");
    must(edit(&mut client, &id, "moneyKind", json!("waste")));
    step(&client, "another head");
    must(client.attach_pixels(2, 1, &[255, 0, 0, 255, 0, 0, 255, 255], Some(&id)));
    step(&client, "a screenshot");
    must(client.save_template(&id));
    step(&client, "a template");
    must(client.trash_record(&id));
    step(&client, "into the trash");
    must(client.restore_record(&id));
    step(&client, "out of the trash");
    must(client.freeze_round(&round.id));
    step(&client, "frozen");
    must(client.start_round(&NewRound {
        engagement,
        title: "Second".into(),
        pack: round.pack.clone(),
        profile: round.profile.clone(),
        basis: Some(round.id.clone()),
        added: Vec::new(),
        removed: Vec::new(),
    }));
    step(&client, "a second round");
    for (at, state) in states.iter().enumerate().rev().skip(1) {
        must(client.undo());
        assert_eq!(difference(&whole(&client), state), None, "undo to step {at}");
        sound(&client, &format!("undo to step {at}"));
    }
    refused(
        client.undo(),
        ProblemCode::NothingToUndo,
        "everything is taken back",
    );
    for (at, state) in states.iter().enumerate().skip(1) {
        must(client.redo());
        assert_eq!(difference(&whole(&client), state), None, "redo to step {at}");
    }
    refused(
        client.redo(),
        ProblemCode::NothingToUndo,
        "everything is done again",
    );
    drop(reopened(client, "KESTREL"));
}

#[test]
fn every_version_of_a_finding_can_come_back() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let id = finding(&client, "F26").id;
    let first = record(&client, "findings", "F26").unwrap();
    must(edit(&mut client, &id, "title", json!("Second title")));
    must(edit(&mut client, &id, "moneyKind", json!("blocked")));
    must(edit(&mut client, &id, "status", json!("closed")));
    sound(&client, "three edits");
    let versions = must(client.history(&id));
    assert!(
        versions.len() >= 4,
        "the import and three edits: {}",
        versions.len()
    );
    let title = versions.iter().find(|v| {
        v.fields
            .iter()
            .any(|f| f.name == "title" && f.after.as_deref() == Some("Second title"))
    });
    let title = title.expect("the history names the field");
    assert_eq!(
        title
            .fields
            .iter()
            .find(|f| f.name == "title")
            .unwrap()
            .before
            .as_deref(),
        first["title"].as_str(),
        "with its words before"
    );
    let oldest = versions.last().unwrap().seq;
    let edited = whole(&client);
    must(client.restore_version(&id, oldest));
    sound(&client, "the first version, in an event of its kind again");
    let mut back = record(&client, "findings", "F26").unwrap();
    // The event that it left went when it left it; the version comes back in one of its own.
    back["scenario"] = first["scenario"].clone();
    assert_eq!(difference(&back, &first), None, "every other field is as it was");
    must(client.undo());
    assert_eq!(
        difference(&whole(&client), &edited),
        None,
        "coming back can be undone"
    );
    refused(
        client.restore_version(&id, 999_999),
        ProblemCode::NotFound,
        "no such version",
    );
    drop(reopened(client, "HERON"));
}

#[test]
fn a_version_does_not_thaw_a_round_s_answers() {
    let room = Room::empty();
    let mut vault = room.create();
    must(vault.create_client(&new_client("KESTREL", SealLevel::Standard)));
    let mut client = open(vault, "KESTREL");
    let round = must(client.audit(None, None)).round.unwrap().id;
    let note = |text: &str| AnswerChange {
        round: round.clone(),
        question: "REL-01".into(),
        note: Some(text.into()),
        score: Some(Some(2)),
        ..AnswerChange::default()
    };
    must(client.answer(&note("zwischenlager")));
    must(client.answer(&note("kühlhaus")));
    must(client.freeze_round(&round));
    let frozen = whole(&client);
    let hits = must(client.search("kuhlhaus"));
    assert!(
        hits.iter().any(|hit| hit.code == "REL-01"),
        "a note is found without its marks: {hits:?}"
    );
    assert_eq!(
        difference(&whole(&client), &frozen),
        None,
        "looking changes nothing"
    );
}

#[test]
fn drafts_survive_closing() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let before = whole(&client);
    must(client.save_draft("finding:F01:title", "half a sen"));
    must(client.save_draft("finding:F02:title", "gone"));
    must(client.save_draft("finding:F02:title", ""));
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "a draft is no part of a record"
    );
    drop(client.lock());
    let mut client = room.client("WREN");
    let drafts: Vec<(String, String)> = must(client.drafts())
        .into_iter()
        .map(|d| (d.key, d.text))
        .collect();
    assert_eq!(
        drafts,
        [("finding:F01:title".into(), "half a sen".into())],
        "what was typed is still there"
    );
    refused(
        client.save_draft("", "x"),
        ProblemCode::InputNotUnderstood,
        "a draft belongs somewhere",
    );
    let long = "a".repeat(300 << 10);
    refused(
        client.save_draft("k", &long),
        ProblemCode::TooLarge,
        "no book as a draft",
    );
}

#[test]
fn search_finds_words_with_and_without_their_marks() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let id = finding(&client, "F03").id;
    must(edit(
        &mut client,
        &id,
        "note",
        json!("Café Zürich, Ärger über die Übergabe; η εφεδρεία; резервная копия"),
    ));
    for words in ["café", "cafe", "CAFE zur", "arger", "εφεδρεία", "резервная коп"] {
        let hits = must(client.search(words));
        assert!(
            hits.iter()
                .any(|hit| hit.kind == HitKind::Finding && hit.code == "F03"),
            "{words:?} finds the note: {hits:?}"
        );
    }
    assert!(must(client.search("   ")).is_empty(), "blanks find nothing");
    assert!(
        must(client.search("\"*( OR")).len() < 41,
        "signs of a query language are only words"
    );
    let hits = must(client.search("REL-01"));
    assert!(
        hits.iter().any(|hit| hit.kind == HitKind::Question),
        "questions are found by their id"
    );
    must(client.undo());
    let hits = must(client.search("εφεδρεία"));
    assert!(
        hits.iter().all(|hit| hit.code != "F03"),
        "what was undone is not found"
    );
}

#[test]
fn a_hit_without_a_room_is_read_as_it_stands() {
    let room = Room::with_samples();
    let client = open(room.unlock(), "HERON");
    let hits = must(client.search("MapHarbour"));
    let vendor = hits
        .iter()
        .find(|hit| hit.code == "V01")
        .expect("the supplier is found");
    let card = must(client.record_card(&vendor.id));
    assert_eq!(
        (card.section.as_str(), card.title.as_str()),
        ("vendors", "MapHarbour")
    );
    let field = |name: &str| card.fields.iter().find(|field| field.name == name);
    assert_eq!(
        field("annual_cost").map(|field| field.value.as_str()),
        Some("61000.00")
    );
    assert!(field("id").is_none(), "the code stands in the head");

    let evidence = client
        .dossier()
        .evidence
        .iter()
        .find(|piece| !piece.findings.is_empty());
    let evidence = evidence.expect("the sample has pictures");
    let id = evidence.id().expect("it is stored").to_string();
    let card = must(client.record_card(&id));
    let finding = client
        .dossier()
        .findings
        .get(&evidence.findings[0])
        .and_then(|kept| kept.id());
    assert_eq!(
        card.finding,
        finding.map(|id| id.to_string()),
        "it is shown at its finding"
    );
    let named = card
        .fields
        .iter()
        .find(|field| field.name == "findings")
        .expect("linked");
    assert!(
        named.value.contains('('),
        "references carry a title: {}",
        named.value
    );
    refused(
        client.record_card("no id"),
        ProblemCode::NotFound,
        "nothing has that id",
    );
}

#[test]
fn search_names_the_section_and_finds_single_lines_of_the_ledger() {
    let room = Room::with_samples();
    let client = room.client("HERON");
    let sections = |words: &str, code: &str| -> Vec<String> {
        let hits = must(client.search(words)).into_iter();
        hits.filter(|hit| hit.code == code)
            .map(|hit| hit.section)
            .collect()
    };
    assert!(sections("FL2", "FL2").contains(&"flows".to_owned()));
    assert!(sections("CourierPing", "V02").contains(&"vendors".to_owned()));
    assert_eq!(
        sections("REL-01", "REL-01").first().map(String::as_str),
        Some("answers")
    );
    let hits = must(client.search("clerk not renewed"));
    let lines: Vec<_> = hits.iter().filter(|hit| hit.section == "ledger").collect();
    assert_eq!(
        lines.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(),
        ["VL10", "VL15", "VL23"],
        "each line on its own, not the ledger as one"
    );
}
