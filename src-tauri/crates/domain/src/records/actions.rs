//! Actions, capacity, milestones and sensitive dates.

use crate::date::Day;
use crate::decimal::Decimal;
use crate::money::{self, Money};

use super::lenient::{flag, text};
use super::{ActionKind, ActionStatus, DateKind, Gate, Recheck, Visibility, record};

record! {
    /// Something to be done, with its owner, its cost and its measure.
    #[derive(Default)]
    pub struct Action {
        pub id: String,
        pub engagement: String,
        pub kind: ActionKind,
        pub title: String,
        #[serde(default)]
        pub milestone: Option<String>,
        #[serde(default)]
        pub findings: Vec<String>,
        #[serde(default)]
        pub flows: Vec<String>,
        #[serde(default)]
        pub gate: Option<Gate>,
        #[serde(default, deserialize_with = "flag")]
        pub required: bool,
        /// Not in a freeze.
        #[serde(default, deserialize_with = "flag")]
        pub structural: bool,
        #[serde(default)]
        pub effort_days: Option<Decimal>,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub external_cost: Option<Money>,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub running_cost_year: Option<Money>,
        /// 1–5.
        #[serde(default)]
        pub impact: Option<u8>,
        /// 1–5.
        #[serde(default)]
        pub risk: Option<u8>,
        #[serde(default)]
        pub depends_on: Vec<String>,
        #[serde(default)]
        pub decision: Option<String>,
        #[serde(default)]
        pub owner: Option<String>,
        pub status: ActionStatus,
        #[serde(default)]
        pub started_on: Option<Day>,
        #[serde(default)]
        pub not_before: Option<Day>,
        #[serde(default)]
        pub due: Option<Day>,
        #[serde(default)]
        pub done_on: Option<Day>,
        #[serde(default, deserialize_with = "text")]
        pub metric: String,
        #[serde(default, deserialize_with = "text")]
        pub baseline: String,
        #[serde(default, deserialize_with = "text")]
        pub target: String,
        #[serde(default)]
        pub read_on: Option<Day>,
        #[serde(default)]
        pub reading: Option<String>,
        #[serde(default)]
        pub proof: Option<String>,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub delay_cost_week: Option<Money>,
        #[serde(default, deserialize_with = "text")]
        pub delay_basis: String,
        #[serde(default, deserialize_with = "text")]
        pub trade_off: String,
        /// The last second look after it was done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub recheck: Option<Recheck>,
        pub visibility: Visibility,
    }
}

impl Action {
    /// Still to be done.
    pub fn is_open(&self) -> bool {
        matches!(self.status, ActionStatus::Planned | ActionStatus::InProgress)
    }

    /// Its outcome was read.
    pub fn is_read(&self) -> bool {
        self.reading
            .as_deref()
            .is_some_and(|reading| !reading.trim().is_empty())
    }
}

record! {
    /// Days a week that a person has for actions.
    #[derive(Default)]
    pub struct Capacity {
        pub person: String,
        pub days_per_week: Decimal,
    }
}

record! {
    /// A result that the business must reach.
    #[derive(Default)]
    pub struct Milestone {
        pub id: String,
        pub title: String,
        #[serde(default)]
        pub date: Option<Day>,
        #[serde(default)]
        pub owner: Option<String>,
        #[serde(default, deserialize_with = "text")]
        pub measure: String,
        #[serde(default, deserialize_with = "text")]
        pub baseline: String,
        #[serde(default)]
        pub current: Option<String>,
        /// The programme whose readiness is the current value.
        #[serde(default)]
        pub current_from: Option<String>,
        #[serde(default, deserialize_with = "text")]
        pub target: String,
    }
}

record! {
    /// A freeze, or a date that hurts; both ends included.
    #[derive(Default)]
    pub struct SensitiveDate {
        pub id: String,
        pub kind: DateKind,
        #[serde(default)]
        pub start: Option<Day>,
        #[serde(default)]
        pub end: Option<Day>,
        #[serde(default, deserialize_with = "text")]
        pub what: String,
        #[serde(default)]
        pub rule: Option<String>,
    }
}
