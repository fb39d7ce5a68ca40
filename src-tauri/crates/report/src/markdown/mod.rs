//! Client text: Markdown in, a typed block tree out.
//!
//! The tree holds no markup of any kind, so neither the typesetter nor a web
//! view can be made to run what a client wrote. Raw HTML comes out as the
//! letters it was written with; images are dropped, their alt text kept; a
//! link keeps its words and shows where it would have led.

mod parse;
#[cfg(test)]
mod parse_tests;

pub use parse::parse;

use serde::{Deserialize, Serialize};

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its words.
        content: Vec<Inline>,
    },
    /// A heading inside the text; never part of the document's outline.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A list.
    List {
        /// First number of an ordered list; `None` for bullets.
        start: Option<u64>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// Quoted text.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// Lines to be kept as they are.
    Code {
        /// The lines.
        text: String,
    },
    /// A table.
    Table {
        /// Cells of the head.
        head: Vec<Vec<Inline>>,
        /// Cells of each row, as many as the head has.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A line across.
    Rule,
}

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Inline {
    /// Plain letters.
    Text {
        /// The letters.
        text: String,
    },
    /// Emphasised words.
    Emphasis {
        /// The words.
        content: Vec<Inline>,
    },
    /// Strong words.
    Strong {
        /// The words.
        content: Vec<Inline>,
    },
    /// Letters in a fixed width.
    Code {
        /// The letters.
        text: String,
    },
    /// Words that named a target; printed as words with the target beside them.
    Link {
        /// The words.
        content: Vec<Inline>,
        /// Where it would have led.
        target: String,
    },
    /// A forced new line.
    Break,
}
