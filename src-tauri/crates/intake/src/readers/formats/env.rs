//! .env files as entries: every key, since the inventory wants them all.

use super::super::entry::{Fault, Kind, State};
use super::super::report::{Found, Report};
use super::{Reader, is_secret};
use crate::dotenv::{self, Content, Dialect, EnvFault};
use crate::guess;

/// Bytes of a .env file that are read. A larger one is something else.
const MAX_BYTES: usize = 1 << 20;

macro_rules! reader {
    ($constant:ident, $name:literal, $dialect:ident) => {
        pub const $constant: Reader = Reader {
            name: $name,
            recognises: |path, head| recognises(path, head, Dialect::$dialect),
            read: |report| read(report, Dialect::$dialect),
        };
    };
}

reader!(NODE, "dotenv", Node);
reader!(PYTHON, "dotenv_python", Python);
reader!(RUBY, "dotenv_ruby", Ruby);
reader!(COMPOSE, "dotenv_compose", Compose);
reader!(DOCKER_RUN, "dotenv_docker_run", DockerRun);
reader!(SYSTEMD, "dotenv_systemd", Systemd);
reader!(DIRENV, "envrc", Direnv);

fn recognises(path: &str, head: &[u8], dialect: Dialect) -> bool {
    dotenv::is_env_path(path) && dotenv::guess(path, head, &[]).dialect == dialect
}

fn read(report: &mut Report<'_>, dialect: Dialect) {
    let bytes = report.bytes;
    let taken = bytes.get(..MAX_BYTES).unwrap_or(bytes);
    let reading = dotenv::read(taken, dialect);
    for item in reading.items() {
        match &item.content {
            Content::Assignment(assignment) => {
                let key = reading.key(assignment);
                let value = assignment.value_in(taken).unwrap_or_default();
                let mut found = Found::new(&*key, guess::kind(&key, value), assignment.value.clone())
                    .decoded(assignment.decoded.clone());
                // A line without `=` may be half of a value that a paste tore in two.
                if !assignment.assigned && !is_name(&key) {
                    found = Found::new(super::UNNAMED, Kind::Unjudged, assignment.value.clone());
                }
                report.found(found);
            }
            Content::Comment(place) => commented(report, dialect, place.clone()),
            Content::Broken(fault) => {
                let fault = match fault {
                    EnvFault::Command => continue,
                    EnvFault::Syntax => Fault::Syntax,
                    EnvFault::Unclosed => Fault::Unclosed,
                    EnvFault::Encoding => Fault::Encoding,
                };
                report.damage(fault, item.span.clone());
            }
            Content::Blank | Content::Source(_) => {}
        }
    }
    if taken.len() < bytes.len() {
        report.damage(Fault::TooLarge, taken.len()..bytes.len());
    }
}

/// A key that was put out of use with its value still there.
fn commented(report: &mut Report<'_>, dialect: Dialect, place: std::ops::Range<usize>) {
    let comment = report.bytes.get(place.clone()).unwrap_or_default();
    let skip = comment
        .iter()
        .position(|c| !matches!(c, b'#' | b';' | b' ' | b'\t'));
    let Some(skip) = skip else {
        return;
    };
    let base = place.start + skip;
    let reading = dotenv::read(&comment[skip..], dialect);
    let Some((_, assignment)) = reading.assignments().next() else {
        return;
    };
    let key = reading.key(assignment);
    let value = assignment.value_in(reading.bytes()).unwrap_or_default();
    let kind = guess::kind(&key, value);
    let plain = assignment.key.start == 0 || assignment.exported;
    if plain && is_name(&key) && is_secret(kind) && super::super::state::state_of(value) == State::Literal {
        let span = base + assignment.value.start..base + assignment.value.end;
        report.found(Found::new(&*key, kind, span).decoded(assignment.decoded.clone()));
    }
}

fn is_name(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && key
            .bytes()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'_')
        || (key.len() <= 32 && key.bytes().all(|c| c.is_ascii_lowercase() || c == b'_'))
}
