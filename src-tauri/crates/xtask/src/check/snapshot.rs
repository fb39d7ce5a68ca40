//! Committed copies that a change has to be compared with, and by whom it has to be wanted.

use crate::place;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Where the copies lie.
const SNAPSHOTS: &str = "tests/snapshots";

/// What is there now equals its snapshot; with `accept`, it becomes the snapshot.
pub fn compare(name: &str, now: &Value, accept: bool) -> Result<(), String> {
    let path = place::root().join(SNAPSHOTS).join(name);
    let text = serde_json::to_string_pretty(now).map_err(|error| error.to_string())? + "\n";
    if accept {
        return fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()));
    }
    let before = json(&path)?;
    if before == *now {
        return Ok(());
    }
    Err(format!(
        "differs from {SNAPSHOTS}/{name}. If the change is wanted: cargo xtask check --accept\nnow:\n{text}"
    ))
}

/// A file of JSON.
pub fn json(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}
