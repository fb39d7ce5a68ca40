use ::image::{DynamicImage, GenericImageView};

use super::decode::decode;
use super::encode::encode_png;
use super::{Bounds, ImageError};

/// A box to burn in, in pixels of the picture as shown, from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RedactionBox {
    /// Pixels from the left edge.
    pub x: u32,
    /// Pixels from the top edge.
    pub y: u32,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Burns black boxes into a picture and returns it as a new PNG without metadata.
///
/// The result is written from the painted pixels alone, so nothing of what lay under a box is
/// left in it. Colours that a fully transparent pixel still carried are wiped as well. A box
/// that reaches over an edge is cut there.
///
/// # Errors
/// As [`super::import`]; [`ImageError::NotAPicture`] for PDF and text; and
/// [`ImageError::BoxOutside`] for a box that covers no pixel, since whatever it was meant to
/// hide would stay visible.
pub fn redact(bytes: &[u8], boxes: &[RedactionBox], bounds: &Bounds) -> Result<Vec<u8>, ImageError> {
    let picture = decode(bytes, bounds)?;
    let (width, height) = picture.dimensions();
    let has_alpha = picture.color().has_alpha();
    let mut canvas = picture.into_rgba8();
    for pixel in canvas.pixels_mut().filter(|pixel| pixel.0[3] == 0) {
        pixel.0 = [0; 4];
    }
    for (position, one) in boxes.iter().enumerate() {
        let (right, bottom) = (
            one.x.saturating_add(one.width).min(width),
            one.y.saturating_add(one.height).min(height),
        );
        if one.x >= right || one.y >= bottom {
            return Err(ImageError::BoxOutside { position });
        }
        for y in one.y..bottom {
            for x in one.x..right {
                canvas.get_pixel_mut(x, y).0 = [0, 0, 0, 255];
            }
        }
    }
    let canvas = DynamicImage::ImageRgba8(canvas);
    encode_png(if has_alpha {
        canvas
    } else {
        DynamicImage::ImageRgb8(canvas.into_rgb8())
    })
}
