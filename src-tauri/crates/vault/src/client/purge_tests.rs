//! An erased word stands in no decrypted page of the file, free pages and search index included.

use super::ClientStore;
use crate::environment::{Cancel, Environment};
use crate::error::VaultError;
use crate::keys::kdf::{KdfParams, KdfPolicy};
use crate::registry::Level;
use crate::secret::Passphrase;
use crate::vault::OpenVault;
use crate::{MemoryCredentials, SystemClock, SystemRandom};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

struct Desk {
    _dir: tempfile::TempDir,
    vault: OpenVault,
    cases: u32,
}

static DESK: LazyLock<Mutex<Desk>> = LazyLock::new(|| {
    let dir = tempfile::tempdir().expect("a folder");
    let environment = Environment {
        clock: Arc::new(SystemClock::default()),
        random: Arc::new(SystemRandom),
        credentials: Arc::new(MemoryCredentials::new()),
        device: uuid::Uuid::nil(),
    };
    let vault = OpenVault::create(
        &dir.path().join("vault"),
        &Passphrase::from("words"),
        KdfPolicy::Fixed(KdfParams::FLOOR),
        &environment,
        &Cancel::new(),
    );
    Mutex::new(Desk {
        vault: vault.expect("creates"),
        _dir: dir,
        cases: 0,
    })
});

/// Every page as SQLite sees it, the log included.
fn decrypted(store: &mut ClientStore) -> Vec<u8> {
    store.db.serialize("main").expect("every page").to_vec()
}

fn holds(pages: &[u8], word: &str) -> bool {
    // The search index keeps words in small letters and without the beginning that they share with
    // their neighbour: the middle of the word is what all forms have.
    let pages = pages.to_ascii_lowercase();
    let part = word[2..word.len() - 1].to_ascii_lowercase();
    pages.windows(part.len()).any(|window| window == part.as_bytes())
}

#[derive(Debug, Clone)]
struct Life {
    edits: Vec<usize>,
    undone: usize,
    trashed: bool,
    neighbours: usize,
    with_draft: bool,
    reopened: bool,
}

fn life() -> impl Strategy<Value = Life> {
    (
        prop::collection::vec(0..900_usize, 0..6),
        0..4_usize,
        any::<bool>(),
        0..30_usize,
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(edits, undone, trashed, neighbours, with_draft, reopened)| Life {
                edits,
                undone,
                trashed,
                neighbours,
                with_draft,
                reopened,
            },
        )
}

fn doc(word: &str, filler: usize) -> String {
    format!(
        r#"{{"title":"The {word} question","text":"{}","list":["{word}ish"]}}"#,
        "lorem ipsum ".repeat(filler)
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn erased_words_are_nowhere(life in life()) {
        let mut desk = DESK.lock().unwrap_or_else(PoisonError::into_inner);
        desk.cases += 1;
        let name = format!("Case {}", desk.cases);
        let id = desk.vault.add_client(&name, Level::Standard, false).expect("adds");
        let mut store = desk.vault.open_client(id).expect("opens");
        let write = |store: &mut ClientStore, word: &str, filler: usize| {
            let done = store.transact::<_, VaultError>("add", &format!("adds {word}"), |tx| {
                tx.insert("findings", None, &format!("C-{word}"), 0, &doc(word, filler))
            });
            done.expect("writes").value
        };
        for n in 0..life.neighbours {
            write(&mut store, &format!("neighbour{n}"), n * 7);
        }
        let gone = write(&mut store, "zyxquokkawv", 3);
        for (n, filler) in life.edits.iter().enumerate() {
            let text = doc(&format!("zyxquokkawv{n}"), *filler);
            let edit = |tx: &mut super::transact::Tx<'_>| tx.update(gone, &text);
            store.transact::<_, VaultError>("edit", "zyxquokkawv again", edit).expect("edits");
        }
        for n in 0..life.neighbours {
            write(&mut store, &format!("later{n}"), n * 3);
        }
        for _ in 0..life.undone.min(life.edits.len()) {
            store.undo().expect("undoes");
        }
        if life.trashed && store.row(gone).expect("row").is_some() {
            store.transact::<_, VaultError>("trash", "", |tx| tx.trash(gone)).expect("trashes");
        }
        if life.with_draft {
            store.save_draft(&format!("{gone}/title"), "zyxquokkawv draft").expect("drafts");
        }
        if life.reopened {
            store.close().expect("closes");
            store = desk.vault.open_client(id).expect("opens");
        }
        let neighbours = store.rows().expect("rows").len() - usize::from(!life.trashed && store.row(gone).expect("row").is_some());
        prop_assert!(holds(&decrypted(&mut store), "zyxquokkawv"), "the search finds what is there");
        store.erase(gone).expect("erases");
        prop_assert!(!holds(&decrypted(&mut store), "zyxquokkawv"), "no page holds the word");
        prop_assert_eq!(store.rows().expect("rows").len(), neighbours);
        let report = store.check(false, &mut |_: u64, _: u64| {}, &Cancel::new()).expect("checks");
        prop_assert!(report.is_sound(), "{:?}", report.faults);
        let log = desk.vault.client_dir(id).join("data.db-wal");
        prop_assert_eq!(std::fs::metadata(log).map_or(0, |found| found.len()), 0, "and no earlier page is in the log");
    }
}

#[test]
fn the_journal_and_the_evidence_refuse_to_be_changed() {
    let mut desk = DESK.lock().unwrap_or_else(PoisonError::into_inner);
    let id = desk
        .vault
        .add_client("Append only", Level::Standard, false)
        .expect("adds");
    let mut store = desk.vault.open_client(id).expect("opens");
    store
        .transact::<_, VaultError>("add", "", |tx| tx.insert("findings", None, "", 0, "{}"))
        .expect("writes");
    for sql in [
        "DELETE FROM journal",
        "UPDATE journal SET op = 'other'",
        "DELETE FROM change",
        "UPDATE change SET kind = 2",
        "DELETE FROM image",
        "UPDATE image SET doc = '[]'",
        "DELETE FROM detail",
        "UPDATE detail SET text = 'x'",
    ] {
        assert!(store.db.execute(sql, []).is_err(), "{sql}");
    }
    store
        .evidence_import(&mut &b"abc"[..], None, &mut |_: u64, _: u64| {}, &Cancel::new())
        .expect("imports");
    for sql in [
        "DELETE FROM chunk",
        "UPDATE chunk SET bytes = x'00'",
        "DELETE FROM blob",
        "UPDATE blob SET length = 1",
    ] {
        assert!(store.evidence.connection().execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
fn what_goes_around_the_journal_is_found() {
    let mut desk = DESK.lock().unwrap_or_else(PoisonError::into_inner);
    let id = desk
        .vault
        .add_client("Around", Level::Standard, false)
        .expect("adds");
    let mut store = desk.vault.open_client(id).expect("opens");
    let row = store
        .transact::<_, VaultError>("add", "", |tx| tx.insert("findings", None, "", 0, "{}"))
        .expect("writes")
        .value;
    store
        .db
        .execute("UPDATE record SET doc = '[]'", [])
        .expect("as another program would");
    assert_eq!(store.rows_not_as_journaled().expect("compares"), [row]);
    store.db.execute("DELETE FROM record", []).expect("or worse");
    assert_eq!(store.rows_not_as_journaled().expect("compares"), [row]);
    store
        .db
        .execute(
            "INSERT INTO journal SELECT 2, 0, 0, device, 1, NULL, 'x', detail, hash FROM journal",
            [],
        )
        .expect("adds");
    assert!(matches!(
        store.verify_chain(),
        Err(VaultError::ChainBroken { seq: 2 })
    ));
}

#[test]
fn a_required_setting_is_in_force_on_every_connection() {
    let mut desk = DESK.lock().unwrap_or_else(PoisonError::into_inner);
    let id = desk
        .vault
        .add_client("Settings", Level::Standard, false)
        .expect("adds");
    let store = desk.vault.open_client(id).expect("opens");
    let registry = desk.vault.registry.lock();
    for db in [&store.db, store.evidence.connection(), &registry] {
        for (pragma, value) in [
            ("PRAGMA synchronous", 2),
            ("PRAGMA temp_store", 2),
            ("PRAGMA foreign_keys", 1),
            ("PRAGMA trusted_schema", 0),
            ("PRAGMA secure_delete", 1),
            ("PRAGMA cell_size_check", 1),
            ("PRAGMA mmap_size", 0),
            ("PRAGMA cipher_memory_security", 1),
        ] {
            let found = crate::db::open::number(db, pragma);
            // A setting without effect answers nothing at all: with no memory map there is no size.
            assert!(
                matches!(found, Ok(found) if found == value) || (pragma.contains("mmap") && found.is_err()),
                "{pragma}: {found:?}"
            );
        }
        let mode: String = db
            .query_row("PRAGMA journal_mode", [], |row| row.get(0))
            .expect("a mode");
        assert_eq!(mode, "wal");
        assert!(
            db.db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE)
                .expect("answers")
        );
        assert!(db.execute_batch("ATTACH ':memory:' AS other").is_err());
    }
}

#[test]
fn an_erasure_also_reaches_the_copy_from_before_a_migration() {
    let mut desk = DESK.lock().unwrap_or_else(PoisonError::into_inner);
    let id = desk
        .vault
        .add_client("Copies", Level::Standard, false)
        .expect("adds");
    let copies = ["data.db.v1", "evidence.db.v1"].map(|name| desk.vault.client_dir(id).join(name));
    for copy in &copies {
        std::fs::write(copy, "an older version").expect("writes");
    }
    let mut store = desk.vault.open_client(id).expect("opens");
    let add = |tx: &mut super::transact::Tx<'_>| tx.insert("findings", None, "", 0, "{}");
    let row = store
        .transact::<_, VaultError>("add", "", add)
        .expect("adds")
        .value;
    store.erase(row).expect("erases");
    assert_eq!(copies.each_ref().map(|copy| copy.exists()), [false, true]);
    let quiet = &mut |_: u64, _: u64| {};
    let blob = store
        .evidence_import(&mut &b"abc"[..], None, quiet, &Cancel::new())
        .expect("imports");
    store.evidence_erase(&blob.sha256).expect("erases");
    assert!(!copies[1].exists());
}

/// With FTS5's own `secure-delete` (SQLite 3.53.4), a row whose words went from a few occurrences to
/// very many left an index with a wrong checksum once it was deleted.
#[test]
fn the_search_index_stays_sound_after_a_long_text_is_erased() {
    let mut desk = DESK.lock().unwrap_or_else(PoisonError::into_inner);
    let id = desk
        .vault
        .add_client("Long text", Level::Standard, false)
        .expect("adds");
    let mut store = desk.vault.open_client(id).expect("opens");
    for filler in [128, 5000] {
        let add = |tx: &mut super::transact::Tx<'_>| tx.insert("findings", None, "", 0, &doc("word", 3));
        let row = store
            .transact::<_, VaultError>("add", "", add)
            .expect("adds")
            .value;
        store
            .transact::<_, VaultError>("edit", "", |tx| tx.update(row, &doc("word", filler)))
            .expect("edits");
        store.erase(row).expect("erases");
        let report = store
            .check(false, &mut |_: u64, _: u64| {}, &Cancel::new())
            .expect("checks");
        assert!(report.is_sound(), "{report:?}");
    }
}
