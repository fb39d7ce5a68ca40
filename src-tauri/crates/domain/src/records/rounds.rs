//! Rounds of questions, and their answers.

use crate::date::Day;

use super::lenient::{flag, text};
use super::{AnswerState, Frozen, Grade, record};

record! {
    /// One passage through a pack of questions. Its answers are records of their own.
    #[derive(Default)]
    pub struct Round {
        pub id: String,
        pub engagement: String,
        #[serde(default, deserialize_with = "text")]
        pub title: String,
        pub pack: String,
        /// Questions beyond the pack.
        #[serde(default)]
        pub added: Vec<String>,
        /// Questions of the pack that this round leaves out.
        #[serde(default)]
        pub removed: Vec<String>,
        /// Name of the area weights.
        pub profile: String,
        pub bank_version: u32,
        #[serde(default)]
        pub started_on: Option<Day>,
        #[serde(default)]
        pub ended_on: Option<Day>,
        /// The earlier round whose answers are carried.
        #[serde(default)]
        pub basis: Option<String>,
        #[serde(default, deserialize_with = "flag")]
        pub provisional: bool,
        /// Settings at the time of the round; absent while they are those of the client.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub frozen: Option<Frozen>,
    }
}

record! {
    /// One answer.
    #[derive(Default)]
    pub struct Answer {
        pub question: String,
        pub state: AnswerState,
        /// 0–4.
        #[serde(default)]
        pub score: Option<u8>,
        /// Absent counts as E1 when there is a score.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub grade: Option<Grade>,
        /// The adviser's own note; printed for the founder only.
        #[serde(default, deserialize_with = "text")]
        pub note: String,
        #[serde(default)]
        pub said_by: Option<String>,
        #[serde(default)]
        pub date: Option<Day>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reused_from: Option<String>,
        /// What was said, in their words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub words: Option<String>,
        /// Put aside, to be asked later.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub later: Option<bool>,
    }
}
