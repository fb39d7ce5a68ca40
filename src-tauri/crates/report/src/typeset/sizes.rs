//! How small a document is set.

use super::Pages;
use typst::layout::{Frame, FrameItem, Transform};

/// The foot of a page begins this far above its edge: the lower margin of every report.
const FOOT: f64 = 19.0 / 25.4 * 72.0;
/// What rounding may take off a size.
const SLACK: f64 = 0.001;

/// A text that is set small.
#[derive(Debug, Clone, PartialEq)]
pub struct SmallText {
    /// Page, from 1.
    pub page: usize,
    /// Size in points, as it is drawn.
    pub points: f64,
    /// The text.
    pub text: String,
}

impl Pages {
    /// Texts that are drawn smaller than `points`, wherever a page is drawn smaller as a whole with that. The foot of
    /// a page is left out.
    #[must_use]
    pub fn set_below(&self, points: f64) -> Vec<SmallText> {
        let mut found = Vec::new();
        for (index, page) in self.document.pages().iter().enumerate() {
            let body = page.frame.height().to_pt() - FOOT;
            collect(&page.frame, Transform::identity(), &mut |at, size, text| {
                if size + SLACK < points && at.ty.to_pt() < body {
                    found.push(SmallText {
                        page: index + 1,
                        points: size,
                        text: text.to_owned(),
                    });
                }
            });
        }
        found
    }
}

fn collect(frame: &Frame, at: Transform, tell: &mut impl FnMut(Transform, f64, &str)) {
    for (place, item) in frame.items() {
        let here = at.pre_concat(Transform::translate(place.x, place.y));
        match item {
            FrameItem::Group(group) => collect(&group.frame, here.pre_concat(group.transform), tell),
            FrameItem::Text(text) => {
                let area = here.sx.get() * here.sy.get() - here.kx.get() * here.ky.get();
                tell(here, text.size.to_pt() * area.abs().sqrt(), &text.text);
            }
            _ => {}
        }
    }
}
