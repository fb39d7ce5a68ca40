//! What was agreed for an engagement and how far what was built carries, beside its ledger. Read only.

use super::{DateText, DecimalText, RecordRef};
use serde::Serialize;
use specta::Type;
use valise_domain::records::Grade;

/// The charter as far as the ledger is held against it.
#[derive(Debug, Clone, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AgreedView {
    /// What is not done, why, and who does it instead.
    pub will_not_do: Vec<BoundaryRow>,
    /// By what success is known.
    pub success_criteria: Vec<String>,
    /// When to stop.
    pub stop_signals: Vec<String>,
    /// Why a return below the cost is accepted.
    pub accepted: Option<AcceptedView>,
}

/// Something that is not done.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct BoundaryRow {
    pub what: String,
    pub why: String,
    /// Who does it, or what is done in its place.
    pub instead: String,
}

/// Somebody accepted that the return lies below the cost.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct AcceptedView {
    pub on: Option<DateText>,
    /// Label of the person.
    pub by: Option<String>,
    pub text: String,
}

/// What breaks first at three times the size (formulas AC.9).
#[derive(Debug, Clone, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GrowthView {
    /// The latest answer to the question of the bank that asks it.
    pub answer: Option<GrowthAnswer>,
    /// Automations with a limit, the one that is full first at the front.
    pub limits: Vec<GrowthLimit>,
}

/// The latest answer to what breaks first.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct GrowthAnswer {
    /// Id of the question in the bank.
    pub question: String,
    pub text: String,
    /// 0 to 4; null: not known.
    pub score: Option<u8>,
    pub grade: Option<Grade>,
    pub on: DateText,
    pub note: String,
}

/// How far an automation carries.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct GrowthLimit {
    pub flow: RecordRef,
    pub name: String,
    /// Today.
    pub cases_per_week: DecimalText,
    /// Cases a week that it carries.
    pub limit: DecimalText,
    /// Times today's cases that fill it; null while there are none.
    pub full_at: Option<DecimalText>,
    /// It carries three times today's cases.
    pub carries: bool,
    /// What happens above the limit.
    pub what_happens: String,
}
