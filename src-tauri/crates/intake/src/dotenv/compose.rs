//! `env_file` of docker compose, as compose-go reads it, without its interpolation.
//!
//! Statements follow one another without regard to lines: behind a quoted value the next one may
//! begin at once. `:` stands for `=`, and a key alone takes its value from outside. Compose
//! refuses a whole file for one bad statement; here only that line is passed over.

use std::ops::Range;

use super::build::{Builder, bom};
use super::item::{Assignment, Content, EnvFault, Item, Quote};
use super::text::{Text, Wiped, go_blank, newline};

pub(super) fn compose(bytes: &[u8]) -> Vec<Item> {
    let text = Text::plain(bytes);
    let mut out = Builder::new(bytes, b"#");
    let mut at = bom(bytes);
    loop {
        let from = text.skip(at, go_blank);
        match text.char(from) {
            None => return out.finish(),
            Some('#') => at = text.skip(from, |c| !newline(c)),
            Some(_) => match statement(text, from) {
                Ok((assignment, end)) => {
                    out.assignment(from, end, assignment);
                    at = end;
                }
                Err(fault) => {
                    at = text.behind(from, newline).unwrap_or(text.len());
                    out.other(from, at, Content::Broken(fault));
                }
            },
        }
    }
}

fn statement(text: Text<'_>, from: usize) -> Result<(Assignment, usize), EnvFault> {
    let word = from + "export".len();
    let exported = text.starts_with(from, "export")
        && text
            .char(word)
            .is_some_and(|c| matches!(c, '\t' | '\n' | '\u{C}' | '\r' | ' '));
    let from = if exported { text.skip(word, gap) } else { from };
    let sign = text.skip(from, |c| {
        gap(c) || matches!(c, '_' | '.' | '-' | '[' | ']') || c.is_alphabetic() || c.is_numeric()
    });
    let key = from..text.trim_end(from..sign, go_blank);
    if key.is_empty() || text.bytes[key.clone()].contains(&b' ') {
        return Err(EnvFault::Syntax);
    }
    let mut assignment = Assignment {
        value: key.end..key.end,
        key,
        assigned: false,
        decoded: None,
        quote: Quote::None,
        exported,
        comment: None,
        duplicate: false,
    };
    match text.at(sign) {
        Some(('=' | ':', next)) => {
            assignment.assigned = true;
            let end = value(text, text.skip(next, gap), &mut assignment)?;
            Ok((assignment, end))
        }
        Some(('\n', next)) => Ok((assignment, next)),
        None => Ok((assignment, sign)),
        Some(_) => Err(EnvFault::Syntax),
    }
}

/// Fills in the value that begins here and returns the position behind it.
fn value(text: Text<'_>, from: usize, assignment: &mut Assignment) -> Result<usize, EnvFault> {
    let quote = match text.char(from) {
        Some('"') => Quote::Double,
        Some('\'') => Quote::Single,
        _ => {
            let line = from..text.skip(from, |c| !newline(c));
            let raw = &text.bytes[line.clone()];
            let cut = raw.windows(2).position(|two| two == b" #").map(|cut| from + cut);
            let end = text.trim_end(from..cut.unwrap_or(line.end), go_blank);
            assignment.value = from..end;
            assignment.comment = cut.map(|cut| cut + 1..line.end);
            return Ok(text.behind(line.end, newline).unwrap_or(text.len()));
        }
    };
    let mark = text.char(from);
    let mut escaped = false;
    let close = text
        .chars(from + 1..text.len())
        .find(|(_, c)| {
            let ends = !escaped && Some(*c) == mark;
            escaped = !escaped && *c == '\\';
            ends
        })
        .map(|(at, _)| at)
        .ok_or(EnvFault::Unclosed)?;
    let range = from + 1..close;
    assignment.decoded = unescape(text, range.clone(), quote);
    assignment.value = range;
    assignment.quote = quote;
    // What follows is a comment, the end of the line or already the next statement.
    let next = text.skip(close + 1, gap);
    if text.char(next) == Some('#') {
        assignment.comment = Some(next..text.skip(next, |c| !newline(c)));
    }
    let end = assignment.comment.as_ref().map_or(next, |comment| comment.end);
    Ok(match text.at(end) {
        None => end,
        Some(('\n', behind)) => behind,
        Some(_) => close + 1,
    })
}

/// An escaped mark is the mark. In double marks the escapes of a shell count as well; `\$` is a
/// dollar sign, since nothing is expanded here.
fn unescape(text: Text<'_>, range: Range<usize>, quote: Quote) -> Option<zeroize::Zeroizing<Vec<u8>>> {
    let raw = &text.bytes[range.clone()];
    let mark = if quote == Quote::Double { '"' } else { '\'' };
    let mut out = Wiped::for_bytes(raw);
    let mut chars = text.chars(range).map(|(_, c)| c).peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let Some(next) = chars.next() else {
            out.push('\\');
            break;
        };
        let plain = match next {
            _ if next == mark => Some(next),
            _ if quote == Quote::Single => None,
            'a' => Some('\u{7}'),
            'b' => Some('\u{8}'),
            'f' => Some('\u{C}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'v' => Some('\u{B}'),
            '$' | '\\' => Some(next),
            '0' => {
                octal(&mut chars, &mut out);
                continue;
            }
            _ => None,
        };
        match plain {
            Some(plain) => out.push(plain),
            None => {
                out.push('\\');
                out.push(next);
            }
        }
    }
    out.unless(raw)
}

/// `\0` and three octal digits are a character. Anything shorter or larger loses the zero only.
fn octal(chars: &mut std::iter::Peekable<impl Iterator<Item = char>>, out: &mut Wiped) {
    let digits: Vec<char> = std::iter::from_fn(|| chars.next_if(char::is_ascii_digit))
        .take(3)
        .collect();
    let code = digits
        .iter()
        .try_fold(0, |code, digit| Some(code * 8 + digit.to_digit(8)?));
    match code
        .filter(|code| digits.len() == 3 && *code < 256)
        .and_then(char::from_u32)
    {
        Some(c) => out.push(c),
        None => {
            out.push('\\');
            digits.into_iter().for_each(|digit| out.push(digit));
        }
    }
}

/// Blanks within a line, a carriage return among them.
fn gap(c: char) -> bool {
    matches!(c, '\t' | '\u{B}' | '\u{C}' | '\r' | ' ' | '\u{85}' | '\u{A0}')
}
