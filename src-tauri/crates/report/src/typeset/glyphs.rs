//! Letters that no face can draw.

use super::Pages;
use crate::error::MissingGlyph;
use std::collections::BTreeSet;
use typst::layout::{Frame, FrameItem};

/// Text around missing letters is quoted up to this length.
const QUOTED: usize = 60;

impl Pages {
    /// The letters that no embedded face can draw, each once per page and text.
    #[must_use]
    pub fn missing_glyphs(&self) -> Vec<MissingGlyph> {
        let mut found = BTreeSet::new();
        for (index, page) in self.document.pages().iter().enumerate() {
            collect(&page.frame, index + 1, &mut found);
        }
        found.into_iter().collect()
    }
}

fn collect(frame: &Frame, page: usize, found: &mut BTreeSet<MissingGlyph>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, page, found),
            FrameItem::Text(text) => {
                let letters: String = text
                    .glyphs
                    .iter()
                    .filter(|glyph| glyph.id == 0)
                    .filter_map(|glyph| text.text.get(glyph.range()))
                    .collect();
                if !letters.is_empty() {
                    let quoted = text.text.chars().take(QUOTED).collect();
                    found.insert(MissingGlyph {
                        page,
                        letters,
                        text: quoted,
                    });
                }
            }
            _ => {}
        }
    }
}
