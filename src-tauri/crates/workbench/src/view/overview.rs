//! Where a client stands.

use super::{DateText, DecimalText, FindingRow, RecordId};
use serde::Serialize;
use specta::Type;
use valise_domain::figures::{Colour, Direction};
use valise_domain::money::Money;
use valise_domain::records::EngagementKind;

/// Low, likely and high, a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Range {
    pub low: Money,
    pub likely: Money,
    pub high: Money,
}

/// Exposure under its three heads, which are never added together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Heads {
    pub risk: Range,
    pub waste: Range,
    pub blocked: Range,
}

/// One area of the bank with its figures in a round.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct AreaRow {
    pub area: String,
    pub name: String,
    pub questions: u32,
    pub answered: u32,
    pub maturity: Option<DecimalText>,
    pub low: Option<DecimalText>,
    pub high: Option<DecimalText>,
    pub coverage: Option<DecimalText>,
    pub confidence: Option<DecimalText>,
    pub strength: Option<DecimalText>,
    pub colour: Colour,
    pub colour_by_average: Colour,
    pub not_verified: bool,
    pub capped_by: Vec<String>,
    /// Maturity in the basis round.
    pub was: Option<DecimalText>,
    /// Null without a basis.
    pub direction: Option<Direction>,
}

/// The small number at the foot: out of 100, with its range.
#[derive(Debug, Clone, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Overall {
    pub out_of_100: Option<i32>,
    pub low: Option<i32>,
    pub high: Option<i32>,
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Counts {
    pub critical: u32,
    pub high: u32,
    pub medium: u32,
    pub low: u32,
}

/// An engagement, in a line.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct EngagementHead {
    pub id: RecordId,
    pub code: String,
    pub title: String,
    pub kind: EngagementKind,
    pub start: Option<DateText>,
    pub end: Option<DateText>,
}

/// A round of questions, in a line.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct RoundHead {
    pub id: RecordId,
    pub code: String,
    pub title: String,
    pub pack: String,
    pub profile: String,
    pub started_on: DateText,
    pub ended_on: Option<DateText>,
    pub frozen: bool,
    pub answered: u32,
    pub questions: u32,
}

/// The path from asking to reporting.
#[derive(Debug, Clone, Copy, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Steps {
    pub asked: bool,
    pub found: bool,
    pub planned: bool,
    pub reported: bool,
}

/// A result that the business must reach.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct MilestoneRow {
    pub title: String,
    pub date: Option<DateText>,
    pub current: Option<String>,
    pub target: Option<String>,
}

/// What the other rooms have to say at the head of the overview, before they are read: their tiles keep their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OverviewRooms {
    /// The engagement has flows.
    pub friction: bool,
    /// Something was paid in its ledger.
    pub ledger: bool,
    /// Dates of the client's calendar that lie ahead, today among them.
    pub dates: u32,
    /// Days that were missed.
    pub missed: u32,
}

/// The overview of one engagement.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Overview {
    pub engagement: EngagementHead,
    pub engagements: Vec<EngagementHead>,
    pub round: Option<RoundHead>,
    pub basis: Option<RoundHead>,
    pub areas: Vec<AreaRow>,
    pub overall: Overall,
    pub was_overall: Option<Overall>,
    pub open_counts: Counts,
    pub found_counts: Counts,
    pub open: Heads,
    pub as_found: Heads,
    pub top: Vec<FindingRow>,
    pub steps: Steps,
    pub milestones: Vec<MilestoneRow>,
    pub rooms: OverviewRooms,
    pub answered: u32,
    pub in_pack: u32,
}
