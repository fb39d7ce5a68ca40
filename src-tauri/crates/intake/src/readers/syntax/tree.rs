//! JSON and YAML as one tree, with the place of each value in the file.

use std::ops::Range;

use zeroize::Zeroizing;

use crate::readers::Fault;

/// Levels that are followed. Deeper ones are passed over.
pub(in crate::readers) const MAX_DEPTH: usize = 64;
/// Values of one file that are kept.
pub(in crate::readers) const MAX_NODES: usize = 200_000;
/// Letters of a key that are kept.
const MAX_KEY: usize = 256;

pub(in crate::readers) struct Node {
    /// Bytes of the value, without quotation marks.
    pub span: Range<usize>,
    pub data: Data,
}

pub(in crate::readers) enum Data {
    Map(Vec<(String, Node)>),
    List(Vec<Node>),
    /// A text or a bare word, and what it says where that is not what its bytes are.
    Text(Option<Zeroizing<Vec<u8>>>),
    /// A number, a truth value, nothing.
    Bare,
    /// A pointer to another place, such as an alias.
    Pointer,
}

impl Node {
    /// The value of a key, the last one where it comes twice.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.pairs()
            .iter()
            .rev()
            .find(|(name, _)| name == key)
            .map(|(_, node)| node)
    }

    pub fn pairs(&self) -> &[(String, Node)] {
        match &self.data {
            Data::Map(pairs) => pairs,
            _ => &[],
        }
    }

    pub fn items(&self) -> &[Node] {
        match &self.data {
            Data::List(items) => items,
            _ => &[],
        }
    }

    /// The bytes of a text or of a bare word.
    pub fn bytes<'a>(&'a self, file: &'a [u8]) -> Option<&'a [u8]> {
        match &self.data {
            Data::Text(Some(decoded)) => Some(decoded),
            Data::Text(None) | Data::Bare => file.get(self.span.clone()),
            _ => None,
        }
    }

    pub fn text<'a>(&'a self, file: &'a [u8]) -> Option<&'a str> {
        self.bytes(file).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// Calls with every value that is neither map nor list, and the keys that lead there. Items
    /// of a list count from 0.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&Path<'a>, &'a Node)) {
        fn go<'a>(node: &'a Node, path: &mut Path<'a>, visit: &mut dyn FnMut(&Path<'a>, &'a Node)) {
            match &node.data {
                Data::Map(pairs) => {
                    for (key, value) in pairs {
                        path.0.push(Step::Key(key));
                        go(value, path, visit);
                        path.0.pop();
                    }
                }
                Data::List(items) => {
                    for (i, item) in items.iter().enumerate() {
                        path.0.push(Step::Item(i));
                        go(item, path, visit);
                        path.0.pop();
                    }
                }
                _ => visit(path, node),
            }
        }
        go(self, &mut Path(Vec::new()), visit);
    }
}

/// Keys and numbers of items that lead to a value.
pub(in crate::readers) struct Path<'a>(pub Vec<Step<'a>>);

pub(in crate::readers) enum Step<'a> {
    Key(&'a str),
    Item(usize),
}

impl<'a> Path<'a> {
    /// The nearest key above the value.
    pub fn key(&self) -> &'a str {
        self.keys().next_back().unwrap_or_default()
    }

    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &'a str> {
        self.0.iter().filter_map(|step| match step {
            Step::Key(key) => Some(*key),
            Step::Item(_) => None,
        })
    }

    /// `servers.0.password`
    pub fn name(&self) -> String {
        let parts: Vec<String> = self
            .0
            .iter()
            .map(|step| match step {
                Step::Key(key) => (*key).to_owned(),
                Step::Item(i) => i.to_string(),
            })
            .collect();
        parts.join(".")
    }
}

/// A part that could not be read, for the report.
pub(in crate::readers) struct Passed(pub Fault, pub Range<usize>);

/// What a notation made of a file: its documents, and what was passed over.
#[derive(Default)]
pub(in crate::readers) struct Parsed {
    pub documents: Vec<Node>,
    pub passed: Vec<Passed>,
}

/// Parts that are reported one by one. A file that is damaged throughout need not say so a
/// million times.
const MAX_PASSED: usize = 100;

impl Parsed {
    pub fn pass(&mut self, fault: Fault, span: Range<usize>) {
        if self.passed.len() < MAX_PASSED {
            self.passed.push(Passed(fault, span));
        }
    }
}

/// A key of bounded length, for names only.
pub(in crate::readers) fn key_of(bytes: &[u8]) -> String {
    let bytes = &bytes[..bytes.len().min(MAX_KEY)];
    String::from_utf8_lossy(bytes).into_owned()
}
