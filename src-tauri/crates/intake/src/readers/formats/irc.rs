//! Chat programs of the terminal.

use super::super::entry::{Kind, State};
use super::super::report::{Found, Report};
use super::super::syntax::code::{self, Token};
use super::super::syntax::ini;
use super::{Reader, contains, ends_in, is_below, is_named};

pub const IRSSI: Reader = Reader {
    name: "irssi",
    recognises: |path, head| {
        ends_in(path, ".irssi/config")
            || ends_in(path, "irssi/config")
            || (is_named(path, &["config", "irssi.conf"])
                && (contains(head, "servers = (") || contains(head, "chatnets = {")))
    },
    read: irssi,
};

/// `address = "…"; password = "…";` in blocks; and `autosendcmd` with what is said to a server.
fn irssi(report: &mut Report<'_>) {
    let bytes = report.bytes;
    let mut key = "";
    let mut place = String::new();
    // The name of a network stands before its brace, without an equals sign or with one.
    let mut before: Option<std::ops::Range<usize>> = None;
    for token in code::tokens(bytes, code::HCL) {
        match token {
            Token::Word(word) => before = Some(word),
            Token::Sign([b'=', 0]) => key = before.take().map_or("", |word| report.text(word)),
            Token::Sign([b'{', 0]) => {
                if let Some(word) = before.take() {
                    place = report.text(word).to_owned();
                } else if !key.is_empty() {
                    place = key.to_owned();
                }
                key = "";
            }
            Token::Sign([b';' | b'}', 0]) => key = "",
            Token::Sign(_) => {}
            Token::Text(span, decoded) => {
                let text = report.text(span.clone());
                match key {
                    "address" | "chatnet" => place = text.to_owned(),
                    "password" | "sasl_password" | "proxy_password" => {
                        let found = Found::new(format!("{place}.{key}"), Kind::Password, span.clone());
                        report.found(found.decoded(decoded).service("IRC"));
                    }
                    "autosendcmd" => said(report, &place, span.clone()),
                    _ => {}
                }
                key = "";
                before = Some(span);
            }
        }
    }
}

/// The word behind `identify`, as in `/msg NickServ identify word;wait 2000`.
fn said(report: &mut Report<'_>, place: &str, span: std::ops::Range<usize>) {
    let text = report.text(span.clone());
    let lower = text.to_ascii_lowercase();
    let Some(at) = lower.find("identify ") else {
        return;
    };
    let from = at + "identify ".len();
    let rest = &text[from..];
    let rest = &rest[..rest.find([';', '"']).unwrap_or(rest.len())];
    // With an account before it, the password is the last word.
    let word = rest.split_whitespace().next_back().unwrap_or_default();
    let start = from + (word.as_ptr() as usize).saturating_sub(rest.as_ptr() as usize);
    if !word.is_empty() {
        let value = span.start + start..span.start + start + word.len();
        report.found(Found::new(format!("{place}.identify"), Kind::Password, value).service("IRC"));
    }
}

pub const WEECHAT: Reader = Reader {
    name: "weechat",
    recognises: |path, head| {
        (is_below(path, ".weechat") || is_below(path, "weechat") || contains(head, "weechat"))
            && is_named(
                path,
                &["irc.conf", "sec.conf", "relay.conf", "weechat.conf", "xfer.conf"],
            )
    },
    read: |report| {
        let bytes = report.bytes;
        let mut sealed = false;
        ini::each_by(bytes, b"=", &mut |setting| {
            let name = format!("{}.{}", setting.section, setting.key);
            if setting.section == "data" {
                if setting.key == "__passphrase__" {
                    sealed = report.text(setting.value) == "on";
                } else {
                    let found = Found::new(name, Kind::Password, setting.value).service("IRC");
                    report.found(if sealed {
                        found.state(State::Encrypted)
                    } else {
                        found
                    });
                }
                return;
            }
            let last = setting.key.rsplit('.').next().unwrap_or_default();
            match last {
                "password" | "sasl_password" | "proxy_password" => {
                    let found = Found::new(name, Kind::Password, setting.value.clone()).service("IRC");
                    // `${sec.data.name}` is kept in `sec.conf`.
                    let pointer = report.text(setting.value).starts_with("${sec.");
                    report.found(if pointer {
                        found.state(State::Reference)
                    } else {
                        found
                    });
                }
                "command" => said(report, setting.key, setting.value),
                _ => {}
            }
        });
    },
};
