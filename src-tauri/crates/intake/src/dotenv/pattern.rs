//! Node's dotenv and Ruby's share one regular expression, but for details. It is read here by
//! hand, choice by choice as a backtracking matcher would take them, since values have to stay in
//! their place and a hostile file must not cost more than its length.
//!
//! In words: at the beginning of a line, blanks (also empty lines), perhaps `export`, a key, then
//! `=` between blanks or `:` and a blank, perhaps a value, blanks, perhaps a comment, the end of a
//! line. A value in quotation marks ends at the last mark of a run of escaped ones behind which
//! the line can end; where there is none, the marks are letters of a value without any.

use std::ops::Range;

use zeroize::Zeroizing;

use super::build::{Builder, bom};
use super::item::{Assignment, Item, Quote};
use super::text::{Text, Wiped, js_blank, js_line_end, newline, ruby_blank};

struct Pattern {
    key: fn(char) -> bool,
    quotes: &'static [char],
    blank: fn(char) -> bool,
    line_end: fn(char) -> bool,
    /// Whether a key may stand alone.
    lone_key: bool,
    finish: fn(Text<'_>, Range<usize>) -> Finished,
}

/// A value once the dialect took its marks off and undid what it calls an escape.
struct Finished {
    value: Range<usize>,
    decoded: Option<Zeroizing<Vec<u8>>>,
    quote: Quote,
}

pub(super) fn node(bytes: &[u8]) -> Vec<Item> {
    let pattern = Pattern {
        key: |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'),
        quotes: &['\'', '"', '`'],
        blank: js_blank,
        line_end: js_line_end,
        lone_key: false,
        finish: finish_node,
    };
    lex(Text::folded(bytes), 0, &pattern)
}

pub(super) fn ruby(bytes: &[u8]) -> Vec<Item> {
    let pattern = Pattern {
        key: |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'),
        quotes: &['\'', '"'],
        blank: ruby_blank,
        line_end: newline,
        lone_key: true,
        finish: finish_ruby,
    };
    lex(Text::folded(bytes), bom(bytes), &pattern)
}

fn lex(text: Text<'_>, from: usize, pattern: &Pattern) -> Vec<Item> {
    let mut out = Builder::new(text.bytes, b"#");
    let mut line = Some(from);
    while let Some(start) = line {
        let first = text.skip(start, pattern.blank);
        let Some((assignment, behind)) = match_at(text, first, pattern) else {
            line = text.behind(first, pattern.line_end);
            continue;
        };
        line = text.behind(behind, pattern.line_end);
        out.assignment(first, line.unwrap_or(text.len()), assignment);
    }
    out.finish()
}

/// An assignment whose first letter is here, and the position behind its value.
fn match_at(text: Text<'_>, first: usize, pattern: &Pattern) -> Option<(Assignment, usize)> {
    let word = first + "export".len();
    let exported = text.starts_with(first, "export") && text.char(word).is_some_and(pattern.blank);
    // What looks like `export` may be a key of that name.
    let with = exported.then(|| text.skip(word, pattern.blank));
    with.and_then(|key| match_key(text, key, true, pattern))
        .or_else(|| match_key(text, first, false, pattern))
}

fn match_key(text: Text<'_>, from: usize, exported: bool, pattern: &Pattern) -> Option<(Assignment, usize)> {
    let end = text.skip(from, pattern.key);
    if end == from {
        return None;
    }
    let mut assignment = Assignment {
        key: from..end,
        assigned: false,
        value: end..end,
        decoded: None,
        quote: Quote::None,
        exported,
        comment: None,
        duplicate: false,
    };
    let Some(value_from) = separator(text, end, pattern) else {
        if pattern.lone_key && line_can_end(text, end, pattern) {
            // Exported alone, it has to have a value from before; else it is empty.
            assignment.assigned = !exported;
            assignment.comment = comment_on_line(text, end, pattern);
            return Some((assignment, end));
        }
        return None;
    };
    let (group, behind) = match quoted(text, value_from, pattern) {
        Some(close) => (value_from..close, close),
        None => {
            let end = text.skip(value_from, |c| c != '#' && c != '\n');
            (value_from..end, end)
        }
    };
    let finished = (pattern.finish)(text, group);
    assignment.assigned = true;
    assignment.value = finished.value;
    assignment.decoded = finished.decoded;
    assignment.quote = finished.quote;
    assignment.comment = comment_on_line(text, behind, pattern);
    Some((assignment, behind))
}

/// The position behind `=` with blanks before it, or behind `:` and one blank.
fn separator(text: Text<'_>, at: usize, pattern: &Pattern) -> Option<usize> {
    let sign = text.skip(at, pattern.blank);
    if text.char(sign) == Some('=') {
        return Some(sign + 1);
    }
    let (colon, next) = text.at(at)?;
    let (blank, behind) = text.at(next)?;
    (colon == ':' && (pattern.blank)(blank)).then_some(behind)
}

/// The position behind a value in quotation marks, if one begins here after blanks.
///
/// The first mark without a backslash before it would end the value. Where the line cannot end
/// behind that one, an escaped mark may, and the last of those is preferred.
fn quoted(text: Text<'_>, from: usize, pattern: &Pattern) -> Option<usize> {
    let open = text.skip(from, pattern.blank);
    let mark = text.char(open).filter(|c| pattern.quotes.contains(c))?;
    let mut before = mark;
    let mut last_escaped = None;
    for (at, c) in text.chars(open + 1..text.len()) {
        if c == mark {
            let ends = line_can_end(text, at + 1, pattern);
            if before != '\\' {
                return if ends { Some(at + 1) } else { last_escaped };
            }
            if ends {
                last_escaped = Some(at + 1);
            }
        }
        before = c;
    }
    last_escaped
}

/// Whether nothing but blanks and a comment stands between here and the end of a line.
fn line_can_end(text: Text<'_>, at: usize, pattern: &Pattern) -> bool {
    let mut at = at;
    while let Some((c, next)) = text.at(at) {
        if (pattern.line_end)(c) || c == '#' {
            return true;
        }
        if !(pattern.blank)(c) {
            return false;
        }
        at = next;
    }
    true
}

fn comment_on_line(text: Text<'_>, from: usize, pattern: &Pattern) -> Option<Range<usize>> {
    let mark = text.skip(from, |c| (pattern.blank)(c) && !(pattern.line_end)(c));
    (text.char(mark) == Some('#')).then(|| mark..text.skip(mark, |c| !(pattern.line_end)(c)))
}

fn quote_of(mark: Option<char>) -> Quote {
    match mark {
        Some('\'') => Quote::Single,
        Some('"') => Quote::Double,
        Some('`') => Quote::Backtick,
        _ => Quote::None,
    }
}

/// Takes pairs of marks off wherever one opens a line and the same one closes a line, however far
/// behind; then `\n` and `\r` become what they say, if the value began with a double mark.
fn finish_node(text: Text<'_>, group: Range<usize>) -> Finished {
    let trimmed = text.trim(group, js_blank);
    let first = text.char(trimmed.start).filter(|_| !trimmed.is_empty());
    let pairs = marks_off(text, trimmed.clone());
    let whole = pairs.len() == 1 && pairs[0].0 == trimmed.start && pairs[0].1 + 1 == trimmed.end;
    let value = if whole {
        trimmed.start + 1..trimmed.end - 1
    } else {
        trimmed.clone()
    };
    let mut decoded = Wiped::for_bytes(&text.bytes[value.clone()]);
    let mut escape = false;
    let mut marks = pairs.iter().flat_map(|(open, close)| [*open, *close]).peekable();
    for (at, c) in text.chars(trimmed) {
        if marks.next_if_eq(&at).is_some() {
            continue;
        }
        if escape {
            escape = false;
            match c {
                'n' => {
                    decoded.push('\n');
                    continue;
                }
                'r' => {
                    decoded.push('\r');
                    continue;
                }
                _ => decoded.push('\\'),
            }
        }
        if c == '\\' && first == Some('"') {
            escape = true;
        } else {
            decoded.push(c);
        }
    }
    if escape {
        decoded.push('\\');
    }
    Finished {
        decoded: decoded.unless(&text.bytes[value.clone()]),
        value,
        quote: if whole { quote_of(first) } else { Quote::None },
    }
}

/// Positions of the marks that come off. The closing one is the last in the value that ends a
/// line, so each kind of mark needs to be looked for once.
fn marks_off(text: Text<'_>, value: Range<usize>) -> Vec<(usize, usize)> {
    const MARKS: [char; 3] = ['\'', '"', '`'];
    let mut closing: [Option<usize>; 3] = [None; 3];
    let mut openers = Vec::new();
    let mut line_start = true;
    let mut before = None;
    for (at, c) in text.chars(value.clone()) {
        let mark = MARKS.iter().position(|mark| *mark == c);
        if line_start && let Some(mark) = mark {
            openers.push((at, mark));
        }
        line_start = js_line_end(c);
        if let (true, Some((last, mark))) = (line_start, before) {
            closing[mark] = Some(last);
        }
        before = mark.map(|mark| (at, mark));
    }
    if let Some((last, mark)) = before {
        closing[mark] = Some(last);
    }
    let mut off: Vec<(usize, usize)> = Vec::new();
    for (open, mark) in openers {
        let taken = off.last().is_some_and(|(_, close)| open <= *close);
        if let (false, Some(close)) = (taken, closing[mark].filter(|close| *close > open)) {
            off.push((open, close));
        }
    }
    off
}

/// Takes one pair of marks off. A backslash makes a letter of what follows, except in single
/// marks and before `$`; in double ones `\n` and `\r` stay two letters. Variables and commands
/// stay as they are written.
fn finish_ruby(text: Text<'_>, group: Range<usize>) -> Finished {
    let trimmed = text.trim(group, |c| ruby_blank(c) || c == '\0');
    let raw = &text.bytes[trimmed.clone()];
    let mark = match raw {
        [first @ (b'\'' | b'"'), .., last] if first == last => Some(char::from(*first)),
        _ => None,
    };
    let value = if mark.is_some() {
        trimmed.start + 1..trimmed.end - 1
    } else {
        trimmed
    };
    let mut decoded = Wiped::for_bytes(&text.bytes[value.clone()]);
    let mut chars = text.chars(value.clone()).map(|(_, c)| c).peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && mark != Some('\'') {
            match chars.next_if(|next| *next != '$') {
                Some(next @ ('n' | 'r')) if mark == Some('"') => {
                    decoded.push('\\');
                    decoded.push(next);
                }
                Some(next) => decoded.push(next),
                None => decoded.push('\\'),
            }
        } else {
            decoded.push(c);
        }
    }
    Finished {
        decoded: decoded.unless(&text.bytes[value.clone()]),
        value,
        quote: quote_of(mark),
    }
}
