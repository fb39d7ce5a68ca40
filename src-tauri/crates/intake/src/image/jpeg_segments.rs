//! JPEG: markers with segments, then runs of compressed data up to the next marker. The tables,
//! the frame and the scans stay; of the application segments only what the colours need.

use super::exif;
use super::strip::{Bare, Stripped};

/// Scans of one progressive picture. Real encoders write about ten; each one costs a pass over
/// every pixel, so thousands of empty ones are an attack.
const MAX_SCANS: usize = 64;
const EXIF_LABEL: &[u8] = b"Exif\0\0";

/// Returns nothing where the file breaks the rules of JPEG.
pub(super) fn strip(bytes: &[u8]) -> Option<Bare> {
    let mut bare = Bare::empty(bytes.len());
    let mut body: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut head: Vec<u8> = vec![0xFF, 0xD8];
    let mut at = 2;
    let mut scans = 0;
    let mut ours = None;
    if bytes.get(..2)? != [0xFF, 0xD8] {
        return None;
    }
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        // Any number of fill bytes may stand before a marker.
        while *bytes.get(at + 1)? == 0xFF {
            at += 1;
        }
        let marker = bytes[at + 1];
        at += 2;
        if marker == 0xD9 {
            body.extend_from_slice(&[0xFF, 0xD9]);
            break;
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
        let data = bytes.get(at + 2..at.checked_add(length.max(2))?)?;
        if length < 2 {
            return None;
        }
        at += length;
        match marker {
            // Tables, restart interval, arithmetic conditioning.
            0xC4 | 0xDB | 0xDD | 0xCC => segment(&mut body, marker, data),
            0xC0..=0xCF if marker != 0xC8 => {
                if bare.width != 0 || data.len() < 6 {
                    return None;
                }
                bare.height = u32::from(u16::from_be_bytes([data[1], data[2]]));
                bare.width = u32::from(u16::from_be_bytes([data[3], data[4]]));
                if bare.width == 0 || bare.height == 0 {
                    return None;
                }
                segment(&mut body, marker, data);
            }
            0xDA => {
                scans += 1;
                if scans > MAX_SCANS || bare.width == 0 {
                    return None;
                }
                segment(&mut body, marker, data);
                let end = at + compressed_length(&bytes[at..])?;
                body.extend_from_slice(&bytes[at..end]);
                at = end;
            }
            0xE0 if data.starts_with(b"JFIF\0") && data.len() >= 14 => {
                if data.len() > 14 {
                    bare.note(Stripped::EmbeddedThumbnail);
                }
                let mut jfif: Vec<u8> = data[..14].to_vec();
                jfif[12] = 0;
                jfif[13] = 0;
                if head.len() == 2 {
                    segment(&mut head, marker, &jfif);
                }
            }
            // Adobe's segment says how the colours are coded; it has no room for more.
            0xEE if data.starts_with(b"Adobe") && data.len() == 12 => segment(&mut body, marker, data),
            0xE1 if data.starts_with(EXIF_LABEL) => {
                let facts = exif::read(&data[EXIF_LABEL.len()..]);
                if ours.is_none() {
                    bare.orientation = facts.orientation;
                    ours = Some(data == orientation_segment(facts.orientation) && facts.orientation != 1);
                } else {
                    ours = Some(false);
                }
                if facts.has_location {
                    bare.note(Stripped::Location);
                }
            }
            0xE0..=0xEF | 0xFE => bare.note(kind_of(marker, data)),
            _ => return None,
        }
    }
    if scans == 0 {
        return None;
    }
    if at < bytes.len() {
        bare.note(Stripped::TrailingData);
    }
    if ours == Some(false) {
        bare.note(Stripped::Exif);
    }
    if bare.orientation != 1 {
        segment(&mut head, 0xE1, &orientation_segment(bare.orientation));
    }
    bare.bytes.append(&mut head);
    bare.bytes.append(&mut body);
    Some(bare)
}

fn orientation_segment(orientation: u8) -> Vec<u8> {
    [EXIF_LABEL, &exif::orientation_only(orientation)].concat()
}

fn segment(out: &mut Vec<u8>, marker: u8, data: &[u8]) {
    // The data came out of a segment, or is a few bytes of ours: its length fits two bytes.
    let length = (data.len() + 2) as u16;
    out.extend_from_slice(&[0xFF, marker]);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(data);
}

/// Length of the compressed data up to the next marker. Stuffed zeros and restarts belong to it.
fn compressed_length(data: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += data.get(at..)?.iter().position(|b| *b == 0xFF)?;
        match data.get(at + 1)? {
            0x00 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Some(at),
        }
    }
}

fn kind_of(marker: u8, data: &[u8]) -> Stripped {
    match marker {
        0xFE => Stripped::Comment,
        0xE0 => Stripped::EmbeddedThumbnail,
        0xE1 if data.starts_with(b"http://ns.adobe.com/") => Stripped::Xmp,
        0xE2 if data.starts_with(b"ICC_PROFILE") => Stripped::ColourProfile,
        0xED => Stripped::Iptc,
        _ => Stripped::ApplicationData,
    }
}
