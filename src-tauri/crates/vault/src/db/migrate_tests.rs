//! Old file to new, failure half way, twice, newer.

use super::migrate::{DATA, EVIDENCE, REGISTRY, Steps, copy_path, version};
use super::open::Access;
use crate::error::{VaultError, VaultFile};
use crate::secret::Secret32;
use std::path::Path;

const FIRST: &str = include_str!("data/0001_records.sql");
const SECOND: &str = "ALTER TABLE draft ADD COLUMN place TEXT NOT NULL DEFAULT '';";
const BROKEN: &str = "CREATE TABLE half (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1);";

const ONE: Steps = Steps {
    file: VaultFile::Data,
    sql: &[FIRST],
};
const TWO: Steps = Steps {
    file: VaultFile::Data,
    sql: &[FIRST, SECOND],
};
const THREE: Steps = Steps {
    file: VaultFile::Data,
    sql: &[FIRST, SECOND, BROKEN],
};

fn key() -> Secret32 {
    Secret32::new([5; 32])
}

fn old_file(path: &Path) {
    let db = ONE
        .open(path, &key(), Access::Create)
        .expect("a file of version 1");
    db.execute("INSERT INTO draft VALUES ('k', 'kept', 1)", [])
        .expect("writes");
}

#[test]
fn an_older_file_is_brought_forward_and_kept_beside() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("data.db");
    old_file(&path);
    let before = std::fs::read(&path).expect("reads");
    let db = TWO.open(&path, &key(), Access::Write).expect("migrates");
    assert_eq!(version(&db).expect("version"), 2);
    let text: String = db
        .query_row("SELECT text || place FROM draft", [], |row| row.get(0))
        .expect("reads");
    assert_eq!(text, "kept");
    assert_eq!(std::fs::read(copy_path(&path, 1)).expect("the copy"), before);
    let old = ONE
        .open(&copy_path(&path, 1), &key(), Access::Write)
        .expect("the copy opens where it came from");
    assert_eq!(version(&old).expect("version"), 1);
    drop((db, old));
    let mut db = TWO.open(&path, &key(), Access::Write).expect("twice is once");
    TWO.run(&mut db).expect("nothing to do");
    assert_eq!(version(&db).expect("version"), 2);
}

#[test]
fn a_failure_leaves_the_step_before() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("data.db");
    old_file(&path);
    assert!(THREE.open(&path, &key(), Access::Write).is_err());
    let db = TWO.open(&path, &key(), Access::Write).expect("step two held");
    assert_eq!(version(&db).expect("version"), 2);
    let half: i64 = db
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'half'",
            [],
            |row| row.get(0),
        )
        .expect("counts");
    assert_eq!(half, 0, "nothing of step three");
}

#[test]
fn a_newer_file_is_refused_untouched_and_a_reader_does_not_migrate() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("data.db");
    old_file(&path);
    assert!(matches!(
        TWO.open(&path, &key(), Access::Read),
        Err(VaultError::ReadOnly)
    ));
    drop(TWO.open(&path, &key(), Access::Write).expect("migrates"));
    let before = std::fs::read(&path).expect("reads");
    for access in [Access::Write, Access::Read, Access::Create] {
        let refused = ONE.open(&path, &key(), access);
        assert!(matches!(
            refused,
            Err(VaultError::Newer {
                file: VaultFile::Data,
                found: 2,
                known: 1
            })
        ));
    }
    assert_eq!(std::fs::read(&path).expect("reads"), before);
}

#[test]
fn a_missing_file_is_damage_and_not_a_new_one() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("data.db");
    assert!(matches!(
        ONE.open(&path, &key(), Access::Write),
        Err(VaultError::Damaged(VaultFile::Data))
    ));
    assert!(!path.exists());
}

/// Everything that the steps make, as SQLite has it, without the shadow tables of search.
fn schema(steps: &Steps) -> String {
    let dir = tempfile::tempdir().expect("a folder");
    let db = steps
        .open(&dir.path().join("db"), &key(), Access::Create)
        .expect("creates");
    let mut statement = db
        .prepare(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'words\\_%' ESCAPE '\\' ORDER BY rowid",
        )
        .expect("prepares");
    let all: Result<Vec<String>, _> = statement
        .query_map([], |row| row.get(0))
        .expect("queries")
        .collect();
    all.expect("reads").join(";\n\n") + ";\n"
}

#[test]
fn the_schema_for_people_is_the_real_one() {
    let found = [
        ("registry.db", &REGISTRY),
        ("data.db", &DATA),
        ("evidence.db", &EVIDENCE),
    ]
    .map(|(name, steps)| format!("-- {name}, version {}\n\n{}", steps.newest(), schema(steps)))
    .join("\n");
    let text = format!(
        "-- The three sealed databases as they stand after the last migration. For people: the program\n\
         -- runs the numbered steps in src/db. A test compares this file with the real schema.\n\n{found}"
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema.sql");
    if std::env::var_os("VALISE_WRITE_SCHEMA").is_some() {
        std::fs::write(&path, &text).expect("writes");
    }
    assert_eq!(
        std::fs::read_to_string(&path).unwrap_or_default(),
        text,
        "VALISE_WRITE_SCHEMA=1 writes it anew"
    );
}
