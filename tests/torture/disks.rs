//! Bad disks: a call that fails at the n-th time, for every n, once and from then on. What is acknowledged is durable,
//! what fails says what is so, reading works on where the disk lets it, and afterwards all is there.

use crate::bad_disk::{Prepared, prepared};
use crate::child::{self, Word};
use crate::judge::{goes_on, judge};
use crate::session::{client_dir, vault_dir};
use crate::{files, scale};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;
use uuid::Uuid;

/// Every path that a vault of one client writes to: strace injects on these alone, and not where the child speaks.
fn paths(root: &Path, client: Uuid) -> Vec<PathBuf> {
    let (vault, dir) = (vault_dir(root), client_dir(root, client));
    let mut paths = vec![
        vault.clone(),
        vault.join("clients"),
        dir.clone(),
        vault.join("lock"),
    ];
    for place in [&vault, &dir] {
        for copy in ["keyslots.a", "keyslots.b"] {
            paths.push(place.join(copy));
            paths.push(place.join(format!("{copy}.new")));
        }
    }
    for file in [
        vault.join("registry.db"),
        dir.join("data.db"),
        dir.join("evidence.db"),
    ] {
        paths.push(files::beside(&file, "-wal"));
        paths.push(files::beside(&file, "-shm"));
        paths.push(file);
    }
    paths
}

/// What one run came to.
struct Run {
    words: Vec<Word>,
    /// The calls on the vault's files, by name.
    calls: BTreeMap<String, usize>,
    hit: bool,
}

fn run(root: &Path, client: Uuid, inject: Option<&str>) -> Run {
    let log = root.with_extension("log");
    let mut line: Vec<String> = ["strace", "-f", "-s", "0", "-o"].map(str::to_owned).to_vec();
    line.push(log.to_string_lossy().into_owned());
    for path in paths(root, client) {
        line.extend(["-P".to_owned(), path.to_string_lossy().into_owned()]);
    }
    line.extend(["-e".to_owned(), format!("trace={}", CALLS.join(","))]);
    if let Some(inject) = inject {
        line.extend(["-e".to_owned(), format!("inject={inject}")]);
    }
    let line: Vec<&str> = line.iter().map(String::as_str).collect();
    let output = child::again(&line, "bad_disk::child_meets_a_bad_disk", root)
        .output()
        .unwrap_or_else(|error| panic!("strace (Debian: strace): {error}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{inject:?}: the child must end well:\n{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = fs::read_to_string(&log).expect("the log");
    fs::remove_file(&log).ok();
    let mut calls = BTreeMap::new();
    for line in text.lines() {
        let name = line
            .split_once(' ')
            .and_then(|(_, call)| call.trim_start().split_once('('));
        if let Some((name, _)) = name {
            *calls.entry(name.to_owned()).or_default() += 1;
        }
    }
    Run {
        words: said.lines().filter_map(child::word).collect(),
        calls,
        hit: text.contains("(INJECTED)"),
    }
}

/// The calls that are made to fail.
const CALLS: [&str; 10] = [
    "openat",
    "write",
    "pwrite64",
    "ftruncate",
    "fsync",
    "fdatasync",
    "rename",
    "unlink",
    "read",
    "pread64",
];

/// Each failing call with its errors; a call that only looks cannot fail for want of room.
fn plans(calls: &BTreeMap<String, usize>) -> Vec<String> {
    let mut plans = Vec::new();
    for (name, times) in calls.iter().filter(|(name, _)| CALLS.contains(&name.as_str())) {
        let looks = ["read", "pread64"].contains(&name.as_str());
        let full = ["write", "pwrite64", "ftruncate", "openat"].contains(&name.as_str());
        let errors: &[&str] = if full { &["EIO", "ENOSPC"] } else { &["EIO"] };
        for error in errors {
            for n in 1..=*times {
                // Reading fails one time in eight: it changes nothing, and there is much of it.
                if !looks || n % 8 == 1 {
                    plans.push(format!("{name}:error={error}:when={n}"));
                    plans.push(format!("{name}:error={error}:when={n}+"));
                }
            }
        }
    }
    // A medium that is pulled out: every call fails from then on.
    let all = CALLS.join(",");
    plans.extend((1..400).step_by(3).map(|n| format!("{all}:error=EIO:when={n}+")));
    plans
}

#[test]
fn whatever_the_disk_refuses_nothing_acknowledged_is_lost() {
    let started = Instant::now();
    let prepared = prepared();
    let place = files::quick_folder();
    let root = place.path().join("root");
    files::copy(prepared.folder.path(), &root);
    let healthy = run(&root, prepared.client, None);
    assert!(
        !healthy.words.iter().any(|word| matches!(word, Word::Refused(_))),
        "without a fault nothing is refused: {:?}",
        healthy.words
    );
    let mut chance = scale::chance("which faults");
    let mut plans = plans(&healthy.calls);
    let possible = plans.len();
    let most = scale::count(22, usize::MAX);
    while plans.len() > most {
        plans.swap_remove(chance.below(plans.len()));
    }
    // Each worker has a folder of its own; which of them meets a fault does not matter.
    let todo = Mutex::new(plans.iter());
    let met = Mutex::new(Met::default());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let place = files::quick_folder();
                let root = place.path().join("root");
                loop {
                    let next = todo.lock().expect("no worker failed").next();
                    let Some(plan) = next else { break };
                    let words = meet(&prepared, &root, plan);
                    met.lock().expect("no worker failed").enter(words, plans.len());
                }
            });
        }
    });
    let met = met.into_inner().expect("no worker failed");
    println!(
        "bad disks: {} of {possible} faults, {} hit, 0 lost; {:.0} s; calls {:?}",
        met.runs,
        met.hit,
        started.elapsed().as_secs_f64(),
        healthy.calls
    );
    for (outcome, times) in &met.outcomes {
        println!("  {times} × {outcome}");
    }
    assert_eq!(met.runs, plans.len(), "every fault had its turn");
    assert!(met.hit * 2 > plans.len(), "the faults were met");
}

/// What all runs came to.
#[derive(Default)]
struct Met {
    runs: usize,
    hit: usize,
    outcomes: BTreeMap<String, usize>,
}

impl Met {
    fn enter(&mut self, (hit, outcomes): (bool, Vec<String>), of: usize) {
        self.runs += 1;
        self.hit += usize::from(hit);
        for outcome in outcomes {
            *self.outcomes.entry(outcome).or_default() += 1;
        }
        if self.runs.is_multiple_of(250) {
            println!("  {} of {of}", self.runs);
        }
    }
}

/// One fault: whether it was met, and what was refused. Panics where something acknowledged is lost.
fn meet(prepared: &Prepared, root: &Path, plan: &str) -> (bool, Vec<String>) {
    files::put_back(prepared.folder.path(), root);
    let run = run(root, prepared.client, Some(plan));
    let refused = run.words.iter().filter_map(|word| match word {
        Word::Refused(code) => Some(format!("refused {code}")),
        Word::Other(other) => Some(other.clone()),
        _ => None,
    });
    let outcomes = refused.collect();
    let mut book = prepared.book.clone();
    let maybe = child::enter(&mut book, run.words);
    let judged = judge(root, &book, &maybe)
        .and_then(|mut session| goes_on(&mut session, 5).map(|()| session.drop_all()));
    judged.unwrap_or_else(|wrong| panic!("{plan}: {wrong}"));
    (run.hit, outcomes)
}
