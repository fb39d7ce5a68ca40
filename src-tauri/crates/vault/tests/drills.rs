//! Drills: a backup is opened and read to its end, and leaves nothing behind.

mod support;

use std::fs;
use support::insert;
use support::stick::{back_up, desk, names};
use valise_vault::{BackupManifest, Cancel, DrillOutcome, Passphrase, VaultError, drill, verify_backup};

fn quiet(_: u64, _: u64) {}

fn words() -> Passphrase {
    Passphrase::from(support::WORDS)
}

#[test]
fn a_drill_opens_what_can_be_opened_and_says_what_cannot() {
    let (mut desk, standard, strict, stick) = desk();
    let made = back_up(&mut desk, &stick);
    let temp = tempfile::tempdir().expect("a temporary folder");
    let drilled = desk
        .vault()
        .drill(&made.path, &words(), temp.path(), &mut quiet, &Cancel::new())
        .expect("drills");
    assert!(drilled.is_sound(), "{drilled:?}");
    assert!(names(temp.path()).is_empty(), "nothing stays");
    for client in &drilled.clients {
        assert!(
            matches!(
                client.outcome,
                DrillOutcome::Sound {
                    rows: 1,
                    entries: 1,
                    ..
                }
            ),
            "{client:?}"
        );
    }
    assert_eq!(drilled.clients.len(), 2);
    assert!(desk.vault().copies().expect("lists")[0].verified_ms.is_some());

    // On a machine without the Strict client's secret.
    let (elsewhere, _) = support::environment();
    let never = Cancel::new();
    let drilled = drill(&made.path, &words(), temp.path(), &elsewhere, &mut quiet, &never).expect("drills");
    assert!(drilled.is_sound());
    let outcome = |id| {
        &drilled
            .clients
            .iter()
            .find(|client| client.id == id)
            .expect("listed")
            .outcome
    };
    assert!(matches!(
        outcome(standard),
        DrillOutcome::Sound { evidence: 1, .. }
    ));
    assert!(matches!(outcome(strict), DrillOutcome::SheetNeeded));

    let wrong = Passphrase::from("other words");
    assert!(matches!(
        drill(&made.path, &wrong, temp.path(), &elsewhere, &mut quiet, &never),
        Err(VaultError::WrongPassphrase)
    ));
    assert!(names(temp.path()).is_empty(), "also not after a failure");
    let stopped = Cancel::new();
    stopped.cancel();
    assert!(matches!(
        drill(
            &made.path,
            &words(),
            temp.path(),
            &elsewhere,
            &mut quiet,
            &stopped
        ),
        Err(VaultError::Cancelled)
    ));
    assert!(names(temp.path()).is_empty());
}

#[test]
fn a_drill_finds_what_hashes_cannot() {
    // A backup whose manifest was written for its altered files is whole without a key, and is told
    // with one.
    let (mut desk, standard, _, stick) = desk();
    let first = back_up(&mut desk, &stick);
    let mut store = desk.vault().open_client(standard).expect("opens");
    insert(&mut store, "findings", "{}");
    store.close().expect("closes");
    let second = back_up(&mut desk, &stick);
    // The older data file with the newer manifest, hashes and all.
    let file = format!("clients/{standard}/data.db");
    fs::copy(first.path.join(&file), second.path.join(&file)).expect("copies");
    let old = BackupManifest::read(&first.path).expect("reads");
    let new = BackupManifest::read(&second.path).expect("reads");
    let said = |manifest: &BackupManifest| {
        let found = manifest
            .files
            .iter()
            .find(|entry| entry.path == file)
            .expect("listed");
        (found.sha256.clone(), found.length)
    };
    let ((old_hash, old_length), (new_hash, new_length)) = (said(&old), said(&new));
    assert_ne!(old_hash, new_hash);
    let manifest = second.path.join("backup.json");
    let text = fs::read_to_string(&manifest)
        .expect("reads")
        .replace(&new_hash, &old_hash);
    let text = text.replace(
        &format!("\"length\": {new_length}"),
        &format!("\"length\": {old_length}"),
    );
    let forged = resealed(&text);
    fs::write(&manifest, forged).expect("writes");
    let check = verify_backup(&second.path, &mut quiet, &Cancel::new()).expect("verifies");
    assert!(check.is_sound(), "{:?}", check.faults);
    let temp = tempfile::tempdir().expect("a temporary folder");
    let drilled = desk
        .vault()
        .drill(&second.path, &words(), temp.path(), &mut quiet, &Cancel::new())
        .expect("drills");
    assert!(!drilled.is_sound());
    let client = drilled
        .clients
        .iter()
        .find(|client| client.id == standard)
        .expect("listed");
    assert!(
        matches!(client.outcome, DrillOutcome::Faulty(_) | DrillOutcome::OtherHead),
        "{client:?}"
    );
    let known = desk.vault().copies().expect("lists");
    assert!(
        known.iter().all(|copy| copy.verified_ms.is_none()),
        "not noted as verified"
    );
}

/// The manifest with its own hash made right again, as somebody with the source code could.
fn resealed(text: &str) -> String {
    use sha2::Digest;
    let at = text.rfind("\"sha256\": \"").expect("its own hash") + "\"sha256\": \"".len();
    let open = format!("{}{}", &text[..at], &text[at + 64..]);
    // Compact, as it is hashed: without the white space that is not inside of a string.
    let (mut compact, mut quoted) = (String::new(), false);
    for letter in open.chars() {
        quoted ^= letter == '"';
        if quoted || !letter.is_whitespace() {
            compact.push(letter);
        }
    }
    let hash: String = sha2::Sha256::digest(compact)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{}{hash}{}", &text[..at], &text[at + 64..])
}
