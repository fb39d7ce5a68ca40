//! The two facts that an import needs from EXIF data: how the picture is turned, and whether it
//! says where it was taken. Nothing else is read.

const ORIENTATION: u16 = 0x0112;
const LOCATION: u16 = 0x8825;
/// Entries of one directory; real files have a few dozen.
const MAX_ENTRIES: u16 = 512;

pub(super) struct ExifFacts {
    /// 1 to 8; 1 where the data does not say or says nonsense.
    pub orientation: u8,
    pub has_location: bool,
}

/// Reads the first directory of a TIFF block. Damaged data yields the plain answer.
pub(super) fn read(tiff: &[u8]) -> ExifFacts {
    let mut facts = ExifFacts {
        orientation: 1,
        has_location: false,
    };
    for (tag, kind, value) in entries(tiff).unwrap_or_default() {
        match (tag, kind) {
            (ORIENTATION, 3) if (1..=8).contains(&value) => facts.orientation = value as u8,
            (LOCATION, _) => facts.has_location = true,
            _ => {}
        }
    }
    facts
}

/// Tag, type and first short value of each entry.
fn entries(tiff: &[u8]) -> Option<Vec<(u16, u16, u16)>> {
    let big = match tiff.get(0..4)? {
        b"II\x2a\x00" => false,
        b"MM\x00\x2a" => true,
        _ => return None,
    };
    let short = |at: usize| {
        let pair: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        })
    };
    let four: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let start = if big {
        u32::from_be_bytes(four)
    } else {
        u32::from_le_bytes(four)
    } as usize;
    let count = short(start)?.min(MAX_ENTRIES);
    let mut found = Vec::new();
    for i in 0..usize::from(count) {
        let at = start.checked_add(2)?.checked_add(i * 12)?;
        let (Some(tag), Some(kind), Some(value)) = (short(at), short(at + 2), short(at + 8)) else {
            break;
        };
        found.push((tag, kind, value));
    }
    Some(found)
}

/// A TIFF block that says the orientation and nothing else.
pub(super) fn orientation_only(orientation: u8) -> [u8; 26] {
    let mut tiff = *b"MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00";
    tiff[19] = orientation;
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_we_write_says_what_we_meant() {
        for orientation in 1..=8 {
            let facts = read(&orientation_only(orientation));
            assert_eq!(
                facts.orientation, orientation,
                "an orientation must survive its own block"
            );
            assert!(!facts.has_location, "the block we write has no place in it");
        }
    }

    #[test]
    fn a_directory_that_points_outside_is_ignored() {
        assert_eq!(
            read(b"II\x2a\x00\xff\xff\xff\xff").orientation,
            1,
            "no directory, no turn"
        );
        assert_eq!(
            read(b"II\x2a\x00\x08\x00\x00\x00\xff\xff").orientation,
            1,
            "entries past the end"
        );
    }
}
