//! Clients in and out of the open format, without loss.

use crate::room::{Room, import, must, new_client, open, refusal, refused, sound, whole};
use std::fs;
use valise_domain::Money;
use valise_tests::{difference, read_json, sample, samples};
use valise_workbench::view::SealLevel;
use valise_workbench::{Cancel, ProblemCode};

#[test]
fn each_sample_leaves_as_it_came() {
    let room = Room::with_samples();
    let mut vault = room.unlock();
    for (codename, name) in [
        ("HERON", "sample-client"),
        ("PLOVER", "sample-plover"),
        ("WREN", "sample-wren"),
    ] {
        let out = room.path().join(codename).join("out.json");
        fs::create_dir_all(out.parent().unwrap()).unwrap();
        let mut client = open(vault, codename);
        must(client.export_file(&out));
        sound(&client, codename);
        vault = client.close();
        let (found, expected) = (
            read_json(&out).unwrap(),
            read_json(&sample(&format!("{name}.json"))).unwrap(),
        );
        assert_eq!(
            difference(&found, &expected),
            None,
            "{codename}: an export after an import is equal by value"
        );
        for evidence in expected["evidence"].as_array().unwrap() {
            let file = evidence["file"].as_str().unwrap();
            assert_eq!(
                fs::read(out.parent().unwrap().join(file)).unwrap(),
                fs::read(samples().join(file)).unwrap(),
                "{codename}: {file} is the same to the byte"
            );
        }
    }
}

#[test]
fn a_client_that_mira_made_comes_back_from_its_file() {
    let room = Room::empty();
    let mut vault = room.create();
    must(vault.create_client(&new_client("KESTREL", SealLevel::Standard)));
    let mut client = open(vault, "KESTREL");
    sound(&client, "a new client");
    let out = room.path().join("kestrel.json");
    must(client.export_file(&out));
    let first = whole(&client);
    let mut vault = client.close();
    must(vault.import_file(&out, Some("MERLIN"), &mut |_, _| (), &Cancel::default()));
    assert_eq!(
        difference(&whole(&open(vault, "MERLIN")), &first),
        None,
        "nothing is lost on the way"
    );
}

#[test]
fn a_codename_that_is_taken_changes_nothing() {
    let room = Room::with_samples();
    let mut vault = room.unlock();
    let (cards, files) = (format!("{:?}", must(vault.clients())), room.files());
    refused(
        import(&mut vault, &sample("sample-client.json")),
        ProblemCode::ClientExists,
        "HERON is there",
    );
    assert_eq!(
        format!("{:?}", must(vault.clients())),
        cards,
        "the list is as before"
    );
    assert_eq!(
        room.files().keys().collect::<Vec<_>>(),
        files.keys().collect::<Vec<_>>(),
        "no file came or went"
    );
    must(vault.import_file(
        &sample("sample-client.json"),
        Some("HERON-2"),
        &mut |_, _| (),
        &Cancel::default(),
    ));
    assert_eq!(
        must(vault.clients()).len(),
        4,
        "under another codename it comes in"
    );
}

#[test]
fn a_missing_attachment_is_told_and_a_differing_one_is_refused() {
    let room = Room::empty();
    let mut vault = room.create();
    let file = room.path().join("in/heron.json");
    fs::create_dir_all(room.path().join("in/evidence")).unwrap();
    fs::copy(sample("sample-client.json"), &file).unwrap();
    let name = "evidence/ev02-backup-bucket.png";
    let mut bytes = fs::read(samples().join(name)).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(room.path().join("in").join(name), &bytes).unwrap();
    let before = room.files();
    let problem = refusal(
        import(&mut vault, &file),
        "evidence that differs from its hash is another thing",
    );
    assert_eq!(problem.code, ProblemCode::InputNotUnderstood, "{problem}");
    assert_eq!(must(vault.clients()).len(), 0, "the client does not stay half");
    let left: Vec<_> = room
        .files()
        .into_keys()
        .filter(|path| !before.contains_key(path))
        .collect();
    assert!(left.is_empty(), "files of the refused client stay: {left:?}");

    fs::remove_file(room.path().join("in").join(name)).unwrap();
    let imported = must(import(&mut vault, &file));
    assert_eq!(
        (imported.evidence, imported.warnings.len()),
        (0, 8),
        "the records stand, each lack is told"
    );
    assert!(
        imported.warnings.iter().any(|warning| warning.contains(name)),
        "by name: {:?}",
        imported.warnings
    );
    let mut client = open(vault, "HERON");
    must(client.export_file(&room.path().join("again.json")));
    assert!(
        !room.path().join(name).exists(),
        "what never came in does not go out"
    );
}

#[test]
fn an_export_never_writes_over_the_evidence_of_another_client() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let mine = room.path().join("evidence/ev02-backup-bucket.png");
    fs::create_dir_all(mine.parent().unwrap()).unwrap();
    fs::write(&mine, b"another client's picture").unwrap();
    let out = room.path().join("heron.json");
    refused(
        client.export_file(&out),
        ProblemCode::Refused,
        "codes repeat from client to client",
    );
    assert_eq!(
        fs::read(&mine).unwrap(),
        b"another client's picture",
        "it is untouched"
    );
    assert!(!out.exists(), "and nothing else was written");
    fs::remove_file(&mine).unwrap();
    must(client.export_file(&out));
    must(client.export_file(&out));
}

#[test]
fn samples_come_in_one_step_and_go_in_one() {
    let room = Room::empty();
    let mut vault = room.create();
    must(vault.create_client(&new_client("KESTREL", SealLevel::Standard)));
    assert_eq!(
        must(vault.add_samples()).len(),
        4,
        "three samples beside the client"
    );
    assert_eq!(must(vault.add_samples()).len(), 4, "they come once");
    assert_eq!(must(vault.remove_samples()), 3, "they go together");
    assert_eq!(must(vault.clients()).len(), 1, "and only they");
}

#[test]
fn what_could_wait_is_written_later_and_taken_back() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let before = whole(&client);
    let mut facts = client.facts();
    facts.name = " Copperleaf Bakeries and Cafés ".into();
    facts.revenue = Some(Money::from_minor(987_654_321).unwrap());
    facts.people = Some(12);
    facts.engineers = None;
    let head = must(client.edit_facts(&facts)).value;
    assert_eq!(head.name, "Copperleaf Bakeries and Cafés");
    let known = client.facts();
    assert_eq!(
        (known.revenue, known.people, known.engineers),
        (facts.revenue, Some(12), None)
    );
    sound(&client, "facts");
    let kept = &whole(&client)["client"];
    assert_eq!(kept["annual_recurring_revenue"], "9876543.21");
    assert_eq!(kept["codename"], "WREN", "what reports name stays");
    must(client.undo());
    assert_eq!(
        difference(&before, &whole(&client)),
        None,
        "one change, taken back"
    );
}
