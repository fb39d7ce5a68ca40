//! A vault whose keys are made anew, and what was copied before.

use super::folder::copy;
use super::{Desk, WORDS, insert};
use std::fs;
use std::path::Path;
use uuid::Uuid;
use valise_vault::{Cancel, Freshness, Level, OpenVault, Passphrase, Rotated, VaultError};

pub fn quiet(_: u64, _: u64) {}

/// A client with a row and a piece of evidence, and the vault locked behind it.
pub fn client(desk: &mut Desk, level: Level) -> Uuid {
    let id = desk
        .vault()
        .add_client(&format!("{level:?}"), level, false)
        .expect("adds");
    let mut store = desk.vault().open_client(id).expect("opens");
    insert(&mut store, "findings", r#"{"text":"early"}"#);
    store
        .evidence_import(&mut &[7_u8; 700_000][..], None, &mut quiet, &Cancel::new())
        .expect("imports");
    store.close().expect("closes");
    id
}

pub fn backup_of(desk: &Desk) -> std::path::PathBuf {
    let backup = desk.dir.path().join("backup");
    copy(&desk.path(), &backup);
    backup
}

pub fn unlock(dir: &Path, desk: &Desk) -> Result<OpenVault, VaultError> {
    OpenVault::unlock(dir, &Passphrase::from(WORDS), &desk.environment, &Cancel::new())
}

pub fn rotate(desk: &mut Desk) -> Result<Rotated, VaultError> {
    desk.vault().rotate(&Passphrase::from(WORDS), &Cancel::new())
}

/// How many pages of the two files are the same, of how many.
pub fn same_pages(before: &Path, after: &Path) -> (usize, usize) {
    let (before, after) = (fs::read(before).expect("reads"), fs::read(after).expect("reads"));
    // The salt before the first page is the file's for life.
    let pages = before[16..].chunks(4096).zip(after[16..].chunks(4096));
    let same = pages.clone().filter(|(before, after)| before == after).count();
    (same, pages.count())
}

pub fn holds(desk: &mut Desk, id: Uuid, rows: usize) {
    let store = desk.vault().open_client(id).expect("opens");
    assert_eq!(store.freshness(), Freshness::Fresh, "the anchor followed");
    assert_eq!(store.rows().expect("rows").len(), rows);
    let report = store.check(true, &mut quiet, &Cancel::new()).expect("checks");
    assert!(report.is_sound(), "{report:?}");
    store.close().expect("closes");
}
