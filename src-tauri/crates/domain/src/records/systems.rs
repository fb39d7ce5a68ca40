//! Systems, the map of what is told and observed, and the paths of requests.

use crate::date::Day;
use crate::decimal::Decimal;
use crate::money::{self, Money};

use super::lenient::{flag, text};
use super::{EdgeKind, Grade, SystemKind, SystemState, record};

record! {
    /// A system, which is also a node on the map, a place of a grant and a place of a key.
    #[derive(Default)]
    pub struct System {
        pub id: String,
        pub name: String,
        pub kind: SystemKind,
        #[serde(default)]
        pub vendor_id: Option<String>,
        #[serde(default)]
        pub owner: Option<String>,
        /// 1–5.
        #[serde(default)]
        pub criticality: Option<u8>,
        #[serde(default, deserialize_with = "flag")]
        pub single_point: bool,
        #[serde(default)]
        pub can_fix: Vec<String>,
        #[serde(default)]
        pub last_access_review: Option<Day>,
        #[serde(default)]
        pub review_interval_days: Option<u32>,
        #[serde(default, deserialize_with = "flag")]
        pub no_go: bool,
        pub state: SystemState,
    }
}

record! {
    /// A place on the map: a system, or (with `ref`) a person or supplier.
    #[derive(Default)]
    pub struct MapNode {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub system: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub r#ref: Option<String>,
        pub x: i32,
        pub y: i32,
        pub told: bool,
        pub observed: bool,
        #[serde(default, deserialize_with = "text")]
        pub note: String,
    }
}

record! {
    /// A connection on the map.
    #[derive(Default)]
    pub struct MapEdge {
        pub id: String,
        pub source: String,
        pub target: String,
        #[serde(default, deserialize_with = "text")]
        pub what: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub kind: Option<EdgeKind>,
        pub told: bool,
        pub observed: bool,
        #[serde(default)]
        pub evidence_grade: Option<Grade>,
        /// Milliseconds; null when no limit is known.
        #[serde(default)]
        pub timeout_ms: Option<u32>,
        #[serde(default)]
        #[specta(type = Option<specta_typescript::Number>)]
        pub calls_per_day: Option<u64>,
        #[serde(default, deserialize_with = "text")]
        pub note: String,
    }
}

record! {
    /// The map of the client's systems, on a canvas of 1000×700.
    #[derive(Default)]
    pub struct RealityMap {
        #[serde(default)]
        pub version_on: Option<Day>,
        #[serde(default)]
        pub layers: Vec<String>,
        #[serde(default)]
        pub nodes: Vec<MapNode>,
        #[serde(default)]
        pub edges: Vec<MapEdge>,
    }
}

impl MapNode {
    /// The id of the system, person or supplier that stands here.
    pub fn place(&self) -> Option<&str> {
        self.system.as_deref().or(self.r#ref.as_deref())
    }
}

record! {
    /// One step of a request path.
    #[derive(Default)]
    pub struct PathStep {
        pub system: String,
        #[serde(default)]
        pub timeout_ms: Option<u32>,
        #[serde(default, deserialize_with = "text")]
        pub on_failure: String,
    }
}

record! {
    /// What happens at night when a path fails.
    #[derive(Default)]
    pub struct Night {
        #[serde(default)]
        pub who_wakes: Vec<String>,
        #[serde(default, deserialize_with = "text")]
        pub how: String,
        #[serde(default, deserialize_with = "flag")]
        pub from_home: bool,
        #[serde(default, deserialize_with = "text")]
        pub first_step: String,
        #[serde(default)]
        pub runbook: Option<String>,
        #[serde(default)]
        pub last_call: Option<Day>,
        #[serde(default)]
        pub minutes_to_fix: Option<u32>,
    }
}

record! {
    /// A path that earns money, step by step.
    #[derive(Default)]
    pub struct RequestPath {
        pub id: String,
        pub name: String,
        #[serde(default)]
        pub owner: Option<String>,
        #[serde(default, deserialize_with = "text")]
        pub value: String,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub annual_value: Option<Money>,
        #[serde(default)]
        pub steps: Vec<PathStep>,
        #[serde(default)]
        pub p95_ms_june: Option<u32>,
        #[serde(default)]
        pub p95_ms_now: Option<u32>,
        #[serde(default)]
        pub target_ms: Option<u32>,
        #[serde(default)]
        pub success_share_june: Option<Decimal>,
        #[serde(default)]
        pub success_share_now: Option<Decimal>,
        #[serde(default)]
        pub success_target: Option<Decimal>,
        #[serde(default)]
        pub night: Option<Night>,
    }
}
