//! The audit cockpit.

use super::{
    AreaRow, DateText, DecimalText, EngagementHead, EvidenceHead, FindingRow, Overall, RecordId, RoundHead,
    TemplateCard, present,
};
use serde::{Deserialize, Serialize};
use specta::Type;
use valise_domain::records::Grade;
use valise_domain::severity::Severity;

/// Where an answer stands. `open` is a question that nobody has judged in this round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum AnswerState {
    Open,
    Answered,
    Unknown,
    Na,
    Refused,
    Recorded,
}

/// Everything the cockpit lists.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct AuditView {
    pub engagement: EngagementHead,
    pub rounds: Vec<RoundHead>,
    pub round: Option<RoundHead>,
    pub areas: Vec<AreaRow>,
    pub overall: Overall,
    pub discovery: Discovery,
    pub questions: Vec<QuestionRow>,
    pub people: Vec<PersonHead>,
    pub packs: Vec<PackHead>,
    pub profiles: Vec<String>,
}

/// How many discovery questions have their records.
#[derive(Debug, Clone, Copy, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Discovery {
    pub recorded: u32,
    pub of: u32,
}

/// A person, in a line.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct PersonHead {
    pub id: RecordId,
    pub code: String,
    pub label: String,
    pub role: String,
}

/// A set of questions to choose.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct PackHead {
    pub id: String,
    pub name: String,
    pub questions: u32,
    pub scored: u32,
}

/// A question in the list with its answer in force.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct QuestionRow {
    pub id: String,
    pub area: String,
    pub text: String,
    pub ask: String,
    pub severity: Severity,
    pub weight: u8,
    pub scored: bool,
    pub deal_relevant: bool,
    pub in_pack: bool,
    pub own: bool,
    pub state: AnswerState,
    pub score: Option<u8>,
    pub grade: Option<Grade>,
    pub carried: bool,
    pub note: bool,
    pub later: bool,
    pub findings: u32,
    pub templates: u32,
}

/// An answer as it stands in this round.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// Where it stands.
    pub state: AnswerState,
    /// 0 to 4.
    pub score: Option<u8>,
    /// E0 to E4.
    pub grade: Option<Grade>,
    /// In their words.
    pub words: String,
    /// In the consultant's words.
    pub note: String,
    /// Who said it.
    pub said_by: Option<RecordId>,
    /// When.
    pub date: Option<DateText>,
    /// To be asked later.
    pub later: bool,
}

/// The text of an anchor.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Anchor {
    pub score: u8,
    pub text: String,
}

/// The answer in the basis round.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct AnswerBefore {
    pub round: String,
    pub score: Option<u8>,
    pub grade: Option<Grade>,
    pub state: AnswerState,
    pub note: String,
}

/// A record that a discovery question created.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct CreatedRecord {
    pub section: String,
    pub code: String,
    pub title: String,
}

/// One question, whole.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct QuestionDetail {
    pub row: QuestionRow,
    pub area_name: String,
    pub why: String,
    pub good_evidence: String,
    pub red_flags: Vec<String>,
    pub quick_check: String,
    pub anchors: Vec<Anchor>,
    pub frameworks: Vec<String>,
    pub creates: Vec<String>,
    pub same_fact_as: Option<String>,
    pub derivable_from: Vec<String>,
    pub na_hint: Option<String>,
    pub answer: Answer,
    pub before: Option<AnswerBefore>,
    pub findings: Vec<FindingRow>,
    pub templates: Vec<TemplateCard>,
    pub created: Vec<CreatedRecord>,
    pub evidence: Vec<EvidenceHead>,
}

/// A change of one answer. Absent fields stay as they are.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerChange {
    /// The round.
    pub round: RecordId,
    /// Id of the question.
    pub question: String,
    /// New state.
    #[serde(default)]
    #[specta(optional)]
    pub state: Option<AnswerState>,
    /// New score; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[specta(optional, type = Option<u8>)]
    pub score: Option<Option<u8>>,
    /// New grade; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[specta(optional, type = Option<Grade>)]
    pub grade: Option<Option<Grade>>,
    /// In their words.
    #[serde(default)]
    #[specta(optional)]
    pub words: Option<String>,
    /// In the consultant's words.
    #[serde(default)]
    #[specta(optional)]
    pub note: Option<String>,
    /// Who said it; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[specta(optional, type = Option<String>)]
    pub said_by: Option<Option<RecordId>>,
    /// To be asked later.
    #[serde(default)]
    #[specta(optional)]
    pub later: Option<bool>,
}

/// A round to start.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct NewRound {
    pub engagement: RecordId,
    pub title: String,
    pub pack: String,
    pub profile: String,
    pub basis: Option<RecordId>,
    pub added: Vec<String>,
    pub removed: Vec<String>,
}

/// The consultant's own question, or a changed copy of ours.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct OwnQuestion {
    pub id: Option<String>,
    pub area: String,
    pub question: String,
    pub why: String,
    pub good_evidence: String,
    pub red_flags: Vec<String>,
    pub severity: Severity,
    pub weight: u8,
    pub ask: String,
    pub scored: bool,
    pub anchor0: String,
    pub anchor2: String,
    pub anchor4: String,
    pub copy_of: Option<String>,
}

/// Low and high for one input of one loss driver.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct InputValue {
    pub driver: u32,
    pub key: String,
    pub low: Option<DecimalText>,
    pub high: Option<DecimalText>,
}
