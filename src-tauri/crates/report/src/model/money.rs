//! Friction: what it costs, and what removing it returns.

use super::{Amount, Certainty, Number, Share};
use serde::{Deserialize, Serialize};

/// What daily friction costs a year, and what removing it returns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Friction {
    /// Sum over the flows, as it was measured.
    pub total: Amount,
    /// What of it is still lost: the sum less what was removed.
    pub left: Amount,
    /// The sum by component.
    pub parts: Vec<FlowPart>,
    /// The flows, the one that still loses most first.
    pub flows: Vec<Flow>,
    /// From today's cost to what is left.
    #[serde(default)]
    pub waterfall: Option<Waterfall>,
    /// Automation cases, at most three.
    #[serde(default)]
    pub cases: Vec<AutomationCase>,
    /// Working weeks the year is counted with.
    #[serde(default)]
    pub weeks: Option<u32>,
}

/// Component of a flow's cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrictionPart {
    /// Hours.
    Labour,
    /// Repair of mistakes.
    Errors,
    /// Waiting.
    Delay,
    /// Meetings.
    Coordination,
    /// Licences that exist because of it.
    Tool,
}

/// One component with its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowPart {
    /// Which.
    pub part: FrictionPart,
    /// How much a year.
    pub amount: Amount,
}

/// A flow of work that costs more than it should.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// Display code.
    pub id: String,
    /// What is done.
    pub name: String,
    /// By whom.
    #[serde(default)]
    pub team: Option<String>,
    /// Cost a year, as it was measured.
    pub total: Amount,
    /// What of it is still lost a year.
    pub left: Amount,
    /// Its components.
    pub parts: Vec<FlowPart>,
    /// How its weakest input is known.
    pub certainty: Certainty,
    /// The weakest input in words, for example `asked`.
    #[serde(default)]
    pub weakest_input: Option<String>,
    /// Where it stands, in words.
    #[serde(default)]
    pub status: Option<String>,
}

/// From today's cost to what is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waterfall {
    /// The steps from left to right; the first and the last are totals.
    pub steps: Vec<WaterfallStep>,
}

/// A step of the waterfall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaterfallStep {
    /// What it is.
    pub label: String,
    /// Its amount, positive.
    pub amount: Amount,
    /// Which way it goes.
    pub kind: WaterfallKind,
    /// How it is drawn.
    pub certainty: Certainty,
}

/// Which way a step goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaterfallKind {
    /// Stands on the ground.
    Total,
    /// Comes on top.
    Adds,
    /// Is taken away.
    Removes,
}

/// One flow's case for automation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutomationCase {
    /// Display code of the flow.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Cost once.
    #[serde(default)]
    pub one_off: Option<Amount>,
    /// Benefit a year, after running cost.
    pub net_year: Amount,
    /// The same if hours, adoption or errors turn out worse.
    #[serde(default)]
    pub net_low: Option<Amount>,
    /// The same if they turn out better.
    #[serde(default)]
    pub net_high: Option<Amount>,
    /// Months until it has paid for itself; `None` prints "never".
    #[serde(default)]
    pub payback_months: Option<Number>,
    /// Share of people who must use it for nothing to be lost.
    #[serde(default)]
    pub break_even_adoption: Option<Share>,
    /// Share of people expected to use it.
    #[serde(default)]
    pub adoption: Option<Share>,
    /// What the time is used for.
    #[serde(default)]
    pub use_of_time: Option<String>,
    /// Where it stands, in words.
    #[serde(default)]
    pub status: Option<String>,
    /// What becomes of it if fewer people use it than agreed, in a sentence.
    #[serde(default)]
    pub adoption_risk: Option<String>,
    /// How the figures are known.
    pub certainty: Certainty,
}
