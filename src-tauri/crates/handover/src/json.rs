//! The nesting of JSON, counted before a parser sees it.

/// How deep lists and objects nest, in one pass and without memory of its own. On text that is no JSON
/// the answer is some number, and the parser refuses afterwards.
pub(crate) fn depth(bytes: &[u8]) -> u64 {
    let (mut now, mut most) = (0_u64, 0);
    let (mut in_text, mut escaped) = (false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                now += 1;
                most = most.max(now);
            }
            b']' | b'}' if !in_text => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn brackets_in_text_do_not_nest() {
        assert_eq!(depth(br#"{"a":[1,{"b":"[[[{"}]}"#), 3);
        assert_eq!(depth(br#""\"[[""#), 0, "an escaped quotation mark ends no text");
        assert_eq!(depth(br#""\\"[["#), 2, "an escaped backslash escapes nothing");
        assert_eq!(depth(b"7"), 0);
    }
}
