//! Reading JSON with the place of every value: line and column stay known until the end.

use serde_json::{Map, Number, Value};

use crate::text;

use super::FormatError;

/// Deepest nesting that is read.
pub(super) const MAX_DEPTH: usize = 64;
const MAX_INTEGER: u64 = 1 << 53;

/// A value and the byte at which it begins.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) start: usize,
    pub(super) kind: Kind,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Integer(i64),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    /// Words for the kind of value.
    pub(super) fn name(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "true or false",
            Kind::Integer(_) => "a number",
            Kind::Text(_) => "text",
            Kind::List(_) => "a list",
            Kind::Object(_) => "an object",
        }
    }

    /// The field of an object.
    pub(super) fn field(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            Kind::Object(fields) => fields.iter().find(|(name, _)| name == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The value at a path such as `findings[3].loss.low`; the nearest value around it when the last
    /// steps do not exist.
    pub(super) fn nearest(&self, path: &str) -> &Node {
        let path = path.strip_prefix('.').unwrap_or(path);
        if path.is_empty() {
            return self;
        }
        match &self.kind {
            Kind::List(items) => {
                let step = path.strip_prefix('[').and_then(|rest| rest.split_once(']'));
                match step.and_then(|(at, rest)| Some((items.get(at.parse::<usize>().ok()?)?, rest))) {
                    Some((item, rest)) => item.nearest(rest),
                    None => self,
                }
            }
            // Keys may hold dots and brackets themselves; the longest key that fits is the step.
            Kind::Object(fields) => {
                let fits = fields.iter().filter_map(|(key, node)| {
                    let rest = path.strip_prefix(key.as_str())?;
                    let ends = rest.is_empty() || rest.starts_with(['.', '[']);
                    ends.then_some((key.len(), node, rest))
                });
                match fits.max_by_key(|(length, _, _)| *length) {
                    Some((_, node, rest)) => node.nearest(rest),
                    None => self,
                }
            }
            _ => self,
        }
    }

    /// The value without places.
    pub(super) fn to_value(&self) -> Value {
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Bool(flag) => Value::Bool(*flag),
            Kind::Integer(number) => Value::Number(Number::from(*number)),
            Kind::Text(words) => Value::String(words.clone()),
            Kind::List(items) => Value::Array(items.iter().map(Node::to_value).collect()),
            Kind::Object(fields) => Value::Object(
                fields
                    .iter()
                    .map(|(key, node)| (key.clone(), node.to_value()))
                    .collect::<Map<_, _>>(),
            ),
        }
    }
}

/// Line and column (in characters, both from 1) of a byte of `text`.
pub(super) fn place(text: &str, byte: usize) -> (usize, usize) {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let before = &text[..byte];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before[start..].chars().count() + 1)
}

/// Reads one JSON value that fills the whole text.
pub(super) fn scan(text: &str) -> Result<Node, FormatError> {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        path: String::new(),
    };
    let node = scanner.value(0)?;
    scanner.space();
    if scanner.at < scanner.bytes.len() {
        return Err(scanner.wrong(scanner.at, "the end of the file", "more text"));
    }
    Ok(node)
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    path: String,
}

impl Scanner<'_> {
    fn wrong(&self, byte: usize, expected: &str, found: &str) -> FormatError {
        let (line, column) = place(self.text, byte);
        FormatError::Wrong {
            line,
            column,
            path: self.path.clone(),
            expected: expected.to_owned(),
            found: found.to_owned(),
        }
    }

    fn unexpected(&self, expected: &str) -> FormatError {
        let found = match self.text[self.at..].chars().next() {
            None => "the end of the file".to_owned(),
            Some(letter) => format!("{letter:?}"),
        };
        self.wrong(self.at, expected, &found)
    }

    fn space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, FormatError> {
        self.space();
        let start = self.at;
        let kind = match self.bytes.get(self.at) {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => {
                return Err(self.wrong(start, "at most 64 levels", "a deeper level"));
            }
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Kind::Text(self.words()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ if self.literal("true") => Kind::Bool(true),
            _ if self.literal("false") => Kind::Bool(false),
            _ if self.literal("null") => Kind::Null,
            _ => return Err(self.unexpected("a JSON value")),
        };
        Ok(Node { start, kind })
    }

    fn literal(&mut self, word: &str) -> bool {
        let fits = self.bytes[self.at..].starts_with(word.as_bytes());
        if fits {
            self.at += word.len();
        }
        fits
    }

    fn object(&mut self, depth: usize) -> Result<Kind, FormatError> {
        self.at += 1;
        let mut fields: Vec<(String, Node)> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let outer = self.path.len();
        self.space();
        if self.take(b'}') {
            return Ok(Kind::Object(fields));
        }
        loop {
            self.space();
            let key_at = self.at;
            if self.bytes.get(self.at) != Some(&b'"') {
                return Err(self.unexpected("a key in quotation marks"));
            }
            let key = self.words()?;
            if !seen.insert(key.clone()) {
                return Err(self.wrong(key_at, "each key once", "a key for the second time"));
            }
            self.space();
            if !self.take(b':') {
                return Err(self.unexpected("a colon"));
            }
            if outer > 0 {
                self.path.push('.');
            }
            self.path.push_str(&key);
            let node = self.value(depth + 1)?;
            self.path.truncate(outer);
            fields.push((key, node));
            self.space();
            if self.take(b'}') {
                return Ok(Kind::Object(fields));
            }
            if !self.take(b',') {
                return Err(self.unexpected("a comma or a closing brace"));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Kind, FormatError> {
        self.at += 1;
        let mut items = Vec::new();
        let outer = self.path.len();
        self.space();
        if self.take(b']') {
            return Ok(Kind::List(items));
        }
        loop {
            self.path.push_str(&format!("[{}]", items.len()));
            items.push(self.value(depth + 1)?);
            self.path.truncate(outer);
            self.space();
            if self.take(b']') {
                return Ok(Kind::List(items));
            }
            if !self.take(b',') {
                return Err(self.unexpected("a comma or a closing bracket"));
            }
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let fits = self.bytes.get(self.at) == Some(&byte);
        if fits {
            self.at += 1;
        }
        fits
    }

    fn words(&mut self) -> Result<String, FormatError> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.bytes.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(0x20..) => self.at += 1,
                _ => return Err(self.unexpected("a closing quotation mark")),
            }
        }
        self.at += 1;
        let token = self.text.get(start..self.at).unwrap_or("");
        match serde_json::from_str::<String>(token) {
            Ok(words) => Ok(text::composed(&words).into_owned()),
            Err(error) => {
                let within = token
                    .char_indices()
                    .nth(error.column().saturating_sub(1))
                    .map_or(0, |(at, _)| at);
                Err(self.wrong(start + within, "a valid escape in the text", "another one"))
            }
        }
    }

    fn number(&mut self) -> Result<Kind, FormatError> {
        let start = self.at;
        self.take(b'-');
        let digits = self.at;
        while matches!(self.bytes.get(self.at), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if matches!(self.bytes.get(self.at), Some(b'.' | b'e' | b'E')) {
            return Err(self.wrong(
                start,
                "a whole number (other quantities are decimal text)",
                "a fraction",
            ));
        }
        let leading_zero = self.at - digits > 1 && self.bytes[digits] == b'0';
        if self.at == digits || leading_zero {
            return Err(self.wrong(start, "a number as JSON writes it", "another form"));
        }
        match self.text[start..self.at].parse::<i64>() {
            Ok(number) if number.unsigned_abs() <= MAX_INTEGER => Ok(Kind::Integer(number)),
            _ => Err(self.wrong(start, "a whole number of at most 2^53", "a larger one")),
        }
    }
}
