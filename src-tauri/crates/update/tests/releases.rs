//! Releases that are ours, and everything that is not. Keys are made for each test and die with it.

use minisign::KeyPair;
use sha2::{Digest, Sha256};
use std::io::Cursor;
use valise_update::{Manifest, Refusal, ReleaseKey, Step, Version};

const PACKAGE: &[u8] = b"the bytes of a package";

fn pair() -> (KeyPair, ReleaseKey) {
    let pair = KeyPair::generate_unencrypted_keypair().expect("a pair of keys");
    let text = pair.pk.to_box().expect("a public key").to_string();
    let key = ReleaseKey::read(&text).expect("the same key");
    (pair, key)
}

fn sign(pair: &KeyPair, bytes: &[u8]) -> Vec<u8> {
    let signature = minisign::sign(None, &pair.sk, Cursor::new(bytes), Some("valise"), None);
    signature.expect("a signature").into_string().into_bytes()
}

fn manifest(release: &str, minimum: &str) -> String {
    let hash: String = Sha256::digest(PACKAGE)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!(
        r#"{{ "format": "valise-update", "version": 1, "release": "{release}", "minimum": "{minimum}",
            "files": [{{ "name": "valise_{release}_amd64.deb", "bytes": {}, "sha256": "{hash}" }}] }}"#,
        PACKAGE.len()
    )
}

fn opened(release: &str, minimum: &str) -> Manifest {
    let (pair, key) = pair();
    let text = manifest(release, minimum);
    key.open(text.as_bytes(), &sign(&pair, text.as_bytes()))
        .expect("a signed manifest")
}

fn version(text: &str) -> Version {
    text.parse().expect("a version")
}

#[test]
fn a_signed_release_with_its_file_is_ours() {
    let manifest = opened("0.2.0", "0.1.0");
    assert_eq!(manifest.admit(&version("0.1.0")), Ok(Step::Forward));
    assert_eq!(manifest.admit(&version("0.2.0")), Ok(Step::Again));
    let file = manifest.find(PACKAGE).expect("readable").expect("ours");
    assert_eq!(file.name, "valise_0.2.0_amd64.deb");
}

#[test]
fn every_changed_byte_of_a_manifest_breaks_the_signature() {
    let (pair, key) = pair();
    let text = manifest("0.2.0", "0.1.0").into_bytes();
    let signature = sign(&pair, &text);
    assert!(key.open(&text, &signature).is_ok());
    for at in 0..text.len() {
        let mut changed = text.clone();
        changed[at] ^= 1;
        assert_eq!(
            key.open(&changed, &signature),
            Err(Refusal::SignatureFalse),
            "byte {at} was changed"
        );
    }
}

#[test]
fn a_changed_signature_never_holds() {
    let (pair, key) = pair();
    let text = manifest("0.2.0", "0.1.0").into_bytes();
    let signature = sign(&pair, &text);
    let comment = signature
        .iter()
        .position(|byte| *byte == b'\n')
        .expect("a first line");
    // The first line is a comment that nobody vouches for; everything after it counts.
    for at in comment + 1..signature.len() - 1 {
        let mut changed = signature.clone();
        changed[at] ^= 1;
        let refused = key.open(&text, &changed);
        assert!(
            matches!(
                refused,
                Err(Refusal::SignatureFalse | Refusal::SignatureUnreadable)
            ),
            "byte {at} of the signature was changed: {refused:?}"
        );
    }
}

#[test]
fn another_key_is_another_maker() {
    let (_, key) = pair();
    let (stranger, _) = pair();
    let text = manifest("0.2.0", "0.1.0").into_bytes();
    assert_eq!(
        key.open(&text, &sign(&stranger, &text)),
        Err(Refusal::SignatureFalse)
    );
}

#[test]
fn an_older_release_is_refused_however_well_it_is_signed() {
    let manifest = opened("0.2.0", "0.1.0");
    for installed in ["0.2.1", "0.10.0", "1.0.0"] {
        assert_eq!(
            manifest.admit(&version(installed)),
            Err(Refusal::Downgrade {
                release: version("0.2.0"),
                installed: version(installed)
            }),
            "{installed} is installed"
        );
    }
    let candidate = opened("0.2.0-rc.1", "0.1.0");
    assert!(
        candidate.admit(&version("0.2.0")).is_err(),
        "a candidate is older than its release"
    );
}

#[test]
fn a_release_below_its_own_floor_is_refused() {
    assert_eq!(
        opened("0.2.0", "0.3.0").admit(&version("0.1.0")),
        Err(Refusal::BelowFloor {
            release: version("0.2.0"),
            floor: version("0.3.0")
        })
    );
}

#[test]
fn a_floor_above_the_installed_version_makes_the_step_overdue() {
    assert_eq!(
        opened("0.4.0", "0.3.0").admit(&version("0.2.0")),
        Ok(Step::Overdue)
    );
    assert_eq!(
        opened("0.4.0", "0.3.0").admit(&version("0.3.0")),
        Ok(Step::Forward)
    );
}

#[test]
fn another_file_is_not_of_the_release() {
    let manifest = opened("0.2.0", "0.1.0");
    let foreign = Err(Refusal::ForeignFile {
        release: version("0.2.0"),
    });
    let mut longer = PACKAGE.to_vec();
    longer.push(0);
    let mut changed = PACKAGE.to_vec();
    changed[3] ^= 1;
    for (what, bytes) in [
        ("nothing", &b""[..]),
        ("cut", &PACKAGE[..PACKAGE.len() - 1]),
        ("longer", &longer),
        ("changed", &changed),
    ] {
        assert_eq!(manifest.find(bytes).expect("readable"), foreign, "{what}");
    }
    // A stream without end is not read to its end.
    assert_eq!(manifest.find(std::io::repeat(7)).expect("readable"), foreign);
}

#[test]
fn a_signed_manifest_that_is_not_understood_is_refused() {
    let (pair, key) = pair();
    let good = manifest("0.2.0", "0.1.0");
    for (from, to) in [
        ("\"release\": \"0.2.0\"", "\"release\": \"two\""),
        ("\"minimum\"", "\"mimimum\""),
        ("\"files\"", "\"note\": 1, \"files\""),
        ("valise-update", "another-update"),
        ("\"name\": \"", "\"name\": \"../"),
        ("\"sha256\": \"", "\"sha256\": \"zz"),
    ] {
        let text = good.replace(from, to);
        assert_ne!(text, good, "{from} stands in the manifest");
        let refused = key.open(text.as_bytes(), &sign(&pair, text.as_bytes()));
        assert!(
            matches!(refused, Err(Refusal::Malformed { .. })),
            "{to}: {refused:?}"
        );
    }
    let newer = good.replace("\"version\": 1", "\"version\": 2");
    assert_eq!(
        key.open(newer.as_bytes(), &sign(&pair, newer.as_bytes())),
        Err(Refusal::Newer { version: 2 })
    );
}

#[test]
fn this_build_says_whether_it_has_a_release_key() {
    // The file in the repository is a comment until the project has made a key; then it is a key that reads.
    let lines = include_str!("../release-key.pub").lines().count();
    match ReleaseKey::built_in() {
        Err(Refusal::NoReleaseKey) => assert_eq!(lines, 1),
        other => assert!(other.is_ok() && lines == 2, "{other:?}"),
    }
}
