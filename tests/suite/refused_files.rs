//! Files that are not what they say. Each is refused with its place, and the vault is as before.

use crate::room::{Room, import, must, refusal};
use serde_json::{Value, json};
use std::fs;
use valise_tests::sample;
use valise_workbench::ProblemCode;

/// What is wrong, the bytes, and the path that has to be named.
struct Bad {
    what: &'static str,
    bytes: Vec<u8>,
    path: &'static str,
}

fn heron() -> String {
    fs::read_to_string(sample("sample-client.json")).unwrap()
}

fn broken(what: &'static str, pointer: &str, value: Value, path: &'static str) -> Bad {
    let mut doc: Value = serde_json::from_str(&heron()).unwrap();
    *doc.pointer_mut(pointer)
        .unwrap_or_else(|| panic!("{pointer} is there")) = value;
    Bad {
        what,
        bytes: serde_json::to_vec_pretty(&doc).unwrap(),
        path,
    }
}

fn all() -> Vec<Bad> {
    let text = heron();
    let marked = |from: &str, to: &str| {
        assert!(text.contains(from), "{from} is in the sample");
        text.replacen(from, to, 1).into_bytes()
    };
    let mut mangled = text.clone().into_bytes();
    mangled[2000] = 0xff;
    let bomb = format!(
        "{{\"x\": {}1{}, {}",
        "[".repeat(200_000),
        "]".repeat(200_000),
        &text.trim_start()[1..]
    );
    vec![
        broken(
            "a reference into nothing",
            "/findings/0/owner",
            json!("P99"),
            "findings[0].owner",
        ),
        broken(
            "a scenario that is not there",
            "/findings/3/scenario",
            json!("S-Q"),
            "findings[3].scenario",
        ),
        broken(
            "a word that is none of the list",
            "/findings/0/status",
            json!("open"),
            "findings[0].status",
        ),
        broken(
            "a date that no calendar has",
            "/findings/1/found_on",
            json!("2026-02-30"),
            "findings[1].found_on",
        ),
        broken("a date with a time", "/as_of", json!("2026-12-04T10:00"), "as_of"),
        broken(
            "money with three places",
            "/findings/2/external_cost",
            json!("12.345"),
            "findings[2].external_cost",
        ),
        broken(
            "money as a number",
            "/findings/2/external_cost",
            json!(12),
            "findings[2].external_cost",
        ),
        broken("a fraction", "/client/people", json!(41.5), "client.people"),
        broken(
            "a number beyond 2^53",
            "/client/people",
            json!(9_007_199_254_740_993_u64),
            "client.people",
        ),
        broken(
            "a score of five",
            "/rounds/0/answers/0/score",
            json!(5),
            "rounds[0].answers[0]",
        ),
        broken(
            "a name that climbs out",
            "/evidence/0/file",
            json!("../ev01.png"),
            "evidence[0].file",
        ),
        broken(
            "an absolute name",
            "/evidence/0/file",
            json!("/etc/passwd"),
            "evidence[0].file",
        ),
        broken(
            "a finding in two events",
            "/scenarios/0/findings/0",
            json!("F01"),
            "scenarios[",
        ),
        broken(
            "losses out of order",
            "/findings/0/loss/low",
            json!("999999999.00"),
            "findings[0].loss",
        ),
        broken("a list that is text", "/findings", json!("none"), "findings"),
        Bad {
            what: "an exponent",
            bytes: marked("\"version\": 1", "\"version\": 1e0"),
            path: "version",
        },
        Bad {
            what: "nesting without end",
            bytes: bomb.into_bytes(),
            path: "",
        },
        Bad {
            what: "not UTF-8",
            bytes: mangled,
            path: "",
        },
        Bad {
            what: "cut off",
            bytes: text.as_bytes()[..text.len() / 2].to_vec(),
            path: "",
        },
        Bad {
            what: "empty",
            bytes: Vec::new(),
            path: "",
        },
        Bad {
            what: "something else",
            bytes: b"PK\x03\x04 an archive".to_vec(),
            path: "",
        },
    ]
}

#[test]
fn a_bad_file_is_refused_with_its_place_and_changes_nothing() {
    let room = Room::empty();
    let mut vault = room.create();
    let files = room.files();
    for Bad { what, bytes, path } in all() {
        let file = room.path().join("bad.json");
        fs::write(&file, bytes).unwrap();
        let problem = refusal(import(&mut vault, &file), what);
        assert_eq!(problem.code, ProblemCode::InputNotUnderstood, "{what}: {problem}");
        for param in ["line", "column"] {
            let number: u64 = problem
                .params
                .get(param)
                .and_then(|text| text.parse().ok())
                .unwrap_or(0);
            assert!(number > 0, "{what}: its {param} is told: {problem}");
        }
        assert_eq!(
            problem.params.get("file").map(String::as_str),
            Some("bad.json"),
            "{what}: so is the file"
        );
        let told = problem.params.get("path").cloned().unwrap_or_default();
        assert!(told.starts_with(path), "{what}: {path} is told, not {told}");
        assert!(
            problem.params.contains_key("expected"),
            "{what}: and what was expected: {problem}"
        );
        assert_eq!(must(vault.clients()).len(), 0, "{what}: no client came of it");
        assert_eq!(
            room.files().keys().collect::<Vec<_>>(),
            files.keys().collect::<Vec<_>>(),
            "{what}: no file came of it"
        );
    }
}

#[test]
fn a_huge_file_is_refused_before_it_is_read() {
    let room = Room::empty();
    let mut vault = room.create();
    let file = room.path().join("huge.json");
    fs::File::create(&file).unwrap().set_len((64 << 20) + 1).unwrap();
    let problem = refusal(import(&mut vault, &file), "65 MiB of zeros");
    assert_eq!(problem.code, ProblemCode::TooLarge, "{problem}");
}

#[test]
fn a_file_of_a_later_version_is_told_apart() {
    let room = Room::empty();
    let mut vault = room.create();
    let Bad { bytes, .. } = broken("later", "/version", json!(2), "");
    let file = room.path().join("later.json");
    fs::write(&file, bytes).unwrap();
    let problem = refusal(import(&mut vault, &file), "version 2");
    assert_eq!(
        problem.code,
        ProblemCode::VaultNewer,
        "newer is not broken: {problem}"
    );
    assert_eq!(
        problem.params.get("what").map(String::as_str),
        Some("file"),
        "the file, not the vault"
    );
}
