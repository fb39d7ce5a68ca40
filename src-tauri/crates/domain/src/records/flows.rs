//! Flows of work: what friction costs, and what automation would bring.

use std::collections::BTreeMap;

use crate::date::Day;
use crate::decimal::Decimal;
use crate::money::{self, Money};

use super::lenient::{flag, text};
use super::{AdoptionReading, CapacityLimit, InputKind, Opportunity, record};

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
    /// The range that somebody gave for one input of a flow; money in major units.
    #[derive(Default)]
    pub struct InputRange {
        pub low: Decimal,
        pub high: Decimal,
    }
}

record! {
    /// One stop on the way of a case.
    #[derive(Default)]
    pub struct FlowStep {
        #[serde(default, deserialize_with = "text")]
        pub what: String,
        #[serde(default, deserialize_with = "text")]
        pub who: String,
        #[serde(default)]
        pub system: Option<String>,
        /// Minutes a case; null when nobody knows.
        #[serde(default)]
        pub minutes: Option<Decimal>,
        /// Somebody carries the data here from the system before.
        #[serde(default, deserialize_with = "flag")]
        pub by_hand: bool,
    }
}

record! {
    /// A case that was watched with a stopwatch.
    #[derive(Default)]
    pub struct TimedCase {
        #[serde(default)]
        pub on: Option<Day>,
        pub seconds: u32,
        #[serde(default, deserialize_with = "text")]
        pub note: String,
    }
}

record! {
    /// The two systems between which people carry the data of a flow.
    #[derive(Default)]
    pub struct FlowBridge {
        pub from: String,
        pub to: String,
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
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub opportunity: Option<Opportunity>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub adoption_readings: Vec<AdoptionReading>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub capacity_limit: Option<CapacityLimit>,
        /// The control that tells when the automation fails or fills up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub control: Option<String>,
        /// The decision on how it is built.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub design_decision: Option<String>,
        /// By the input's path, such as `delay.days`.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pub ranges: BTreeMap<String, InputRange>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub steps: Vec<FlowStep>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub timings: Vec<TimedCase>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub bridge: Option<FlowBridge>,
    }
}
