//! `cargo xtask test`: everything that can be proven on this machine, ending with one line of sums.

pub mod e2e;
mod pdf;

use crate::process::{self, Outcome};
use crate::steps::{Plan, Reader};
use crate::{fetch, packages, place, run};
use std::process::Command;

/// Runs every test. A step that others build on ends the plan early when it fails.
pub fn test() -> Outcome {
    let mut plan = Plan::new("test")?;
    let ready = plan.prepare("system packages", packages::for_test)
        && plan.prepare("node", fetch::node)
        && plan.prepare("packages of the interface", fetch::ui_packages)
        && plan.prepare("typefaces", fetch::fonts)
        && plan.prepare("crates", fetch::crates);
    if !ready {
        return Ok(plan.close());
    }
    ui(&mut plan);
    if !place::ui().join("dist").join("index.html").is_file() {
        // The app embeds these pages: without them it does not compile, and the reason is above.
        return Ok(plan.close());
    }
    if rust(&mut plan) {
        pdf::pdf(&mut plan);
        plan.check("run without a display", || run::demonstrate("debug").map(drop));
        e2e::e2e(&mut plan, None);
    }
    Ok(plan.close())
}

/// The interface: built, then read by each of its tools.
fn ui(plan: &mut Plan) {
    let report = plan.folder().join("vitest.json");
    let output = format!("--outputFile.json={}", report.display());
    plan.step("interface: build", &Reader::None, &mut npm(&["build"]));
    plan.step("interface: svelte-check", &Reader::One, &mut npm(&["check"]));
    plan.step("interface: eslint", &Reader::One, &mut npm(&["lint"]));
    plan.step("interface: prettier", &Reader::One, &mut npm(&["format:check"]));
    plan.step("interface: size", &Reader::One, &mut npm(&["size"]));
    if report.exists() {
        // Yesterday's report must not be counted as today's.
        std::fs::remove_file(&report).ok();
    }
    let vitest = &["test", "--", "--reporter=default", "--reporter=json", &output];
    plan.step("interface: vitest", &Reader::Vitest(report), &mut npm(vitest));
}

/// Builds every crate. Programs, tests and examples go in one call, because then they share one choice of
/// features and nothing is compiled twice.
pub fn build() -> Command {
    process::cargo(&[
        "build",
        "--locked",
        "--workspace",
        "--bins",
        "--tests",
        "--examples",
    ])
}

fn rust(plan: &mut Plan) -> bool {
    if !plan.step("rust: build", &Reader::None, &mut build()) {
        return false;
    }
    let words = &["test", "--locked", "--workspace", "--no-fail-fast"];
    plan.step(
        "rust: tests",
        &Reader::Cargo,
        &mut with_keychain(&process::cargo(words)),
    );
    true
}

/// A script of the interface's package.
pub fn npm(words: &[&str]) -> Command {
    let mut all = vec!["run", "--silent"];
    all.extend_from_slice(words);
    let mut command = process::command(place::npm(), &all);
    command.current_dir(place::ui());
    command
}

/// The command under a session bus of its own with an unlocked, throw-away keychain, where there is such a
/// thing; elsewhere the command as it is.
pub fn with_keychain(inner: &Command) -> Command {
    if !cfg!(target_os = "linux") {
        let mut command = process::command(inner.get_program(), &[]);
        command.args(inner.get_args());
        return command;
    }
    within("tests/with-keyring.sh", inner)
}

/// The command as the words of a script of `tests`, with its environment.
pub fn within(script: &str, inner: &Command) -> Command {
    let mut command = process::command("sh", &[script]);
    command.arg(inner.get_program()).args(inner.get_args());
    for (name, value) in inner.get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    command
}
