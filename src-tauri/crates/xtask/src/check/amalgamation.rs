//! The C source of the sealed files is the one that was looked at: its version and hash are pinned in the
//! repository, and compared with what cargo would compile. `Cargo.lock` pins the downloaded archive; this pins the
//! text itself, also after it was unpacked or vendored.

use super::snapshot::compare;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The package that carries SQLCipher's amalgamation, and the files that are compiled from it. The ciphers come
/// from OpenSSL, so its other sources stay unused.
const PACKAGE: &str = "sqlcipher-src";
const FILES: &[&str] = &[
    "sqlcipher/sqlcipher.c",
    "sqlcipher/sqlite3.h",
    "sqlcipher/sqlite3ext.h",
];

/// Version and hashes equal the pin.
pub fn pinned(metadata: &Value, accept: bool) -> Result<(), String> {
    compare("sqlcipher.json", &present(metadata)?, accept)
}

/// What cargo would compile today.
fn present(metadata: &Value) -> Result<Value, String> {
    let mut packages = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|package| package["name"] == PACKAGE);
    let (Some(package), None) = (packages.next(), packages.next()) else {
        return Err(format!("{PACKAGE} is not there exactly once"));
    };
    let manifest = package["manifest_path"].as_str().unwrap_or_default();
    let folder = Path::new(manifest).parent().unwrap_or(Path::new("."));
    let mut hashes = serde_json::Map::new();
    for file in FILES {
        let path = folder.join(file);
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        hashes.insert((*file).to_owned(), hex(&Sha256::digest(&bytes)).into());
    }
    Ok(json!({ "package": PACKAGE, "version": package["version"], "sha256": hashes }))
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").ok();
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_byte_changes_the_pin() {
        let folder = std::env::temp_dir().join(format!("valise-xtask-{}", std::process::id()));
        fs::create_dir_all(folder.join("sqlcipher")).expect("a folder");
        for file in FILES {
            fs::write(folder.join(file), "int x;").expect("a file");
        }
        let manifest = folder.join("Cargo.toml");
        let metadata = json!({ "packages": [
            { "name": PACKAGE, "version": "1.0.0", "manifest_path": manifest }
        ] });
        let before = present(&metadata);
        assert!(before.is_ok(), "{before:?}");
        fs::write(folder.join(FILES[0]), "int y;").expect("a file");
        assert_ne!(present(&metadata), before, "another source, the same pin");
        fs::remove_dir_all(&folder).ok();
        assert!(
            present(&metadata).is_err(),
            "a source that is not there has no hash"
        );
        assert!(present(&json!({ "packages": [] })).is_err());
    }
}
