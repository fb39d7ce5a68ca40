//! Page pictures for the screen.

use super::Pages;
use crate::ReportError;
use std::hash::{Hash, Hasher};
use typst::layout::{Frame, FrameItem};
use typst::utils::{Scalar, hash128};
use typst::visualize::Paint;
use typst_render::RenderOptions;

/// What the preview must know of a page before it draws it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageFace {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// Equal as long as the page looks the same; a picture under the same
    /// hash need not be drawn again. Valid within one run of the program.
    pub hash: u128,
}

/// Widest picture, in pixels.
const WIDEST: u32 = 4096;

impl Pages {
    /// The face of each page.
    #[must_use]
    pub fn faces(&self) -> Vec<PageFace> {
        self.document
            .pages()
            .iter()
            .map(|page| {
                let size = page.frame.size();
                PageFace {
                    width: size.x.to_pt(),
                    height: size.y.to_pt(),
                    hash: hash128(&Looks(&page.frame)),
                }
            })
            .collect()
    }

    /// A page, counted from 0, as PNG of the given width in pixels.
    ///
    /// # Errors
    ///
    /// There is no such page.
    pub fn png(&self, page: usize, width: u32) -> Result<Vec<u8>, ReportError> {
        let sheet = self
            .document
            .pages()
            .get(page)
            .ok_or(ReportError::NoSuchPage { page })?;
        let width = width.clamp(1, WIDEST);
        let scale = f64::from(width) / sheet.frame.size().x.to_pt();
        let options = RenderOptions {
            pixel_per_pt: Scalar::new(scale),
            render_bleed: false,
        };
        typst_render::render(sheet, &options)
            .encode_png()
            .map_err(|fault| ReportError::Write {
                detail: fault.to_string(),
            })
    }
}

/// A frame by what is seen of it: where a link leads and what a tag says may
/// change without a change of the picture.
struct Looks<'a>(&'a Frame);

impl Hash for Looks<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.size().hash(state);
        for (place, item) in self.0.items() {
            match item {
                FrameItem::Group(group) => {
                    (place, &group.transform, &group.clip).hash(state);
                    Looks(&group.frame).hash(state);
                }
                FrameItem::Shape(shape, _) => {
                    (place, &shape.geometry, &shape.stroke, &shape.fill_rule).hash(state);
                    match &shape.fill {
                        Some(Paint::Tiling(tile)) => {
                            (tile.size(), tile.spacing()).hash(state);
                            Looks(tile.frame()).hash(state);
                        }
                        fill => fill.hash(state),
                    }
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
                other => (place, other).hash(state),
            }
        }
    }
}
