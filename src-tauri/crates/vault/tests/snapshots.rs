//! Snapshots: taken when due, verified, thinned, restored, forgotten with what is erased.

mod support;

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use support::{Desk, insert};
use uuid::Uuid;
use valise_vault::{Cancel, ClientStore, Fault, Freshness, Level, Snapshot, VaultError, VaultFile};

const HOUR: i64 = 3_600_000;

fn quiet(_: u64, _: u64) {}

fn docs(store: &ClientStore) -> Vec<String> {
    store
        .rows()
        .expect("rows")
        .into_iter()
        .map(|row| row.doc)
        .collect()
}

fn take(store: &mut ClientStore) -> Snapshot {
    store.snapshot(&mut quiet, &Cancel::new()).expect("takes")
}

fn due(store: &mut ClientStore) -> Option<Snapshot> {
    store
        .snapshot_if_due(HOUR, &mut quiet, &Cancel::new())
        .expect("answers")
}

fn restore(desk: &mut Desk, id: Uuid, name: &str) -> valise_vault::RestoredSnapshot {
    desk.vault()
        .restore_snapshot(id, name, &mut quiet, &Cancel::new())
        .expect("restores")
}

/// A clock that only the test moves.
fn hands(desk: &mut Desk) -> Arc<support::TickingClock> {
    let clock = Arc::new(support::TickingClock(AtomicI64::new(1_795_000_000_000)));
    desk.lock();
    desk.environment.clock = clock.clone();
    desk.unlock().expect("unlocks");
    clock
}

#[test]
fn a_snapshot_is_due_after_a_write_and_an_hour() {
    let mut desk = Desk::new();
    let clock = hands(&mut desk);
    let mut store = desk.client("Plover");
    assert_eq!(due(&mut store), None, "nothing was ever written");
    insert(&mut store, "findings", r#"{"n":1}"#);
    let first = due(&mut store).expect("the first write");
    assert_eq!(first.seq, 1);
    assert_eq!(due(&mut store), None, "nothing since");
    insert(&mut store, "findings", r#"{"n":2}"#);
    assert_eq!(due(&mut store), None, "too soon");
    clock.0.fetch_add(HOUR, Ordering::Relaxed);
    assert_eq!(due(&mut store).expect("an hour later").seq, 2);
    insert(&mut store, "findings", r#"{"n":3}"#);
    clock.0.fetch_sub(40 * HOUR, Ordering::Relaxed);
    assert!(due(&mut store).is_some(), "a clock set back does not put it off");
    for n in 0..40 {
        clock.0.fetch_add(24 * HOUR, Ordering::Relaxed);
        insert(&mut store, "findings", &format!(r#"{{"day":{n}}}"#));
        due(&mut store).expect("daily");
    }
    let found = store.snapshots().expect("lists");
    assert_eq!(found[0].seq, 43, "newest first");
    assert!(
        (9..=11).contains(&found.len()),
        "seven days and the weeks before: {}",
        found.len()
    );
    let (looked, faults) = store.check_snapshots(&Cancel::new()).expect("checks");
    assert_eq!((looked, faults), (found.len(), vec![]));
    let id = store.id();
    store.close().expect("closes");
    assert_eq!(desk.vault().snapshots(id).expect("lists"), found);
}

#[test]
fn a_snapshot_is_one_sealed_file_and_leaves_nothing_beside_it() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    for n in 0..6 {
        insert_many(&mut store, n);
    }
    let mut told = Vec::new();
    let taken = store
        .snapshot(
            &mut |done: u64, total: u64| told.push((done, total)),
            &Cancel::new(),
        )
        .expect("takes");
    let (done, total) = *told.last().expect("was told");
    assert!(told.len() > 1 && done == total && told.is_sorted(), "{told:?}");
    let folder = desk.client_dir(store.id()).join("snap");
    let names: Vec<_> = fs::read_dir(&folder)
        .expect("lists")
        .map(|entry| entry.expect("entry").file_name().into_string().expect("text"))
        .collect();
    assert_eq!(names, [format!("{}.db", taken.name)]);
    let bytes = fs::read(folder.join(&names[0])).expect("reads");
    assert_eq!(bytes.len() as u64, taken.bytes);
    assert!(!bytes.windows(6).any(|window| window == b"words\""));
    assert_ne!(
        bytes[..16],
        fs::read(desk.client_dir(store.id()).join("data.db")).expect("reads")[..16]
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path| fs::metadata(path).expect("metadata").permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join(&names[0]))), (0o700, 0o600));
    }
}

#[test]
fn a_cancelled_snapshot_is_none() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    for n in 0..6 {
        insert_many(&mut store, n);
    }
    let cancel = Cancel::new();
    let mut calls = 0;
    let refused = store.snapshot(
        &mut |_: u64, _: u64| {
            calls += 1;
            cancel.cancel();
        },
        &cancel,
    );
    assert!(matches!(refused, Err(VaultError::Cancelled)));
    assert_eq!(calls, 1);
    let folder = desk.client_dir(store.id()).join("snap");
    assert_eq!(fs::read_dir(folder).expect("lists").count(), 0);
    assert!(store.snapshots().expect("lists").is_empty());
    insert(&mut store, "findings", "{}");
    take(&mut store);
}

fn insert_many(store: &mut ClientStore, n: usize) {
    store
        .transact::<_, VaultError>("fill", "", |tx| {
            for m in 0..500 {
                tx.insert(
                    "findings",
                    None,
                    "",
                    0,
                    &format!(r#"{{"n":{n},"m":{m},"t":"some more words"}}"#),
                )?;
            }
            Ok(())
        })
        .expect("fills");
}

#[test]
fn a_restore_can_be_taken_back_and_the_journal_says_so() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let id = store.id();
    insert(&mut store, "findings", r#"{"v":"early"}"#);
    let blob = store
        .evidence_import(&mut &[1_u8; 3000][..], None, &mut quiet, &Cancel::new())
        .expect("imports");
    let gone = store
        .evidence_import(&mut &[2_u8; 3000][..], None, &mut quiet, &Cancel::new())
        .expect("imports");
    let early = take(&mut store);
    insert(&mut store, "findings", r#"{"v":"late"}"#);
    store.evidence_erase(&gone.sha256).expect("erases");
    assert!(matches!(
        desk.vault()
            .restore_snapshot(id, &early.name, &mut quiet, &Cancel::new()),
        Err(VaultError::ClientOpen)
    ));
    store.close().expect("closes");
    assert!(matches!(
        desk.vault()
            .restore_snapshot(id, "1-1-0000000000000000", &mut quiet, &Cancel::new()),
        Err(VaultError::NoSuchSnapshot)
    ));
    assert!(matches!(
        desk.vault()
            .restore_snapshot(id, "../../registry", &mut quiet, &Cancel::new()),
        Err(VaultError::NoSuchSnapshot)
    ));

    let restored = restore(&mut desk, id, &early.name);
    assert_eq!((restored.seq, restored.given_up), (1, 2));
    assert_eq!(
        restored.missing_evidence,
        [gone],
        "what the store no longer has is said"
    );
    let kept = restored.kept.expect("the replaced file could be read");
    assert_eq!(kept.seq, 2);
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(
        (store.freshness(), store.is_read_only()),
        (Freshness::Fresh, false)
    );
    assert_eq!(docs(&store), [r#"{"v":"early"}"#]);
    assert_eq!(
        store.verify_chain().expect("verifies"),
        2,
        "the restore is an entry"
    );
    assert_eq!(store.evidence_list().expect("lists"), [blob]);
    let report = store.check(true, &mut quiet, &Cancel::new()).expect("checks");
    assert!(report.is_sound(), "{report:?}");
    store.close().expect("closes");

    let back = restore(&mut desk, id, &kept.name);
    assert_eq!((back.seq, back.given_up), (2, 2));
    assert_eq!(back.missing_evidence, []);
    let mut store = desk.vault().open_client(id).expect("opens");
    assert_eq!(docs(&store), [r#"{"v":"early"}"#, r#"{"v":"late"}"#]);
    insert(&mut store, "findings", "{}");
    assert_eq!(store.verify_chain().expect("goes on"), 4);
    assert_eq!(store.snapshots().expect("lists").len(), 3);
    assert_eq!(
        store.check_snapshots(&Cancel::new()).expect("checks"),
        (3, vec![])
    );
}

#[test]
fn a_file_that_was_set_back_names_the_snapshots_ahead_of_it() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let id = store.id();
    insert(&mut store, "findings", r#"{"n":1}"#);
    take(&mut store);
    store.close().expect("closes");
    let file = desk.client_dir(id).join("data.db");
    let old = fs::read(&file).expect("reads");
    let mut store = desk.vault().open_client(id).expect("opens");
    insert(&mut store, "findings", r#"{"n":2}"#);
    let ahead = take(&mut store);
    store.close().expect("closes");
    fs::write(&file, old).expect("sets back");

    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(store.freshness(), Freshness::RolledBack);
    assert_eq!(
        store.snapshots_ahead().expect("lists"),
        std::slice::from_ref(&ahead)
    );
    drop(store);
    restore(&mut desk, id, &ahead.name);
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(store.freshness(), Freshness::Fresh);
    assert_eq!(docs(&store).len(), 2, "what was set back is there again");
}

#[test]
fn an_unreadable_file_is_replaced_and_not_thrown_away() {
    type Break = fn(&std::path::Path);
    let breaks: [Break; 4] = [
        |file| fs::remove_file(file).expect("removes"),
        |file| fs::write(file, [7; 9000]).expect("overwrites"),
        |file| {
            let mut bytes = fs::read(file).expect("reads");
            bytes.truncate(5000);
            fs::write(file, bytes).expect("cuts off");
        },
        |file| {
            let mut bytes = fs::read(file).expect("reads");
            let at = bytes.len() - 5000;
            bytes[at] ^= 1;
            fs::write(file, bytes).expect("flips a bit near the end");
        },
    ];
    for (n, damage) in breaks.iter().enumerate() {
        let mut desk = Desk::new();
        let mut store = desk.client("Plover");
        let id = store.id();
        insert_many(&mut store, 0);
        let taken = take(&mut store);
        store.close().expect("closes");
        let file = desk.client_dir(id).join("data.db");
        damage(&file);
        let broken = fs::read(&file).ok();
        let restored = restore(&mut desk, id, &taken.name);
        assert_eq!(restored.kept, None, "damage {n}");
        let mut store = desk.vault().open_client(id).expect("opens");
        assert_eq!(docs(&store).len(), 500, "damage {n}");
        let report = store.check(true, &mut quiet, &Cancel::new()).expect("checks");
        assert!(report.is_sound(), "damage {n}: {report:?}");
        assert_eq!(
            fs::read(desk.client_dir(id).join("snap/unreadable.db")).ok(),
            broken,
            "damage {n}"
        );
        insert(&mut store, "findings", "{}");
    }
}

#[test]
fn a_damaged_or_renamed_snapshot_is_told_and_restores_nothing() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let id = store.id();
    insert(&mut store, "findings", r#"{"n":1}"#);
    let first = take(&mut store);
    insert(&mut store, "findings", r#"{"n":2}"#);
    let second = take(&mut store);
    let folder = desk.client_dir(id).join("snap");
    let path = |name: &str| folder.join(format!("{name}.db"));
    let whole = fs::read(path(&second.name)).expect("reads");
    let mut told = 0;
    for page in 0..whole.len() / 4096 {
        let mut bytes = whole.clone();
        bytes[page * 4096 + 77] ^= 4;
        fs::write(path(&second.name), bytes).expect("flips");
        let (looked, faults) = store.check_snapshots(&Cancel::new()).expect("checks");
        assert_eq!(
            (looked, faults),
            (2, vec![Fault::Snapshot(second.name.clone())]),
            "page {page}"
        );
        told += 1;
    }
    assert!(told > 10);
    store.close().expect("closes");
    let refused = desk
        .vault()
        .restore_snapshot(id, &second.name, &mut quiet, &Cancel::new());
    assert!(
        matches!(
            refused,
            Err(VaultError::Damaged(VaultFile::Snapshot)) | Err(VaultError::Database { .. })
        ),
        "{refused:?}"
    );
    // An older one under a newer one's name.
    fs::copy(path(&first.name), path(&second.name)).expect("copies");
    let refused = desk
        .vault()
        .restore_snapshot(id, &second.name, &mut quiet, &Cancel::new());
    assert!(
        matches!(refused, Err(VaultError::Damaged(VaultFile::Snapshot))),
        "{refused:?}"
    );
    // Another client's, and plain text.
    let mut wren = desk.client("Wren");
    insert(&mut wren, "findings", "{}");
    let theirs = take(&mut wren);
    fs::copy(
        desk.client_dir(wren.id())
            .join("snap")
            .join(format!("{}.db", theirs.name)),
        path(&second.name),
    )
    .expect("copies");
    let refused = desk
        .vault()
        .restore_snapshot(id, &second.name, &mut quiet, &Cancel::new());
    assert!(
        matches!(refused, Err(VaultError::Damaged(VaultFile::Snapshot))),
        "{refused:?}"
    );
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!((docs(&store).len(), store.freshness()), (2, Freshness::Fresh));
    assert!(!desk.client_dir(id).join("data.db.restored").exists());
}

#[test]
fn erasure_and_a_new_key_reach_the_snapshots() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let id = store.id();
    let row = insert(&mut store, "findings", r#"{"word":"quokka"}"#);
    insert(&mut store, "findings", "{}");
    take(&mut store);
    assert!(matches!(store.erase(Uuid::nil()), Err(VaultError::NoSuchRow)));
    assert_eq!(store.snapshots().expect("lists").len(), 1, "nothing was erased");
    store.erase(row).expect("erases");
    assert!(store.snapshots().expect("lists").is_empty());
    let folder = desk.client_dir(id);
    let left: Vec<_> = fs::read_dir(&folder)
        .expect("lists")
        .map(|entry| entry.expect("entry").file_name().into_string().expect("text"))
        .filter(|name| name.starts_with("snap"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    take(&mut store);
    store.close().expect("closes");
    desk.vault().set_level(id, Level::Strict).expect("reseals");
    assert!(
        desk.vault().snapshots(id).expect("lists").is_empty(),
        "they had the old key"
    );
    let mut store = desk.vault().open_client(id).expect("opens");
    take(&mut store);
    store.close().expect("closes");
    let name = desk.vault().snapshots(id).expect("lists")[0].name.clone();
    restore(&mut desk, id, &name);
    desk.vault().open_client(id).expect("opens under the new key");
}

#[test]
fn a_full_disk_leaves_no_snapshot_and_the_client_as_it_was() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    for n in 0..12 {
        insert_many(&mut store, n);
    }
    let id = store.id();
    store.close().expect("closes");
    desk.lock();
    // In blocks of 512 bytes: less than the snapshot needs. The signal for it is ignored.
    let output = support::child::again_through(
        "trap '' XFSZ; ulimit -f 600; exec \"$@\"",
        "child_takes_a_snapshot_without_room",
        &desk.path(),
    )
    .output()
    .expect("runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("no room, all there"),
        "{output:?}"
    );
    let mut store = desk.unlock().expect("unlocks").open_client(id).expect("opens");
    assert_eq!(docs(&store).len(), 6000);
    assert!(store.snapshots().expect("lists").is_empty());
    take(&mut store);
}

#[test]
#[allow(clippy::print_stdout, reason = "how a process tells its parent")]
fn child_takes_a_snapshot_without_room() {
    let Some(dir) = support::child::folder() else {
        return;
    };
    let (environment, _) = support::environment();
    let words = valise_vault::Passphrase::from(support::WORDS);
    let vault = valise_vault::OpenVault::unlock(&dir, &words, &environment, &Cancel::new()).expect("unlocks");
    let id = vault.clients().expect("lists")[0].id;
    let mut store = vault.open_client(id).expect("opens");
    let refused = store.snapshot(&mut quiet, &Cancel::new()).expect_err("no room");
    assert!(
        matches!(
            refused,
            VaultError::DiskFull | VaultError::Disk { .. } | VaultError::Io(_)
        ),
        "{refused:?}"
    );
    assert_eq!(
        fs::read_dir(dir.join("clients").join(id.to_string()).join("snap"))
            .expect("lists")
            .count(),
        0
    );
    assert_eq!(docs(&store).len(), 6000);
    println!("no room, all there");
}
