//! How fast a history is read, and at what cost in memory.
//!
//! `cargo run --release -p valise-intake --example history_bench [REPOSITORY] [SECONDS-SINCE-1970]`
//!
//! Without a repository it makes one of 12,000 commits with `git fast-import` and packs it. The contents are
//! handed to the search for secrets of exported text, so that what is measured is a history that is looked at.

#![allow(clippy::print_stdout, reason = "a measurement is printed")]

#[path = "../tests/repositories/mod.rs"]
mod repositories;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use repositories::Kit;
use repositories::many::{Shape, stream};
use valise_intake::history::{BlobOptions, Progress, Repository, Watch};
use valise_intake::{secrets, signals};

const SHAPE: Shape = Shape {
    commits: 12_000,
    files: 600,
    authors: 25,
    lines: 120,
};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let given = arguments.next().map(PathBuf::from);
    let now = arguments.next().and_then(|seconds| seconds.parse().ok());
    match given {
        Some(path) => measure(&path, now.unwrap_or(1_800_000_000)),
        None => {
            let Some(kit) = Kit::new("history_bench") else {
                return;
            };
            let start = Instant::now();
            kit.import(&stream(&SHAPE));
            kit.git(&["symbolic-ref", "HEAD", "refs/heads/main"]);
            kit.git(&["repack", "-a", "-d", "-q"]);
            println!("made and packed in {} s", start.elapsed().as_secs());
            measure(&kit.work, now.unwrap_or(1_622_000_000));
        }
    }
}

fn measure(path: &Path, now: i64) {
    println!("memory before: {}", memory());
    let cancel = AtomicBool::new(false);
    let mut tell = |_: &Progress| ();
    let mut watch = Watch::new(&cancel, &mut tell);
    let repository = match Repository::open(path) {
        Ok(repository) => repository,
        Err(error) => {
            println!("{error}");
            return;
        }
    };
    println!("{:?}", repository.nature());

    let start = Instant::now();
    let mut history = repository.history(&mut watch);
    let overview = history.overview();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "commits: {} by {} people in {seconds:.2} s, {:.0} a second; {}",
        overview.commits,
        overview.people,
        overview.commits as f64 / seconds,
        memory()
    );

    let start = Instant::now();
    let visited = history.visit_blobs(&BlobOptions::default(), &mut watch, &mut |_| ());
    report("contents read", &visited, start);
    let start = Instant::now();
    let mut hits = 0;
    let visited = history.visit_blobs(&BlobOptions::default(), &mut watch, &mut |blob| {
        if let Ok(text) = std::str::from_utf8(blob.bytes) {
            hits += secrets::scan(text).len();
        }
    });
    report("contents read and searched", &visited, start);
    println!(
        "  {hits} hits; lost: {:?}",
        (
            visited.losses.missing,
            visited.losses.damaged,
            visited.losses.too_large
        )
    );

    let start = Instant::now();
    let found = signals::of_history(&mut history, now, &mut watch);
    println!(
        "signals: {} and {} decisions in {:.2} s; {}",
        found.signals.len(),
        found.decisions.len(),
        start.elapsed().as_secs_f64(),
        memory()
    );
    for signal in found.signals.iter().take(12) {
        println!("  {} {} {:?}", signal.code.as_str(), signal.figure, signal.reason);
    }
    for decision in found.decisions.iter().take(12) {
        println!(
            "  {} {} {} ({})",
            decision.authored,
            decision.kind.as_str(),
            decision.what,
            decision.sign
        );
    }
}

fn report(what: &str, visited: &valise_intake::history::Visited, start: Instant) {
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{what}: {} of {:.1} MB in {seconds:.2} s, {:.1} MB a second; {}",
        visited.blobs,
        visited.bytes as f64 / 1e6,
        visited.bytes as f64 / 1e6 / seconds,
        memory()
    );
}

/// The most memory that this process has had, with the pages of packs that it has mapped; Linux only.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        line.map_or_else(
            || format!("{name} unknown"),
            |line| line.split_whitespace().collect::<Vec<_>>().join(" "),
        )
    };
    format!("{}, {}", line("VmHWM:"), line("RssAnon:"))
}
