//! The automation case of a flow: how fit it is, who uses what was built, and what it stands up to.

use crate::date::Day;
use crate::decimal::Decimal;

use super::lenient::text;
use super::record;

record! {
    /// How fit a flow is for automation, 0–4 each; absent = not judged yet.
    #[derive(Default)]
    pub struct Opportunity {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub volume: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub rule_stability: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub data_readiness: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub error_tolerance: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub owner: Option<u8>,
    }
}

record! {
    /// Why people who could use it do not.
    #[derive(Default)]
    pub struct NonUse {
        pub reason: String,
        pub people: u32,
    }
}

record! {
    /// Who used it, and how many cases went through it, on one day. Null counts were not taken.
    pub struct AdoptionReading {
        pub on: Day,
        #[serde(default)]
        pub users_able: Option<u32>,
        #[serde(default)]
        pub users_using: Option<u32>,
        #[serde(default)]
        pub cases_total: Option<u32>,
        #[serde(default)]
        pub cases_through: Option<u32>,
        #[serde(default)]
        pub reasons: Vec<NonUse>,
    }
}

record! {
    /// How much the automation carries, and what happens above that.
    #[derive(Default)]
    pub struct CapacityLimit {
        pub cases_per_week: Decimal,
        #[serde(default, deserialize_with = "text")]
        pub what_happens: String,
    }
}
