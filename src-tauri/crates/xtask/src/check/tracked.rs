//! What may not stand in a tracked file: paths of a machine, hosts of package registries, secrets.

use crate::{place, process};
use std::fs;

/// Beginnings of private keys; written in two pieces, or this file would be its own first find.
const KEYS: &[&str] = &[
    concat!("BEGIN PRIVATE ", "KEY"),
    concat!("BEGIN OPENSSH PRIVATE ", "KEY"),
    concat!("BEGIN RSA PRIVATE ", "KEY"),
    concat!("BEGIN EC PRIVATE ", "KEY"),
];

/// Hosts that lock files may name.
const REGISTRIES: &[&str] = &[
    "registry.npmjs.org",
    "github.com/rust-lang/crates.io-index",
    "static.crates.io",
];

/// Reads every tracked text file; lock files may name the public registries, because that is their format.
pub fn tracked() -> Result<(), String> {
    let list = process::read(&mut process::command("git", &["ls-files", "-z"]))?;
    let mut wrong = Vec::new();
    // Paths in examples are invented; what may not stand anywhere is a place on this very machine.
    let here = place::root().to_string_lossy().into_owned();
    let home = std::env::var("HOME")
        .ok()
        .filter(|home| home.len() > 1)
        .map(|home| home + "/");
    for name in list.split('\0').filter(|name| !name.is_empty()) {
        // Pictures and fonts are no text; a file that was just moved away is not there.
        let Ok(text) = fs::read_to_string(place::root().join(name)) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            if line.contains(&here) || home.as_ref().is_some_and(|home| line.contains(home.as_str())) {
                wrong.push(format!("{name}:{}: a path of this machine", number + 1));
            }
            if KEYS.iter().any(|key| line.contains(key)) {
                wrong.push(format!("{name}:{}: a private key", number + 1));
            }
            if let Some(host) = foreign_registry(name, line) {
                wrong.push(format!("{name}:{}: the registry host {host}", number + 1));
            }
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
}

/// In lock files and package managers' settings, a host other than the public registries.
fn foreign_registry<'a>(name: &str, line: &'a str) -> Option<&'a str> {
    let file = name.rsplit('/').next().unwrap_or_default();
    let lock = matches!(file, "Cargo.lock" | "package-lock.json");
    let settings = matches!(file, ".npmrc" | "pip.conf" | ".yarnrc" | "sources.list")
        || name.ends_with(".cargo/config.toml");
    if !lock && !settings {
        return None;
    }
    // In package-lock.json only the places of packages matter: sponsors' pages stand in it too.
    if file == "package-lock.json" && !line.contains("\"resolved\"") {
        return None;
    }
    let (_, rest) = line.split_once("://")?;
    if lock && REGISTRIES.iter().any(|registry| rest.starts_with(registry)) {
        return None;
    }
    rest.split(['/', '"', ' ']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_files_name_public_registries_only() {
        let public = r#""resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz","#;
        assert_eq!(foreign_registry("ui/package-lock.json", public), None);
        let private = r#""resolved": "https://mirror.example/a-1.0.0.tgz","#;
        assert_eq!(
            foreign_registry("ui/package-lock.json", private),
            Some("mirror.example")
        );
        let funding = r#""url": "https://opencollective.com/x""#;
        assert_eq!(foreign_registry("ui/package-lock.json", funding), None);
        assert_eq!(
            foreign_registry(".npmrc", "registry=https://registry.npmjs.org"),
            Some("registry.npmjs.org")
        );
    }
}
