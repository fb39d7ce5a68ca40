//! Reading a client from the text of the format.

use crate::dossier::{Dossier, Entry, Refused, RowError, SectionShape, shape};

use super::check::check;
use super::scan::{Kind, Node, place, scan};
use super::{FORMAT, FormatError, VERSION};

/// Largest text that is read, in bytes.
pub const MAX_BYTES: usize = 256 << 20;

/// Reads a client. Whatever is not version 1 of the format is refused with its place; a refused text
/// gives nothing.
pub fn read(text: &str) -> Result<Dossier, FormatError> {
    if text.len() > MAX_BYTES {
        return Err(FormatError::TooLarge {
            bytes: text.len(),
            limit: MAX_BYTES,
        });
    }
    let top = scan(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file = File { text, top };
    file.header()?;
    let (entries, paths) = file.entries()?;
    let dossier = Dossier::from_entries(entries).map_err(|refused| file.refused(refused, &paths))?;
    match check(&dossier).into_iter().next() {
        None => Ok(dossier),
        Some(problem) => Err(file.wrong(&problem.path, &problem.expected, &problem.found)),
    }
}

struct File<'a> {
    text: &'a str,
    top: Node,
}

impl File<'_> {
    fn wrong(&self, path: &str, expected: &str, found: &str) -> FormatError {
        let (line, column) = place(self.text, self.top.nearest(path).start);
        FormatError::Wrong {
            line,
            column,
            path: path.to_owned(),
            expected: expected.to_owned(),
            found: found.to_owned(),
        }
    }

    fn header(&self) -> Result<(), FormatError> {
        if !matches!(self.top.kind, Kind::Object(_)) {
            return Err(self.wrong("", "an object", self.top.name()));
        }
        match self.top.field("format").map(|node| &node.kind) {
            Some(Kind::Text(word)) if word == FORMAT => {}
            Some(Kind::Text(_)) => return Err(self.wrong("format", "\"valise-client\"", "another format")),
            _ => return Err(self.wrong("format", "\"valise-client\"", "nothing")),
        }
        match self.top.field("version").map(|node| &node.kind) {
            Some(Kind::Integer(version)) if *version == i64::from(VERSION) => Ok(()),
            Some(Kind::Integer(version)) if *version > i64::from(VERSION) => {
                Err(FormatError::Newer { version: *version })
            }
            Some(_) => Err(self.wrong("version", "version 1", "another version")),
            None => Err(self.wrong("version", "version 1", "nothing")),
        }
    }

    /// One entry per record; the answers of a round become entries of their own.
    fn entries(&self) -> Result<(Vec<Entry>, Vec<String>), FormatError> {
        let Kind::Object(fields) = &self.top.kind else {
            return Ok((Vec::new(), Vec::new()));
        };
        let mut entries = Entries::default();
        for (key, node) in fields {
            match (shape(key), &node.kind) {
                _ if key == "format" || key == "version" => {}
                // `answers` is no top-level key of version 1, but the store's name of a list.
                _ if key == "answers" => return Err(self.wrong(key, "no such key at the top", node.name())),
                (SectionShape::Single, _) => entries.push(key, key.clone(), String::new(), None, 0, node),
                (SectionShape::List, Kind::List(items)) => {
                    for (at, item) in items.iter().enumerate() {
                        self.listed(key, at, item, &mut entries)?;
                    }
                }
                (SectionShape::List, _) => return Err(self.wrong(key, "a list", node.name())),
            }
        }
        for key in ["currency", "as_of", "settings", "client"] {
            if self.top.field(key).is_none() {
                return Err(self.wrong("", &format!("field `{key}`"), "nothing"));
            }
        }
        Ok((entries.all, entries.paths))
    }

    fn listed(&self, key: &str, at: usize, item: &Node, entries: &mut Entries) -> Result<(), FormatError> {
        let path = format!("{key}[{at}]");
        let code = self.code(&path, id_field(key), item)?;
        entries.push(key, path.clone(), code.clone(), None, at, item);
        if key != "rounds" {
            return Ok(());
        }
        let answers = match item.field("answers").map(|node| &node.kind) {
            Some(Kind::List(answers)) => answers,
            Some(_) => return Err(self.wrong(&format!("{path}.answers"), "a list", "another value")),
            None => return Err(self.wrong(&path, "field `answers`", "nothing")),
        };
        for (at, answer) in answers.iter().enumerate() {
            let path = format!("{path}.answers[{at}]");
            let question = self.code(&path, "question", answer)?;
            entries.push("answers", path, question, Some(code.clone()), at, answer);
        }
        Ok(())
    }

    fn code(&self, path: &str, field: &str, item: &Node) -> Result<String, FormatError> {
        if !matches!(item.kind, Kind::Object(_)) {
            return Err(self.wrong(path, "an object", item.name()));
        }
        match item.field(field) {
            Some(Node {
                kind: Kind::Text(code),
                ..
            }) if !code.is_empty() => Ok(code.clone()),
            Some(node) => Err(self.wrong(&format!("{path}.{field}"), "an id", node.name())),
            None => Err(self.wrong(path, &format!("field `{field}`"), "nothing")),
        }
    }

    /// The place of a record that the dossier refused.
    fn refused(&self, refused: Refused, paths: &[String]) -> FormatError {
        let record = refused
            .origin
            .and_then(|at| paths.get(at))
            .map_or("", String::as_str);
        match *refused.error {
            RowError::Shape {
                section,
                path,
                expected,
                found,
                ..
            } => {
                let record = if record.is_empty() {
                    section.as_str()
                } else {
                    record
                };
                let dot = if path.is_empty() || path.starts_with('[') {
                    ""
                } else {
                    "."
                };
                self.wrong(&format!("{record}{dot}{path}"), &expected, &found)
            }
            RowError::Taken { section, code } => {
                let path = format!("{record}.{}", id_field(&section));
                self.wrong(&path, "an id that no other record of the section has", &code)
            }
            RowError::Code { code, .. } | RowError::Orphan { code, .. } | RowError::Absent { code, .. } => {
                self.wrong(record, "a record that can be found by its id", &code)
            }
        }
    }
}

/// The field that holds the code of a record.
fn id_field(section: &str) -> &'static str {
    match section {
        "answers" => "question",
        "capacity" => "person",
        _ => "id",
    }
}

/// Records, and the path of each.
#[derive(Default)]
struct Entries {
    all: Vec<Entry>,
    paths: Vec<String>,
}

impl Entries {
    fn push(
        &mut self,
        section: &str,
        path: String,
        code: String,
        parent: Option<String>,
        at: usize,
        node: &Node,
    ) {
        let mut doc = node.to_value();
        // The answers of a round are records of their own.
        if section == "rounds"
            && let Some(map) = doc.as_object_mut()
        {
            map.remove("answers");
        }
        self.all.push(Entry {
            id: None,
            section: section.to_owned(),
            code,
            parent_code: parent,
            position: i64::try_from(at).unwrap_or(i64::MAX),
            doc,
            origin: Some(self.paths.len()),
        });
        self.paths.push(path);
    }
}
