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
    // The highest mark begins anew: the stream that made the repository is not what is measured.
    let reset = std::fs::write("/proc/self/clear_refs", "5").is_ok();
    println!(
        "memory before: {}{}",
        memory(),
        if reset { "" } else { " (of the whole process)" }
    );
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

    let clock = Clock::start();
    let mut history = repository.history(&mut watch);
    let overview = history.overview();
    println!(
        "commits: {} by {} people, {}",
        overview.commits,
        overview.people,
        clock.told(overview.commits as f64, "")
    );

    let clock = Clock::start();
    let visited = history.visit_blobs(&BlobOptions::default(), &mut watch, &mut |_| ());
    report("contents read", &visited, &clock);
    let clock = Clock::start();
    let mut hits = 0;
    let visited = history.visit_blobs(&BlobOptions::default(), &mut watch, &mut |blob| {
        if let Ok(text) = std::str::from_utf8(blob.bytes) {
            hits += secrets::scan(text).len();
        }
    });
    report("contents read and searched", &visited, &clock);
    println!(
        "  {hits} hits; lost: {} missing, {} damaged, {} too large",
        visited.losses.missing, visited.losses.damaged, visited.losses.too_large
    );

    let clock = Clock::start();
    let found = signals::of_history(&mut history, now, &mut watch);
    println!(
        "signals: {} and {} decisions, {}",
        found.signals.len(),
        found.decisions.len(),
        clock.told(overview.commits as f64, " commits")
    );
    for signal in found.signals.iter().take(40) {
        println!(
            "  {} {} {:?} {:?}",
            signal.code.as_str(),
            signal.figure,
            signal.place.as_ref().map(|place| &place.path),
            signal.reason
        );
    }
    for decision in &found.decisions {
        println!(
            "  {} {} {} ({}) {} {}",
            decision.authored,
            decision.kind.as_str(),
            decision.what,
            decision.sign,
            decision.path,
            decision.author.name
        );
    }
}

fn report(what: &str, visited: &valise_intake::history::Visited, clock: &Clock) {
    let megabytes = visited.bytes as f64 / 1e6;
    println!(
        "{what}: {} of {megabytes:.1} MB, {}",
        visited.blobs,
        clock.told(megabytes, " MB")
    );
}

/// Seconds of the wall and of the processor, which differ where the machine is shared.
struct Clock {
    wall: Instant,
    processor: f64,
}

impl Clock {
    fn start() -> Self {
        Self {
            wall: Instant::now(),
            processor: processor_seconds(),
        }
    }

    fn told(&self, amount: f64, unit: &str) -> String {
        let wall = self.wall.elapsed().as_secs_f64();
        let processor = processor_seconds() - self.processor;
        format!(
            "{wall:.2} s, {processor:.2} s of the processor, {:.0}{unit} in each of these; {}",
            amount / processor.max(0.01),
            memory()
        )
    }
}

/// Seconds that the processor spent on this process; Linux only.
fn processor_seconds() -> f64 {
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
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
