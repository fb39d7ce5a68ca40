//! Notes, duties with their holders, and documents.

use crate::date::Day;

use super::lenient::{flag, text};
use super::{DutyKind, NoteKind, NoteState, Visibility, record};

record! {
    /// A note: an open question, a translation, something to watch, a meeting.
    #[derive(Default)]
    pub struct Note {
        pub id: String,
        pub engagement: String,
        pub kind: NoteKind,
        #[serde(default)]
        pub date: Option<Day>,
        #[serde(default, deserialize_with = "text")]
        pub text: String,
        #[serde(default)]
        pub answer: Option<String>,
        pub state: NoteState,
        #[serde(default)]
        pub due: Option<Day>,
        pub visibility: Visibility,
        /// Ids of any records of the file.
        #[serde(default)]
        pub about: Vec<String>,
    }
}

record! {
    /// Somebody holds a duty from `start` until the day before `end`.
    #[derive(Default)]
    pub struct Holding {
        pub person: String,
        #[serde(default)]
        pub start: Option<Day>,
        #[serde(default)]
        pub end: Option<Day>,
    }
}

record! {
    /// Something that somebody holds: a duty, a credential, knowledge, an approval, a control.
    #[derive(Default)]
    pub struct Duty {
        pub id: String,
        pub engagement: String,
        pub kind: DutyKind,
        #[serde(default, deserialize_with = "text")]
        pub what: String,
        pub weight: u32,
        #[serde(default)]
        pub since: Option<Day>,
        #[serde(default)]
        pub held_by: Vec<Holding>,
    }
}

record! {
    /// A document of the client.
    #[derive(Default)]
    pub struct Document {
        pub id: String,
        pub title: String,
        #[serde(default)]
        pub owner: Option<String>,
        #[serde(default)]
        pub updated_on: Option<Day>,
        #[serde(default, deserialize_with = "flag")]
        pub complete: bool,
    }
}
