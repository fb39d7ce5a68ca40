//! Findings, and the scenarios that keep one event from being counted twice.

use crate::date::Day;
use crate::decimal::Decimal;
use crate::money::{self, Money};

use super::lenient::text;
use super::{
    Combine, Counting, DealClass, FindingStatus, Gate, Grade, MoneyKind, Recheck, Visibility, record,
};

record! {
    /// Loss a year if the event happens (risk), or for certain (waste, blocked).
    #[derive(Default)]
    pub struct LossRange {
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub low: Money,
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub likely: Money,
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub high: Money,
    }
}

record! {
    /// One figure of a loss driver. Null low or high: not known yet, the driver is left out.
    #[derive(Default)]
    pub struct LossInput {
        pub key: String,
        #[serde(default, deserialize_with = "text")]
        pub label: String,
        #[serde(default, deserialize_with = "text")]
        pub unit: String,
        #[serde(default)]
        pub low: Option<Decimal>,
        #[serde(default)]
        pub high: Option<Decimal>,
        /// The library has a practitioner's starting range for it.
        #[serde(default)]
        pub typical: bool,
        /// Nobody replaced the starting range.
        #[serde(default)]
        pub assumed: bool,
    }
}

record! {
    /// One way in which the loss arises.
    #[derive(Default)]
    pub struct LossDriver {
        pub name: String,
        /// The formula in words.
        #[serde(default, deserialize_with = "text")]
        pub formula: String,
        /// The formula over the keys of the inputs: `+`, `*`, `/` and whole numbers.
        pub expr: String,
        pub money_kind: MoneyKind,
        #[serde(default)]
        pub inputs: Vec<LossInput>,
    }
}

record! {
    /// A contract that waits for something.
    #[derive(Default)]
    pub struct Contract {
        pub name: String,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub annual_value: Option<Money>,
        #[serde(default, deserialize_with = "text")]
        pub blocker: String,
        #[serde(default, deserialize_with = "text")]
        pub state: String,
        #[serde(default)]
        pub on: Option<Day>,
        #[serde(default)]
        pub service_start: Option<Day>,
    }
}

record! {
    /// The company's reply to a finding.
    #[derive(Default)]
    pub struct Reply {
        #[serde(default, deserialize_with = "text")]
        pub text: String,
        #[serde(default)]
        pub by: Option<String>,
        #[serde(default)]
        pub date: Option<Day>,
    }
}

record! {
    /// A finding.
    #[derive(Default)]
    pub struct Finding {
        pub id: String,
        pub engagement: String,
        pub title: String,
        #[serde(default, deserialize_with = "text")]
        pub area: String,
        #[serde(default)]
        pub questions: Vec<String>,
        pub money_kind: MoneyKind,
        /// 1–5.
        #[serde(default)]
        pub likelihood: Option<u8>,
        /// Impact 1–5 by hand, for a client whose revenue is not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub impact: Option<u8>,
        #[serde(default)]
        pub loss: Option<LossRange>,
        #[serde(default, deserialize_with = "text")]
        pub loss_basis: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub loss_drivers: Option<Vec<LossDriver>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub loss_combine: Option<Combine>,
        #[serde(default)]
        pub scenario: Option<String>,
        #[serde(default)]
        pub evidence_grade: Option<Grade>,
        #[serde(default, deserialize_with = "text")]
        pub evidence: String,
        #[serde(default)]
        pub evidence_ids: Vec<String>,
        #[serde(default, deserialize_with = "text")]
        pub for_founder: String,
        #[serde(default, deserialize_with = "text")]
        pub for_engineers: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub for_investor: Option<String>,
        #[serde(default, deserialize_with = "text")]
        pub recommendation: String,
        #[serde(default)]
        pub effort_days: Option<Decimal>,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub external_cost: Option<Money>,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub running_cost_year: Option<Money>,
        #[serde(default)]
        pub share_removed: Option<Decimal>,
        #[serde(default)]
        pub owner: Option<String>,
        /// When the owner means to have it fixed; a plan beyond that is an action of the roadmap.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub due: Option<Day>,
        pub status: FindingStatus,
        #[serde(default)]
        pub found_on: Option<Day>,
        #[serde(default)]
        pub closed_on: Option<Day>,
        #[serde(default)]
        pub closed_proof: Option<String>,
        /// The last second look after it was closed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub recheck: Option<Recheck>,
        #[serde(default)]
        pub deal_class: Option<DealClass>,
        pub visibility: Visibility,
        #[serde(default)]
        pub gate: Option<Gate>,
        #[serde(default)]
        pub flow: Option<String>,
        #[serde(default)]
        pub contracts: Vec<Contract>,
        #[serde(default)]
        pub reply: Option<Reply>,
        /// Printed for the founder only.
        #[serde(default)]
        pub note: Option<String>,
        /// The template of the library it began with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub template: Option<String>,
    }
}

impl Finding {
    /// Drafts enter no figure and no report.
    pub fn counts(&self) -> bool {
        self.status != FindingStatus::Draft
    }

    /// Open money: neither a draft nor closed. Accepted stays open.
    pub fn is_open(&self) -> bool {
        self.counts() && self.status != FindingStatus::Closed
    }
}

record! {
    /// One event, with the findings that could bring it about.
    #[derive(Default)]
    pub struct Scenario {
        pub id: String,
        pub name: String,
        pub engagement: String,
        pub money_kind: MoneyKind,
        pub counting: Counting,
        #[serde(default)]
        pub findings: Vec<String>,
    }
}
