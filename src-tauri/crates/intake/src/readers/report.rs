//! Between a format and its sink: lines, bounds, states and services, once for all formats.

use std::ops::Range;

use zeroize::Zeroizing;

use super::entry::{Damage, Entry, Fault, Kind, Sink, State};
use super::state::state_of;
use super::{MAX_DAMAGE, MAX_ENTRIES, NAME_CHARS, UNNAMED};
use crate::guess;
use crate::secrets;

/// Lines of a file by position, from any order, with four bytes for each piece of the file.
pub(super) struct Lines<'a> {
    bytes: &'a [u8],
    blocks: Vec<u32>,
}

const BLOCK: usize = 256;

impl<'a> Lines<'a> {
    pub fn of(bytes: &'a [u8]) -> Self {
        let mut blocks = Vec::with_capacity(bytes.len() / BLOCK + 1);
        let mut line = 1;
        for start in (0..=bytes.len()).step_by(BLOCK) {
            blocks.push(line);
            line += ends(bytes, start..(start + BLOCK).min(bytes.len()));
        }
        Self { bytes, blocks }
    }

    /// The line of a position, from 1. `\n`, `\r\n` and `\r` end one.
    pub fn at(&self, at: usize) -> u32 {
        let at = at.min(self.bytes.len());
        let block = at / BLOCK;
        self.blocks.get(block).copied().unwrap_or(1) + ends(self.bytes, block * BLOCK..at)
    }
}

/// Ends of lines within a range. Of `\r\n` the line feed counts.
fn ends(bytes: &[u8], range: Range<usize>) -> u32 {
    let count = range
        .filter(|at| match bytes[*at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        })
        .count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What a format found: a name, a place, and what it knows about the value.
pub(super) struct Found {
    name: String,
    kind: Kind,
    value: Range<usize>,
    decoded: Option<Zeroizing<Vec<u8>>>,
    state: Option<State>,
    service: Option<&'static str>,
}

impl Found {
    pub fn new(name: impl Into<String>, kind: Kind, value: Range<usize>) -> Self {
        Self {
            name: name.into(),
            kind,
            value,
            decoded: None,
            state: None,
            service: None,
        }
    }

    pub fn decoded(mut self, decoded: Option<Zeroizing<Vec<u8>>>) -> Self {
        self.decoded = decoded;
        self
    }

    /// Says what the value's letters do not.
    pub fn state(mut self, state: State) -> Self {
        self.state = Some(state);
        self
    }

    pub fn service(mut self, service: impl Into<Option<&'static str>>) -> Self {
        self.service = service.into();
        self
    }
}

/// A file being read, and where its entries go.
pub(super) struct Report<'a> {
    pub bytes: &'a [u8],
    reader: &'static str,
    sink: &'a mut dyn Sink,
    lines: Lines<'a>,
    entries: usize,
    damaged: usize,
    /// The last name as it came and as it is kept: rows of one table have the same.
    named: (String, String),
}

impl<'a> Report<'a> {
    pub fn new(reader: &'static str, bytes: &'a [u8], sink: &'a mut dyn Sink) -> Self {
        Self {
            bytes,
            reader,
            sink,
            lines: Lines::of(bytes),
            entries: 0,
            damaged: 0,
            named: (String::new(), UNNAMED.to_owned()),
        }
    }

    /// Hands an entry over, unless there were too many.
    pub fn found(&mut self, found: Found) {
        self.entries += 1;
        if self.entries > MAX_ENTRIES {
            if self.entries == MAX_ENTRIES + 1 {
                self.damage(Fault::TooLarge, found.value.start..self.bytes.len());
            }
            return;
        }
        let value = match &found.decoded {
            Some(decoded) => decoded.as_slice(),
            None => self.bytes.get(found.value.clone()).unwrap_or_default(),
        };
        let state = found.state.unwrap_or_else(|| state_of(value));
        let service = found.service.or_else(|| guess::service(&found.name));
        if self.named.0 != found.name {
            self.named = (found.name.clone(), safe_name(&found.name));
        }
        let entry = Entry {
            line: self.lines.at(found.value.start),
            name: self.named.1.clone(),
            value: found.value,
            decoded: found.decoded,
            state,
            service,
            reader: self.reader,
            kind: found.kind,
        };
        self.sink.entry(entry);
    }

    /// Counts a part that was passed over.
    pub fn damage(&mut self, fault: Fault, span: Range<usize>) {
        self.damaged += 1;
        if self.damaged > MAX_DAMAGE {
            return;
        }
        self.sink.damage(Damage {
            reader: self.reader,
            fault,
            line: self.lines.at(span.start),
            span,
        });
    }

    /// The text of a range, if it is text.
    pub fn text(&self, range: Range<usize>) -> &'a str {
        self.bytes
            .get(range)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}

/// A name that cannot be the value: a damaged file may put one where a key belongs.
fn safe_name(name: &str) -> String {
    let name: String = name
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME_CHARS)
        .collect();
    let name = name.trim();
    if name.is_empty() || !secrets::warn_high_entropy(name).is_empty() {
        return UNNAMED.to_owned();
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_in_any_order_and_across_blocks() {
        let mut bytes = b"a\r\nb\rc\n".to_vec();
        bytes.extend(std::iter::repeat_n(b'x', 3 * BLOCK - 8));
        bytes.extend(b"\r\nd");
        let lines = Lines::of(&bytes);
        let line_of = |letter: u8| lines.at(bytes.iter().position(|c| *c == letter).unwrap());
        assert_eq!(
            [line_of(b'd'), line_of(b'c'), line_of(b'a'), line_of(b'b')],
            [5, 3, 1, 2]
        );
        assert_eq!(lines.at(bytes.len()), 5);
        assert_eq!(lines.at(usize::MAX), 5);
    }

    #[test]
    fn a_name_that_may_be_a_value_is_not_kept() {
        assert_eq!(safe_name("AWS_SECRET_ACCESS_KEY"), "AWS_SECRET_ACCESS_KEY");
        assert_eq!(
            safe_name("deploy@git.example.org:5432/shop"),
            "deploy@git.example.org:5432/shop"
        );
        assert_eq!(
            safe_name("spring.datasource.hikari.password"),
            "spring.datasource.hikari.password"
        );
        // Invented, of the form that a line of base64 has.
        let body = ["q8Zt1vXw", "Lr5KpYc0", "NsJ3dHb7", "Gf9eQm2A"].concat();
        assert_eq!(safe_name(&body), UNNAMED);
        assert_eq!(safe_name("\u{1B}[31m"), "[31m");
    }
}
