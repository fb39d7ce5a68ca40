//! Findings and the templates they grow from.

use super::{DateText, DecimalText, EvidenceHead, InputValue, PersonHead, Range, RecordId};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;
use valise_domain::money::Money;
use valise_domain::records::{Combine, FindingStatus, Grade, MoneyKind, Visibility};
use valise_domain::severity::Severity;

/// A template, in a line.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateCard {
    /// `T-…` of the library, or an own one.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Area code.
    pub area: String,
    /// Its head.
    pub money_kind: MoneyKind,
    /// Under one day.
    pub quick_win: bool,
    /// The consultant's own.
    pub own: bool,
    /// Red flags of the question at hand that it answers.
    pub matches: Vec<String>,
}

/// One input of a loss driver.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LossInput {
    /// Name in the formula.
    pub key: String,
    /// Words for it.
    pub label: String,
    /// Unit in words.
    pub unit: String,
    /// Low value; null = not known.
    pub low: Option<DecimalText>,
    /// High value; null = not known.
    pub high: Option<DecimalText>,
    /// The library has a starting value for it.
    pub typical: bool,
    /// Still the starting value: nobody replaced it.
    pub assumed: bool,
}

/// One way in which the fault costs money.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LossDriver {
    /// What it is.
    pub name: String,
    /// The formula in words.
    pub formula: String,
    /// Its head.
    pub money_kind: MoneyKind,
    /// Inputs in the order of the formula.
    pub inputs: Vec<LossInput>,
    /// Null while an input is missing.
    pub range: Option<Range>,
}

/// A word in braces to be filled.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Placeholder {
    pub name: String,
    pub meaning: String,
    pub example: String,
}

/// A template, whole.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct TemplateDetail {
    pub card: TemplateCard,
    pub for_founder: String,
    pub for_investor: String,
    /// Sentences for the engineers, each to be ticked as true.
    pub sentences: Vec<String>,
    pub good: String,
    pub recommendation: String,
    pub first_step: String,
    pub verify_fix: String,
    pub evidence_to_collect: Vec<String>,
    pub effort_low: DecimalText,
    pub effort_high: DecimalText,
    pub external_cost: Option<Money>,
    pub likelihood: u8,
    pub drivers: Vec<LossDriver>,
    pub combine: Combine,
    pub loss: Option<Range>,
    pub scenario: String,
    pub gate: Option<String>,
    pub deal_class: String,
    pub placeholders: Vec<Placeholder>,
}

/// A finding to raise, from a template or from nothing.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RaiseFinding {
    /// The engagement that owns it.
    pub engagement: RecordId,
    /// The question it answers.
    pub question: Option<String>,
    /// The round in which it was asked.
    pub round: Option<RecordId>,
    /// Template id.
    pub template: Option<String>,
    /// Title; empty = the template's.
    pub title: String,
    /// Words for the braces.
    pub placeholders: BTreeMap<String, String>,
    /// Which engineer sentences are true; null = none was judged, all are kept as a draft.
    pub sentences: Option<Vec<bool>>,
    /// Inputs of the loss drivers that differ from the template's.
    pub inputs: Vec<InputValue>,
    /// 1 to 5; null = the template's hint.
    pub likelihood: Option<u8>,
    /// Person who owns the fix.
    pub owner: Option<RecordId>,
    /// Founder sentence; null = the template's.
    pub for_founder: Option<String>,
}

/// A finding in the list, with its figures.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct FindingRow {
    pub id: RecordId,
    pub code: String,
    /// The engagement that owns it.
    pub engagement: RecordId,
    pub title: String,
    pub area: String,
    pub severity: Option<Severity>,
    pub status: FindingStatus,
    pub money_kind: MoneyKind,
    pub exposure: Range,
    pub owner: Option<String>,
    pub found_on: DateText,
    pub closed_on: Option<DateText>,
    /// When the owner means to have it fixed.
    pub due: Option<DateText>,
    pub leverage: Option<DecimalText>,
    pub payback_months: Option<DecimalText>,
    pub evidence: u32,
    pub grade: Grade,
    pub deal_class: String,
    pub visibility: Visibility,
    pub quick_win: bool,
    /// What is missing before a draft can be confirmed, as codes.
    pub draft_reasons: Vec<String>,
}

/// A group of findings that describe the same event.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct ScenarioRow {
    pub id: RecordId,
    pub code: String,
    pub name: String,
    pub money_kind: MoneyKind,
    pub members: Vec<String>,
    /// This finding is the member that counts.
    pub counted: bool,
}

/// The assessed team's answer to a finding.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct ReplyView {
    pub text: String,
    pub by: String,
    pub date: DateText,
}

/// An action that fixes a finding.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct ActionHead {
    pub code: String,
    pub title: String,
}

/// A finding, whole.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct FindingDetail {
    pub row: FindingRow,
    pub questions: Vec<String>,
    pub likelihood: u8,
    pub impact: Option<u8>,
    pub loss: Option<Range>,
    pub loss_basis: String,
    pub drivers: Vec<LossDriver>,
    pub combine: Combine,
    pub scenario: Option<RecordId>,
    pub scenarios: Vec<ScenarioRow>,
    pub for_founder: String,
    pub for_engineers: String,
    pub for_investor: String,
    pub recommendation: String,
    pub evidence_text: String,
    pub effort_days: DecimalText,
    pub external_cost: Money,
    pub running_cost_year: Money,
    pub share_removed: DecimalText,
    pub fix_value: Money,
    pub fix_value_uncapped: Money,
    pub first_year_cost: Money,
    pub owner: Option<RecordId>,
    pub gate: Option<String>,
    pub closed_proof: Option<String>,
    pub note: String,
    pub reply: Option<ReplyView>,
    pub evidence: Vec<EvidenceHead>,
    pub actions: Vec<ActionHead>,
    pub people: Vec<PersonHead>,
    pub age_days: i32,
}

/// One field of one finding.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FindingChange {
    /// The finding.
    pub id: RecordId,
    /// Name of a field of [`FindingDetail`] or [`FindingRow`].
    pub field: String,
    /// JSON text of the new value; null removes it.
    pub value: Option<String>,
}
