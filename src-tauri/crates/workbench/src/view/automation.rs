//! Automation cases: the list, one of them whole, and its changes.

use super::{DateText, DecimalText, RecordId};
use serde::{Deserialize, Serialize};
use specta::Type;
use valise_domain::Day;
use valise_domain::figures::{CapacityState, CaseQuadrant, CaseVerdict, SwingInput};
use valise_domain::money::Money;
use valise_domain::opportunity::Criterion;
use valise_domain::records::{ActionStatus, ControlKind, DecisionState, InputKind};

/// A flow's automation case among the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct AutomationRow {
    /// The flow.
    pub id: RecordId,
    pub code: String,
    pub name: String,
    pub team: String,
    pub verdict: CaseVerdict,
    /// Out of 100; null until all five questions are judged.
    pub score: Option<u32>,
    /// Questions judged.
    pub judged: u32,
    /// Those with the lowest score.
    pub weakest: Vec<Criterion>,
    /// Where it stands among the others; null without a score or a benefit.
    pub quadrant: Option<CaseQuadrant>,
    /// Cost of the flow a year.
    pub friction: Money,
    /// Benefit a year less running cost, at the agreed adoption.
    pub net: Money,
    /// The same at the observed adoption; null without a reading.
    pub net_observed: Option<Money>,
    /// Agreed adoption.
    pub adoption: DecimalText,
    /// Observed adoption.
    pub observed: Option<DecimalText>,
    /// Null without a limit.
    pub capacity: Option<CapacityState>,
}

/// How one input of the figures is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CaseInput {
    /// The input, as the file names it.
    pub input: String,
    /// How it is known.
    pub kind: InputKind,
}

/// Net benefit a year when one input is off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SwingView {
    /// Which input.
    pub input: SwingInput,
    /// With less of it.
    pub less: Money,
    /// With more of it.
    pub more: Money,
}

/// One of the five questions of the opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CriterionView {
    /// Which.
    pub criterion: Criterion,
    /// Its name.
    pub name: String,
    /// What each score 0–4 means.
    pub anchors: Vec<String>,
    /// 0–4; null = not judged.
    pub score: Option<u8>,
}

/// People who do not use it, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct NonUseView {
    pub reason: String,
    pub people: u32,
}

/// Who used it on one day, and how many cases went through it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct AdoptionView {
    pub on: DateText,
    pub users_able: Option<u32>,
    pub users_using: Option<u32>,
    pub cases_total: Option<u32>,
    pub cases_through: Option<u32>,
    /// Share of people; null where nobody counted.
    pub by_people: Option<DecimalText>,
    /// Share of cases; null where nobody counted.
    pub by_cases: Option<DecimalText>,
    pub reasons: Vec<NonUseView>,
}

/// The latest adoption that money follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct ObservedView {
    pub on: DateText,
    pub share: DecimalText,
    /// Cases were counted; else people stand in for them.
    pub by_cases: bool,
}

/// A reason of those who do not use it, summed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReasonSum {
    /// In their words.
    pub reason: String,
    /// People at the latest reading.
    pub latest: u32,
    /// Over all readings.
    pub all: u32,
}

/// What the automation carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CapacityView {
    /// Cases a week that it carries.
    pub limit: DecimalText,
    /// What happens above that.
    pub what_happens: String,
    /// Cases a week ÷ limit.
    pub used: Option<DecimalText>,
    /// How near that is.
    pub state: Option<CapacityState>,
}

/// A control that can watch an automation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct CaseControl {
    pub id: RecordId,
    pub code: String,
    pub kind: ControlKind,
    pub name: String,
    pub threshold: String,
    pub tested_on: Option<DateText>,
}

/// A decision that can be the design's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct CaseDecision {
    pub id: RecordId,
    pub code: String,
    pub title: String,
    pub state: DecisionState,
    pub decided_on: Option<DateText>,
}

/// Where a build action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BuildState {
    /// Not begun, or under way.
    Open,
    /// Done, and nobody read the outcome yet.
    Delivered,
    /// Done, and its outcome was read; no confirmed money stands behind it.
    Read,
    /// Done and read, and confirmed money stands behind it.
    Proved,
    /// Given up.
    Dropped,
}

/// An action that builds the automation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct CaseAction {
    pub id: RecordId,
    pub code: String,
    pub title: String,
    pub status: ActionStatus,
    pub state: BuildState,
    pub due: Option<DateText>,
    pub done_on: Option<DateText>,
    pub read_on: Option<DateText>,
    pub reading: Option<String>,
    pub owner: Option<String>,
    /// Days of work; null = not estimated.
    pub days: Option<DecimalText>,
    /// Days at the day rate, outside cost and first-year running cost.
    pub cost: Money,
}

/// An automation case, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AutomationCase {
    /// Its line in the list.
    pub row: AutomationRow,
    /// Where the flow stands, in words.
    pub status: String,
    /// Who answers for the flow.
    pub owner: Option<String>,
    /// What the time is used for that becomes free.
    pub use_of_time: String,
    /// The least known input.
    pub weakest_input: Option<InputKind>,
    /// How each input is known.
    pub inputs: Vec<CaseInput>,
    /// Cases that were watched.
    pub observations: Option<u32>,
    /// Cases a week.
    pub cases_per_week: DecimalText,
    /// Benefit a year at full adoption.
    pub full: Money,
    /// Benefit a year at the agreed adoption.
    pub gross: Money,
    /// Running cost a year.
    pub running: Money,
    /// Cost once.
    pub one_off: Money,
    /// Null without a one-off cost or a net benefit.
    pub payback_months: Option<DecimalText>,
    /// Null without a one-off cost.
    pub roi_year1: Option<DecimalText>,
    /// Adoption at which the first year pays; above 1 = never.
    pub break_even: Option<DecimalText>,
    /// Return less all cost, at the start and at the end of each of 24 months.
    pub cumulative: Vec<Money>,
    /// The month at whose end everything is paid back; null = never.
    pub pays_in_month: Option<u32>,
    /// The input that moves the net benefit most first.
    pub swings: Vec<SwingView>,
    /// The five questions.
    pub opportunity: Vec<CriterionView>,
    /// Readings, oldest first.
    pub readings: Vec<AdoptionView>,
    /// The adoption that money follows.
    pub observed: Option<ObservedView>,
    /// Whether it pays at the observed adoption.
    pub verdict_observed: Option<CaseVerdict>,
    /// Why people do not use it.
    pub reasons: Vec<ReasonSum>,
    /// What it carries.
    pub capacity: Option<CapacityView>,
    /// The control that watches it.
    pub control: Option<RecordId>,
    /// Controls to choose from.
    pub controls: Vec<CaseControl>,
    /// The decision on its design.
    pub decision: Option<RecordId>,
    /// Decisions to choose from.
    pub decisions: Vec<CaseDecision>,
    /// What builds it.
    pub actions: Vec<CaseAction>,
}

/// One change of an automation case.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AutomationChange {
    /// The flow.
    pub flow: RecordId,
    /// A question of the opportunity, or `reading`, `removeReading`, `capacity`, `control`, `decision`.
    pub field: String,
    /// JSON text of the new value; null removes it.
    pub value: Option<String>,
}

/// A reading of adoption as it comes in; one of the same day is replaced.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct NewAdoptionReading {
    #[specta(type = String)]
    pub on: Day,
    pub users_able: Option<u32>,
    pub users_using: Option<u32>,
    pub cases_total: Option<u32>,
    pub cases_through: Option<u32>,
    pub reasons: Vec<NonUseView>,
}

/// A limit as it comes in.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct NewCapacity {
    pub limit: DecimalText,
    pub what_happens: String,
}
