//! The bill of materials: every crate and package that the programs and their pages are made of, as CycloneDX
//! JSON. A small writer of our own, because what it needs lies here already (`cargo metadata` and the two lock
//! files), while the tools for it want to be downloaded and compiled first, know only one of the two worlds, and
//! write a time and a random number into what should be the same file for the same sources.

mod crates;
mod packages;

use crate::place;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// Whether something is in what is shipped, or only helps to build it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Scope {
    Required,
    Excluded,
}

/// One component, as far as the bill tells.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Component {
    name: String,
    version: String,
    licence: String,
    /// Algorithm and hexadecimal digest of the archive it came in; none for our own.
    hash: Option<(&'static str, String)>,
    /// Package URL; none for our own.
    purl: Option<String>,
    scope: Scope,
    needs: BTreeSet<String>,
}

/// Components by their reference in the bill.
type Components = BTreeMap<String, Component>;

/// The reference of the product itself.
const PRODUCT: &str = "valise";

/// Writes the bill beside the build, after checking it: every component has a licence and every reference an end,
/// and the same sources in another order give the same file.
pub fn sbom(metadata: &Value) -> Result<(), String> {
    let read =
        |path: PathBuf| fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()));
    let cargo_lock = read(place::root().join("Cargo.lock"))?;
    let npm_lock: Value = serde_json::from_str(&read(place::ui().join("package-lock.json"))?)
        .map_err(|error| format!("ui/package-lock.json: {error}"))?;
    let text = bill(metadata, &cargo_lock, &npm_lock)?;
    if bill(&reversed(metadata), &cargo_lock, &npm_lock)? != text {
        return Err("the order of cargo's answer shows in the bill of materials".into());
    }
    let path = place::target().join("valise.cdx.json");
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn bill(metadata: &Value, cargo_lock: &str, npm_lock: &Value) -> Result<String, String> {
    let mut all = crates::components(metadata, cargo_lock);
    let of_crates = all.len();
    all.extend(packages::components(npm_lock));
    if of_crates == 0 || all.len() == of_crates {
        return Err("a whole world of components is missing".into());
    }
    sound(&all)?;
    let version = all
        .get("crate:valise")
        .map(|own| own.version.clone())
        .unwrap_or_default();
    let mut dependencies = vec![json!({
        "ref": PRODUCT,
        "dependsOn": ["crate:valise", "crate:valise-cli", "npm:valise-ui"],
    })];
    dependencies.extend(
        all.iter()
            .map(|(name, component)| json!({ "ref": name, "dependsOn": component.needs })),
    );
    let components: Vec<Value> = all
        .iter()
        .map(|(name, component)| written(name, component))
        .collect();
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": PRODUCT,
            "name": PRODUCT,
            "version": version,
            "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        } },
        "components": components,
        "dependencies": dependencies,
    });
    serde_json::to_string_pretty(&bill)
        .map(|text| text + "\n")
        .map_err(|error| error.to_string())
}

fn written(reference: &str, component: &Component) -> Value {
    let scope = match component.scope {
        Scope::Required => "required",
        Scope::Excluded => "excluded",
    };
    let mut written = json!({
        "type": "library",
        "bom-ref": reference,
        "name": component.name,
        "version": component.version,
        "scope": scope,
        "licenses": [{ "expression": component.licence }],
    });
    if let Some((algorithm, digest)) = &component.hash {
        written["hashes"] = json!([{ "alg": algorithm, "content": digest }]);
    }
    if let Some(purl) = &component.purl {
        written["purl"] = json!(purl);
    }
    written
}

/// Every component can be named, weighed and followed.
fn sound(all: &Components) -> Result<(), String> {
    let mut wrong = Vec::new();
    for (reference, component) in all {
        if component.licence.is_empty() {
            wrong.push(format!("{reference} has no licence"));
        }
        if component.purl.is_some() && component.hash.is_none() {
            wrong.push(format!("{reference} comes from a registry and has no hash"));
        }
        for need in &component.needs {
            if !all.contains_key(need) {
                wrong.push(format!("{reference} needs {need}, which is not in the bill"));
            }
        }
    }
    for own in ["crate:valise", "crate:valise-cli", "npm:valise-ui"] {
        if !all.contains_key(own) {
            wrong.push(format!("{own} is not in the bill"));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
}

/// An SPDX expression as today's rules write it: `A/B` once meant `A OR B`.
fn expression(licence: &str) -> String {
    licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

/// The same answer of cargo, told backwards.
fn reversed(metadata: &Value) -> Value {
    let mut backwards = metadata.clone();
    for list in ["/packages", "/resolve/nodes"] {
        if let Some(list) = backwards.pointer_mut(list).and_then(Value::as_array_mut) {
            list.reverse();
        }
    }
    backwards
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata() -> Value {
        let package = |name: &str, licence: Option<&str>, source: Option<&str>| json!({ "id": name, "name": name, "version": "1.0.0", "license": licence, "source": source });
        let node = |name: &str, needs: &[(&str, Option<&str>)]| {
            let deps: Vec<Value> = needs
                .iter()
                .map(|(to, kind)| json!({ "pkg": to, "dep_kinds": [{ "kind": kind }] }))
                .collect();
            json!({ "id": name, "deps": deps })
        };
        let registry = Some("registry+https://github.com/rust-lang/crates.io-index");
        json!({
            "packages": [
                package("valise", Some("MIT"), None),
                package("valise-cli", Some("MIT"), None),
                package("serde", Some("MIT/Apache-2.0"), registry),
                package("cc", Some("MIT"), registry),
                package("sqlcipher-src", Some("MIT"), registry),
                package("proptest", Some("MIT"), registry),
            ],
            "resolve": { "nodes": [
                node("valise", &[("serde", None), ("cc", Some("build")), ("sqlcipher-src", Some("build")), ("proptest", Some("dev"))]),
                node("valise-cli", &[("serde", None)]),
                node("serde", &[]),
                node("cc", &[]),
                node("sqlcipher-src", &[]),
                node("proptest", &[]),
            ] },
        })
    }

    const CARGO_LOCK: &str = "[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\nchecksum = \"aa\"\n\n\
        [[package]]\nname = \"cc\"\nversion = \"1.0.0\"\nchecksum = \"bb\"\n\n\
        [[package]]\nname = \"sqlcipher-src\"\nversion = \"1.0.0\"\nchecksum = \"cc\"\n";

    fn npm_lock() -> Value {
        json!({ "packages": {
            "": { "name": "valise-ui", "version": "1.0.0", "license": "MIT", "dependencies": { "svelte": "5" } },
            "node_modules/svelte": { "version": "5.0.0", "license": "MIT", "integrity": "sha512-/w==" },
            "node_modules/vite": { "version": "8.0.0", "license": "MIT", "integrity": "sha512-AA==", "dev": true },
        } })
    }

    fn made(metadata: &Value) -> Result<Value, String> {
        bill(metadata, CARGO_LOCK, &npm_lock()).map(|text| serde_json::from_str(&text).expect("JSON"))
    }

    fn component<'a>(bill: &'a Value, reference: &str) -> Option<&'a Value> {
        bill["components"]
            .as_array()?
            .iter()
            .find(|component| component["bom-ref"] == reference)
    }

    #[test]
    fn both_worlds_are_in_the_bill_and_tests_are_not() {
        let bill = made(&metadata()).expect("a sound bill");
        let serde = component(&bill, "crate:serde@1.0.0").expect("a crate");
        assert_eq!(serde["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(serde["purl"], "pkg:cargo/serde@1.0.0");
        assert_eq!(serde["hashes"][0], json!({ "alg": "SHA-256", "content": "aa" }));
        assert_eq!(serde["scope"], "required");
        let scope = |reference| component(&bill, reference).map(|found| &found["scope"]);
        assert_eq!(
            scope("crate:cc@1.0.0"),
            Some(&json!("excluded")),
            "it only builds"
        );
        assert_eq!(
            scope("crate:sqlcipher-src@1.0.0"),
            Some(&json!("required")),
            "its C source is compiled in"
        );
        assert_eq!(scope("crate:proptest@1.0.0"), None, "it only tests");
        let svelte = component(&bill, "npm:svelte@5.0.0").expect("a package");
        assert_eq!(svelte["hashes"][0], json!({ "alg": "SHA-512", "content": "ff" }));
        assert_eq!(scope("npm:vite@8.0.0"), Some(&json!("excluded")));
    }

    #[test]
    fn the_same_sources_give_the_same_bytes() {
        let forwards = bill(&metadata(), CARGO_LOCK, &npm_lock());
        assert_eq!(bill(&reversed(&metadata()), CARGO_LOCK, &npm_lock()), forwards);
    }

    #[test]
    fn a_component_without_licence_or_hash_is_refused() {
        let mut metadata = metadata();
        metadata["packages"][2]["license"] = Value::Null;
        assert!(made(&metadata).is_err_and(|why| why.contains("serde@1.0.0 has no licence")));
        let bare = bill(&self::metadata(), "", &npm_lock());
        assert!(bare.is_err_and(|why| why.contains("has no hash")));
    }
}
