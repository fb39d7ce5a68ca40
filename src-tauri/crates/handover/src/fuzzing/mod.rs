//! The one door for random bytes: what the reader of hand-overs has to hold, whatever it is given. Compiled for
//! tests and for `fuzz/`, and in no program.
//!
//! Behind an envelope and a signature no random byte is ever met, and so each parser is fed by itself as well, and
//! the whole archive as a faulty sender would have signed it.

mod taken;

use crate::archive;
use crate::bounds::Bounds;
use crate::envelope::{Header, Key};
use crate::identity::{Contact, Identity};
use crate::manifest::{Blob, MANIFEST, Part, SIGNATURE, Sender, read_manifest, write_manifest};
use crate::read::{open, unpack};
use crate::row::{Row, parse_rows_line, write_line};
use crate::signature;
use crate::source::{Source, Watch};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};
use taken::{taken, within_bounds};

/// Small, so that a run measures the parsers and not the memory.
const BOUNDS: Bounds = Bounds {
    header: 1 << 10,
    recipients: 3,
    work_factor: 6,
    manifest: 1 << 14,
    parts: 12,
    part_bytes: 1 << 13,
    total_bytes: 1 << 15,
    rows: 40,
    rows_bytes: 1 << 14,
    row_bytes: 1 << 11,
    depth: 6,
};
const WORDS: &str = "harbour copper lantern seven quilt";

/// As in `tests/support`, whose hand-overs are among the seeds.
static ADA: LazyLock<Identity> = LazyLock::new(|| Identity::from_seed(&[0xa0; 32]).expect("an identity"));
static BOB: LazyLock<Identity> = LazyLock::new(|| Identity::from_seed(&[0xb0; 32]).expect("an identity"));

/// No input panics, and what is taken is within its bounds and can be handed on.
///
/// # Panics
/// Where that does not hold.
pub fn handover(bytes: &[u8]) {
    envelope(bytes);
    card(bytes);
    manifest(bytes);
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        row(line, number);
    }
    for header in [to_keys(1), to_keys(2)] {
        received(bytes, &header, &Key::Identity(&BOB));
    }
    received(
        bytes,
        &Header {
            work_factor: Some(2),
            ..to_keys(0)
        },
        &Key::Passphrase(WORDS),
    );
    signed(bytes);
}

/// The file as it comes.
fn envelope(bytes: &[u8]) {
    let stop = AtomicBool::new(false);
    for key in [Key::Identity(&BOB), Key::Passphrase(WORDS)] {
        if let Ok(opened) = open(bytes, &key, &BOUNDS, &stop) {
            taken(opened);
        }
    }
}

fn card(bytes: &[u8]) {
    let Ok(card) = String::from_utf8_lossy(bytes).parse::<Contact>() else {
        return;
    };
    let again = card
        .to_string()
        .parse::<Contact>()
        .expect("a card that was read reads");
    assert_eq!(again, card, "writing and reading changed the card");
    let fingerprint = card.public().fingerprint();
    assert!(fingerprint.matches(&fingerprint.to_string()));
}

fn manifest(bytes: &[u8]) {
    let Ok(manifest) = read_manifest(bytes, &BOUNDS) else {
        return;
    };
    within_bounds(&manifest);
    let written = write_manifest(&manifest).expect("what was read can be written");
    // For people it is written with more space than a machine needs.
    let again = read_manifest(&written, &Bounds::default()).expect("what was written reads");
    assert_eq!(again, manifest, "writing and reading changed the manifest");
}

fn row(line: &[u8], number: u64) {
    let Ok(row) = parse_rows_line(line, number, &BOUNDS) else {
        return;
    };
    let mut written = Vec::new();
    write_line(&row, number, &Bounds::default(), &mut written).expect("what was read can be written");
    let line = written.strip_suffix(b"\n").expect("one line");
    assert!(!line.contains(&b'\n'), "a row takes one line");
    let again = parse_rows_line(line, number, &Bounds::default()).expect("what was written reads");
    assert_eq!(again, on_one_line(row), "writing and reading changed the row");
}

/// Bare line breaks between values become spaces.
fn on_one_line(row: Row) -> Row {
    Row {
        doc: row.doc.replace(['\n', '\r'], " "),
        ..row
    }
}

/// What an envelope to so many keys would say.
fn to_keys(keys: usize) -> Header {
    Header {
        bytes: Vec::new(),
        keys,
        others: 0,
        work_factor: None,
    }
}

/// The archive as it lies in an envelope that opened.
fn received(plain: &[u8], header: &Header, key: &Key<'_>) -> bool {
    let stop = AtomicBool::new(false);
    let source = Source::new(Box::new(plain), Arc::new(Watch::default()), &stop);
    match unpack(source, header, key, &BOUNDS) {
        Ok(opened) => taken(opened),
        Err(_) => false,
    }
}

/// Manifest, rows and evidence with a zero byte between them: as they are, and with whatever else is wrong put right,
/// signed by Ada. Whether the latter was whole.
fn signed(bytes: &[u8]) -> bool {
    let mut pieces = bytes.split(|byte| *byte == 0);
    let front = pieces.next().unwrap_or_default();
    let parts: Vec<&[u8]> = pieces.collect();
    seal(front, &parts);
    let Ok(Value::Object(mut doc)) = serde_json::from_slice(front) else {
        return false;
    };
    put_right(&mut doc, &parts);
    seal(Value::Object(doc).to_string().as_bytes(), &parts)
}

fn seal(front: &[u8], parts: &[&[u8]]) -> bool {
    let Ok(manifest) = read_manifest(front, &BOUNDS) else {
        return false;
    };
    let mut plain = Vec::new();
    let mut put = |name: &str, bytes: &[u8]| {
        let size = bytes.len() as u64;
        plain.extend_from_slice(&archive::header(name, size));
        plain.extend_from_slice(bytes);
        plain.extend_from_slice(&[0; archive::BLOCK][..archive::padding(size)]);
    };
    put(MANIFEST, front);
    put(
        SIGNATURE,
        &ADA.sign(&signature::message(front, &manifest.recipients)),
    );
    for (part, bytes) in manifest.parts.iter().zip(parts) {
        put(&part.name, bytes);
    }
    plain.extend_from_slice(&[0; archive::END]);
    let key = if manifest.passphrase {
        Key::Passphrase(WORDS)
    } else {
        Key::Identity(&BOB)
    };
    let whole = received(&plain, &to_keys(manifest.recipients.len()), &key);
    if whole && plain.len() > archive::BLOCK {
        let cut = plain.len() - archive::BLOCK;
        assert!(
            !received(&plain[..cut], &to_keys(manifest.recipients.len()), &key),
            "a cut archive passed for a whole one"
        );
    }
    whole
}

/// Ada is the sender, and lengths, hashes and numbers are those of the parts.
fn put_right(doc: &mut serde_json::Map<String, Value>, parts: &[&[u8]]) {
    let hash = |bytes: &[u8]| <[u8; 32]>::from(Sha256::digest(bytes));
    let (rows, evidence) = parts
        .split_first()
        .map_or((&[][..], &[][..]), |(rows, rest)| (*rows, rest));
    let evidence = evidence.iter().map(|bytes| {
        Part::evidence(&Blob {
            sha256: hash(bytes),
            len: bytes.len() as u64,
        })
    });
    let mut listed = vec![Part::rows(rows.len() as u64, hash(rows))];
    listed.extend(evidence);
    let lines = rows.split_inclusive(|byte| *byte == b'\n');
    let read: Vec<Row> = lines
        .filter_map(|line| parse_rows_line(line.strip_suffix(b"\n")?, 1, &BOUNDS).ok())
        .collect();
    let mut sections = std::collections::BTreeMap::<&str, u64>::new();
    for row in &read {
        *sections.entry(&row.section).or_default() += 1;
    }
    let counts = json!({ "rows": read.len(), "evidence": listed.len() - 1, "sections": sections });
    let card = ADA.contact("Ada").expect("a card");
    doc.insert("counts".to_owned(), counts);
    doc.insert("parts".to_owned(), json!(listed));
    doc.insert("from".to_owned(), json!(Sender::new(&card)));
}

#[cfg(test)]
#[path = "../../../../../fuzz/properties/replay.rs"]
mod replay;

#[cfg(test)]
mod tests {
    #[test]
    fn every_seed_holds() {
        super::replay::replay("handover", super::handover);
    }

    #[test]
    fn a_hand_over_that_was_put_right_is_read_to_its_end() {
        // Otherwise every random byte would end at the same gate, and the property would hold of nothing.
        let seeds: [&[u8]; 2] = [
            include_bytes!("../../../../../fuzz/seeds/handover/parts"),
            include_bytes!("../../../../../fuzz/seeds/handover/parts-passphrase"),
        ];
        for seed in seeds {
            assert!(super::signed(seed));
        }
        let (manifest, rest) = seeds[0].split_at(seeds[0].iter().position(|byte| *byte == 0).expect("parts"));
        let other = [manifest, &rest[..rest.len() - 1]].concat();
        assert!(
            super::signed(&other),
            "shorter evidence is other evidence, and signed as that"
        );
    }
}
