//! Two at one vault: one writes, the other may read.

use crate::room::{Room, edit, finding, import, must, open, refused};
use serde_json::json;
use valise_tests::{PASSPHRASE, sample};
use valise_workbench::{Cancel, ProblemCode};

#[test]
fn the_second_finds_it_in_use_and_may_read() {
    let room = Room::with_samples();
    let mut writer = room.client("HERON");
    let Err(unopened) = room.sealed().unlock(PASSPHRASE, &Cancel::default()) else {
        panic!("two writers at one vault would write over each other")
    };
    assert_eq!(
        unopened.problem.code,
        ProblemCode::VaultInUse,
        "and the second is told why"
    );
    let id = finding(&writer, "F02").id;
    must(edit(
        &mut writer,
        &id,
        "title",
        json!("Written while another looks"),
    ));

    let beside = unopened.session.unlock_to_read(PASSPHRASE, &Cancel::default());
    let mut beside = must(beside.map_err(|unopened| unopened.problem));
    let taken = import(&mut beside, &sample("sample-wren.json"));
    refused(taken, ProblemCode::ClientExists, "its codename is known here too");
    let added = beside.import_file(
        &sample("sample-wren.json"),
        Some("KITE"),
        &mut |_, _| (),
        &Cancel::default(),
    );
    refused(added, ProblemCode::ReadOnly, "reading adds no client");
    let mut reader = open(beside, "HERON");
    assert!(reader.head().read_only, "the window says that it only reads");
    let row = finding(&reader, "F02");
    assert_eq!(
        row.title, "Written while another looks",
        "it reads what was committed"
    );
    refused(
        edit(&mut reader, &row.id, "title", json!("Written by both")),
        ProblemCode::ReadOnly,
        "it cannot write",
    );
    refused(
        reader.trash_record(&row.id),
        ProblemCode::ReadOnly,
        "nor throw away",
    );
    must(edit(&mut writer, &id, "title", json!("Written again")));
    drop(reader.lock());
    drop(writer.lock());
    let client = room.client("HERON");
    assert_eq!(
        finding(&client, "F02").title,
        "Written again",
        "the writer lost nothing"
    );
}

#[test]
fn a_vault_is_free_again_when_its_session_ends() {
    let room = Room::with_samples();
    drop(room.client("WREN").lock());
    let client = room.client("WREN");
    drop(client.close());
    assert_eq!(
        room.client("WREN").head().codename,
        "WREN",
        "closing and dropping the vault frees it too"
    );
}
