//! What an ordinary day asks of the vault.

mod support;

use support::{Desk, insert};
use valise_vault::{
    Cancel, ChangeKind, Freshness, Hit, Level, OpenVault, Passphrase, Presence, VaultError, probe,
};

fn quiet(_: u64, _: u64) {}

#[test]
fn a_day_of_work_survives_lock_and_unlock() {
    let mut desk = Desk::new();
    assert_eq!(probe(&desk.path()).expect("probes"), Presence::Sealed);
    let mut store = desk.client("Plover");
    let id = store.id();
    let outcome = store
        .transact::<_, VaultError>("add_finding", "F01", |tx| {
            let id = tx.insert(
                "findings",
                None,
                "F01",
                1,
                r#"{"title":"Crème brûlée backup is missing"}"#,
            )?;
            tx.insert("actions", Some(id), "A01", 1, r#"{"title":"Set up the drill"}"#)?;
            Ok(id)
        })
        .expect("writes");
    assert_eq!((outcome.changes.len(), outcome.seq), (2, 1));
    assert_eq!(outcome.changes[0].kind, ChangeKind::Inserted);
    let hits = store.search("creme brul", 10).expect("searches");
    assert_eq!(
        hits.len(),
        1,
        "marks on letters do not count, the last word is a beginning"
    );
    assert!(
        hits[0]
            .snippet
            .contains(&format!("{}Crème{}", Hit::OPEN, Hit::CLOSE))
    );
    assert!(
        store
            .search("\" OR NEAR( * -", 10)
            .expect("no operator gets through")
            .is_empty()
    );
    store
        .save_draft("finding/title", "half a sen")
        .expect("keeps the draft");

    let blob = store
        .evidence_import(&mut &b"a screenshot"[..], Some(12), &mut quiet, &Cancel::new())
        .expect("imports evidence");
    let head = store.chain_head().expect("a head");
    store.close().expect("closes");
    desk.lock();

    let vault = desk.unlock().expect("unlocks");
    let store = vault.open_client(id).expect("opens");
    assert_eq!(store.freshness(), Freshness::Fresh);
    assert_eq!(store.chain_head().expect("a head"), head);
    assert_eq!(store.rows().expect("rows").len(), 2);
    assert_eq!(store.children(outcome.value).expect("children").len(), 1);
    assert_eq!(store.drafts().expect("drafts")[0].text, "half a sen");
    let mut back = Vec::new();
    store
        .evidence_read(&blob.sha256, &mut back, &mut quiet, &Cancel::new())
        .expect("reads evidence");
    assert_eq!(back, b"a screenshot");
    let report = store.check(true, &mut quiet, &Cancel::new()).expect("checks");
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.rows, report.entries, report.evidence), (2, 1, 1));
}

#[test]
fn an_error_in_the_closure_leaves_nothing() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let outcome: Result<valise_vault::Outcome<()>, VaultError> = store.transact("half", "", |tx| {
        tx.insert("findings", None, "F01", 1, "{}")?;
        Err(VaultError::NoSuchRow)
    });
    assert!(outcome.is_err());
    assert!(store.rows().expect("rows").is_empty() && store.seq().expect("seq") == 0);
    let nothing = store
        .transact::<_, VaultError>("look", "", |tx| tx.rows())
        .expect("reads");
    assert_eq!(
        (nothing.seq, nothing.changes.len()),
        (0, 0),
        "what changed nothing is not journaled"
    );
}

#[test]
fn undo_redo_history_and_trash() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let id = insert(&mut store, "findings", r#"{"v":1}"#);
    store
        .transact::<_, VaultError>("edit", "two", |tx| tx.update(id, r#"{"v":2}"#))
        .expect("edits");
    store
        .transact::<_, VaultError>("trash", "", |tx| tx.trash(id))
        .expect("trashes");
    assert!(store.rows().expect("rows").is_empty());
    assert_eq!(store.trash().expect("trash").len(), 1);
    assert!(
        store
            .transact::<_, VaultError>("edit", "", |tx| tx.update(id, "{}"))
            .is_err(),
        "trashed rows are left alone"
    );
    assert_eq!(
        store.undo().expect("undoes").changes[0].kind,
        ChangeKind::Restored
    );
    assert_eq!(store.undo_label().expect("label").expect("one").detail, "two");
    store.undo().expect("undoes");
    assert_eq!(store.row(id).expect("row").expect("there").doc, r#"{"v":1}"#);
    assert_eq!(store.undo().expect("undoes").changes[0].kind, ChangeKind::Removed);
    assert!(matches!(store.undo(), Err(VaultError::NothingToUndo)));
    for _ in 0..3 {
        store.redo().expect("redoes");
    }
    assert_eq!(store.trash().expect("trash").len(), 1);
    store
        .transact::<_, VaultError>("restore", "", |tx| tx.restore(id))
        .expect("restores");
    assert!(matches!(store.redo(), Err(VaultError::NothingToRedo)));
    let history = store.history(id).expect("history");
    assert_eq!(history.len(), 10);
    store.restore_version(id, 1).expect("goes back");
    assert_eq!(store.row(id).expect("row").expect("there").doc, r#"{"v":1}"#);
    store.barrier();
    assert!(store.undo_label().expect("label").is_none());
    assert_eq!(store.verify_chain().expect("verifies"), 11);
}

#[test]
fn erasing_leaves_a_dated_entry_and_a_chain_that_verifies() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let kept = insert(&mut store, "findings", r#"{"title":"kept"}"#);
    let gone = insert(&mut store, "findings", r#"{"title":"quokka"}"#);
    store
        .transact::<_, VaultError>("edit", "quokka", |tx| {
            tx.update(gone, r#"{"title":"quokka twice"}"#)
        })
        .expect("edits");
    store
        .save_draft(&format!("finding/{gone}/title"), "quokka thrice")
        .expect("drafts");
    let before = store.chain_head().expect("head");
    store.erase(gone).expect("erases");
    assert_ne!(store.chain_head().expect("head"), before);
    assert!(store.row(gone).expect("row").is_none() && store.drafts().expect("drafts").is_empty());
    assert!(store.search("quokka", 5).expect("search").is_empty());
    let history = store.history(gone).expect("history");
    assert_eq!(history.len(), 3);
    assert!(
        history
            .iter()
            .all(|version| version.erased && version.after.is_none() && version.before.is_none())
    );
    assert_eq!(history[0].kind, ChangeKind::Erased);
    assert!(history[0].at_ms > 0);
    assert_eq!(store.verify_chain().expect("verifies"), 4);
    assert!(
        store
            .check(true, &mut quiet, &Cancel::new())
            .expect("checks")
            .is_sound()
    );
    assert_eq!(
        store.row(kept).expect("row").expect("there").doc,
        r#"{"title":"kept"}"#
    );
    assert!(store.erase(gone).is_ok(), "erasing again is harmless");
    assert!(
        matches!(store.undo(), Err(VaultError::NothingToUndo)),
        "erasure ends the undo stack"
    );
    assert!(matches!(
        store.restore_version(gone, 2),
        Err(VaultError::NoSuchVersion)
    ));
}

#[test]
fn the_registry_keeps_clients_settings_and_own_records() {
    let mut desk = Desk::new();
    let vault = desk.vault();
    let wren = vault.add_client("Wren", Level::Standard, true).expect("adds");
    assert!(matches!(
        vault.add_client("wren", Level::Standard, false),
        Err(VaultError::CodenameTaken)
    ));
    assert!(matches!(
        vault.add_client(" \n", Level::Standard, false),
        Err(VaultError::CodenameUnfit)
    ));
    let plover = vault.add_client("Plover", Level::Standard, false).expect("adds");
    assert!(matches!(
        vault.rename(plover, "WREN"),
        Err(VaultError::CodenameTaken)
    ));
    vault.rename(plover, "Avocet").expect("renames");
    vault.set_due(wren, Some(r#"{"actions":2}"#)).expect("notes");
    assert!(matches!(vault.set_due(wren, Some("{")), Err(VaultError::NotJson)));
    let names: Vec<_> = vault
        .clients()
        .expect("lists")
        .into_iter()
        .map(|entry| entry.codename)
        .collect();
    assert_eq!(names, ["Avocet", "Wren"]);
    vault.set_setting("theme", r#""dark""#).expect("keeps");
    vault
        .put_own("question", "X-01", r#"{"text":"Who holds the keys?"}"#)
        .expect("keeps");
    desk.lock();
    let vault = desk.unlock().expect("unlocks");
    assert_eq!(
        vault.setting("theme").expect("reads").as_deref(),
        Some(r#""dark""#)
    );
    assert_eq!(vault.list_own("question").expect("lists").len(), 1);
    assert!(vault.own("question", "X-01").expect("reads").is_some());
    assert!(vault.remove_own("question", "X-01").expect("removes"));
    assert!(!vault.remove_own("question", "X-01").expect("removes"));
    assert_eq!(vault.remove_client(wren).expect("destroys").credential, None);
    assert!(matches!(vault.open_client(wren), Err(VaultError::NoSuchClient)));
    assert!(!desk.client_dir(wren).exists());
}

#[test]
fn a_changed_passphrase_opens_and_the_old_one_does_not() {
    let mut desk = Desk::new();
    let next = Passphrase::from("walnut glacier ribbon orbit spoon");
    let current = Passphrase::from(support::WORDS);
    assert!(matches!(
        desk.vault()
            .change_passphrase(&next, &current, None, &Cancel::new()),
        Err(VaultError::WrongPassphrase)
    ));
    desk.vault()
        .change_passphrase(&current, &next, None, &Cancel::new())
        .expect("changes");
    desk.lock();
    assert!(matches!(desk.unlock(), Err(VaultError::WrongPassphrase)));
    OpenVault::unlock(&desk.path(), &next, &desk.environment, &Cancel::new()).expect("opens");
}

#[test]
fn the_same_passphrase_typed_in_another_unicode_form_opens() {
    let dir = tempfile::tempdir().expect("a folder");
    let (environment, _) = support::environment();
    let composed = Passphrase::from("café ﬁve");
    OpenVault::create(
        &dir.path().join("v"),
        &composed,
        support::floor(),
        &environment,
        &Cancel::new(),
    )
    .expect("creates");
    let decomposed = Passphrase::from("cafe\u{301} five");
    OpenVault::unlock(&dir.path().join("v"), &decomposed, &environment, &Cancel::new()).expect("opens");
    assert_eq!(format!("{composed:?}"), "Passphrase(…)");
}

#[test]
fn an_open_vault_and_client_may_move_to_another_thread() {
    fn may_move<T: Send>() {}
    may_move::<OpenVault>();
    may_move::<valise_vault::ClientStore>();
}

#[test]
fn secrets_do_not_show_in_debug_output() {
    let mut desk = Desk::new();
    let id = desk
        .vault()
        .add_client("Zaunkoenig", Level::Strict, false)
        .expect("adds");
    let sheet = desk.vault().sheet(id).expect("sheet");
    let store = desk.vault().open_client(id).expect("opens");
    let shown = format!("{:?} {:?} {:?} {:?}", desk.vault, store, sheet, desk.environment);
    let group = sheet.groups().next().expect("one");
    assert!(!shown.contains(group) && !shown.contains("Zaunkoenig"), "{shown}");
}
