//! The ledger: what an engagement cost and what came back, month by month.

use crate::date::{Day, Month};
use crate::decimal::Decimal;
use crate::money::{self, Money};

use super::lenient::text;
use super::{CostKind, Foreign, ValueClass, ValueEvidence, ValueStatus, Visibility, record};

record! {
    /// A cost that returns every month.
    pub struct Recurring {
        pub id: String,
        pub kind: CostKind,
        #[serde(default, deserialize_with = "text")]
        pub what: String,
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub amount_month: Money,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub foreign: Option<Foreign>,
        pub first_month: Month,
        /// Null: it still runs.
        #[serde(default)]
        pub last_month: Option<Month>,
        #[serde(default)]
        pub action: Option<String>,
    }
}

record! {
    /// Something built in a month.
    #[derive(Default)]
    pub struct Built {
        pub text: String,
        #[serde(default)]
        pub action: Option<String>,
        #[serde(default)]
        pub proof: Option<String>,
    }
}

record! {
    /// A cost of one month: an amount, or days of the client's own people (internal).
    #[derive(Default)]
    pub struct CostLine {
        pub id: String,
        pub kind: CostKind,
        #[serde(default, deserialize_with = "text")]
        pub what: String,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub amount: Option<Money>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub foreign: Option<Foreign>,
        #[serde(default)]
        pub days: Option<Decimal>,
        #[serde(default)]
        pub action: Option<String>,
    }
}

record! {
    /// A reading over a period; null `n` is a complete count.
    #[derive(Default)]
    pub struct Measurement {
        #[serde(default, deserialize_with = "text")]
        pub value: String,
        #[serde(default, deserialize_with = "text")]
        pub unit: String,
        #[serde(default)]
        pub start: Option<Day>,
        #[serde(default)]
        pub end: Option<Day>,
        #[serde(default)]
        pub n: Option<u32>,
    }
}

record! {
    /// A line of value: an amount, or hours and a rate.
    #[derive(Default)]
    pub struct ValueLine {
        pub id: String,
        pub class: ValueClass,
        pub evidence: ValueEvidence,
        pub status: ValueStatus,
        #[serde(default, deserialize_with = "text")]
        pub what: String,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub amount: Option<Money>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub foreign: Option<Foreign>,
        #[serde(default)]
        pub hours: Option<Decimal>,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub rate: Option<Money>,
        pub attribution: Decimal,
        #[serde(default)]
        pub baseline: Option<Measurement>,
        #[serde(default)]
        pub after: Option<Measurement>,
        #[serde(default, deserialize_with = "text")]
        pub source: String,
        #[serde(default)]
        pub measured_by: Option<String>,
        #[serde(default)]
        pub confirmed_by: Option<String>,
        #[serde(default)]
        pub confirmed_on: Option<Day>,
        #[serde(default)]
        pub action: Option<String>,
        #[serde(default)]
        pub flow: Option<String>,
        #[serde(default)]
        pub milestone: Option<String>,
        #[serde(default)]
        pub r#use: Option<String>,
        #[serde(default)]
        pub cause: Option<String>,
        #[serde(default)]
        pub same_cause_as: Option<String>,
        #[serde(default)]
        pub service_start: Option<Day>,
        #[serde(default)]
        pub counts_until: Option<Day>,
        pub visibility: Visibility,
    }
}

record! {
    /// A dated line that restates an earlier confirmed one.
    #[derive(Default)]
    pub struct Correction {
        pub id: String,
        pub restates: String,
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub amount: Money,
        #[serde(default, deserialize_with = "text")]
        pub reason: String,
        #[serde(default)]
        pub entered_by: Option<String>,
        #[serde(default)]
        pub confirmed_by: Option<String>,
        #[serde(default)]
        pub confirmed_on: Option<Day>,
    }
}

record! {
    /// A decision that a month asks for.
    #[derive(Default)]
    pub struct DecisionNeeded {
        pub text: String,
        #[serde(default)]
        pub decision: Option<String>,
    }
}

record! {
    /// How the team delivered in a month.
    #[derive(Default)]
    pub struct Delivery {
        #[serde(default)]
        pub deploys: Option<u32>,
        #[serde(default)]
        pub lead_time_days: Option<Decimal>,
        #[serde(default)]
        pub change_fail_share: Option<Decimal>,
        #[serde(default)]
        pub recovery_minutes: Option<u32>,
        #[serde(default)]
        pub rework_share: Option<Decimal>,
    }
}

record! {
    /// Hours of the retainer in a month.
    #[derive(Default)]
    pub struct RetainerHours {
        /// Agreed for this month.
        pub agreed: Decimal,
        /// Worked in it.
        pub used: Decimal,
    }
}

record! {
    /// What was judged of what happened: keys of events.
    #[derive(Default)]
    pub struct Inbox {
        #[serde(default)]
        pub accepted: Vec<String>,
        #[serde(default)]
        pub dropped: Vec<String>,
    }
}

record! {
    /// One month of the ledger.
    pub struct LedgerMonth {
        pub month: Month,
        #[serde(default, deserialize_with = "text")]
        pub summary: String,
        #[serde(default)]
        pub built: Vec<Built>,
        #[serde(default)]
        pub costs: Vec<CostLine>,
        #[serde(default)]
        pub values: Vec<ValueLine>,
        #[serde(default)]
        pub corrections: Vec<Correction>,
        #[serde(default)]
        pub decisions_needed: Vec<DecisionNeeded>,
        #[serde(default)]
        pub delivery: Option<Delivery>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hours: Option<RetainerHours>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub inbox: Option<Inbox>,
        /// The round in which the questions of the monthly pack were asked again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub recheck: Option<String>,
        #[serde(default)]
        pub signed_by: Option<String>,
        #[serde(default)]
        pub signed_on: Option<Day>,
        /// SHA-256 of the month as it was signed, in hexadecimal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub signed_hash: Option<String>,
    }
}

record! {
    /// The ledger of one engagement.
    pub struct Ledger {
        pub engagement: String,
        pub first_month: Month,
        #[serde(default)]
        pub recurring: Vec<Recurring>,
        #[serde(default)]
        pub months: Vec<LedgerMonth>,
    }
}

impl LedgerMonth {
    /// A month with nothing in it.
    pub fn empty(month: Month) -> Self {
        Self {
            month,
            summary: String::new(),
            built: Vec::new(),
            costs: Vec::new(),
            values: Vec::new(),
            corrections: Vec::new(),
            decisions_needed: Vec::new(),
            delivery: None,
            hours: None,
            inbox: None,
            recheck: None,
            signed_by: None,
            signed_on: None,
            signed_hash: None,
            rest: super::Rest::new(),
        }
    }
}

impl Recurring {
    /// Whether it is a cost of that month.
    pub fn runs_in(&self, month: Month) -> bool {
        self.first_month <= month && self.last_month.is_none_or(|last| month <= last)
    }
}
