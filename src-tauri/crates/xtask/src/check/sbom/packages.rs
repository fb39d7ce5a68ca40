//! Packages of the interface, from npm's lock file.

use super::{Component, Components, Scope, expression};
use crate::check::amalgamation::hex;
use serde_json::Value;
use std::collections::BTreeSet;

/// Every package of the lock. Tools that only build the pages are excluded from the scope; typefaces are among the
/// tools by name, and are embedded in the report.
pub fn components(lock: &Value) -> Components {
    let Some(packages) = lock["packages"].as_object() else {
        return Components::new();
    };
    let mut all = Components::new();
    for (at, package) in packages {
        let name = name_at(at, package);
        let tool = package["dev"] == true || package["devOptional"] == true;
        let typeface = name.starts_with("@expo-google-fonts/");
        let found = Component {
            version: package["version"].as_str().unwrap_or_default().to_owned(),
            licence: crate::check::licences::of_package(&name, package)
                .map(expression)
                .unwrap_or_default(),
            hash: package["integrity"].as_str().and_then(sha512),
            purl: (!at.is_empty()).then(|| {
                let version = package["version"].as_str().unwrap_or_default();
                format!("pkg:npm/{}@{version}", name.replacen('@', "%40", 1))
            }),
            scope: if tool && !typeface {
                Scope::Excluded
            } else {
                Scope::Required
            },
            needs: needs(lock, at, package),
            name,
        };
        // One package may be installed at two places; whatever is shipped once is shipped.
        let reference = reference(at, package);
        match all.get_mut(&reference) {
            Some(known) => {
                known.scope = known.scope.min(found.scope);
                known.needs.extend(found.needs);
            }
            None => {
                all.insert(reference, found);
            }
        }
    }
    all
}

fn reference(at: &str, package: &Value) -> String {
    let name = name_at(at, package);
    if at.is_empty() {
        return format!("npm:{name}");
    }
    format!("npm:{name}@{}", package["version"].as_str().unwrap_or_default())
}

fn name_at(at: &str, package: &Value) -> String {
    match at.rsplit_once("node_modules/") {
        Some((_, name)) => name.to_owned(),
        None => package["name"].as_str().unwrap_or_default().to_owned(),
    }
}

/// What is installed for each need, found as Node finds it: beside the package first, then further up.
fn needs(lock: &Value, at: &str, package: &Value) -> BTreeSet<String> {
    let lists = ["dependencies", "devDependencies", "optionalDependencies"];
    let names = lists
        .iter()
        .flat_map(|list| package[*list].as_object().into_iter().flatten())
        .map(|(name, _)| name);
    names
        .filter_map(|name| {
            let mut folder = at;
            loop {
                let place = if folder.is_empty() {
                    format!("node_modules/{name}")
                } else {
                    format!("{folder}/node_modules/{name}")
                };
                let found = &lock["packages"][&place];
                if !found.is_null() {
                    return Some(reference(&place, found));
                }
                if folder.is_empty() {
                    // An optional package of another system is locked, or it is not there at all.
                    return None;
                }
                folder = folder
                    .rsplit_once("/node_modules/")
                    .map_or("", |(above, _)| above);
            }
        })
        .collect()
}

/// The first SHA-512 of a subresource's integrity, in hexadecimal digits.
fn sha512(integrity: &str) -> Option<(&'static str, String)> {
    let text = integrity
        .split_whitespace()
        .find_map(|hash| hash.strip_prefix("sha512-"))?;
    Some(("SHA-512", hex(&base64(text)?)))
}

/// Standard base64 with padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for letter in text.trim_end_matches('=').bytes() {
        let digit = DIGITS.iter().position(|known| *known == letter)?;
        held = (held << 6 | u32::try_from(digit).ok()?) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn integrity_is_read_as_a_digest() {
        assert_eq!(
            base64("aGVsbG8gd29ybGQ=").as_deref(),
            Some(b"hello world".as_slice())
        );
        assert_eq!(
            base64("//79/A==").as_deref(),
            Some([255, 254, 253, 252].as_slice())
        );
        assert_eq!(base64("no!"), None);
        assert_eq!(sha512("sha1-AAAA"), None, "a broken hash is no hash");
    }

    #[test]
    fn needs_are_found_where_node_finds_them() {
        let lock = json!({ "packages": {
            "": { "name": "ui" },
            "node_modules/a": { "version": "1.0.0", "dependencies": { "b": "*", "c": "*" } },
            "node_modules/a/node_modules/b": { "version": "2.0.0", "dependencies": { "c": "*" } },
            "node_modules/b": { "version": "1.0.0" },
            "node_modules/c": { "version": "3.0.0" },
        } });
        let all = components(&lock);
        let needs = |name: &str| {
            all.get(name)
                .map(|found| found.needs.iter().cloned().collect::<Vec<_>>())
        };
        assert_eq!(
            needs("npm:a@1.0.0"),
            Some(vec!["npm:b@2.0.0".into(), "npm:c@3.0.0".into()])
        );
        assert_eq!(
            needs("npm:b@2.0.0"),
            Some(vec!["npm:c@3.0.0".into()]),
            "further up"
        );
    }
}
