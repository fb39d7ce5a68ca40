use std::collections::BTreeMap;

use proptest::prelude::*;
use saphyr_parser::{Event, Parser as Published, ScalarStyle};

use super::*;

/// Every value with the keys that lead to it.
fn flat(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut flat = BTreeMap::new();
    for (i, document) in parse(bytes).documents.iter().enumerate() {
        document.walk(&mut |path, node| {
            let value = node
                .bytes(bytes)
                .map_or_else(|| "*".to_owned(), |v| String::from_utf8_lossy(v).into_owned());
            flat.insert(format!("{i}:{}", path.name()), value);
        });
    }
    flat
}

/// The same from a published parser, or nothing where it refuses the document.
fn published(text: &str) -> Option<BTreeMap<String, String>> {
    enum Open {
        Map(Option<String>),
        List(usize),
    }
    let mut flat = BTreeMap::new();
    let mut open: Vec<Open> = Vec::new();
    let mut document = 0;
    for event in Published::new_from_str(text) {
        let (event, _) = event.ok()?;
        let value = match event {
            Event::DocumentEnd => {
                document += 1;
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(None));
                continue;
            }
            Event::SequenceStart(..) => {
                open.push(Open::List(0));
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                None
            }
            Event::Scalar(text, style, ..) => {
                let null = style == ScalarStyle::Plain && text == "~";
                Some(if null && open.is_empty() {
                    String::new()
                } else {
                    text.into_owned()
                })
            }
            Event::Alias(_) => Some("*".to_owned()),
            _ => continue,
        };
        if let (Some(Open::Map(key @ None)), Some(value)) = (open.last_mut(), &value) {
            *key = Some(value.clone());
            continue;
        }
        if let Some(value) = value {
            let path: Vec<String> = open
                .iter()
                .map(|open| match open {
                    Open::Map(key) => key.clone().unwrap_or_default(),
                    Open::List(i) => i.to_string(),
                })
                .collect();
            flat.insert(format!("{document}:{}", path.join(".")), value);
        }
        match open.last_mut() {
            Some(Open::Map(key)) => *key = None,
            Some(Open::List(i)) => *i += 1,
            None => {}
        }
    }
    Some(flat)
}

/// A document in one of the styles in which people write settings.
#[derive(Clone, Debug)]
enum Tree {
    Text(String, u8),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

fn write(tree: &Tree, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    match tree {
        Tree::Text(text, style) => match style {
            0 if is_plain(text) => out.push_str(&format!(" {text}\n")),
            1 => out.push_str(&format!(" '{}'\n", text.replace('\n', " ").replace('\'', "''"))),
            2 if text.lines().all(|line| !line.starts_with(' ')) && text.contains(|c| c != '\n') => {
                let style = if text.ends_with('\n') { "|" } else { "|-" };
                out.push_str(&format!(" {style}\n"));
                for line in text.trim_end_matches('\n').split('\n') {
                    out.push_str(&if line.is_empty() {
                        "\n".to_owned()
                    } else {
                        format!("{pad}{line}\n")
                    });
                }
            }
            3 if text.lines().all(|line| !line.starts_with(' ')) && text.contains(|c| c != '\n') => {
                out.push_str(" >\n");
                for line in text.trim_end_matches('\n').split('\n') {
                    out.push_str(&if line.is_empty() {
                        "\n".to_owned()
                    } else {
                        format!("{pad}{line}\n")
                    });
                }
            }
            _ => out.push_str(&format!(" {}\n", serde_json::to_string(text).unwrap())),
        },
        Tree::List(items) if items.is_empty() => out.push_str(" []\n"),
        Tree::Map(pairs) if pairs.is_empty() => out.push_str(" {}\n"),
        Tree::List(items) => {
            out.push('\n');
            for item in items {
                out.push_str(&format!("{pad}-"));
                write(item, indent + 2, out);
            }
        }
        Tree::Map(pairs) => {
            out.push('\n');
            for (key, value) in pairs {
                out.push_str(&format!("{pad}{key}:"));
                write(value, indent + 2, out);
            }
        }
    }
}

fn is_plain(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-/".contains(c))
}

fn any_tree() -> impl Strategy<Value = Tree> {
    let text = prop_oneof![
        "[a-zA-Z][a-zA-Z0-9_/-]{0,8}",
        "[a-z :#'\"\\\\\n-]{0,10}",
        "(line\n){1,3}\n{0,2}x?"
    ];
    let leaf = (text, 0u8..5).prop_map(|(text, style)| Tree::Text(text, style));
    leaf.prop_recursive(4, 24, 4, |inner| {
        let map = prop::collection::btree_map("[a-z]{1,6}", inner.clone(), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Tree::List),
            map.prop_map(|map| Tree::Map(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sound_yaml_reads_as_a_published_parser_reads_it(tree in any_tree()) {
        let mut text = String::from("root:");
        write(&tree, 2, &mut text);
        let expected = published(&text);
        prop_assert!(expected.is_some(), "the writer writes sound YAML: {text:?}");
        prop_assert_eq!(flat(text.as_bytes()), expected.unwrap(), "{:?}", text);
        prop_assert!(parse(text.as_bytes()).passed.is_empty(), "{text:?}");
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(prop_oneof![
        4 => prop::sample::select(&b"a: -\n \n'\"{}[],|>&*!#?%\\\t\r"[..]), 1 => any::<u8>()
    ], 0..120)) {
        for passed in &parse(&bytes).passed {
            prop_assert!(passed.1.start <= passed.1.end && passed.1.end <= bytes.len());
        }
    }
}

#[test]
fn written_documents_read_as_a_published_parser_reads_them() {
    for text in [
        "a: b\n",
        "a:\n- b\n- c: d\n  e: f\n-\n  - g\n",
        "a: 'it''s'\nb: \"x\\ty\\u00e4\\x41\"\n",
        "a: one\n  two\n\n  three\nb: c\n",
        "a: \"one\n  two\n\n  three \\\n  four\"\n",
        "a: 'one\n  two'\n",
        "a: |\n  one\n   two\n\n  three\n\nb: >-\n  one\n  two\n\n   three\n  four\nc: |+\n  x\n\nd: |2\n   y\n",
        "a: &x {b: c, d: [e, 'f, g', \"h\"], i: }\nj: *x\nk: !!str 5\n",
        "- a\n- - b\n  - c\n- d:\n    e\n",
        "# c\na: b # d\n'e': f#g\n\"h\" : i\n---\nj: k\n...\n---\nl\n",
        "a: http://h:1/x#y\nb: -c\nd: ?e\nf: a:b\n",
        "a:\n  [b,\n   c]\nd: {\n  e: f,\n  g: h\n}\n",
        "a: ''\nb: \"\"\nc:\nd: ~\n",
        "&a k: v\nl: m\n",
        "a: !x\n  b: c\n",
        "\u{FEFF}a: b\n",
        "a: b\r\nc:\r\n  - d\r\n",
    ] {
        let expected = published(text).unwrap_or_else(|| panic!("{text:?} is sound"));
        assert_eq!(flat(text.as_bytes()), expected, "{text:?}");
        assert!(parse(text.as_bytes()).passed.is_empty(), "{text:?}");
    }
}

#[test]
fn templates_and_damage_cost_their_line() {
    let text = b"{{- if .Values.on }}\na: {{ .Values.a | quote }}\n\tb: c\nd: \"e\nf: {g: h\ni:\n  {{- with . }}\n  j: k\n  {{- end }}\nl: m\n";
    let flat = flat(text);
    assert_eq!(flat["0:a"], "{{ .Values.a | quote }}");
    assert_eq!(flat["0:i.j"], "k");
    assert_eq!(flat["0:l"], "m");
    let faults: Vec<Fault> = parse(text).passed.iter().map(|passed| passed.0).collect();
    assert!(faults.contains(&Fault::Unclosed), "{faults:?}");
}

#[test]
fn depth_number_and_time_are_bounded() {
    let deep: String = (0..2000).map(|i| format!("{}a:\n", " ".repeat(i))).collect();
    assert!(
        parse(deep.as_bytes())
            .passed
            .iter()
            .any(|passed| passed.0 == Fault::TooDeep)
    );
    for piece in [
        "[",
        "{a: [",
        "a: [\n",
        "- ",
        "&a\n",
        "a: \"\n",
        "'\n",
        "a: |\n",
        "? ",
        "a: &x *x\n",
        "- - -\n",
        "a:\n",
    ] {
        let file = piece.repeat(300_000 / piece.len());
        let begun = std::time::Instant::now();
        parse(file.as_bytes());
        let took = begun.elapsed();
        assert!(took.as_secs() < 10, "{piece:?} took {took:?}");
    }
}
