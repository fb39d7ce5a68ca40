//! PNG: a signature, then chunks of length, type, data and checksum. An allow-list keeps what
//! draws the picture; everything else goes.

use super::exif;
use super::strip::{Bare, Stripped};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Returns nothing where the file breaks the rules of PNG.
pub(super) fn strip(bytes: &[u8]) -> Option<Bare> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut bare = Bare::empty(bytes.len());
    bare.bytes.extend_from_slice(SIGNATURE);
    let mut first = true;
    let mut has_data = false;
    loop {
        let length = u32::from_be_bytes(rest.get(0..4)?.try_into().ok()?) as usize;
        let end = length.checked_add(12)?;
        let chunk = rest.get(..end)?;
        let (kind, data) = (&chunk[4..8], &chunk[8..8 + length]);
        rest = &rest[end..];
        if first != (kind == b"IHDR") {
            return None;
        }
        first = false;
        match kind {
            b"IHDR" => {
                if length != 13 {
                    return None;
                }
                bare.width = u32::from_be_bytes(data[0..4].try_into().ok()?);
                bare.height = u32::from_be_bytes(data[4..8].try_into().ok()?);
            }
            b"IDAT" => has_data = true,
            _ => {}
        }
        match dropped(kind, data) {
            Some(kinds) => {
                if kind == b"eXIf" {
                    let facts = exif::read(data);
                    bare.orientation = facts.orientation;
                    if facts.has_location {
                        bare.note(Stripped::Location);
                    }
                }
                bare.note(kinds);
            }
            None => {
                if crc32fast::hash(&chunk[4..8 + length]).to_be_bytes() != chunk[8 + length..] {
                    return None;
                }
                // An unknown chunk whose first letter is a capital is one that a decoder must
                // understand, so the picture cannot be shown rightly.
                if kind[0].is_ascii_uppercase() && !matches!(kind, b"IHDR" | b"PLTE" | b"IDAT" | b"IEND") {
                    return None;
                }
                bare.bytes.extend_from_slice(chunk);
            }
        }
        if kind == b"IEND" {
            break;
        }
    }
    if !rest.is_empty() {
        bare.note(Stripped::TrailingData);
    }
    has_data.then_some(bare)
}

/// What a chunk counts as when it is left out; nothing where it stays.
fn dropped(kind: &[u8], data: &[u8]) -> Option<Stripped> {
    // Chunks that draw the picture have fixed sizes; one of another size carries something else.
    let draws = match kind {
        b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" => true,
        b"tRNS" => data.len() <= 256,
        b"gAMA" | b"cICP" => data.len() == 4,
        b"cHRM" => data.len() == 32,
        b"sRGB" => data.len() == 1,
        b"sBIT" => data.len() <= 4,
        b"bKGD" => data.len() <= 6,
        b"pHYs" => data.len() == 9,
        other => other[0].is_ascii_uppercase(),
    };
    if draws {
        return None;
    }
    Some(match kind {
        b"eXIf" => Stripped::Exif,
        b"iCCP" => Stripped::ColourProfile,
        b"tIME" => Stripped::Time,
        b"acTL" | b"fcTL" | b"fdAT" => Stripped::Animation,
        b"tEXt" | b"zTXt" | b"iTXt" => text_kind(data),
        _ => Stripped::ApplicationData,
    })
}

/// Programs hide whole EXIF, IPTC and XMP packets in text chunks with known keywords.
fn text_kind(data: &[u8]) -> Stripped {
    let keyword = data.split(|b| *b == 0).next().unwrap_or_default();
    match keyword {
        b"XML:com.adobe.xmp" | b"Raw profile type xmp" => Stripped::Xmp,
        b"Raw profile type exif" | b"Raw profile type APP1" => Stripped::Exif,
        b"Raw profile type iptc" | b"Raw profile type 8bim" => Stripped::Iptc,
        b"Raw profile type icc" | b"Raw profile type icm" => Stripped::ColourProfile,
        _ => Stripped::Text,
    }
}
