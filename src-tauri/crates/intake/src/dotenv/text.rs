//! The bytes of a file as characters, without a copy: what counts as a blank or as the end of a
//! line differs from dialect to dialect, and a file need not be UTF-8.

use std::ops::Range;

use zeroize::Zeroizing;

/// A file under a cursor. All positions are bytes of the file.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub bytes: &'a [u8],
    /// Whether a carriage return, alone or before a line feed, reads as one line feed.
    folds: bool,
}

impl<'a> Text<'a> {
    /// `\r\n` and `\r` read as `\n`, as programs do that open a file as text.
    pub fn folded(bytes: &'a [u8]) -> Self {
        Self { bytes, folds: true }
    }

    /// A carriage return is a character like others.
    pub fn plain(bytes: &'a [u8]) -> Self {
        Self { bytes, folds: false }
    }

    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The character at a position and the position behind it. What is no UTF-8 reads as U+FFFD,
    /// in the same portions in which other decoders replace it.
    pub fn at(&self, at: usize) -> Option<(char, usize)> {
        let first = *self.bytes.get(at)?;
        if first == b'\r' && self.folds {
            let pair = self.bytes.get(at + 1) == Some(&b'\n');
            return Some(('\n', at + 1 + usize::from(pair)));
        }
        if first.is_ascii() {
            return Some((char::from(first), at + 1));
        }
        let window = &self.bytes[at..self.len().min(at + 4)];
        let (good, skip) = match std::str::from_utf8(window) {
            Ok(good) => (good, 1),
            Err(e) => (
                std::str::from_utf8(&window[..e.valid_up_to()]).unwrap_or_default(),
                e.error_len().unwrap_or(window.len()),
            ),
        };
        match good.chars().next() {
            Some(c) => Some((c, at + c.len_utf8())),
            None => Some((char::REPLACEMENT_CHARACTER, at + skip)),
        }
    }

    pub fn char(&self, at: usize) -> Option<char> {
        self.at(at).map(|(c, _)| c)
    }

    pub fn starts_with(&self, at: usize, word: &str) -> bool {
        self.bytes
            .get(at..)
            .is_some_and(|rest| rest.starts_with(word.as_bytes()))
    }

    /// The first position from `at` whose character is not of the class.
    pub fn skip(&self, mut at: usize, class: impl Fn(char) -> bool) -> usize {
        while let Some((c, next)) = self.at(at) {
            if !class(c) {
                break;
            }
            at = next;
        }
        at
    }

    /// The position behind the first character of the class, if there is one before the end.
    pub fn behind(&self, mut at: usize, class: impl Fn(char) -> bool) -> Option<usize> {
        while let Some((c, next)) = self.at(at) {
            if class(c) {
                return Some(next);
            }
            at = next;
        }
        None
    }

    /// A range without characters of the class at either side.
    pub fn trim(&self, range: Range<usize>, class: impl Fn(char) -> bool) -> Range<usize> {
        let start = self.skip(range.start, &class).min(range.end);
        start..self.trim_end(start..range.end, class)
    }

    /// The end of a range without characters of the class.
    pub fn trim_end(&self, range: Range<usize>, class: impl Fn(char) -> bool) -> usize {
        let (mut at, mut end) = (range.start, range.start);
        while let Some((c, next)) = self.at(at).filter(|_| at < range.end) {
            if !class(c) {
                end = next;
            }
            at = next;
        }
        end
    }

    /// Characters of a range with their positions.
    pub fn chars(&self, range: Range<usize>) -> impl Iterator<Item = (usize, char)> + use<'a> {
        let text = *self;
        let mut at = range.start;
        std::iter::from_fn(move || {
            let (c, next) = text.at(at).filter(|_| at < range.end)?;
            let here = at;
            at = next;
            Some((here, c))
        })
    }
}

/// A value under construction, in memory that is wiped. It never grows, since growing would leave
/// a copy behind.
pub(super) struct Wiped(Zeroizing<Vec<u8>>);

impl Wiped {
    /// Room for whatever becomes of a range: one byte that is no UTF-8 becomes three.
    pub fn for_bytes(bytes: &[u8]) -> Self {
        let room = if std::str::from_utf8(bytes).is_ok() {
            bytes.len()
        } else {
            bytes.len() * 3
        };
        Self(Zeroizing::new(Vec::with_capacity(room)))
    }

    pub fn push(&mut self, c: char) {
        let mut room = [0; 4];
        let bytes = c.encode_utf8(&mut room).as_bytes();
        debug_assert!(self.0.len() + bytes.len() <= self.0.capacity(), "a value grew");
        self.0.extend_from_slice(bytes);
    }

    /// Nothing where the value is what the file says anyway.
    pub fn unless(self, raw: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        (self.0.as_slice() != raw).then_some(self.0)
    }
}

/// Blanks of JavaScript's `\s` and `trim`.
pub(super) fn js_blank(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r' | ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{2028}' | '\u{2029}'
            | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\u{FEFF}'
    )
}

/// Where `^` and `$` of JavaScript find a line, once carriage returns are gone.
pub(super) fn js_line_end(c: char) -> bool {
    matches!(c, '\n' | '\u{2028}' | '\u{2029}')
}

/// Blanks of Python's `\s` and `strip`.
pub(super) fn python_blank(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r' | '\u{1C}'..='\u{20}' | '\u{85}' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}'
            | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// Blanks of Ruby's `\s`.
pub(super) fn ruby_blank(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ')
}

/// Blanks of Go's `unicode.IsSpace`.
pub(super) fn go_blank(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r' | ' ' | '\u{85}' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{2028}'
            | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

pub(super) fn newline(c: char) -> bool {
    c == '\n'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: Text<'_>) -> String {
        text.chars(0..text.len()).map(|(_, c)| c).collect()
    }

    #[test]
    fn what_is_no_utf8_is_replaced_as_elsewhere() {
        for bytes in [
            &b"a\xFFb"[..],
            b"\xE2\x82",
            b"\xE2\x82\xAC",
            b"\xE2\x82\xE2\x82\xAC",
            b"\xF0\x9F\x98x",
            b"\xF0\x80\x80\x80",
            b"\xED\xA0\x80",
            b"\xC0\xAF\xC3",
        ] {
            assert_eq!(
                all(Text::plain(bytes)),
                String::from_utf8_lossy(bytes),
                "the same portions as the standard library for {bytes:02X?}"
            );
        }
    }

    #[test]
    fn returns_fold_into_line_feeds() {
        assert_eq!(all(Text::folded(b"a\r\nb\rc\n\r\r\n")), "a\nb\nc\n\n\n");
        assert_eq!(all(Text::plain(b"a\r\nb")), "a\r\nb");
    }

    #[test]
    fn a_trim_keeps_what_is_inside() {
        let text = Text::plain("\u{FEFF} a b\u{3000}".as_bytes());
        let range = text.trim(0..text.len(), js_blank);
        assert_eq!(&text.bytes[range], b"a b");
        let blank = Text::plain(b"   ");
        assert!(blank.trim(0..3, js_blank).is_empty());
    }
}
