//! Every reader with a file of its format, as such files are, and with a damaged one. All values
//! are invented.
#![allow(clippy::unwrap_used)]

mod accounts;
mod clouds;
mod keys;
mod programs;
mod settings;

use std::collections::BTreeSet;

use valise_intake::readers::{self, Collected, Fault, HEAD_BYTES, Kind, Reader, State};

/// What a reader has to find: name, value, state, kind.
type Expected = (&'static str, &'static str, State, Kind);

/// A file of one format.
struct Case {
    reader: &'static str,
    path: &'static str,
    file: String,
    expected: Vec<Expected>,
    /// The same format with something broken.
    damaged: String,
    /// Values that are found all the same.
    survivors: Vec<&'static str>,
    /// Names of the files in the same folder.
    beside: &'static [&'static str],
    /// Whether the damage can be told at all: some formats take any line.
    counted: bool,
}

impl Case {
    fn new(reader: &'static str, path: &'static str, file: impl Into<String>, expected: &[Expected]) -> Self {
        Self {
            reader,
            path,
            file: file.into(),
            expected: expected.to_vec(),
            damaged: String::new(),
            survivors: Vec::new(),
            beside: &[],
            counted: true,
        }
    }

    fn beside(mut self, names: &'static [&'static str]) -> Self {
        self.beside = names;
        self
    }

    fn damaged(mut self, file: impl Into<String>, survivors: &[&'static str]) -> Self {
        self.damaged = file.into();
        self.survivors = survivors.to_vec();
        self
    }

    /// Damage that reads as something else.
    fn damaged_unseen(mut self, file: impl Into<String>, survivors: &[&'static str]) -> Self {
        self.counted = false;
        self.damaged(file, survivors)
    }
}

fn cases() -> Vec<Case> {
    let mut cases = accounts::cases();
    cases.extend(clouds::cases());
    cases.extend(keys::cases());
    cases.extend(programs::cases());
    cases.extend(settings::cases());
    cases
}

fn reader(name: &str) -> &'static Reader {
    readers::all()
        .iter()
        .find(|reader| reader.name == name)
        .unwrap_or_else(|| panic!("there is a reader {name}"))
}

fn read(name: &str, file: &[u8]) -> Collected {
    let mut collected = Collected::default();
    reader(name).read(file, &mut collected);
    collected
}

#[test]
fn every_reader_finds_what_its_format_holds() {
    let mut wrong = Vec::new();
    for case in cases() {
        let file = case.file.as_bytes();
        let collected = read(case.reader, file);
        let found: Vec<(&str, String, State, Kind)> = collected
            .entries
            .iter()
            .map(|entry| {
                let value = String::from_utf8_lossy(entry.value_in(file)).into_owned();
                (entry.name.as_str(), value, entry.state, entry.kind)
            })
            .collect();
        let expected: Vec<(&str, String, State, Kind)> = case
            .expected
            .iter()
            .map(|(name, value, state, kind)| (*name, (*value).to_owned(), *state, *kind))
            .collect();
        if found != expected || !collected.damage.is_empty() {
            wrong.push(format!(
                "{} in {}\n  found    {found:?}\n  expected {expected:?}\n  damage {:?}",
                case.reader, case.path, collected.damage
            ));
        }
        for entry in &collected.entries {
            assert_eq!(entry.reader, case.reader);
            assert!(entry.value.end <= file.len(), "a place is in the file");
            let before = &file[..entry.value.start];
            let line = 1 + before.iter().filter(|c| **c == b'\n').count();
            assert_eq!(entry.line as usize, line, "{} in {}", entry.name, case.path);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_reader_knows_its_files() {
    for case in cases() {
        let head = &case.file.as_bytes()[..case.file.len().min(HEAD_BYTES)];
        let names: Vec<&str> = readers::recognise_beside(case.path, head, case.beside)
            .map(|reader| reader.name)
            .collect();
        assert!(
            names.contains(&case.reader),
            "{} knows {}: {names:?}",
            case.reader,
            case.path
        );
    }
    for path in [
        "src/main.rs",
        "README.md",
        "index.html",
        "photo.png",
        "Makefile",
        "package.json",
        "tsconfig.json",
    ] {
        let names: Vec<&str> = readers::recognise(path, b"{}")
            .map(|reader| reader.name)
            .collect();
        assert!(names.is_empty(), "nobody reads {path}: {names:?}");
    }
}

#[test]
fn every_reader_goes_on_past_damage() {
    for case in cases() {
        assert!(!case.damaged.is_empty(), "{} has a damaged file", case.reader);
        let file = case.damaged.as_bytes();
        let collected = read(case.reader, file);
        if case.counted {
            assert!(
                !collected.damage.is_empty(),
                "{} counts the damage: {:?}",
                case.reader,
                collected.entries
            );
        }
        for damage in &collected.damage {
            assert!(
                damage.span.start <= damage.span.end && damage.span.end <= file.len(),
                "{damage:?}"
            );
        }
        let values: Vec<&[u8]> = collected
            .entries
            .iter()
            .map(|entry| entry.value_in(file))
            .collect();
        for survivor in &case.survivors {
            assert!(
                values.contains(&survivor.as_bytes()),
                "{} still finds {survivor}",
                case.reader
            );
        }
    }
}

#[test]
fn no_reader_is_forgotten() {
    let tested: BTreeSet<&str> = cases().iter().map(|case| case.reader).collect();
    let all: BTreeSet<&str> = readers::all().iter().map(|reader| reader.name).collect();
    assert_eq!(
        tested, all,
        "every reader has a case, and every name is one reader's"
    );
    assert_eq!(all.len(), readers::all().len());
}

#[test]
fn nothing_that_prints_holds_a_value() {
    for case in cases() {
        for file in [&case.file, &case.damaged] {
            let collected = read(case.reader, file.as_bytes());
            let printed = format!("{collected:?}");
            for entry in &collected.entries {
                let value = String::from_utf8_lossy(entry.value_in(file.as_bytes())).into_owned();
                // Short values are parts of other words, and what is no secret may be printed.
                if value.len() > 5 && entry.state == State::Literal && entry.kind != Kind::Setting {
                    assert!(
                        !printed.contains(&value),
                        "{} printed a value of {}",
                        case.reader,
                        entry.name
                    );
                }
            }
        }
    }
}

#[test]
fn no_reader_panics_on_another_format_or_on_a_part_of_one() {
    for case in cases() {
        for reader in readers::all() {
            reader.read(case.file.as_bytes(), &mut Collected::default());
        }
        for cut in 0..case.file.len() {
            reader(case.reader).read(&case.file.as_bytes()[..cut], &mut Collected::default());
        }
    }
}

#[test]
fn size_and_number_are_bounded() {
    let file = b"machine a login b password kiebitz\n".repeat(readers::MAX_ENTRIES + 10);
    let collected = read("netrc", &file);
    assert_eq!(collected.entries.len(), readers::MAX_ENTRIES);
    assert!(
        collected
            .damage
            .iter()
            .any(|damage| damage.fault == Fault::TooLarge)
    );
    let long = vec![b'a'; readers::MAX_BYTES + 1];
    assert!(
        read("my_cnf", &long)
            .damage
            .iter()
            .any(|damage| damage.fault == Fault::TooLarge)
    );
}

/// Files that would cost a reader more than their length if it looked ahead from every line.
#[test]
fn hostile_files_cost_no_more_than_their_length() {
    for piece in [
        "'",
        "\"",
        "(",
        "insert into a values ('",
        "a=\\\n",
        "-----BEGIN ",
        "-----BEGIN A PRIVATE KEY-----\n",
        "<a>",
        "<a b=\"",
        "/*",
        "${{",
        "secrets.",
        "copy a (b) from stdin;\n",
        "create user a identified by '",
        "a: [",
        "# A=",
        "identify ",
        "{\"auths\":",
        "poll a ",
        "[a\n",
    ] {
        let file = piece.repeat(100_000 / piece.len());
        for reader in readers::all() {
            let begun = std::time::Instant::now();
            reader.read(file.as_bytes(), &mut Collected::default());
            let took = begun.elapsed();
            assert!(took.as_secs() < 30, "{} took {took:?} for {piece:?}", reader.name);
        }
    }
}
