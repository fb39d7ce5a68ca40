//! Everything a board page prints: five measures, the same every time.

use super::{Amount, Cover, Day, Edition, Kind, Month, Number, Report};
use serde::{Deserialize, Serialize};

/// One copy of one board page, for one audience.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardReport {
    /// Language, paper, colours and identity of this copy.
    pub edition: Edition,
    /// Who made it, for whom.
    pub cover: Cover,
    /// The month.
    pub month: Month,
    /// The day on which the readings stand.
    pub at: Day,
    /// The end of the month before.
    pub before: Day,
    /// Whether risk rises or falls and whether the money works, in a sentence each.
    pub answers: Vec<String>,
    /// The five measures, always all of them and in one order.
    pub measures: Vec<Measure>,
}

/// Which measure. What each means is a text of the catalogue, with a version of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// Likely loss of a year from open findings of kind risk.
    Exposure,
    /// Critical findings that are open.
    Critical,
    /// Confirmed return over cash cost, to date.
    Return,
    /// Milestones on track, of all.
    Milestones,
    /// Cost of friction a year that is left.
    Friction,
}

/// One measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Which.
    pub kind: MeasureKind,
    /// Its value; none when it cannot be read.
    #[serde(default)]
    pub value: Option<Reading>,
    /// Why there is no value.
    #[serde(default)]
    pub absent: Option<Absent>,
    /// The value at the end of the month before; none at a first reading.
    #[serde(default)]
    pub previous: Option<Reading>,
    /// From the one to the other; none without both.
    #[serde(default)]
    pub trend: Option<Trend>,
    /// At most six months up to this one, oldest first; fewer than two are not drawn.
    #[serde(default)]
    pub line: Vec<Point>,
}

/// A value of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Reading {
    /// Money.
    Money(Amount),
    /// A count or a ratio.
    Number(Number),
    /// So many of so many.
    Part {
        /// So many …
        part: u32,
        /// … of so many.
        whole: u32,
    },
}

/// Why a measure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// This copy holds no finding.
    NoFindings,
    /// There is no ledger.
    NoLedger,
    /// The ledger does not reach this month.
    NoMonth,
    /// Nothing was paid yet.
    NoCost,
    /// No milestone with a date.
    NoMilestones,
    /// No flow of work was measured.
    NoFlows,
    /// The records tell how it stands now, not how it stood then.
    NotKept,
}

/// From the month before to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trend {
    /// Which way the figure went.
    pub way: Way,
    /// Whether that is good; none where it stayed.
    #[serde(default)]
    pub better: Option<bool>,
}

/// Which way a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// It is larger.
    Up,
    /// It is smaller.
    Down,
    /// It stayed.
    Same,
}

/// A month of the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Which.
    pub month: Month,
    /// Its reading.
    pub value: Reading,
}

impl Report for BoardReport {
    fn kind(&self) -> Kind {
        Kind::Board
    }

    fn edition(&self) -> &Edition {
        &self.edition
    }

    fn cover(&self) -> &Cover {
        &self.cover
    }
}
