//! Folders copied, and one file put in the place of another.

use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder in memory where there is such a thing: what is replayed there needs no disk.
pub fn quick_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .expect("a temporary folder")
}

/// Copies everything below a folder, permissions too.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder to copy").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else if !entry.path().to_string_lossy().ends_with("-shm") {
            // The shared memory beside a database is rebuilt from its log.
            fs::copy(entry.path(), &target).expect("a copied file");
        }
    }
    let permissions = fs::metadata(from).expect("metadata").permissions();
    fs::set_permissions(to, permissions).expect("the same permissions");
}

/// The folder as `copy` found it: whatever else is there goes.
pub fn put_back(kept: &Path, place: &Path) {
    if place.exists() {
        fs::remove_dir_all(place).expect("removes");
    }
    copy(kept, place);
}

/// Every file below a folder.
pub fn all(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    found
}

/// The file with this ending beside a database: `-wal`.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Writes a database as it was, without what SQLite keeps beside it.
pub fn write_database(path: &Path, bytes: &[u8]) {
    for ending in ["-wal", "-shm"] {
        fs::remove_file(beside(path, ending)).ok();
    }
    fs::write(path, bytes).expect("writes");
}
