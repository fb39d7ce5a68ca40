//! Pictures that mean harm or arrive broken. None may panic, hang or take more memory than the
//! bounds say; most must be refused.

mod drawn;

use drawn::{gif, jpeg, jpeg_with, png, png_chunk, png_with, webp, webp_with};
use proptest::prelude::*;
use valise_intake::image::{
    Bounds, ImageError, MediaType, RedactionBox, import, recognise, redact, thumbnail,
};

fn small() -> Bounds {
    Bounds {
        max_bytes: 1 << 20,
        max_side: 4000,
        max_pixels: 1_000_000,
    }
}

fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("png", png(40, 30)),
        ("jpeg", jpeg(40, 30)),
        ("webp", webp(40, 30)),
        ("gif", gif(40, 30, 2)),
    ]
}

#[test]
fn a_picture_cut_anywhere_is_refused() {
    for (name, whole) in all() {
        // The first letters alone are text like any other.
        for end in 16..whole.len() {
            let cut = import(&whole[..end], &small());
            // The last byte of a WebP may be the padding of its last chunk.
            assert!(
                cut.is_err() || end + 1 == whole.len(),
                "{name} cut at {end} of {} passed",
                whole.len()
            );
        }
    }
}

#[test]
fn a_size_beyond_the_bounds_is_refused_before_decoding() {
    let mut huge = png(8, 8);
    huge[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
    let crc = crc(&huge[12..29]);
    huge[29..33].copy_from_slice(&crc);
    assert_eq!(
        import(&huge, &small()),
        Err(ImageError::TooManyPixels {
            width: 65_535,
            height: 65_535
        }),
        "PNG header"
    );

    let mut huge = jpeg(8, 8);
    let frame = huge
        .windows(2)
        .position(|two| two == [0xFF, 0xC0])
        .expect("a frame header");
    huge[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
    assert_eq!(
        import(&huge, &small()),
        Err(ImageError::TooManyPixels {
            width: 65_535,
            height: 65_535
        }),
        "JPEG frame"
    );

    let mut huge = gif(8, 8, 1);
    huge[6..10].copy_from_slice(&[0xFF; 4]);
    assert!(
        matches!(import(&huge, &small()), Err(ImageError::TooManyPixels { .. })),
        "GIF screen"
    );

    let huge = webp_with(8, 8, 0, &[], Some((16_000, 16_000)));
    assert!(
        matches!(import(&huge, &small()), Err(ImageError::TooManyPixels { .. })),
        "WebP canvas"
    );
}

#[test]
fn a_frame_larger_than_its_screen_is_refused() {
    let mut lying = gif(8, 8, 1);
    let frame = lying.iter().position(|byte| *byte == 0x2C).expect("a picture");
    lying[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
    assert!(
        matches!(import(&lying, &small()), Err(ImageError::TooManyPixels { .. })),
        "the frame counts too"
    );
}

#[test]
fn too_many_bytes_are_refused() {
    let limit = Bounds {
        max_bytes: 10,
        ..small()
    };
    assert!(
        matches!(
            import(&png(8, 8), &limit),
            Err(ImageError::TooManyBytes { limit: 10, .. })
        ),
        "length first"
    );
    assert_eq!(
        import(&[], &small()),
        Err(ImageError::Empty),
        "nothing is nothing"
    );
    assert_eq!(
        import(b"\x7fELF\x02\x01\x01\0\0", &small()),
        Err(ImageError::Unrecognised),
        "a program"
    );
}

#[test]
fn a_bomb_in_compressed_text_or_profile_is_never_unpacked() {
    // A valid zlib stream of many megabytes of zeros would sit here; what matters is that the
    // chunk is gone before a decoder could look at it.
    let mut bomb = b"icc\0\0".to_vec();
    bomb.extend(std::iter::repeat_n(0x78, 500_000));
    let picture = png_with(8, 8, &[(b"iCCP", &bomb), (b"zTXt", &bomb)]);
    let kept = import(&picture, &small()).expect("the picture itself is honest");
    assert!(kept.bytes.len() < 2000, "both chunks are gone");
}

#[test]
fn a_progressive_jpeg_of_endless_scans_is_refused() {
    let plain = jpeg(8, 8);
    let scan = plain
        .windows(2)
        .position(|two| two == [0xFF, 0xDA])
        .expect("a scan");
    let (head, body) = (&plain[..scan], &plain[scan..plain.len() - 2]);
    let many: Vec<u8> = [head, &body.repeat(500), &[0xFF, 0xD9]].concat();
    assert!(
        matches!(import(&many, &small()), Err(ImageError::Damaged { .. })),
        "each scan costs a pass"
    );
}

#[test]
fn wrong_checksums_and_unknown_vital_chunks_are_refused() {
    let mut wrong = png(8, 8);
    wrong[30] ^= 1;
    assert_eq!(
        import(&wrong, &small()),
        Err(ImageError::Damaged {
            media_type: MediaType::Png
        }),
        "checksum"
    );
    let vital = png_with(8, 8, &[(b"ABCD", b"x")]);
    assert!(
        import(&vital, &small()).is_err(),
        "a chunk that must be understood"
    );
}

#[test]
fn the_name_on_a_picture_does_not_count() {
    assert_eq!(
        recognise(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        Some(MediaType::Text),
        "markup is text"
    );
    assert_eq!(recognise(b"MZ\x90\0\x03"), None, "a program is nothing we keep");
    assert_eq!(recognise("Grüße\n".as_bytes()), Some(MediaType::Text), "UTF-8");
    assert_eq!(
        recognise(b"Gr\xfc\xdfe\n"),
        None,
        "another encoding would be misread"
    );
    assert_eq!(recognise(b"%PDF-1.7\n"), Some(MediaType::Pdf), "a PDF");
}

fn crc(data: &[u8]) -> [u8; 4] {
    let chunk = png_chunk(data[..4].try_into().expect("a type"), &data[4..]);
    chunk[chunk.len() - 4..].try_into().expect("four bytes")
}

/// Whatever the bytes: an answer, and the same size limits for everything that comes out.
fn survive(bytes: &[u8]) {
    let bounds = small();
    if let Ok(kept) = import(bytes, &bounds)
        && let (Some(width), Some(height)) = (kept.width, kept.height)
    {
        assert!(
            u64::from(width) * u64::from(height) <= bounds.max_pixels,
            "never past the bounds"
        );
        let again = import(&kept.bytes, &bounds).expect("what was kept can be read again");
        assert_eq!(again.bytes, kept.bytes, "importing twice changes nothing");
        assert!(
            again.stripped.is_empty(),
            "nothing is left to take out: {:?}",
            again.stripped
        );
    }
    drop(thumbnail(bytes, 16, &bounds));
    drop(redact(
        bytes,
        &[RedactionBox {
            x: 1,
            y: 1,
            width: u32::MAX,
            height: 3,
        }],
        &bounds,
    ));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_survived(kind in 0usize..5, tail in proptest::collection::vec(any::<u8>(), 0..400)) {
        let heads: [&[u8]; 5] = [b"\x89PNG\r\n\x1a\n", b"\xFF\xD8\xFF", b"GIF89a", b"RIFF\x90\x01\0\0WEBP", b""];
        survive(&[heads[kind], &tail].concat());
    }

    #[test]
    fn damaged_pictures_are_survived(
        kind in 0usize..6,
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut pictures = all();
        pictures.push(("jpeg with metadata", jpeg_with(20, 20, &[(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"), (0xFE, b"x")], b"tail")));
        pictures.push(("webp with metadata", webp_with(20, 20, 0x2C, &[(b"EXIF", b"II*\0\x08\0\0\0\0\0"), (b"XMP ", b"<x/>")], None)));
        let mut bytes = pictures.swap_remove(kind).1;
        for (place, value) in damage {
            let at = place.index(bytes.len());
            bytes[at] = value;
        }
        survive(&bytes);
    }

    #[test]
    fn damaged_png_with_right_checksums_is_survived(
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let whole = png(20, 20);
        let mut bytes = whole[..8].to_vec();
        let mut rest = &whole[8..];
        let mut place = damage.iter();
        while !rest.is_empty() {
            let length = u32::from_be_bytes(rest[..4].try_into().expect("four bytes")) as usize;
            let mut data = rest[8..8 + length].to_vec();
            if let (Some((at, value)), false) = (place.next(), data.is_empty()) {
                let at = at.index(data.len());
                data[at] = *value;
            }
            bytes.extend(png_chunk(rest[4..8].try_into().expect("a type"), &data));
            rest = &rest[12 + length..];
        }
        survive(&bytes);
    }
}
