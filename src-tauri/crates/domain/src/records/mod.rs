//! One typed struct for each record of the open client format, version 1.
//!
//! The structs are readings of a record's JSON: fields that are unknown here stay in `rest`, and
//! [`crate::dossier::Kept`] holds the JSON itself, so that a file is written back without loss.
//! Field names are the format's; `docs/format.md` says what each of them means.

mod access;
mod actions;
mod automation;
mod bank;
mod client;
mod decisions;
mod engagement;
mod evidence;
mod findings;
mod flows;
mod foreign;
mod guardrails;
mod ledger;
mod lenient;
mod notes;
mod people;
mod recheck;
mod rounds;
mod settings;
mod systems;
mod vendors;
mod words;

pub use access::{EnvFile, EnvKey, Grant};
pub use actions::{Action, Capacity, Milestone, SensitiveDate};
pub use automation::{AdoptionReading, CapacityLimit, NonUse, Opportunity};
pub use bank::OwnBank;
pub use client::{ApplicableRule, Brand, ClientFacts};
pub use decisions::{Decision, DecisionOption};
pub use engagement::{Engagement, Fees, Refusal, Request, Reuse};
pub use evidence::{BlackBox, Evidence};
pub use findings::{Contract, Finding, LossDriver, LossInput, LossRange, Reply, Scenario};
pub use flows::{Coordination, Delay, Flow, FlowBridge, FlowStep, InputRange, TimedCase};
pub use foreign::Foreign;
pub use guardrails::{Candidate, Control, Criterion, Incident, Programme};
pub use ledger::{
    Built, Correction, CostLine, DecisionNeeded, Delivery, Inbox, Ledger, LedgerMonth, Measurement,
    Recurring, RetainerHours, ValueLine,
};
pub use notes::{Document, Duty, Holding, Note};
pub use people::{Identity, Person};
pub use recheck::Recheck;
pub use rounds::{Answer, Round};
pub use settings::{EvidenceSetting, Frozen, Settings, Thresholds};
pub use systems::{MapEdge, MapNode, Night, PathStep, RealityMap, RequestPath, System};
pub use vendors::{Promise, Trial, Vendor};
pub use words::*;

/// Fields of a record that this version of the program does not know.
pub type Rest = serde_json::Map<String, serde_json::Value>;

/// Declares a record: derives, and the `rest` that keeps unknown fields.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$fmeta:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, specta::Type)]
        // The fields are those of docs/format.md, under the same names.
        #[allow(missing_docs)]
        pub struct $name {
            $($(#[$fmeta])* pub $field: $type,)*
            #[serde(flatten)]
            #[specta(skip)]
            pub rest: $crate::records::Rest,
        }
    };
}
pub(crate) use record;

/// A record that is found by its display code.
pub trait Coded {
    /// The display code, unique within the record's section.
    fn code(&self) -> &str;
}

macro_rules! coded {
    ($($type:ty: $field:ident),* $(,)?) => {
        $(impl Coded for $type {
            fn code(&self) -> &str {
                &self.$field
            }
        })*
    };
}

coded! {
    Engagement: id, Person: id, Identity: id, System: id, Vendor: id, RequestPath: id, Milestone: id,
    SensitiveDate: id, Round: id, Answer: question, Finding: id, Scenario: id, Action: id, Capacity: person,
    Decision: id, Programme: id, Control: id, Flow: id, Incident: id, Candidate: id, Note: id, Duty: id,
    Document: id, Grant: id, EnvFile: id, Evidence: id,
}
