//! One row of the store: a record's JSON with its place.

use serde_json::Value;
use thiserror::Error;
use uuid::Uuid;

/// One record as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Key of the record, if it has one yet.
    pub id: Option<Uuid>,
    /// Top-level key of the format, or `answers`.
    pub section: String,
    /// Display code; the question id for an answer; empty for a section that is one record.
    pub code: String,
    /// The round of an answer.
    pub parent_code: Option<String>,
    /// Order within the section, and within the round for an answer.
    pub position: i64,
    /// The record's JSON as the format writes it; a round's has no `answers`.
    pub doc: String,
}

/// A row whose JSON is parsed.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: Option<Uuid>,
    pub(crate) section: String,
    pub(crate) code: String,
    pub(crate) parent_code: Option<String>,
    pub(crate) position: i64,
    pub(crate) doc: Value,
    /// Place among the entries that are read together.
    pub(crate) origin: Option<usize>,
}

impl TryFrom<Row> for Entry {
    type Error = RowError;

    fn try_from(row: Row) -> Result<Self, RowError> {
        let Row {
            id,
            section,
            code,
            parent_code,
            position,
            doc,
        } = row;
        match serde_json::from_str(&doc) {
            Ok(doc) => Ok(Self {
                id,
                section,
                code,
                parent_code,
                position,
                doc,
                origin: None,
            }),
            Err(_) => Err(RowError::Shape {
                section,
                code,
                path: String::new(),
                expected: "JSON".to_owned(),
                found: "something else".to_owned(),
            }),
        }
    }
}

/// Why a row is no record. Codes and paths only, no text of the client.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RowError {
    /// The JSON does not read as the record.
    #[error("{section} {code}: {path}: expected {expected}")]
    Shape {
        /// Section of the row.
        section: String,
        /// Code of the row.
        code: String,
        /// Path inside the record, such as `loss.low` or `options[0].cost`.
        path: String,
        /// What was expected there.
        expected: String,
        /// The kind of what stands there, or the wrong word itself.
        found: String,
    },
    /// The row's code is not the record's.
    #[error("{section} {code}: the record has another code")]
    Code {
        /// Section of the row.
        section: String,
        /// Code of the row.
        code: String,
    },
    /// Two rows of a section have one code.
    #[error("{section} {code}: the code is taken")]
    Taken {
        /// Section of the row.
        section: String,
        /// Code of the row.
        code: String,
    },
    /// An answer without its round, or a section that must exist is missing.
    #[error("{section} {code}: the record that holds it is missing")]
    Orphan {
        /// Section of the row.
        section: String,
        /// Code of the row.
        code: String,
    },
    /// No such row.
    #[error("{section} {code}: there is no such record")]
    Absent {
        /// Section of the row.
        section: String,
        /// Code of the row.
        code: String,
    },
}
