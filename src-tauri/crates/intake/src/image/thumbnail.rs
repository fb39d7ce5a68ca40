use super::decode::decode;
use super::encode::encode_png;
use super::{Bounds, ImageError};

/// A small PNG of a picture, at most `max_width` pixels across and in proportion. A picture
/// that is narrower keeps its size.
///
/// # Errors
/// As [`super::import`], and [`ImageError::NotAPicture`] for PDF and text.
pub fn thumbnail(bytes: &[u8], max_width: u32, bounds: &Bounds) -> Result<Vec<u8>, ImageError> {
    let picture = decode(bytes, bounds)?;
    let max_width = max_width.max(1);
    if picture.width() <= max_width {
        return encode_png(picture);
    }
    encode_png(picture.thumbnail(max_width, u32::MAX))
}
