//! Where work loses capacity, in money.

use super::{DateText, DecimalText, EngagementHead, PersonHead, RecordId};
use serde::{Deserialize, Serialize};
use specta::Type;
use valise_domain::figures::{FrictionRange, Removal};
use valise_domain::money::Money;
use valise_domain::records::{ActionStatus, EdgeKind, InputKind, SystemKind};

/// The friction room of an engagement.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrictionView {
    /// The engagement whose flows these are.
    pub engagement: EngagementHead,
    /// Dearest first: the order of the Pareto picture.
    pub flows: Vec<FlowView>,
    /// Sums of the rounded parts of all flows.
    pub totals: FrictionTotals,
    /// Weeks a year, when every flow counts the same.
    pub weeks: Option<u32>,
    /// Weeks that a new flow begins with.
    pub working_weeks: u32,
    /// Between which systems people carry data.
    pub bridges: BridgeMap,
    /// Decisions that wait, dearest a week first.
    pub waiting: Vec<WaitingRow>,
    /// Decisions that were made or refused after a known wait, latest first.
    pub decided: Vec<DecidedRow>,
    /// Who may own a flow.
    pub people: Vec<PersonHead>,
    /// Systems that a step or a bridge may name.
    pub systems: Vec<SystemHead>,
    /// Actions of the engagement.
    pub actions: Vec<LinkedAction>,
}

/// Cost of all flows, and how much of it is removed.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrictionTotals {
    /// A year.
    pub cost: FrictionRange,
    /// Benefit of the flows whose removal is done, at most their cost.
    pub done: Money,
    /// Of those whose removal is agreed.
    pub agreed: Money,
    /// Of the others.
    pub possible: Money,
    /// Cost less all three.
    pub left: Money,
    /// The least known input of any flow.
    pub weakest_input: Option<InputKind>,
}

/// A flow of work, whole, with its figures.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct FlowView {
    pub id: RecordId,
    pub code: String,
    pub engagement: RecordId,
    pub name: String,
    /// Copying, waiting, coordination, searching, manual routine, or an own word.
    pub kind: String,
    pub team: String,
    pub status: String,
    pub owner: Option<RecordId>,
    pub people: u32,
    pub hours_per_week_each: DecimalText,
    pub loaded_rate: Money,
    pub weeks: u32,
    pub cases_per_week: DecimalText,
    /// A share from 0 to 1.
    pub error_rate: DecimalText,
    pub cost_per_error: Money,
    pub delay: Option<DelayView>,
    pub coordination: Option<CoordinationView>,
    pub tool_cost_year: Money,
    pub one_off_cost: Money,
    pub running_cost_year: Money,
    pub labour_reduction: DecimalText,
    pub error_reduction: DecimalText,
    pub delay_reduction: DecimalText,
    pub adoption: DecimalText,
    /// Number of cases that the figures rest on.
    pub observations: Option<u32>,
    pub use_of_time: String,
    /// How each input of the cost is known, and its bounds.
    pub inputs: Vec<FlowInputView>,
    /// Cost a year, part by part.
    pub cost: FrictionRange,
    /// Cost a month: a twelfth of the likely total.
    pub month: Money,
    /// Share of the total of all flows, and with all dearer ones; none when the total is nought.
    pub share: Option<DecimalText>,
    pub cumulative: Option<DecimalText>,
    /// Benefit a year at the adoption.
    pub gross: Money,
    /// Gross less running cost.
    pub net: Money,
    pub weakest_input: Option<InputKind>,
    pub removal: Removal,
    pub actions: Vec<LinkedAction>,
    pub findings: Vec<FlowLink>,
    pub steps: Vec<FlowStepView>,
    pub timings: Vec<TimedCaseView>,
    /// None before a case was watched.
    pub timing: Option<TimingView>,
    pub bridge: Option<BridgeEnds>,
}

/// Cases that wait.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct DelayView {
    pub cases_per_week: DecimalText,
    pub days: DecimalText,
    pub value_per_case_day: Money,
}

/// Meetings that keep a flow going.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct CoordinationView {
    pub attendees: u32,
    pub hours: DecimalText,
    pub meetings_per_week: DecimalText,
    pub loaded_rate: Money,
}

/// An input of the cost.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FlowInputView {
    /// Its path in the record, such as `delay.days`.
    pub input: String,
    /// How it is known; none where nobody said.
    pub kind: Option<InputKind>,
    /// Counts as assumed while nobody said how it is known.
    pub observed: bool,
    /// Lower bound, money in major units.
    pub low: DecimalText,
    /// Upper bound, money in major units.
    pub high: DecimalText,
    /// The bounds were given, and do not follow from the kind.
    pub given: bool,
}

/// One stop on the way of a case.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct FlowStepView {
    pub what: String,
    pub who: String,
    pub system: Option<RecordId>,
    pub minutes: Option<DecimalText>,
    /// Somebody carries the data here from the system before.
    pub by_hand: bool,
    /// Its part of the cost of the hours by its minutes; none while no step has any. The parts add up to the whole.
    pub cost: Option<Money>,
}

/// A step as it comes in from the window.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct FlowStepInput {
    pub what: String,
    pub who: String,
    pub system: Option<RecordId>,
    pub minutes: Option<DecimalText>,
    pub by_hand: bool,
}

/// A case that was watched with a stopwatch.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct TimedCaseView {
    pub on: Option<DateText>,
    pub seconds: u32,
    pub note: String,
}

/// What the watched cases say.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TimingView {
    /// How many cases.
    pub cases: u32,
    /// Seconds, rounded to whole ones.
    pub mean: DecimalText,
    /// Seconds.
    pub shortest: u32,
    /// Seconds.
    pub longest: u32,
    /// Hours a week of each person that follow, to one place; none while people or cases a week are not known.
    pub hours: Option<DecimalText>,
}

/// An action, to be linked.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct LinkedAction {
    pub id: RecordId,
    pub code: String,
    pub title: String,
    pub status: ActionStatus,
}

/// A record that names the flow.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct FlowLink {
    pub id: RecordId,
    pub code: String,
    pub title: String,
}

/// A system, to be chosen.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct SystemHead {
    pub id: RecordId,
    pub code: String,
    pub name: String,
    pub kind: SystemKind,
}

/// The two systems between which people carry the data of a flow.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct BridgeEnds {
    pub from: RecordId,
    pub to: RecordId,
}

/// Where people carry data between systems.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BridgeMap {
    /// Ends of the bridges, in the order of the file.
    pub places: Vec<BridgePlace>,
    /// Those of flows first, dearest first; then those that only the map knows.
    pub bridges: Vec<BridgeRow>,
    /// Flows that copy or search and name no two systems yet.
    pub unnamed: Vec<RecordId>,
}

/// An end of a bridge: a system, or on the map a person or supplier.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct BridgePlace {
    pub code: String,
    pub name: String,
}

/// A bridge between two places.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BridgeRow {
    /// Code of a place.
    pub from: String,
    /// Code of a place.
    pub to: String,
    /// What is carried: the flow's name, a step's words, or those of the map.
    pub what: String,
    /// Who carries it: a team or a person of a step.
    pub who: String,
    /// The flow, unless only the map knows the bridge.
    pub flow: Option<RecordId>,
    /// Cost of the whole flow a year.
    pub cost: Option<Money>,
    /// How many bridges that flow has: its cost belongs to all of them together.
    pub bridges_of_flow: u32,
    /// Cases that cross a week, of a flow.
    pub cases_per_week: Option<DecimalText>,
    /// How the map draws the connection, where it has one.
    pub edge: Option<BridgeEdge>,
}

/// A connection of the map.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct BridgeEdge {
    pub code: String,
    pub kind: Option<EdgeKind>,
    pub told: bool,
    pub observed: bool,
}

/// A decision that waits.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct WaitingRow {
    pub id: RecordId,
    pub code: String,
    pub title: String,
    pub since: Option<DateText>,
    pub days: Option<i32>,
    pub cost_per_week: Option<Money>,
    pub cost_to_date: Option<Money>,
    /// Who can decide.
    pub decider: Option<String>,
}

/// A decision that had waited.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct DecidedRow {
    pub id: RecordId,
    pub code: String,
    pub title: String,
    pub days: i32,
    pub decided_on: DateText,
}

/// A flow to be added.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewFlow {
    /// The engagement that owns it; the client's first when none is named.
    pub engagement: Option<RecordId>,
    /// A few words.
    pub name: String,
    /// Copying, waiting, coordination, searching, manual routine, or an own word.
    pub kind: String,
    /// Whose work it is.
    pub team: String,
}

/// One field of one flow.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FlowChange {
    /// The flow.
    pub id: RecordId,
    /// Name of a field of [`FlowView`], or `inputKind` with `{input, kind}`, or `range` with `{input, low, high}`.
    pub field: String,
    /// JSON text of the new value; null removes it.
    pub value: Option<String>,
}
