//! Areas, reality map, request paths.

use super::{Amount, Certainty, Day, Number, Share};
use serde::{Deserialize, Serialize};

/// The areas with colour, score and evidence strength.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Areas {
    /// Title of the round the scores come from.
    #[serde(default)]
    pub round: Option<String>,
    /// Title of the earlier round, when there is one to compare with.
    #[serde(default)]
    pub basis: Option<String>,
    /// One row per area, in the bank's order.
    pub rows: Vec<Area>,
    /// Overall figure; printed small.
    #[serde(default)]
    pub overall: Option<Overall>,
}

/// One area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Three-letter code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: AreaColour,
    /// Evidence strength reaches the threshold; a good area without it is hatched.
    pub verified: bool,
    /// Maturity, 0 to 4.
    #[serde(default)]
    pub score: Option<Number>,
    /// Lower end of the range.
    #[serde(default)]
    pub low: Option<Number>,
    /// Upper end of the range.
    #[serde(default)]
    pub high: Option<Number>,
    /// Evidence strength, coverage times confidence.
    #[serde(default)]
    pub strength: Option<Share>,
    /// The sentence beside it.
    #[serde(default)]
    pub line: String,
    /// Questions that hold the colour down.
    #[serde(default)]
    pub capped_by: Vec<String>,
    /// The earlier round.
    #[serde(default)]
    pub before: Option<Before>,
}

/// An area in the earlier round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// Maturity then.
    #[serde(default)]
    pub score: Option<Number>,
    /// Colour then.
    pub colour: AreaColour,
    /// From then to now.
    pub direction: Direction,
}

/// From then to now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Better.
    Up,
    /// Equal in print.
    Same,
    /// Worse.
    Down,
    /// One of the two has no figure.
    NoComparison,
}

/// Colour of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaColour {
    /// Critical.
    Red,
    /// Needs a plan.
    Amber,
    /// Good.
    Green,
    /// Too little was answered to say.
    Grey,
}

/// Overall figure out of 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overall {
    /// The figure.
    pub out_of_100: Number,
    /// Lower end.
    pub low: Number,
    /// Upper end.
    pub high: Number,
}

/// The system as observed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RealityMap {
    /// Date of this version.
    #[serde(default)]
    pub version_on: Option<Day>,
    /// The nodes; positions are in any unit, the drawing is scaled to fit.
    pub nodes: Vec<MapNode>,
    /// The links between them.
    #[serde(default)]
    pub edges: Vec<MapEdge>,
    /// Where what was told differs from what was seen.
    #[serde(default)]
    pub differences: Vec<Difference>,
    /// What only few people can repair, or what exists once.
    #[serde(default)]
    pub single_points: Vec<SinglePoint>,
    /// What nobody dares to touch.
    #[serde(default)]
    pub no_go: Vec<NoGoZone>,
}

/// A node of the map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapNode {
    /// Display code.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind in words.
    #[serde(default)]
    pub kind: String,
    /// Centre, from the left.
    pub x: i32,
    /// Centre, from the top.
    pub y: i32,
    /// Told, observed, or both.
    pub seen: Seen,
    /// Its loss stops a path.
    #[serde(default)]
    pub single_point: bool,
    /// Nobody dares to change it.
    #[serde(default)]
    pub no_go: bool,
}

/// A link of the map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapEdge {
    /// Display code.
    pub id: String,
    /// Code of the node it starts from.
    pub source: String,
    /// Code of the node it goes to.
    pub target: String,
    /// What flows.
    pub what: String,
    /// Told, observed, or both.
    pub seen: Seen,
    /// Carried by hand.
    #[serde(default)]
    pub by_hand: bool,
    /// How well it is known.
    pub certainty: Certainty,
    /// Timeout in words, for example `2 s`; `None` when none is known.
    #[serde(default)]
    pub timeout: Option<String>,
    /// Calls a day.
    #[serde(default)]
    pub calls_per_day: Option<Number>,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// How something came to be on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// Told and observed.
    Both,
    /// Told; nobody has found it.
    ToldOnly,
    /// Observed; nobody had told it.
    ObservedOnly,
}

/// A difference between what was told and what was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Display code.
    pub id: String,
    /// What it is about.
    pub what: String,
    /// Told only, or observed only.
    pub seen: Seen,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// Something that exists once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SinglePoint {
    /// Its name.
    pub name: String,
    /// How many people can repair it.
    pub can_fix: u32,
    /// Who they are, by role.
    #[serde(default)]
    pub roles: Vec<String>,
}

/// Something nobody dares to touch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoGoZone {
    /// Its name.
    pub name: String,
    /// Why.
    #[serde(default)]
    pub why: String,
}

/// A request path with its measured values and its night card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestPath {
    /// Display code.
    pub id: String,
    /// What the user does.
    pub name: String,
    /// Who answers for it.
    #[serde(default)]
    pub owner: Option<String>,
    /// What it is worth, in words.
    #[serde(default)]
    pub value: Option<String>,
    /// What it carries a year.
    #[serde(default)]
    pub annual_value: Option<Amount>,
    /// The steps in order.
    pub steps: Vec<PathStep>,
    /// Slowest twentieth then, in milliseconds.
    #[serde(default)]
    pub p95_then: Option<Number>,
    /// Slowest twentieth now, in milliseconds.
    #[serde(default)]
    pub p95_now: Option<Number>,
    /// Target for it, in milliseconds.
    #[serde(default)]
    pub p95_target: Option<Number>,
    /// The target is met.
    #[serde(default)]
    pub latency_met: Option<bool>,
    /// Share that succeeded then.
    #[serde(default)]
    pub success_then: Option<Share>,
    /// Share that succeeds now.
    #[serde(default)]
    pub success_now: Option<Share>,
    /// Target for it.
    #[serde(default)]
    pub success_target: Option<Share>,
    /// The target is met.
    #[serde(default)]
    pub success_met: Option<bool>,
    /// What happens at three in the morning.
    #[serde(default)]
    pub night: Option<NightCard>,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathStep {
    /// Name of the system.
    pub system: String,
    /// Timeout in words; `None` when none is set.
    #[serde(default)]
    pub timeout: Option<String>,
    /// What the user notices when it fails.
    #[serde(default)]
    pub on_failure: String,
    /// Its loss stops the path.
    #[serde(default)]
    pub single_point: bool,
}

/// What happens at three in the morning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NightCard {
    /// Everything is in place, and it was once needed and worked.
    pub ready: bool,
    /// Who wakes up, by role.
    #[serde(default)]
    pub who: Vec<String>,
    /// How they are woken.
    #[serde(default)]
    pub how: Option<String>,
    /// It can be repaired from home.
    #[serde(default)]
    pub from_home: Option<bool>,
    /// The first step.
    #[serde(default)]
    pub first_step: Option<String>,
    /// The runbook.
    #[serde(default)]
    pub runbook: Option<String>,
    /// The last real call.
    #[serde(default)]
    pub last_call: Option<Day>,
    /// Minutes to repair, from that call.
    #[serde(default)]
    pub minutes_to_fix: Option<Number>,
}
