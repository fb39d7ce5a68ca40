//! Under which licence a codebase stands, and whether code under a licence that passes itself on lies in it.

use std::sync::LazyLock;

use regex::bytes::Regex;
use serde::Deserialize;

use super::noise::{self, name_of};
use super::source::Source;
use super::{Signal, SignalCode};
use crate::history::{Stopped, Watch};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Licence {
    id: String,
    begins: Option<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    copyleft: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    licence: Vec<Licence>,
}

static TABLE: LazyLock<Vec<Licence>> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("licences.toml")).expect("the table in the program is read by its tests");
    file.licence
});

/// `SPDX-License-Identifier: …` at the head of a source file.
static SPDX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"SPDX-License-Identifier:[ \t]*\(?([A-Za-z0-9.+-]+)").expect("a test uses it")
});
/// The field of a manifest.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)^\s*"?license"?\s*[:=]\s*"([A-Za-z0-9.+-]+)"#).expect("a test uses it")
});

/// The name of a licence by its text, and whether it passes itself on.
pub(super) fn identify(text: &str) -> Option<(&'static str, bool)> {
    let plain = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    let head: String = plain.chars().take(400).collect();
    let fits = |licence: &&Licence| {
        licence
            .begins
            .as_ref()
            .is_none_or(|begins| head.contains(&begins.replace(',', "")))
            && licence
                .words
                .iter()
                .all(|word| plain.contains(&word.replace(',', "")))
    };
    TABLE
        .iter()
        .find(fits)
        .map(|licence| (licence.id.as_str(), licence.copyleft))
}

/// Whether an SPDX name is of the family that passes itself on.
fn is_copyleft(id: &str) -> bool {
    let id = id.to_ascii_uppercase();
    ["GPL", "AGPL", "LGPL", "SSPL", "OSL", "EUPL"]
        .iter()
        .any(|family| {
            id.strip_prefix(family)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', 'V', '+']))
        })
}

fn is_licence_file(path: &str) -> bool {
    let name = name_of(path).to_lowercase();
    let stem = name.split(['.', '-', '_']).next().unwrap_or_default();
    ["license", "licence", "copying", "unlicense", "unlicence"].contains(&stem) && noise_free_end(&name)
}

/// `license.rs` is a program about licences.
fn noise_free_end(name: &str) -> bool {
    super::languages::language_of(name).is_none_or(|language| !language.program)
}

/// Bytes at the head of a source file in which a notice is looked for.
const HEAD: usize = 2048;

pub(super) fn look(
    source: &Source<'_>,
    signals: &mut Vec<Signal>,
    watch: &mut Watch<'_>,
) -> Result<(), Stopped> {
    let mut buffer = Vec::new();
    let mut own = false;
    for file in &source.files {
        watch.step()?;
        if is_licence_file(&file.path) {
            if !source.read(file, &mut buffer) {
                continue;
            }
            let found = identify(&String::from_utf8_lossy(&buffer));
            if !file.path.contains('/') {
                own = true;
                signals.push(
                    Signal::new(SignalCode::LicencePresent, 1)
                        .at(&file.path, None)
                        .because([found.map_or("", |(id, _)| id)]),
                );
            }
            if let Some((id, true)) = found {
                signals.push(
                    Signal::new(SignalCode::Copyleft, 1)
                        .at(&file.path, None)
                        .because([id, "text"]),
                );
            }
            continue;
        }
        let manifest =
            ["package.json", "Cargo.toml", "composer.json", "pyproject.toml"].contains(&name_of(&file.path));
        let program = super::languages::language_of(&file.path).is_some_and(|language| language.program);
        if !(manifest || program) || !source.read(file, &mut buffer) {
            continue;
        }
        let (pattern, how) = if manifest {
            (&*FIELD, "field")
        } else {
            (&*SPDX, "notice")
        };
        let head = &buffer[..buffer.len().min(HEAD)];
        if let Some(found) = pattern.captures(head)
            && let Ok(id) = std::str::from_utf8(&found[1])
        {
            // A manifest at the top says it as well as a file does.
            own |= manifest && !file.path.contains('/');
            if is_copyleft(id) {
                signals.push(
                    Signal::new(SignalCode::Copyleft, 1)
                        .at(&file.path, None)
                        .because([id, how]),
                );
            }
        }
    }
    if !own && source.files.iter().any(|file| noise::is_own(&file.path)) {
        signals.push(Signal::new(SignalCode::LicenceMissing, 1));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_apart_by_their_own_words() {
        for (text, expected) in [
            (
                "                    GNU GENERAL PUBLIC LICENSE\n                       Version 3, 29 June 2007\n ... GNU Affero General Public License ... GNU Lesser General Public License",
                Some(("GPL-3.0", true)),
            ),
            (
                "GNU GENERAL PUBLIC LICENSE\nVersion 2, June 1991",
                Some(("GPL-2.0", true)),
            ),
            (
                "GNU AFFERO GENERAL PUBLIC LICENSE\nVersion 3, 19 November 2007",
                Some(("AGPL-3.0", true)),
            ),
            (
                "GNU LESSER GENERAL PUBLIC LICENSE\n Version 2.1, February 1999",
                Some(("LGPL-2.1", true)),
            ),
            (
                "Mozilla Public License Version 2.0\n ... the GNU General Public License, Version 2.0",
                Some(("MPL-2.0", false)),
            ),
            (
                "Apache License\nVersion 2.0, January 2004",
                Some(("Apache-2.0", false)),
            ),
            (
                "MIT License\n\nCopyright (c) 2020 X\n\nPermission is hereby granted, free of charge, to any person ... without restriction",
                Some(("MIT", false)),
            ),
            (
                "Redistributions of source code must retain the above ... Neither the name of",
                Some(("BSD-3-Clause", false)),
            ),
            ("All rights reserved.", None),
        ] {
            assert_eq!(identify(text), expected, "{text}");
        }
    }

    #[test]
    fn names_and_notices() {
        for id in ["GPL-3.0-or-later", "AGPL-3.0", "LGPL-2.1-only", "GPLv2+"] {
            assert!(is_copyleft(id), "{id} passes itself on");
        }
        for id in ["MIT", "Apache-2.0", "MPL-2.0", "GPLIKE"] {
            assert!(!is_copyleft(id), "{id} does not");
        }
        let id = |text: &str| {
            SPDX.captures(text.as_bytes())
                .map(|c| String::from_utf8_lossy(&c[1]).into_owned())
        };
        assert_eq!(
            id("// SPDX-License-Identifier: GPL-2.0-only\n").as_deref(),
            Some("GPL-2.0-only"),
            "a notice"
        );
        assert!(
            FIELD.is_match(b"  \"license\": \"MIT\",") && FIELD.is_match(b"license = \"MIT\""),
            "both forms"
        );
        for path in ["LICENSE", "LICENSE-MIT", "lib/COPYING.txt", "licence.md"] {
            assert!(is_licence_file(path), "{path}");
        }
        for path in ["src/license.rs", "licenses/index.html", "LICENSING"] {
            assert!(!is_licence_file(path), "{path}");
        }
    }
}
