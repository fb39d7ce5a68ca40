//! Files of logins that programs of the command line read: one account on each line, or nearly.

use std::ops::Range;

use super::super::entry::{Fault, Kind, State};
use super::super::report::{Found, Report};
use super::super::syntax::ini::{self, lines, place};
use super::{Reader, account, address, ends_in, file_name, has_extension, is_named, percent_decoded};
use crate::guess;

pub const NETRC: Reader = Reader {
    name: "netrc",
    recognises: |path, _| is_named(path, &[".netrc", "_netrc", "netrc", ".authinfo"]),
    read: netrc,
};

/// Words in any order and on any line: `machine`, `default`, `login`, `password`, `account`. A
/// `macdef` lasts until an empty line.
fn netrc(report: &mut Report<'_>) {
    let bytes = report.bytes;
    let (mut machine, mut login) = ("", "");
    let mut held: Option<Range<usize>> = None;
    let mut words = netrc_words(bytes).peekable();
    while let Some(span) = words.next() {
        let word = report.text(span.clone());
        match word {
            "machine" | "default" | "host" => {
                netrc_entry(report, machine, login, held.take());
                login = "";
                machine = match word {
                    "default" => "default",
                    _ => words.next().map_or("", |span| report.text(span)),
                };
            }
            "login" | "user" => login = words.next().map_or("", |span| report.text(span)),
            "password" | "passwd" => match words.next() {
                Some(value) => {
                    netrc_entry(report, machine, login, held.take());
                    held = Some(value);
                }
                None => report.damage(Fault::Unclosed, span),
            },
            "account" | "port" | "protocol" => {
                words.next();
            }
            "macdef" => {
                let end = bytes[span.end..].windows(2).position(|two| two == b"\n\n");
                let end = end.map_or(bytes.len(), |end| span.end + end);
                while words.next_if(|word| word.start < end).is_some() {}
            }
            _ => report.damage(Fault::Syntax, span),
        }
    }
    netrc_entry(report, machine, login, held);
}

fn netrc_entry(report: &mut Report<'_>, machine: &str, login: &str, value: Option<Range<usize>>) {
    if let Some(value) = value {
        let found = Found::new(account(login, machine), Kind::Password, value);
        report.found(found.service(guess::service_of_host(machine)));
    }
}

/// Words between blanks, without marks around them. `#` begins a comment at the front of a line.
fn netrc_words(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let mut fresh = true;
    std::iter::from_fn(move || {
        loop {
            match bytes.get(at)? {
                b'\n' => fresh = true,
                b'#' if fresh => {
                    at += bytes[at..]
                        .iter()
                        .position(|c| *c == b'\n')
                        .unwrap_or(bytes.len() - at);
                    continue;
                }
                c if c.is_ascii_whitespace() => {}
                _ => break,
            }
            at += 1;
        }
        fresh = false;
        let from = at;
        if bytes[from] == b'"' {
            let length = bytes[from + 1..].iter().position(|c| matches!(c, b'"' | b'\n'));
            let end = length.map_or(bytes.len(), |length| from + 1 + length);
            at = (end + 1).min(bytes.len());
            return Some(from + 1..end);
        }
        at += bytes[at..]
            .iter()
            .position(u8::is_ascii_whitespace)
            .unwrap_or(bytes.len() - at);
        Some(from..at)
    })
}

pub const PGPASS: Reader = Reader {
    name: "pgpass",
    recognises: |path, _| is_named(path, &[".pgpass", "pgpass.conf", "pgpass"]),
    read: pgpass,
};

/// `host:port:database:user:password`, with `\:` and `\\` for those letters.
fn pgpass(report: &mut Report<'_>) {
    let bytes = report.bytes;
    for (span, line) in lines(bytes) {
        let line = line.trim_ascii_start();
        if line.is_empty() || line[0] == b'#' {
            continue;
        }
        let mut fields = Vec::new();
        let (mut start, mut escaped) = (0, false);
        for (i, c) in line.iter().enumerate() {
            if *c == b':' && !escaped && fields.len() < 4 {
                fields.push(&line[start..i]);
                start = i + 1;
            }
            escaped = *c == b'\\' && !escaped;
        }
        let [host, port, database, user] = fields.as_slice() else {
            report.damage(Fault::Syntax, span);
            continue;
        };
        let text = |field: &[u8]| String::from_utf8_lossy(field).into_owned();
        let raw = &line[start..];
        let name = format!(
            "{}:{}/{}",
            account(&text(user), &text(host)),
            text(port),
            text(database)
        );
        let decoded = raw.contains(&b'\\').then(|| {
            let mut out = zeroize::Zeroizing::new(Vec::with_capacity(raw.len()));
            let mut letters = raw.iter();
            while let Some(c) = letters.next() {
                let c = if *c == b'\\' {
                    letters.next().unwrap_or(c)
                } else {
                    c
                };
                out.push(*c);
            }
            out
        });
        let found = Found::new(name, Kind::Password, place(bytes, raw)).decoded(decoded);
        report.found(found.service(guess::service_of_host(&text(host)).or(Some("PostgreSQL"))));
    }
}

pub const GIT_CREDENTIALS: Reader = Reader {
    name: "git_credentials",
    recognises: |path, _| {
        is_named(path, &[".git-credentials", "git-credentials"]) || ends_in(path, "git/credentials")
    },
    read: git_credentials,
};

/// One address with user and password on each line.
fn git_credentials(report: &mut Report<'_>) {
    let bytes = report.bytes;
    for (span, line) in lines(bytes) {
        if line.trim_ascii().is_empty() || line.starts_with(b"#") {
            continue;
        }
        let Some(address) = address(report, span.clone()) else {
            report.damage(Fault::Syntax, span);
            continue;
        };
        // A token may stand where the user does.
        let (name, value) = if address.password.is_empty() {
            let start = address.password.start - address.user.len();
            (address.host.to_owned(), start..address.password.start)
        } else {
            (account(address.user, address.host), address.password)
        };
        let decoded = percent_decoded(&bytes[value.clone()]);
        let found = Found::new(name, Kind::Token, value).decoded(decoded);
        report.found(found.service(guess::service_of_host(address.host)));
    }
}

pub const MY_CNF: Reader = Reader {
    name: "my_cnf",
    recognises: |path, _| {
        let name = file_name(path);
        name.ends_with("my.cnf")
            || name.ends_with("my.ini")
            || name == "debian.cnf"
            || has_extension(path, &["cnf"])
    },
    read: |report| {
        let bytes = report.bytes;
        ini::each(bytes, &mut |setting| {
            let key = setting.key.to_ascii_lowercase();
            let kind = match key.as_str() {
                "password" | "password1" | "password2" | "password3" | "ssl-key-password" | "pass" => {
                    Kind::Password
                }
                // Of a tool for certificates, whose files end alike.
                "input_password" | "output_password" => Kind::Password,
                _ => return,
            };
            let name = format!("{}.{}", setting.section, setting.key);
            report.found(Found::new(name, kind, setting.value).service("MySQL"));
        });
    },
};

pub const S3FS: Reader = Reader {
    name: "s3fs",
    recognises: |path, _| is_named(path, &[".passwd-s3fs", "passwd-s3fs"]),
    read: |report| {
        let bytes = report.bytes;
        for (span, line) in lines(bytes) {
            let line = line.trim_ascii();
            if line.is_empty() || line[0] == b'#' {
                continue;
            }
            let Some(sign) = line.iter().rposition(|c| *c == b':') else {
                report.damage(Fault::Syntax, span);
                continue;
            };
            let bucket = match line[..sign].iter().position(|c| *c == b':') {
                Some(end) => String::from_utf8_lossy(&line[..end]).into_owned(),
                None => "default".to_owned(),
            };
            let value = place(bytes, &line[sign + 1..]);
            let state = if value.is_empty() {
                State::Empty
            } else {
                State::Literal
            };
            report.found(Found::new(bucket, Kind::Token, value).state(state).service("AWS"));
        }
    },
};
