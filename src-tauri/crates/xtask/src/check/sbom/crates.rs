//! Crates below the two programs, from what cargo resolved.

use super::{Component, Components, Scope, expression};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The programs that are shipped.
const PROGRAMS: &[&str] = &["valise", "valise-cli"];

/// Everything that one of the programs needs, on any system; what only its build needs is excluded from the scope.
pub fn components(metadata: &Value, lock: &str) -> Components {
    let packages: BTreeMap<&str, &Value> = entries(&metadata["packages"]);
    let nodes: BTreeMap<&str, &Value> = entries(&metadata["resolve"]["nodes"]);
    let programs: Vec<&str> = packages
        .iter()
        .filter(|(_, package)| {
            package["source"].is_null()
                && package["name"]
                    .as_str()
                    .is_some_and(|name| PROGRAMS.contains(&name))
        })
        .map(|(id, _)| *id)
        .collect();
    let built = below(&nodes, programs.clone(), true);
    // Crates that carry C source for a build script are in the programs as much as anything: SQLCipher, OpenSSL.
    let carried = built.iter().copied().filter(|id| {
        packages
            .get(id)
            .is_some_and(|package| text(package, "name").ends_with("-src"))
    });
    let shipped = below(&nodes, programs.into_iter().chain(carried).collect(), false);
    let checksums = checksums(lock);
    let name_of = |id: &str| packages.get(id).map(|package| reference(package));
    built
        .iter()
        .filter_map(|id| Some((*id, *packages.get(id)?)))
        .map(|(id, package)| {
            let (name, version) = (text(package, "name"), text(package, "version"));
            let foreign = !package["source"].is_null();
            let component = Component {
                licence: super::super::licences::of_crate(package)
                    .map(expression)
                    .unwrap_or_default(),
                hash: checksums
                    .get(&(name.clone(), version.clone()))
                    .map(|sum| ("SHA-256", sum.clone())),
                purl: foreign.then(|| format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))),
                scope: if shipped.contains(id) {
                    Scope::Required
                } else {
                    Scope::Excluded
                },
                needs: needs(nodes.get(id).copied(), true).filter_map(name_of).collect(),
                name,
                version,
            };
            (reference(package), component)
        })
        .collect()
}

/// Our own crates go by their name alone.
fn reference(package: &Value) -> String {
    let name = text(package, "name");
    if package["source"].is_null() {
        format!("crate:{name}")
    } else {
        format!("crate:{name}@{}", text(package, "version"))
    }
}

/// What one node needs: at run time, and with `build` also for its build script. Tests' needs never count.
fn needs(node: Option<&Value>, build: bool) -> impl Iterator<Item = &str> {
    let deps = node.and_then(|node| node["deps"].as_array());
    deps.into_iter().flatten().filter_map(move |dep| {
        let mut kinds = dep["dep_kinds"].as_array().into_iter().flatten();
        kinds
            .any(|kind| kind["kind"].is_null() || build && kind["kind"] == "build")
            .then(|| dep["pkg"].as_str())
            .flatten()
    })
}

fn below<'a>(nodes: &BTreeMap<&str, &'a Value>, from: Vec<&'a str>, build: bool) -> BTreeSet<&'a str> {
    let mut seen: BTreeSet<&str> = from.iter().copied().collect();
    let mut open = from;
    while let Some(id) = open.pop() {
        for need in needs(nodes.get(id).copied(), build) {
            if seen.insert(need) {
                open.push(need);
            }
        }
    }
    seen
}

/// The hash of each archive, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let field = |block: &str, name: &str| -> Option<String> {
        block.lines().find_map(|line| {
            let value = line.strip_prefix(name)?.strip_prefix(" = \"")?;
            value.strip_suffix('"').map(str::to_owned)
        })
    };
    lock.split("[[package]]")
        .filter_map(|block| {
            Some((
                (field(block, "name")?, field(block, "version")?),
                field(block, "checksum")?,
            ))
        })
        .collect()
}

fn entries(list: &Value) -> BTreeMap<&str, &Value> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(|entry| Some((entry["id"].as_str()?, entry)))
        .collect()
}

fn text(package: &Value, field: &str) -> String {
    package[field].as_str().unwrap_or_default().to_owned()
}
