//! Licences of everything that is built in. The list is short on purpose; a new one is a decision.

use crate::place;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

/// SPDX names that may be built in. `blessing` is SQLite's own dedication to the public domain.
const ALLOWED: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "0BSD",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "MPL-2.0",
    "CC0-1.0",
    "BSL-1.0",
    "MITNFA",
    "WTFPL",
    "blessing",
];

/// Typefaces and data that are bundled under terms of their own, named in NOTICE.
const NOTICED: &[&str] = &["OFL-1.1"];

/// Packages whose licence field says nothing usable: (name, what their licence file says).
const READ_BY_HAND: &[(&str, &str)] = &[("svelte-toolbelt", "MIT")];

/// Every crate below the two programs, in any target or feature.
pub fn crates(metadata: &Value) -> Result<(), String> {
    let mut wrong = BTreeMap::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        let expression = of_crate(package).unwrap_or_default();
        if !allows(expression, ALLOWED) {
            wrong.insert(name.to_owned(), expression.to_owned());
        }
    }
    report(&wrong)
}

/// Every package of the interface's lock file that is built in, and the tools that build it.
pub fn packages() -> Result<(), String> {
    let path = place::ui().join("package-lock.json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lock: Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut wrong = BTreeMap::new();
    for (at, package) in lock["packages"].as_object().into_iter().flatten() {
        let name = at.rsplit("node_modules/").next().unwrap_or_default();
        // The tools that only build the pages stay on this machine.
        if name.is_empty()
            || package["dev"].as_bool() == Some(true) && !name.starts_with("@expo-google-fonts/")
        {
            continue;
        }
        let expression = of_package(name, package).unwrap_or_default();
        if !allows(expression, &[ALLOWED, NOTICED].concat()) {
            wrong.insert(name.to_owned(), expression.to_owned());
        }
    }
    report(&wrong)
}

/// What a crate's manifest, as cargo tells it, says of its licence.
pub fn of_crate(package: &Value) -> Option<&str> {
    of_package(package["name"].as_str().unwrap_or_default(), package)
}

/// What a package of npm's lock file says of its licence.
pub fn of_package<'a>(name: &str, package: &'a Value) -> Option<&'a str> {
    by_hand(name).or(package["license"].as_str())
}

fn by_hand(name: &str) -> Option<&'static str> {
    READ_BY_HAND
        .iter()
        .find(|(package, _)| *package == name)
        .map(|(_, licence)| *licence)
}

fn report(wrong: &BTreeMap<String, String>) -> Result<(), String> {
    if wrong.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = wrong
        .iter()
        .map(|(name, licence)| format!("{name}: \"{licence}\""))
        .collect();
    Err(format!("not on the list of licences:\n{}", lines.join("\n")))
}

/// Whether an SPDX expression can be met with `allowed` alone. `A/B` is an old way of writing `A OR B`; an
/// exception (`WITH`) only ever adds a permission.
fn allows(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    any(&words, &mut at, allowed) == Some(true) && at == words.len()
}

// Each answers `None` where the expression breaks off or makes no sense.
fn any(words: &[&str], at: &mut usize, allowed: &[&str]) -> Option<bool> {
    let mut held = all(words, at, allowed)?;
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        held |= all(words, at, allowed)?;
    }
    Some(held)
}

fn all(words: &[&str], at: &mut usize, allowed: &[&str]) -> Option<bool> {
    let mut held = one(words, at, allowed)?;
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        held &= one(words, at, allowed)?;
    }
    Some(held)
}

fn one(words: &[&str], at: &mut usize, allowed: &[&str]) -> Option<bool> {
    let word = words.get(*at)?;
    *at += 1;
    if *word == "(" {
        let held = any(words, at, allowed)?;
        *at += 1;
        return (words.get(*at - 1) == Some(&")")).then_some(held);
    }
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
    }
    Some(allowed.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read_as_spdx_means_them() {
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "MIT/Apache-2.0",
            "(MIT OR LGPL-2.1) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(allows(good, ALLOWED), "{good} can be met");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-2.0",
            "(MIT OR Apache-2.0) AND OFL-1.1",
            "MIT OR",
        ] {
            assert!(!allows(bad, ALLOWED), "{bad} cannot be met");
        }
    }
}
