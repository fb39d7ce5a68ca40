//! Thrown away, taken back, erased; and what pointed there.

use crate::room::{Room, edit, finding, must, record, refused, reopened, sound, whole};
use serde_json::json;
use std::fs;
use valise_tests::difference;
use valise_workbench::view::RaiseFinding;
use valise_workbench::{Client, ProblemCode};

#[test]
fn a_finding_with_links_goes_and_comes_back() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let row = finding(&client, "F06");
    let before = whole(&client);
    must(client.trash_record(&row.id));
    sound(&client, "a finding with event, evidence and action in the trash");
    assert!(
        record(&client, "findings", "F06").is_none(),
        "it is out of every list"
    );
    let text = whole(&client).to_string();
    let links = ["scenarios", "evidence", "actions"].map(|section| whole(&client)[section].to_string());
    assert!(
        links.iter().all(|list| !list.contains("\"F06\"")),
        "and nothing points to it"
    );
    assert!(!text.contains(&row.title), "its words are in no record");
    assert_eq!(
        must(client.trash())
            .iter()
            .map(|t| t.code.as_str())
            .collect::<Vec<_>>(),
        ["F06"],
        "it lies in the trash"
    );
    refused(
        client.trash_record(&row.id),
        ProblemCode::NotFound,
        "it cannot go twice",
    );
    must(client.restore_record(&row.id));
    sound(&client, "out of the trash");
    let (found, wanted) = (record(&client, "findings", "F06").unwrap(), &before["findings"]);
    let wanted = wanted
        .as_array()
        .unwrap()
        .iter()
        .find(|doc| doc["id"] == "F06")
        .unwrap();
    assert_eq!(difference(&found, wanted), None, "the record is as it was");
    refused(
        client.restore_record(&row.id),
        ProblemCode::Refused,
        "what is here is not in the trash",
    );
    sound(&client, "restored twice");
    while client.undo().is_ok() {}
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "undo brings back every link"
    );
}

#[test]
fn the_last_of_an_event_takes_it_along_and_brings_it_back() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let row = finding(&client, "F26");
    must(client.trash_record(&row.id));
    assert!(
        record(&client, "scenarios", "S-K").is_none(),
        "an event without a finding goes"
    );
    sound(&client, "an event gone");
    let client = reopened(client, "HERON");
    let mut client = client;
    must(client.restore_record(&row.id));
    assert_eq!(
        record(&client, "scenarios", "S-K").unwrap()["findings"],
        json!(["F26"]),
        "it comes back with it"
    );
    sound(&client, "an event back");
}

#[test]
fn what_went_meanwhile_is_not_pointed_to() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let row = finding(&client, "F07");
    let head = must(client.attach_pixels(1, 1, &[1, 2, 3, 255], Some(&row.id))).value;
    must(client.trash_record(&row.id));
    must(client.trash_record(&head.id));
    must(client.restore_record(&row.id));
    sound(&client, "a finding whose evidence lies in the trash");
    must(client.restore_record(&head.id));
    sound(&client, "the evidence after it");
    must(client.trash_record(&row.id));
    must(client.trash_record(&head.id));
    must(client.restore_record(&head.id));
    sound(&client, "evidence whose finding lies in the trash");
    must(client.erase_record(&row.id));
    sound(&client, "and then is erased");
    drop(reopened(client, "HERON"));
}

#[test]
fn a_finding_that_an_incident_names_stays() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let before = whole(&client);
    let id = finding(&client, "F05").id;
    refused(
        client.trash_record(&id),
        ProblemCode::Refused,
        "an incident points to it",
    );
    assert_eq!(difference(&whole(&client), &before), None, "nothing changed");
}

#[test]
fn an_erased_code_is_given_to_no_other_record() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let engagement = must(client.audit(None, None)).engagement.id;
    let raise = |client: &mut Client, title: &str| {
        let raised = RaiseFinding {
            engagement: engagement.clone(),
            title: title.into(),
            ..RaiseFinding::default()
        };
        must(client.raise_finding(&raised)).value.row
    };
    let last = raise(&mut client, "The last one");
    must(client.trash_record(&last.id));
    must(client.erase_record(&last.id));
    let next = raise(&mut client, "One more");
    assert_ne!(next.code, last.code, "a report may speak of the erased one");
    must(client.trash_record(&next.id));
    must(client.erase_record(&next.id));
    let third = raise(&mut client, "And one more");
    assert!(
        third.code != last.code && third.code != next.code,
        "{} is new",
        third.code
    );
    sound(&client, "with codes remembered");
}

#[test]
fn erased_words_are_gone_from_history_and_search() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let engagement = must(client.audit(None, None)).engagement.id;
    let raised = RaiseFinding {
        engagement,
        title: "Xylophone behind the server".into(),
        ..RaiseFinding::default()
    };
    let id = must(client.raise_finding(&raised)).value.row.id;
    must(edit(&mut client, &id, "note", json!("quicksilver")));
    refused(
        client.erase_record(&id),
        ProblemCode::Refused,
        "only the trash is erased",
    );
    must(client.trash_record(&id));
    must(client.erase_record(&id));
    sound(&client, "erased");
    refused(
        client.undo(),
        ProblemCode::NothingToUndo,
        "erasing cannot be taken back",
    );
    assert!(must(client.trash()).is_empty(), "it left the trash");
    for words in ["xylophone", "quicksilver"] {
        assert!(
            must(client.search(words)).is_empty(),
            "{words} is not found any more"
        );
    }
    assert!(
        must(client.history(&id))
            .iter()
            .all(|version| version.fields.is_empty()),
        "no version says a word of it"
    );
    refused(
        client.restore_record(&id),
        ProblemCode::NotFound,
        "nor does it come back",
    );
    let mut vault = reopened(client, "WREN").close();
    let check = must(vault.check(&mut |_, _| (), &valise_workbench::Cancel::default()));
    assert!(check.sound, "the chain still verifies");
}

#[test]
fn bytes_go_with_the_last_record_that_names_them() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let file = room.path().join("notes.txt");
    fs::write(&file, "the same words twice\n").unwrap();
    let attach = |client: &mut valise_workbench::Client| {
        let files = [file.clone()];
        must(client.attach_files(&files, None, &mut |_, _| (), &valise_workbench::Cancel::default()))
            .value
            .remove(0)
    };
    let (first, second) = (attach(&mut client), attach(&mut client));
    assert_eq!(first.sha256, second.sha256, "the same bytes are kept once");
    must(client.trash_record(&first.id));
    must(client.trash_record(&second.id));
    must(client.erase_record(&first.id));
    must(client.restore_record(&second.id));
    let out = room.path().join("out/wren.json");
    fs::create_dir_all(out.parent().unwrap()).unwrap();
    must(client.export_file(&out));
    let name = record(&client, "evidence", &second.code).unwrap()["file"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        fs::read_to_string(out.parent().unwrap().join(name)).unwrap(),
        "the same words twice\n",
        "erasing one record leaves the bytes of the other"
    );
}
