//! What may not stand in a tracked file: paths of a machine, hosts of package registries, secrets.

use crate::{place, process};
use std::fs;

/// Words that betray the machine a file was written on, or where its packages came from. Lock files may name
/// the public registries, because that is their format.
const FORBIDDEN: &[(&str, &str)] = &[
    (concat!("/ho", "me/"), "a path of a machine"),
    (concat!("/Us", "ers/"), "a path of a machine"),
    (concat!("C:\\", "Users\\"), "a path of a machine"),
    (concat!("/ro", "ot/"), "a path of a machine"),
    (concat!("BEGIN PRIVATE ", "KEY"), "a private key"),
    (concat!("BEGIN OPENSSH PRIVATE ", "KEY"), "a private key"),
    (concat!("BEGIN RSA PRIVATE ", "KEY"), "a private key"),
];

/// Hosts that lock files may name.
const REGISTRIES: &[&str] = &[
    "registry.npmjs.org",
    "github.com/rust-lang/crates.io-index",
    "static.crates.io",
];

/// Reads every tracked text file.
pub fn tracked() -> Result<(), String> {
    let list = process::read(&mut process::command("git", &["ls-files", "-z"]))?;
    let mut wrong = Vec::new();
    for name in list.split('\0').filter(|name| !name.is_empty()) {
        // Pictures and fonts are no text; a file that was just moved away is not there.
        let Ok(text) = fs::read_to_string(place::root().join(name)) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            for (word, what) in FORBIDDEN {
                if line
                    .match_indices(word)
                    .any(|(at, _)| !stands_for_anybody(line, at + word.len()))
                {
                    wrong.push(format!("{name}:{}: {what}", number + 1));
                }
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

/// Whether what follows at `at` is a made-up name, as examples use it.
fn stands_for_anybody(line: &str, at: usize) -> bool {
    line.get(at..)
        .is_some_and(|rest| rest.starts_with("you/") || rest.starts_with("you\\"))
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
    fn an_example_may_name_a_home_that_is_nobodys() {
        let line = concat!("save as /ho", "me/you/report.pdf");
        assert!(stands_for_anybody(line, line.find("you").unwrap()));
        assert!(!stands_for_anybody("anna/report.pdf", 0));
    }

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
