use std::io::Cursor;

use ::image::metadata::Orientation;
use ::image::{DynamicImage, ImageFormat, ImageReader, Limits};

use super::strip::strip;
use super::{Bounds, ImageError, MediaType, recognise};

/// The pixels of a picture as shown, and its kind. Metadata is dropped before decoding.
pub(super) fn decode(bytes: &[u8], bounds: &Bounds) -> Result<DynamicImage, ImageError> {
    if bytes.is_empty() {
        return Err(ImageError::Empty);
    }
    bounds.check_bytes(bytes.len())?;
    let media_type = recognise(bytes).ok_or(ImageError::Unrecognised)?;
    let bare = strip(bytes, media_type, bounds)?;
    // A series of pictures lost its frames when it was stripped, so it is decoded from its own
    // bytes; the decoder stops after the first.
    let source = if bare.needs_first_frame {
        bytes
    } else {
        &bare.bytes
    };
    let mut picture = decode_bare(source, media_type, bounds)?;
    if let Some(orientation) = Orientation::from_exif(bare.orientation) {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}

/// Decodes without turning. The caller has checked the size that the header claims.
pub(super) fn decode_bare(
    bytes: &[u8],
    media_type: MediaType,
    bounds: &Bounds,
) -> Result<DynamicImage, ImageError> {
    let format = match media_type {
        MediaType::Png => ImageFormat::Png,
        MediaType::Jpeg => ImageFormat::Jpeg,
        MediaType::WebP => ImageFormat::WebP,
        MediaType::Gif => ImageFormat::Gif,
        MediaType::Pdf | MediaType::Text => return Err(ImageError::NotAPicture { media_type }),
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(bounds.max_side);
    limits.max_image_height = Some(bounds.max_side);
    // A picture of 16 bits a channel takes twice the memory for a moment.
    limits.max_alloc = Some(bounds.max_decoded_bytes().saturating_mul(2));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader.decode().map_err(|_| ImageError::Damaged { media_type })
}
