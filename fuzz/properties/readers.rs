//! A file of a client, given to every reader of credentials, whatever it is. Every place lies in the file, every line
//! is that of its place, names are words of bounded length, and what is too much is cut off.

use valise_intake::readers::{self, Damage, Entry, Sink};

struct Check<'a> {
    bytes: &'a [u8],
    entries: usize,
    damage: usize,
}

impl Sink for Check<'_> {
    fn entry(&mut self, entry: Entry) {
        self.entries += 1;
        self.place(entry.value.start, entry.value.end, entry.line);
        assert!(
            !entry.name.is_empty()
                && !entry.name.chars().any(char::is_control)
                && entry.name.chars().count() <= 200,
            "a name is a word"
        );
        let length = entry.value_in(self.bytes).len();
        assert!(
            length <= 3 * self.bytes.len(),
            "a value is no larger than the file allows"
        );
    }

    fn damage(&mut self, damage: Damage) {
        self.damage += 1;
        self.place(damage.span.start, damage.span.end, damage.line);
    }
}

impl Check<'_> {
    fn place(&self, start: usize, end: usize, line: u32) {
        assert!(
            start <= end && end <= self.bytes.len(),
            "a place lies in the file"
        );
        let before = &self.bytes[..start];
        let returns = before
            .iter()
            .enumerate()
            .filter(|(at, c)| **c == b'\r' && self.bytes.get(at + 1) != Some(&b'\n'))
            .count();
        let lines = 1 + returns + before.iter().filter(|c| **c == b'\n').count();
        assert_eq!(line as usize, lines, "the line is that of the place");
    }
}

pub fn holds(bytes: &[u8]) {
    for reader in readers::all() {
        let mut check = Check {
            bytes,
            entries: 0,
            damage: 0,
        };
        reader.read(bytes, &mut check);
        assert!(
            check.entries <= readers::MAX_ENTRIES && check.damage <= readers::MAX_DAMAGE,
            "too much"
        );
    }
    // The first line as a path.
    let end = bytes.iter().position(|c| *c == b'\n').unwrap_or(bytes.len());
    let path = String::from_utf8_lossy(&bytes[..end]);
    assert!(readers::by_name(&path).is_none_or(|named| !named.rule.is_empty()));
    for reader in readers::recognise(&path, &bytes[end..]) {
        assert!(!reader.name.is_empty());
    }
}
