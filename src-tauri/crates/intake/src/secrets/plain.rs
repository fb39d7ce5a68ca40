use std::borrow::Cow;

/// A text without the characters that nobody sees, and the way back to the original.
///
/// A soft hyphen or a space of no width inside a token breaks no reader's copy and paste, but it
/// would break every pattern. Spaces that do not break a line become plain ones.
pub(super) struct Plain<'a> {
    pub text: Cow<'a, str>,
    /// Where the two texts drift apart: position in the plain text, bytes lost up to there.
    drift: Vec<(usize, usize)>,
}

impl<'a> Plain<'a> {
    pub fn of(original: &'a str) -> Self {
        if original.is_ascii() || !original.contains(is_odd) {
            return Self {
                text: Cow::Borrowed(original),
                drift: Vec::new(),
            };
        }
        let mut text = String::with_capacity(original.len());
        let mut drift = Vec::new();
        for (at, c) in original.char_indices() {
            match c {
                '\u{A0}' | '\u{202F}' | '\u{2007}' => text.push(' '),
                _ if is_odd(c) => {}
                _ => {
                    text.push(c);
                    continue;
                }
            }
            drift.push((text.len(), at + c.len_utf8() - text.len()));
        }
        Self {
            text: Cow::Owned(text),
            drift,
        }
    }

    /// The position in the original that belongs to one in the plain text.
    pub fn original(&self, at: usize) -> usize {
        let passed = self.drift.partition_point(|(place, _)| *place <= at);
        at + if passed == 0 { 0 } else { self.drift[passed - 1].1 }
    }
}

fn is_odd(c: char) -> bool {
    matches!(
        c,
        '\u{A0}' | '\u{202F}' | '\u{2007}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
    )
}
