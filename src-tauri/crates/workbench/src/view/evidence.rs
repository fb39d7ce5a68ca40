//! Evidence: what was seen, as a file.

use super::{DateText, RecordId};
use serde::{Deserialize, Serialize};
use specta::Type;
use valise_domain::records::{Grade, Visibility};

/// A black box over a picture, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[allow(missing_docs)]
pub struct BoxView {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// A piece of evidence without its bytes.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct EvidenceHead {
    pub id: RecordId,
    pub code: String,
    pub title: String,
    pub alt: String,
    pub media_type: String,
    #[specta(type = specta_typescript::Number)]
    pub bytes: u64,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub sha256: String,
    pub taken_on: Option<DateText>,
    pub grade: Grade,
    pub needs_redaction: bool,
    pub boxes: Vec<BoxView>,
    pub visibility: Visibility,
    pub findings: Vec<String>,
}

/// Fields of a piece of evidence to change; absent ones stay.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceChange {
    /// The record.
    pub id: RecordId,
    /// Title.
    #[serde(default)]
    #[specta(optional)]
    pub title: Option<String>,
    /// Text that stands for the picture.
    #[serde(default)]
    #[specta(optional)]
    pub alt: Option<String>,
    /// E1 to E4.
    #[serde(default)]
    #[specta(optional)]
    pub grade: Option<Grade>,
    /// Must not leave before boxes are drawn.
    #[serde(default)]
    #[specta(optional)]
    pub needs_redaction: Option<bool>,
    /// The black boxes, all of them. Without one nothing is covered.
    #[serde(default)]
    #[specta(optional)]
    pub boxes: Option<Vec<BoxView>>,
    /// Who may see it.
    #[serde(default)]
    #[specta(optional)]
    pub visibility: Option<Visibility>,
}
