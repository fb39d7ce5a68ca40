//! Mail programs of the command line.

use super::super::entry::{Fault, Kind};
use super::super::report::{Found, Report};
use super::super::syntax::ini::{lines, place, unquoted};
use super::{Reader, account, is_named};

pub const MAIL: Reader = Reader {
    name: "mail",
    recognises: |path, _| {
        is_named(
            path,
            &[
                ".esmtprc",
                "esmtprc",
                ".msmtprc",
                "msmtprc",
                ".mailrc",
                ".muttrc",
                "muttrc",
                ".offlineimaprc",
                "ssmtp.conf",
            ],
        )
    },
    read: mail,
};

/// `password = "…"`, `password …`, `set imap_pass="…"`, `AuthPass=…`, in blocks of an account.
fn mail(report: &mut Report<'_>) {
    let bytes = report.bytes;
    let (mut host, mut user) = (String::new(), String::new());
    for (_, line) in lines(bytes) {
        let line = line.trim_ascii();
        let line = line.strip_prefix(b"set ").map_or(line, <[u8]>::trim_ascii);
        if line.is_empty() || line[0] == b'#' {
            continue;
        }
        let end = line
            .iter()
            .position(|c| matches!(c, b'=' | b' ' | b'\t'))
            .unwrap_or(line.len());
        let key = String::from_utf8_lossy(&line[..end]).to_ascii_lowercase();
        let value = line[end..].trim_ascii_start();
        let value = unquoted(value.strip_prefix(b"=").unwrap_or(value).trim_ascii());
        let text = || String::from_utf8_lossy(value).into_owned();
        match key.as_str() {
            "hostname" | "host" | "mailhub" | "remotehost" | "smtp" | "identity" | "account" => {
                host = text();
                user.clear();
            }
            "username" | "user" | "authuser" | "remoteuser" | "smtp_user" | "imap_user" => user = text(),
            "password" | "authpass" | "remotepass" | "smtp_pass" | "imap_pass" | "smtp-auth-password" => {
                let found = Found::new(account(&user, &host), Kind::Password, place(bytes, value));
                report.found(found.service("Mail"));
            }
            _ => {}
        }
    }
}

pub const FETCHMAIL: Reader = Reader {
    name: "fetchmail",
    recognises: |path, _| is_named(path, &[".fetchmailrc", "fetchmailrc"]),
    read: fetchmail,
};

/// `poll host … user "u" … password "p"`, in words.
fn fetchmail(report: &mut Report<'_>) {
    let bytes = report.bytes;
    let (mut host, mut user) = (String::new(), String::new());
    let mut expected = "";
    for (span, line) in lines(bytes) {
        let line = line.trim_ascii();
        if line.starts_with(b"#") {
            continue;
        }
        let mut rest = line;
        while let Some(start) = rest
            .iter()
            .position(|c| !c.is_ascii_whitespace() && *c != b',' && *c != b';')
        {
            rest = &rest[start..];
            let marked = matches!(rest[0], b'"' | b'\'');
            let end = if marked {
                rest[1..].iter().position(|c| *c == rest[0]).map(|end| end + 2)
            } else {
                rest.iter()
                    .position(|c| c.is_ascii_whitespace() || matches!(c, b',' | b';'))
            };
            if marked && end.is_none() {
                report.damage(Fault::Unclosed, span.clone());
            }
            let (word, behind) = rest.split_at(end.unwrap_or(rest.len()));
            rest = behind;
            let value = unquoted(word);
            match expected {
                "host" => host = String::from_utf8_lossy(value).into_owned(),
                "user" => user = String::from_utf8_lossy(value).into_owned(),
                "password" => {
                    let found = Found::new(account(&user, &host), Kind::Password, place(bytes, value));
                    report.found(found.service("Mail"));
                }
                _ => {}
            }
            expected = match word {
                _ if !expected.is_empty() => "",
                b"poll" | b"server" | b"skip" => "host",
                b"user" | b"username" => "user",
                b"pass" | b"password" => "password",
                _ => "",
            };
        }
    }
}
