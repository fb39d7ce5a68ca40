//! Everything a report prints, already filtered for its reader.
//!
//! Whoever fills these structures decides what the reader may see and computes
//! every figure; this crate formats and draws. A section that is `None`, and a
//! list that is empty, is left out of the document and named nowhere in it.
//!
//! Leaves have types of their own ([`Amount`], [`Day`], [`Number`], [`Share`],
//! [`Prose`]) because they are printed for the client's locale; a plain
//! `String` is printed letter by letter and is never markup.

mod annex;
pub mod board;
mod bridge;
pub mod case;
mod codes;
mod finding;
mod front;
mod leaf;
mod lite;
mod money;
pub mod monthly;
mod picture;
mod plan;

pub use annex::{
    Annexes, Answer, AnswerArea, Checked, CheckedLine, DecisionLine, EvidenceLine, FindingLine, Method,
    Reference, Term, UncheckedLine, Weight,
};
pub use board::BoardReport;
pub use bridge::{Bridge, BridgeLedger, BridgeRow};
pub use case::CaseReport;
pub use codes::{CodeKey, CodeKind};
pub use finding::{
    Certainty, Counts, DealClass, Dot, Finding, Gate, Grade, MoneyKind, Reply, Severity, SeverityOverview,
    Status, TopFindings,
};
pub use front::{
    Asset, ControlLine, Cover, DateKind, DecisionNeeded, Exposure, FounderPage, Milestone, Milestones,
    SensitiveDate, Step, Threat,
};
pub use leaf::{Amount, Day, Fact, Month, Number, Prose, Range, Share};
pub use lite::{DoneFlow, Further, KnownFlows, LiteMove, LiteReport, NextQuestion, Weakest};
pub use money::{
    AutomationCase, Flow, FlowPart, Friction, FrictionPart, Waterfall, WaterfallKind, WaterfallStep,
};
pub use monthly::MonthlyReport;
pub use picture::{
    Area, AreaColour, Areas, Before, Difference, Direction, MapEdge, MapNode, NightCard, NoGoZone, Overall,
    PathStep, RealityMap, RequestPath, Seen, SinglePoint,
};
pub use plan::{
    Access, Bottleneck, GrantCount, KeyCounts, KeyLine, Move, Moves, OptionLine, RefusedChange,
    RefusedChanges, Roadmap, RoadmapItem, TodayItem, UnaskedQuestion, WeakReason, Window,
};

use serde::{Deserialize, Serialize};

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A Leverage Audit.
    Audit,
    /// A monthly Value Creation Report.
    Monthly,
    /// A Leverage Audit Lite.
    Lite,
    /// A board page.
    Board,
    /// An automation case.
    Case,
}

/// A report that can be typeset.
pub trait Report: Serialize {
    /// Which.
    fn kind(&self) -> Kind;
    /// Language, paper, colours and identity of this copy.
    fn edition(&self) -> &Edition;
    /// Who made it, for whom.
    fn cover(&self) -> &Cover;
}

/// Any report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Document {
    /// A Leverage Audit.
    Audit(Box<AuditReport>),
    /// A monthly Value Creation Report.
    Monthly(Box<MonthlyReport>),
    /// A Leverage Audit Lite.
    Lite(Box<LiteReport>),
    /// A board page.
    Board(Box<BoardReport>),
    /// An automation case.
    Case(Box<CaseReport>),
}

impl Document {
    /// Language, paper, colours and identity of this copy.
    pub fn edition_mut(&mut self) -> &mut Edition {
        match self {
            Self::Audit(report) => &mut report.edition,
            Self::Monthly(report) => &mut report.edition,
            Self::Lite(report) => &mut report.edition,
            Self::Board(report) => &mut report.edition,
            Self::Case(report) => &mut report.edition,
        }
    }

    /// Who made it, for whom.
    pub fn cover_mut(&mut self) -> &mut Cover {
        match self {
            Self::Audit(report) => &mut report.cover,
            Self::Monthly(report) => &mut report.cover,
            Self::Lite(report) => &mut report.cover,
            Self::Board(report) => &mut report.cover,
            Self::Case(report) => &mut report.cover,
        }
    }
}

impl Report for Document {
    fn kind(&self) -> Kind {
        match self {
            Self::Audit(report) => report.kind(),
            Self::Monthly(report) => report.kind(),
            Self::Lite(report) => report.kind(),
            Self::Board(report) => report.kind(),
            Self::Case(report) => report.kind(),
        }
    }

    fn edition(&self) -> &Edition {
        match self {
            Self::Audit(report) => report.edition(),
            Self::Monthly(report) => report.edition(),
            Self::Lite(report) => report.edition(),
            Self::Board(report) => report.edition(),
            Self::Case(report) => report.edition(),
        }
    }

    fn cover(&self) -> &Cover {
        match self {
            Self::Audit(report) => report.cover(),
            Self::Monthly(report) => report.cover(),
            Self::Lite(report) => report.cover(),
            Self::Board(report) => report.cover(),
            Self::Case(report) => report.cover(),
        }
    }
}

impl Report for AuditReport {
    fn kind(&self) -> Kind {
        Kind::Audit
    }

    fn edition(&self) -> &Edition {
        &self.edition
    }

    fn cover(&self) -> &Cover {
        &self.cover
    }
}

impl Report for MonthlyReport {
    fn kind(&self) -> Kind {
        Kind::Monthly
    }

    fn edition(&self) -> &Edition {
        &self.edition
    }

    fn cover(&self) -> &Cover {
        &self.cover
    }
}

/// One copy of one Leverage Audit, for one audience.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditReport {
    /// Language, paper, colours and identity of this copy.
    pub edition: Edition,
    /// First page and document control.
    pub cover: Cover,
    /// What the letters of its codes stand for.
    #[serde(default)]
    pub codes: Vec<CodeKey>,
    /// The page a founder reads first.
    #[serde(default)]
    pub founder_page: Option<FounderPage>,
    /// What daily friction costs, and what removing it returns.
    #[serde(default)]
    pub friction: Option<Friction>,
    /// What growth means this quarter, and what threatens it.
    #[serde(default)]
    pub milestones: Option<Milestones>,
    /// The areas with colour, score and evidence strength.
    #[serde(default)]
    pub areas: Option<Areas>,
    /// The system as observed.
    #[serde(default)]
    pub reality_map: Option<RealityMap>,
    /// Request paths, each with its card for three in the morning.
    #[serde(default)]
    pub request_paths: Vec<RequestPath>,
    /// Likelihood against impact.
    #[serde(default)]
    pub severity_overview: Option<SeverityOverview>,
    /// The findings that are told in full.
    #[serde(default)]
    pub top_findings: Option<TopFindings>,
    /// Decisions that wait.
    #[serde(default)]
    pub bottlenecks: Vec<Bottleneck>,
    /// Who may enter, and where keys lie: counts and reasons, never values.
    #[serde(default)]
    pub access: Option<Access>,
    /// Impact against effort, and what can be done today.
    #[serde(default)]
    pub moves: Option<Moves>,
    /// Order and calendar of the agreed work.
    #[serde(default)]
    pub roadmap: Option<Roadmap>,
    /// Changes that were refused, and questions nobody asked yet.
    #[serde(default)]
    pub refused: Option<RefusedChanges>,
    /// What was found sound, and what was not looked at.
    #[serde(default)]
    pub checked: Option<Checked>,
    /// How the figures were made, and their limits.
    #[serde(default)]
    pub method: Option<Method>,
    /// The annexes.
    #[serde(default)]
    pub annexes: Annexes,
}

/// Language, paper, colours and identity of one copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// For whom this copy is; printed in words on the cover.
    pub audience: Audience,
    /// BCP 47 tag that decides digits, dates and the place of the currency.
    pub locale: String,
    /// BCP 47 language of the labels; one that the catalogue lacks prints English.
    pub language: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// Size of the sheet.
    pub paper: Paper,
    /// The practice's one colour, `#rrggbb`; anything else prints the house's own.
    pub accent: String,
    /// Identity of the frozen data.
    pub snapshot: Snapshot,
}

/// Identity of the frozen data a copy was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Stable identifier; becomes the file's own, so that two exports are equal.
    pub id: String,
    /// Date of the snapshot: the document's only date of making.
    pub made_on: Day,
    /// SHA-256 of the data, hexadecimal.
    #[serde(default)]
    pub data_hash: Option<String>,
    /// Head of the journal's chain before the export, hexadecimal.
    #[serde(default)]
    pub chain_head: Option<String>,
}

/// Reader of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The founder: everything but private records.
    Founder,
    /// The client's leadership.
    Client,
    /// The client's engineers.
    Engineers,
    /// An investor or acquirer.
    Investor,
}

/// Size of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 210 by 297 millimetres.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}
