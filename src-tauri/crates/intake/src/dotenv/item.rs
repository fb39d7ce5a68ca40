//! What a .env file is made of, item by item.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use zeroize::Zeroizing;

use super::Dialect;

/// A part of the file. The raw spans of all items, in order, are the file, byte for byte.
#[derive(Debug)]
pub struct Item {
    /// Its bytes in the file, with the end of its line.
    pub span: Range<usize>,
    /// The line on which it begins to say something, from 1.
    pub line: u32,
    /// What it says.
    pub content: Content,
}

/// What an item says.
#[derive(Debug)]
pub enum Content {
    /// A line of blanks.
    Blank,
    /// A line that is a comment: its place, from the mark on.
    Comment(Range<usize>),
    /// A key, with a value or without.
    Assignment(Assignment),
    /// A command of `.envrc` that names where values come from. It is never run.
    Source(Source),
    /// What the dialect's own program passes over or refuses.
    Broken(EnvFault),
}

/// A key and what stands beside it.
#[derive(Clone)]
pub struct Assignment {
    /// Bytes of the key, without quotation marks.
    pub key: Range<usize>,
    /// Whether there is a value at all. `A` alone has none; `A=` has an empty one.
    pub assigned: bool,
    /// Bytes of the value, without the quotation marks that the dialect takes off.
    pub value: Range<usize>,
    /// The value as the dialect reads it, where that is not what those bytes say.
    pub decoded: Option<Zeroizing<Vec<u8>>>,
    /// The quotation marks that the dialect took off.
    pub quote: Quote,
    /// Whether `export` stands before it.
    pub exported: bool,
    /// The comment behind it on its last line, from the mark on.
    pub comment: Option<Range<usize>>,
    /// Whether an earlier item assigns the same key. The later one counts in every dialect.
    pub duplicate: bool,
}

impl Assignment {
    /// The value, from the same bytes that were read. Nothing where the key has none.
    #[must_use]
    pub fn value_in<'a>(&'a self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        if !self.assigned {
            return None;
        }
        Some(match &self.decoded {
            Some(decoded) => decoded,
            None => bytes.get(self.value.clone()).unwrap_or_default(),
        })
    }
}

/// Says where, never what.
impl fmt::Debug for Assignment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Assignment")
            .field("key", &self.key)
            .field("assigned", &self.assigned)
            .field("value", &self.value)
            .field("decoded", &self.decoded.as_ref().map(|_| "[redacted]"))
            .field("quote", &self.quote)
            .field("exported", &self.exported)
            .field("comment", &self.comment)
            .field("duplicate", &self.duplicate)
            .finish()
    }
}

/// The quotation marks around a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quote {
    /// None, or some that the dialect does not know.
    None,
    /// `'`
    Single,
    /// `"`
    Double,
    /// `` ` ``
    Backtick,
}

/// Where an `.envrc` takes values from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What kind of place it is.
    pub kind: SourceKind,
    /// Bytes of what the command was given.
    pub target: Range<usize>,
}

/// The kinds of [`Source`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// Another script: `source_env`, `source_up`, `source`, `.`
    Script,
    /// A .env file: `dotenv`, `dotenv_if_exists`
    EnvFile,
    /// A store of secrets or a tool that fetches them: `op`, `aws-vault`, `vault`, `sops`
    Store,
}

/// Why a part of the file is no assignment. Holds no text of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EnvFault {
    /// Not of the dialect's form.
    Syntax,
    /// A quotation mark without its second.
    Unclosed,
    /// No UTF-8, where the dialect's program reads nothing else.
    Encoding,
    /// A command of a shell. It is not run, so what it would set is unknown.
    Command,
}

/// A file as one dialect reads it.
pub struct Reading<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) dialect: Dialect,
    pub(super) items: Vec<Item>,
}

impl<'a> Reading<'a> {
    /// The dialect in which it was read.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Every part of the file, in order.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Every assignment with its item, in order, earlier ones of the same key included.
    pub fn assignments(&self) -> impl Iterator<Item = (&Item, &Assignment)> {
        self.items.iter().filter_map(|item| match &item.content {
            Content::Assignment(assignment) => Some((item, assignment)),
            _ => None,
        })
    }

    /// Key and value of each assignment as the dialect's own program would hand them over. Where
    /// a key comes twice, the last one counts.
    pub fn pairs(&self) -> impl Iterator<Item = (Cow<'a, str>, Option<&[u8]>)> {
        self.assignments().filter_map(|(_, assignment)| {
            let key = self.key(assignment);
            // An object of JavaScript takes no text for its prototype, and keeps none.
            let lost = self.dialect == Dialect::Node && key == "__proto__";
            (!lost).then(|| (key, assignment.value_in(self.bytes)))
        })
    }

    /// The key of an assignment of this file. Python takes keys in quotation marks, and those may
    /// go over the end of a line.
    #[must_use]
    pub fn key(&self, assignment: &Assignment) -> Cow<'a, str> {
        let key = String::from_utf8_lossy(self.bytes.get(assignment.key.clone()).unwrap_or_default());
        if self.dialect == Dialect::Python && key.contains('\r') {
            return Cow::Owned(key.replace("\r\n", "\n").replace('\r', "\n"));
        }
        key
    }

    /// The bytes that were read.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }
}

/// Shows places only.
impl fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading")
            .field("dialect", &self.dialect)
            .field("items", &self.items)
            .finish_non_exhaustive()
    }
}
