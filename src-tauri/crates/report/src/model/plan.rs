//! Waiting decisions, access, moves, roadmap, refusals.

use super::{Amount, Day, Fact, Gate, Number, Prose};
use serde::{Deserialize, Serialize};

/// A decision that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bottleneck {
    /// Display code.
    pub id: String,
    /// What is to be decided.
    pub title: String,
    /// Why it is hard.
    #[serde(default)]
    pub context: Option<Prose>,
    /// Who can decide.
    #[serde(default)]
    pub decider: Option<String>,
    /// Waiting since.
    #[serde(default)]
    pub since: Option<Day>,
    /// Days of waiting.
    #[serde(default)]
    pub days: Option<u32>,
    /// What each week costs.
    #[serde(default)]
    pub cost_per_week: Option<Amount>,
    /// What the waiting has cost so far.
    #[serde(default)]
    pub cost_to_date: Option<Amount>,
    /// What could be chosen.
    #[serde(default)]
    pub options: Vec<OptionLine>,
}

/// One option of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionLine {
    /// Its name.
    pub name: String,
    /// Its cost.
    #[serde(default)]
    pub cost: Option<Amount>,
    /// Weeks it takes.
    #[serde(default)]
    pub weeks: Option<Number>,
    /// Confidence in words.
    #[serde(default)]
    pub confidence: Option<String>,
}

/// Who may enter, and where keys lie.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Access {
    /// Figures worth knowing, for example grants without an approver.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// Levels, the columns of the matrix.
    #[serde(default)]
    pub levels: Vec<String>,
    /// Systems, the rows of the matrix.
    #[serde(default)]
    pub systems: Vec<GrantCount>,
    /// Grants whose reason does not hold.
    #[serde(default)]
    pub weak_reasons: Vec<WeakReason>,
    /// Keys by number.
    #[serde(default)]
    pub keys: Option<KeyCounts>,
    /// Names of keys; left empty in copies that only count them.
    #[serde(default)]
    pub key_names: Vec<KeyLine>,
}

/// Grants of one system by level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantCount {
    /// Name of the system.
    pub system: String,
    /// How many live grants at each level, in the order of the levels.
    pub counts: Vec<u32>,
    /// The last review of them.
    #[serde(default)]
    pub reviewed_on: Option<Day>,
    /// That review is overdue.
    #[serde(default)]
    pub overdue: bool,
}

/// A grant whose reason does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeakReason {
    /// Name of the system.
    pub system: String,
    /// Who holds it, by role or label.
    pub holder: String,
    /// Level in words.
    pub level: String,
    /// The reason given.
    pub reason: String,
    /// What happens to it.
    #[serde(default)]
    pub decision: String,
}

/// Keys by number, never by value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCounts {
    /// All.
    pub all: u32,
    /// Of production.
    pub production: u32,
    /// Of production and too old.
    pub production_too_old: u32,
    /// Kept outside the secret store.
    pub outside_store: u32,
    /// Days after which a key is too old.
    pub age_limit_days: u32,
}

/// Name of a key, never its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyLine {
    /// Its name.
    pub name: String,
    /// Its environment in words.
    pub environment: String,
    /// What it opens.
    #[serde(default)]
    pub system: Option<String>,
    /// Last changed on.
    #[serde(default)]
    pub changed_on: Option<Day>,
    /// Where it is kept, in words.
    #[serde(default)]
    pub kept_in: Option<String>,
}

/// Impact against effort, and what can be done today.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Moves {
    /// Open moves.
    #[serde(default)]
    pub quadrant: Vec<Move>,
    /// Open moves of less than a day.
    #[serde(default)]
    pub today: Vec<TodayItem>,
}

/// One move in the quadrant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Display code.
    pub id: String,
    /// What is done.
    pub title: String,
    /// 1 to 5.
    pub impact: u8,
    /// Days of work left.
    pub days: Number,
    /// Comes first whatever its leverage.
    #[serde(default)]
    pub required: bool,
    /// Value times confidence over cost.
    #[serde(default)]
    pub leverage: Option<Number>,
}

/// One move that can be done today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayItem {
    /// Display code.
    pub id: String,
    /// What is done.
    pub title: String,
    /// Who does it.
    #[serde(default)]
    pub owner: Option<String>,
    /// Days of work left.
    #[serde(default)]
    pub days: Option<Number>,
}

/// Order and calendar of the agreed work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roadmap {
    /// Day from which weeks are counted.
    pub from: Day,
    /// In order.
    pub items: Vec<RoadmapItem>,
    /// Codes that wait for one another and cannot be ordered.
    #[serde(default)]
    pub cycle: Vec<String>,
}

/// When an item ends, counted from the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Window {
    /// Within 30 days.
    #[serde(rename = "30")]
    Days30,
    /// Within 90 days.
    #[serde(rename = "90")]
    Days90,
    /// Within 180 days.
    #[serde(rename = "180")]
    Days180,
    /// Later.
    #[serde(rename = "later")]
    Later,
    /// Nobody has time for it yet.
    #[serde(rename = "unscheduled")]
    Unscheduled,
}

/// One item of the roadmap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoadmapItem {
    /// Place in the order.
    pub rank: u32,
    /// Display code.
    pub id: String,
    /// What is done.
    pub title: String,
    /// When it ends.
    pub window: Window,
    /// Comes first whatever its leverage.
    #[serde(default)]
    pub required: bool,
    /// Why.
    #[serde(default)]
    pub gate: Option<Gate>,
    /// Who does it.
    #[serde(default)]
    pub owner: Option<String>,
    /// Days of work left.
    #[serde(default)]
    pub days: Option<Number>,
    /// First week, from 1.
    #[serde(default)]
    pub start_week: Option<u32>,
    /// Last week, from 1.
    #[serde(default)]
    pub finish_week: Option<u32>,
    /// Ends on.
    #[serde(default)]
    pub finish_on: Option<Day>,
    /// Ends after it is due.
    #[serde(default)]
    pub late: bool,
    /// Codes of items that must be done before.
    #[serde(default)]
    pub after: Vec<String>,
    /// What is measured.
    #[serde(default)]
    pub metric: Option<String>,
    /// Where it stands.
    #[serde(default)]
    pub baseline: Option<Number>,
    /// Where it should stand.
    #[serde(default)]
    pub target: Option<Number>,
    /// Read on.
    #[serde(default)]
    pub read_on: Option<Day>,
    /// What is given up for it.
    #[serde(default)]
    pub trade_off: Option<String>,
    /// What each week of waiting costs.
    #[serde(default)]
    pub cost_of_delay: Option<Amount>,
    /// Value times confidence over cost.
    #[serde(default)]
    pub leverage: Option<Number>,
}

/// What was refused, and what nobody asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RefusedChanges {
    /// Changes that were refused.
    #[serde(default)]
    pub changes: Vec<RefusedChange>,
    /// Questions nobody asked yet.
    #[serde(default)]
    pub unasked: Vec<UnaskedQuestion>,
}

/// A change that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedChange {
    /// Display code.
    pub id: String,
    /// What was asked for.
    pub title: String,
    /// Why not.
    #[serde(default)]
    pub why: Option<Prose>,
    /// When to think again.
    #[serde(default)]
    pub reconsider_when: Option<String>,
    /// Who asked.
    #[serde(default)]
    pub asked_by: Option<String>,
    /// Refused on.
    #[serde(default)]
    pub on: Option<Day>,
}

/// A question nobody asked yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnaskedQuestion {
    /// The question.
    pub question: Prose,
    /// Written down on.
    #[serde(default)]
    pub since: Option<Day>,
    /// To be asked on.
    #[serde(default)]
    pub due: Option<Day>,
    /// The answer, when somebody gave one.
    #[serde(default)]
    pub answer: Option<Prose>,
}
