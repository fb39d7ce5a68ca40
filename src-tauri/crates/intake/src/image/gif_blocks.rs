//! GIF: a screen, then blocks. The first picture stays, with its palette and transparency.

use super::strip::{Bare, Stripped};
use super::{Bounds, ImageError};

/// Returns `None` inside where the file breaks the rules of GIF, and an error where its first
/// picture is larger than the bounds, which the screen's own size need not tell.
pub(super) fn strip(bytes: &[u8], bounds: &Bounds) -> Result<Option<Bare>, ImageError> {
    let Some((bare, frame)) = walk(bytes) else {
        return Ok(None);
    };
    bounds.check_size(frame.0, frame.1)?;
    Ok(Some(bare))
}

fn walk(bytes: &[u8]) -> Option<(Bare, (u32, u32))> {
    let screen = bytes.get(..13)?;
    let mut bare = Bare::empty(bytes.len());
    let side = |from: &[u8], at: usize| u32::from(u16::from_le_bytes([from[at], from[at + 1]]));
    (bare.width, bare.height) = (side(screen, 6), side(screen, 8));
    let mut at = 13 + palette_length(screen[10]);
    bare.bytes.extend_from_slice(bytes.get(..at)?);
    let mut frame = None;
    let mut control: &[u8] = &[];
    loop {
        let start = at;
        match *bytes.get(at)? {
            0x3B => break,
            0x21 => {
                let label = *bytes.get(at + 1)?;
                at = sub_blocks_end(bytes, at + 2)?;
                if label == 0xF9 {
                    // Exactly four bytes long; a longer one would carry something else along.
                    control = if at - start == 8 { &bytes[start..at] } else { &[] };
                } else {
                    let first = bytes.get(start + 3..start + 14).unwrap_or_default();
                    bare.note(kind_of(label, first));
                }
            }
            0x2C => {
                let head = bytes.get(at..at + 10)?;
                at += 10 + palette_length(head[9]);
                // One byte of code size stands before the data.
                at = sub_blocks_end(bytes, at + 1)?;
                if frame.is_some() {
                    bare.note(Stripped::Animation);
                } else {
                    frame = Some((side(head, 5), side(head, 7)));
                    bare.bytes.extend_from_slice(control);
                    bare.bytes.extend_from_slice(&bytes[start..at]);
                }
            }
            _ => return None,
        }
    }
    if at + 1 < bytes.len() {
        bare.note(Stripped::TrailingData);
    }
    bare.bytes.push(0x3B);
    Some((bare, frame?))
}

fn palette_length(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

/// The position after a run of blocks that each begin with their length and end with a zero.
fn sub_blocks_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

fn kind_of(label: u8, name: &[u8]) -> Stripped {
    match label {
        0xFE => Stripped::Comment,
        0x01 => Stripped::Text,
        0xFF if name.starts_with(b"XMP Data") => Stripped::Xmp,
        0xFF if name.starts_with(b"ICCRGBG1") => Stripped::ColourProfile,
        0xFF if name.starts_with(b"NETSCAPE") || name.starts_with(b"ANIMEXTS") => Stripped::Animation,
        _ => Stripped::ApplicationData,
    }
}
