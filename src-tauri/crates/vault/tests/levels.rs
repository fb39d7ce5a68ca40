//! Standard and Strict: where the secret is, what a lost one means, what changing over leaves.

#![allow(clippy::print_stdout, reason = "how a process tells its parent")]

mod support;

use std::fs;
use std::sync::Arc;
use support::folder::copy;
use support::{Desk, child, insert};
use valise_vault::{
    Cancel, CredentialError, Environment, Level, OpenVault, Passphrase, SystemCredentials, VaultError,
    VaultFile,
};

fn typed(sheet: &valise_vault::Sheet) -> String {
    sheet.groups().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[test]
fn a_strict_client_needs_its_secret_and_its_sheet_brings_it_back() {
    let mut desk = Desk::new();
    let id = desk
        .vault()
        .add_client("Plover", Level::Strict, false)
        .expect("adds");
    let sheet = typed(&desk.vault().sheet(id).expect("to be printed"));
    assert_eq!(
        typed(&desk.vault().sheet(id).expect("until it is confirmed")),
        sheet
    );
    let printed = desk.vault().sheet(id).expect("shows");
    assert!(
        matches!(
            desk.vault().confirm_sheet(id, ["", ""]),
            Err(VaultError::NothingToConfirm)
        ),
        "nothing was asked for yet"
    );
    let asked = desk.vault().sheet_asks(id).expect("asks");
    assert_eq!(
        desk.vault().sheet_asks(id).expect("asks"),
        asked,
        "for the same two"
    );
    let [first, second] = support::two_of(printed.groups(), asked);
    assert!(matches!(
        desk.vault().confirm_sheet(id, [&second, &first]),
        Err(VaultError::GroupsMismatch)
    ));
    assert_eq!(typed(&desk.vault().sheet(id).expect("still shown")), sheet);
    desk.vault()
        .confirm_sheet(id, [&first, &second])
        .expect("confirms");
    assert!(matches!(desk.vault().sheet_asks(id), Err(VaultError::NoSheet)));
    assert!(
        matches!(desk.vault().sheet(id), Err(VaultError::NoSheet)),
        "shown at creation only"
    );
    let mut store = desk
        .vault()
        .open_client(id)
        .expect("opens with the credential store");
    insert(&mut store, "findings", "{}");
    drop(store);

    // Another machine: the vault's files, an empty credential store.
    let (elsewhere, credentials) = support::environment();
    desk.lock();
    let vault = OpenVault::unlock(
        &desk.path(),
        &Passphrase::from(support::WORDS),
        &elsewhere,
        &Cancel::new(),
    );
    let vault = vault.expect("the passphrase opens the vault");
    assert!(
        matches!(vault.open_client(id), Err(VaultError::SheetNeeded)),
        "not found never makes a new secret"
    );
    assert!(
        matches!(vault.open_client(id), Err(VaultError::SheetNeeded)),
        "also not the second time"
    );
    assert!(matches!(
        vault.open_client_with_sheet(id, "abcd efgh"),
        Err(VaultError::SheetMistyped)
    ));
    credentials.fail_with(Some(CredentialError::Unavailable));
    assert!(matches!(
        vault.open_client(id),
        Err(VaultError::Credentials(CredentialError::Unavailable))
    ));
    let (store, kept) = vault.open_client_with_sheet(id, &sheet).expect("the sheet opens");
    assert_eq!(
        (store.rows().expect("rows").len(), kept),
        (1, Some(CredentialError::Unavailable))
    );
    drop(store);
    credentials.fail_with(None);
    let (store, kept) = vault.open_client_with_sheet(id, &sheet).expect("the sheet opens");
    assert_eq!(kept, None);
    drop(store);
    vault.open_client(id).expect("from now on without the sheet");
}

#[test]
fn a_credential_store_that_fails_leaves_no_half_made_client() {
    let mut desk = Desk::new();
    for fault in [CredentialError::Unavailable, CredentialError::Locked] {
        desk.credentials.fail_with(Some(fault));
        let refused = desk.vault().add_client("Plover", Level::Strict, false);
        assert!(matches!(refused, Err(VaultError::Credentials(named)) if named == fault));
    }
    desk.credentials.fail_with(None);
    assert!(desk.vault().clients().expect("lists").is_empty());
    assert_eq!(
        fs::read_dir(desk.path().join("clients")).expect("lists").count(),
        0
    );
    desk.vault()
        .add_client("Plover", Level::Strict, false)
        .expect("the codename is still free");
}

#[test]
fn destroying_a_strict_client_reaches_an_old_backup_and_a_standard_one_does_not() {
    let mut desk = Desk::new();
    let strict = desk
        .vault()
        .add_client("Plover", Level::Strict, false)
        .expect("adds");
    let standard = desk
        .vault()
        .add_client("Wren", Level::Standard, false)
        .expect("adds");
    desk.lock();
    let backup = desk.dir.path().join("backup");
    copy(&desk.path(), &backup);
    desk.unlock().expect("unlocks");
    desk.vault().destroy(strict, "Plover").expect("destroys");
    desk.vault().destroy(standard, "Wren").expect("destroys");
    desk.lock();
    let words = Passphrase::from(support::WORDS);
    let old =
        OpenVault::unlock(&backup, &words, &desk.environment, &Cancel::new()).expect("the backup unlocks");
    assert!(
        matches!(old.open_client(strict), Err(VaultError::SheetNeeded)),
        "the key is gone from every copy"
    );
    old.open_client(standard)
        .expect("the promise of Standard is smaller");
}

#[test]
fn a_failing_credential_store_is_named_when_a_client_is_destroyed() {
    let mut desk = Desk::new();
    let id = desk
        .vault()
        .add_client("Plover", Level::Strict, false)
        .expect("adds");
    desk.credentials.fail_with(Some(CredentialError::Locked));
    let removed = desk
        .vault()
        .remove_client(id)
        .expect("the key slots go in any case");
    assert_eq!(removed.credential, Some(CredentialError::Locked));
    assert!(!desk.client_dir(id).exists());
}

#[test]
fn an_open_client_is_neither_destroyed_nor_resealed_nor_opened_twice() {
    let mut desk = Desk::new();
    let store = desk.client("Plover");
    let id = store.id();
    assert!(matches!(
        desk.vault().open_client(id),
        Err(VaultError::ClientOpen)
    ));
    assert!(matches!(
        desk.vault().remove_client(id),
        Err(VaultError::ClientOpen)
    ));
    assert!(matches!(
        desk.vault().set_level(id, Level::Strict),
        Err(VaultError::ClientOpen)
    ));
    drop(store);
    desk.vault().open_client(id).expect("opens again");
}

#[test]
fn strict_after_standard_is_strict_also_against_older_backups() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let id = store.id();
    insert(&mut store, "findings", r#"{"text":"early"}"#);
    let blob = store
        .evidence_import(
            &mut &[7_u8; 700_000][..],
            None,
            &mut |_: u64, _: u64| {},
            &Cancel::new(),
        )
        .expect("imports");
    store.close().expect("closes");
    desk.lock();
    let backup = desk.dir.path().join("backup");
    copy(&desk.path(), &backup);

    desk.unlock()
        .expect("unlocks")
        .set_level(id, Level::Strict)
        .expect("reseals");
    let mut store = desk.vault().open_client(id).expect("opens");
    insert(&mut store, "findings", r#"{"text":"late"}"#);
    assert_eq!(store.verify_chain().expect("verifies"), 2);
    let mut sink = std::io::sink();
    store
        .evidence_read(&blob.sha256, &mut sink, &mut |_: u64, _: u64| {}, &Cancel::new())
        .expect("reads");
    store.close().expect("closes");
    desk.lock();

    // Old slots and registry with the new files: the old key does not fit them.
    for file in ["data.db", "evidence.db"] {
        fs::copy(
            desk.client_dir(id).join(file),
            backup.join("clients").join(id.to_string()).join(file),
        )
        .expect("copies");
    }
    let words = Passphrase::from(support::WORDS);
    let old = OpenVault::unlock(&backup, &words, &desk.environment, &Cancel::new()).expect("unlocks");
    assert!(matches!(
        old.open_client(id),
        Err(VaultError::Damaged(VaultFile::Data))
    ));

    desk.unlock()
        .expect("unlocks")
        .set_level(id, Level::Standard)
        .expect("and back");
    assert!(matches!(desk.vault().sheet(id), Err(VaultError::NoSheet)));
    desk.credentials.fail_with(Some(CredentialError::Unavailable));
    assert_eq!(
        desk.vault()
            .open_client(id)
            .expect("needs no store")
            .rows()
            .expect("rows")
            .len(),
        2
    );
}

/// Runs in another process, under a session bus with an unlocked Secret Service of its own.
#[test]
fn in_a_real_secret_service() {
    let Some(dir) = child::folder() else { return };
    let (mut environment, _) = support::environment();
    environment.credentials = Arc::new(SystemCredentials);
    let words = Passphrase::from(support::WORDS);
    let path = dir.join("vault");
    let never = Cancel::new();
    let mut vault =
        OpenVault::create(&path, &words, support::floor(), &environment, &never).expect("creates");
    let id = vault
        .add_client("Plover", Level::Strict, false)
        .expect("the secret is kept");
    let other = vault
        .add_client("Wren", Level::Strict, false)
        .expect("a second one beside it");
    let sheet = typed(&vault.sheet(id).expect("reads back"));
    drop(vault.open_client(id).expect("opens"));
    drop(vault.open_client(other).expect("opens"));
    vault.lock().expect("locks");
    let mut vault = OpenVault::unlock(&path, &words, &environment, &never).expect("unlocks");
    drop(vault.open_client(id).expect("opens after a restart"));
    environment
        .credentials
        .delete(&format!("client/{id}"))
        .expect("somebody cleared the keyring");
    environment
        .credentials
        .delete(&format!("client/{id}"))
        .expect("nothing to forget is no error");
    assert!(matches!(vault.open_client(id), Err(VaultError::SheetNeeded)));
    let (store, kept) = vault.open_client_with_sheet(id, &sheet).expect("the sheet opens");
    assert_eq!(kept, None, "and is kept again");
    drop(store);
    assert!(vault.destroy(id, "Plover").expect("destroys").refused);
    assert!(
        environment
            .credentials
            .get(&format!("client/{id}"))
            .expect("answers")
            .is_none()
    );
    println!("kept, cleared, restored, destroyed");
}

/// Runs in another process without any bus.
#[test]
fn without_a_secret_service() {
    let Some(_) = child::folder() else { return };
    let environment = Environment::system();
    for _ in 0..2 {
        assert_eq!(
            environment.credentials.get("client/x").err(),
            Some(CredentialError::Unavailable)
        );
    }
    println!("unavailable, by name");
}

#[cfg(target_os = "linux")]
#[test]
fn the_system_credential_store_keeps_and_forgets() {
    let dir = tempfile::tempdir().expect("a folder");
    let found = |name: &str| {
        std::env::var_os("PATH")
            .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).exists()))
    };
    let output = child::again_through(
        "unset DBUS_SESSION_BUS_ADDRESS DISPLAY; export XDG_RUNTIME_DIR=$VAULT_TEST_DIR; exec \"$@\"",
        "without_a_secret_service",
        dir.path(),
    )
    .output()
    .expect("runs");
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("unavailable, by name"),
        "{output:?}"
    );

    if !(found("dbus-run-session") && found("gnome-keyring-daemon") && found("gdbus")) {
        // Machines without these packages have the in-memory store's tests above.
        return;
    }
    let line = r#"exec dbus-run-session -- env XDG_DATA_HOME="$VAULT_TEST_DIR/data" XDG_RUNTIME_DIR="$VAULT_TEST_DIR/run" \
        sh -c 'mkdir -p -m 700 "$XDG_RUNTIME_DIR"
               printf "ci\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 90
               gdbus wait --session --timeout 20 org.freedesktop.secrets || exit 91
               exec "$@"' sh "$@""#;
    let output = child::again_through(line, "in_a_real_secret_service", dir.path())
        .output()
        .expect("runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("restored, destroyed"),
        "{output:?}"
    );
}
