//! A release's manifest and its signature. What nobody signed is not opened; and since a maker can be wrong, whatever
//! he signs is read without a panic, and means what it says.

use minisign::KeyPair;
use std::io::Cursor;
use std::sync::LazyLock;
use valise_update::{Refusal, ReleaseKey, Version};

/// A maker who signs anything. Lives as long as the process.
static MAKER: LazyLock<(KeyPair, ReleaseKey)> = LazyLock::new(|| {
    let pair = KeyPair::generate_unencrypted_keypair().expect("a pair of keys");
    let text = pair.pk.to_box().expect("a public key").to_string();
    let key = ReleaseKey::read(&text).expect("the same key");
    (pair, key)
});

pub fn holds(bytes: &[u8]) {
    let (pair, key) = &*MAKER;
    // The first line as the manifest, the rest as its signature, so that both readers are fed.
    let split = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(bytes.len());
    let (manifest, signature) = bytes.split_at(split);
    let unsigned = key.open(manifest, signature.get(1..).unwrap_or_default());
    assert!(
        matches!(
            unsigned,
            Err(Refusal::SignatureUnreadable | Refusal::SignatureFalse | Refusal::Malformed { .. })
        ),
        "nobody signed this: {unsigned:?}"
    );
    ReleaseKey::read(&String::from_utf8_lossy(bytes)).ok();

    let signature =
        minisign::sign(None, &pair.sk, Cursor::new(manifest), Some("any"), None).expect("a signature");
    let Ok(read) = key.open(manifest, signature.into_string().as_bytes()) else {
        return;
    };
    let installed = Version::new(0, 1, 0);
    if read.admit(&installed).is_ok() {
        assert!(
            read.release.cmp_precedence(&installed).is_ge()
                && read.release.cmp_precedence(&read.minimum).is_ge(),
            "{read:?} was admitted"
        );
    }
    let found = read.find(bytes).expect("memory can be read");
    assert!(
        found.is_err() || read.files.iter().any(|file| file.bytes == bytes.len() as u64),
        "a file of another length was found"
    );
}
