//! Undo, versions, trash, search.

use super::{Instant, RecordId};
use serde::Serialize;
use specta::Type;

/// What the next undo would take back.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Undoable {
    /// Code of the operation, with its own words in the catalogue.
    pub label: String,
    /// Display code of what it touched.
    pub detail: String,
}

/// The result of a write.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Change<T> {
    /// What was asked for.
    pub value: T,
    /// What undo would take back now.
    pub undo: Option<Undoable>,
}

/// One field in one version.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct FieldChange {
    pub name: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// One version of a record.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Version {
    pub seq: u32,
    pub at: Instant,
    pub op: String,
    pub fields: Vec<FieldChange>,
    pub erased: bool,
}

/// A record in the trash.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Trashed {
    pub id: RecordId,
    pub section: String,
    pub code: String,
    pub title: String,
    pub at: Instant,
}

/// What a search hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum HitKind {
    Question,
    Finding,
    Client,
    Evidence,
    Note,
    Person,
    Record,
}

impl HitKind {
    /// The word of the kind.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Finding => "finding",
            Self::Client => "client",
            Self::Evidence => "evidence",
            Self::Note => "note",
            Self::Person => "person",
            Self::Record => "record",
        }
    }
}

/// A search hit.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Hit {
    /// Where it leads.
    pub kind: HitKind,
    /// Section of the open format that it stands in; `answers` for a question of the bank.
    pub section: String,
    /// Record id, a question's id, or the id of a line of the ledger.
    pub id: String,
    /// Display code.
    pub code: String,
    /// A line.
    pub title: String,
    /// Where the words stand; hits in `[` and `]`.
    pub snippet: String,
}

/// A record as a person reads it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordCard {
    /// Record id.
    pub id: RecordId,
    /// Its section of the open format.
    pub section: String,
    /// Display code.
    pub code: String,
    /// A line.
    pub title: String,
    /// Evidence: the finding that it is shown at.
    pub finding: Option<RecordId>,
    /// What is filled in.
    pub fields: Vec<RecordField>,
}

/// One field of a record in words.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordField {
    /// The open format's name of it.
    pub name: String,
    /// References with the title of what they point to.
    pub value: String,
}

/// Words typed and not yet part of a record.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Draft {
    pub key: String,
    pub text: String,
}
