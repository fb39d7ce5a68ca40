//! Hand-overs of every version open, for good.

mod support;

use std::path::Path;
use support::{ADA, BOB, Case, EVE, WORDS, code, person, receive, rows};
use uuid::Uuid;
use valise_handover::Key;

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    std::fs::read(path).expect("the fixture")
}

#[test]
fn version_1_opens() {
    let (bob, ada) = (person(BOB), person(ADA));
    let sealed = [
        ("v1-recipients.valise", Key::Identity(&bob)),
        ("v1-recipients.valise", Key::Identity(&ada)),
        ("v1-passphrase.valise", Key::Passphrase(WORDS)),
    ];
    for (name, key) in sealed {
        let received = receive(&fixture(name), &key).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(received.rows, rows()[..4], "{name}");
        assert_eq!(received.evidence, Case::default().evidence, "{name}");
        let manifest = received.manifest;
        assert_eq!(manifest.client, Uuid::from_u128(0xc11e));
        assert_eq!(
            (manifest.codename.as_str(), manifest.made_ms),
            ("Plover", 1_790_000_000_000)
        );
        assert_eq!((manifest.base.commit, manifest.base.chain_head), (41, [0x11; 32]));
        assert_eq!(
            manifest.sender().expect("a sender"),
            ada.contact("Ada").expect("a card")
        );
    }
    let wrong = code(&fixture("v1-recipients.valise"), &Key::Identity(&person(EVE)));
    assert_eq!(wrong, "handover.wrong_key");
    let wrong = code(&fixture("v1-passphrase.valise"), &Key::Passphrase("other words"));
    assert_eq!(wrong, "handover.wrong_passphrase");
}
