//! Decisions: waiting, made, refused, superseded.

use crate::date::Day;
use crate::decimal::Decimal;
use crate::money::{self, Money};

use super::lenient::text;
use super::{DecisionFlag, DecisionKind, DecisionState, Visibility, record};

record! {
    /// One way to decide.
    #[derive(Default)]
    pub struct DecisionOption {
        pub name: String,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub cost: Option<Money>,
        #[serde(default)]
        pub weeks: Option<Decimal>,
        #[serde(default, deserialize_with = "text")]
        pub confidence: String,
    }
}

record! {
    /// A decision.
    #[derive(Default)]
    pub struct Decision {
        pub id: String,
        pub engagement: String,
        pub state: DecisionState,
        pub kind: DecisionKind,
        pub title: String,
        #[serde(default, deserialize_with = "text")]
        pub context: String,
        #[serde(default)]
        pub options: Vec<DecisionOption>,
        #[serde(default)]
        pub chosen: Option<String>,
        #[serde(default)]
        pub rationale: Option<String>,
        #[serde(default)]
        pub consequences: Option<String>,
        #[serde(default)]
        pub reversible: Option<String>,
        #[serde(default)]
        pub decider: Option<String>,
        #[serde(default)]
        pub asked_by: Option<String>,
        #[serde(default)]
        pub waiting_since: Option<Day>,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub cost_per_week: Option<Money>,
        #[serde(default)]
        pub decided_on: Option<Day>,
        #[serde(default)]
        pub review_on: Option<Day>,
        #[serde(default)]
        pub reconsider_when: Option<String>,
        #[serde(default)]
        pub superseded_by: Option<String>,
        #[serde(default)]
        pub flags: Vec<DecisionFlag>,
        #[serde(default)]
        pub theme: Option<String>,
        #[serde(default)]
        pub milestone: Option<String>,
        /// 1–5.
        #[serde(default)]
        pub confidence_before: Option<u8>,
        /// 1–5.
        #[serde(default)]
        pub confidence_after: Option<u8>,
        pub visibility: Visibility,
    }
}
