//! What a client wrote. Every text becomes a tree that a typesetter can walk: of bounded depth, tables even, headings
//! of six levels, and no larger than what came in allows.

use super::markdown::{Block, Inline, parse};

/// The parser flattens what lies deeper than twelve; a list and its items count twice, words inside them once more.
const DEEPEST: usize = 40;

pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let blocks = parse(text);
    let mut letters = 0;
    walk(&blocks, 0, &mut letters);
    // An entity may become a longer character than it was written with, a code block gains the end of its line, one
    // target may serve several links.
    assert!(
        letters <= 4 * text.len() + 1088,
        "{letters} bytes of words out of {}",
        text.len()
    );
    assert_eq!(parse(text), blocks, "the same text is the same tree");
}

fn walk(blocks: &[Block], depth: usize, letters: &mut usize) {
    assert!(depth < DEEPEST, "too deep to walk");
    for block in blocks {
        match block {
            Block::Paragraph { content } => run(content, depth + 1, letters),
            Block::Heading { level, content } => {
                assert!((1..=6).contains(level), "a heading of level {level}");
                run(content, depth + 1, letters);
            }
            Block::List { items, .. } => {
                for item in items {
                    walk(item, depth + 1, letters);
                }
            }
            Block::Quote { blocks } => walk(blocks, depth + 1, letters),
            Block::Code { text } => *letters += text.len(),
            Block::Table { head, rows } => {
                for row in std::iter::once(head).chain(rows) {
                    assert_eq!(row.len(), head.len(), "a row of another length than its head");
                    for cell in row {
                        run(cell, depth + 1, letters);
                    }
                }
            }
            Block::Rule => {}
        }
    }
}

fn run(words: &[Inline], depth: usize, letters: &mut usize) {
    assert!(depth < DEEPEST, "too deep to walk");
    for word in words {
        match word {
            Inline::Text { text } | Inline::Code { text } => *letters += text.len(),
            Inline::Emphasis { content } | Inline::Strong { content } => run(content, depth + 1, letters),
            Inline::Link { content, target } => {
                *letters += target.len();
                run(content, depth + 1, letters);
            }
            Inline::Break => {}
        }
    }
}
