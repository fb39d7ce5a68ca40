//! A file that came in as evidence or as a logo. What is taken in stays within its bounds, comes through a second
//! time unchanged, and can be shown and blacked out.

use valise_intake::image::{Bounds, RedactionBox, import, recognise, redact, thumbnail};

/// Small, so that a run measures the parsers and not the memory.
const BOUNDS: Bounds = Bounds {
    max_bytes: 1 << 18,
    max_side: 400,
    max_pixels: 64_000,
};
/// What was taken in may be larger than what came: a turned picture is written anew.
const AGAIN: Bounds = Bounds {
    max_bytes: 1 << 20,
    ..BOUNDS
};

pub fn holds(bytes: &[u8]) {
    let kind = recognise(bytes);
    let Ok(taken) = import(bytes, &BOUNDS) else {
        return;
    };
    assert!(kind.is_some(), "taken in without being recognised");
    let again = import(&taken.bytes, &AGAIN).expect("what was taken in can be taken in");
    assert_eq!(again.bytes, taken.bytes, "a second import changed it");
    assert_eq!(again.media_type, taken.media_type);
    assert_eq!((again.width, again.height), (taken.width, taken.height));
    if !taken.media_type.is_picture() {
        return;
    }
    let (width, height) = (taken.width.expect("a width"), taken.height.expect("a height"));
    assert!(width <= BOUNDS.max_side && height <= BOUNDS.max_side);
    assert!(u64::from(width) * u64::from(height) <= BOUNDS.max_pixels);
    let small = thumbnail(&taken.bytes, 32, &AGAIN).expect("what was taken in can be shown");
    assert!(import(&small, &AGAIN).is_ok(), "a small picture is a picture");
    let corner = RedactionBox {
        x: 0,
        y: 0,
        width: width.min(5),
        height: height.min(5),
    };
    let black = redact(&taken.bytes, &[corner], &AGAIN).expect("what was taken in can be blacked out");
    assert!(
        import(&black, &AGAIN).is_ok(),
        "a blacked-out picture is a picture"
    );
}
