//! Engagements: the walls between what was done for whom.

use crate::date::{Day, Month};
use crate::decimal::Decimal;
use crate::money::{self, Money};

use super::lenient::{flag, text};
use super::{EngagementKind, RequestState, Rest, ReuseState, record};

record! {
    /// Something that is not done, and who does it instead.
    #[derive(Default)]
    pub struct Refusal {
        pub what: String,
        #[serde(default, deserialize_with = "text")]
        pub why: String,
        #[serde(default, deserialize_with = "text")]
        pub instead: String,
    }
}

record! {
    /// One item of the request list.
    #[derive(Default)]
    pub struct Request {
        pub id: String,
        pub item: String,
        #[serde(default)]
        pub asked_on: Option<Day>,
        pub state: RequestState,
        #[serde(default)]
        pub answered_on: Option<Day>,
        #[serde(default, deserialize_with = "text")]
        pub note: String,
    }
}

record! {
    /// Consent to show a record of another engagement in this one.
    #[derive(Default)]
    pub struct Reuse {
        /// A finding or evidence id, or `answers:ROUND:AREA`.
        pub record: String,
        /// The audience that may see it; the founder always may.
        #[serde(default, deserialize_with = "text")]
        pub visible_to: String,
        pub state: ReuseState,
        #[serde(default)]
        pub consent_by: Option<String>,
        #[serde(default)]
        pub consent_on: Option<Day>,
        #[serde(default, deserialize_with = "text")]
        pub note: String,
    }
}

record! {
    /// One commission, with its reader, its boundaries and its money.
    #[derive(Default)]
    pub struct Engagement {
        pub id: String,
        pub kind: EngagementKind,
        #[serde(default, deserialize_with = "text")]
        pub title: String,
        #[serde(default)]
        pub start: Option<Day>,
        #[serde(default)]
        pub end: Option<Day>,
        /// `client`, or the name of whoever pays.
        pub commissioned_by: String,
        /// Who may rely on the reports.
        #[serde(default)]
        pub reliance: Vec<String>,
        #[serde(default)]
        pub nda_on: Option<Day>,
        #[serde(default)]
        pub provisional_until: Option<Day>,
        #[serde(default)]
        pub first_invoice_month: Option<Month>,
        /// Whether its money is counted in the ledger.
        #[serde(default, deserialize_with = "flag")]
        pub ledger: bool,
        #[serde(default, deserialize_with = "text")]
        pub default_profile: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub days_per_week: Option<Decimal>,
        #[serde(default, with = "money::text::option", skip_serializing_if = "Option::is_none")]
        #[specta(type = Option<String>)]
        pub retainer_month: Option<Money>,
        /// Hours a month that the retainer covers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hours_month: Option<Decimal>,
        #[serde(default, with = "money::text::option", skip_serializing_if = "Option::is_none")]
        #[specta(type = Option<String>)]
        pub audit_fee: Option<Money>,
        #[serde(default, with = "money::text::option", skip_serializing_if = "Option::is_none")]
        #[specta(type = Option<String>)]
        pub fixed_fee: Option<Money>,
        #[serde(default)]
        pub will_do: Vec<String>,
        #[serde(default)]
        pub will_not_do: Vec<Refusal>,
        #[serde(default)]
        pub success_criteria: Vec<String>,
        #[serde(default)]
        pub stop_signals: Vec<String>,
        #[serde(default)]
        pub limits: Vec<String>,
        #[serde(default)]
        pub thesis: Option<String>,
        #[serde(default)]
        pub conflict: Option<String>,
        #[serde(default)]
        pub request_log: Vec<Request>,
        #[serde(default)]
        pub reuse: Vec<Reuse>,
    }
}

/// The fees that an engagement names, for comparison with the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fees {
    /// Retainer a month.
    pub retainer_month: Option<Money>,
    /// Fee of the audit.
    pub audit_fee: Option<Money>,
    /// One fixed fee.
    pub fixed_fee: Option<Money>,
}

impl Engagement {
    /// Whether the client pays for it, so that the founder sees everything but private records.
    pub fn is_commissioned_by_client(&self) -> bool {
        self.commissioned_by == "client"
    }

    /// The fees together.
    pub fn fees(&self) -> Fees {
        Fees {
            retainer_month: self.retainer_month,
            audit_fee: self.audit_fee,
            fixed_fee: self.fixed_fee,
        }
    }

    /// A field of the charter that has no type of its own here (`tiers`, `presence`, `end_state` ...).
    pub fn other(&self, field: &str) -> Option<&serde_json::Value> {
        let rest: &Rest = &self.rest;
        rest.get(field)
    }
}
