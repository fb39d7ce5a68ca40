//! The ways into a vault: passphrase and recovery key, beside the others.

mod support;

use std::fs;
use support::doors::{NEW_WORDS, quick, quick_name, recover, unlock};
use support::folder::contents;
use support::{Desk, WORDS, floor, insert, recovery_key, two_of};
use valise_vault::{
    Cancel, CredentialStore as _, KdfParams, KdfPolicy, Level, OpenVault, Passphrase, VaultError, WaysIn,
};

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
