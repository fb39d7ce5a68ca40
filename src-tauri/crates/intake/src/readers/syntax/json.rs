//! JSON with the place of every value, and as people write it by hand: comments, a comma too
//! many, and several documents in a row are taken. Published parsers give no places, or stop at
//! the first comment; a test holds this one against serde_json.

use std::ops::Range;

use zeroize::Zeroizing;

use super::tree::{Data, MAX_DEPTH, MAX_NODES, Node, Parsed, key_of};
use crate::readers::Fault;

pub(in crate::readers) fn parse(bytes: &[u8]) -> Parsed {
    let mut parser = Parser {
        bytes,
        at: if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 },
        nodes: 0,
        out: Parsed::default(),
    };
    loop {
        parser.skip();
        let before = parser.at;
        if before >= bytes.len() || parser.is_full() {
            return parser.out;
        }
        if let Some(node) = parser.value(0) {
            parser.out.documents.push(node);
        } else {
            parser.resume(before);
        }
    }
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    nodes: usize,
    out: Parsed,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn is_full(&mut self) -> bool {
        if self.nodes < MAX_NODES {
            return false;
        }
        if self.nodes == MAX_NODES {
            self.nodes += 1;
            self.out.pass(Fault::TooLarge, self.at..self.bytes.len());
        }
        self.at = self.bytes.len();
        true
    }

    /// Blanks and comments.
    fn skip(&mut self) {
        while let Some(c) = self.peek() {
            let rest = &self.bytes[self.at..];
            if matches!(c, b' ' | b'\t' | b'\n' | b'\r') {
                self.at += 1;
            } else if rest.starts_with(b"//") {
                self.at += rest.iter().position(|c| *c == b'\n').unwrap_or(rest.len());
            } else if rest.starts_with(b"/*") {
                let end = rest.windows(2).skip(2).position(|two| two == b"*/");
                self.at += end.map_or(rest.len(), |end| end + 4);
            } else {
                break;
            }
        }
    }

    /// Passes over what is no value, at least one byte, up to where one may begin again.
    fn resume(&mut self, from: usize) {
        self.at = self.at.max(from + 1).min(self.bytes.len());
        while self
            .peek()
            .is_some_and(|c| !matches!(c, b',' | b'}' | b']' | b'{' | b'[' | b'"' | b'\n'))
        {
            self.at += 1;
        }
        self.out.pass(Fault::Syntax, from..self.at);
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        self.skip();
        let from = self.at;
        if self.is_full() {
            return None;
        }
        self.nodes += 1;
        match self.peek()? {
            b'{' | b'[' if depth >= MAX_DEPTH => {
                self.over();
                self.out.pass(Fault::TooDeep, from..self.at);
                Some(Node {
                    span: from..self.at,
                    data: Data::Pointer,
                })
            }
            b'{' => Some(self.map(depth)),
            b'[' => Some(self.list(depth)),
            b'"' => {
                let (span, decoded) = self.string();
                Some(Node {
                    span,
                    data: Data::Text(decoded),
                })
            }
            c if c.is_ascii_alphanumeric() || matches!(c, b'-' | b'+' | b'.' | b'_') => {
                while self
                    .peek()
                    .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'+' | b'.' | b'_'))
                {
                    self.at += 1;
                }
                Some(Node {
                    span: from..self.at,
                    data: Data::Bare,
                })
            }
            _ => None,
        }
    }

    fn map(&mut self, depth: usize) -> Node {
        let from = self.at;
        self.at += 1;
        let mut pairs = Vec::new();
        loop {
            self.skip();
            let before = self.at;
            match self.peek() {
                None => {
                    self.out.pass(Fault::Unclosed, from..self.at);
                    break;
                }
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b']') if depth > 0 => {
                    // The list around it ends here; this map was never closed.
                    self.out.pass(Fault::Unclosed, from..self.at);
                    break;
                }
                Some(b',') => self.at += 1,
                Some(b'"') => {
                    let (span, decoded) = self.string();
                    let key = match &decoded {
                        Some(decoded) => key_of(decoded),
                        None => key_of(&self.bytes[span]),
                    };
                    self.skip();
                    if self.peek() != Some(b':') {
                        self.resume(before);
                        continue;
                    }
                    self.at += 1;
                    let before = self.at;
                    match self.value(depth + 1) {
                        Some(value) => pairs.push((key, value)),
                        None if matches!(self.peek(), Some(b'}' | b',')) => {}
                        None => self.resume(before),
                    }
                }
                Some(_) => self.resume(before),
            }
        }
        Node {
            span: from..self.at,
            data: Data::Map(pairs),
        }
    }

    fn list(&mut self, depth: usize) -> Node {
        let from = self.at;
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip();
            let before = self.at;
            match self.peek() {
                None => {
                    self.out.pass(Fault::Unclosed, from..self.at);
                    break;
                }
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b'}') if depth > 0 => {
                    self.out.pass(Fault::Unclosed, from..self.at);
                    break;
                }
                Some(b',') => self.at += 1,
                Some(_) => match self.value(depth + 1) {
                    Some(item) => items.push(item),
                    None => self.resume(before),
                },
            }
        }
        Node {
            span: from..self.at,
            data: Data::List(items),
        }
    }

    /// A text without its marks. One that is never closed ends with its line.
    fn string(&mut self) -> (Range<usize>, Option<Zeroizing<Vec<u8>>>) {
        let from = self.at + 1;
        let mut at = from;
        let mut escapes = false;
        loop {
            match self.bytes.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    break;
                }
                Some(b'\\') => {
                    escapes = true;
                    at = (at + 2).min(self.bytes.len());
                }
                None | Some(b'\n') => {
                    self.at = at;
                    self.out.pass(Fault::Unclosed, from..at);
                    break;
                }
                Some(_) => at += 1,
            }
        }
        let raw = &self.bytes[from..at];
        (from..at, escapes.then(|| unescape(raw)))
    }

    /// Passes over a map or list without a look at what is inside.
    fn over(&mut self) {
        let mut open = 0usize;
        while let Some(c) = self.peek() {
            match c {
                b'"' => {
                    self.string();
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return;
            }
        }
    }
}

/// Escapes of JSON. One that is none stays as it is written.
pub(in crate::readers) fn unescape(raw: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(raw.len()));
    let mut at = 0;
    while let Some(c) = raw.get(at) {
        at += 1;
        if *c != b'\\' {
            out.push(*c);
            continue;
        }
        let next = raw.get(at).copied();
        at += 1;
        match next {
            Some(c @ (b'"' | b'\\' | b'/')) => out.push(c),
            Some(b'n') => out.push(b'\n'),
            Some(b't') => out.push(b'\t'),
            Some(b'r') => out.push(b'\r'),
            Some(b'b') => out.push(8),
            Some(b'f') => out.push(12),
            Some(b'u') => match unicode(&raw[at.min(raw.len())..]) {
                Some((c, used)) => {
                    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                    at += used;
                }
                None => out.extend_from_slice(b"\\u"),
            },
            Some(c) => out.extend_from_slice(&[b'\\', c]),
            None => out.push(b'\\'),
        }
    }
    out
}

/// Four hexadecimal digits, or two such groups that make one character; and how many bytes.
fn unicode(rest: &[u8]) -> Option<(char, usize)> {
    let group = |at: usize| {
        let digits = std::str::from_utf8(rest.get(at..at + 4)?).ok()?;
        digits
            .bytes()
            .all(|c| c.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let first = group(0)?;
    if let Some(c) = char::from_u32(first) {
        return Some((c, 4));
    }
    if rest.get(4..6) != Some(b"\\u") {
        return None;
    }
    let pair = [u16::try_from(first).ok()?, u16::try_from(group(6)?).ok()?];
    char::decode_utf16(pair).next()?.ok().map(|c| (c, 10))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn flat(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
        let mut flat = BTreeMap::new();
        for document in &parse(bytes).documents {
            document.walk(&mut |path, node| {
                flat.insert(path.name(), node.bytes(bytes).unwrap_or_default().to_vec());
            });
        }
        flat
    }

    fn theirs(value: &serde_json::Value, name: String, flat: &mut BTreeMap<String, Vec<u8>>) {
        let under = |key: &str| {
            if name.is_empty() {
                key.to_owned()
            } else {
                format!("{name}.{key}")
            }
        };
        match value {
            serde_json::Value::Object(map) => map
                .iter()
                .for_each(|(key, value)| theirs(value, under(key), flat)),
            serde_json::Value::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    theirs(item, under(&i.to_string()), flat);
                }
            }
            serde_json::Value::String(text) => {
                flat.insert(name, text.clone().into_bytes());
            }
            other => {
                flat.insert(name, other.to_string().into_bytes());
            }
        }
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let text = "[a-z \\\\\"\n\t\u{0}äß🔑/]{0,8}";
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i32>().prop_map(Into::into),
            text.prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
                prop::collection::btree_map("[a-z]{1,4}", inner, 0..5)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn sound_json_reads_as_serde_json_reads_it(value in any_json(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
            let mut expected = BTreeMap::new();
            theirs(&value, String::new(), &mut expected);
            prop_assert_eq!(flat(text.as_bytes()), expected);
            prop_assert!(parse(text.as_bytes()).passed.is_empty());
        }

        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(prop_oneof![
            prop::sample::select(&b"{}[],:\"\\/*u\n a1"[..]), any::<u8>()
        ], 0..80)) {
            let parsed = parse(&bytes);
            for passed in &parsed.passed {
                prop_assert!(passed.1.start <= passed.1.end && passed.1.end <= bytes.len());
            }
        }
    }

    #[test]
    fn what_people_write_by_hand_is_taken() {
        let text = b"\xEF\xBB\xBF// a comment\n{\"a\": 1, /* b */ \"b\": [\"\\u00e4\\ud83d\\udd11\", true,],}\n{\"c\": null}";
        let flat = flat(text);
        assert_eq!(flat["b.0"], "ä🔑".as_bytes());
        assert_eq!(flat.keys().collect::<Vec<_>>(), ["a", "b.0", "b.1", "c"]);
        assert!(parse(text).passed.is_empty());
    }

    #[test]
    fn damage_costs_its_surroundings_only() {
        let text = b"{\"a\": ?, \"b\": \"x\", c: 1, \"d\" \"e\", \"f\": {\"g\": \"y\" ]";
        let parsed = parse(text);
        let flat = flat(text);
        assert_eq!(flat["b"], b"x");
        assert_eq!(flat["f.g"], b"y");
        assert!(!parsed.passed.is_empty());
        let cut = b"{\"a\": \"b\", \"c\": \"d";
        assert_eq!(
            parse(cut).documents[0].get("a").unwrap().bytes(cut),
            Some(&b"b"[..])
        );
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
        let parsed = parse(&deep);
        assert!(parsed.passed.iter().any(|passed| passed.0 == Fault::TooDeep));
        let wide = [&b"["[..], &b"0,".repeat(MAX_NODES + 5)].concat();
        let parsed = parse(&wide);
        assert!(parsed.passed.iter().any(|passed| passed.0 == Fault::TooLarge));
        assert!(parsed.documents[0].items().len() <= MAX_NODES);
    }
}
