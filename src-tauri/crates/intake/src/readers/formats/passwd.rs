//! Accounts of systems and servers with what their passwords are checked against.

use std::ops::Range;

use super::super::entry::{Fault, Kind, State};
use super::super::report::{Found, Report};
use super::super::syntax::ini::{lines, place};
use super::{Reader, account, file_name, has_extension, is_named};
use crate::guess;

pub const SHADOW: Reader = Reader {
    name: "shadow",
    recognises: |path, _| {
        is_named(
            path,
            &[
                "shadow",
                "shadow-",
                "shadow.bak",
                "shadow.old",
                "gshadow",
                "gshadow-",
                "master.passwd",
            ],
        )
    },
    read: |report| colon_lines(report, 1),
};

pub const HTPASSWD: Reader = Reader {
    name: "htpasswd",
    recognises: |path, _| {
        let name = file_name(path);
        name.starts_with(".htpasswd")
            || name.starts_with("htpasswd")
            || has_extension(path, &["htpasswd", "htdigest"])
            || is_named(path, &[".htdigest", "htdigest"])
    },
    read: |report| {
        // With a realm between user and hash, it is a digest file.
        let digest = lines(report.bytes).take(20).any(|(_, line)| {
            let fields: Vec<&[u8]> = line.split(|c| *c == b':').collect();
            fields.len() == 3 && fields[2].len() == 32 && fields[2].iter().all(u8::is_ascii_hexdigit)
        });
        colon_lines(report, if digest { 2 } else { 1 });
    },
};

pub const PASSWD: Reader = Reader {
    name: "passwd",
    recognises: |path, _| {
        let name = file_name(path);
        is_named(
            path,
            &[
                "passwd",
                "passwd-",
                "proftpdpasswd",
                "chap-secrets",
                "pap-secrets",
                "sasl_passwd",
                "userdb",
            ],
        ) || (name.contains("ftp") && (name.contains("passwd") || name.contains("pdb")))
            || has_extension(path, &["passwd"])
    },
    read: |report| {
        let words = lines(report.bytes)
            .map(|(_, line)| line.trim_ascii())
            .find(|line| !line.is_empty() && line[0] != b'#')
            .is_some_and(|line| line.iter().any(u8::is_ascii_whitespace) && !is_passwd_line(line));
        if words {
            word_lines(report)
        } else {
            colon_lines(report, 1)
        }
    },
};

fn is_passwd_line(line: &[u8]) -> bool {
    line.iter().filter(|c| **c == b':').count() >= 5
}

/// `user:word:…`: the field with this number is the password or its hash.
fn colon_lines(report: &mut Report<'_>, field: usize) {
    let bytes = report.bytes;
    for (span, line) in lines(bytes) {
        let line = line.trim_ascii();
        if line.is_empty() || line[0] == b'#' {
            continue;
        }
        // A hash has no colon; what a server without hashes keeps may have one.
        let mut fields = line.split(|c| *c == b':');
        let user = fields.next().unwrap_or_default();
        let Some(value) = fields.nth(field - 1).filter(|_| !user.is_empty()) else {
            report.damage(Fault::Syntax, span);
            continue;
        };
        let (kind, state) = judge(value);
        let plain = value.strip_prefix(b"{PLAIN}").unwrap_or(value);
        // Locked with `!` in front; the hash behind it is still a hash.
        let plain = plain
            .strip_prefix(b"!")
            .filter(|rest| rest.starts_with(b"$"))
            .unwrap_or(plain);
        let name = String::from_utf8_lossy(user).into_owned();
        let place: Range<usize> = place(bytes, plain);
        report.found(Found::new(name, kind, place).state(state));
    }
}

fn judge(value: &[u8]) -> (Kind, State) {
    match value {
        b"" | b"*" | b"!" | b"!!" | b"x" | b"*LK*" | b"*NP*" | b"NP" | b"LK" | b"!*" | b"*0" => {
            (Kind::PasswordHash, State::Empty)
        }
        _ if value.starts_with(b"{PLAIN}") => (Kind::Password, State::Literal),
        _ if value.starts_with(b"$")
            || value.starts_with(b"!$")
            || value.starts_with(b"{")
            || value.starts_with(b"_") =>
        {
            (Kind::PasswordHash, State::Literal)
        }
        // DES of old has 13 letters, a digest 32.
        _ if value.len() == 13 || (value.len() >= 32 && value.iter().all(u8::is_ascii_hexdigit)) => {
            (Kind::PasswordHash, State::Literal)
        }
        _ => (Kind::Password, State::Literal),
    }
}

/// `client server secret address` of PPP, and `host user:word` of a mail relay.
fn word_lines(report: &mut Report<'_>) {
    let bytes = report.bytes;
    for (span, line) in lines(bytes) {
        let line = line.trim_ascii();
        if line.is_empty() || line[0] == b'#' {
            continue;
        }
        let words: Vec<&[u8]> = line
            .split(u8::is_ascii_whitespace)
            .filter(|word| !word.is_empty())
            .map(super::super::syntax::ini::unquoted)
            .collect();
        let text = |word: &[u8]| String::from_utf8_lossy(word).into_owned();
        match words.as_slice() {
            [host, login] if login.contains(&b':') => {
                let sign = login.iter().position(|c| *c == b':').unwrap_or_default();
                let name = account(&text(&login[..sign]), &text(host));
                let found = Found::new(name, Kind::Password, place(bytes, &login[sign + 1..]));
                report.found(found.service(guess::service_of_host(&text(host)).or(Some("Mail"))));
            }
            [client, server, secret, ..] => {
                let name = account(&text(client), &text(server));
                report.found(Found::new(name, Kind::Password, place(bytes, secret)));
            }
            _ => report.damage(Fault::Syntax, span),
        }
    }
}
