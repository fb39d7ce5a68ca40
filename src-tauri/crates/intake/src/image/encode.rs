use ::image::codecs::png::{CompressionType, FilterType, PngEncoder};
use ::image::{DynamicImage, ExtendedColorType, ImageEncoder};

use super::{Bounds, ImageError};

/// Writes a PNG with eight bits a channel and no metadata. The same pixels give the same bytes.
pub(super) fn encode_png(picture: DynamicImage) -> Result<Vec<u8>, ImageError> {
    let (width, height) = (picture.width(), picture.height());
    let (pixels, colour) = match (picture.color().has_color(), picture.color().has_alpha()) {
        (false, false) => (picture.into_luma8().into_raw(), ExtendedColorType::L8),
        (false, true) => (picture.into_luma_alpha8().into_raw(), ExtendedColorType::La8),
        (true, false) => (picture.into_rgb8().into_raw(), ExtendedColorType::Rgb8),
        (true, true) => (picture.into_rgba8().into_raw(), ExtendedColorType::Rgba8),
    };
    let mut out = Vec::new();
    PngEncoder::new_with_quality(&mut out, CompressionType::Default, FilterType::Adaptive)
        .write_image(&pixels, width, height, colour)
        .map_err(|_| ImageError::Unwritable)?;
    Ok(out)
}

/// Turns raw pixels from the clipboard into a PNG.
///
/// `rgba` holds four bytes for each pixel, row by row from the top left, without padding.
///
/// # Errors
/// [`ImageError::TooManyPixels`], or [`ImageError::WrongLength`] where the length does not fit
/// the size, or [`ImageError::Empty`] where there is no pixel.
pub fn clipboard_png(width: u32, height: u32, rgba: &[u8], bounds: &Bounds) -> Result<Vec<u8>, ImageError> {
    if width == 0 || height == 0 {
        return Err(ImageError::Empty);
    }
    bounds.check_size(width, height)?;
    let expected = u64::from(width) * u64::from(height) * 4;
    if rgba.len() as u64 != expected {
        return Err(ImageError::WrongLength {
            expected,
            found: rgba.len(),
        });
    }
    let picture = ::image::RgbaImage::from_raw(width, height, rgba.to_vec()).ok_or(ImageError::Unwritable)?;
    let opaque = picture.pixels().all(|pixel| pixel.0[3] == 255);
    let picture = DynamicImage::ImageRgba8(picture);
    encode_png(if opaque {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    } else {
        picture
    })
}
