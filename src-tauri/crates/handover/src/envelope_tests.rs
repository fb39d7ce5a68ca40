//! Headers that a stranger may have written.

use super::*;

fn scan(text: &str) -> Result<Header, HandoverError> {
    Header::read(&mut text.as_bytes(), &Bounds::default())
}

const MAC: &str = "--- fgMiVLJHMlg9fW7CVG/hPS5EAU4Zeg19LyCP7SoH5nA\n";

#[test]
fn a_header_is_counted_and_nothing_behind_it_is_read() {
    let text = format!(
        "age-encryption.org/v1\n-> X25519 a\nbody\n-> X25519 b\nbody\n-> x-grease\n\n-> ssh-ed25519 c\nbody\n{MAC}behind"
    );
    let mut input = text.as_bytes();
    let header = Header::read(&mut input, &Bounds::default()).expect("reads");
    assert_eq!((header.keys, header.others, header.work_factor), (2, 1, None));
    assert_eq!(input, b"behind");
}

#[test]
fn the_work_is_refused_before_it_is_done() {
    // 2^63 would need 8 EiB; reading the header must not try.
    for (factor, found) in [("21", 21), ("63", 63), ("255", 255), ("999", 255)] {
        let error = scan(&format!(
            "age-encryption.org/v1\n-> scrypt c2FsdA {factor}\nbody\n{MAC}"
        ));
        match error {
            Err(HandoverError::KdfTooCostly {
                found: told,
                most: MOST_WORK,
            }) => assert_eq!(told, found),
            other => panic!("{factor}: {other:?}"),
        }
    }
    for nonsense in ["", " ", "-1", "1e9", "0x10", "99999999999999999999", "１８"] {
        let text = format!("age-encryption.org/v1\n-> scrypt c2FsdA {nonsense}\nbody\n{MAC}");
        assert!(matches!(scan(&text), Err(HandoverError::Damaged)), "{nonsense}");
    }
    let usual = scan(&format!(
        "age-encryption.org/v1\n-> scrypt c2FsdA 18\nbody\n{MAC}"
    ));
    assert_eq!(usual.expect("reads").work_factor, Some(18));
}

#[test]
fn size_and_recipients_are_bounded() {
    let many = "-> X25519 a\nbody\n".repeat(66);
    assert!(matches!(
        scan(&format!("age-encryption.org/v1\n{many}{MAC}")),
        Err(HandoverError::TooLarge {
            what: Measure::Recipients,
            ..
        })
    ));
    let long = "a".repeat(40_000);
    for text in [
        format!("age-encryption.org/v1\n-> X25519 {long}\n{MAC}"),
        format!("age-encryption.org/v1\n-> X25519 a\n{}", "body\n".repeat(10_000)),
    ] {
        assert!(matches!(
            scan(&text),
            Err(HandoverError::TooLarge {
                what: Measure::Header,
                ..
            })
        ));
    }
    // A file without end and without a line break is not read to its end.
    let mut endless = io::BufReader::new(io::repeat(b'a'));
    assert!(matches!(
        Header::read(&mut endless, &Bounds::default()),
        Err(HandoverError::Foreign)
    ));
}

#[test]
fn foreign_newer_and_cut_files_are_told_apart() {
    for foreign in [
        "",
        "PK\u{3}\u{4}",
        "-----BEGIN AGE ENCRYPTED FILE-----\n",
        "age-encryption.org/x1\n",
        "age-encryption.org/v0\n",
        "age-encryption.org/v\n",
    ] {
        assert!(matches!(scan(foreign), Err(HandoverError::Foreign)), "{foreign}");
    }
    assert!(matches!(
        scan("age-encryption.org/v2\nwhatever"),
        Err(HandoverError::Newer { found: 2, known: 1 })
    ));
    let whole = format!("age-encryption.org/v1\n-> X25519 a\nbody\n{MAC}");
    for end in 1..whole.len() {
        assert!(
            matches!(scan(&whole[..end]), Err(HandoverError::Truncated)),
            "{end}"
        );
    }
}

#[test]
fn sealing_has_its_own_rules() {
    let someone = Recipient::from_bytes([9; 32]).expect("a key");
    let passphrase = |words, work_factor| SealTo::Passphrase { words, work_factor };
    assert!(matches!(
        SealTo::Recipients(&[]).check(),
        Err(HandoverError::RecipientsUnfit)
    ));
    assert!(matches!(
        SealTo::Recipients(&[someone, someone]).check(),
        Err(HandoverError::RecipientsUnfit)
    ));
    assert!(matches!(
        passphrase("", 18).check(),
        Err(HandoverError::PassphraseEmpty)
    ));
    assert!(matches!(
        passphrase("words", LEAST_WORK - 1).check(),
        Err(HandoverError::KdfTooWeak)
    ));
    assert!(matches!(
        passphrase("words", MOST_WORK + 1).check(),
        Err(HandoverError::KdfTooCostly { .. })
    ));
    assert!(!format!("{:?} {:?}", passphrase("hidden", 18), Key::Passphrase("hidden")).contains("hidden"));
}

#[test]
fn the_length_of_a_file_is_known_from_its_content() {
    let header = Header {
        bytes: vec![0; 100],
        keys: 1,
        others: 0,
        work_factor: None,
    };
    assert_eq!(header.sealed_length(0), 100 + 16 + 16);
    assert_eq!(header.sealed_length(65_536), 100 + 16 + 65_536 + 16);
    assert_eq!(header.sealed_length(65_537), 100 + 16 + 65_537 + 32);
}
