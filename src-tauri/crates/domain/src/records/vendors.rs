//! Suppliers: the contract, what was promised and what was seen, and the trial before the contract.

use crate::date::Day;
use crate::money::{self, Money};
use crate::quarter::Quarter;

use super::lenient::{judged, text};
use super::{Foreign, VendorState, record};

record! {
    /// What a supplier promised for a quarter, and what was seen of it.
    pub struct Promise {
        pub what: String,
        #[serde(default, deserialize_with = "text")]
        pub promised: String,
        #[serde(default, deserialize_with = "text")]
        pub observed: String,
        pub quarter: Quarter,
        #[serde(default, deserialize_with = "text")]
        pub unit: String,
        /// Somebody's judgement; null until somebody judged.
        #[serde(deserialize_with = "judged")]
        pub kept: Option<bool>,
        #[serde(default, deserialize_with = "text")]
        pub note: String,
    }
}

record! {
    /// A trial with real cases before a contract.
    #[derive(Default)]
    pub struct Trial {
        #[serde(default)]
        pub start: Option<Day>,
        #[serde(default)]
        pub decide_on: Option<Day>,
        /// Which cases of the daily work are tried.
        #[serde(default, deserialize_with = "text")]
        pub real_cases: String,
        /// Null until it is decided.
        #[serde(deserialize_with = "judged")]
        pub go: Option<bool>,
        #[serde(default, deserialize_with = "text")]
        pub reason: String,
    }
}

record! {
    /// A supplier with its contract.
    #[derive(Default)]
    pub struct Vendor {
        pub id: String,
        pub name: String,
        #[serde(default, deserialize_with = "text")]
        pub purpose: String,
        #[serde(default, deserialize_with = "text")]
        pub criticality: String,
        #[serde(default, deserialize_with = "text")]
        pub data: String,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub annual_cost: Option<Money>,
        #[serde(default)]
        pub renewal: Option<Day>,
        #[serde(default)]
        pub notice_days: Option<u32>,
        #[serde(default, deserialize_with = "text")]
        pub exit: String,
        #[serde(default)]
        pub security_review: Option<Day>,
        #[serde(default, deserialize_with = "text")]
        pub agreement: String,
        #[serde(default)]
        pub sla: Option<String>,
        #[serde(default)]
        pub measured: Option<String>,
        #[serde(default, deserialize_with = "text")]
        pub rating: String,
        #[serde(default)]
        pub decision: Option<String>,
        pub state: VendorState,
        /// How the yearly cost is billed, where that is another currency.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub foreign: Option<Foreign>,
        /// Calendar days that leaving would take.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub exit_days: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub started_on: Option<Day>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub ended_on: Option<Day>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub promises: Vec<Promise>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub trial: Option<Trial>,
    }
}
