//! Findings and the severity overview.

use super::{Amount, Day, Number, Prose, Range};
use serde::{Deserialize, Serialize};

/// Severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Least.
    Low,
    /// Needs a plan.
    Medium,
    /// Needs a date.
    High,
    /// Needs somebody now.
    Critical,
}

/// How well a statement is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// Not asked, or refused.
    E0,
    /// Told by one person.
    E1,
    /// Told by two, or a document was seen.
    E2,
    /// Seen in the live system.
    E3,
    /// Tested or witnessed.
    E4,
}

/// How a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Solid.
    Measured,
    /// Hatched.
    Agreed,
    /// Outlined.
    Estimated,
}

/// Head under which an exposure is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyKind {
    /// May be lost.
    Risk,
    /// Is lost every month.
    Waste,
    /// Cannot be earned yet.
    Blocked,
}

/// Where a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Found and confirmed.
    Confirmed,
    /// Agreed with the client.
    Planned,
    /// Being worked on.
    InProgress,
    /// Fixed.
    Closed,
    /// Kept, knowingly.
    Accepted,
}

/// What a finding means for a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DealClass {
    /// Decides it.
    DealCritical,
    /// Changes the price.
    Price,
    /// Belongs into the first hundred days.
    #[serde(rename = "100-day")]
    HundredDay,
    /// To be known.
    Note,
}

/// Why something comes first whatever its leverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// A law asks for it.
    Law,
    /// A contract asks for it.
    Contract,
    /// A milestone depends on it.
    Milestone,
    /// Other work depends on it.
    Dependency,
}

/// How many findings of each severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Critical ones.
    pub critical: u32,
    /// High ones.
    pub high: u32,
    /// Medium ones.
    pub medium: u32,
    /// Low ones.
    pub low: u32,
}

/// Likelihood against impact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityOverview {
    /// The findings drawn, at most fifteen, worst first.
    pub dots: Vec<Dot>,
    /// How many visible open findings are not drawn.
    #[serde(default)]
    pub not_drawn: u32,
    /// Severity by likelihood (rows 1 to 5) and impact (columns 1 to 5).
    pub lookup: [[Severity; 5]; 5],
    /// All findings of this copy.
    pub as_found: Counts,
    /// Those still open.
    pub open: Counts,
}

/// One finding in the overview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dot {
    /// Display code.
    pub id: String,
    /// Its title, for the text twin.
    pub title: String,
    /// 1 to 5.
    pub likelihood: u8,
    /// 1 to 5.
    pub impact: u8,
    /// From the lookup.
    pub severity: Severity,
}

/// The findings that are told in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopFindings {
    /// At most ten, in order.
    pub items: Vec<Finding>,
    /// How many findings this copy holds in all.
    pub of: u32,
}

/// One finding, told in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Display code, the same in every report.
    pub id: String,
    /// Title.
    pub title: String,
    /// Severity.
    pub severity: Severity,
    /// Name of its area.
    pub area: String,
    /// Where it stands.
    pub status: Status,
    /// What it means for a deal.
    #[serde(default)]
    pub deal_class: Option<DealClass>,
    /// Why it comes first.
    #[serde(default)]
    pub gate: Option<Gate>,
    /// Found on.
    pub found_on: Day,
    /// Fixed on.
    #[serde(default)]
    pub closed_on: Option<Day>,
    /// How the fix was shown.
    #[serde(default)]
    pub closed_proof: Option<Prose>,
    /// In the founder's words.
    #[serde(default)]
    pub for_founder: Option<Prose>,
    /// In the engineers' words.
    #[serde(default)]
    pub for_engineers: Option<Prose>,
    /// In the investor's words.
    #[serde(default)]
    pub for_investor: Option<Prose>,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Option<Prose>,
    /// How well it is known.
    pub grade: Grade,
    /// Codes of the evidence in this copy.
    #[serde(default)]
    pub evidence_ids: Vec<String>,
    /// Head under which it counts.
    pub money_kind: MoneyKind,
    /// Exposure a year.
    #[serde(default)]
    pub exposure: Option<Range>,
    /// How the exposure is drawn.
    pub certainty: Certainty,
    /// What the loss estimate rests on.
    #[serde(default)]
    pub loss_basis: Option<String>,
    /// The fix.
    #[serde(default)]
    pub fix: Option<Prose>,
    /// Days of work.
    #[serde(default)]
    pub days: Option<Number>,
    /// Cost in the first year.
    #[serde(default)]
    pub cost: Option<Amount>,
    /// Who does it.
    #[serde(default)]
    pub owner: Option<String>,
    /// What the fix is worth a year.
    #[serde(default)]
    pub fix_value: Option<Amount>,
    /// Value times confidence over cost.
    #[serde(default)]
    pub leverage: Option<Number>,
    /// Months until it has paid for itself.
    #[serde(default)]
    pub payback_months: Option<Number>,
    /// The event it belongs to, counted once.
    #[serde(default)]
    pub scenario: Option<String>,
    /// What the team says to it.
    #[serde(default)]
    pub reply: Option<Reply>,
    /// A remark for the founder.
    #[serde(default)]
    pub note: Option<Prose>,
}

/// What the assessed team says to a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The reply.
    pub text: Prose,
    /// Who gave it.
    #[serde(default)]
    pub by: Option<String>,
    /// When.
    #[serde(default)]
    pub on: Option<Day>,
}
