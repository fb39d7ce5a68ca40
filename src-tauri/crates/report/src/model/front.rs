//! Cover, founder's page, milestones.

use super::{Amount, Day, MoneyKind, Number, Prose, Range, Severity};
use serde::{Deserialize, Serialize};

/// A picture whose bytes are handed over beside the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// Name under which the bytes are handed over: PNG or JPEG.
    #[serde(rename = "$picture")]
    pub name: String,
    /// What the picture shows, for a reader who cannot see it.
    pub alt: String,
}

/// First page and document control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// Codename of the client.
    pub codename: String,
    /// Title of the document; empty prints the catalogue's own.
    #[serde(default)]
    pub title: String,
    /// One line under the title, for example the name of the round.
    #[serde(default)]
    pub subtitle: Option<String>,
    /// Date of the report.
    pub date: Day,
    /// Version, for example `1.0`.
    pub version: String,
    /// Confidentiality class in words.
    pub classification: String,
    /// Named recipient.
    #[serde(default)]
    pub recipient: Option<String>,
    /// Name of the adviser's practice.
    pub practice: String,
    /// The adviser.
    #[serde(default)]
    pub person: Option<String>,
    /// The practice's line under its name.
    #[serde(default)]
    pub line: Option<String>,
    /// Line at the foot of every page.
    #[serde(default)]
    pub footer: Option<String>,
    /// The practice's logo.
    #[serde(default)]
    pub logo: Option<Asset>,
    /// Earlier versions of the document, oldest first.
    #[serde(default)]
    pub control: Vec<ControlLine>,
}

/// One version in the document control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlLine {
    /// Version, for example `0.9`.
    pub version: String,
    /// Its date.
    pub date: Day,
    /// Who made it.
    pub author: String,
    /// What changed.
    pub change: String,
}

/// The page a founder reads first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FounderPage {
    /// Verdict, at most three sentences.
    pub verdict: Vec<String>,
    /// Things to do this week, at most three.
    #[serde(default)]
    pub this_week: Vec<Step>,
    /// Decisions needed.
    #[serde(default)]
    pub decisions: Vec<DecisionNeeded>,
    /// Annual exposure under its heads; never added together.
    #[serde(default)]
    pub exposure: Vec<Exposure>,
    /// Annual cost of friction.
    #[serde(default)]
    pub friction_year: Option<Amount>,
    /// What of the friction was removed already, a year; none where nothing was.
    #[serde(default)]
    pub friction_removed: Option<Amount>,
    /// Open findings that decide a deal, as far as this reader sees them.
    #[serde(default)]
    pub deal_critical_open: Option<u32>,
    /// What is good.
    #[serde(default)]
    pub good: Vec<String>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Display code of the action.
    #[serde(default)]
    pub id: Option<String>,
    /// What to do.
    pub title: String,
    /// Why now.
    #[serde(default)]
    pub why: Option<String>,
    /// Who does it.
    #[serde(default)]
    pub owner: Option<String>,
    /// By when.
    #[serde(default)]
    pub due: Option<Day>,
}

/// A decision the reader has to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionNeeded {
    /// Display code.
    pub id: String,
    /// What is to be decided.
    pub title: String,
    /// Who decides.
    #[serde(default)]
    pub decider: Option<String>,
    /// Waiting since.
    #[serde(default)]
    pub waiting_since: Option<Day>,
    /// To be taken by.
    #[serde(default)]
    pub decide_by: Option<Day>,
    /// What each week of waiting costs.
    #[serde(default)]
    pub cost_per_week: Option<Amount>,
}

/// Annual exposure under one head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposure {
    /// The head.
    pub head: MoneyKind,
    /// All findings of the engagement.
    pub as_found: Range,
    /// Findings still open.
    pub open: Range,
}

/// What growth means this quarter, and what threatens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestones {
    /// First day of the strip.
    pub from: Day,
    /// Last day of the strip.
    pub until: Day,
    /// The milestones, by date.
    pub items: Vec<Milestone>,
    /// Sensitive dates, by start.
    #[serde(default)]
    pub dates: Vec<SensitiveDate>,
}

/// One milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// Display code.
    pub id: String,
    /// What is to be reached.
    pub title: String,
    /// By when.
    pub date: Day,
    /// Who answers for it.
    #[serde(default)]
    pub owner: Option<String>,
    /// What is measured.
    #[serde(default)]
    pub measure: Option<String>,
    /// Where it stood.
    #[serde(default)]
    pub baseline: Option<Number>,
    /// Where it stands.
    #[serde(default)]
    pub current: Option<Number>,
    /// Where it should stand.
    #[serde(default)]
    pub target: Option<Number>,
    /// Open findings and waiting decisions in its way.
    #[serde(default)]
    pub threats: Vec<Threat>,
}

/// Something in the way of a milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Threat {
    /// Display code of the finding, action or decision.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Severity, when it is a finding.
    #[serde(default)]
    pub severity: Option<Severity>,
}

/// A date on which less may go wrong than on others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SensitiveDate {
    /// Freeze or event.
    pub kind: DateKind,
    /// First day.
    pub start: Day,
    /// Last day, included.
    pub end: Day,
    /// What happens.
    pub what: String,
    /// What must not happen then.
    #[serde(default)]
    pub rule: Option<Prose>,
}

/// Kind of a sensitive date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// Nothing structural changes.
    Freeze,
    /// Something happens that depends on the system.
    Event,
}
