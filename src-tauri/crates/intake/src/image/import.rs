use super::decode::{decode, decode_bare};
use super::encode::encode_png;
use super::strip::{Stripped, strip};
use super::{Bounds, ImageError, MediaType, recognise};

/// An attachment that is safe to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// What to store. Equal to what came in where nothing had to go.
    pub bytes: Vec<u8>,
    /// The kind of `bytes`.
    pub media_type: MediaType,
    /// Pixels across, as shown; none for PDF and text.
    pub width: Option<u32>,
    /// Pixels down, as shown; none for PDF and text.
    pub height: Option<u32>,
    /// What was taken out, each kind once.
    pub stripped: Vec<Stripped>,
}

/// Recognises an attachment, takes the metadata out of a picture, and makes sure that it can be
/// shown.
///
/// Pixels are never compressed again, with two exceptions, both written as PNG without loss: a
/// PNG or WebP that is turned by EXIF data (few programs respect that, so the turn is carried
/// out), and the first picture of an animated WebP. A JPEG keeps its turn as the one field of an
/// otherwise empty EXIF block. PDF and text come through as they are: a PDF's own metadata is
/// part of the evidence, and it never enters a report. Importing the result again changes
/// nothing.
///
/// # Errors
/// [`ImageError::Empty`], [`ImageError::TooManyBytes`], [`ImageError::TooManyPixels`],
/// [`ImageError::Unrecognised`] or [`ImageError::Damaged`].
pub fn import(bytes: &[u8], bounds: &Bounds) -> Result<Imported, ImageError> {
    if bytes.is_empty() {
        return Err(ImageError::Empty);
    }
    bounds.check_bytes(bytes.len())?;
    let media_type = recognise(bytes).ok_or(ImageError::Unrecognised)?;
    if !media_type.is_picture() {
        return Ok(Imported {
            bytes: bytes.to_vec(),
            media_type,
            width: None,
            height: None,
            stripped: vec![],
        });
    }
    let bare = strip(bytes, media_type, bounds)?;
    let must_turn = bare.orientation != 1 && media_type != MediaType::Jpeg;
    if must_turn || bare.needs_first_frame {
        let picture = decode(bytes, bounds)?;
        let (width, height) = (picture.width(), picture.height());
        return Ok(Imported {
            bytes: encode_png(picture)?,
            media_type: MediaType::Png,
            width: Some(width),
            height: Some(height),
            stripped: bare.stripped,
        });
    }
    // Decoded once and thrown away: a picture that cannot be shown is refused now, and not in
    // the middle of an export.
    drop(decode_bare(&bare.bytes, media_type, bounds)?);
    // Orientations 5 to 8 lie on their side.
    let (width, height) = if bare.orientation >= 5 {
        (bare.height, bare.width)
    } else {
        (bare.width, bare.height)
    };
    Ok(Imported {
        bytes: bare.bytes,
        media_type,
        width: Some(width),
        height: Some(height),
        stripped: bare.stripped,
    })
}

impl Imported {
    /// Whether `kind` was taken out.
    #[must_use]
    pub fn lost(&self, kind: Stripped) -> bool {
        self.stripped.contains(&kind)
    }
}
