//! Quick unlock: a convenience that is never the only way in.

mod support;

use support::Desk;
use support::doors::{quick, quick_name};
use support::folder::contents;
use valise_vault::{CredentialError, CredentialStore as _, Secret32, VaultError};

#[test]
fn quick_unlock_opens_until_the_store_fails_and_then_the_passphrase_does() {
    let mut desk = Desk::new();
    let name = quick_name(&mut desk);
    desk.lock();
    assert!(matches!(quick(&desk), Err(VaultError::QuickUnlockOff)));
    desk.unlock()
        .expect("unlocks")
        .enable_quick_unlock()
        .expect("turns on");
    assert!(desk.vault().has_quick_unlock());
    desk.lock();
    let mut vault = quick(&desk).expect("opens without a passphrase");
    vault.set_setting("theme", r#""dark""#).expect("for writing");
    vault.lock().expect("locks");

    for fault in [
        CredentialError::Locked,
        CredentialError::Unavailable,
        CredentialError::Malformed,
        CredentialError::Ambiguous,
    ] {
        desk.credentials.fail_with(Some(fault));
        assert!(
            matches!(quick(&desk), Err(VaultError::Credentials(named)) if named == fault),
            "{fault:?} is told by name"
        );
        desk.unlock().expect("the passphrase needs no store");
        desk.lock();
    }
    desk.credentials.fail_with(None);
    drop(quick(&desk).expect("opens again"));

    let kept = desk.credentials.get(&name).expect("answers").expect("is there");
    desk.credentials
        .put(&name, &Secret32::new([1; 32]))
        .expect("somebody wrote over it");
    assert!(matches!(quick(&desk), Err(VaultError::QuickUnlockStale)));
    desk.credentials.put(&name, &kept).expect("and back");
    desk.credentials.delete(&name).expect("the keyring was reset");
    let before = contents(&desk.path());
    for _ in 0..2 {
        assert!(matches!(quick(&desk), Err(VaultError::QuickUnlockGone)));
        assert!(
            desk.credentials.get(&name).expect("answers").is_none(),
            "not found never makes a new secret"
        );
    }
    assert_eq!(contents(&desk.path()), before);
    desk.unlock()
        .expect("the passphrase opens")
        .enable_quick_unlock()
        .expect("turns on again");
    desk.lock();
    drop(quick(&desk).expect("opens"));
}

#[test]
fn quick_unlock_turned_on_again_has_another_secret_and_off_has_none() {
    let mut desk = Desk::new();
    let name = quick_name(&mut desk);
    desk.vault().enable_quick_unlock().expect("turns on");
    let first = desk.credentials.get(&name).expect("answers").expect("is there");
    desk.vault().enable_quick_unlock().expect("again");
    let second = desk.credentials.get(&name).expect("answers").expect("is there");
    assert_ne!(first.expose(), second.expose());
    desk.lock();
    drop(quick(&desk).expect("opens"));
    desk.credentials.put(&name, &first).expect("the older one");
    assert!(matches!(quick(&desk), Err(VaultError::QuickUnlockStale)));
    desk.credentials.put(&name, &second).expect("and back");

    desk.unlock().expect("unlocks");
    let before = contents(&desk.path());
    desk.credentials.fail_with(Some(CredentialError::Locked));
    let refused = desk.vault().enable_quick_unlock();
    assert!(matches!(
        refused,
        Err(VaultError::Credentials(CredentialError::Locked))
    ));
    desk.credentials.fail_with(None);
    let after = contents(&desk.path());
    assert_eq!(
        before
            .iter()
            .filter(|(path, bytes)| after.get(*path) != Some(bytes))
            .count(),
        2,
        "only the two copies of the header were written, back and forth"
    );
    desk.lock();
    drop(quick(&desk).expect("the secret before still opens"));

    desk.unlock().expect("unlocks");
    assert_eq!(desk.vault().disable_quick_unlock().expect("turns off"), None);
    assert!(!desk.vault().has_quick_unlock());
    assert!(desk.credentials.get(&name).expect("answers").is_none());
    desk.vault().enable_quick_unlock().expect("turns on");
    desk.credentials.fail_with(Some(CredentialError::Unavailable));
    assert_eq!(
        desk.vault()
            .disable_quick_unlock()
            .expect("the slot goes in any case"),
        Some(CredentialError::Unavailable)
    );
    desk.credentials.fail_with(None);
    desk.lock();
    assert!(matches!(quick(&desk), Err(VaultError::QuickUnlockOff)));
}

#[test]
fn a_store_that_does_not_keep_leaves_quick_unlock_off() {
    let mut desk = Desk::new();
    let name = quick_name(&mut desk);
    desk.credentials.fail_with(Some(CredentialError::NotKept));
    let before = contents(&desk.path());
    let refused = desk.vault().enable_quick_unlock();
    assert!(matches!(
        refused,
        Err(VaultError::Credentials(CredentialError::NotKept))
    ));
    assert_eq!(contents(&desk.path()), before);
    desk.credentials.fail_with(None);
    assert!(!desk.vault().has_quick_unlock() && desk.credentials.get(&name).expect("answers").is_none());
}
