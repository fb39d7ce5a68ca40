//! What was checked, method, annexes.

use super::{Asset, Day, Fact, Grade, MoneyKind, Number, Prose, Range, Severity, Share, Status};
use serde::{Deserialize, Serialize};

/// What was found sound, and what was not looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Checked {
    /// Found sound.
    #[serde(default)]
    pub sound: Vec<CheckedLine>,
    /// Not looked at.
    #[serde(default)]
    pub not_checked: Vec<UncheckedLine>,
}

/// Something that was found sound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedLine {
    /// Code of the question, when it rests on one.
    #[serde(default)]
    pub id: Option<String>,
    /// What.
    pub what: String,
    /// How well it is known.
    #[serde(default)]
    pub grade: Option<Grade>,
}

/// Something that was not looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UncheckedLine {
    /// Code of the question, when it rests on one.
    #[serde(default)]
    pub id: Option<String>,
    /// What.
    pub what: String,
    /// Why.
    #[serde(default)]
    pub why: Option<String>,
}

/// How the figures were made, and their limits.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Method {
    /// What was examined.
    #[serde(default)]
    pub scope: Vec<Fact>,
    /// What the adviser could open.
    #[serde(default)]
    pub access_given: Vec<String>,
    /// Who was met, by role.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Limits of this work; printed even when it is empty.
    #[serde(default)]
    pub limits: Vec<String>,
    /// Conflicts of interest; printed even when there is none.
    #[serde(default)]
    pub conflict: Option<String>,
    /// Who may rely on the report.
    #[serde(default)]
    pub reliance: Vec<String>,
    /// Name of the profile of weights.
    #[serde(default)]
    pub profile: Option<String>,
    /// Weight of each area.
    #[serde(default)]
    pub weights: Vec<Weight>,
    /// Thresholds and other settings in force.
    #[serde(default)]
    pub settings: Vec<Fact>,
    /// Anything else on the method.
    #[serde(default)]
    pub remarks: Option<Prose>,
}

/// Weight of an area in the overall figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weight {
    /// Name of the area.
    pub area: String,
    /// Its weight.
    pub weight: u32,
}

/// The annexes; an empty one is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Annexes {
    /// A: every finding of this copy.
    #[serde(default)]
    pub findings: Vec<FindingLine>,
    /// B: answers by area.
    #[serde(default)]
    pub answers: Vec<AnswerArea>,
    /// C: evidence.
    #[serde(default)]
    pub evidence: Vec<EvidenceLine>,
    /// D: decisions.
    #[serde(default)]
    pub decisions: Vec<DecisionLine>,
    /// E: references.
    #[serde(default)]
    pub references: Vec<Reference>,
    /// Words explained.
    #[serde(default)]
    pub glossary: Vec<Term>,
}

/// One line of annex A.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingLine {
    /// Display code.
    pub id: String,
    /// Title.
    pub title: String,
    /// Name of its area.
    pub area: String,
    /// Severity.
    pub severity: Severity,
    /// Where it stands.
    pub status: Status,
    /// How well it is known.
    pub grade: Grade,
    /// Head under which it counts.
    pub money_kind: MoneyKind,
    /// Exposure a year.
    #[serde(default)]
    pub exposure: Option<Range>,
    /// Days of work.
    #[serde(default)]
    pub days: Option<Number>,
    /// Who does it.
    #[serde(default)]
    pub owner: Option<String>,
}

/// Answers of one area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerArea {
    /// Three-letter code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// In the bank's order.
    pub rows: Vec<Answer>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Code of the question.
    pub id: String,
    /// The question.
    pub question: String,
    /// 0 to 4.
    #[serde(default)]
    pub score: Option<u8>,
    /// State in words when there is no score, for example `unknown`.
    #[serde(default)]
    pub state: Option<String>,
    /// How well it is known.
    #[serde(default)]
    pub grade: Option<Grade>,
    /// Remark, for readers who may see it.
    #[serde(default)]
    pub note: Option<Prose>,
    /// Taken over from an earlier round.
    #[serde(default)]
    pub carried: bool,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceLine {
    /// Display code.
    pub id: String,
    /// Title.
    pub title: String,
    /// How well it shows what it shows.
    pub grade: Grade,
    /// Taken on.
    #[serde(default)]
    pub taken_on: Option<Day>,
    /// SHA-256 of the file kept in the vault, hexadecimal.
    pub sha256: String,
    /// Findings of this copy that rest on it.
    #[serde(default)]
    pub findings: Vec<String>,
    /// The picture as it leaves, its redaction boxes burned in. Without one,
    /// `beside` may name a file that lies beside the report.
    #[serde(default)]
    pub picture: Option<Asset>,
    /// Name of a file that lies beside the report.
    #[serde(default)]
    pub beside: Option<String>,
    /// Parts of the picture were blacked out.
    #[serde(default)]
    pub redacted: bool,
}

/// One line of annex D.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionLine {
    /// Display code.
    pub id: String,
    /// What was decided.
    pub title: String,
    /// State in words.
    pub state: String,
    /// What was chosen.
    #[serde(default)]
    pub chosen: Option<String>,
    /// Why.
    #[serde(default)]
    pub rationale: Option<Prose>,
    /// Who decided.
    #[serde(default)]
    pub decider: Option<String>,
    /// Decided on.
    #[serde(default)]
    pub decided_on: Option<Day>,
    /// To be looked at again on.
    #[serde(default)]
    pub review_on: Option<Day>,
    /// Code of the decision that replaced it.
    #[serde(default)]
    pub superseded_by: Option<String>,
}

/// One reference: an identifier and our own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Identifier, for example `NIST CSF 2.0 PR.AA-05`.
    pub label: String,
    /// What it is about.
    pub text: String,
    /// How far it is covered, where that is known.
    #[serde(default)]
    pub share: Option<Share>,
}

/// A word explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The word.
    pub term: String,
    /// What it means.
    pub meaning: String,
}
