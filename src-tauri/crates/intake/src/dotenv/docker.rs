//! `docker run --env-file`: a line is a key, `=` and everything behind it, quotation marks and
//! blanks at the end included. A key alone takes its value from the environment of the client.

use super::build::{Builder, bom};
use super::item::{Assignment, Content, EnvFault, Item, Quote};
use super::text::{Text, go_blank, newline};

pub(super) fn docker(bytes: &[u8]) -> Vec<Item> {
    let text = Text::plain(bytes);
    let mut out = Builder::new(bytes, b"#");
    let mut at = bom(bytes);
    while at < text.len() {
        let end = text.behind(at, newline).unwrap_or(text.len());
        let line = &bytes[at..end];
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = at..at + line.strip_suffix(b"\r").unwrap_or(line).len();
        let from = text.skip(at, |c| go_blank(c) && !newline(c)).min(line.end);
        at = end;
        let says = &bytes[from..line.end];
        if says.is_empty() || says[0] == b'#' {
            continue;
        }
        let sign = says.iter().position(|c| *c == b'=');
        let key = from..sign.map_or(line.end, |sign| from + sign);
        let fault = if std::str::from_utf8(says).is_err() {
            Some(EnvFault::Encoding)
        } else if key.is_empty() || bytes[key.clone()].iter().any(|c| matches!(c, b' ' | b'\t')) {
            Some(EnvFault::Syntax)
        } else {
            None
        };
        if let Some(fault) = fault {
            out.other(from, end, Content::Broken(fault));
            continue;
        }
        let value = sign.map_or(key.end..key.end, |sign| from + sign + 1..line.end);
        let assignment = Assignment {
            key,
            assigned: sign.is_some(),
            value,
            decoded: None,
            quote: Quote::None,
            exported: false,
            comment: None,
            duplicate: false,
        };
        out.assignment(from, end, assignment);
    }
    out.finish()
}
