//! What comes out of a picture that comes in: the same pixels, and nothing else.

mod drawn;

use drawn::{drawing, exif, gif, jpeg, jpeg_with, png, png_with, webp, webp_with};
use image::{DynamicImage, GenericImageView};
use valise_intake::image::{
    Bounds, ImageError, MediaType, RedactionBox, Stripped, clipboard_png, import, redact, thumbnail,
};

fn bounds() -> Bounds {
    Bounds::default()
}

fn pixels(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("a picture that was kept can be shown")
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[test]
fn a_picture_without_metadata_comes_through_unchanged() {
    for (bytes, kind) in [
        (png(30, 20), MediaType::Png),
        (jpeg(30, 20), MediaType::Jpeg),
        (webp(30, 20), MediaType::WebP),
        (gif(30, 20, 1), MediaType::Gif),
    ] {
        let kept = import(&bytes, &bounds()).expect("an honest picture");
        assert_eq!(kept.media_type, kind, "told by content");
        assert_eq!(
            (kept.width, kept.height),
            (Some(30), Some(20)),
            "{kind:?}: size as shown"
        );
        assert_eq!(pixels(&kept.bytes), pixels(&bytes), "{kind:?}: the same pixels");
        if kind != MediaType::Gif {
            assert_eq!(
                kept.bytes, bytes,
                "{kind:?}: its digest stays the one that the dossier names"
            );
            assert_eq!(kept.stripped, [], "{kind:?}: nothing to take out");
        }
    }
}

#[test]
fn metadata_of_a_png_goes() {
    let bytes = png_with(
        30,
        20,
        &[
            (b"eXIf", &exif(1)),
            (b"tEXt", b"Author\0ANNA AUTHOR"),
            (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>ANNA</x>"),
            (b"tIME", b"\x07\xea\x0b\x14\x09\x00\x00"),
            (b"iCCP", b"ANNAS SCREEN\0\0x"),
            (b"prVt", b"ANNA"),
        ],
    );
    let tail = [bytes.as_slice(), b"ANNA TAIL"].concat();
    let kept = import(&tail, &bounds()).expect("an honest picture");
    assert_eq!(kept.bytes, png(30, 20), "only what draws the picture is left");
    use Stripped::*;
    for kind in [
        Exif,
        Location,
        Text,
        Xmp,
        Time,
        ColourProfile,
        ApplicationData,
        TrailingData,
    ] {
        assert!(
            kept.lost(kind),
            "{kind:?} is said to be gone, among {:?}",
            kept.stripped
        );
    }
}

#[test]
fn metadata_of_a_jpeg_goes_and_its_turn_stays() {
    let info = [b"Exif\0\0".as_slice(), &exif(6)].concat();
    let bytes = jpeg_with(
        30,
        20,
        &[
            (0xE1, &info),
            (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>ANNA</x>"),
            (0xED, b"Photoshop 3.0\08BIM ANNA"),
            (0xE2, b"ICC_PROFILE\0\x01\x01ANNAS SCREEN"),
            (0xFE, b"ANNA WAS HERE"),
        ],
        b"ANNA TAIL",
    );
    let kept = import(&bytes, &bounds()).expect("an honest picture");
    assert!(
        !contains(&kept.bytes, b"ANNA") && !contains(&kept.bytes, b"LATITUDE"),
        "nothing of it is left"
    );
    assert_eq!(
        (kept.width, kept.height),
        (Some(20), Some(30)),
        "lies on its side, shown upright"
    );
    assert_eq!(
        pixels(&kept.bytes),
        pixels(&jpeg(30, 20)),
        "pixels are not compressed again"
    );
    use Stripped::*;
    for kind in [Exif, Location, Xmp, Iptc, ColourProfile, Comment, TrailingData] {
        assert!(
            kept.lost(kind),
            "{kind:?} is said to be gone, among {:?}",
            kept.stripped
        );
    }
    let again = import(&kept.bytes, &bounds()).expect("its own output");
    assert_eq!(
        (again.bytes, again.stripped),
        (kept.bytes.clone(), vec![]),
        "twice is once"
    );
    let small = pixels(&thumbnail(&kept.bytes, 500, &bounds()).expect("a thumbnail"));
    assert_eq!(small.dimensions(), (20, 30), "a thumbnail is turned");
    // Stored top left becomes shown top right: its red is lowest there.
    assert!(
        small.get_pixel(19, 0)[0] < 12 && small.get_pixel(19, 29)[0] > 100,
        "and turned the right way"
    );
}

#[test]
fn metadata_of_a_webp_goes() {
    let bytes = webp_with(
        30,
        20,
        0x2C,
        &[(b"EXIF", &exif(1)), (b"XMP ", b"<x>ANNA</x>")],
        None,
    );
    let kept = import(&bytes, &bounds()).expect("an honest picture");
    assert!(
        !contains(&kept.bytes, b"ANNA") && !contains(&kept.bytes, b"LATITUDE"),
        "nothing of it is left"
    );
    assert_eq!(kept.bytes[20], 0, "the header promises nothing that is gone");
    assert_eq!(pixels(&kept.bytes), pixels(&webp(30, 20)), "the same pixels");
    assert_eq!(
        kept.stripped,
        [Stripped::Exif, Stripped::Location, Stripped::Xmp],
        "said to be gone"
    );
}

#[test]
fn a_turned_png_or_webp_is_turned_for_good() {
    for bytes in [
        png_with(30, 20, &[(b"eXIf", &exif(6))]),
        webp_with(30, 20, 0x08, &[(b"EXIF", &exif(6))], None),
    ] {
        let kept = import(&bytes, &bounds()).expect("an honest picture");
        assert_eq!(kept.media_type, MediaType::Png, "written without loss");
        assert_eq!(
            pixels(&kept.bytes).into_rgb8(),
            image::imageops::rotate90(&drawing(30, 20)),
            "as it is shown"
        );
    }
}

#[test]
fn only_the_first_picture_of_an_animation_stays() {
    let kept = import(&gif(30, 20, 3), &bounds()).expect("an honest animation");
    assert_eq!(kept.stripped, [Stripped::Animation], "said to be gone");
    assert_eq!(
        pixels(&kept.bytes),
        pixels(&gif(30, 20, 1)),
        "the first picture as it was"
    );
}

#[test]
fn text_and_pdf_come_through_unchanged() {
    for (bytes, kind) in [
        (&b"%PDF-1.7\n%%EOF\n"[..], MediaType::Pdf),
        (b"name;amount\n", MediaType::Text),
    ] {
        let kept = import(bytes, &bounds()).expect("an honest file");
        assert_eq!(
            (kept.bytes.as_slice(), kept.media_type),
            (bytes, kind),
            "evidence stays as it is"
        );
        assert_eq!(
            redact(bytes, &[], &bounds()),
            Err(ImageError::NotAPicture { media_type: kind }),
            "no pixels"
        );
    }
}

#[test]
fn boxes_are_burned_into_the_pixels() {
    let boxes = [
        RedactionBox {
            x: 3,
            y: 4,
            width: 10,
            height: 5,
        },
        RedactionBox {
            x: 25,
            y: 15,
            width: 99,
            height: 99,
        },
    ];
    let painted = pixels(&redact(&png(30, 20), &boxes, &bounds()).expect("boxes inside")).into_rgb8();
    let original = drawing(30, 20);
    for (x, y, pixel) in painted.enumerate_pixels() {
        let hidden = (3..13).contains(&x) && (4..9).contains(&y) || x >= 25 && y >= 15;
        let expected = if hidden {
            [0, 0, 0]
        } else {
            original.get_pixel(x, y).0
        };
        assert_eq!(pixel.0, expected, "pixel {x},{y}");
    }
}

#[test]
fn what_lies_under_a_box_changes_nothing_in_the_result() {
    let mut other = drawing(30, 20);
    for (x, y, pixel) in other.enumerate_pixels_mut() {
        if (3..13).contains(&x) && (4..9).contains(&y) {
            pixel.0 = [x as u8, 255, y as u8];
        }
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    other
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a drawing can be written");
    let one = [RedactionBox {
        x: 3,
        y: 4,
        width: 10,
        height: 5,
    }];
    assert_eq!(
        redact(&png(30, 20), &one, &bounds()),
        redact(&bytes.into_inner(), &one, &bounds()),
        "two pictures that differ only under the box give equal bytes, so the box hides all of it"
    );
}

#[test]
fn a_box_that_hides_nothing_is_an_error() {
    for one in [
        RedactionBox {
            x: 30,
            y: 0,
            width: 5,
            height: 5,
        },
        RedactionBox {
            x: 0,
            y: 20,
            width: 5,
            height: 5,
        },
        RedactionBox {
            x: 0,
            y: 0,
            width: 0,
            height: 5,
        },
    ] {
        let good = RedactionBox {
            x: 0,
            y: 0,
            width: 1,
            height: 1,
        };
        assert_eq!(
            redact(&png(30, 20), &[good, one], &bounds()),
            Err(ImageError::BoxOutside { position: 1 }),
            "{one:?}"
        );
    }
}

#[test]
fn colours_behind_transparency_are_wiped() {
    let hidden = [[9, 9, 9, 0], [1, 2, 3, 255]].concat();
    let picture = clipboard_png(2, 1, &hidden, &bounds()).expect("two pixels");
    let painted = pixels(&redact(&picture, &[], &bounds()).expect("no box is fine")).into_rgba8();
    assert_eq!(
        painted.into_raw(),
        [0, 0, 0, 0, 1, 2, 3, 255],
        "a transparent pixel has no colour to reveal"
    );
}

#[test]
fn pixels_from_the_clipboard_become_a_png() {
    let rgba: Vec<u8> = drawing(7, 5)
        .pixels()
        .flat_map(|p| [p.0[0], p.0[1], p.0[2], 255])
        .collect();
    let bytes = clipboard_png(7, 5, &rgba, &bounds()).expect("honest pixels");
    assert_eq!(pixels(&bytes).into_rgb8(), drawing(7, 5), "the same pixels");
    assert_eq!(
        import(&bytes, &bounds()).map(|kept| kept.bytes),
        Ok(bytes),
        "nothing to strip from it"
    );
    assert_eq!(
        clipboard_png(7, 6, &rgba, &bounds()),
        Err(ImageError::WrongLength {
            expected: 168,
            found: 140
        }),
        "a length that does not fit"
    );
    assert!(
        clipboard_png(u32::MAX, u32::MAX, &rgba, &bounds()).is_err(),
        "no overflow"
    );
}

#[test]
fn a_thumbnail_keeps_its_proportions() {
    let small = pixels(&thumbnail(&png(300, 200), 90, &bounds()).expect("a picture"));
    assert_eq!(small.dimensions(), (90, 60), "in proportion");
    let same = pixels(&thumbnail(&png(30, 20), 90, &bounds()).expect("a picture"));
    assert_eq!(same.dimensions(), (30, 20), "never larger than it was");
}
