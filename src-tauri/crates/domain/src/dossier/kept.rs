//! A record as it is read, beside its JSON.

use std::ops::Deref;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use super::amend::amend;
use super::row::RowError;

/// A record with its JSON. The JSON is the truth and is written back without loss; the record is
/// its reading, so it cannot be changed by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept<T> {
    id: Option<Uuid>,
    position: i64,
    doc: Value,
    record: T,
}

impl<T: DeserializeOwned> Kept<T> {
    /// Reads a record from its JSON. `section` and `code` only name it in an error.
    pub fn read(id: Option<Uuid>, doc: Value, section: &str, code: &str) -> Result<Self, RowError> {
        let record = serde_path_to_error::deserialize(&doc).map_err(|error| {
            let path = match error.path().to_string() {
                root if root == "." => String::new(),
                path => path,
            };
            let (expected, found) = complaint(&error.inner().to_string());
            RowError::Shape {
                section: section.to_owned(),
                code: code.to_owned(),
                path,
                expected,
                found,
            }
        })?;
        Ok(Self {
            id,
            position: 0,
            doc,
            record,
        })
    }
}

impl<T: Serialize> Kept<T> {
    /// A new record.
    pub fn new(id: Option<Uuid>, record: T) -> Self {
        let doc = serde_json::to_value(&record).expect("records are plain JSON");
        Self {
            id,
            position: 0,
            doc,
            record,
        }
    }

    /// The JSON after a change of the reading: fields that the change does not touch keep their
    /// written form, and absent ones stay absent.
    pub fn changed(&self, record: &T) -> Value {
        let new = serde_json::to_value(record).expect("records are plain JSON");
        amend(&self.doc, new)
    }
}

impl<T> Kept<T> {
    /// Key of the record in the store, if it has one yet.
    pub fn id(&self) -> Option<Uuid> {
        self.id
    }

    /// Order within the section.
    pub fn position(&self) -> i64 {
        self.position
    }

    /// The same record at another place of its section.
    pub fn at(mut self, position: i64) -> Self {
        self.position = position;
        self
    }

    /// The record's JSON.
    pub fn doc(&self) -> &Value {
        &self.doc
    }

    /// The reading alone.
    pub fn into_record(self) -> T {
        self.record
    }

    /// The reading.
    pub fn record(&self) -> &T {
        &self.record
    }
}

impl<T> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.record
    }
}

/// Takes serde's message apart into what was expected and what was found.
fn complaint(message: &str) -> (String, String) {
    if let Some(field) = message.strip_prefix("missing field ") {
        return (format!("field {field}"), "nothing".to_owned());
    }
    let (found, expected) = message
        .split_once(", expected ")
        .unwrap_or((message, "another value"));
    let found = [
        "invalid type: ",
        "invalid value: ",
        "unknown variant ",
        "invalid length ",
    ]
    .iter()
    .find_map(|prefix| found.strip_prefix(prefix))
    .unwrap_or(found);
    (expected.to_owned(), shortened(found))
}

/// The first words of a text, so that a message stays one line.
pub(crate) fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
