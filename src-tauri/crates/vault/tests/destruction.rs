//! Destruction: what goes, what is said of it, how far it reaches, and what a crash leaves.

#![allow(clippy::print_stdout, reason = "how a process tells its parent")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use support::{Desk, child, insert};
use uuid::Uuid;
use valise_vault::{
    Cancel, CopyKind, CredentialError, CredentialOutcome, CredentialStore, Destruction, Expiry, Level,
    NewCopy, OpenVault, Passphrase, Secret32, VaultError, restore_backup,
};

const KEEP: i64 = 1_800_000_000_000;

fn quiet(_: u64, _: u64) {}

fn words() -> Passphrase {
    Passphrase::from(support::WORDS)
}

fn client(desk: &mut Desk, codename: &str, level: Level) -> Uuid {
    let id = desk.vault().add_client(codename, level, false).expect("adds");
    let mut store = desk.vault().open_client(id).expect("opens");
    insert(&mut store, "findings", &format!(r#"{{"of":"{codename}"}}"#));
    store
        .evidence_import(&mut &[3_u8; 400_000][..], None, &mut quiet, &Cancel::new())
        .expect("imports");
    store.snapshot(&mut quiet, &Cancel::new()).expect("takes");
    store.close().expect("closes");
    id
}

fn back_up(desk: &mut Desk, keep_until_ms: Option<i64>) -> PathBuf {
    let stick = desk.dir.path().join("stick");
    fs::create_dir_all(&stick).expect("makes");
    desk.vault()
        .backup(&stick, keep_until_ms, &mut quiet, &Cancel::new())
        .expect("backs up")
        .path
}

/// The backup, restored on a machine with an empty credential store.
fn elsewhere(backup: &Path) -> (tempfile::TempDir, OpenVault) {
    let machine = tempfile::tempdir().expect("another machine");
    let to = machine.path().join("vault");
    restore_backup(backup, &to, &mut quiet, &Cancel::new()).expect("restores");
    let (environment, _) = support::environment();
    let vault = OpenVault::unlock(&to, &words(), &environment, &Cancel::new()).expect("unlocks");
    (machine, vault)
}

fn destroy(desk: &mut Desk, id: Uuid, codename: &str) -> Destruction {
    let said = desk.vault().destroy(id, codename).expect("destroys");
    assert!(said.refused, "tried again and refused");
    assert!(said.finished);
    assert!(!desk.client_dir(id).exists());
    assert!(matches!(
        desk.vault().open_client(id),
        Err(VaultError::NoSuchClient)
    ));
    assert_eq!(desk.vault().destructions().expect("kept").last(), Some(&said));
    said
}

#[test]
fn a_strict_client_is_gone_from_earlier_backups_too() {
    let mut desk = Desk::new();
    let wren = client(&mut desk, "Wren", Level::Strict);
    let plover = client(&mut desk, "Plover", Level::Standard);
    let backup = back_up(&mut desk, Some(KEEP));
    let folder = desk.client_dir(wren);
    let bytes = |name: &str| fs::metadata(folder.join(name)).expect("there").len();
    let meant = [
        ("data.db", bytes("data.db")),
        ("evidence.db", bytes("evidence.db")),
        ("keyslots.a", bytes("keyslots.a")),
        ("keyslots.b", bytes("keyslots.b")),
    ];
    let head = {
        let store = desk.vault().open_client(wren).expect("opens");
        let head = store.chain_head().expect("its head");
        store.close().expect("closes");
        head.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let entry = desk
        .vault()
        .clients()
        .expect("lists")
        .into_iter()
        .find(|entry| entry.id == wren)
        .expect("listed");
    let said = destroy(&mut desk, wren, "Wren");
    assert_eq!((said.client, said.level, said.epoch), (wren, Level::Strict, 1));
    assert_eq!(
        (said.seq, &said.head, said.created_ms),
        (1, &head, entry.created_ms)
    );
    assert!(said.destroyed_ms > said.created_ms);
    for (name, bytes) in meant {
        let file = said
            .removed
            .iter()
            .find(|file| file.name == name)
            .expect("listed");
        assert_eq!(file.bytes, bytes, "{name}");
    }
    let snapshots = said
        .removed
        .iter()
        .filter(|file| file.name.starts_with("snap/"))
        .count();
    assert_eq!(snapshots, 1);
    assert_eq!(said.credential, CredentialOutcome::Deleted);
    assert_eq!(said.copies.len(), 1);
    assert_eq!(
        (said.copies[0].opens, said.copies[0].keep_until_ms),
        (false, Some(KEEP))
    );
    assert_eq!(
        said.last_expiry,
        Expiry::None,
        "no backup opens it with the passphrase"
    );
    let (key, secret) = (
        said.key_fingerprint.expect("a label"),
        said.secret_fingerprint.expect("a label"),
    );
    assert!(key.len() == 64 && secret.len() == 64 && key != secret);

    // On this machine, whose credential store forgot it, and on another one.
    let here = desk.dir.path().join("here");
    restore_backup(&backup, &here, &mut quiet, &Cancel::new()).expect("restores");
    let restored = OpenVault::unlock(&here, &words(), &desk.environment, &Cancel::new()).expect("unlocks");
    let (_machine, there) = elsewhere(&backup);
    for vault in [&restored, &there] {
        assert!(matches!(vault.open_client(wren), Err(VaultError::SheetNeeded)));
        let store = vault.open_client(plover).expect("the others open");
        assert!(
            store
                .check(true, &mut quiet, &Cancel::new())
                .expect("checks")
                .is_sound()
        );
        store.close().expect("closes");
    }
}

#[test]
fn a_standard_client_lives_on_in_backups_and_the_date_is_said() {
    let mut desk = Desk::new();
    let plover = client(&mut desk, "Plover", Level::Standard);
    let early = back_up(&mut desk, Some(KEEP));
    let late = back_up(&mut desk, Some(KEEP + 5));
    client(&mut desk, "Wren", Level::Standard);
    let out = desk.dir.path().join("plover.valise");
    let handed = NewCopy {
        kind: CopyKind::Handover,
        client: plover,
        place: &out,
        keep_until_ms: None,
    };
    desk.vault().note_copy(&handed).expect("notes");
    let said = destroy(&mut desk, plover, "Plover");
    assert_eq!(
        (said.level, said.credential),
        (Level::Standard, CredentialOutcome::NotUsed)
    );
    assert_eq!(said.last_expiry, Expiry::On(KEEP + 5));
    let kinds: Vec<_> = said.copies.iter().map(|copy| (copy.kind, copy.opens)).collect();
    assert_eq!(
        kinds,
        [
            (CopyKind::Backup, true),
            (CopyKind::Backup, true),
            (CopyKind::Handover, true)
        ]
    );
    for backup in [&early, &late] {
        let (_machine, vault) = elsewhere(backup);
        let store = vault
            .open_client(plover)
            .expect("the promise of Standard is smaller");
        assert_eq!(store.rows().expect("rows").len(), 1);
        store.close().expect("closes");
    }
}

#[test]
fn the_date_follows_what_is_known_of_the_copies() {
    let mut desk = Desk::new();
    let gone = client(&mut desk, "Gone", Level::Standard);
    let moved = client(&mut desk, "Moved", Level::Standard);
    let undated = client(&mut desk, "Undated", Level::Standard);
    back_up(&mut desk, Some(KEEP));
    let copy = desk.vault().copies().expect("lists")[0].id;
    desk.vault().set_level(moved, Level::Strict).expect("reseals");
    let fresh = client(&mut desk, "Fresh", Level::Strict);
    let said = destroy(&mut desk, fresh, "Fresh");
    assert_eq!(
        (said.copies.len(), said.last_expiry),
        (0, Expiry::None),
        "no copy holds it"
    );
    let said = destroy(&mut desk, moved, "Moved");
    assert_eq!(said.level, Level::Strict);
    assert_eq!(
        said.last_expiry,
        Expiry::On(KEEP),
        "the backup from when it was Standard opens what it was then"
    );
    desk.vault()
        .forget_copy(copy)
        .expect("somebody says that it is gone");
    let said = destroy(&mut desk, gone, "Gone");
    assert_eq!(said.last_expiry, Expiry::None);
    assert!(said.copies[0].forgotten_ms.is_some() && !said.copies[0].opens);
    back_up(&mut desk, None);
    back_up(&mut desk, Some(KEEP));
    assert_eq!(
        destroy(&mut desk, undated, "Undated").last_expiry,
        Expiry::Undated
    );
}

#[test]
fn only_its_codename_destroys_it() {
    let mut desk = Desk::new();
    let id = client(&mut desk, "Plover", Level::Standard);
    for typed in ["", "plover", "Plove", "Wren"] {
        assert!(matches!(
            desk.vault().destroy(id, typed),
            Err(VaultError::CodenameMismatch)
        ));
    }
    assert!(matches!(
        desk.vault().destroy(Uuid::nil(), "Plover"),
        Err(VaultError::NoSuchClient)
    ));
    let store = desk.vault().open_client(id).expect("opens");
    assert!(matches!(
        desk.vault().destroy(id, "Plover"),
        Err(VaultError::ClientOpen)
    ));
    store.close().expect("closes");
    desk.lock();
    desk.unlock().expect("unlocks");
    assert!(
        matches!(desk.vault().remove_client(id), Err(VaultError::NotASample)),
        "there is no way around the certificate"
    );
    let store = desk.vault().open_client(id).expect("is as it was");
    assert_eq!(store.rows().expect("rows").len(), 1);
    store.close().expect("closes");
    assert!(desk.vault().destructions().expect("none").is_empty());
    destroy(&mut desk, id, " Plover ");
}

#[test]
fn a_damaged_or_sheetless_client_can_be_destroyed() {
    let mut desk = Desk::new();
    let damaged = client(&mut desk, "Plover", Level::Standard);
    let sheetless = client(&mut desk, "Wren", Level::Strict);
    for copy in ["keyslots.a", "keyslots.b"] {
        fs::write(desk.client_dir(damaged).join(copy), "x").expect("writes");
    }
    desk.credentials
        .delete(&format!("client/{sheetless}"))
        .expect("forgets");
    let said = destroy(&mut desk, damaged, "Plover");
    assert!(said.key_fingerprint.is_none() && said.secret_fingerprint.is_some());
    let said = destroy(&mut desk, sheetless, "Wren");
    assert!(said.key_fingerprint.is_none() && said.secret_fingerprint.is_none());
}

#[test]
fn a_secret_that_stays_behind_is_said_and_tried_again() {
    let mut desk = Desk::new();
    let id = client(&mut desk, "Wren", Level::Strict);
    desk.lock();
    // A store that keeps what it should forget: the proof must see it.
    let stubborn = Arc::new(Stubborn(desk.credentials.clone()));
    let friendly = desk.environment.credentials.clone();
    desk.environment.credentials = stubborn;
    desk.unlock().expect("unlocks");
    let said = desk.vault().destroy(id, "Wren").expect("destroys");
    assert_eq!(
        said.credential,
        CredentialOutcome::Failed(CredentialError::Locked)
    );
    assert!(
        !said.refused,
        "the old header opens with the secret that is still there"
    );
    assert!(!said.finished);
    assert!(!desk.client_dir(id).exists(), "the rest is done all the same");
    desk.lock();
    desk.unlock()
        .expect("a store that still refuses keeps nobody out");
    desk.lock();
    desk.environment.credentials = friendly;
    desk.unlock().expect("unlocks");
    let said = desk.vault().destructions().expect("kept").remove(0);
    assert_eq!(
        (said.credential, said.refused, said.finished),
        (CredentialOutcome::Deleted, true, true)
    );
    assert!(
        desk.credentials
            .get(&format!("client/{id}"))
            .expect("answers")
            .is_none()
    );
}

/// Gives and keeps, and forgets nothing.
struct Stubborn(Arc<valise_vault::MemoryCredentials>);

impl CredentialStore for Stubborn {
    fn put(&self, name: &str, secret: &Secret32) -> Result<(), CredentialError> {
        self.0.put(name, secret)
    }

    fn get(&self, name: &str) -> Result<Option<Secret32>, CredentialError> {
        self.0.get(name)
    }

    fn delete(&self, _: &str) -> Result<(), CredentialError> {
        Err(CredentialError::Locked)
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("makes");
    for entry in fs::read_dir(from).expect("lists") {
        let entry = entry.expect("entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copies");
        }
    }
}

#[test]
fn what_a_crash_left_of_the_files_goes_with_the_next_unlock() {
    let mut desk = Desk::new();
    for (codename, level) in [("Plover", Level::Standard), ("Wren", Level::Strict)] {
        let id = client(&mut desk, codename, level);
        let (folder, aside) = (desk.client_dir(id), desk.dir.path().join(codename));
        copy(&folder, &aside);
        let secret = desk.credentials.get(&format!("client/{id}")).expect("answers");
        destroy(&mut desk, id, codename);
        desk.lock();
        // As if it had been killed right after the registry's step.
        copy(&aside, &folder);
        if let Some(secret) = &secret {
            desk.credentials
                .put(&format!("client/{id}"), secret)
                .expect("keeps");
        }
        let reading = OpenVault::unlock_to_read(&desk.path(), &words(), &desk.environment, &Cancel::new())
            .expect("unlocks");
        assert!(
            matches!(reading.open_client(id), Err(VaultError::NoSuchClient)),
            "it never opens again"
        );
        assert!(folder.exists(), "a reader removes nothing");
        drop(reading);
        desk.unlock().expect("unlocks");
        assert!(!folder.exists());
        assert!(
            desk.credentials
                .get(&format!("client/{id}"))
                .expect("answers")
                .is_none()
        );
        let said = desk.vault().destructions().expect("kept").pop().expect("one");
        assert!(said.finished && said.refused && said.client == id);
    }
}

/// Keeps secrets in files, so that two processes share them.
struct FileCredentials(PathBuf);

impl CredentialStore for FileCredentials {
    fn put(&self, _: &str, secret: &Secret32) -> Result<(), CredentialError> {
        fs::write(&self.0, secret.expose()).map_err(|_| CredentialError::Unavailable)
    }

    fn get(&self, _: &str) -> Result<Option<Secret32>, CredentialError> {
        let bytes = fs::read(&self.0).ok();
        Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map(Secret32::new))
    }

    fn delete(&self, _: &str) -> Result<(), CredentialError> {
        fs::remove_file(&self.0).ok();
        Ok(())
    }
}

#[test]
fn child_destroys_until_killed() {
    let Some(dir) = child::folder() else { return };
    let (mut environment, _) = support::environment();
    environment.credentials = Arc::new(FileCredentials(dir.with_extension("kept")));
    let mut vault = OpenVault::unlock(&dir, &words(), &environment, &Cancel::new()).expect("unlocks");
    let id = vault.clients().expect("lists").remove(0).id;
    println!("begins");
    let said = vault.destroy(id, "Wren").expect("destroys");
    println!("{said:?}");
}

#[test]
fn killed_while_destroying_it_is_whole_or_never_opens_again() {
    let mut desk = Desk::new();
    desk.lock();
    let kept = desk.path().with_extension("kept");
    desk.environment.credentials = Arc::new(FileCredentials(kept.clone()));
    desk.unlock().expect("unlocks");
    let id = client(&mut desk, "Wren", Level::Strict);
    desk.lock();
    let (model, secret) = (desk.dir.path().join("model"), fs::read(&kept).expect("reads"));
    copy(&desk.path(), &model);
    let (mut whole, mut gone) = (0, 0);
    for round in 0..24_u64 {
        fs::remove_dir_all(desk.path()).expect("removes");
        copy(&model, &desk.path());
        fs::write(&kept, &secret).expect("writes");
        let mut destroyer = child::again("child_destroys_until_killed", &desk.path())
            .spawn()
            .expect("starts");
        let mut lines = BufReader::new(destroyer.stdout.take().expect("its output")).lines();
        assert!(
            lines
                .by_ref()
                .map_while(Result::ok)
                .any(|line| line.contains("begins")),
            "round {round}"
        );
        std::thread::sleep(Duration::from_millis(round * 2));
        destroyer.kill().expect("kills");
        destroyer.wait().expect("is gone");
        desk.unlock().expect("unlocks");
        match desk.vault().open_client(id) {
            Ok(store) => {
                whole += 1;
                let report = store.check(true, &mut quiet, &Cancel::new()).expect("checks");
                assert!(report.is_sound() && report.rows == 1, "round {round}: {report:?}");
                assert_eq!(store.snapshots().expect("lists").len(), 1, "round {round}");
            }
            Err(VaultError::NoSuchClient) => {
                gone += 1;
                assert!(
                    !desk.client_dir(id).exists(),
                    "round {round}: the unlock finished it"
                );
                assert!(!kept.exists(), "round {round}");
                let said = desk.vault().destructions().expect("kept").remove(0);
                assert!(said.refused && said.finished, "round {round}: {said:?}");
            }
            Err(other) => panic!("round {round}: {other:?}"),
        }
        desk.lock();
    }
    println!("{whole} whole, {gone} gone");
    assert!(gone > 0, "the last rounds leave it time");
}
