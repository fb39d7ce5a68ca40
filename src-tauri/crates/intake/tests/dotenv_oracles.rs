//! Our reading of a .env file beside that of the programs themselves.
//!
//! ```text
//! npm install --prefix /tmp/oracles dotenv
//! python3 -m venv /tmp/oracles/venv && /tmp/oracles/venv/bin/pip install python-dotenv
//! VALISE_DOTENV_NODE=/tmp/oracles VALISE_DOTENV_PYTHON=/tmp/oracles/venv/bin/python \
//!     cargo test -p valise-intake --test dotenv_oracles -- --nocapture
//! ```
//!
//! Without those variables the tests say so and pass.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod env_files;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use valise_intake::dotenv::{self, Dialect};

/// Generated files for each program; `VALISE_DOTENV_CASES` asks for more.
const CASES: usize = 20_000;

type Pairs = BTreeMap<String, Option<String>>;

#[test]
fn node_reads_the_same() {
    let Some(folder) = place("VALISE_DOTENV_NODE", "a folder with dotenv in its node_modules") else {
        return;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/env_files/oracle.cjs");
    let mut node = Command::new("node");
    node.args([script, &folder]);
    compare(Dialect::Node, node);
}

#[test]
fn python_reads_the_same() {
    let Some(python) = place("VALISE_DOTENV_PYTHON", "a Python with python-dotenv") else {
        return;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/env_files/oracle.py");
    let mut command = Command::new(python);
    command.args(["-X", "utf8", script]);
    compare(Dialect::Python, command);
}

fn place(variable: &str, what: &str) -> Option<String> {
    let place = std::env::var(variable).ok();
    if place.is_none() {
        eprintln!("skipped: {variable} does not name {what}");
    }
    place
}

fn compare(dialect: Dialect, oracle: Command) {
    let files = files();
    let (version, answers) = ask(oracle, &files);
    assert_eq!(answers.len(), files.len(), "one answer for each file");
    for (file, answer) in files.iter().zip(&answers) {
        // A file that is refused as a whole gives nothing.
        let theirs: Pairs = serde_json::from_str::<Option<Pairs>>(answer)
            .unwrap()
            .unwrap_or_default();
        assert_eq!(
            ours(file, dialect),
            theirs,
            "{} and {version} read the same in {:?}",
            dialect.name(),
            file.escape_ascii().to_string(),
        );
    }
    eprintln!("{}: {version} agrees on {} files", dialect.name(), files.len());
}

fn ours(file: &[u8], dialect: Dialect) -> Pairs {
    dotenv::read(file, dialect)
        .pairs()
        .map(|(key, value)| {
            let value = value.map(|value| String::from_utf8_lossy(value).into_owned());
            (key.into_owned(), value)
        })
        .collect()
}

/// What is written, what is written followed by each other, and what is generated: the same
/// files every time.
fn files() -> Vec<Vec<u8>> {
    let mut files: Vec<Vec<u8>> = env_files::WRITTEN.iter().map(|file| file.to_vec()).collect();
    for first in env_files::WRITTEN {
        for second in env_files::WRITTEN {
            files.push([*first, *second].concat());
            files.push([*first, b"\n", *second].concat());
        }
    }
    let cases = std::env::var("VALISE_DOTENV_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[5; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let generated = env_files::generated();
    files.extend((0..cases.unwrap_or(CASES)).map(|_| generated.new_tree(&mut runner).unwrap().current()));
    files
}

/// The version of the program, and its answer to each file.
fn ask(mut oracle: Command, files: &[Vec<u8>]) -> (String, Vec<String>) {
    let mut child = oracle
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut question = String::new();
    for file in files {
        for byte in file {
            write!(question, "{byte:02x}").unwrap();
        }
        question.push('\n');
    }
    let mut input = child.stdin.take().unwrap();
    let asking = std::thread::spawn(move || input.write_all(question.as_bytes()));
    let output = child.wait_with_output().unwrap();
    asking.join().unwrap().unwrap();
    assert!(output.status.success(), "the program ran to its end");
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines = text.lines().map(str::to_owned);
    let version = lines.next().unwrap();
    (version, lines.collect())
}
