use super::{Block, Inline, parse};

fn text(text: &str) -> Inline {
    Inline::Text {
        text: text.to_owned(),
    }
}

#[test]
fn forms_become_a_tree() {
    let blocks = parse("One *two* **three** `four`\n\n- a\n- b\n\n3. c\n");
    assert_eq!(
        blocks[0],
        Block::Paragraph {
            content: vec![
                text("One "),
                Inline::Emphasis {
                    content: vec![text("two")]
                },
                text(" "),
                Inline::Strong {
                    content: vec![text("three")]
                },
                text(" "),
                Inline::Code {
                    text: "four".to_owned()
                },
            ]
        }
    );
    assert!(matches!(&blocks[1], Block::List { start: None, items } if items.len() == 2));
    assert!(matches!(&blocks[2], Block::List { start: Some(3), items } if items.len() == 1));
}

#[test]
fn html_is_letters_and_images_are_their_words() {
    let blocks = parse("See ![a door](file:///etc/passwd)\n\n<script>x()</script>");
    let shown = serde_json::to_string(&blocks).expect("serialises");
    assert!(shown.contains("<script>"), "{shown}");
    assert!(shown.contains("a door") && !shown.contains("passwd"), "{shown}");
}

#[test]
fn links_are_words_with_their_target_beside_them() {
    let blocks = parse("[here](javascript:alert(1))");
    assert_eq!(
        blocks,
        [Block::Paragraph {
            content: vec![Inline::Link {
                content: vec![text("here")],
                target: "javascript:alert(1)".to_owned()
            }]
        }]
    );
}

#[test]
fn tables_keep_their_cells() {
    let blocks = parse("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n");
    assert!(matches!(&blocks[..], [Block::Table { head, rows }] if head.len() == 2 && rows.len() == 2));
}

#[test]
fn deep_nesting_is_flattened_not_followed() {
    let deep = format!("{}x", "> ".repeat(4000));
    let shown = serde_json::to_string(&parse(&deep)).expect("serialises");
    assert!(shown.contains('x') && shown.len() < 4000, "{}", shown.len());
}

/// A long target, defined once and referred to often, made the tree grow with the square of the text.
#[test]
fn one_definition_for_many_links_stays_in_proportion() {
    let target = "x".repeat(20_000);
    let text = format!("{}\n\n[a]: /{target}\n", "[a] ".repeat(5_000));
    let shown = serde_json::to_string(&parse(&text)).expect("serialises");
    assert!(shown.contains(&target), "a link keeps its target");
    assert!(shown.len() < 16 * text.len(), "{} of {}", shown.len(), text.len());
}
