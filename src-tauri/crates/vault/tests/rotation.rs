//! Rotation: what was copied before opens nothing that is written afterwards.

mod support;

use std::fs;
use std::path::Path;
use support::folder::{contents, copy};
use support::{Desk, WORDS, confirmed_sheet, insert, recovery_key};
use uuid::Uuid;
use valise_vault::{
    Cancel, CredentialError, CredentialStore as _, Freshness, Level, OpenVault, Passphrase, QuickUnlock,
    Rotated, VaultError, VaultFile,
};

fn quiet(_: u64, _: u64) {}

/// A client with a row and a piece of evidence, and the vault locked behind it.
fn client(desk: &mut Desk, level: Level) -> Uuid {
    let id = desk
        .vault()
        .add_client(&format!("{level:?}"), level, false)
        .expect("adds");
    let mut store = desk.vault().open_client(id).expect("opens");
    insert(&mut store, "findings", r#"{"text":"early"}"#);
    store
        .evidence_import(&mut &[7_u8; 700_000][..], None, &mut quiet, &Cancel::new())
        .expect("imports");
    store.close().expect("closes");
    id
}

fn backup_of(desk: &Desk) -> std::path::PathBuf {
    let backup = desk.dir.path().join("backup");
    copy(&desk.path(), &backup);
    backup
}

fn unlock(dir: &Path, desk: &Desk) -> Result<OpenVault, VaultError> {
    OpenVault::unlock(dir, &Passphrase::from(WORDS), &desk.environment, &Cancel::new())
}

fn rotate(desk: &mut Desk) -> Result<Rotated, VaultError> {
    desk.vault().rotate(&Passphrase::from(WORDS), &Cancel::new())
}

/// How many pages of the two files are the same, of how many.
fn same_pages(before: &Path, after: &Path) -> (usize, usize) {
    let (before, after) = (fs::read(before).expect("reads"), fs::read(after).expect("reads"));
    // The salt before the first page is the file's for life.
    let pages = before[16..].chunks(4096).zip(after[16..].chunks(4096));
    let same = pages.clone().filter(|(before, after)| before == after).count();
    (same, pages.count())
}

fn holds(desk: &mut Desk, id: Uuid, rows: usize) {
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(store.freshness(), Freshness::Fresh, "the anchor followed");
    assert_eq!(store.rows().expect("rows").len(), rows);
    let report = store.check(true, &mut quiet, &Cancel::new()).expect("checks");
    assert!(report.is_sound(), "{report:?}");
    store.close().expect("closes");
}

#[test]
fn an_old_header_and_the_passphrase_do_not_open_what_is_written_after_a_rotation() {
    for level in [Level::Standard, Level::Strict] {
        let mut desk = Desk::new();
        let id = client(&mut desk, level);
        let sheet = (level == Level::Strict).then(|| confirmed_sheet(desk.vault(), id));
        let kept = desk.credentials.get(&format!("client/{id}")).expect("answers");
        desk.lock();
        let backup = backup_of(&desk);

        desk.unlock()
            .expect("unlocks")
            .rotate_client(id)
            .expect("rotates");
        let (folder, old) = (desk.client_dir(id), backup.join("clients").join(id.to_string()));
        for file in ["data.db", "evidence.db"] {
            let (same, of) = same_pages(&old.join(file), &folder.join(file));
            assert!(
                same == 0 && of > 5,
                "{file}: {same} of {of} pages are as they were"
            );
        }
        let mut store = desk.vault().open_client(id).expect("opens");
        assert_eq!(store.freshness(), Freshness::Fresh);
        insert(&mut store, "findings", r#"{"text":"late"}"#);
        assert_eq!(store.verify_chain().expect("verifies"), 2);
        store.close().expect("closes");
        holds(&mut desk, id, 2);
        let entry = desk.vault().clients().expect("lists").remove(0);
        assert_eq!((entry.level, entry.sheet_confirmed), (level, false));

        let after = desk.dir.path().join("after");
        desk.lock();
        copy(&desk.path(), &after);
        if let Some(kept) = &kept {
            // The attacker's copy of the credential store is as old as the backup.
            desk.credentials.put(&format!("client/{id}"), kept).expect("puts");
        }
        // Old slots, old registry, new files: the old key does not fit.
        for file in ["data.db", "evidence.db"] {
            fs::copy(folder.join(file), old.join(file)).expect("copies");
        }
        let vault = unlock(&backup, &desk).expect("the words are the same");
        assert!(matches!(
            vault.open_client(id),
            Err(VaultError::Damaged(VaultFile::Data))
        ));
        // Old registry, new slots and files: the old secret does not fit, so the new key stays wrapped.
        copy(&folder, &old);
        assert!(
            matches!(
                vault.open_client(id),
                Err(VaultError::Damaged(VaultFile::ClientKeySlots))
            ),
            "{level:?}: a key alone would not have been enough"
        );
        drop(vault);

        if let Some(sheet) = sheet {
            let vault = unlock(&after, &desk).expect("unlocks");
            assert!(
                matches!(
                    vault.open_client_with_sheet(id, &sheet),
                    Err(VaultError::SheetMismatch)
                ),
                "the old sheet opens nothing new"
            );
        }
    }
}

#[test]
fn a_rotated_strict_client_has_a_new_sheet_that_has_to_be_confirmed() {
    let mut desk = Desk::new();
    let id = client(&mut desk, Level::Strict);
    let old = confirmed_sheet(desk.vault(), id);
    desk.vault().rotate_client(id).expect("rotates");
    holds(&mut desk, id, 1);
    let new = confirmed_sheet(desk.vault(), id);
    assert_ne!(old, new);
    desk.credentials
        .delete(&format!("client/{id}"))
        .expect("the keyring was reset");
    assert!(matches!(
        desk.vault().open_client_with_sheet(id, &old),
        Err(VaultError::SheetMismatch)
    ));
    let (store, kept) = desk.vault().open_client_with_sheet(id, &new).expect("opens");
    assert_eq!((store.rows().expect("rows").len(), kept), (1, None));
}

/// A store that reads but does not take anything.
struct Full(std::sync::Arc<valise_vault::MemoryCredentials>);

impl valise_vault::CredentialStore for Full {
    fn put(&self, _: &str, _: &valise_vault::Secret32) -> Result<(), CredentialError> {
        Err(CredentialError::NotKept)
    }

    fn get(&self, name: &str) -> Result<Option<valise_vault::Secret32>, CredentialError> {
        self.0.get(name)
    }

    fn delete(&self, name: &str) -> Result<(), CredentialError> {
        self.0.delete(name)
    }
}

#[test]
fn a_store_that_takes_nothing_leaves_key_secret_and_sheet_as_they_were() {
    let mut desk = Desk::new();
    let (strict, standard) = (
        client(&mut desk, Level::Strict),
        client(&mut desk, Level::Standard),
    );
    let sheet = confirmed_sheet(desk.vault(), strict);
    desk.lock();
    let before = contents(&desk.client_dir(strict));
    let healthy = desk.environment.clone();
    desk.environment.credentials = std::sync::Arc::new(Full(desk.credentials.clone()));
    desk.unlock().expect("unlocks");
    let refusals = [
        desk.vault().rotate_client(strict),
        desk.vault().set_level(standard, Level::Strict),
    ];
    for refused in refusals {
        assert!(matches!(
            refused,
            Err(VaultError::Credentials(CredentialError::NotKept))
        ));
    }
    assert!(
        matches!(desk.vault().sheet(strict), Err(VaultError::NoSheet)),
        "still confirmed"
    );
    holds(&mut desk, strict, 1);
    holds(&mut desk, standard, 1);
    desk.lock();
    desk.environment = healthy;
    for (path, bytes) in contents(&desk.client_dir(strict)) {
        if path.ends_with("data.db") || path.ends_with("evidence.db") {
            assert_eq!(before.get(&path), Some(&bytes), "no page was written anew");
        }
    }
    let vault = desk.unlock().expect("unlocks");
    assert_eq!(vault.clients().expect("lists").len(), 2);
    vault
        .open_client_with_sheet(strict, &sheet)
        .expect("the confirmed sheet still opens");
}

#[test]
fn an_open_client_is_not_rotated_and_neither_is_the_vault_around_it() {
    let mut desk = Desk::new();
    let store = desk.client("Plover");
    assert!(matches!(
        desk.vault().rotate_client(store.id()),
        Err(VaultError::ClientOpen)
    ));
    assert!(matches!(rotate(&mut desk), Err(VaultError::ClientOpen)));
    assert!(matches!(
        desk.vault().rotate_client(Uuid::nil()),
        Err(VaultError::NoSuchClient)
    ));
}

#[test]
fn a_rotated_vault_leaves_the_old_root_key_nothing() {
    let mut desk = Desk::new();
    let ids = [
        client(&mut desk, Level::Standard),
        client(&mut desk, Level::Strict),
    ];
    let key = recovery_key(desk.vault());
    desk.vault().enable_quick_unlock().expect("turns on");
    let name = format!("vault/{}", desk.vault().id());
    let quick_before = desk.credentials.get(&name).expect("answers").expect("is there");
    desk.lock();
    let backup = backup_of(&desk);

    desk.unlock().expect("unlocks");
    let wrong = desk
        .vault()
        .rotate(&Passphrase::from("not these"), &Cancel::new());
    assert!(matches!(wrong, Err(VaultError::WrongPassphrase)));
    let cancelled = Cancel::new();
    cancelled.cancel();
    let stopped = desk.vault().rotate(&Passphrase::from(WORDS), &cancelled);
    assert!(matches!(stopped, Err(VaultError::Cancelled)));
    let outcome = rotate(&mut desk).expect("rotates");
    assert_eq!(
        outcome,
        Rotated {
            recovery_key_dropped: true,
            quick_unlock: QuickUnlock::Kept,
            unknown_dropped: 0
        }
    );
    assert!(!desk.vault().has_recovery_key() && desk.vault().has_quick_unlock());
    let (same, of) = same_pages(&backup.join("registry.db"), &desk.path().join("registry.db"));
    assert!(
        same == 0 && of > 3,
        "{same} of {of} pages of the registry are as they were"
    );
    for id in ids {
        holds(&mut desk, id, 1);
    }
    desk.vault()
        .set_setting("theme", r#""dark""#)
        .expect("the vault stays in use");
    let fresh = recovery_key(desk.vault());
    desk.lock();
    for id in ids {
        desk.unlock().expect("the same words open");
        holds(&mut desk, id, 1);
        desk.lock();
    }
    let quick_after = desk.credentials.get(&name).expect("answers").expect("is there");
    assert_ne!(
        quick_before.expose(),
        quick_after.expose(),
        "the secret was replaced as well"
    );
    let vault = OpenVault::unlock_quick(&desk.path(), &desk.environment).expect("quick unlock opens");
    assert_eq!(
        vault.setting("theme").expect("reads").as_deref(),
        Some(r#""dark""#)
    );
    drop(vault);
    let words = Passphrase::from(WORDS);
    let recover =
        |dir: &Path, key: &str| OpenVault::recover(dir, key, &words, &desk.environment, &Cancel::new());
    assert!(matches!(
        recover(&desk.path(), &key),
        Err(VaultError::RecoveryMismatch)
    ));
    drop(recover(&desk.path(), &fresh).expect("the new key opens"));

    // Old header and passphrase with what is newer: neither registry nor clients open.
    let old = unlock(&backup, &desk).expect("the backup by itself is whole");
    for id in ids {
        copy(&desk.client_dir(id), &backup.join("clients").join(id.to_string()));
        assert!(matches!(
            old.open_client(id),
            Err(VaultError::Damaged(VaultFile::ClientKeySlots))
        ));
    }
    drop(old);
    fs::copy(desk.path().join("registry.db"), backup.join("registry.db")).expect("copies");
    assert!(matches!(
        unlock(&backup, &desk),
        Err(VaultError::Damaged(VaultFile::Registry))
    ));
}

#[test]
fn a_vault_does_not_rotate_past_a_strict_client_whose_secret_is_missing() {
    let mut desk = Desk::new();
    client(&mut desk, Level::Standard);
    let strict = client(&mut desk, Level::Strict);
    let sheet = confirmed_sheet(desk.vault(), strict);
    desk.credentials
        .delete(&format!("client/{strict}"))
        .expect("the keyring was reset");
    let before = contents(&desk.path());
    assert!(matches!(
        rotate(&mut desk),
        Err(VaultError::ClientSecretNeeded { client }) if client == strict
    ));
    desk.credentials.fail_with(Some(CredentialError::Locked));
    assert!(matches!(
        rotate(&mut desk),
        Err(VaultError::Credentials(CredentialError::Locked))
    ));
    desk.credentials.fail_with(None);
    assert_eq!(contents(&desk.path()), before, "nothing has changed");
    let (store, _) = desk
        .vault()
        .open_client_with_sheet(strict, &sheet)
        .expect("opens");
    drop(store);
    rotate(&mut desk).expect("rotates");
    holds(&mut desk, strict, 1);
    desk.credentials
        .delete(&format!("client/{strict}"))
        .expect("again");
    desk.vault()
        .open_client_with_sheet(strict, &sheet)
        .expect("the sheet stays: it is the client's, not the vault's");
}

#[test]
fn quick_unlock_ends_with_a_rotation_where_the_store_does_not_answer() {
    let mut desk = Desk::new();
    let id = client(&mut desk, Level::Standard);
    desk.vault().enable_quick_unlock().expect("turns on");
    desk.credentials.fail_with(Some(CredentialError::Unavailable));
    let outcome = rotate(&mut desk).expect("rotates");
    assert_eq!(
        (outcome.quick_unlock, outcome.recovery_key_dropped),
        (QuickUnlock::Dropped, false)
    );
    desk.credentials.fail_with(None);
    desk.lock();
    assert!(matches!(
        OpenVault::unlock_quick(&desk.path(), &desk.environment),
        Err(VaultError::QuickUnlockOff)
    ));
    desk.unlock().expect("the words open");
    holds(&mut desk, id, 1);
}

#[test]
fn a_reader_beside_a_rotation_reads_or_is_told() {
    let mut desk = Desk::new();
    let id = client(&mut desk, Level::Standard);
    let words = Passphrase::from(WORDS);
    let look =
        |desk: &Desk| OpenVault::unlock_to_read(&desk.path(), &words, &desk.environment, &Cancel::new());
    let before = look(&desk).expect("opens beside the writer");
    assert_eq!(before.clients().expect("lists").len(), 1);
    desk.vault().rotate_client(id).expect("rotates");
    assert!(
        before.open_client(id).is_ok(),
        "the reader finds the new secret in the registry"
    );
    rotate(&mut desk).expect("rotates");
    let stale = before.clients();
    assert!(matches!(stale, Err(VaultError::KeysChanged)), "{stale:?}");
    let after = look(&desk).expect("opens with the new keys");
    assert_eq!(
        after.open_client(id).expect("opens").rows().expect("rows").len(),
        1
    );
}
