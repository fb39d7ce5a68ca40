//! The embedded faces.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontStyle, FontWeight};
use typst::utils::LazyHash;

include!(concat!(env!("OUT_DIR"), "/faces.rs"));

/// All faces, read once.
pub(crate) static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    FACES
        .iter()
        .flat_map(|face| Font::iter(Bytes::new(*face)))
        .collect()
});

/// What the typesetter chooses from.
pub(crate) static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// The upright faces a stamp can be drawn with, the first that fits is used.
pub(crate) fn stamp_faces() -> Vec<&'static [u8]> {
    FONTS
        .iter()
        .zip(FACES)
        .filter(|(font, _)| {
            let info = font.info();
            info.variant.weight == FontWeight::REGULAR && info.variant.style == FontStyle::Normal
        })
        .map(|(_, bytes)| *bytes)
        .collect()
}
