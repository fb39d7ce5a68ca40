//! Releases as the command line judges them: signed, not older, and this very file.

use minisign::KeyPair;
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::fs;
use std::io::Cursor;
use valise_tests::{Desk, Ran, wrote};

/// A folder with a key pair, a signed manifest and the file it names.
struct Release {
    desk: Desk,
    pair: KeyPair,
}

impl Release {
    fn of(release: &str, minimum: &str) -> Release {
        let pair = KeyPair::generate_unencrypted_keypair().unwrap();
        let desk = Desk::empty();
        wrote(
            &desk.path().join("valise.pub"),
            &pair.pk.to_box().unwrap().to_string(),
        );
        wrote(&desk.path().join("valise.deb"), "the bytes of a package");
        let made = Release { desk, pair };
        made.sign(release, minimum);
        made
    }

    /// Writes the manifest anew and signs it.
    fn sign(&self, release: &str, minimum: &str) {
        let package = fs::read(self.desk.path().join("valise.deb")).unwrap();
        let hash: String = Sha256::digest(&package)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let manifest = format!(
            "{{\"format\":\"valise-update\",\"version\":1,\"release\":\"{release}\",\"minimum\":\"{minimum}\",\
             \"files\":[{{\"name\":\"valise_{release}.deb\",\"bytes\":{},\"sha256\":\"{hash}\"}}]}}",
            package.len()
        );
        let signature = minisign::sign(None, &self.pair.sk, Cursor::new(&manifest), None, None);
        wrote(&self.desk.path().join("manifest.json"), &manifest);
        wrote(
            &self.desk.path().join("manifest.json.minisig"),
            &signature.unwrap().into_string(),
        );
    }

    fn verify(&self, more: &[&str]) -> Ran {
        let folder = self.desk.path();
        let [manifest, file] =
            ["manifest.json", "valise.deb"].map(|name| folder.join(name).display().to_string());
        let mut words = vec!["update", "verify", &manifest, &file];
        words.extend(more);
        let words: Vec<&OsStr> = words.into_iter().map(OsStr::new).collect();
        self.desk.bare(&words, &[])
    }

    fn verify_with_its_key(&self) -> Ran {
        let key = self.desk.path().join("valise.pub").display().to_string();
        self.verify(&["--public-key", &key])
    }
}

#[test]
fn a_signed_newer_release_is_said_to_be_ours() {
    let release = Release::of("99.0.0", "0.1.0");
    let ran = release.verify_with_its_key();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out.contains("signed and whole") && ran.out.contains("99.0.0"),
        "{ran:?}"
    );
}

#[test]
fn a_floor_above_this_version_is_said_aloud() {
    let ran = Release::of("99.0.0", "98.0.0").verify_with_its_key();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("below the floor 98.0.0"), "{ran:?}");
}

#[test]
fn a_downgrade_a_low_floor_a_changed_file_and_a_false_signature_are_refused() {
    let refused = |release: &Release, words: &str| {
        let ran = release.verify_with_its_key();
        assert_eq!(ran.code, 6, "{ran:?}");
        assert!(ran.err.contains(words), "{words:?} is not said: {ran:?}");
        assert_eq!(ran.out, "", "a refusal says nothing good");
    };
    refused(&Release::of("0.0.1", "0.0.1"), "older than this version");
    refused(&Release::of("99.0.0", "99.1.0"), "below the oldest version");

    let release = Release::of("99.0.0", "0.1.0");
    wrote(
        &release.desk.path().join("valise.deb"),
        "the bytes of another pack",
    );
    refused(&release, "none of that release");

    let release = Release::of("99.0.0", "0.1.0");
    let manifest = release.desk.path().join("manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    wrote(&manifest, &text.replace("99.0.0", "99.0.1"));
    refused(&release, "does not hold");
}

#[test]
fn without_a_release_key_nothing_is_judged() {
    let ran = Release::of("99.0.0", "0.1.0").verify(&[]);
    // As long as the project has made no key, this is what everybody gets; with one, a stranger's signature is false.
    assert_eq!(ran.code, 6, "{ran:?}");
    assert!(
        ran.err.contains("no release key") || ran.err.contains("does not hold"),
        "{ran:?}"
    );
}

#[test]
fn a_manifest_without_its_signature_is_not_found() {
    let release = Release::of("99.0.0", "0.1.0");
    fs::remove_file(release.desk.path().join("manifest.json.minisig")).unwrap();
    let ran = release.verify_with_its_key();
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(ran.err.contains("manifest.json.minisig"), "{ran:?}");
}
