//! A .env file in any dialect. Nothing of it is lost, every place lies where it belongs, lines go forward, and nothing
//! that prints holds a value.

use valise_intake::dotenv::{self, Content, Dialect};

pub fn holds(bytes: &[u8]) {
    for dialect in Dialect::ALL {
        let reading = dotenv::read(bytes, dialect);
        let (mut at, mut line) = (0, 1);
        for item in reading.items() {
            assert_eq!(item.span.start, at, "items follow one another");
            assert!(!item.span.is_empty() && item.line >= line, "items go forward");
            (at, line) = (item.span.end, item.line);
            let places = match &item.content {
                Content::Assignment(assignment) => vec![&assignment.key, &assignment.value],
                Content::Comment(place) => vec![place],
                Content::Source(source) => vec![&source.target],
                Content::Blank | Content::Broken(_) => Vec::new(),
            };
            for place in places {
                assert!(
                    item.span.start <= place.start && place.start <= place.end && place.end <= item.span.end,
                    "a place lies in its item"
                );
            }
        }
        assert_eq!(at, bytes.len(), "nothing of the file is lost");
        let printed = format!("{:?}", reading.items());
        for (_, value) in reading.pairs() {
            let value = value
                .and_then(|value| std::str::from_utf8(value).ok())
                .unwrap_or_default();
            // Longer than any word that is printed on purpose.
            assert!(
                value.len() < 24 || !printed.contains(value),
                "a value was printed"
            );
        }
    }
    let text = String::from_utf8_lossy(bytes);
    let guess = dotenv::guess(&text, bytes, &[&text]);
    assert!(Dialect::ALL.contains(&guess.dialect));
}
