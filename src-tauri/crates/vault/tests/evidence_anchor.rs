//! Evidence set back in time: an older `evidence.db` beside a newer client is met at the opening.

mod support;

use std::fs;
use std::path::PathBuf;
use support::{Desk, insert};
use uuid::Uuid;
use valise_vault::{Cancel, ClientStore, Fault, Freshness, VaultError};

fn quiet(_: u64, _: u64) {}

fn keep(store: &mut ClientStore, bytes: &[u8]) -> [u8; 32] {
    store
        .evidence_import(&mut &*bytes, None, &mut quiet, &Cancel::new())
        .expect("imports")
        .sha256
}

/// A client with one piece of evidence, closed, and its evidence file as it was then.
fn with_one(desk: &mut Desk) -> (Uuid, [u8; 32], PathBuf, Vec<u8>) {
    let mut store = desk.client("Plover");
    let id = store.id();
    let first = keep(&mut store, b"the first photograph");
    store.close().expect("closes");
    let file = desk.client_dir(id).join("evidence.db");
    let old = fs::read(&file).expect("reads");
    (id, first, file, old)
}

#[test]
fn an_older_evidence_file_is_told_and_the_client_opens_for_reading_only() {
    // Only reading the piece that was gone told it; the check of the vault found nothing.
    let mut desk = Desk::new();
    let (id, first, file, old) = with_one(&mut desk);
    let mut store = desk.vault().open_client(id).expect("opens");
    let second = keep(&mut store, b"the second photograph");
    insert(&mut store, "evidence", "{}");
    store.close().expect("closes");
    let new = fs::read(&file).expect("reads");
    fs::write(&file, &old).expect("sets back");

    let mut store = desk.vault().open_client(id).expect("opens to explain itself");
    assert_eq!(store.freshness(), Freshness::RolledBack);
    let report = store.check(true, &mut quiet, &Cancel::new()).expect("checks");
    assert_eq!(report.faults, [Fault::RolledBack]);
    assert!(matches!(
        store.transact::<_, VaultError>("add", "", |tx| tx.insert("notes", None, "", 0, "{}")),
        Err(VaultError::ReadOnly)
    ));
    assert!(matches!(store.evidence_erase(&first), Err(VaultError::ReadOnly)));
    drop(store);

    fs::write(&file, &new).expect("puts forward again");
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(store.freshness(), Freshness::Fresh);
    assert!(store.evidence_has(&second).expect("looks").is_some());
    drop(store);

    fs::write(&file, &old).expect("sets back");
    let store = desk.vault().open_client(id).expect("opens");
    let mut store = store.accept_rollback().expect("the person accepts");
    keep(&mut store, b"the second photograph, taken again");
    store.close().expect("closes");
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(
        store.freshness(),
        Freshness::Fresh,
        "from then on it is the present"
    );
    assert!(
        store
            .check(true, &mut quiet, &Cancel::new())
            .expect("checks")
            .is_sound()
    );
}

#[test]
fn a_piece_that_was_erased_does_not_come_back_in_silence() {
    let mut desk = Desk::new();
    let (id, first, file, old) = with_one(&mut desk);
    let mut store = desk.vault().open_client(id).expect("opens");
    store.evidence_erase(&first).expect("erases");
    store.close().expect("closes");
    let without = fs::read(&file).expect("reads");
    fs::write(&file, &old).expect("sets back");
    let store = desk.vault().open_client(id).expect("opens to explain itself");
    assert_eq!(store.freshness(), Freshness::RolledBack);
    drop(store);
    fs::write(&file, &without).expect("puts forward again");
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(store.freshness(), Freshness::Fresh);
}

#[test]
fn a_crash_before_the_registry_heard_of_it_is_no_rollback() {
    // Each change is on disk before the registry notes it: an older registry beside it is what a crash leaves.
    let mut desk = Desk::new();
    let (id, first, _, _) = with_one(&mut desk);
    let registry = desk.path().join("registry.db");
    let steps: [&dyn Fn(&mut ClientStore); 4] = [
        &|store| _ = keep(store, b"the second photograph"),
        &|store| store.evidence_erase(&first).expect("erases"),
        &|store| _ = keep(store, b"the first photograph"),
        // For the second time.
        &|store| store.evidence_erase(&first).expect("erases"),
    ];
    for (at, step) in steps.iter().enumerate() {
        desk.lock();
        let before = fs::read(&registry).expect("reads");
        desk.unlock().expect("unlocks");
        let mut store = desk.vault().open_client(id).expect("opens");
        step(&mut store);
        store.close().expect("closes");
        desk.lock();
        fs::write(&registry, &before).expect("as if it had not heard");
        desk.unlock().expect("unlocks");
        for again in ["once", "and noted by then"] {
            let store = desk.vault().open_client(id).expect("opens");
            assert_eq!(store.freshness(), Freshness::Fresh, "step {at}, {again}");
            store.close().expect("closes");
        }
    }
}

#[test]
fn a_client_may_be_far_ahead_of_an_older_registry() {
    let mut desk = Desk::new();
    let (id, first, _, _) = with_one(&mut desk);
    let registry = desk.path().join("registry.db");
    desk.lock();
    let before = fs::read(&registry).expect("reads");
    desk.unlock().expect("unlocks");
    let mut store = desk.vault().open_client(id).expect("opens");
    for number in 0..20_u8 {
        let kept = keep(&mut store, &[number; 300]);
        if number % 5 == 0 {
            store.evidence_erase(&kept).expect("erases");
        }
    }
    store.evidence_erase(&first).expect("erases");
    store.close().expect("closes");
    desk.lock();
    fs::write(&registry, &before).expect("sets back");
    desk.unlock().expect("unlocks");
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(store.freshness(), Freshness::Fresh);
}

#[test]
fn an_attempt_that_was_given_up_leaves_the_anchor_true() {
    let mut desk = Desk::new();
    let (id, _, _, _) = with_one(&mut desk);
    let mut store = desk.vault().open_client(id).expect("opens");
    insert(&mut store, "notes", "{}");
    let brought = keep(&mut store, b"half of what was dropped");
    store.evidence_give_back(&brought).expect("gives back");
    assert!(store.undo_label().expect("asks").is_some(), "this is no erasure");
    store.close().expect("closes");
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(store.freshness(), Freshness::Fresh);
    assert_eq!(store.evidence_list().expect("lists").len(), 1);
}
