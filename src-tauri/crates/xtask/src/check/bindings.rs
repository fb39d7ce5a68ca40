//! The types that cross to TypeScript are generated, committed, and compared here.

use crate::{place, process};
use std::fs;
use std::path::Path;

const COMMITTED: &str = "ui/src/host/generated.ts";

/// The committed bindings equal what Rust generates today.
pub fn drift(folder: &Path) -> Result<(), String> {
    let fresh = folder.join("bindings.ts");
    let mut export = process::cargo(&["run", "--quiet", "--locked", "--example", "export-bindings", "--"]);
    process::read(export.arg(&fresh))?;
    let read = |path: &Path| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    let (now, committed) = (read(&fresh)?, read(&place::root().join(COMMITTED))?);
    if now == committed {
        return Ok(());
    }
    let line = now
        .lines()
        .zip(committed.lines())
        .take_while(|(a, b)| a == b)
        .count();
    Err(format!(
        "{COMMITTED} differs from line {} on: run `cargo run --example export-bindings -- {COMMITTED}`\n  \
         generated: {}\n  committed: {}",
        line + 1,
        now.lines().nth(line).unwrap_or("(end)"),
        committed.lines().nth(line).unwrap_or("(end)"),
    ))
}
