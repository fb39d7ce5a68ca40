//! A restore that stops at each of its steps.

use super::restore::{change_names, prepare};
use super::{Snapshot, list};
use crate::client::freshness::Freshness;
use crate::client::unwrap;
use crate::environment::{Cancel, Environment};
use crate::error::VaultError;
use crate::keys::kdf::{KdfParams, KdfPolicy};
use crate::keys::{self, CLIENT_DATA};
use crate::registry::{self, Level};
use crate::secret::Passphrase;
use crate::vault::OpenVault;
use crate::{MemoryCredentials, SystemClock, SystemRandom};
use std::sync::Arc;
use uuid::Uuid;

struct Desk {
    dir: tempfile::TempDir,
    vault: Option<OpenVault>,
    environment: Environment,
    id: Uuid,
    snapshot: Snapshot,
}

/// A client with one row in its snapshot and a second one after it, in the log and not in the file.
fn desk() -> Desk {
    let dir = tempfile::tempdir().expect("a folder");
    let environment = Environment {
        clock: Arc::new(SystemClock::default()),
        random: Arc::new(SystemRandom),
        credentials: Arc::new(MemoryCredentials::new()),
        device: Uuid::nil(),
    };
    let mut vault = OpenVault::create(
        &dir.path().join("vault"),
        &Passphrase::from("words"),
        KdfPolicy::Fixed(KdfParams::FLOOR),
        &environment,
        &Cancel::new(),
    )
    .expect("creates");
    let id = vault.add_client("Plover", Level::Standard, false).expect("adds");
    let mut store = vault.open_client(id).expect("opens");
    let add = |store: &mut crate::ClientStore| {
        store
            .transact::<_, VaultError>("add", "", |tx| tx.insert("findings", None, "", 0, "{}"))
            .expect("adds")
    };
    add(&mut store);
    let snapshot = store
        .snapshot(&mut |_: u64, _: u64| {}, &Cancel::new())
        .expect("takes");
    add(&mut store);
    // Killed: closing would empty the log, so both are put back to what they were.
    let files = ["data.db", "data.db-wal"].map(|name| vault.client_dir(id).join(name));
    let left = files.map(|path| (std::fs::read(&path).expect("reads"), path));
    drop(store);
    for (bytes, path) in left {
        std::fs::write(path, bytes).expect("puts back");
    }
    Desk {
        dir,
        vault: Some(vault),
        environment,
        id,
        snapshot,
    }
}

impl Desk {
    fn vault(&self) -> &OpenVault {
        self.vault.as_ref().expect("unlocked")
    }

    fn prepare(&self) -> (i64, [u8; 32]) {
        let vault = self.vault();
        let secret = registry::secret(&vault.registry.lock(), self.id)
            .expect("reads")
            .expect("Standard");
        let found = unwrap::client_key(vault, self.id, &secret).expect("the key");
        let key = keys::derive(&found.key, self.id, CLIENT_DATA);
        let progress = &mut |_: u64, _: u64| {};
        let (head, _) =
            prepare(vault, self.id, &key, &self.snapshot, 2, progress, &Cancel::new()).expect("prepares");
        (head.seq, head.hash)
    }

    fn note(&self, (seq, head): (i64, [u8; 32])) {
        registry::begin_restore(&self.vault().registry.lock(), self.id, seq, &head).expect("notes");
    }

    /// As after a crash: another process unlocks and opens.
    fn rows_after_a_crash(&mut self) -> (usize, i64) {
        self.vault = None;
        let vault = OpenVault::unlock(
            &self.dir.path().join("vault"),
            &Passphrase::from("words"),
            &self.environment,
            &Cancel::new(),
        );
        let vault = self.vault.insert(vault.expect("unlocks"));
        for _ in 0..2 {
            let store = vault.open_client(self.id).expect("opens");
            assert_ne!(store.freshness(), Freshness::RolledBack);
            let report = store
                .check(true, &mut |_: u64, _: u64| {}, &Cancel::new())
                .expect("checks");
            assert!(report.is_sound(), "{report:?}");
            let list = store.db.prepare("SELECT 1 FROM snapshot_evidence");
            assert!(list.is_err(), "the file has a client's schema");
            drop(list);
            assert_eq!(store.check_snapshots(&Cancel::new()).expect("checks").1, []);
            store.close().expect("closes");
        }
        let mut store = vault.open_client(self.id).expect("opens");
        let found = (store.rows().expect("rows").len(), store.seq().expect("seq"));
        store
            .transact::<_, VaultError>("add", "", |tx| tx.insert("findings", None, "", 0, "{}"))
            .expect("goes on");
        found
    }
}

#[test]
fn stopped_before_the_note_nothing_has_happened() {
    let mut desk = desk();
    desk.prepare();
    assert_eq!(desk.rows_after_a_crash(), (2, 2));
    // And the next restore is not in the way of what was left.
    let (id, name) = (desk.id, desk.snapshot.name.clone());
    let restored = desk
        .vault
        .as_mut()
        .expect("unlocked")
        .restore_snapshot(id, &name, &mut |_: u64, _: u64| {}, &Cancel::new())
        .expect("restores");
    assert_eq!((restored.seq, restored.given_up), (1, 3));
    assert_eq!(desk.rows_after_a_crash(), (1, 2));
}

#[test]
fn stopped_after_the_note_it_is_carried_through() {
    let mut desk = desk();
    let end = desk.prepare();
    desk.note(end);
    assert_eq!(desk.rows_after_a_crash(), (1, 2));
}

#[test]
fn stopped_between_the_log_and_the_name_it_is_carried_through() {
    let mut desk = desk();
    let end = desk.prepare();
    desk.note(end);
    crate::files::remove_sides(&desk.vault().client_dir(desk.id).join("data.db")).expect("removes");
    assert_eq!(desk.rows_after_a_crash(), (1, 2));
}

#[test]
fn stopped_after_the_name_changed_it_is_no_rollback() {
    let mut desk = desk();
    let end = desk.prepare();
    desk.note(end);
    change_names(&desk.vault().client_dir(desk.id)).expect("changes");
    assert_eq!(desk.rows_after_a_crash(), (1, 2));
}

#[test]
fn an_unreadable_file_that_was_set_aside_leaves_no_gap() {
    let mut desk = desk();
    let end = desk.prepare();
    desk.note(end);
    // Its name is gone already, the new file's has not come.
    let dir = desk.vault().client_dir(desk.id);
    std::fs::rename(dir.join("data.db"), dir.join("snap/unreadable.db")).expect("moves");
    assert_eq!(desk.rows_after_a_crash(), (1, 2));
    assert_eq!(
        list(&dir).expect("lists").len(),
        1,
        "what cannot be read is no snapshot"
    );
}

#[test]
fn an_erasure_that_stopped_before_its_commit_gives_the_snapshots_back() {
    let mut desk = desk();
    let dir = desk.vault().client_dir(desk.id);
    super::aside::set(&dir, 3).expect("sets aside");
    assert!(list(&dir).expect("lists").is_empty());
    assert_eq!(desk.rows_after_a_crash(), (2, 2));
    assert_eq!(list(&dir).expect("lists").len(), 1);
}

#[test]
fn an_erasure_that_stopped_after_its_commit_takes_the_snapshots() {
    let mut desk = desk();
    let dir = desk.vault().client_dir(desk.id);
    let kept = desk.snapshot.path(&dir);
    let bytes = std::fs::read(&kept).expect("reads");
    let mut store = desk.vault().open_client(desk.id).expect("opens");
    let row = store.rows().expect("rows")[0].id;
    store.erase(row).expect("erases");
    assert!(list(&dir).expect("lists").is_empty());
    drop(store);
    // As if the removal had not come to its end.
    std::fs::create_dir(dir.join("snap.erasing-3")).expect("makes");
    std::fs::write(
        dir.join("snap.erasing-3").join(kept.file_name().expect("a name")),
        bytes,
    )
    .expect("writes");
    assert_eq!(desk.rows_after_a_crash(), (1, 3));
    assert!(list(&dir).expect("lists").is_empty() && !dir.join("snap.erasing-3").exists());
}
