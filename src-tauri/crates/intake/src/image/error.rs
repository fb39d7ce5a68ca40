use super::MediaType;

/// Why an attachment was refused. Carries sizes and kinds, never content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImageError {
    /// There are no bytes at all.
    #[error("the file is empty")]
    Empty,
    /// The file is longer than [`super::Bounds::max_bytes`].
    #[error("{found} bytes are more than the limit of {limit}")]
    TooManyBytes {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The picture says it is larger than the bounds allow; nothing was decoded.
    #[error("{width} by {height} pixels are more than the limit")]
    TooManyPixels {
        /// Claimed width in pixels.
        width: u32,
        /// Claimed height in pixels.
        height: u32,
    },
    /// The content is none of the kinds that can be kept.
    #[error("not a kind of file that can be kept")]
    Unrecognised,
    /// It begins like its kind and then breaks the rules of that kind.
    #[error("damaged {}", media_type.as_str())]
    Damaged {
        /// What it began as.
        media_type: MediaType,
    },
    /// Pixels were asked for, and this kind has none.
    #[error("{} has no pixels", media_type.as_str())]
    NotAPicture {
        /// What it is.
        media_type: MediaType,
    },
    /// A box to burn in covers no pixel of the picture, so it would hide nothing.
    #[error("box {position} covers no pixel")]
    BoxOutside {
        /// Position of the box in the list given, from 0.
        position: usize,
    },
    /// Raw pixels whose length is not width times height times four.
    #[error("{found} bytes of pixels where {expected} belong")]
    WrongLength {
        /// Bytes that width and height ask for.
        expected: u64,
        /// Bytes given.
        found: usize,
    },
    /// The picture could not be written as PNG.
    #[error("the picture could not be written")]
    Unwritable,
}

impl ImageError {
    /// The stable code that a presentation turns into a sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "attachment_empty",
            Self::TooManyBytes { .. } => "attachment_too_long",
            Self::TooManyPixels { .. } => "picture_too_large",
            Self::Unrecognised => "attachment_unrecognised",
            Self::Damaged { .. } => "attachment_damaged",
            Self::NotAPicture { .. } => "attachment_not_a_picture",
            Self::BoxOutside { .. } => "redaction_outside",
            Self::WrongLength { .. } => "pixels_wrong_length",
            Self::Unwritable => "picture_unwritable",
        }
    }
}
