//! XML as a tree of elements with the place of each text and attribute. quick-xml reads it;
//! entities that a file declares are never looked up.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zeroize::Zeroizing;

use super::tree::{MAX_DEPTH, MAX_NODES, Passed, key_of};
use crate::readers::Fault;

pub(in crate::readers) struct Element {
    pub name: String,
    pub attributes: Vec<(String, Value)>,
    /// The text between the tags, where there is nothing else between them.
    pub text: Option<Value>,
    pub children: Vec<Element>,
}

pub(in crate::readers) struct Value {
    pub span: Range<usize>,
    pub decoded: Option<Zeroizing<Vec<u8>>>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&Value> {
        self.attributes
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children
            .iter()
            .find(|child| child.name.eq_ignore_ascii_case(name))
    }

    /// Calls with this element and every one below it.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Element)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }
}

impl Value {
    pub fn text<'a>(&'a self, file: &'a [u8]) -> &'a str {
        let bytes = match &self.decoded {
            Some(decoded) => decoded.as_slice(),
            None => file.get(self.span.clone()).unwrap_or_default(),
        };
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// An element whose end was not seen yet, and where its content begins.
struct Open {
    element: Element,
    content: usize,
    mixed: bool,
}

/// The elements at the top, and what was passed over. Behind what is no XML nothing is read.
pub(in crate::readers) fn parse(bytes: &[u8]) -> (Vec<Element>, Vec<Passed>) {
    let mut passed = Vec::new();
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) => {
            passed.push(Passed(Fault::Encoding, e.valid_up_to()..bytes.len()));
            std::str::from_utf8(&bytes[..e.valid_up_to()]).unwrap_or_default()
        }
    };
    // The reader passes a mark of the encoding and does not count it.
    let mark = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let position = |reader: &Reader<&[u8]>| {
        usize::try_from(reader.buffer_position()).map_or(bytes.len(), |at| (at + mark).min(bytes.len()))
    };
    let mut reader = Reader::from_str(&text[mark..]);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut top = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut nodes = 0;
    // Levels below the deepest that is kept.
    let mut below = 0usize;
    loop {
        let before = position(&reader);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(_) => {
                passed.push(Passed(Fault::Syntax, before..bytes.len()));
                break;
            }
        };
        match event {
            Event::Start(_) if open.len() >= MAX_DEPTH => {
                if below == 0 {
                    passed.push(Passed(Fault::TooDeep, before..position(&reader)));
                }
                below += 1;
            }
            Event::Start(start) => {
                nodes += 1;
                open.push(Open {
                    element: element(text, &start),
                    content: position(&reader),
                    mixed: false,
                });
            }
            Event::Empty(start) if below == 0 => {
                nodes += 1;
                close(element(text, &start), &mut open, &mut top);
            }
            Event::End(_) if below > 0 => below -= 1,
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    let element = with_text(done, before, bytes);
                    close(element, &mut open, &mut top);
                }
            }
            Event::CData(data) if below == 0 => {
                // Its letters are what they are; the marks around it are not part of them.
                if let Some(last) = open.last_mut() {
                    last.mixed = true;
                    last.element.text = Some(Value {
                        span: place(text, &data),
                        decoded: None,
                    });
                }
            }
            Event::Comment(_) | Event::PI(_) => {
                if let Some(last) = open.last_mut() {
                    last.mixed = true;
                }
            }
            Event::Eof => break,
            _ => {}
        }
        if nodes > MAX_NODES {
            passed.push(Passed(Fault::TooLarge, position(&reader)..bytes.len()));
            break;
        }
    }
    if !open.is_empty() {
        passed.push(Passed(
            Fault::Unclosed,
            position(&reader).min(bytes.len())..bytes.len(),
        ));
    }
    while let Some(done) = open.pop() {
        close(done.element, &mut open, &mut top);
    }
    passed.truncate(100);
    (top, passed)
}

fn close(element: Element, open: &mut [Open], top: &mut Vec<Element>) {
    match open.last_mut() {
        Some(parent) => {
            parent.mixed = true;
            parent.element.children.push(element);
        }
        None => top.push(element),
    }
}

fn with_text(done: Open, end: usize, bytes: &[u8]) -> Element {
    let mut element = done.element;
    if !done.mixed && done.content <= end {
        let span = done.content..end;
        let raw = &bytes[span.clone()];
        element.text = Some(Value {
            decoded: unescape(raw),
            span,
        });
    }
    element
}

fn element(text: &str, start: &BytesStart<'_>) -> Element {
    let attributes = start
        .attributes()
        .with_checks(false)
        .flatten()
        .map(|attribute| {
            let span = place(text, &attribute.value);
            let value = Value {
                decoded: unescape(&text.as_bytes()[span.clone()]),
                span,
            };
            (key_of(attribute.key.as_ref().as_bytes()), value)
        })
        .collect();
    Element {
        name: key_of(start.name().as_ref().as_bytes()),
        attributes,
        text: None,
        children: Vec::new(),
    }
}

/// Where a part lies. The reader hands out parts of the text, not copies.
fn place(whole: &str, part: &str) -> Range<usize> {
    super::ini::place(whole.as_bytes(), part.as_bytes())
}

/// The five named characters and those with a number. Other names stay as they are written.
fn unescape(raw: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if !raw.contains(&b'&') {
        return None;
    }
    let mut out = Zeroizing::new(Vec::with_capacity(raw.len()));
    let mut at = 0;
    while let Some(c) = raw.get(at) {
        let end = raw[at..].iter().take(12).position(|c| *c == b';');
        let known = match end {
            Some(end) if *c == b'&' => named(&raw[at + 1..at + end]).map(|c| (c, end + 1)),
            _ => None,
        };
        match known {
            Some((c, used)) => {
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                at += used;
            }
            None => {
                out.push(*c);
                at += 1;
            }
        }
    }
    Some(out)
}

fn named(name: &[u8]) -> Option<char> {
    let text = std::str::from_utf8(name).ok()?;
    match text {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let code = text.strip_prefix('#')?;
            let code = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for element in &parse(bytes).0 {
            element.walk(&mut |element| {
                for (name, value) in &element.attributes {
                    found.push((format!("{}@{name}", element.name), value.text(bytes).to_owned()));
                }
                if let Some(text) = &element.text {
                    found.push((element.name.clone(), text.text(bytes).to_owned()));
                }
            });
        }
        found
    }

    #[test]
    fn texts_and_attributes_are_found_in_their_place() {
        let bytes = "\u{FEFF}<?xml version=\"1.0\"?><!-- x --><a b='c&amp;d'><e>f&lt;g&#228;&#x41;</e><h/><i><![CDATA[j<&k]]></i></a>"
            .as_bytes();
        let expected = [("a@b", "c&d"), ("e", "f<gäA"), ("i", "j<&k")];
        assert_eq!(
            texts(bytes),
            expected.map(|(name, text)| (name.to_owned(), text.to_owned()))
        );
        let element = &parse(bytes).0[0];
        assert_eq!(&bytes[element.attribute("B").unwrap().span.clone()], b"c&amp;d");
    }

    #[test]
    fn entities_of_a_file_stay_names() {
        let bytes = b"<!DOCTYPE a [<!ENTITY x \"yyyyyyyyyy\"><!ENTITY z SYSTEM \"file:///etc/passwd\">]><a>&x;&z;</a>";
        assert_eq!(texts(bytes), [("a".to_owned(), "&x;&z;".to_owned())]);
    }

    #[test]
    fn damage_is_counted_and_depth_is_bounded() {
        let (elements, passed) = parse(b"<a><b>c</b><d>e");
        assert_eq!(elements[0].children.len(), 2);
        assert!(passed.iter().any(|passed| passed.0 == Fault::Unclosed));
        let deep = [b"<a>".repeat(5000), b"</a>".repeat(5000), b"<b>c</b>".to_vec()].concat();
        let (elements, passed) = parse(&deep);
        assert_eq!(elements.len(), 2, "what follows is read");
        assert!(passed.iter().any(|passed| passed.0 == Fault::TooDeep));
        let (_, passed) = parse(b"<a>\xFF</a>");
        assert!(passed.iter().any(|passed| passed.0 == Fault::Encoding));
        for bytes in [
            &b"<"[..],
            b"<a",
            b"</a>",
            b"<a b=",
            b"<a b=c>d</a>",
            b"&",
            b"<!",
            b"<![CDATA[",
            b"<a/><b",
            b"]]>",
        ] {
            parse(bytes);
        }
    }
}
