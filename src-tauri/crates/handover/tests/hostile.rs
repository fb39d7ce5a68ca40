//! Files that a stranger, a bad cable or a faulty program may have made: each refused for its own reason.

mod support;

use serde_json::json;
use support::{
    ADA, BOB, Case, EVE, WORDS, archive, code, faulty, parts, person, receive, resealed, unsealed,
};
use valise_handover::{Bounds, HandoverError, Key, Measure};

/// The parts of an archive by name, in order.
type Parts = Vec<(String, Vec<u8>)>;

fn small() -> Vec<u8> {
    let case = Case {
        evidence: vec![b"a picture".to_vec()],
        ..Case::default()
    };
    case.sealed_to(&[person(BOB).recipient()])
}

#[test]
fn every_flipped_byte_is_refused() {
    let (file, bob) = (small(), person(BOB));
    let sealed_from = file
        .windows(4)
        .position(|window| window == b"\n---")
        .expect("a header")
        + 49;
    for at in 0..file.len() {
        let mut bad = file.clone();
        bad[at] ^= if at % 2 == 0 { 0x01 } else { 0x80 };
        let code = code(&bad, &Key::Identity(&bob));
        if at >= sealed_from {
            assert_eq!(code, "handover.damaged", "byte {at}");
        }
    }
}

#[test]
fn every_flipped_byte_of_a_header_with_a_passphrase_is_refused() {
    let file = support::resealed_with(b"whatever", WORDS, 2);
    for at in 0..file.len() {
        for bit in [at % 8, (at + 3) % 8] {
            let mut bad = file.clone();
            bad[at] ^= 1 << bit;
            let error = receive(&bad, &Key::Passphrase(WORDS)).expect_err("must be refused");
            // Only damage to the content could be told from damage to the key; neither may read as whole.
            let told = matches!(
                error,
                HandoverError::Foreign
                    | HandoverError::Newer { .. }
                    | HandoverError::Damaged
                    | HandoverError::Truncated
                    | HandoverError::KeyNeeded
                    | HandoverError::WrongPassphrase
                    | HandoverError::KdfTooCostly { .. }
                    | HandoverError::TooLarge { .. }
            );
            assert!(told, "byte {at}, bit {bit}: {error}");
        }
    }
}

#[test]
fn every_cut_is_refused() {
    let (file, bob) = (small(), person(BOB));
    for end in 0..file.len() {
        let code = code(&file[..end], &Key::Identity(&bob));
        let told = match end {
            0 => code == "handover.foreign",
            _ => code == "handover.truncated" || code == "handover.damaged",
        };
        assert!(told, "cut at {end}: {code}");
    }
    let mut longer = file.clone();
    longer.push(0);
    assert_eq!(code(&longer, &Key::Identity(&bob)), "handover.damaged");
}

#[test]
fn a_cut_behind_the_first_piece_is_known_to_be_a_cut() {
    let case = Case {
        evidence: vec![vec![5; 300_000]],
        ..Case::default()
    };
    let (file, bob) = (case.sealed_to(&[person(BOB).recipient()]), person(BOB));
    for end in [70_000, 131_072, 200_001, 262_500, file.len() - 17, file.len() - 1] {
        assert_eq!(
            code(&file[..end], &Key::Identity(&bob)),
            "handover.truncated",
            "{end}"
        );
        let mut flipped = file.clone();
        flipped[end] ^= 1;
        assert_eq!(code(&flipped, &Key::Identity(&bob)), "handover.damaged", "{end}");
    }
}

#[test]
fn what_is_no_hand_over_is_told_apart() {
    let (bob, to) = (person(BOB), [person(BOB).recipient()]);
    let key = Key::Identity(&bob);
    assert_eq!(code(b"", &key), "handover.foreign");
    assert_eq!(code(&[0; 4096], &key), "handover.foreign");
    assert_eq!(code(&resealed(b"a letter", &to), &key), "handover.foreign");
    assert_eq!(code(&resealed(&[0; 4096], &to), &key), "handover.foreign");
    let other = archive(&[("letter.txt".to_owned(), b"hello".to_vec())]);
    assert_eq!(code(&resealed(&other, &to), &key), "handover.foreign");
    let alien = faulty(|manifest, _| manifest["format"] = json!("something"));
    assert_eq!(code(&alien, &key), "handover.foreign");
    let newer = faulty(|manifest, _| manifest["version"] = json!(2));
    assert_eq!(code(&newer, &key), "handover.newer");
    assert_eq!(code(&small(), &Key::Passphrase(WORDS)), "handover.key_needed");
}

#[test]
fn the_work_of_a_stranger_is_refused_before_it_is_done() {
    let file = support::resealed_with(b"whatever", WORDS, 2);
    let dear = String::from_utf8_lossy(&file[..60]).replacen(" 2\n", " 40\n", 1);
    assert!(dear.contains(" 40\n"), "{dear}");
    let started = std::time::Instant::now();
    assert_eq!(
        code(&[dear.as_bytes(), &file[60..]].concat(), &Key::Passphrase(WORDS)),
        "handover.kdf_too_costly"
    );
    assert!(
        started.elapsed().as_secs() < 5,
        "2^40 would have taken days and a petabyte"
    );
}

#[test]
fn a_hand_over_that_was_sealed_again_is_not_the_senders() {
    // Bob opens what Ada sent him and seals it, with her signature, to Eve.
    let plain = unsealed(&small(), BOB);
    let (bob, eve) = (person(BOB), person(EVE));
    let passed_on = resealed(&plain, &[eve.recipient()]);
    assert_eq!(
        code(&passed_on, &Key::Identity(&eve)),
        "handover.recipients_differ"
    );
    // Eve seals it to Bob and to herself: Bob must not believe that Ada sent it to both.
    let shared = resealed(&plain, &[bob.recipient(), eve.recipient()]);
    assert_eq!(code(&shared, &Key::Identity(&bob)), "handover.recipients_differ");
    let hidden = support::resealed_with(&plain, WORDS, 2);
    assert_eq!(
        code(&hidden, &Key::Passphrase(WORDS)),
        "handover.recipients_differ"
    );
    // The same recipients are no difference that anybody could see; nor is it one that matters.
    assert!(receive(&resealed(&plain, &[bob.recipient()]), &Key::Identity(&bob)).is_ok());
}

#[test]
fn a_forged_sender_is_refused() {
    let (bob, eve) = (person(BOB), person(EVE));
    let to = [bob.recipient()];
    let key = Key::Identity(&bob);
    let original = parts(&unsealed(&small(), BOB));
    let sealed = |parts: &[(String, Vec<u8>)]| resealed(&archive(parts), &to);

    // Another list of recipients under the old signature.
    let mut forged = original.clone();
    let manifest = String::from_utf8(forged[0].1.clone()).expect("text");
    let manifest = manifest.replace(&to[0].to_string(), &eve.recipient().to_string());
    forged[0].1 = manifest.into_bytes();
    let file = resealed(&archive(&forged), &[eve.recipient()]);
    assert_eq!(code(&file, &Key::Identity(&eve)), "handover.signature_wrong");

    // Ada's key over a list without Bob, although he can open the file.
    let mut forged = original.clone();
    forged[1].1 = support::signature(ADA, &forged[0].1, &[eve.recipient()]);
    assert_eq!(code(&sealed(&forged), &key), "handover.signature_wrong");

    // Eve signs and says that she is Ada.
    let mut forged = original.clone();
    forged[1].1 = support::signature(EVE, &forged[0].1, &to);
    assert_eq!(code(&sealed(&forged), &key), "handover.signature_wrong");

    // The signature of another hand-over.
    let mut forged = original.clone();
    let other = parts(&unsealed(&Case::default().sealed_to(&to), BOB));
    forged[1].1 = other[1].1.clone();
    assert_eq!(code(&sealed(&forged), &key), "handover.signature_wrong");

    // A changed word in the manifest.
    let mut forged = original.clone();
    let manifest = String::from_utf8(forged[0].1.clone()).expect("text");
    forged[0].1 = manifest.replace("Plover", "Plower").into_bytes();
    assert_eq!(code(&sealed(&forged), &key), "handover.signature_wrong");

    // No signature at all, and one that is only a place for it.
    let mut forged = original.clone();
    forged.remove(1);
    assert_eq!(code(&sealed(&forged), &key), "handover.signature_missing");
    let only = [original[0].clone()];
    assert_eq!(code(&sealed(&only), &key), "handover.signature_missing");
    let mut forged = original.clone();
    forged[1].1 = vec![0; 64];
    assert_eq!(code(&sealed(&forged), &key), "handover.signature_wrong");
    let mut forged = original;
    forged[1].1 = Vec::new();
    assert_eq!(code(&sealed(&forged), &key), "handover.malformed");
}

#[test]
fn parts_are_held_against_the_manifest() {
    let (bob, to) = (person(BOB), [person(BOB).recipient()]);
    let key = Key::Identity(&bob);
    let original = parts(&unsealed(&Case::default().sealed_to(&to), BOB));
    let with = |change: &dyn Fn(&mut Parts)| {
        let mut parts = original.clone();
        change(&mut parts);
        code(&resealed(&archive(&parts), &to), &key)
    };
    assert_eq!(with(&|parts| parts[2].1[30] ^= 1), "handover.rows_differ");
    assert_eq!(with(&|parts| parts[3].1[0] ^= 1), "handover.evidence_differs");
    assert_eq!(with(&|parts| parts[5].1[699] ^= 1), "handover.evidence_differs");
    assert_eq!(
        with(&|parts| parts[3].1.push(0)),
        "handover.malformed",
        "longer than signed for"
    );
    assert_eq!(
        with(&|parts| parts.swap(3, 5)),
        "handover.malformed",
        "another order"
    );
    assert_eq!(
        with(&|parts| parts[3].0 = "../../x".to_owned()),
        "handover.malformed"
    );
    assert_eq!(
        with(&|parts| drop(parts.pop())),
        "handover.malformed",
        "a part is missing"
    );
    assert_eq!(
        with(&|parts| parts.push(("more".to_owned(), vec![1]))),
        "handover.malformed",
        "a part too many"
    );
    let mut plain = archive(&original);
    plain.push(0);
    assert_eq!(
        code(&resealed(&plain, &to), &key),
        "handover.malformed",
        "bytes behind the end"
    );
    let mut plain = archive(&original);
    plain.truncate(plain.len() - 512);
    assert_eq!(
        code(&resealed(&plain, &to), &key),
        "handover.malformed",
        "half an end"
    );
    let mut plain = archive(&original);
    let last = plain.len() - 1024 - 1;
    plain[last] = 1;
    assert_eq!(
        code(&resealed(&plain, &to), &key),
        "handover.malformed",
        "something in the padding"
    );
}

#[test]
fn a_faulty_sender_is_refused_even_where_the_signature_fits() {
    let bob = person(BOB);
    let key = Key::Identity(&bob);
    // The tools do not break what they do not touch.
    assert!(receive(&faulty(|_, _| {}), &key).is_ok());
    let counted = faulty(|manifest, _| {
        manifest["counts"]["rows"] = json!(5);
        manifest["counts"]["sections"]["findings"] = json!(3);
    });
    assert_eq!(code(&counted, &key), "handover.counts_differ");
    let rows = |text: &dyn Fn(String) -> String| {
        faulty(|manifest, parts| {
            let changed = text(String::from_utf8(parts[2].1.clone()).expect("text"));
            manifest["parts"][0]["sha256"] = json!(support::hex(&support::hash(changed.as_bytes())));
            manifest["parts"][0]["bytes"] = json!(changed.len());
            parts[2].1 = changed.into_bytes();
        })
    };
    let secret = rows(&|text| text.replacen("\"rounds\"", "\"env_files\"", 1));
    assert_eq!(code(&secret, &key), "handover.out_of_scope");
    let moved = rows(&|text| text.replacen("\"rounds\"", "\"findings\"", 1));
    assert_eq!(code(&moved, &key), "handover.counts_differ");
    let twice = rows(&|text| text.replace("000000000004", "000000000003"));
    assert_eq!(code(&twice, &key), "handover.row_unfit");
    let broken = rows(&|text| text.replacen("{\"id\":\"F01\"", "{\"id\"\"F01\"", 1));
    assert_eq!(code(&broken, &key), "handover.row_unfit");
    let cut = rows(&|text| text.trim_end().to_owned());
    assert_eq!(code(&cut, &key), "handover.row_unfit");
    let lied = faulty(|manifest, _| manifest["parts"][1]["bytes"] = json!(8_000_000_000_u64));
    assert_eq!(code(&lied, &key), "handover.too_large");
}

#[test]
fn rows_are_not_handed_out_before_all_of_them_fit() {
    let file = faulty(|manifest, parts| {
        let mut text = String::from_utf8(parts[2].1.clone()).expect("text");
        text.push_str("no row\n");
        manifest["parts"][0]["sha256"] = json!(support::hex(&support::hash(text.as_bytes())));
        manifest["parts"][0]["bytes"] = json!(text.len());
        parts[2].1 = text.into_bytes();
    });
    let (bob, stop) = (person(BOB), std::sync::atomic::AtomicBool::new(false));
    let opened = valise_handover::open(file.as_slice(), &Key::Identity(&bob), &Bounds::default(), &stop);
    let mut handed = 0;
    let refused = opened.expect("opens").receive(
        &mut |_| {
            handed += 1;
            Ok(())
        },
        &mut |_, _| Ok::<(), HandoverError>(()),
        &mut |_, _| {},
    );
    assert!(
        matches!(refused, Err(HandoverError::RowUnfit { line: 5 })),
        "{refused:?}"
    );
    assert_eq!(handed, 0);
}

#[test]
fn nobody_reads_wrong_evidence_to_its_end() {
    let to = [person(BOB).recipient()];
    let case = Case {
        evidence: vec![vec![9; 200_000]],
        ..Case::default()
    };
    let mut parts = parts(&unsealed(&case.sealed_to(&to), BOB));
    parts[3].1[0] ^= 1;
    let file = resealed(&archive(&parts), &to);
    let (bob, stop) = (person(BOB), std::sync::atomic::AtomicBool::new(false));
    let opened = valise_handover::open(file.as_slice(), &Key::Identity(&bob), &Bounds::default(), &stop);
    let mut read = Vec::new();
    let refused = opened.expect("opens").receive(
        &mut |_| Ok(()),
        &mut |_, piece| {
            // A taker that swallows errors is told all the same.
            assert!(piece.read_to_end(&mut read).is_err());
            assert!(piece.read(&mut [0]).is_err(), "and it stays an error");
            Ok::<(), HandoverError>(())
        },
        &mut |_, _| {},
    );
    assert!(matches!(refused, Err(HandoverError::EvidenceDiffers { .. })));
    assert!(read.len() < 200_000, "the last bytes are withheld");
}

#[test]
fn a_readers_own_bounds_hold() {
    let (file, bob) = (small(), person(BOB));
    let usual = Bounds::default();
    for (bounds, measure) in [
        (Bounds { header: 100, ..usual }, Measure::Header),
        (
            Bounds {
                manifest: 100,
                ..usual
            },
            Measure::Manifest,
        ),
        (Bounds { parts: 1, ..usual }, Measure::Parts),
        (
            Bounds {
                part_bytes: 8,
                ..usual
            },
            Measure::PartBytes,
        ),
        (
            Bounds {
                total_bytes: 50,
                ..usual
            },
            Measure::TotalBytes,
        ),
        (Bounds { rows: 3, ..usual }, Measure::Rows),
        (
            Bounds {
                rows_bytes: 100,
                ..usual
            },
            Measure::RowsBytes,
        ),
        (
            Bounds {
                row_bytes: 100,
                ..usual
            },
            Measure::RowBytes,
        ),
        (Bounds { depth: 0, ..usual }, Measure::Depth),
        (
            Bounds {
                recipients: 0,
                ..usual
            },
            Measure::Recipients,
        ),
    ] {
        match support::receive_within(&file, &Key::Identity(&bob), &bounds) {
            Err(HandoverError::TooLarge { what, .. }) => assert_eq!(what, measure),
            other => panic!("{measure:?}: {other:?}"),
        }
    }
}

#[test]
fn a_failing_disk_is_not_called_damage() {
    struct Failing<'a>(&'a [u8]);
    impl std::io::Read for Failing<'_> {
        fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
            if self.0.is_empty() {
                return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "the disk"));
            }
            std::io::Read::read(&mut self.0, bytes)
        }
    }
    let (file, bob) = (small(), person(BOB));
    let stop = std::sync::atomic::AtomicBool::new(false);
    for end in [10, 200, file.len() - 1, file.len()] {
        let input = Failing(&file[..end]);
        let opened = valise_handover::open(input, &Key::Identity(&bob), &Bounds::default(), &stop);
        let error = opened
            .and_then(|opened| opened.verify(&mut |_, _| {}))
            .expect_err("fails");
        assert!(matches!(error, HandoverError::Io(_)), "{end}: {error}");
    }
}
