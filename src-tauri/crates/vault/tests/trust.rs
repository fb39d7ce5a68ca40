//! What the vault says of files that are not what they should be.

mod support;

use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use support::{Desk, insert};
use valise_vault::{Cancel, Fault, Freshness, OpenVault, Passphrase, Presence, VaultError, VaultFile, probe};

fn quiet(_: u64, _: u64) {}

fn unlock(dir: &Path, words: &str) -> Result<OpenVault, VaultError> {
    let (environment, _) = support::environment();
    OpenVault::unlock(dir, &Passphrase::from(words), &environment, &Cancel::new())
}

/// As if the person had given up before any key was derived: what is told, is told without one.
fn unlock_without_deriving(dir: &Path) -> Result<OpenVault, VaultError> {
    let (environment, _) = support::environment();
    let given_up = Cancel::new();
    given_up.cancel();
    OpenVault::unlock(dir, &Passphrase::from(support::WORDS), &environment, &given_up)
}

fn both(dir: &Path, edit: impl Fn(&mut Vec<u8>)) {
    for copy in ["keyslots.a", "keyslots.b"] {
        let mut bytes = fs::read(dir.join(copy)).expect("reads");
        edit(&mut bytes);
        fs::write(dir.join(copy), bytes).expect("writes");
    }
}

/// Recomputes the unkeyed digest, as a forger would.
fn sign_off(bytes: &mut [u8]) {
    let end = bytes.len() - 32;
    let digest = Sha256::digest(&bytes[..end]);
    bytes[end..].copy_from_slice(&digest);
}

#[test]
fn wrong_passphrase_damaged_newer_foreign_and_absent_are_told_apart() {
    let mut desk = Desk::new();
    desk.lock();
    let dir = desk.path();
    assert!(matches!(
        unlock(&dir, "something else"),
        Err(VaultError::WrongPassphrase)
    ));

    let whole = fs::read(dir.join("keyslots.a")).expect("reads");
    for at in 0..whole.len() {
        both(&dir, |bytes| bytes[at] ^= 1 << (at % 8));
        assert_eq!(
            probe(&dir).expect("probes"),
            Presence::Damaged,
            "byte {at} flipped in both copies"
        );
        assert!(matches!(
            unlock_without_deriving(&dir),
            Err(VaultError::Damaged(VaultFile::VaultKeySlots))
        ));
        both(&dir, |bytes| *bytes = whole.clone());
    }

    both(&dir, |bytes| {
        bytes[8] = 2;
        sign_off(bytes);
    });
    assert_eq!(probe(&dir).expect("probes"), Presence::Newer);
    assert!(matches!(
        unlock_without_deriving(&dir),
        Err(VaultError::Newer {
            found: 2,
            known: 1,
            ..
        })
    ));

    both(&dir, |bytes| {
        *bytes = b"%PDF-1.7 and more than enough bytes to be a header of some other kind".repeat(9)
    });
    assert_eq!(probe(&dir).expect("probes"), Presence::Foreign);
    assert!(matches!(unlock_without_deriving(&dir), Err(VaultError::Foreign)));

    let elsewhere = tempfile::tempdir().expect("a folder");
    assert_eq!(probe(elsewhere.path()).expect("probes"), Presence::Absent);
    assert!(matches!(
        unlock(elsewhere.path(), support::WORDS),
        Err(VaultError::Absent)
    ));
    assert_eq!(
        probe(&elsewhere.path().join("not/there")).expect("probes"),
        Presence::Absent
    );
    fs::write(elsewhere.path().join("letter.txt"), "Dear Sir").expect("writes");
    assert_eq!(probe(elsewhere.path()).expect("probes"), Presence::Foreign);
    let (environment, _) = support::environment();
    let refused = OpenVault::create(
        elsewhere.path(),
        &Passphrase::from("x"),
        support::floor(),
        &environment,
        &Cancel::new(),
    );
    assert!(
        matches!(refused, Err(VaultError::Foreign)),
        "nothing is made in a folder of something else"
    );
}

#[test]
fn one_damaged_copy_does_not_lock_anyone_out_and_is_mended() {
    let mut desk = Desk::new();
    desk.lock();
    let path = desk.path().join("keyslots.a");
    let whole = fs::read(&path).expect("reads");
    fs::write(&path, &whole[..40]).expect("writes");
    desk.unlock().expect("the other copy opens");
    assert_eq!(fs::read(&path).expect("reads"), whole, "mended at unlock");
}

#[test]
fn a_forged_header_is_refused_even_with_its_digest_put_right() {
    let mut desk = Desk::new();
    desk.lock();
    let dir = desk.path();
    let whole = fs::read(dir.join("keyslots.a")).expect("reads");
    // Fields of the fixed part, of the slot's parameters, of the wrapped key and of the MAC.
    for at in [9, 12, 28, 36, 44, 52, 53, 69, 73, 84, 109, 133, whole.len() - 40] {
        both(&dir, |bytes| {
            bytes[at] ^= 1;
            sign_off(bytes);
        });
        let refused = unlock(&dir, support::WORDS);
        assert!(
            matches!(
                refused,
                Err(VaultError::WrongPassphrase
                    | VaultError::Damaged(_)
                    | VaultError::KdfTooWeak
                    | VaultError::KdfTooCostly)
            ),
            "byte {at}: {refused:?}"
        );
        both(&dir, |bytes| *bytes = whole.clone());
    }
    desk.unlock().expect("as it was, it opens");
}

#[test]
fn a_hostile_cost_is_refused_before_it_is_paid() {
    let mut desk = Desk::new();
    desk.lock();
    let dir = desk.path();
    // Type 1, length 2, id, state, algorithm, version, then the memory in KiB.
    let memory = 49 + 3 + 4;
    for (cost, told) in [(u32::MAX, "costly"), (1024, "weak")] {
        both(&dir, |bytes| {
            bytes[memory..memory + 4].copy_from_slice(&cost.to_be_bytes());
            sign_off(bytes);
        });
        match (unlock_without_deriving(&dir), told) {
            (Err(VaultError::KdfTooCostly), "costly") | (Err(VaultError::KdfTooWeak), "weak") => {}
            (other, _) => panic!("{cost}: {other:?}"),
        }
    }
}

#[test]
fn a_data_file_set_back_is_told_and_opens_for_reading_only() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let id = store.id();
    let row = insert(&mut store, "findings", r#"{"v":1}"#);
    store.close().expect("closes");
    let file = desk.client_dir(id).join("data.db");
    let old = fs::read(&file).expect("reads");

    let mut store = desk.vault().open_client(id).expect("opens");
    store
        .transact::<_, VaultError>("edit", "", |tx| tx.update(row, r#"{"v":2}"#))
        .expect("edits");
    store.close().expect("closes");
    let new = fs::read(&file).expect("reads");
    fs::write(&file, &old).expect("sets back");

    let mut store = desk.vault().open_client(id).expect("opens to explain itself");
    assert_eq!(store.freshness(), Freshness::RolledBack);
    assert!(store.is_read_only());
    assert!(matches!(
        store.transact::<_, VaultError>("edit", "", |tx| tx.update(row, "{}")),
        Err(VaultError::ReadOnly)
    ));
    assert!(matches!(store.save_draft("k", "t"), Err(VaultError::ReadOnly)));
    assert!(matches!(store.erase(row), Err(VaultError::ReadOnly)));
    let report = store.check(false, &mut quiet, &Cancel::new()).expect("checks");
    assert_eq!(report.faults, [Fault::RolledBack]);
    drop(store);

    fs::write(&file, &new).expect("puts forward again");
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(store.freshness(), Freshness::Fresh);
    drop(store);

    fs::write(&file, &old).expect("sets back");
    let mut store = desk
        .vault()
        .open_client(id)
        .expect("opens")
        .accept_rollback()
        .expect("the person accepts");
    store
        .transact::<_, VaultError>("edit", "", |tx| tx.update(row, r#"{"v":3}"#))
        .expect("edits again");
    store.close().expect("closes");
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(
        (store.freshness(), store.verify_chain().expect("verifies")),
        (Freshness::Fresh, 3)
    );
}

#[test]
fn a_lost_log_is_told() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let id = store.id();
    insert(&mut store, "findings", "{}");
    let file = desk.client_dir(id).join("data.db");
    let without_log = fs::read(&file).expect("reads");
    store.close().expect("closes");
    fs::write(&file, without_log).expect("as if the log had been deleted");
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(store.freshness(), Freshness::RolledBack);
}

#[test]
fn key_slots_set_back_are_told() {
    let mut desk = Desk::new();
    let id = desk.client("Plover").id();
    let dir = desk.client_dir(id);
    let old = fs::read(dir.join("keyslots.a")).expect("reads");
    let secret_moves_twice = [valise_vault::Level::Strict, valise_vault::Level::Standard];
    for level in secret_moves_twice {
        desk.vault().set_level(id, level).expect("changes level");
    }
    let new = fs::read(dir.join("keyslots.a")).expect("reads");
    both(&dir, |bytes| *bytes = old.clone());
    assert!(
        matches!(
            desk.vault().open_client(id),
            Err(VaultError::Damaged(VaultFile::ClientKeySlots))
        ),
        "the old slots need the old secret"
    );
    both(&dir, |bytes| *bytes = new.clone());
    desk.vault().open_client(id).expect("opens");
}

#[test]
fn a_crash_between_the_two_writes_is_no_rollback() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let id = store.id();
    insert(&mut store, "findings", "{}");
    store.close().expect("closes");
    desk.lock();
    let registry = desk.path().join("registry.db");
    let old = fs::read(&registry).expect("reads");
    let mut store = desk.unlock().expect("unlocks").open_client(id).expect("opens");
    insert(&mut store, "findings", "{}");
    store.close().expect("closes");
    desk.lock();
    fs::write(&registry, old).expect("as if the anchor had not been written");
    let store = desk.unlock().expect("unlocks").open_client(id).expect("opens");
    assert_eq!(store.freshness(), Freshness::AheadOfAnchor);
    assert!(!store.is_read_only());
    drop(store);
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(store.freshness(), Freshness::Fresh, "the anchor followed");
}

#[test]
fn single_pages_set_back_are_found_by_the_check() {
    // SQLCipher authenticates each page but not its age: an older version of one page passes.
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let id = store.id();
    let filler = "x".repeat(3000);
    let row = insert(&mut store, "findings", &format!(r#"{{"v":1,"f":"{filler}"}}"#));
    store.close().expect("closes");
    let file = desk.client_dir(id).join("data.db");
    let old = fs::read(&file).expect("reads");
    let mut store = desk.vault().open_client(id).expect("opens");
    store
        .transact::<_, VaultError>("edit", "", |tx| {
            tx.update(row, &format!(r#"{{"v":2,"f":"{filler}"}}"#))
        })
        .expect("edits");
    store.close().expect("closes");
    let new = fs::read(&file).expect("reads");
    let mut found = 0;
    let mut silent = Vec::new();
    for page in 1..old.len() / 4096 {
        let at = page * 4096..(page + 1) * 4096;
        if old[at.clone()] == new[at.clone()] {
            continue;
        }
        let mut mixed = new.clone();
        mixed[at.clone()].copy_from_slice(&old[at]);
        fs::write(&file, mixed).expect("sets one page back");
        let told = match desk.vault().open_client(id) {
            Err(_) => true,
            Ok(store) => {
                let changed = store
                    .row(row)
                    .ok()
                    .flatten()
                    .is_none_or(|row| !row.doc.starts_with(r#"{"v":2"#));
                let told = store.freshness() == Freshness::RolledBack
                    || store
                        .check(false, &mut quiet, &Cancel::new())
                        .map_or(true, |report| !report.is_sound());
                // A page that holds nothing any more may be of any age.
                told || !changed
            }
        };
        if told { found += 1 } else { silent.push(page) }
    }
    assert!(found > 0 && silent.is_empty(), "{found} told, {silent:?} not");
}

#[test]
fn a_flipped_bit_in_any_page_never_gives_wrong_rows_in_silence() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let id = store.id();
    for n in 0..40 {
        insert(
            &mut store,
            "findings",
            &format!(r#"{{"n":{n},"text":"some words to fill the page"}}"#),
        );
    }
    let rows = store.rows().expect("rows");
    store.close().expect("closes");
    let file = desk.client_dir(id).join("data.db");
    let whole = fs::read(&file).expect("reads");
    for page in 0..whole.len() / 4096 {
        let mut bytes = whole.clone();
        bytes[page * 4096 + (page * 733) % 4096] ^= 1 << (page % 8);
        fs::write(&file, bytes).expect("flips");
        if let Ok(store) = desk.vault().open_client(id) {
            assert!(store.rows().map_or(true, |found| found == rows), "page {page}");
            let report = store.check(true, &mut quiet, &Cancel::new());
            assert!(
                report.map_or(true, |report| !report.is_sound()),
                "page {page} is told by the check"
            );
        }
    }
    fs::write(&file, whole).expect("puts right");
    assert_eq!(
        desk.vault().open_client(id).expect("opens").rows().expect("rows"),
        rows
    );
}

#[cfg(unix)]
#[test]
fn files_belong_to_their_owner_and_hold_no_plain_word() {
    use std::os::unix::fs::PermissionsExt;
    let mut desk = Desk::new();
    let mut store = desk.client("Zaunkoenig");
    store
        .transact::<_, VaultError>("quokka_op", "quokka detail", |tx| {
            tx.insert("findings", None, "quokka code", 1, r#"{"title":"quokka title"}"#)
        })
        .expect("writes");
    store.save_draft("quokka", "quokka draft").expect("drafts");
    store
        .evidence_import(
            &mut "quokka evidence".repeat(9000).as_bytes(),
            None,
            &mut quiet,
            &Cancel::new(),
        )
        .expect("imports");
    let mut folders = vec![desk.path()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        assert_eq!(
            fs::metadata(&folder).expect("metadata").permissions().mode() & 0o777,
            0o700,
            "{folder:?}"
        );
        for entry in fs::read_dir(folder).expect("lists") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            assert_eq!(
                fs::metadata(&path).expect("metadata").permissions().mode() & 0o777,
                0o600,
                "{path:?}"
            );
            let bytes = fs::read(&path).expect("reads");
            assert!(!bytes.starts_with(b"SQLite format 3"), "{path:?}");
            for word in [&b"quokka"[..], b"Zaunkoenig", b"findings"] {
                assert!(
                    !bytes.windows(word.len()).any(|window| window == word),
                    "{path:?} shows a word"
                );
            }
        }
    }
    assert!(
        files >= 8,
        "key slots, registry, data and evidence with their logs"
    );
}

#[test]
fn a_newer_data_file_is_refused_untouched() {
    let mut desk = Desk::new();
    let id = desk.client("Plover").id();
    // A plain file in a sealed one's place is damage too, and stays as it is.
    let file = desk.client_dir(id).join("data.db");
    let plain = [b"SQLite format 3\0".as_slice(), &[0; 4080]].concat();
    fs::write(&file, &plain).expect("writes");
    assert!(matches!(
        desk.vault().open_client(id),
        Err(VaultError::Damaged(VaultFile::Data))
    ));
    assert_eq!(fs::read(&file).expect("reads"), plain);
}
