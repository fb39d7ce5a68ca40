//! Dumps of databases: tables of users with their hashes, and statements that set passwords.
//!
//! A dump is read statement by statement, however long a line is. Which column is a password is
//! told by its name, from the statement itself or from the table's definition above it.

use std::collections::HashMap;
use std::ops::Range;

use super::super::entry::{Fault, Kind, State};
use super::super::report::{Found, Report};
use super::{Reader, contains, file_name, has_extension, is_secret};
use crate::guess;

pub const SQL: Reader = Reader {
    name: "sql_dump",
    recognises: |path, head| {
        has_extension(path, &["sql", "pgsql", "mysql", "psql", "ddl"])
            || (file_name(path).contains("dump")
                && (contains(head, "CREATE TABLE")
                    || contains(head, "INSERT INTO")
                    || contains(head, "PostgreSQL database")))
    },
    read,
};

/// Rows of one table that are handed over. Whoever sees so many knows what the table is.
const MAX_ROWS: usize = 1000;

#[derive(Default)]
struct Tables {
    columns: HashMap<String, Vec<String>>,
    rows: HashMap<String, usize>,
}

fn read(report: &mut Report<'_>) {
    let bytes = report.bytes;
    let mut tables = Tables::default();
    let mut at = 0;
    while at < bytes.len() {
        at = blanks(bytes, at);
        let end = match word(bytes, at).as_str() {
            "create" => create(bytes, at, &mut tables).or_else(|| password_in(report, at)),
            "insert" | "replace" => insert(report, at, &mut tables),
            "copy" => copy(report, at, &mut tables),
            "alter" | "set" | "grant" | "update" => password_in(report, at),
            _ => None,
        };
        at = end.unwrap_or_else(|| statement_end(bytes, at)).max(at + 1);
    }
}

/// Behind blanks and comments.
fn blanks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(c) = bytes.get(at) {
        let rest = &bytes[at..];
        if c.is_ascii_whitespace() || *c == b';' {
            at += 1;
        } else if rest.starts_with(b"--") {
            at += rest.iter().position(|c| *c == b'\n').unwrap_or(rest.len());
        } else if rest.starts_with(b"/*") {
            let end = rest.windows(2).skip(2).position(|two| two == b"*/");
            at += end.map_or(rest.len(), |end| end + 4);
        } else {
            break;
        }
    }
    at
}

/// The word here, in small letters, without marks.
fn word(bytes: &[u8], at: usize) -> String {
    let rest = bytes.get(at..).unwrap_or_default();
    let length = rest
        .iter()
        .take(64)
        .position(|c| !c.is_ascii_alphanumeric() && *c != b'_');
    String::from_utf8_lossy(&rest[..length.unwrap_or(rest.len().min(64))]).to_ascii_lowercase()
}

/// Behind the semicolon that ends a statement, outside of texts.
fn statement_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(c) = bytes.get(at) {
        match c {
            b';' => return at + 1,
            b'\'' | b'"' | b'`' => at = text(bytes, at).1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The text in marks that begins here, and the position behind it. A doubled mark is a letter, and
/// so is one behind a backslash.
fn text(bytes: &[u8], at: usize) -> (Range<usize>, usize) {
    let mark = bytes[at];
    let from = at + 1;
    let mut at = from;
    while let Some(c) = bytes.get(at) {
        match c {
            b'\\' if mark == b'\'' => at += 2,
            c if *c == mark && bytes.get(at + 1) == Some(&mark) => at += 2,
            c if *c == mark => return (from..at, at + 1),
            _ => at += 1,
        }
    }
    (from..bytes.len(), bytes.len())
}

/// A name, in marks or without, with the schema before it left out; and the position behind it.
fn name(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let at = blanks(bytes, at);
    let (span, behind) = match bytes.get(at)? {
        b'`' | b'"' => text(bytes, at),
        b'[' => {
            let end = at + bytes[at..].iter().take(200).position(|c| *c == b']')?;
            (at + 1..end, end + 1)
        }
        _ => {
            let length = word(bytes, at).len();
            (at..at + length, at + length)
        }
    };
    if span.is_empty() || span.len() > 200 {
        return None;
    }
    if bytes.get(behind) == Some(&b'.') {
        return name(bytes, behind + 1);
    }
    Some((String::from_utf8_lossy(&bytes[span]).into_owned(), behind))
}

/// Passes words that stand before a name.
fn past(bytes: &[u8], mut at: usize, words: &[&str]) -> usize {
    loop {
        at = blanks(bytes, at);
        let word = word(bytes, at);
        if word.is_empty() || !words.contains(&word.as_str()) {
            return at;
        }
        at += word.len();
    }
}

/// Learns the columns of a table.
fn create(bytes: &[u8], at: usize, tables: &mut Tables) -> Option<usize> {
    let at = past(
        bytes,
        at,
        &[
            "create",
            "table",
            "if",
            "not",
            "exists",
            "temporary",
            "unlogged",
            "global",
        ],
    );
    let (table, at) = name(bytes, at)?;
    let mut at = blanks(bytes, at);
    if bytes.get(at) != Some(&b'(') {
        return None;
    }
    at += 1;
    let mut columns = Vec::new();
    let (mut depth, mut fresh) = (1usize, true);
    while depth > 0 {
        at = blanks(bytes, at);
        match bytes.get(at)? {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b',' if depth == 1 => fresh = true,
            b'\'' => {
                at = text(bytes, at).1;
                continue;
            }
            _ if fresh => {
                let (column, behind) = name(bytes, at)?;
                columns.push(column);
                fresh = false;
                at = behind;
                continue;
            }
            b'`' | b'"' => {
                at = text(bytes, at).1;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    if tables.columns.len() < 10_000 {
        tables.columns.insert(table, columns);
    }
    Some(statement_end(bytes, at))
}

/// Names in brackets, if there are any here.
fn column_list(bytes: &[u8], at: usize) -> Option<(Vec<String>, usize)> {
    let mut at = blanks(bytes, at);
    if bytes.get(at) != Some(&b'(') {
        return None;
    }
    let mut columns = Vec::new();
    loop {
        let (column, behind) = name(bytes, at + 1)?;
        columns.push(column);
        at = blanks(bytes, behind);
        match bytes.get(at)? {
            b',' => {}
            b')' => return Some((columns, at + 1)),
            _ => return None,
        }
    }
}

/// Columns whose value is a secret, with the kind.
fn secret_columns(columns: &[String]) -> Vec<(usize, Kind)> {
    columns
        .iter()
        .enumerate()
        .filter_map(|(i, column)| {
            // Words run together in old tables: `user_pass`, `userpassword`, `pwdhash`.
            let kind = match guess::kind(column, b"") {
                Kind::Password => Kind::PasswordHash,
                kind => kind,
            };
            is_secret(kind).then_some((i, kind))
        })
        .collect()
}

fn insert(report: &mut Report<'_>, at: usize, tables: &mut Tables) -> Option<usize> {
    let bytes = report.bytes;
    let at = past(
        bytes,
        at,
        &["insert", "replace", "into", "ignore", "low_priority", "delayed"],
    );
    let (table, at) = name(bytes, at)?;
    let (columns, at) = match column_list(bytes, at) {
        Some(found) => found,
        None => (tables.columns.get(&table)?.clone(), at),
    };
    let mut at = past(bytes, at, &["values", "value", "overriding", "system"]);
    let secret = secret_columns(&columns);
    while bytes.get(at) == Some(&b'(') {
        let from = at;
        at += 1;
        let mut column = 0;
        loop {
            at = blanks(bytes, at);
            let Some(c) = bytes.get(at) else {
                report.damage(Fault::Unclosed, from..bytes.len());
                return Some(bytes.len());
            };
            let is_text = matches!(c, b'\'' | b'"');
            let (value, behind) = if is_text { text(bytes, at) } else { bare(bytes, at) };
            if let Some((_, kind)) = secret.iter().find(|(i, _)| *i == column) {
                row(report, tables, &table, &columns[column], *kind, value);
            }
            at = blanks(bytes, behind);
            column += 1;
            match bytes.get(at) {
                Some(b',') => at += 1,
                _ => break,
            }
        }
        if bytes.get(at) != Some(&b')') {
            report.damage(Fault::Syntax, from..at);
            return Some(statement_end(bytes, at));
        }
        at = blanks_and_comma(bytes, at + 1);
    }
    Some(statement_end(bytes, at))
}

fn blanks_and_comma(bytes: &[u8], at: usize) -> usize {
    let mut at = at;
    while bytes
        .get(at)
        .is_some_and(|c| c.is_ascii_whitespace() || *c == b',')
    {
        at += 1;
    }
    at
}

/// A number, `NULL`, or a call, up to the comma or bracket behind it.
fn bare(bytes: &[u8], at: usize) -> (Range<usize>, usize) {
    let from = at;
    let (mut at, mut depth) = (at, 0usize);
    while let Some(c) = bytes.get(at) {
        match c {
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b',' | b';' if depth == 0 => break,
            b'\'' => {
                at = text(bytes, at).1;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    (from..at, at)
}

/// One value of a password column.
fn row(
    report: &mut Report<'_>,
    tables: &mut Tables,
    table: &str,
    column: &str,
    kind: Kind,
    value: Range<usize>,
) {
    let count = tables.rows.entry(table.to_owned()).or_default();
    *count += 1;
    if *count > MAX_ROWS {
        if *count == MAX_ROWS + 1 {
            report.damage(Fault::TooLarge, value);
        }
        return;
    }
    let raw = &report.bytes[value.clone()];
    let empty = raw.eq_ignore_ascii_case(b"null") || raw == b"\\N" || raw.is_empty();
    let found = Found::new(format!("{table}.{column}"), kind, value);
    report.found(if empty { found.state(State::Empty) } else { found });
}

/// `COPY table (columns) FROM stdin;` and rows between tabs up to `\.`
fn copy(report: &mut Report<'_>, at: usize, tables: &mut Tables) -> Option<usize> {
    let bytes = report.bytes;
    let (table, at) = name(bytes, at + "copy".len())?;
    let (columns, at) = column_list(bytes, at)?;
    let end = statement_end(bytes, at);
    if !contains(&bytes[at..end].to_ascii_lowercase(), "stdin") {
        return Some(end);
    }
    let secret = secret_columns(&columns);
    let mut at = end
        + bytes[end..]
            .iter()
            .position(|c| *c == b'\n')
            .map_or(bytes.len() - end, |line| line + 1);
    while at < bytes.len() {
        let length = bytes[at..]
            .iter()
            .position(|c| *c == b'\n')
            .unwrap_or(bytes.len() - at);
        let line = &bytes[at..at + length];
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let from = at;
        at = (at + length + 1).min(bytes.len());
        if line == b"\\." {
            return Some(at);
        }
        let mut start = from;
        for (i, field) in line.split(|c| *c == b'\t').enumerate() {
            if let Some((_, kind)) = secret.iter().find(|(column, _)| *column == i) {
                row(
                    report,
                    tables,
                    &table,
                    &columns[i],
                    *kind,
                    start..start + field.len(),
                );
            }
            start += field.len() + 1;
        }
    }
    report.damage(Fault::Unclosed, end..bytes.len());
    Some(bytes.len())
}

/// `IDENTIFIED BY '…'`, `PASSWORD '…'`, `PASSWORD = '…'`, `SET PASSWORD FOR u = '…'`.
fn password_in(report: &mut Report<'_>, at: usize) -> Option<usize> {
    let bytes = report.bytes;
    let end = statement_end(bytes, at);
    let (mut at, mut before, mut last) = (at, String::new(), String::new());
    let mut account: Option<String> = None;
    let mut expects_account = false;
    while at < end {
        at = blanks(bytes, at);
        match bytes.get(at).filter(|_| at < end) {
            None => break,
            Some(b'\'' | b'"' | b'`') => {
                let (value, behind) = text(bytes, at);
                let by = matches!(last.as_str(), "by" | "password" | "as")
                    || (last == "with" && before == "identified");
                let secret = (by
                    && (before == "identified" || last == "password" || before.contains("password")))
                    || (last == "as" && before.contains("password"));
                if secret && bytes[at] == b'\'' {
                    let raw = &bytes[value.clone()];
                    let hashed = [&b"$"[..], b"*", b"SCRAM-", b"md5", b"0x"]
                        .iter()
                        .any(|mark| raw.starts_with(mark));
                    let kind = if hashed {
                        Kind::PasswordHash
                    } else {
                        Kind::Password
                    };
                    let name = account.clone().unwrap_or_else(|| "account".to_owned());
                    report.found(Found::new(name, kind, value.clone()));
                    last.clear();
                } else if expects_account {
                    account = Some(String::from_utf8_lossy(&bytes[value.clone()]).into_owned());
                    expects_account = false;
                }
                at = behind;
            }
            Some(c) if c.is_ascii_alphanumeric() || *c == b'_' => {
                let next = word(bytes, at);
                at += next.len().max(1);
                if expects_account && !matches!(next.as_str(), "if" | "not" | "exists") {
                    account = Some(next.clone());
                    expects_account = false;
                }
                expects_account |=
                    account.is_none() && matches!(next.as_str(), "user" | "role" | "login" | "for" | "to");
                before = std::mem::replace(&mut last, next);
            }
            Some(_) => at += 1,
        }
    }
    Some(end)
}
