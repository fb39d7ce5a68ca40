//! WebP: a RIFF file of chunks with even lengths. The picture's own chunks stay; the flags of
//! the header are cleared to match.

use super::exif;
use super::strip::{Bare, Stripped};

const ALPHA: u8 = 0x10;

/// Returns nothing where the file breaks the rules of WebP.
pub(super) fn strip(bytes: &[u8]) -> Option<Bare> {
    let declared = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let body = bytes.get(12..declared.checked_add(8)?)?;
    let mut bare = Bare::empty(bytes.len());
    if bytes.len() > declared + 8 + (declared & 1) {
        bare.note(Stripped::TrailingData);
    }
    bare.bytes.extend_from_slice(b"RIFF\0\0\0\0WEBP");
    let mut rest = body;
    let mut pictures = 0;
    let mut first = true;
    while !rest.is_empty() {
        let kind = rest.get(0..4)?;
        let length = u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?) as usize;
        let data = rest.get(8..length.checked_add(8)?)?;
        rest = rest.get(8 + length + (length & 1)..).unwrap_or_default();
        match kind {
            b"VP8X" => {
                if length != 10 || !first {
                    return None;
                }
                // Sizes are kept as one less, in three bytes.
                (bare.width, bare.height) = (three_bytes(&data[4..7]) + 1, three_bytes(&data[7..10]) + 1);
                let mut header = data.to_vec();
                header[..4].copy_from_slice(&[data[0] & ALPHA, 0, 0, 0]);
                chunk(&mut bare.bytes, kind, &header);
            }
            b"VP8 " | b"VP8L" => {
                let (width, height) = frame_size(kind, data)?;
                // A header that disagrees with its picture must not talk us past the bounds.
                (bare.width, bare.height) = (bare.width.max(width), bare.height.max(height));
                pictures += 1;
                if pictures > 1 {
                    return None;
                }
                chunk(&mut bare.bytes, kind, data);
            }
            b"ALPH" if pictures == 0 => chunk(&mut bare.bytes, kind, data),
            b"ANIM" | b"ANMF" => {
                bare.needs_first_frame = true;
                bare.note(Stripped::Animation);
            }
            b"EXIF" => {
                let tiff = data.strip_prefix(b"Exif\0\0").unwrap_or(data);
                let facts = exif::read(tiff);
                bare.orientation = facts.orientation;
                bare.note(Stripped::Exif);
                if facts.has_location {
                    bare.note(Stripped::Location);
                }
            }
            b"XMP " => bare.note(Stripped::Xmp),
            b"ICCP" => bare.note(Stripped::ColourProfile),
            _ => bare.note(Stripped::ApplicationData),
        }
        first = false;
    }
    if pictures == 0 && !bare.needs_first_frame {
        return None;
    }
    let length = u32::try_from(bare.bytes.len() - 8).ok()?;
    bare.bytes[4..8].copy_from_slice(&length.to_le_bytes());
    Some(bare)
}

fn three_bytes(data: &[u8]) -> u32 {
    u32::from_le_bytes([data[0], data[1], data[2], 0])
}

fn chunk(out: &mut Vec<u8>, kind: &[u8], data: &[u8]) {
    out.extend_from_slice(kind);
    // Cannot be longer than the file it came from, whose length fits four bytes.
    out.extend_from_slice(&(data.len() as u32).to_le_bytes());
    out.extend_from_slice(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}

fn frame_size(kind: &[u8], data: &[u8]) -> Option<(u32, u32)> {
    if kind == b"VP8L" {
        let bits = u32::from_le_bytes(data.get(1..5)?.try_into().ok()?);
        return (data[0] == 0x2F).then_some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1));
    }
    if data.get(3..6)? != [0x9D, 0x01, 0x2A] {
        return None;
    }
    let side = |at: usize| {
        Some(u32::from(
            u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?) & 0x3FFF,
        ))
    };
    Some((side(6)?, side(8)?))
}
