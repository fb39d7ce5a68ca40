//! Canaries: words that are put into everything a person can fill in, and hunted afterwards.

use crate::chance::Chance;
use crate::child;
use crate::hunt::{Hunt, disguised, plain, word};
use crate::{files, log, scale};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use valise_tests::{read_json, sample, samples};

/// Set in the child: the words, in disguise.
pub const WORDS: &str = "VALISE_TORTURE_WORDS";

/// Set in the child that waits for its parent between its parts.
pub const WAITS: &str = "VALISE_TORTURE_WAIT";

/// What each word is put into.
const NAMES: [&str; 4] = ["records", "evidence", "passphrase", "settings"];

#[derive(Clone)]
pub struct Words(BTreeMap<&'static str, String>);

impl Words {
    fn new(chance: &mut Chance) -> Self {
        Self(NAMES.iter().map(|name| (*name, word(chance))).collect())
    }

    pub fn of(disguised: &str) -> Self {
        Self(NAMES.into_iter().zip(disguised.split(',').map(plain)).collect())
    }

    fn disguised(&self) -> String {
        NAMES.map(|name| disguised(&self.0[name])).join(",")
    }

    pub fn get(&self, name: &str) -> &str {
        &self.0[name]
    }

    fn hunt(&self) -> Hunt {
        let words: Vec<(&str, &str)> = self.0.iter().map(|(name, word)| (*name, word.as_str())).collect();
        Hunt::of(&words)
    }
}

/// The machine of the child: its folders, and what lies outside of them.
struct Machine {
    folder: tempfile::TempDir,
    words: Words,
}

impl Machine {
    fn new(words: Words) -> Self {
        let folder = files::quick_folder();
        for name in ["machine/home", "machine/tmp", "machine/data", "outside/evidence"] {
            fs::create_dir_all(folder.path().join(name)).expect("a folder");
        }
        let machine = Self { folder, words };
        machine.fill();
        machine
    }

    fn machine(&self) -> PathBuf {
        self.folder.path().join("machine")
    }

    fn outside(&self) -> PathBuf {
        self.folder.path().join("outside")
    }

    /// A client whose every text holds the word, and a document of it.
    fn fill(&self) {
        let mut client = read_json(&sample("sample-client.json")).expect("the sample");
        let mut filled = 0;
        put_into(&mut client, self.words.get("records"), &mut filled);
        assert!(filled > 1000, "{filled} texts filled");
        client["x_of_a_later_version"] = json!(self.words.get("records"));
        files::copy(&samples().join("evidence"), &self.outside().join("evidence"));
        fs::write(self.outside().join("client.json"), client.to_string()).expect("writes");
        let text = format!("{} and more\n", self.words.get("evidence")).repeat(20_000);
        fs::write(self.outside().join("document.txt"), text).expect("writes");
    }

    fn child(&self, before: &[&str]) -> Command {
        let machine = self.machine();
        let mut command = child::again(before, "day::child_fills_everything_in", self.folder.path());
        command
            .env(WORDS, self.words.disguised())
            .env("HOME", machine.join("home"))
            .env("TMPDIR", machine.join("tmp"))
            .env("XDG_CACHE_HOME", machine.join("home/.cache"))
            .env("XDG_CONFIG_HOME", machine.join("home/.config"))
            .env("XDG_DATA_HOME", machine.join("home/.local/share"))
            .current_dir(machine.join("home"))
            .stdin(Stdio::piped());
        command
    }
}

/// Every text of more than one word; codes, dates, amounts and closed words have none.
fn put_into(value: &mut Value, word: &str, filled: &mut usize) {
    match value {
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|field| put_into(field, word, filled)),
        Value::Array(items) => items.iter_mut().for_each(|item| put_into(item, word, filled)),
        Value::String(text) if text.contains(' ') && text.len() > 9 => {
            *text = format!("{text} {word}");
            *filled += 1;
        }
        _ => {}
    }
}

#[test]
fn nothing_readable_lies_on_the_disk_or_stays_in_memory() {
    let started = Instant::now();
    let machine = Machine::new(Words::new(&mut scale::chance("canaries")));
    let hunt = machine.words.hunt();
    let mut running = machine.child(&[]).env(WAITS, "1").spawn().expect("starts");
    let process = running.id();
    let mut said = BufReader::new(running.stdout.take().expect("its output")).lines();
    let mut input = running.stdin.take().expect("its input");
    let mut until = |word: &str| said.by_ref().map_while(Result::ok).any(|line| line == word);
    if !until("@open") {
        let mut why = String::new();
        running
            .stderr
            .take()
            .expect("its errors")
            .read_to_string(&mut why)
            .ok();
        panic!("the child ended early: {why}");
    }
    let open = hunt.in_memory(process);
    assert!(
        open.iter().any(|found| found.starts_with("records as utf-8")),
        "open, the words are in memory, and the search finds them"
    );
    let (on_disk, files) = hunt.in_files(&machine.machine());
    assert!(
        on_disk.is_empty() && files > 8,
        "while open, {files} files: {on_disk:?}"
    );
    input.write_all(b"on\n").expect("tells");
    assert!(until("@locked"), "it locks");
    let locked = hunt.in_memory(process);
    let (on_disk, files) = hunt.in_files(&machine.machine());
    input.write_all(b"on\n").expect("tells");
    drop(said);
    running.wait().expect("ends");
    println!(
        "canaries: {} places in memory while open, {} after the lock; {} in {files} files; {:.0} s",
        open.len(),
        locked.len(),
        on_disk.len(),
        started.elapsed().as_secs_f64()
    );
    assert!(on_disk.is_empty(), "after the lock: {on_disk:?}");
    let mut kinds = BTreeMap::new();
    for found in &locked {
        *kinds.entry(found).or_insert(0) += 1;
    }
    assert!(kinds.is_empty(), "left in memory after the lock: {kinds:#?}");
    let (outside, _) = hunt.in_files(&machine.outside());
    assert!(!outside.is_empty(), "the hunt finds what was exported");
}

#[test]
fn no_write_carries_a_readable_word() {
    let started = Instant::now();
    let machine = Machine::new(Words::new(&mut scale::chance("canaries in writes")));
    let hunt = machine.words.hunt();
    let log_path = machine.folder.path().join("log");
    let log_text = log_path.to_string_lossy().into_owned();
    let calls = "trace=write,pwrite64,writev,pwritev,sendto,sendmsg,connect,memfd_create";
    let strace = [
        "strace",
        "-f",
        "-y",
        "-xx",
        "--seccomp-bpf",
        "-s",
        "100000000",
        "-e",
        calls,
        "-o",
        &log_text,
    ];
    let output = machine
        .child(&strace)
        .output()
        .unwrap_or_else(|error| panic!("strace (Debian: strace): {error}"));
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = fs::read_to_string(&log_path).expect("the log");
    let outside = machine.outside().to_string_lossy().into_owned();
    let (mut writes, mut left, mut found) = (0, 0, Vec::new());
    for call in log::read(&text) {
        let file = call.arguments.first();
        let Some(log::Argument::Bytes(bytes)) = call.arguments.get(1) else {
            continue;
        };
        let hits = hunt.within(bytes);
        writes += 1;
        match file {
            Some(log::Argument::File(_, Some(path))) if path.starts_with(&outside) => left += hits.len(),
            file => found.extend(hits.iter().map(|hit| format!("{} to {file:?}: {hit}", call.name))),
        }
    }
    println!(
        "canaries: {writes} writes looked at, {} carried a word; {left} words left in what was exported; {:.0} s",
        found.len(),
        started.elapsed().as_secs_f64()
    );
    assert!(
        left > 0,
        "what was exported carries the words, and the look finds them"
    );
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn killed_at_any_moment_nothing_readable_lies_on_the_disk() {
    let started = Instant::now();
    let mut chance = scale::chance("canaries and kills");
    let kills = scale::count(2, 60);
    let mut longest = Duration::from_secs(20);
    let (mut files_read, mut midway) = (0, 0);
    for n in 0..kills {
        let machine = Machine::new(Words::new(&mut chance));
        let begun = Instant::now();
        let mut running = machine.child(&[]).spawn().expect("starts");
        let moment = Duration::from_millis(200 + chance.below(longest.as_millis() as usize) as u64);
        let ended = loop {
            match running.try_wait().expect("waits") {
                Some(_) => break true,
                None if begun.elapsed() > moment => break false,
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        if ended {
            longest = begun.elapsed();
        } else {
            running.kill().expect("kills");
            midway += 1;
        }
        running.wait().expect("is gone");
        let (found, files) = machine.words.hunt().in_files(&machine.machine());
        assert!(
            found.is_empty(),
            "kill {n} after {:?}: {found:?}",
            begun.elapsed()
        );
        files_read += files;
    }
    println!(
        "canaries: {kills} runs, {midway} killed midway, {files_read} files, no word; {:.0} s",
        started.elapsed().as_secs_f64()
    );
    assert!(midway > 0 || kills == 0, "some were killed midway");
}
