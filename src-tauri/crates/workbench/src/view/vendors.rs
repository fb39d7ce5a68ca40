//! Suppliers: cost, contract, promises, trial, the way out.

use super::{DateText, DecimalText, ForeignBill, RecordId, SystemHead};
use serde::{Deserialize, Serialize};
use specta::Type;
use valise_domain::figures::{Dependence, Exit, PromiseCounts};
use valise_domain::money::Money;
use valise_domain::records::VendorState;

/// A supplier in the list.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct VendorRow {
    pub id: RecordId,
    pub code: String,
    pub name: String,
    pub purpose: String,
    /// In the words of the record.
    pub criticality: String,
    pub dependence: Dependence,
    /// In the client's currency; null where nobody entered it.
    pub annual_cost: Option<Money>,
    /// Of the cost of all active contracts.
    pub share: Option<DecimalText>,
    pub renewal: Option<DateText>,
    pub notice_days: Option<u32>,
    /// The last day on which the contract can be ended.
    pub notice_by: Option<DateText>,
    /// Until then; negative when it is missed.
    pub days_left: Option<i32>,
    /// The way out, in words.
    pub exit: String,
    /// How long it takes.
    pub exit_days: Option<Exit>,
    pub rating: String,
    pub decision: String,
    pub state: VendorState,
    pub promises: PromiseCounts,
    /// A trial that nobody decided, until this day.
    pub trial_until: Option<DateText>,
}

/// Contracts that started and ended in one month.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct MonthMoves {
    /// `YYYY-MM`.
    pub month: String,
    pub started: u32,
    pub ended: u32,
}

/// Counts of what has to be kept together.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Complexity {
    pub suppliers: u32,
    /// Active systems that a supplier runs.
    pub tools: u32,
    /// Connections of the map; null without a map.
    pub integrations: Option<u32>,
    /// Twelve months, earliest first.
    pub months: Vec<MonthMoves>,
    /// Contracts with a start or end that nobody entered.
    pub undated: u32,
}

/// All suppliers.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VendorsView {
    /// The day that days are counted from.
    pub on: DateText,
    /// Yearly cost of all active contracts.
    pub annual_cost: Money,
    /// Active contracts whose cost nobody entered.
    pub uncosted: u32,
    /// Dearest first, ended ones last.
    pub vendors: Vec<VendorRow>,
    /// Tools and connections.
    pub complexity: Complexity,
}

/// What was promised for a quarter, and what was seen of it.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct PromiseLine {
    pub what: String,
    pub promised: String,
    pub observed: String,
    /// `YYYY-Qn`.
    pub quarter: String,
    pub unit: String,
    /// Somebody's judgement; null until somebody judged.
    pub kept: Option<bool>,
    pub note: String,
}

/// The promises of one quarter, counted.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct QuarterLine {
    pub quarter: String,
    pub counts: PromiseCounts,
}

/// A trial with real cases.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct TrialLine {
    pub start: Option<DateText>,
    pub decide_on: Option<DateText>,
    pub real_cases: String,
    /// Null until it is decided.
    pub go: Option<bool>,
    pub reason: String,
}

/// A supplier, whole.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct VendorDetail {
    pub row: VendorRow,
    pub data: String,
    pub security_review: Option<DateText>,
    pub agreement: String,
    pub sla: String,
    pub measured: String,
    pub started_on: Option<DateText>,
    pub ended_on: Option<DateText>,
    pub foreign: Option<ForeignBill>,
    pub promises: Vec<PromiseLine>,
    /// Earliest first.
    pub quarters: Vec<QuarterLine>,
    pub trial: Option<TrialLine>,
    pub systems: Vec<SystemHead>,
}

/// A supplier to add; what is not known is null or empty.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct NewVendor {
    pub name: String,
    pub purpose: String,
    pub criticality: String,
    pub data: String,
    pub annual_cost: Option<Money>,
    pub renewal: Option<DateText>,
    pub notice_days: Option<u32>,
    pub exit: String,
    pub exit_days: Option<u32>,
    pub decision: String,
}

/// One field of one supplier.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VendorChange {
    /// The supplier.
    pub id: RecordId,
    /// Name of a field of [`VendorDetail`] or [`VendorRow`].
    pub field: String,
    /// JSON text of the new value; null removes it.
    pub value: Option<String>,
}
