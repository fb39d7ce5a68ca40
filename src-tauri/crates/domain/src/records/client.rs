//! Facts about the client, and the adviser's practice.

use crate::date::Day;
use crate::decimal::Decimal;
use crate::money::{self, Money};

use super::lenient::text;
use super::record;

record! {
    /// A law or standard that may apply to the client.
    #[derive(Default)]
    pub struct ApplicableRule {
        pub rule: String,
        #[serde(default, deserialize_with = "text")]
        pub applies: String,
        #[serde(default, deserialize_with = "text")]
        pub why: String,
        #[serde(default)]
        pub checked_on: Option<Day>,
        #[serde(default)]
        pub owner: Option<String>,
    }
}

record! {
    /// What is known about the client; other facts stay in `rest` as text.
    #[derive(Default)]
    pub struct ClientFacts {
        pub id: String,
        pub codename: String,
        #[serde(default, deserialize_with = "text")]
        pub name: String,
        #[serde(default, deserialize_with = "text")]
        pub legal_name: String,
        #[serde(default, deserialize_with = "text")]
        pub sector: String,
        #[serde(default, deserialize_with = "text")]
        pub country: String,
        #[serde(default, deserialize_with = "text")]
        pub language: String,
        #[serde(default)]
        pub people: Option<u32>,
        #[serde(default)]
        pub engineers: Option<u32>,
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub annual_recurring_revenue: Option<Money>,
        #[serde(default)]
        pub contribution_margin_share: Option<Decimal>,
        #[serde(default)]
        pub applicable_rules: Vec<ApplicableRule>,
    }
}

record! {
    /// The adviser's practice, as it stands on reports.
    #[derive(Default)]
    pub struct Brand {
        #[serde(default, deserialize_with = "text")]
        pub practice: String,
        #[serde(default)]
        pub person: Option<String>,
        #[serde(default, deserialize_with = "text")]
        pub line: String,
        #[serde(default, deserialize_with = "text")]
        pub accent: String,
        #[serde(default, deserialize_with = "text")]
        pub footer: String,
    }
}
