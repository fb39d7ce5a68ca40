//! A second look at something that was closed.

use crate::date::Day;

use super::lenient::{flag, text};
use super::record;

record! {
    /// Whether something closed still holds.
    #[derive(Default)]
    pub struct Recheck {
        #[serde(default)]
        pub on: Option<Day>,
        /// It still holds; absent is no.
        #[serde(default, deserialize_with = "flag")]
        pub held: bool,
        #[serde(default, deserialize_with = "text")]
        pub note: String,
    }
}
