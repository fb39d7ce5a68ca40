//! `cargo xtask torture`: what takes longer than a test may. Each programme has a short form among the ordinary
//! tests; this is the long one.

use crate::place;
use crate::process::{self, Outcome};
use crate::steps::{Plan, Reader};
use crate::test::with_keychain;

/// How long one fuzz target runs if nobody says otherwise, in minutes.
const MINUTES: u64 = 10;
/// What one input may take before it counts as a hang, and how much memory before it counts as a bomb.
const LIMITS: &[&str] = &["-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1"];

/// Histories that are backed up and restored elsewhere.
const DRILLS: &str = "200";

/// Runs what is named: nothing for kills, power cuts and restore drills, `fuzz [MINUTES] [TARGET]` for the parsers.
pub fn torture(words: &[&str]) -> Option<Outcome> {
    match words {
        [] => Some(programmes()),
        ["fuzz"] => Some(fuzz(MINUTES, None)),
        ["fuzz", minutes] => Some(fuzz(minutes.parse().ok()?, None)),
        ["fuzz", minutes, target] => Some(fuzz(minutes.parse().ok()?, Some(target))),
        _ => None,
    }
}

/// The tests that end processes and power in the middle of their work, in their long form.
fn programmes() -> Outcome {
    let mut plan = Plan::new("torture")?;
    let words = &[
        "test",
        "--locked",
        "-p",
        "valise-tests",
        "--test",
        "torture",
        "--",
        "--nocapture",
    ];
    let mut command = process::cargo(words);
    command.env("VALISE_TORTURE", "long");
    plan.step(
        "kills and power cuts",
        &Reader::Cargo,
        &mut with_keychain(&command),
    );
    let words = &[
        "test",
        "--locked",
        "-p",
        "valise-vault",
        "--test",
        "restore_drill",
    ];
    let mut command = process::cargo(words);
    command.env("VALISE_TORTURE_DRILLS", DRILLS);
    plan.step("restore drills", &Reader::Cargo, &mut command);
    Ok(plan.close())
}

/// Each fuzz target for so many minutes, from the tracked seeds and from what earlier runs found.
fn fuzz(minutes: u64, only: Option<&str>) -> Outcome {
    if !process::exists("cargo-fuzz") {
        return Err("cargo-fuzz is missing: cargo install cargo-fuzz".into());
    }
    let listed = process::read(&mut process::cargo(&["fuzz", "list"]))?;
    let targets: Vec<&str> = listed
        .lines()
        .map(str::trim)
        .filter(|target| !target.is_empty() && only.is_none_or(|only| only == *target))
        .collect();
    if targets.is_empty() {
        return Err(format!(
            "no such target; there are: {}",
            listed.split_whitespace().collect::<Vec<_>>().join(", ")
        ));
    }
    let mut plan = Plan::new("fuzz")?;
    let fuzz = place::root().join("fuzz");
    for target in targets {
        let [corpus, seeds] = ["corpus", "seeds"].map(|folder| fuzz.join(folder).join(target));
        std::fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
        // Safe Rust has no addresses to watch, and without a sanitizer this runs on stable.
        let mut command = process::cargo(&["fuzz", "run", "--sanitizer", "none", target]);
        command.arg(&corpus).arg(&seeds).arg("--").args(LIMITS);
        command.arg(format!("-max_total_time={}", minutes.saturating_mul(60)));
        let dictionary = fuzz.join("dictionaries").join(format!("{target}.dict"));
        if dictionary.is_file() {
            command.arg(format!("-dict={}", dictionary.display()));
        }
        plan.step(&format!("fuzz {target}"), &Reader::One, &mut command);
        report(&plan, target);
    }
    Ok(plan.close())
}

/// How many inputs were run, out of libFuzzer's closing statistics.
fn report(plan: &Plan, target: &str) {
    let log = plan.folder().join(format!("fuzz-{target}.log").replace('_', "-"));
    let text = std::fs::read_to_string(log).unwrap_or_default();
    for name in ["number_of_executed_units", "new_units_added", "peak_rss_mb"] {
        let value = text
            .lines()
            .find_map(|line| line.strip_prefix("stat::")?.strip_prefix(name)?.split(':').nth(1));
        if let Some(value) = value {
            println!("   {name}: {}", value.trim());
        }
    }
}
