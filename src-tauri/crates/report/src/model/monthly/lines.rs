//! What each amount of a month rests on.

use super::super::{Amount, Day, Number, Share};
use super::{CostKind, ValueClass};
use serde::{Deserialize, Serialize};

/// A reading over a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The value.
    pub value: Number,
    /// Its unit.
    #[serde(default)]
    pub unit: Option<String>,
    /// First day.
    #[serde(default)]
    pub start: Option<Day>,
    /// Last day.
    #[serde(default)]
    pub end: Option<Day>,
    /// How many cases; none is a complete count.
    #[serde(default)]
    pub n: Option<u32>,
}

/// One line of value with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueLine {
    /// Display code.
    pub id: String,
    /// What came back; none prints "other work", without what it rests on.
    #[serde(default)]
    pub what: Option<String>,
    /// Its class.
    pub class: ValueClass,
    /// How it is known: `measured`, `estimated`, `claimed`.
    pub evidence: String,
    /// How it counts: `confirmed`, `weighted_only`, `risk`, …
    pub state: String,
    /// Its amount before the share that is ours is taken of it.
    pub gross: Amount,
    /// The share of it that is ours.
    pub amount: Amount,
    /// What it was in the currency that it came in.
    #[serde(default)]
    pub foreign: Option<Foreign>,
    /// The share that is ours, unless it is the whole.
    #[serde(default)]
    pub attribution: Option<Share>,
    /// What it adds to the confirmed return.
    pub confirmed: Amount,
    /// What it adds to the weighted return.
    pub weighted: Amount,
    /// What its evidence counts; none for a line that does not count at all.
    #[serde(default)]
    pub weight: Option<Number>,
    /// Before.
    #[serde(default)]
    pub baseline: Option<Reading>,
    /// After.
    #[serde(default)]
    pub after: Option<Reading>,
    /// Hours, where it is capacity.
    #[serde(default)]
    pub hours: Option<Number>,
    /// What the hours are used for.
    #[serde(default)]
    pub use_of_time: Option<String>,
    /// Where it was read.
    #[serde(default)]
    pub source: Option<String>,
    /// Who measured: label and role.
    #[serde(default)]
    pub measured_by: Option<String>,
    /// Who confirmed: label and role.
    #[serde(default)]
    pub confirmed_by: Option<String>,
    /// When.
    #[serde(default)]
    pub confirmed_on: Option<Day>,
    /// Display codes of its flow, action and milestone.
    #[serde(default)]
    pub chain: Vec<String>,
    /// What makes it weak: `builder_measured`, `small_sample`, `read_early`, `periods_differ`.
    #[serde(default)]
    pub warnings: Vec<String>,
}

/// One cost of the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostLine {
    /// Display code.
    pub id: String,
    /// Its kind.
    pub kind: CostKind,
    /// What; none prints "other work".
    #[serde(default)]
    pub what: Option<String>,
    /// How much.
    pub amount: Amount,
    /// What it was in the currency that was paid.
    #[serde(default)]
    pub foreign: Option<Foreign>,
    /// Days, where it is the client's own work.
    #[serde(default)]
    pub days: Option<Number>,
    /// It comes every month.
    pub recurring: bool,
    /// Display code of its action.
    #[serde(default)]
    pub action: Option<String>,
}

/// An amount of another currency, with the rate that somebody entered for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Foreign {
    /// Its currency, three letters.
    pub currency: String,
    /// The amount in that currency, with its two places.
    pub amount: Number,
    /// What one of it is worth in the client's currency.
    pub rate: Number,
    /// The day of the rate.
    pub rate_on: Day,
    /// Where the rate was read.
    pub source: String,
}
