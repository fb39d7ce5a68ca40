//! Private keys: PEM of every label, OpenSSH's own form, PGP, and PuTTY's.

use std::ops::Range;

use super::super::entry::{Fault, Kind, State};
use super::super::report::{Found, Report};
use super::super::syntax::ini::lines;
use super::{Reader, contains, file_name, from_base64, has_extension};

pub const ARMOURED: Reader = Reader {
    name: "private_key",
    recognises: |path, head| {
        let name = file_name(path);
        (contains(head, "-----BEGIN ") && contains(head, "PRIVATE KEY"))
            || has_extension(
                path,
                &["pem", "key", "p8", "rsa", "dsa", "ec", "priv", "asc", "gpg"],
            )
            || (name.starts_with("id_") && !name.ends_with(".pub"))
    },
    read: armoured,
};

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";

fn armoured(report: &mut Report<'_>) {
    let bytes = report.bytes;
    let mut at = 0;
    while let Some(begin) = find(bytes, at, BEGIN) {
        let from = begin + BEGIN.len();
        at = from;
        let label = &bytes[from..bytes.len().min(from + 64)];
        let Some(length) = label.windows(5).position(|window| window == b"-----") else {
            continue;
        };
        let label = String::from_utf8_lossy(&label[..length]).into_owned();
        if !label.contains("PRIVATE KEY") || label.contains('\n') {
            continue;
        }
        let body_from = from + length + 5;
        // Another beginning before an end: this one was cut off.
        let next = find(bytes, body_from, BEGIN).unwrap_or(bytes.len());
        let end = find(bytes, body_from, END).filter(|end| *end < next);
        let body = trimmed(bytes, body_from..end.unwrap_or(next));
        if end.is_none() {
            report.damage(Fault::Unclosed, begin..next);
        }
        let state = state(&label, &bytes[body.clone()]);
        report.found(Found::new(label, Kind::PrivateKey, body).state(state));
        at = end.unwrap_or(next).max(body_from);
    }
}

fn state(label: &str, body: &[u8]) -> State {
    let letters = body.iter().filter(|c| c.is_ascii_alphanumeric()).count();
    if body.is_empty() {
        State::Empty
    } else if letters < 40 || contains(body, "...") || contains(body, "…") {
        // No key of any kind is this short.
        State::Placeholder
    } else if label.contains("ENCRYPTED")
        || contains(body, "Proc-Type: 4,ENCRYPTED")
        || is_sealed_openssh(body)
    {
        State::Encrypted
    } else {
        State::Literal
    }
}

/// The name of the cipher stands at the front of what OpenSSH writes; `none` is one of them.
fn is_sealed_openssh(body: &[u8]) -> bool {
    const MAGIC: &[u8] = b"openssh-key-v1\0";
    let digits: Vec<u8> = body
        .iter()
        .copied()
        .filter(u8::is_ascii_alphanumeric)
        .take(40)
        .collect();
    let Some(front) = from_base64(&digits) else {
        return false;
    };
    front
        .strip_prefix(MAGIC)
        .and_then(|rest| rest.get(4..8))
        .is_some_and(|cipher| cipher != b"none")
}

/// Without white space at either end, nor the `\n` of a text in marks.
fn trimmed(bytes: &[u8], range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    loop {
        let part = &bytes[start..end];
        if part.first().is_some_and(u8::is_ascii_whitespace) {
            start += 1;
        } else if part.starts_with(b"\\n") {
            start += 2;
        } else if part.last().is_some_and(u8::is_ascii_whitespace) {
            end -= 1;
        } else if part.ends_with(b"\\n") {
            end -= 2;
        } else {
            return start..end;
        }
    }
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(what.len())
        .position(|window| window == what)
        .map(|at| from + at)
}

pub const PUTTY: Reader = Reader {
    name: "putty_key",
    recognises: |path, head| has_extension(path, &["ppk"]) || head.starts_with(b"PuTTY-User-Key-File-"),
    read: |report| {
        let bytes = report.bytes;
        let mut comment = String::from("PuTTY key");
        let mut state = State::Literal;
        let mut lines = lines(bytes);
        while let Some((span, line)) = lines.next() {
            let (key, value) = match line.iter().position(|c| *c == b':') {
                Some(sign) => (&line[..sign], line[sign + 1..].trim_ascii()),
                None => continue,
            };
            match key {
                b"Comment" if !value.is_empty() => comment = String::from_utf8_lossy(value).into_owned(),
                b"Encryption" if value != b"none" => state = State::Encrypted,
                b"Private-Lines" => {
                    let count = std::str::from_utf8(value)
                        .ok()
                        .and_then(|count| count.parse::<usize>().ok());
                    let Some(count) = count else {
                        report.damage(Fault::Syntax, span);
                        continue;
                    };
                    let body: Vec<Range<usize>> = lines.by_ref().take(count).map(|(span, _)| span).collect();
                    if body.len() < count {
                        report.damage(Fault::Unclosed, span.clone());
                    }
                    let start = body.first().map_or(span.end, |line| line.start);
                    let end = body.last().map_or(start, |line| line.end);
                    let state = if start == end { State::Empty } else { state };
                    report.found(
                        Found::new(&*comment, Kind::PrivateKey, start..end)
                            .state(state)
                            .service("SSH"),
                    );
                }
                _ => {}
            }
        }
    },
};
