//! Another process: one test of this binary, run again, which finds the folder that it works in.
//!
//! It speaks in lines that begin with `@`, each written at once; what the test harness prints is passed over.

use crate::book::{Book, Deed};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use uuid::Uuid;

/// Set in the other process only.
const DIR: &str = "VALISE_TORTURE_DIR";

/// The folder to work in, when this is the other process.
pub fn folder() -> Option<PathBuf> {
    std::env::var_os(DIR).map(Into::into)
}

/// A command that runs the named test of this binary in `dir`, with its output piped; `before` are the program
/// and words to run it under.
pub fn again(before: &[&str], test: &str, dir: &Path) -> Command {
    let program = std::env::current_exe().expect("this binary");
    let mut words = before.iter();
    let mut command = match words.next() {
        Some(first) => {
            let mut command = Command::new(first);
            command.args(words).arg(program);
            command
        }
        None => Command::new(program),
    };
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
    command
        .env(DIR, dir)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// What a child says of its deeds.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    /// About to do this.
    Begin(Deed),
    /// Done and acknowledged; a new client's id where there is one.
    Done(Option<Uuid>),
    /// Refused with this code.
    Refused(String),
    /// Anything else, for the test at hand.
    Other(String),
}

/// Says a line at once.
pub fn say(line: &str) {
    let line = format!("\n@{line}\n");
    let mut out = std::io::stdout().lock();
    out.write_all(line.as_bytes())
        .and_then(|()| out.flush())
        .expect("the parent listens");
}

/// Says that a deed begins.
pub fn begin(deed: &Deed) {
    say(&format!("begin {}", serde_json::to_string(deed).expect("JSON")));
}

/// Says how it ended.
pub fn end(outcome: &Result<Option<Uuid>, valise_vault::VaultError>) {
    match outcome {
        Ok(Some(id)) => say(&format!("done {id}")),
        Ok(None) => say("done"),
        Err(error) => say(&format!("refused {}", error.code())),
    }
}

/// Reads a line back; `None` for what the harness says.
pub fn word(line: &str) -> Option<Word> {
    let line = line.strip_prefix('@')?;
    Some(match line.split_once(' ').unwrap_or((line, "")) {
        ("begin", deed) => Word::Begin(serde_json::from_str(deed).ok()?),
        ("done", id) => Word::Done(id.parse().ok()),
        ("refused", code) => Word::Refused(code.to_owned()),
        _ => Word::Other(line.to_owned()),
    })
}

/// What a child's words make of a book: the acknowledged deeds entered, and those that may or may not have
/// happened.
pub fn enter(book: &mut Book, words: impl IntoIterator<Item = Word>) -> Vec<Deed> {
    let (mut open, mut maybe): (Option<Deed>, Vec<Deed>) = (None, Vec::new());
    for word in words {
        match word {
            Word::Begin(deed) => open = Some(deed),
            Word::Done(id) => {
                let deed = open.take().expect("what is done was begun");
                assert!(
                    maybe.is_empty() || deed.stands_alone(),
                    "after a refusal only deeds that stand alone: {deed:?}"
                );
                book.apply(&deed, id);
            }
            Word::Refused(_) => maybe.extend(open.take()),
            Word::Other(_) => {}
        }
    }
    maybe.extend(open);
    maybe
}
