//! A vault with two clients, and an empty folder to copy it to.

use super::{Desk, insert, kill};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use uuid::Uuid;
use valise_vault::{Backup, Cancel, Level};

fn quiet(_: u64, _: u64) {}

/// A desk with two clients, Standard with evidence and Strict, and an empty folder for sticks.
pub fn desk() -> (Desk, Uuid, Uuid, PathBuf) {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let standard = store.id();
    insert(&mut store, "findings", r#"{"quokka":"Plover"}"#);
    store
        .evidence_import(&mut &[9_u8; 2_500_000][..], None, &mut quiet, &Cancel::new())
        .expect("imports");
    store.close().expect("closes");
    let strict = desk
        .vault()
        .add_client("Wren", Level::Strict, false)
        .expect("adds");
    let mut store = desk.vault().open_client(strict).expect("opens");
    insert(&mut store, "findings", r#"{"quokka":"Wren"}"#);
    // Killed: its log stays and is part of the backup.
    kill(&desk.client_dir(strict), store);
    let stick = desk.dir.path().join("stick");
    fs::create_dir(&stick).expect("makes");
    (desk, standard, strict, stick)
}

pub fn back_up(desk: &mut Desk, stick: &Path) -> Backup {
    desk.vault()
        .backup(stick, Some(1_800_000_000_000), &mut quiet, &Cancel::new())
        .expect("backs up")
}

pub fn names(dir: &Path) -> BTreeSet<String> {
    fs::read_dir(dir)
        .expect("lists")
        .map(|entry| entry.expect("entry").file_name().into_string().expect("text"))
        .collect()
}

/// Every file of a folder with its bytes.
pub fn all(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let (mut found, mut folders) = (Vec::new(), vec![dir.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("lists") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.clone(), fs::read(&path).expect("reads")));
            }
        }
    }
    found.sort();
    found
}
