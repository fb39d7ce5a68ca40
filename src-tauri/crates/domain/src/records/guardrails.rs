//! Controls, programmes, incidents and candidates.

use crate::date::Day;
use crate::money::{self, Money};

use super::lenient::{flag, text};
use super::{ControlKind, FirstNoticed, record};

record! {
    /// An alert, limit, drill, review, policy, dashboard, constraint, or a control of a programme.
    #[derive(Default)]
    pub struct Control {
        pub id: String,
        pub kind: ControlKind,
        pub name: String,
        #[serde(default)]
        pub metric: Option<String>,
        #[serde(default)]
        pub threshold: Option<String>,
        #[serde(default)]
        pub owner: Option<String>,
        #[serde(default)]
        pub last_fired: Option<Day>,
        #[serde(default)]
        pub tested_on: Option<Day>,
        #[serde(default)]
        pub runbook: Option<String>,
        #[serde(default)]
        pub protects: Vec<String>,
        #[serde(default)]
        pub programme: Option<String>,
        #[serde(default)]
        pub evidence_on: Option<Day>,
        #[serde(default)]
        pub evidence_valid_days: Option<u32>,
        #[serde(default)]
        pub next_evidence_on: Option<Day>,
    }
}

record! {
    /// A programme of controls, such as an assurance report.
    #[derive(Default)]
    pub struct Programme {
        pub id: String,
        pub name: String,
        #[serde(default, deserialize_with = "text")]
        pub scope: String,
        #[serde(default, deserialize_with = "text")]
        pub auditor: String,
        #[serde(default)]
        pub target: Option<Day>,
        #[serde(default)]
        pub owner: Option<String>,
    }
}

record! {
    /// Something that went wrong.
    #[derive(Default)]
    pub struct Incident {
        pub id: String,
        #[serde(default)]
        pub started_on: Option<Day>,
        #[serde(default)]
        pub minutes: Option<u32>,
        pub first_noticed: FirstNoticed,
        #[serde(default)]
        pub system: Option<String>,
        #[serde(default, deserialize_with = "text")]
        pub cause: String,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub cost: Option<Money>,
        #[serde(default)]
        pub finding: Option<String>,
        #[serde(default, deserialize_with = "flag")]
        pub write_up: bool,
    }
}

record! {
    /// One criterion of a candidate; a null score was not asked.
    #[derive(Default)]
    pub struct Criterion {
        pub name: String,
        pub weight: u32,
        #[serde(default)]
        pub score: Option<u8>,
        #[serde(default, deserialize_with = "flag")]
        pub must_have: bool,
        #[serde(default, deserialize_with = "text")]
        pub evidence: String,
    }
}

record! {
    /// A candidate for a role.
    #[derive(Default)]
    pub struct Candidate {
        pub id: String,
        #[serde(default, deserialize_with = "text")]
        pub role: String,
        pub label: String,
        #[serde(default, deserialize_with = "text")]
        pub stage: String,
        #[serde(default)]
        pub criteria: Vec<Criterion>,
        #[serde(default)]
        pub risks: Vec<String>,
        #[serde(default, deserialize_with = "text")]
        pub recommendation: String,
        #[serde(default)]
        pub scored_by: Vec<String>,
    }
}
