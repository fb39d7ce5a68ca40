//! Where the sample clients lie.

use std::path::{Path, PathBuf};

/// The repository's top.
///
/// # Panics
/// When the tests' folder has no parent, which cannot be.
pub fn root() -> PathBuf {
    let tests = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    tests
        .parent()
        .map(Path::to_path_buf)
        .expect("the tests lie in the repository")
}

/// The folder of the sample clients and of their expected figures.
pub fn samples() -> PathBuf {
    root().join("src-tauri/crates/domain/data/samples")
}

/// One sample file by its name without folder: `sample-client.json` is HERON.
pub fn sample(name: &str) -> PathBuf {
    samples().join(name)
}
