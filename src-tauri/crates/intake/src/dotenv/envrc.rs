//! `.envrc` of direnv: a script of a shell, read as text and never run.
//!
//! Assignments of plain form are read (`A=b`, `export A=b C=d`, `declare -x A=b`), and commands
//! that say where values come from. Everything else is a command whose effect is unknown. No
//! condition is judged: an assignment within `if` counts.

use std::ops::Range;

use super::build::{Builder, bom};
use super::item::{Assignment, Content, EnvFault, Item, Quote, Source, SourceKind};
use super::text::{Text, Wiped, newline};

/// Words behind which assignments follow.
const EXPORTS: [&str; 5] = ["export", "declare", "typeset", "readonly", "local"];
/// Commands and the kind of place that they name.
const SOURCES: [(&str, SourceKind); 20] = [
    ("source_env", SourceKind::Script),
    ("source_env_if_exists", SourceKind::Script),
    ("source_up", SourceKind::Script),
    ("source_up_if_exists", SourceKind::Script),
    ("source_url", SourceKind::Script),
    ("source", SourceKind::Script),
    (".", SourceKind::Script),
    ("dotenv", SourceKind::EnvFile),
    ("dotenv_if_exists", SourceKind::EnvFile),
    ("op", SourceKind::Store),
    ("aws-vault", SourceKind::Store),
    ("vault", SourceKind::Store),
    ("sops", SourceKind::Store),
    ("pass", SourceKind::Store),
    ("chamber", SourceKind::Store),
    ("doppler", SourceKind::Store),
    ("bw", SourceKind::Store),
    ("infisical", SourceKind::Store),
    ("from_op", SourceKind::Store),
    ("use_sops", SourceKind::Store),
];

pub(super) fn envrc(bytes: &[u8]) -> Vec<Item> {
    let text = Text::plain(bytes);
    let mut out = Builder::new(bytes, b"#");
    let mut at = bom(bytes);
    loop {
        let from = text.skip(at, |c| gap(c) || matches!(c, '\n' | ';'));
        match text.char(from) {
            None => return out.finish(),
            Some('#') => at = text.skip(from, |c| !newline(c)),
            Some(_) => at = command(text, from, &mut out),
        }
    }
}

/// Reads one command and returns the position behind it.
fn command(text: Text<'_>, from: usize, out: &mut Builder<'_>) -> usize {
    let word = word_at(text, from);
    let name = &text.bytes[word.clone()];
    let exported = EXPORTS.iter().any(|export| export.as_bytes() == name);
    let mut at = if exported { text.skip(word.end, gap) } else { from };
    let mut found = false;
    while let Some((assignment, behind)) = assignment(text, at, exported) {
        let end = end_of(text, behind, out_of_line(text, behind));
        out.assignment(if found { at } else { from }, end, assignment);
        found = true;
        if end > behind || text.at(end).is_none() {
            return end;
        }
        at = text.skip(behind, gap);
    }
    if found {
        return at;
    }
    let end = text.skip(from, |c| !newline(c));
    let content = match SOURCES.iter().find(|(source, _)| source.as_bytes() == name) {
        Some((_, kind)) => {
            let target = word_at(text, text.skip(word.end, gap));
            Content::Source(Source { kind: *kind, target })
        }
        None => match store_in(text, from..end) {
            Some(target) => Content::Source(Source {
                kind: SourceKind::Store,
                target,
            }),
            None => Content::Broken(EnvFault::Command),
        },
    };
    let behind = text.behind(from, newline).unwrap_or(text.len());
    out.other(from, behind, content);
    behind
}

/// `KEY=word`, or `-x` before one, or a key alone behind `export`.
fn assignment(text: Text<'_>, from: usize, exported: bool) -> Option<(Assignment, usize)> {
    let mut from = from;
    while exported && text.char(from) == Some('-') {
        from = text.skip(text.skip(from, |c| !gap(c) && !newline(c)), gap);
    }
    let end = text.skip(from, |c| c.is_ascii_alphanumeric() || c == '_');
    if end == from || text.bytes[from].is_ascii_digit() {
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
    if text.char(end) != Some('=') {
        let alone = text
            .char(end)
            .is_none_or(|c| gap(c) || matches!(c, '\n' | ';' | '#'));
        return (exported && alone).then_some((assignment, end));
    }
    let (behind, closed) = word(text, end + 1, &mut |_| {});
    if !closed {
        return None;
    }
    let raw = end + 1..behind;
    let whole = match &text.bytes[raw.clone()] {
        [first @ (b'\'' | b'"'), inner @ .., last] if first == last && one_piece(inner, *first) => {
            Some(*first)
        }
        _ => None,
    };
    assignment.quote = match whole {
        Some(b'\'') => Quote::Single,
        Some(_) => Quote::Double,
        None => Quote::None,
    };
    let value = match whole {
        Some(_) => raw.start + 1..raw.end - 1,
        None => raw.clone(),
    };
    let mut decoded = Wiped::for_bytes(&text.bytes[raw]);
    word(text, end + 1, &mut |c| decoded.push(c));
    assignment.assigned = true;
    assignment.decoded = decoded.unless(&text.bytes[value.clone()]);
    assignment.value = value;
    Some((assignment, behind))
}

/// Whether the mark that opened is not closed within.
fn one_piece(inner: &[u8], mark: u8) -> bool {
    let mut escaped = false;
    inner.iter().all(|c| {
        let ends = !escaped && *c == mark;
        escaped = mark == b'"' && !escaped && *c == b'\\';
        !ends
    })
}

/// The position behind a word as a shell cuts it, and whether its marks are closed. What a shell
/// would replace (`$A`, `$(…)`, backticks) stays as it is written.
fn word(text: Text<'_>, from: usize, emit: &mut dyn FnMut(char)) -> (usize, bool) {
    /// Commands within commands that are followed.
    const DEEPEST: usize = 32;
    /// Bytes of a command that are looked at for its end, so that many which never end cost
    /// little.
    const LONGEST: usize = 512;
    let mut at = from;
    let mut mark = None;
    let (mut open, mut opened) = (0, from);
    while let Some((c, next)) = text.at(at).filter(|_| open == 0 || at - opened < LONGEST) {
        let follows = text.char(next);
        match (mark, c) {
            (None, c) if open == 0 && (gap(c) || matches!(c, '\n' | ';' | '&' | '|' | '<' | '>' | ')')) => {
                break;
            }
            (Some('\''), '\'') | (Some('"'), '"') if open == 0 => mark = None,
            (None, '\'' | '"') if open == 0 => mark = Some(c),
            (None | Some('"'), '$') if follows == Some('(') && open < DEEPEST => {
                if open == 0 {
                    opened = at;
                }
                open += 1;
                emit(c);
                emit('(');
                at = next + 1;
                continue;
            }
            (None | Some('"'), '(') if open > 0 => {
                open += 1;
                emit(c);
            }
            (None | Some('"'), ')') if open > 0 => {
                open -= 1;
                emit(c);
            }
            (None, '\\') if open == 0 => {
                if let Some(c) = follows.filter(|c| *c != '\n') {
                    emit(c);
                }
                at = text.at(next).map_or(next, |(_, behind)| behind);
                continue;
            }
            (Some('"'), '\\')
                if open == 0 && follows.is_some_and(|c| matches!(c, '$' | '`' | '"' | '\\' | '\n')) =>
            {
                if let Some(c) = follows.filter(|c| *c != '\n') {
                    emit(c);
                }
                at = next + 1;
                continue;
            }
            _ => emit(c),
        }
        at = next;
    }
    (at, mark.is_none() && open == 0)
}

/// The end of the line, if nothing but a comment or the end of a command follows.
fn out_of_line(text: Text<'_>, at: usize) -> Option<usize> {
    let next = text.skip(at, |c| gap(c) || c == ';');
    match text.char(next) {
        None | Some('\n') => Some(next),
        Some('#') if next > at => Some(text.skip(next, |c| !newline(c))),
        _ => None,
    }
}

fn end_of(text: Text<'_>, behind: usize, line: Option<usize>) -> usize {
    line.map_or(behind, |line| text.at(line).map_or(line, |(_, next)| next))
}

/// A tool that fetches secrets, anywhere in a command such as `eval "$(op signin)"`.
fn store_in(text: Text<'_>, line: Range<usize>) -> Option<Range<usize>> {
    let bytes = &text.bytes[line.clone()];
    let base = line.start;
    bytes
        .split(|c| !(c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_')))
        .map(|word| (word.as_ptr() as usize - bytes.as_ptr() as usize, word))
        .find(|(_, word)| {
            SOURCES
                .iter()
                .any(|(name, kind)| *kind == SourceKind::Store && name.as_bytes() == *word)
        })
        .map(|(at, word)| base + at..base + at + word.len())
}

fn word_at(text: Text<'_>, from: usize) -> Range<usize> {
    from..text.skip(from, |c| !gap(c) && !matches!(c, '\n' | ';' | '=' | '"' | '\''))
}

fn gap(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r')
}
