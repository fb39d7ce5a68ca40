//! New keys for the whole vault: the old root key opens nothing that is written afterwards.

mod support;

use std::fs;
use std::path::Path;
use support::folder::{contents, copy};
use support::renewed::{backup_of, client, holds, rotate, same_pages, unlock};
use support::{Desk, WORDS, confirmed_sheet, recovery_key};
use valise_vault::{
    Cancel, CredentialError, CredentialStore as _, Level, OpenVault, Passphrase, QuickUnlock, Rotated,
    VaultError, VaultFile,
};

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
