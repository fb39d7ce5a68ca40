//! The search for secrets in a text that is about to leave. Every place it names lies in the text, in order, without
//! overlap, and is never repeated.

use valise_intake::secrets::{Hit, scan, warn_high_entropy};

pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    for hits in [scan(text), warn_high_entropy(text)] {
        let mut from = 0;
        for hit in hits {
            check(text, &hit, from);
            from = hit.end;
        }
    }
}

fn check(text: &str, hit: &Hit, from: usize) {
    assert!(hit.start >= from, "hits overlap");
    let value = text.get(hit.start..hit.end).expect("a hit lies in the text");
    assert!(!value.is_empty(), "a hit on nothing");
    assert_eq!(
        hit.line,
        text[..hit.start].matches('\n').count() + 1,
        "the line is that of the first byte"
    );
    assert!(
        hit.preview.chars().count() <= 32 && (value.chars().count() < 4 || !hit.preview.contains(value)),
        "the preview repeats the value"
    );
}
