//! What is sent arrives, and by every key that was meant.

mod support;

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use support::{ADA, BOB, Case, EVE, WORDS, person, receive, row, rows, unsealed};
use valise_handover::{
    Blob, Bounds, Contact, HandoverError, Key, LEAST_WORK, Measure, Scope, SealTo, Standing, open,
};

#[test]
fn each_recipient_opens_what_was_sent() {
    let case = Case::default();
    let to = [person(ADA).recipient(), person(BOB).recipient()];
    let file = case.sealed_to(&to);
    for seed in [ADA, BOB] {
        let received = receive(&file, &Key::Identity(&person(seed))).expect("opens");
        assert_eq!(received.rows, rows()[..4], "the place of a secret stays at home");
        assert_eq!(received.evidence, case.evidence);
        let manifest = received.manifest;
        assert_eq!(manifest.left_out, ["access_grants", "env_files", "identities"]);
        assert_eq!((manifest.counts.rows, manifest.counts.evidence), (4, 3));
        assert_eq!(manifest.counts.sections["findings"], 2);
        assert_eq!(manifest.recipients, to);
        assert_eq!((manifest.codename.as_str(), manifest.base.commit), ("Plover", 41));
        assert_eq!(manifest.evidence().collect::<Vec<_>>(), case.blobs());
    }
    assert_eq!(
        support::code(&file, &Key::Identity(&person(EVE))),
        "handover.wrong_key"
    );
}

#[test]
fn a_passphrase_opens_what_was_sealed_with_it() {
    let seal = SealTo::Passphrase {
        words: WORDS,
        work_factor: LEAST_WORK,
    };
    let case = Case::default();
    let (file, written) = case
        .try_write(&person(ADA), &seal, &AtomicBool::new(false), &mut |_, _| {})
        .expect("writes");
    let received = receive(&file, &Key::Passphrase(WORDS)).expect("opens");
    assert_eq!(received.manifest, written.manifest);
    assert!(received.manifest.passphrase && received.manifest.recipients.is_empty());
    assert_eq!(received.evidence, case.evidence);
    assert_eq!(
        support::code(&file, &Key::Passphrase("harbour")),
        "handover.wrong_passphrase"
    );
    assert_eq!(
        support::code(&file, &Key::Identity(&person(ADA))),
        "handover.passphrase_needed"
    );
}

#[test]
fn a_composed_passphrase_is_the_same_passphrase() {
    // A receiver's keyboard may give the accent as a letter of its own.
    let to = [person(BOB).recipient()];
    let parts = support::parts(&unsealed(&Case::default().sealed_to(&to), BOB));
    let file = support::sealed_with_passphrase(parts, "caf\u{e9} Straße", 4);
    assert!(receive(&file, &Key::Passphrase("cafe\u{301} Straße")).is_ok());
    assert_eq!(
        support::code(&file, &Key::Passphrase("cafe Straße")),
        "handover.wrong_passphrase"
    );
}

#[test]
fn the_whole_client_travels_where_that_is_asked_for() {
    let case = Case {
        scope: Scope::whole(),
        ..Case::default()
    };
    let file = case.sealed_to(&[person(BOB).recipient()]);
    let received = receive(&file, &Key::Identity(&person(BOB))).expect("opens");
    assert_eq!(received.rows, rows());
    assert!(received.manifest.left_out.is_empty());
}

#[test]
fn nothing_is_a_hand_over_too() {
    let case = Case {
        rows: Vec::new(),
        evidence: Vec::new(),
        scope: Scope::whole(),
    };
    let file = case.sealed_to(&[person(BOB).recipient()]);
    let received = receive(&file, &Key::Identity(&person(BOB))).expect("opens");
    assert!(received.rows.is_empty() && received.evidence.is_empty());
}

#[test]
fn sizes_around_a_piece_of_the_envelope_arrive() {
    // The envelope seals 64 KiB at a time; an archive that ends with a piece is its hardest case.
    let mut exact = 0;
    for size in (56_000..=66_000).step_by(512).chain([131_071, 131_072, 131_073]) {
        let case = Case {
            evidence: vec![vec![1; size]],
            ..Case::default()
        };
        let file = case.sealed_to(&[person(BOB).recipient()]);
        exact += usize::from(unsealed(&file, BOB).len().is_multiple_of(65_536));
        let received = receive(&file, &Key::Identity(&person(BOB))).expect("opens");
        assert_eq!(received.evidence, case.evidence, "{size}");
    }
    assert!(exact > 0, "one of the sizes ends with a piece");
}

#[test]
fn a_signer_is_known_by_keys_and_not_by_name() {
    let file = Case::default().sealed_to(&[person(BOB).recipient()]);
    let stop = AtomicBool::new(false);
    let bob = person(BOB);
    let opened = open(file.as_slice(), &Key::Identity(&bob), &Bounds::default(), &stop).expect("opens");
    let card = |seed, name| person(seed).contact(name).expect("a card");
    assert_eq!(opened.sender(), &card(ADA, "Ada"));
    let standing = |known: &[Contact]| opened.standing(known);
    assert_eq!(standing(&[card(ADA, "Ada's old name")]), Standing::Known);
    assert_eq!(standing(&[card(EVE, "ADA")]), Standing::NameOfAnother);
    assert_eq!(standing(&[card(EVE, "Eve")]), Standing::Unknown);
    assert_eq!(standing(&[]), Standing::Unknown);
}

#[test]
fn progress_runs_to_its_end_and_the_file_is_as_long_as_foretold() {
    let case = Case {
        evidence: vec![vec![3; 300_000]],
        ..Case::default()
    };
    let to = [person(BOB).recipient()];
    let mut heard = Vec::new();
    let (file, _) = case
        .try_write(
            &person(ADA),
            &SealTo::Recipients(&to),
            &AtomicBool::new(false),
            &mut |done, total| {
                heard.push((done, total));
            },
        )
        .expect("writes");
    let total = unsealed(&file, BOB).len() as u64;
    assert_eq!(heard.last(), Some(&(total, total)));
    assert!(heard.is_sorted(), "it never runs backwards");
    let (bob, stop) = (person(BOB), AtomicBool::new(false));
    let mut heard = Vec::new();
    let opened = open(file.as_slice(), &Key::Identity(&bob), &Bounds::default(), &stop).expect("opens");
    opened
        .verify(&mut |done, total| heard.push((done, total)))
        .expect("whole");
    assert_eq!(heard.last(), Some(&(total, total)));
    assert!(heard.len() > 4 && heard.is_sorted());
}

#[test]
fn both_ways_can_be_stopped() {
    let case = Case {
        evidence: vec![vec![3; 1_000_000]],
        ..Case::default()
    };
    let to = [person(BOB).recipient()];
    let stop = AtomicBool::new(false);
    let stopped = case.try_write(&person(ADA), &SealTo::Recipients(&to), &stop, &mut |done, _| {
        stop.store(done > 300_000, Ordering::Release);
    });
    assert!(matches!(stopped, Err(HandoverError::Cancelled)));

    let file = case.sealed_to(&to);
    let (bob, stop) = (person(BOB), AtomicBool::new(false));
    let opened = open(file.as_slice(), &Key::Identity(&bob), &Bounds::default(), &stop).expect("opens");
    let stopped = opened.verify(&mut |done, _| stop.store(done > 300_000, Ordering::Release));
    assert!(matches!(stopped, Err(HandoverError::Cancelled)));
    let before = open(file.as_slice(), &Key::Identity(&bob), &Bounds::default(), &stop);
    assert!(matches!(before, Err(HandoverError::Cancelled)));
}

#[derive(Debug, PartialEq)]
enum Own {
    Full,
    Ours(String),
}

impl From<HandoverError> for Own {
    fn from(error: HandoverError) -> Self {
        Self::Ours(error.code())
    }
}

#[test]
fn a_takers_own_error_comes_back_as_it_is() {
    let file = Case::default().sealed_to(&[person(BOB).recipient()]);
    let (bob, stop) = (person(BOB), AtomicBool::new(false));
    let reopened = || open(file.as_slice(), &Key::Identity(&bob), &Bounds::default(), &stop).expect("opens");
    let mut take = |_: &Blob, _: &mut dyn Read| Err(Own::Full);
    let refused = reopened().receive(&mut |_| Ok(()), &mut take, &mut |_, _| {});
    assert_eq!(refused, Err(Own::Full));
    let refused = reopened().receive(&mut |_| Err(Own::Full), &mut |_, _| Ok(()), &mut |_, _| {});
    assert_eq!(refused, Err(Own::Full));
    // A taker may also leave the rest of a piece; it is checked all the same.
    let mut glance = |_: &Blob, piece: &mut dyn Read| {
        piece.read_exact(&mut [0; 1]).ok();
        Ok::<(), Own>(())
    };
    assert!(
        reopened()
            .receive(&mut |_| Ok(()), &mut glance, &mut |_, _| {})
            .is_ok()
    );
}

#[test]
fn evidence_that_is_not_as_announced_does_not_leave() {
    let blob = Blob {
        sha256: support::hash(b"picture"),
        len: 7,
    };
    for given in [b"pictures".as_slice(), b"pictur", b"picturE", b""] {
        let draft = valise_handover::Draft {
            client: uuid::Uuid::from_u128(1),
            codename: "Plover",
            made_ms: 0,
            sender_name: "Ada",
            base: valise_handover::Base {
                commit: 0,
                chain_head: [0; 32],
            },
            grew_from: None,
            scope: &Scope::whole(),
            rows: &[],
            evidence: &[blob],
        };
        let to = [person(BOB).recipient()];
        let mut give = |_: &Blob, out: &mut dyn Write| {
            out.write_all(given)?;
            Ok::<(), HandoverError>(())
        };
        let mut file = Vec::new();
        let refused = valise_handover::write(
            &draft,
            &person(ADA),
            &SealTo::Recipients(&to),
            &mut file,
            &mut give,
            &mut |_, _| {},
            &AtomicBool::new(false),
        );
        assert!(
            matches!(refused, Err(HandoverError::EvidenceDiffers { sha256 }) if sha256 == blob.sha256),
            "{given:?}: {refused:?}"
        );
        assert!(
            receive(&file, &Key::Identity(&person(BOB))).is_err(),
            "what is left behind opens nowhere"
        );
    }
}

#[test]
fn a_draft_that_no_reader_takes_is_not_written() {
    let to = [person(BOB).recipient()];
    let refused = |case: Case| {
        let written = case.try_write(
            &person(ADA),
            &SealTo::Recipients(&to),
            &AtomicBool::new(false),
            &mut |_, _| {},
        );
        written.expect_err("must be refused")
    };
    let one = |row| Case {
        rows: vec![row],
        ..Case::default()
    };
    assert!(matches!(
        refused(one(row(1, "a", "", "{"))),
        HandoverError::RowUnfit { line: 1 }
    ));
    assert!(matches!(
        refused(one(row(1, "", "", "{}"))),
        HandoverError::RowUnfit { line: 1 }
    ));
    let twice = Case {
        evidence: vec![vec![1], vec![1]],
        ..Case::default()
    };
    assert!(matches!(
        refused(twice),
        HandoverError::Malformed { rule: "part_twice" }
    ));
    let deep = format!("{}{}", "[".repeat(70), "]".repeat(70));
    assert!(matches!(
        refused(one(row(1, "a", "", &deep))),
        HandoverError::TooLarge {
            what: Measure::Depth,
            ..
        }
    ));
}

#[test]
fn any_tar_unpacks_what_age_opens() {
    let case = Case::default();
    let file = case.sealed_to(&[person(BOB).recipient()]);
    let plain = unsealed(&file, BOB);
    assert_eq!(
        support::archive(&support::parts(&plain)),
        plain,
        "the plain rules of tar give the same bytes"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let mut tar = Command::new("tar")
        .args(["-xf", "-", "-C"])
        .arg(folder.path())
        .stdin(Stdio::piped())
        .spawn()
        .expect("a tar");
    tar.stdin
        .take()
        .expect("a pipe")
        .write_all(&plain)
        .expect("writes");
    assert!(tar.wait().expect("ends").success());
    let read = |name: &str| std::fs::read(folder.path().join(name)).expect(name);
    let manifest: serde_json::Value = serde_json::from_slice(&read("manifest.json")).expect("JSON");
    assert_eq!(
        (&manifest["format"], &manifest["version"]),
        (&"valise-handover".into(), &1.into())
    );
    assert_eq!(read("manifest.sig").len(), 64);
    assert_eq!(
        read("rows.jsonl").iter().filter(|byte| **byte == b'\n').count(),
        4
    );
    for bytes in &case.evidence {
        let name = format!("evidence/{}", support::hex(&support::hash(bytes)));
        assert_eq!(&read(&name), bytes);
    }
}
