//! Lines of key and value under headings: INI files and their many relatives, and Java's
//! properties.

use std::ops::Range;

use zeroize::Zeroizing;

/// One key with its value.
pub(in crate::readers) struct Setting<'a> {
    /// The heading above, without its brackets; empty where there is none.
    pub section: &'a str,
    pub key: &'a str,
    /// Bytes of the value, without quotation marks.
    pub value: Range<usize>,
    pub decoded: Option<Zeroizing<Vec<u8>>>,
}

/// A line with its place, without its end.
pub(in crate::readers) fn lines(bytes: &[u8]) -> impl Iterator<Item = (Range<usize>, &[u8])> {
    let mut at = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    std::iter::from_fn(move || {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let from = at;
        let length = rest
            .iter()
            .position(|c| matches!(c, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        let pair = rest[length..].starts_with(b"\r\n");
        at += length + 1 + usize::from(pair);
        Some((from..from + length, &rest[..length]))
    })
}

/// The place of `part` in `whole`, of which it has to be a part.
pub(in crate::readers) fn place(whole: &[u8], part: &[u8]) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    start.min(whole.len())..(start + part.len()).min(whole.len())
}

/// Calls with every `key = value` or `key: value`. Comment lines begin with `#`, `;` or `!`; a
/// comment behind a value stays part of it, since passwords have such letters.
pub(in crate::readers) fn each<'a>(bytes: &'a [u8], visit: &mut dyn FnMut(Setting<'a>)) {
    each_by(bytes, b"=:", visit);
}

/// As [`each`], where only these signs end a key.
pub(in crate::readers) fn each_by<'a>(bytes: &'a [u8], signs: &[u8], visit: &mut dyn FnMut(Setting<'a>)) {
    let mut section = "";
    for (_, line) in lines(bytes) {
        let line = line.trim_ascii();
        if let Some(heading) = line.strip_prefix(b"[") {
            let end = heading.iter().rposition(|c| *c == b']').unwrap_or(heading.len());
            section = text(heading[..end].trim_ascii());
            continue;
        }
        if line.is_empty() || matches!(line[0], b'#' | b';' | b'!') {
            continue;
        }
        let Some(sign) = line.iter().position(|c| signs.contains(c)) else {
            continue;
        };
        let key = line[..sign].trim_ascii();
        let value = unquoted(line[sign + 1..].trim_ascii());
        visit(Setting {
            section,
            key: text(key),
            value: place(bytes, value),
            decoded: None,
        });
    }
}

/// A value without the pair of marks around it.
pub(in crate::readers) fn unquoted(value: &[u8]) -> &[u8] {
    match value {
        [first @ (b'"' | b'\''), inner @ .., last] if first == last => inner,
        _ => value,
    }
}

/// Calls with every property of a Java file: `=`, `:` or a blank ends the key, a backslash at the
/// end of a line joins the next, and `\u00e4` is a letter.
pub(in crate::readers) fn properties<'a>(bytes: &'a [u8], visit: &mut dyn FnMut(Setting<'a>)) {
    let mut lines = lines(bytes);
    while let Some((span, line)) = lines.next() {
        let start = line
            .iter()
            .position(|c| !c.is_ascii_whitespace())
            .unwrap_or(line.len());
        let line = &line[start..];
        if line.is_empty() || matches!(line[0], b'#' | b'!') {
            continue;
        }
        let mut end = span.end;
        let mut last = line;
        while ends_in_escape(last) {
            let Some((span, next)) = lines.next() else {
                break;
            };
            (end, last) = (span.end, next);
        }
        let whole = &bytes[span.start + start..end];
        let key_end = key_end(whole);
        let mut value = key_end;
        let blank = |at: usize| matches!(whole.get(at), Some(b' ' | b'\t' | b'\x0C'));
        while blank(value) {
            value += 1;
        }
        if matches!(whole.get(value), Some(b'=' | b':')) {
            value += 1;
        }
        while blank(value) {
            value += 1;
        }
        let raw = &whole[value..];
        let decoded = raw.contains(&b'\\').then(|| unescape(raw));
        visit(Setting {
            section: "",
            key: text(&whole[..key_end]),
            value: place(bytes, raw),
            decoded,
        });
    }
}

fn ends_in_escape(line: &[u8]) -> bool {
    line.iter().rev().take_while(|c| **c == b'\\').count() % 2 == 1
}

fn key_end(line: &[u8]) -> usize {
    let mut escaped = false;
    line.iter()
        .position(|c| {
            let ends = !escaped && matches!(c, b'=' | b':' | b' ' | b'\t' | b'\x0C');
            escaped = !escaped && *c == b'\\';
            ends
        })
        .unwrap_or(line.len())
}

fn unescape(raw: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(raw.len()));
    let mut at = 0;
    while let Some(c) = raw.get(at) {
        at += 1;
        if *c != b'\\' {
            out.push(*c);
            continue;
        }
        let Some(next) = raw.get(at) else {
            break;
        };
        at += 1;
        match next {
            b'n' => out.push(b'\n'),
            b't' => out.push(b'\t'),
            b'r' => out.push(b'\r'),
            b'f' => out.push(12),
            b'u' => {
                let digits = raw
                    .get(at..at + 4)
                    .and_then(|digits| std::str::from_utf8(digits).ok());
                let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
                match code.and_then(char::from_u32) {
                    Some(c) => {
                        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                        at += 4;
                    }
                    None => out.push(b'u'),
                }
            }
            b'\n' | b'\r' => {
                // The joined line begins behind its blanks.
                while raw.get(at).is_some_and(u8::is_ascii_whitespace) {
                    at += 1;
                }
            }
            other => out.push(*other),
        }
    }
    out
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'a>(
        bytes: &'a [u8],
        how: fn(&'a [u8], &mut dyn FnMut(Setting<'a>)),
    ) -> Vec<(&'a str, &'a str, String)> {
        let mut found = Vec::new();
        how(bytes, &mut |setting| {
            let value = setting
                .decoded
                .as_ref()
                .map_or(&bytes[setting.value.clone()], |v| v.as_slice());
            found.push((
                setting.section,
                setting.key,
                String::from_utf8_lossy(value).into_owned(),
            ));
        });
        found
    }

    #[test]
    fn settings_lie_under_their_headings() {
        let bytes =
            b"\xEF\xBB\xBFa=b\r\n[one \"x\"]\n; c\nd = \"e # f\"\ng: 'h'\n[two\ni =\nno value\n\xFF=j\n";
        let found = read(bytes, each);
        let expected = [
            ("", "a", "b"),
            ("one \"x\"", "d", "e # f"),
            ("one \"x\"", "g", "h"),
            ("two", "i", ""),
            ("two", "", "j"),
        ];
        assert_eq!(
            found,
            expected.map(|(section, key, value)| (section, key, value.to_owned()))
        );
    }

    #[test]
    fn properties_join_lines_and_undo_escapes() {
        let bytes = b"# c\n! c\na=b\nc : d\\\n   e\nf g\nh\\:i=j\\u00e4\\tk\\\\\nl\nm=n\\";
        let found = read(bytes, properties);
        let expected = [
            ("a", "b"),
            ("c", "de"),
            ("f", "g"),
            ("h\\:i", "jä\tk\\"),
            ("l", ""),
            ("m", "n"),
        ];
        assert_eq!(found, expected.map(|(key, value)| ("", key, value.to_owned())));
    }
}
