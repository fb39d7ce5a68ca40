//! Puts items together so that nothing of the file is lost, whatever a dialect passes over.

use std::collections::HashSet;
use std::ops::Range;

use super::item::{Assignment, Content, EnvFault, Item};
use super::text::{Text, newline};

pub(super) struct Builder<'a> {
    text: Text<'a>,
    items: Vec<Item>,
    /// Everything before belongs to an item.
    done: usize,
    /// The line that `counted` is on.
    line: u32,
    counted: usize,
    keys: HashSet<&'a [u8]>,
    /// Marks that begin a comment line.
    comments: &'static [u8],
}

impl<'a> Builder<'a> {
    pub fn new(bytes: &'a [u8], comments: &'static [u8]) -> Self {
        Self {
            // Lines are counted alike in all dialects, as editors count them.
            text: Text::folded(bytes),
            items: Vec::new(),
            done: 0,
            line: 1,
            counted: 0,
            keys: HashSet::new(),
            comments,
        }
    }

    /// An assignment that says something from `from` on. What lies before it on the same line is
    /// part of it; earlier lines become items of their own.
    pub fn assignment(&mut self, from: usize, end: usize, mut assignment: Assignment) {
        let start = self.gap_before(from);
        let key = self.text.bytes.get(assignment.key.clone()).unwrap_or_default();
        assignment.duplicate = !self.keys.insert(key);
        self.item(start..end, from, Content::Assignment(assignment));
    }

    /// Anything else that is more than a line of its own.
    pub fn other(&mut self, from: usize, end: usize, content: Content) {
        let start = self.gap_before(from);
        self.item(start..end, from, content);
    }

    /// The rest of the file.
    pub fn finish(mut self) -> Vec<Item> {
        self.gap(self.text.len());
        self.items
    }

    fn item(&mut self, span: Range<usize>, says_from: usize, content: Content) {
        if span.is_empty() {
            return;
        }
        let line = self.line_of(says_from);
        self.done = span.end;
        self.items.push(Item { span, line, content });
    }

    /// Turns whole lines before `to` into items and returns where the line of `to` begins.
    fn gap_before(&mut self, to: usize) -> usize {
        let mut start = self.done;
        let mut at = self.done;
        while at < to {
            let end = self.line_end(at, to);
            if !self.ends_line(end) {
                break;
            }
            (at, start) = (end, end);
        }
        self.gap(start);
        start
    }

    /// Makes an item of every line between what is done and `to`.
    fn gap(&mut self, to: usize) {
        while self.done < to {
            let start = self.done;
            let end = self.line_end(start, to);
            let first = start + bom(&self.text.bytes[start..end]);
            let from = self.text.skip(first, |c| c.is_whitespace() && c != '\n').min(end);
            let content = match self.text.bytes[from..end].first() {
                None | Some(b'\n' | b'\r') => Content::Blank,
                Some(mark) if self.comments.contains(mark) => {
                    Content::Comment(from..self.text.trim_end(from..end, newline))
                }
                Some(_) => Content::Broken(EnvFault::Syntax),
            };
            self.item(start..end, start, content);
        }
    }

    fn line_of(&mut self, at: usize) -> u32 {
        let passed = self
            .text
            .chars(self.counted..at)
            .filter(|(_, c)| newline(*c))
            .count();
        self.counted = self.counted.max(at);
        self.line = self
            .line
            .saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.line
    }

    /// The position behind the line that `at` is on, or `to` where that comes first. Looks no
    /// further, so that many items on one long line cost no more than the line.
    fn line_end(&self, at: usize, to: usize) -> usize {
        let mut end = at;
        while let Some((c, next)) = self.text.at(end).filter(|_| end < to) {
            end = next;
            if newline(c) {
                break;
            }
        }
        end
    }

    fn ends_line(&self, at: usize) -> bool {
        at > 0 && matches!(self.text.bytes[at - 1], b'\n' | b'\r')
    }
}

/// Length of the mark at the front that says UTF-8.
pub(super) fn bom(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 }
}
