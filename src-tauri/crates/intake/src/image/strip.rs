use super::{Bounds, ImageError, MediaType, gif_blocks, jpeg_segments, png_chunks, webp_chunks};

/// One kind of thing that was taken out of a file on import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stripped {
    /// Camera, time, owner and the like. A turn of the picture is kept.
    Exif,
    /// The place where the picture was taken, inside its EXIF data.
    Location,
    /// Adobe's XML packet.
    Xmp,
    /// Press agencies' caption data, and what Photoshop keeps beside it.
    Iptc,
    /// Text with a keyword: author, software, prompt, thumbnail of a file manager.
    Text,
    /// A free comment.
    Comment,
    /// When the file was changed.
    Time,
    /// A colour profile. It names the screen or its owner as often as not, and the reports are
    /// set in sRGB, so it goes; the pixels keep their values.
    ColourProfile,
    /// A small copy of the picture, which may show what was later cropped away.
    EmbeddedThumbnail,
    /// Pictures after the first one: nobody looks at them before they leave.
    Animation,
    /// Data that a program keeps for itself.
    ApplicationData,
    /// Bytes after the end of the picture, such as the rest of a larger one or a film.
    TrailingData,
}

impl Stripped {
    /// The stable name that a presentation turns into a word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Exif => "exif",
            Self::Location => "location",
            Self::Xmp => "xmp",
            Self::Iptc => "iptc",
            Self::Text => "text",
            Self::Comment => "comment",
            Self::Time => "time",
            Self::ColourProfile => "colour_profile",
            Self::EmbeddedThumbnail => "embedded_thumbnail",
            Self::Animation => "animation",
            Self::ApplicationData => "application_data",
            Self::TrailingData => "trailing_data",
        }
    }
}

/// A picture's container without its metadata.
pub(super) struct Bare {
    pub bytes: Vec<u8>,
    /// Size as stored, before any turn.
    pub width: u32,
    pub height: u32,
    /// EXIF orientation, 1 to 8.
    pub orientation: u8,
    /// Whether the file holds a series of pictures that only a decoder can take apart.
    pub needs_first_frame: bool,
    pub stripped: Vec<Stripped>,
}

impl Bare {
    pub fn note(&mut self, kind: Stripped) {
        if let Err(place) = self.stripped.binary_search(&kind) {
            self.stripped.insert(place, kind);
        }
    }
}

/// Takes the metadata out of a picture's container and checks its size. Decodes nothing.
pub(super) fn strip(bytes: &[u8], media_type: MediaType, bounds: &Bounds) -> Result<Bare, ImageError> {
    let bare = match media_type {
        MediaType::Png => png_chunks::strip(bytes),
        MediaType::Jpeg => jpeg_segments::strip(bytes),
        MediaType::WebP => webp_chunks::strip(bytes),
        MediaType::Gif => gif_blocks::strip(bytes, bounds)?,
        MediaType::Pdf | MediaType::Text => return Err(ImageError::NotAPicture { media_type }),
    }
    .ok_or(ImageError::Damaged { media_type })?;
    if bare.width == 0 || bare.height == 0 {
        return Err(ImageError::Damaged { media_type });
    }
    bounds.check_size(bare.width, bare.height)?;
    Ok(bare)
}

impl Bare {
    pub fn empty(capacity: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(capacity),
            width: 0,
            height: 0,
            orientation: 1,
            needs_first_frame: false,
            stripped: Vec::new(),
        }
    }
}
