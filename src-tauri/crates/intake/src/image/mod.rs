//! Pictures and other attachments: from foreign bytes to something safe to keep and show.
//!
//! The order is always the same: recognise by content, read the size from the header, check it
//! against the [`Bounds`], drop metadata from the container, and only then let a decoder touch
//! the rest. So compressed text or colour profiles, where bombs like to hide, are gone before
//! anything is decompressed.
//!
//! Pixel positions and sizes are always those of the picture *as shown*, after its orientation.

mod decode;
mod encode;
mod error;
mod exif;
mod gif_blocks;
mod import;
mod jpeg_segments;
mod png_chunks;
mod recognise;
mod redact;
mod strip;
mod thumbnail;
mod webp_chunks;

pub use encode::clipboard_png;
pub use error::ImageError;
pub use import::{Imported, import};
pub use recognise::{MediaType, recognise};
pub use redact::{RedactionBox, redact};
pub use strip::Stripped;
pub use thumbnail::thumbnail;

/// How much one attachment may cost. Checked before anything is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Length of the file, in bytes.
    pub max_bytes: usize,
    /// Longest side of a picture, in pixels.
    pub max_side: u32,
    /// Width times height of a picture.
    pub max_pixels: u64,
}

impl Default for Bounds {
    /// 32 MiB, 20 000 pixels a side, 64 million pixels: a full-page scan or the picture of a
    /// good telephone, at most 256 MiB once decoded.
    fn default() -> Self {
        Self {
            max_bytes: 32 << 20,
            max_side: 20_000,
            max_pixels: 64_000_000,
        }
    }
}

impl Bounds {
    /// Memory that one decoded picture may take, in bytes: four for each pixel.
    #[must_use]
    pub fn max_decoded_bytes(&self) -> u64 {
        self.max_pixels.saturating_mul(4)
    }

    fn check_bytes(&self, found: usize) -> Result<(), ImageError> {
        if found > self.max_bytes {
            return Err(ImageError::TooManyBytes {
                found,
                limit: self.max_bytes,
            });
        }
        Ok(())
    }

    fn check_size(&self, width: u32, height: u32) -> Result<(), ImageError> {
        let pixels = u64::from(width) * u64::from(height);
        if width > self.max_side || height > self.max_side || pixels > self.max_pixels {
            return Err(ImageError::TooManyPixels { width, height });
        }
        Ok(())
    }
}
