//! YAML with the place of every value, line by line.
//!
//! Settings in the field are seldom clean YAML: charts and playbooks carry template lines, and
//! one stray tab makes a published parser give up the rest of the file. Those also copy values
//! into memory that nobody wipes. So this reads what settings are made of (maps and lists in
//! blocks and in braces, plain, marked and block texts, several documents), passes over the line
//! it cannot read, and expands nothing: an alias is a pointer. A test holds it against a
//! published parser on documents that are sound.

mod flow;
mod scalar;
#[cfg(test)]
mod tests;

use super::tree::{Data, MAX_DEPTH, MAX_NODES, Node, Parsed, key_of};
use crate::readers::Fault;

pub(in crate::readers) fn parse(bytes: &[u8]) -> Parsed {
    let mut parser = Parser {
        bytes,
        at: if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 },
        nodes: 0,
        open_once: false,
        out: Parsed::default(),
    };
    while parser.token().is_some() && !parser.is_full() {
        let before = parser.at;
        if parser.at_marker() {
            parser.marker();
        } else if let Some(node) = parser.block(-1, 0) {
            parser.out.documents.push(node);
        }
        if parser.at == before {
            parser.pass_line(Fault::Syntax);
        }
    }
    parser.out
}

/// Letters of a key. What is longer is no key.
const MAX_KEY: usize = 1024;

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    nodes: usize,
    /// Whether braces were left open once. From then on they end with their line, or many of them
    /// would each read the rest of the file.
    open_once: bool,
    out: Parsed,
}

impl Parser<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn is_full(&mut self) -> bool {
        if self.nodes < MAX_NODES {
            return false;
        }
        if self.nodes == MAX_NODES {
            self.nodes += 1;
            self.out.pass(Fault::TooLarge, self.at..self.bytes.len());
        }
        self.at = self.bytes.len();
        true
    }

    /// Whether a blank or the end of a line is so far ahead.
    fn gap(&self, ahead: usize) -> bool {
        self.peek(ahead)
            .is_none_or(|c| matches!(c, b' ' | b'\t' | b'\n' | b'\r'))
    }

    fn line_start(&self) -> usize {
        self.bytes[..self.at]
            .iter()
            .rposition(|c| *c == b'\n')
            .map_or(0, |end| end + 1)
    }

    fn line_end(&self) -> usize {
        self.bytes[self.at..]
            .iter()
            .position(|c| *c == b'\n')
            .map_or(self.bytes.len(), |end| self.at + end)
    }

    /// The column of the next letter that counts, on this line or a later one, with the parser
    /// moved there. Comments and lines that hold only a template's command do not count.
    fn token(&mut self) -> Option<usize> {
        let mut start = self.line_start();
        loop {
            while matches!(self.peek(0), Some(b' ' | b'\t' | b'\r')) {
                self.at += 1;
            }
            match self.peek(0)? {
                b'\n' => self.at += 1,
                b'#' => self.at = (self.line_end() + 1).min(self.bytes.len()),
                b'{' if self.is_template_line() => self.at = (self.line_end() + 1).min(self.bytes.len()),
                _ => {
                    let mark = if self.bytes.starts_with(b"\xEF\xBB\xBF") && start == 0 {
                        3
                    } else {
                        0
                    };
                    return Some((self.at - start).saturating_sub(mark));
                }
            }
            start = self.at;
        }
    }

    /// `{{- if .Values.x }}` and `{% raw %}` alone on a line.
    fn is_template_line(&self) -> bool {
        let line = self.bytes[self.at..self.line_end()].trim_ascii();
        (line.starts_with(b"{{") && line.ends_with(b"}}"))
            || (line.starts_with(b"{%") && line.ends_with(b"%}"))
    }

    /// `---`, `...` or a directive at the beginning of a line.
    fn at_marker(&self) -> bool {
        let rest = &self.bytes[self.at..];
        let first = self.at == 0 || self.bytes[self.at - 1] == b'\n' || rest.len() + 3 == self.bytes.len();
        first
            && (((rest.starts_with(b"---") || rest.starts_with(b"...")) && self.gap(3))
                || rest.starts_with(b"%"))
    }

    /// Passes a marker. What stands behind `---` belongs to the document.
    fn marker(&mut self) {
        if self.peek(0) == Some(b'-') {
            self.at += 3;
        } else {
            self.at = (self.line_end() + 1).min(self.bytes.len());
        }
    }

    fn pass_line(&mut self, fault: Fault) {
        let from = self.at;
        self.at = (self.line_end() + 1).min(self.bytes.len());
        self.out.pass(fault, from..self.at);
    }

    /// The value that begins at the next letter, if that is further right than `parent`.
    fn block(&mut self, parent: isize, depth: usize) -> Option<Node> {
        // An anchor or a tag may stand above what it belongs to.
        let (from, column) = loop {
            let column = self.token()?;
            if signed(column) <= parent || self.at_marker() || self.is_full() {
                return None;
            }
            let from = self.at;
            self.properties();
            if !self.gap(0) {
                break (from, column);
            }
        };
        if depth >= MAX_DEPTH {
            self.pass_block(parent);
            return None;
        }
        self.nodes += 1;
        if self.peek(0) == Some(b'-') && self.gap(1) {
            let column = self.at - self.line_start();
            return Some(self.sequence(column, depth));
        }
        if self.key().is_some() {
            self.at = from;
            return Some(self.mapping(column, depth));
        }
        Some(self.scalar(parent, depth))
    }

    /// Passes over everything further right than `parent`.
    fn pass_block(&mut self, parent: isize) {
        let from = self.at;
        while let Some(column) = self.token() {
            if signed(column) <= parent && self.at > from {
                break;
            }
            self.at = (self.line_end() + 1).min(self.bytes.len());
        }
        self.out.pass(Fault::TooDeep, from..self.at);
    }

    fn sequence(&mut self, column: usize, depth: usize) -> Node {
        let from = self.at;
        let mut items = Vec::new();
        let mut end = from;
        while self.token() == Some(column) && self.peek(0) == Some(b'-') && self.gap(1) && !self.at_marker() {
            self.at += 1;
            match self.block(signed(column), depth + 1) {
                Some(item) => {
                    end = item.span.end;
                    items.push(item);
                }
                None if self.nodes > MAX_NODES => break,
                None => items.push(self.nothing()),
            }
        }
        Node {
            span: from..end,
            data: Data::List(items),
        }
    }

    fn mapping(&mut self, column: usize, depth: usize) -> Node {
        let from = self.at;
        let mut pairs = Vec::new();
        let mut end = from;
        while let Some(next) = self.token() {
            if next < column || self.at_marker() || self.is_full() {
                break;
            }
            self.properties();
            let Some((key, behind)) = self.key().filter(|_| next == column) else {
                self.pass_line(Fault::Syntax);
                continue;
            };
            self.at = behind;
            let value = self.value(column, depth).unwrap_or_else(|| self.nothing());
            end = value.span.end.max(behind);
            pairs.push((key, value));
        }
        Node {
            span: from..end,
            data: Data::Map(pairs),
        }
    }

    /// What stands behind a colon: on the same line, or in a block below.
    fn value(&mut self, column: usize, depth: usize) -> Option<Node> {
        self.blanks();
        self.properties();
        self.blanks();
        if !matches!(self.peek(0), None | Some(b'\n' | b'\r' | b'#')) {
            self.nodes += 1;
            return Some(self.scalar(signed(column), depth));
        }
        let next = self.token()?;
        // The items of a list may stand right below its key.
        let list = next == column && self.peek(0) == Some(b'-') && self.gap(1) && !self.at_marker();
        self.block(signed(column) - isize::from(list), depth + 1)
    }

    pub(super) fn nothing(&self) -> Node {
        Node {
            span: self.at..self.at,
            data: Data::Bare,
        }
    }

    fn blanks(&mut self) {
        while matches!(self.peek(0), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Passes anchors and tags.
    fn properties(&mut self) {
        while matches!(self.peek(0), Some(b'&' | b'!')) {
            while !self.gap(0) && !matches!(self.peek(0), Some(b',' | b']' | b'}')) {
                self.at += 1;
            }
            self.blanks();
        }
    }

    /// The key that begins here, and the position behind its colon.
    fn key(&self) -> Option<(String, usize)> {
        let first = self.peek(0)?;
        if matches!(first, b'"' | b'\'') {
            let (inner, behind) = scalar::marked(self.bytes, self.at)?;
            let mut colon = behind;
            while self.bytes.get(colon) == Some(&b' ') {
                colon += 1;
            }
            let ends = self.bytes.get(colon) == Some(&b':')
                && self.bytes.get(colon + 1).is_none_or(u8::is_ascii_whitespace)
                && !self.bytes[inner.clone()].contains(&b'\n');
            let text = scalar::unmark(self.bytes, first, inner.clone());
            let key = key_of(text.as_ref().map_or(&self.bytes[inner], |text| text.as_slice()));
            return ends.then_some((key, colon + 1));
        }
        if matches!(
            first,
            b'{' | b'[' | b']' | b'}' | b',' | b'#' | b'|' | b'>' | b'@' | b'`' | b'%'
        ) || (matches!(first, b'-' | b'?') && self.gap(1))
        {
            return None;
        }
        let line = &self.bytes[self.at..self.line_end().min(self.at + MAX_KEY)];
        let mut before = b' ';
        for (i, c) in line.iter().enumerate() {
            match c {
                b':' if self.gap(i + 1) => {
                    let key = line[..i].trim_ascii_end();
                    return (!key.is_empty()).then(|| (key_of(key), self.at + i + 1));
                }
                b'#' if before == b' ' => return None,
                _ => before = *c,
            }
        }
        None
    }
}

fn signed(column: usize) -> isize {
    isize::try_from(column).unwrap_or(isize::MAX)
}
