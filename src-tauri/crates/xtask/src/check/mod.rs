//! `cargo xtask check`: what can be said about the code without running it.

mod amalgamation;
mod bindings;
mod house;
mod licences;
mod network;
mod pages;
mod sbom;
mod snapshot;
mod tracked;
mod window;

use crate::process::{self, Outcome};
use crate::steps::{Plan, Reader};
use crate::test::npm;
use crate::{fetch, packages, run};
use serde_json::Value;

/// Runs every check; with `accept`, takes the present policy and capabilities as the new snapshots.
pub fn check(accept: bool) -> Outcome {
    let mut plan = Plan::new("check")?;
    let folder = plan.folder().to_owned();
    let ready = plan.prepare("system packages", packages::for_run)
        && plan.prepare("packages of the interface", fetch::ui_packages)
        && plan.prepare("crates", fetch::crates)
        && plan.prepare("interface: build", run::build_ui);
    plan.check("what is tracked", tracked::tracked);
    plan.step(
        "rust: format",
        &Reader::One,
        &mut process::cargo(&["fmt", "--all", "--check"]),
    );
    plan.step("interface: prettier", &Reader::One, &mut npm(&["format:check"]));
    plan.step("interface: eslint", &Reader::One, &mut npm(&["lint"]));
    plan.step("interface: svelte-check", &Reader::One, &mut npm(&["check"]));
    let mut asked = None;
    plan.prepare("metadata", || metadata().map(|found| asked = Some(found)));
    if let Some(metadata) = &asked {
        plan.check("imports run one way", || house::directions(metadata));
        plan.check("no network in the programs", network::silence);
        plan.check("licences of crates", || licences::crates(metadata));
        plan.check("the sealed files' C source", || {
            amalgamation::pinned(metadata, accept)
        });
        plan.check("features of the window", || window::features(metadata));
        plan.check("bill of materials", || sbom::sbom(metadata));
    }
    plan.check("licences of the interface's packages", licences::packages);
    // Advisories need a database from the network, and this command uses none: a release is checked by hand with
    // `cargo deny check advisories`, and the README lists it among what was not run.
    if process::exists("cargo-deny") {
        let words = &["deny", "--offline", "check", "bans", "licenses", "sources"];
        plan.step("cargo deny", &Reader::One, &mut process::cargo(words));
    } else {
        println!(
            "── cargo deny: not run, it is not installed (the checks above hold its bans, licences and sources)"
        );
    }
    plan.check("policy of the window", || window::policy(accept));
    if ready {
        plan.check("built pages", pages::pages);
        let words = &[
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ];
        plan.step("rust: clippy", &Reader::One, &mut process::cargo(words));
        // Tests that plain `cargo test` leaves out are not among "all targets".
        let words = &[
            "clippy",
            "--locked",
            "-p",
            "valise-tests",
            "--test",
            "e2e",
            "--test",
            "pdf",
            "--",
            "-D",
            "warnings",
        ];
        plan.step(
            "rust: clippy of the driven tests",
            &Reader::One,
            &mut process::cargo(words),
        );
        // Tauri's build script, which clippy has just run, writes down what it granted.
        plan.check("capabilities of the window", || window::capabilities(accept));
        plan.check("bindings are current", || bindings::drift(&folder));
    }
    Ok(plan.close())
}

/// cargo's own account of the workspace and everything below it.
fn metadata() -> Result<Value, String> {
    let text = process::read(&mut process::cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--locked",
    ]))?;
    serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))
}
