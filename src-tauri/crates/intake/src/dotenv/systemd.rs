//! `EnvironmentFile=` of systemd.
//!
//! A value is any number of pieces in marks and then perhaps a bare one, which are joined; blanks
//! between them go. A backslash before the end of a line joins two lines. There are no comments
//! behind a value, `;` begins a comment line as `#` does, and a name that is none is passed over.

use std::ops::Range;

use super::build::{Builder, bom};
use super::item::{Assignment, Content, EnvFault, Item, Quote};
use super::text::{Text, Wiped};

pub(super) fn systemd(bytes: &[u8]) -> Vec<Item> {
    let text = Text::plain(bytes);
    let mut out = Builder::new(bytes, b"#;");
    let mut at = bom(bytes);
    loop {
        let from = text.skip(at, blank);
        match text.char(from) {
            None => return out.finish(),
            Some('#' | ';') => at = text.skip(from, |c| !line_end(c)),
            Some(_) => at = statement(text, from, &mut out),
        }
    }
}

fn statement(text: Text<'_>, from: usize, out: &mut Builder<'_>) -> usize {
    let sign = text.skip(from, |c| c != '=' && !line_end(c));
    if text.char(sign) != Some('=') {
        let end = behind_line(text, sign);
        out.other(from, end, Content::Broken(EnvFault::Syntax));
        return end;
    }
    let key = from..text.trim_end(from..sign, blank);
    // Once to see where it ends, and again into memory of the right size.
    let shape = pieces(text, sign + 1, &mut |_| {});
    let line = if shape.unclosed {
        text.skip(sign, |c| !line_end(c))
    } else {
        shape.end
    };
    let end = behind_line(text, line);
    let fault = if shape.unclosed {
        Some(EnvFault::Unclosed)
    } else if std::str::from_utf8(&text.bytes[from..shape.end]).is_err() {
        Some(EnvFault::Encoding)
    } else if !is_name(&text.bytes[key.clone()]) {
        Some(EnvFault::Syntax)
    } else {
        None
    };
    if let Some(fault) = fault {
        out.other(from, end, Content::Broken(fault));
        return end;
    }
    let mut value = Wiped::for_bytes(&text.bytes[sign + 1..shape.end]);
    pieces(text, sign + 1, &mut |c| value.push(c));
    let assignment = Assignment {
        key,
        assigned: true,
        decoded: value.unless(&text.bytes[shape.value.clone()]),
        value: shape.value,
        quote: shape.quote,
        exported: false,
        comment: None,
        duplicate: false,
    };
    out.assignment(from, end, assignment);
    end
}

struct Shape {
    /// From the first to the last letter of the value; without the marks where there is one piece.
    value: Range<usize>,
    quote: Quote,
    /// Where the line ends.
    end: usize,
    unclosed: bool,
}

fn pieces(text: Text<'_>, from: usize, emit: &mut dyn FnMut(char)) -> Shape {
    let mut at = text.skip(from, |c| blank(c) && !line_end(c));
    let mut shape = Shape {
        value: at..at,
        quote: Quote::None,
        end: at,
        unclosed: false,
    };
    let start = at;
    let mut count = 0;
    loop {
        let piece = match text.char(at) {
            Some('\'') => single(text, at + 1, emit).map(|behind| (behind, Quote::Single)),
            Some('"') => double(text, at + 1, emit).map(|behind| (behind, Quote::Double)),
            Some(c) if !line_end(c) => {
                (shape.value, shape.end) = bare(text, at, emit);
                if count > 0 {
                    shape.value.start = start;
                    shape.quote = Quote::None;
                }
                return shape;
            }
            _ => {
                shape.end = at;
                return shape;
            }
        };
        let Some((behind, quote)) = piece else {
            shape.unclosed = true;
            return shape;
        };
        count += 1;
        (shape.value, shape.quote) = match count {
            1 => (at + 1..behind - 1, quote),
            _ => (start..behind, Quote::None),
        };
        at = text.skip(behind, |c| blank(c) && !line_end(c));
    }
}

/// The position behind the closing mark.
fn single(text: Text<'_>, from: usize, emit: &mut dyn FnMut(char)) -> Option<usize> {
    for (at, c) in text.chars(from..text.len()) {
        if c == '\'' {
            return Some(at + 1);
        }
        emit(c);
    }
    None
}

fn double(text: Text<'_>, from: usize, emit: &mut dyn FnMut(char)) -> Option<usize> {
    let mut chars = text.chars(from..text.len());
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some(at + 1),
            '\\' => match chars.next()?.1 {
                next @ ('"' | '\\' | '`' | '$') => emit(next),
                '\n' => {}
                next => {
                    emit('\\');
                    emit(next);
                }
            },
            c => emit(c),
        }
    }
    None
}

/// A bare piece without the blanks behind it, and the end of its line.
fn bare(text: Text<'_>, from: usize, emit: &mut dyn FnMut(char)) -> (Range<usize>, usize) {
    // Blanks count once something follows that is none.
    let mut held = Vec::new();
    let (mut last, mut end) = (from, text.len());
    let mut chars = text.chars(from..text.len());
    while let Some((at, c)) = chars.next() {
        if line_end(c) {
            end = at;
            break;
        }
        if blank(c) {
            held.push(c);
            continue;
        }
        held.drain(..).for_each(&mut *emit);
        let letter = if c == '\\' { chars.next() } else { Some((at, c)) };
        if let Some((at, c)) = letter {
            last = text.at(at).map_or(at, |(_, next)| next);
            if !line_end(c) {
                emit(c);
            }
        }
    }
    (from..last, end)
}

/// The position behind one end of a line; `\r\n` is one.
fn behind_line(text: Text<'_>, at: usize) -> usize {
    let pair = text.starts_with(at, "\r\n");
    text.at(at).map_or(at, |(_, next)| next + usize::from(pair))
}

fn is_name(name: &[u8]) -> bool {
    name.first().is_some_and(|c| !c.is_ascii_digit())
        && name.iter().all(|c| c.is_ascii_alphanumeric() || *c == b'_')
}

fn blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

fn line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}
