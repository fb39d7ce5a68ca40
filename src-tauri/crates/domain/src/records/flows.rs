//! Flows of work: what friction costs, and what automation would bring.

use std::collections::BTreeMap;

use crate::decimal::Decimal;
use crate::money::{self, Money};

use super::lenient::text;
use super::{InputKind, record};

record! {
    /// Cases that wait.
    #[derive(Default)]
    pub struct Delay {
        pub cases_per_week: Decimal,
        pub days: Decimal,
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub value_per_case_day: Money,
    }
}

record! {
    /// Meetings that keep the flow going.
    #[derive(Default)]
    pub struct Coordination {
        pub attendees: u32,
        pub hours: Decimal,
        pub meetings_per_week: Decimal,
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub loaded_rate: Money,
    }
}

record! {
    /// A recurring piece of work.
    #[derive(Default)]
    pub struct Flow {
        pub id: String,
        pub engagement: String,
        pub name: String,
        #[serde(default, deserialize_with = "text")]
        pub kind: String,
        #[serde(default, deserialize_with = "text")]
        pub team: String,
        pub people: u32,
        pub hours_per_week_each: Decimal,
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub loaded_rate: Money,
        pub weeks: u32,
        pub cases_per_week: Decimal,
        pub error_rate: Decimal,
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub cost_per_error: Money,
        #[serde(default)]
        pub delay: Option<Delay>,
        #[serde(default)]
        pub coordination: Option<Coordination>,
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub tool_cost_year: Money,
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub one_off_cost: Money,
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub running_cost_year: Money,
        pub labour_reduction: Decimal,
        pub error_reduction: Decimal,
        pub delay_reduction: Decimal,
        pub adoption: Decimal,
        #[serde(default, deserialize_with = "text")]
        pub status: String,
        #[serde(default)]
        pub input_kinds: BTreeMap<String, InputKind>,
        #[serde(default)]
        pub observations: Option<u32>,
        #[serde(default)]
        pub use_of_time: Option<String>,
        #[serde(default)]
        pub owner: Option<String>,
        #[serde(default)]
        pub actions: Vec<String>,
    }
}
