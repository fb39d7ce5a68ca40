//! Texts of YAML: plain over several lines, in marks, and in blocks.

use std::ops::Range;

use zeroize::Zeroizing;

use super::{Data, Fault, Node, Parser, signed};

impl Parser<'_> {
    /// A value that is neither a map nor a list in a block. `parent` is the column that later
    /// lines of it have to be right of.
    pub(super) fn scalar(&mut self, parent: isize, depth: usize) -> Node {
        let from = self.at;
        match self.peek(0) {
            Some(b'{') if self.bytes[from..].starts_with(b"{{") => self.template(),
            Some(b'{' | b'[') => self.flow(depth),
            Some(b'|' | b'>') => self.block_text(parent),
            Some(b'*') => {
                while !self.gap(0) {
                    self.at += 1;
                }
                self.rest_of_line();
                Node {
                    span: from..from,
                    data: Data::Pointer,
                }
            }
            Some(mark @ (b'"' | b'\'')) => match marked(self.bytes, from) {
                Some((inner, behind)) => {
                    self.at = behind;
                    self.rest_of_line();
                    Node {
                        data: Data::Text(unmark(self.bytes, mark, inner.clone())),
                        span: inner,
                    }
                }
                None => {
                    let end = self.line_end();
                    self.pass_line(Fault::Unclosed);
                    Node {
                        span: from..end,
                        data: Data::Bare,
                    }
                }
            },
            _ => self.plain(parent),
        }
    }

    /// A value that a template will put in: `{{ .Values.password | quote }}`.
    fn template(&mut self) -> Node {
        let span = self.at..self.at + self.bytes[self.at..self.line_end()].trim_ascii_end().len();
        self.at = self.line_end();
        Node {
            span,
            data: Data::Text(None),
        }
    }

    /// Passes a comment behind a value; anything else there is damage.
    fn rest_of_line(&mut self) {
        let end = self.line_end();
        let rest = self.bytes[self.at..end].trim_ascii();
        if !rest.is_empty() && !rest.starts_with(b"#") {
            self.out.pass(Fault::Syntax, self.at..end);
        }
        self.at = end;
    }

    /// Up to a comment or the end of the line; lines further right than `parent` go on with it,
    /// if they are no keys themselves.
    fn plain(&mut self, parent: isize) -> Node {
        let first = self.plain_line();
        let mut lines = vec![first.clone()];
        let mut breaks = vec![0];
        loop {
            let before = self.at;
            if self.bytes[first.end..before].contains(&b'#') {
                break;
            }
            let next = self.token();
            let empty = self.bytes[before..self.at]
                .iter()
                .filter(|c| **c == b'\n')
                .count();
            let comment = self.bytes[before..self.at].contains(&b'#');
            let goes_on = next.is_some_and(|column| signed(column) > parent)
                && !comment
                && empty > 0
                && !self.at_marker()
                && self.key().is_none();
            if !goes_on {
                self.at = before;
                break;
            }
            let line = self.plain_line();
            if line.is_empty() {
                self.at = before;
                break;
            }
            lines.push(line);
            breaks.push(empty);
        }
        let span = first.start..lines.last().map_or(first.end, |last| last.end);
        let is_text = lines.len() > 1 || !is_bare(&self.bytes[first.clone()]);
        let joined = (lines.len() > 1).then(|| join(self.bytes, &lines, &breaks));
        Node {
            span,
            data: if is_text { Data::Text(joined) } else { Data::Bare },
        }
    }

    /// The plain text on this line, with the parser moved to the end of the line.
    fn plain_line(&mut self) -> Range<usize> {
        let end = self.line_end();
        let line = &self.bytes[self.at..end];
        let comment = line
            .windows(2)
            .position(|two| matches!(two[0], b' ' | b'\t') && two[1] == b'#')
            .unwrap_or(line.len());
        let span = self.at..self.at + line[..comment].trim_ascii_end().len();
        self.at = end;
        span
    }

    /// `|` and `>`: the lines below that are further right.
    fn block_text(&mut self, parent: isize) -> Node {
        let folds = self.peek(0) == Some(b'>');
        let header = &self.bytes[self.at..self.line_end()];
        let header = &header[..header.iter().position(|c| *c == b'#').unwrap_or(header.len())];
        let keep = header.contains(&b'+');
        let strip = header.contains(&b'-');
        let given = header
            .iter()
            .find(|c| c.is_ascii_digit())
            .map(|c| usize::from(c - b'0'));
        self.at = (self.line_end() + 1).min(self.bytes.len());
        let from = self.at;
        let mut indent = given.map(|given| usize::try_from(parent.max(0)).unwrap_or(0) + given);
        let mut lines: Vec<Range<usize>> = Vec::new();
        let mut end = from;
        while self.at < self.bytes.len() {
            let line_end = self.line_end();
            let line = &self.bytes[self.at..line_end];
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let column = line.iter().position(|c| *c != b' ').unwrap_or(line.len());
            if column == line.len() {
                let extra = indent.map_or(line.len(), |indent| indent.min(line.len()));
                lines.push(self.at + extra..self.at + line.len());
            } else if signed(column) <= parent || indent.is_some_and(|indent| column < indent) {
                break;
            } else {
                let indent = *indent.get_or_insert(column);
                lines.push(self.at + indent..self.at + line.len());
                end = self.at + line.len();
            }
            self.at = (line_end + 1).min(self.bytes.len());
        }
        let text = |line: &Range<usize>| &self.bytes[line.clone()];
        let deeper = |line: &Range<usize>| matches!(text(line).first(), Some(b' ' | b'\t'));
        let last = lines
            .iter()
            .rposition(|line| !line.is_empty())
            .map_or(0, |last| last + 1);
        let mut out = Zeroizing::new(Vec::with_capacity(self.at - from + 1));
        let mut before: Option<&Range<usize>> = None;
        let mut empty = 0;
        for line in &lines[..last] {
            if line.is_empty() {
                empty += 1;
                continue;
            }
            // A fold makes a blank of one end of a line, except around lines further right.
            let fold = folds && before.is_some_and(|before| !deeper(before) && !deeper(line));
            match (fold, empty) {
                (true, 0) => out.push(b' '),
                (true, empty) => push_breaks(&mut out, empty),
                (false, empty) => push_breaks(&mut out, empty + usize::from(before.is_some())),
            }
            out.extend_from_slice(text(line));
            before = Some(line);
            empty = 0;
        }
        if (last > 0 && !strip) || keep {
            push_breaks(&mut out, usize::from(last > 0));
        }
        if keep {
            push_breaks(&mut out, lines.len() - last);
        }
        Node {
            span: from.min(end)..end,
            data: Data::Text(Some(out)),
        }
    }
}

fn push_breaks(out: &mut Vec<u8>, count: usize) {
    out.extend(std::iter::repeat_n(b'\n', count));
}

/// The text between marks, and the position behind the second. Nothing where that is missing.
pub(super) fn marked(bytes: &[u8], at: usize) -> Option<(Range<usize>, usize)> {
    let mark = *bytes.get(at)?;
    let from = at + 1;
    let mut at = from;
    loop {
        match *bytes.get(at)? {
            b'\\' if mark == b'"' => at += 2,
            c if c != mark => at += 1,
            _ if mark == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 2,
            _ => return Some((from..at, at + 1)),
        }
    }
}

/// What a text in marks says, if that is not what it is.
pub(super) fn unmark(bytes: &[u8], mark: u8, inner: Range<usize>) -> Option<Zeroizing<Vec<u8>>> {
    let raw = bytes.get(inner)?;
    if !raw.iter().any(|c| matches!(c, b'\\' | b'\'' | b'\n')) {
        return None;
    }
    let mut out = Zeroizing::new(Vec::with_capacity(raw.len()));
    let mut at = 0;
    // Up to here blanks are wanted, since an escape made them.
    let mut kept = 0;
    while let Some(c) = raw.get(at) {
        at += 1;
        match c {
            b'\n' => {
                while out.len() > kept && matches!(out.last(), Some(b' ' | b'\t' | b'\r')) {
                    out.pop();
                }
                let (breaks, next) = line_breaks(raw, at);
                at = next;
                match breaks {
                    0 => out.push(b' '),
                    breaks => push_breaks(&mut out, breaks),
                }
                kept = out.len();
            }
            b'\'' if mark == b'\'' => {
                out.push(b'\'');
                at += 1;
            }
            b'\\' if mark == b'"' => {
                at = escape(raw, at, &mut out);
                kept = out.len();
            }
            c => out.push(*c),
        }
    }
    (out.as_slice() != raw).then_some(out)
}

/// Further ends of lines from here, and where the next text begins.
fn line_breaks(raw: &[u8], from: usize) -> (usize, usize) {
    let (mut breaks, mut at) = (0, from);
    while let Some(c @ (b' ' | b'\t' | b'\r' | b'\n')) = raw.get(at) {
        breaks += usize::from(*c == b'\n');
        at += 1;
    }
    (breaks, at)
}

/// Reads the escape behind a backslash, and returns the position behind it. No escape is longer
/// than it is written.
fn escape(raw: &[u8], at: usize, out: &mut Vec<u8>) -> usize {
    let Some(c) = raw.get(at) else {
        out.push(b'\\');
        return at;
    };
    let code = |digits: usize| {
        let digits = std::str::from_utf8(raw.get(at + 1..at + 1 + digits)?).ok()?;
        u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
    };
    let (plain, digits) = match c {
        b'\n' | b'\r' => return line_breaks(raw, at).1,
        b'0' => (Some('\0'), 0),
        b'a' => (Some('\u{7}'), 0),
        b'b' => (Some('\u{8}'), 0),
        b't' | b'\t' => (Some('\t'), 0),
        b'n' => (Some('\n'), 0),
        b'v' => (Some('\u{B}'), 0),
        b'f' => (Some('\u{C}'), 0),
        b'r' => (Some('\r'), 0),
        b'e' => (Some('\u{1B}'), 0),
        b'N' => (Some('\u{85}'), 0),
        b'_' => (Some('\u{A0}'), 0),
        b'x' => (code(2), 2),
        b'u' => (code(4), 4),
        b'U' => (code(8), 8),
        _ => (None, 0),
    };
    match plain {
        Some(plain) => {
            out.extend_from_slice(plain.encode_utf8(&mut [0; 4]).as_bytes());
            at + 1 + digits
        }
        None => {
            // A mark, a slash or a backslash; and what is no escape at all.
            out.push(*c);
            at + 1
        }
    }
}

/// Lines of a plain text as one: an end of a line is a blank, more of them are one fewer.
fn join(bytes: &[u8], lines: &[Range<usize>], breaks: &[usize]) -> Zeroizing<Vec<u8>> {
    let room = lines.iter().map(Range::len).sum::<usize>() + breaks.iter().sum::<usize>();
    let mut out = Zeroizing::new(Vec::with_capacity(room));
    for (line, breaks) in lines.iter().zip(breaks) {
        match breaks {
            0 => {}
            1 => out.push(b' '),
            more => push_breaks(&mut out, more - 1),
        }
        out.extend_from_slice(&bytes[line.clone()]);
    }
    out
}

/// A number, a truth value or nothing.
fn is_bare(text: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(text) else {
        return false;
    };
    matches!(
        text,
        "" | "~" | "null" | "Null" | "NULL" | "true" | "True" | "TRUE" | "false" | "False" | "FALSE"
    ) || text.parse::<f64>().is_ok()
}
