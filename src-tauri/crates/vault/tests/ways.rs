//! The ways into a vault: passphrase, recovery key, quick unlock.

mod support;

use std::fs;
use support::folder::contents;
use support::{Desk, WORDS, floor, insert, recovery_key, two_of};
use valise_vault::{
    Cancel, CredentialError, CredentialStore as _, KdfParams, KdfPolicy, Level, OpenVault, Passphrase,
    Secret32, VaultError, WaysIn,
};

const NEW_WORDS: &str = "seven quilt lantern copper harbour";

fn recover(desk: &Desk, typed: &str) -> Result<OpenVault, VaultError> {
    let words = Passphrase::from(NEW_WORDS);
    OpenVault::recover(&desk.path(), typed, &words, &desk.environment, &Cancel::new())
}

fn unlock(desk: &Desk, words: &str) -> Result<OpenVault, VaultError> {
    let words = Passphrase::from(words);
    OpenVault::unlock(&desk.path(), &words, &desk.environment, &Cancel::new())
}

fn quick(desk: &Desk) -> Result<OpenVault, VaultError> {
    OpenVault::unlock_quick(&desk.path(), &desk.environment)
}

fn quick_name(desk: &mut Desk) -> String {
    format!("vault/{}", desk.vault().id())
}

#[test]
fn a_recovery_key_counts_once_two_of_its_groups_were_typed_back() {
    let mut desk = Desk::new();
    assert!(matches!(
        desk.vault().confirm_recovery_key(["0000", "0000"]),
        Err(VaultError::NothingToConfirm)
    ));
    let before = contents(&desk.path());
    let key = desk.vault().begin_recovery_key().expect("begins");
    assert_eq!(key.groups().count(), 14);
    let [first, second] = two_of(key.groups(), key.asks());
    for wrong in [["", ""], [&second, &first], [&first, "0000"], [&first, &first]] {
        assert!(
            matches!(
                desk.vault().confirm_recovery_key(wrong),
                Err(VaultError::GroupsMismatch)
            ),
            "{wrong:?}"
        );
    }
    assert!(!desk.vault().has_recovery_key() && desk.vault().recovery_key_made_ms().is_none());
    assert_eq!(
        contents(&desk.path()),
        before,
        "nothing is written before it is confirmed"
    );
    desk.vault()
        .confirm_recovery_key([&first, &second])
        .expect("typed again");
    assert!(desk.vault().has_recovery_key());
    assert!(desk.vault().recovery_key_made_ms() > Some(1_795_000_000_000));
    assert!(matches!(
        desk.vault().confirm_recovery_key([&first, &second]),
        Err(VaultError::NothingToConfirm)
    ));
    let shown = desk.vault().begin_recovery_key().expect("begins");
    let again = desk.vault().recovery_key_to_confirm().expect("waits");
    assert!(
        again.groups().eq(shown.groups()),
        "as often as it has to be printed"
    );
    assert_eq!(again.asks(), shown.asks());
    desk.lock();
    let ways = OpenVault::ways_in(&desk.path()).expect("told before any key");
    assert_eq!((ways.recovery, ways.quick), (true, false));
}

#[test]
fn a_recovery_key_opens_once_and_sets_the_passphrase() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let id = store.id();
    insert(&mut store, "findings", r#"{"title":"kept"}"#);
    store.close().expect("closes");
    let key = recovery_key(desk.vault());
    desk.vault().enable_quick_unlock().expect("turns on");
    let name = quick_name(&mut desk);
    assert!(desk.credentials.get(&name).expect("answers").is_some());
    let made = desk.vault().recovery_key_made_ms();
    desk.lock();
    assert_eq!(desk.unlock().expect("unlocks").recovery_key_made_ms(), made);
    desk.lock();

    let before = contents(&desk.path());
    let mut mistyped = key.clone();
    mistyped.replace_range(..1, if key.starts_with('0') { "2" } else { "0" });
    assert!(matches!(
        recover(&desk, &mistyped),
        Err(VaultError::RecoveryMistyped)
    ));
    assert!(matches!(
        recover(&desk, "not a key"),
        Err(VaultError::RecoveryMistyped)
    ));
    let mut elsewhere = Desk::new();
    let foreign = recovery_key(elsewhere.vault());
    assert!(
        matches!(recover(&desk, &foreign), Err(VaultError::RecoveryMismatch)),
        "well formed, of another vault"
    );
    assert_eq!(contents(&desk.path()), before, "a refusal changes nothing");

    let mut vault = recover(&desk, &key.to_uppercase().replace(' ', "-")).expect("recovers");
    assert!(!vault.has_recovery_key() && !vault.has_quick_unlock());
    assert_eq!(
        vault.key_derivation().expect("known"),
        KdfParams::FLOOR,
        "the cost stays"
    );
    let store = vault.open_client(id).expect("opens");
    assert_eq!(store.rows().expect("rows")[0].doc, r#"{"title":"kept"}"#);
    store.close().expect("closes");
    let again = recovery_key(&mut vault);
    assert_ne!(again, key, "a new one is made");
    vault.lock().expect("locks");
    assert!(
        desk.credentials.get(&name).expect("answers").is_none(),
        "its secret is tidied up"
    );

    assert!(matches!(unlock(&desk, WORDS), Err(VaultError::WrongPassphrase)));
    drop(unlock(&desk, NEW_WORDS).expect("the new words open"));
    assert!(
        matches!(recover(&desk, &key), Err(VaultError::RecoveryMismatch)),
        "the used key opens nothing"
    );
    drop(recover(&desk, &again).expect("the new key opens"));
    assert!(
        matches!(recover(&desk, &again), Err(VaultError::NoRecoveryKey)),
        "used up, and no other was made"
    );
    assert!(matches!(quick(&desk), Err(VaultError::QuickUnlockOff)));
}

#[test]
fn without_a_recovery_key_that_is_what_is_said() {
    let mut desk = Desk::new();
    desk.lock();
    let before = contents(&desk.path());
    for typed in ["", "not a key"] {
        assert!(matches!(recover(&desk, typed), Err(VaultError::NoRecoveryKey)));
    }
    assert_eq!(contents(&desk.path()), before);
    let empty = tempfile::tempdir().expect("a folder");
    let nothing = OpenVault::recover(
        empty.path(),
        "",
        &Passphrase::from(NEW_WORDS),
        &desk.environment,
        &Cancel::new(),
    );
    assert!(matches!(nothing, Err(VaultError::Absent)));
    assert!(matches!(
        OpenVault::unlock_quick(empty.path(), &desk.environment),
        Err(VaultError::Absent)
    ));
    assert_eq!(
        fs::read_dir(empty.path()).expect("lists").count(),
        0,
        "not even a lock is left"
    );
}

#[test]
fn a_vault_in_use_is_neither_recovered_nor_quickly_unlocked() {
    let mut desk = Desk::new();
    let key = recovery_key(desk.vault());
    desk.vault().enable_quick_unlock().expect("turns on");
    assert!(matches!(recover(&desk, &key), Err(VaultError::InUse)));
    assert!(matches!(quick(&desk), Err(VaultError::InUse)));
}

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

#[test]
fn a_changed_passphrase_keeps_the_other_ways_and_may_cost_more_but_never_less() {
    let mut desk = Desk::new();
    let key = recovery_key(desk.vault());
    desk.vault().enable_quick_unlock().expect("turns on");
    assert_eq!(desk.vault().key_derivation().expect("known"), KdfParams::FLOOR);
    assert!(desk.vault().key_derivation().expect("known").is_below_start());
    let (old, new, never) = (
        Passphrase::from(WORDS),
        Passphrase::from(NEW_WORDS),
        Cancel::new(),
    );
    let dearer = KdfParams {
        passes: 4,
        ..KdfParams::FLOOR
    };
    let vault = desk.vault();
    vault
        .change_passphrase(&old, &new, None, &never)
        .expect("changes");
    assert_eq!(
        vault.key_derivation().expect("known"),
        KdfParams::FLOOR,
        "the cost stays"
    );
    vault
        .change_passphrase(&new, &old, Some(KdfPolicy::Fixed(dearer)), &never)
        .expect("raises");
    assert_eq!(vault.key_derivation().expect("known"), dearer);
    vault
        .change_passphrase(&old, &new, Some(floor()), &never)
        .expect("changes");
    assert_eq!(vault.key_derivation().expect("known"), dearer, "it never falls");
    assert!(matches!(
        vault.change_passphrase(&old, &new, None, &never),
        Err(VaultError::WrongPassphrase)
    ));
    desk.lock();
    assert!(matches!(unlock(&desk, WORDS), Err(VaultError::WrongPassphrase)));
    let vault = unlock(&desk, NEW_WORDS).expect("opens at the new cost");
    assert_eq!(vault.key_derivation().expect("known"), dearer);
    drop(vault);
    drop(quick(&desk).expect("quick unlock stays"));
    let vault = recover(&desk, &key).expect("the recovery key stays");
    assert_eq!(
        vault.key_derivation().expect("known"),
        dearer,
        "also after a recovery"
    );
}

#[test]
fn a_vault_open_for_reading_changes_no_way_in() {
    let mut desk = Desk::new();
    let id = desk
        .vault()
        .add_client("Plover", Level::Standard, false)
        .expect("adds");
    desk.lock();
    let (words, never) = (Passphrase::from(WORDS), Cancel::new());
    let mut vault =
        OpenVault::unlock_to_read(&desk.path(), &words, &desk.environment, &never).expect("opens");
    let before = contents(&desk.path());
    let refusals = [
        vault.begin_recovery_key().map(drop),
        vault.confirm_recovery_key(["", ""]),
        vault.enable_quick_unlock(),
        vault.disable_quick_unlock().map(drop),
        vault.rotate(&words, &never).map(drop),
        vault.rotate_client(id),
        vault.change_passphrase(&words, &words, None, &never),
    ];
    for (number, refused) in refusals.into_iter().enumerate() {
        assert!(matches!(refused, Err(VaultError::ReadOnly)), "call {number}");
    }
    assert_eq!(contents(&desk.path()), before);
}

#[test]
fn ways_in_are_told_of_nothing_but_a_vault() {
    let mut desk = Desk::new();
    let place = desk.path();
    assert_eq!(
        OpenVault::ways_in(&place).expect("reads beside the writer"),
        WaysIn {
            recovery: false,
            quick: false
        }
    );
    desk.vault().enable_quick_unlock().expect("turns on");
    assert!(OpenVault::ways_in(&place).expect("reads").quick);
    let empty = tempfile::tempdir().expect("a folder");
    assert!(matches!(
        OpenVault::ways_in(empty.path()),
        Err(VaultError::Absent)
    ));
    fs::write(empty.path().join("letter.txt"), "Dear Nora").expect("writes");
    assert!(matches!(
        OpenVault::ways_in(empty.path()),
        Err(VaultError::Foreign)
    ));
}
