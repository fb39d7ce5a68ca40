//! python-dotenv, as it reads a file with `interpolate=False` and UTF-8.
//!
//! A grammar that consumes the file statement by statement: what a statement does not expect ends
//! it in an error, and the rest of that line is skipped. A file that is not UTF-8 is refused.

use std::ops::Range;

use zeroize::Zeroizing;

use super::build::{Builder, bom};
use super::item::{Assignment, Content, EnvFault, Item, Quote};
use super::text::{Text, Wiped, newline, python_blank};

pub(super) fn python(bytes: &[u8]) -> Vec<Item> {
    let text = Text::folded(bytes);
    let mut out = Builder::new(bytes, b"#");
    if std::str::from_utf8(bytes).is_err() {
        out.other(0, bytes.len(), Content::Broken(EnvFault::Encoding));
        return out.finish();
    }
    let mut at = bom(bytes);
    loop {
        let from = text.skip(at, python_blank);
        if from >= text.len() {
            return out.finish();
        }
        match statement(text, from) {
            Ok((Some(assignment), end)) => {
                out.assignment(from, end, assignment);
                at = end;
            }
            // A comment. The builder sees that by itself.
            Ok((None, end)) => at = end,
            Err((fault, stuck)) => {
                let end = line_end(text, stuck);
                out.other(from, end, Content::Broken(fault));
                at = end;
            }
        }
    }
}

type Statement = Result<(Option<Assignment>, usize), (EnvFault, usize)>;

fn statement(text: Text<'_>, from: usize) -> Statement {
    let word = from + "export".len();
    let exported = text.starts_with(from, "export") && text.char(word).is_some_and(gap);
    let at = if exported { text.skip(word, gap) } else { from };
    let (key, behind_key) = match text.char(at) {
        Some('#') => (None, at),
        Some('\'') => {
            let end = text.skip(at + 1, |c| c != '\'');
            if end == at + 1 || end >= text.len() {
                return Err((EnvFault::Unclosed, at));
            }
            (Some(at + 1..end), end + 1)
        }
        _ => {
            let end = text.skip(at, |c| c != '=' && c != '#' && !python_blank(c));
            if end == at {
                return Err((EnvFault::Syntax, at));
            }
            (Some(at..end), end)
        }
    };
    let mut at = text.skip(behind_key, gap);
    let mut value = None;
    if text.char(at) == Some('=') {
        let from = text.skip(at + 1, gap);
        let commented = from > at + 1 && text.char(from) == Some('#');
        let read = if commented {
            Value::none_at(from)
        } else {
            value_at(text, from)?
        };
        at = read.behind;
        value = Some(read);
    }
    let mark = text.skip(at, gap);
    let comment = (text.char(mark) == Some('#')).then(|| mark..text.skip(mark, |c| !newline(c)));
    let last = text.skip(comment.as_ref().map_or(at, |comment| comment.end), gap);
    let end = match text.at(last) {
        None => last,
        Some(('\n', next)) => next,
        Some(_) => return Err((EnvFault::Syntax, last)),
    };
    let Some(key) = key else {
        return Ok((None, end));
    };
    let assigned = value.is_some();
    let value = value.unwrap_or_else(|| Value::none_at(key.end));
    let assignment = Assignment {
        key,
        assigned,
        value: value.range,
        decoded: value.decoded,
        quote: value.quote,
        exported,
        comment: value.comment.or(comment),
        duplicate: false,
    };
    Ok((Some(assignment), end))
}

struct Value {
    range: Range<usize>,
    decoded: Option<Zeroizing<Vec<u8>>>,
    quote: Quote,
    comment: Option<Range<usize>>,
    behind: usize,
}

impl Value {
    fn none_at(at: usize) -> Self {
        Self {
            range: at..at,
            decoded: None,
            quote: Quote::None,
            comment: None,
            behind: at,
        }
    }
}

fn value_at(text: Text<'_>, from: usize) -> Result<Value, (EnvFault, usize)> {
    match text.char(from) {
        Some('\'') => quoted(text, from, Quote::Single, &['\\', '\'']),
        Some('"') => quoted(
            text,
            from,
            Quote::Double,
            &['\\', '\'', '"', 'a', 'b', 'f', 'n', 'r', 't', 'v'],
        ),
        None | Some('\n') => Ok(Value::none_at(from)),
        Some(_) => Ok(unquoted(text, from)),
    }
}

fn quoted(text: Text<'_>, from: usize, quote: Quote, escapes: &[char]) -> Result<Value, (EnvFault, usize)> {
    let mark = text.char(from);
    let mut escaped = false;
    let close = text
        .chars(from + 1..text.len())
        .find(|(_, c)| {
            if escaped {
                escaped = false;
                return false;
            }
            escaped = *c == '\\';
            Some(*c) == mark
        })
        .map(|(at, _)| at)
        .ok_or((EnvFault::Unclosed, from))?;
    let range = from + 1..close;
    let raw = &text.bytes[range.clone()];
    let mut decoded = Wiped::for_bytes(raw);
    let mut chars = text.chars(range.clone()).map(|(_, c)| c);
    while let Some(c) = chars.next() {
        if c != '\\' {
            decoded.push(c);
            continue;
        }
        match chars.next() {
            Some(next) if escapes.contains(&next) => decoded.push(meaning(next)),
            Some(next) => {
                decoded.push('\\');
                decoded.push(next);
            }
            None => decoded.push('\\'),
        }
    }
    Ok(Value {
        decoded: decoded.unless(raw),
        range,
        quote,
        comment: None,
        behind: close + 1,
    })
}

fn meaning(escape: char) -> char {
    match escape {
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{C}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{B}',
        other => other,
    }
}

/// Up to the end of the line or to the blanks before a comment.
fn unquoted(text: Text<'_>, from: usize) -> Value {
    let end = text.skip(from, |c| !newline(c));
    let mut blanks = None;
    let mut comment = None;
    for (at, c) in text.chars(from..end) {
        if python_blank(c) {
            blanks = blanks.or(Some(at));
        } else if c == '#' && blanks.is_some() {
            comment = blanks.map(|cut| (cut, at));
            break;
        } else {
            blanks = None;
        }
    }
    let cut = comment.map_or(end, |(cut, _)| cut);
    Value {
        range: from..text.trim_end(from..cut, python_blank),
        decoded: None,
        quote: Quote::None,
        comment: comment.map(|(_, mark)| mark..end),
        behind: end,
    }
}

/// The rest of the line, with its end.
fn line_end(text: Text<'_>, at: usize) -> usize {
    text.behind(at, newline).unwrap_or(text.len())
}

/// A blank within a line.
fn gap(c: char) -> bool {
    python_blank(c) && !newline(c)
}
