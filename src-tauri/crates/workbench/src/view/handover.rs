//! Sealed hand-overs: what leaves for a colleague, what comes back.

use super::{Instant, RecordId};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What to give to somebody who shall seal a hand-over for this vault, or check one that came from it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContactCard {
    /// The person's name on the card.
    pub name: String,
    /// The card as text, to be sent or pasted.
    pub text: String,
    /// Six words to read out: whoever hears the same six has the same card.
    pub words: Vec<String>,
}

/// For whom a hand-over is sealed: cards or a passphrase, not both.
#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HandOverWish {
    /// The client.
    pub client: String,
    /// Cards of those who may open it.
    pub cards: Vec<String>,
    /// Or a passphrase, told by another way.
    pub passphrase: Option<String>,
    /// Also the sections that tell of secrets and access.
    pub with_secrets: bool,
}

/// What left.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HandOverDone {
    /// The file.
    pub path: String,
    /// Records in it.
    pub records: u32,
    /// Files in it: evidence, and the kept data of exported reports.
    pub evidence: u32,
    /// Sections that were left out.
    pub left_out: Vec<String>,
}

/// What a file says of itself, after its seal and its signature were checked. Nothing is written yet.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Arrived {
    /// Names the file until it is taken in or dropped.
    pub token: String,
    /// The client's codename at the sender's.
    pub codename: String,
    /// The sender, as the card says.
    pub from: String,
    /// The sender's six words.
    pub from_words: Vec<String>,
    /// When it was sealed.
    pub made: Instant,
    /// Records in it.
    pub records: u32,
    /// Files in it: evidence, and the kept data of exported reports.
    pub evidence: u32,
    /// Sections that the sender left out.
    pub left_out: Vec<String>,
    /// The same client in this vault, which it may be merged into.
    pub here: Option<KnownClient>,
}

/// A client of this vault.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KnownClient {
    /// Its id.
    pub id: String,
    /// Its codename.
    pub codename: String,
}

/// A merge, before anything is written.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeView {
    /// The file's token.
    pub token: String,
    /// The state that both copies began from is known: what only one side changed is told from a conflict.
    pub has_base: bool,
    /// Every difference, by section and code.
    pub fields: Vec<MergeField>,
}

/// One field that differs.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeField {
    /// The record.
    pub record: RecordId,
    /// Its section.
    pub section: String,
    /// Its display code.
    pub code: String,
    /// Its title, to recognise it.
    pub title: String,
    /// Where in the record, dotted; empty for the record as a whole.
    pub path: String,
    /// As it was when the copies parted, as text.
    pub base: Option<String>,
    /// As it is here.
    pub mine: Option<String>,
    /// As it is there.
    pub theirs: Option<String>,
    /// Who changed it.
    pub state: MergeState,
    /// The side that is taken unless another is chosen; a conflict has none.
    pub taken: Option<MergeSide>,
}

/// Who changed a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum MergeState {
    /// Only here.
    Mine,
    /// Only there.
    Theirs,
    /// Both, differently.
    Conflict,
}

/// A side of a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum MergeSide {
    /// As it is here.
    Mine,
    /// As it is there.
    Theirs,
}

/// A choice for one field.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeChoice {
    /// The record.
    pub record: RecordId,
    /// The field.
    pub path: String,
    /// What is taken.
    pub side: MergeSide,
}
