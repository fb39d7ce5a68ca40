//! Evidence files and the boxes burned into them before they leave.

use crate::date::Day;

use super::lenient::{flag, text};
use super::{Grade, Visibility, record};

record! {
    /// A black box, in pixels.
    #[derive(Default)]
    pub struct BlackBox {
        pub x: u32,
        pub y: u32,
        pub width: u32,
        pub height: u32,
        #[serde(default, deserialize_with = "text")]
        pub reason: String,
    }
}

record! {
    /// A file that shows something.
    #[derive(Default)]
    pub struct Evidence {
        pub id: String,
        pub engagement: String,
        /// Relative path of the attachment.
        pub file: String,
        pub media_type: String,
        #[serde(default)]
        pub width: Option<u32>,
        #[serde(default)]
        pub height: Option<u32>,
        #[specta(type = specta_typescript::Number)]
        pub bytes: u64,
        /// SHA-256 of the file, in lower-case hexadecimal.
        pub sha256: String,
        #[serde(default, deserialize_with = "text")]
        pub title: String,
        #[serde(default, deserialize_with = "text")]
        pub alt: String,
        #[serde(default)]
        pub taken_on: Option<Day>,
        #[serde(default)]
        pub grade: Option<Grade>,
        #[serde(default)]
        pub findings: Vec<String>,
        #[serde(default, deserialize_with = "flag")]
        pub needs_redaction: bool,
        #[serde(default)]
        pub redactions: Vec<BlackBox>,
        pub visibility: Visibility,
    }
}
