//! Everything a Leverage Audit Lite prints: two pages from the flows of work alone.

use super::{
    Amount, AutomationCase, Bridge, CodeKey, Cover, Day, Edition, Fact, Flow, FlowPart, Kind, Report, Share,
    Waterfall,
};
use serde::{Deserialize, Serialize};

/// One copy of one Leverage Audit Lite, for one audience.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiteReport {
    /// Language, paper, colours and identity of this copy.
    pub edition: Edition,
    /// Who made it, for whom.
    pub cover: Cover,
    /// What the letters of its codes stand for.
    #[serde(default)]
    pub codes: Vec<CodeKey>,
    /// What all flows of this copy still lose a year: the sum of the rows.
    pub left: Amount,
    /// What they cost a year as they were measured, before anything was removed.
    pub total: Amount,
    /// That cost by component.
    pub parts: Vec<FlowPart>,
    /// Fewest and most working weeks that a flow is counted with; equal where all agree.
    pub weeks: (u32, u32),
    /// How the weakest input of all flows is known.
    pub weakest: Weakest,
    /// The flows by the kind of their weakest input, all four kinds, the best known first.
    #[serde(default)]
    pub known: Vec<KnownFlows>,
    /// What finished automation takes away of it.
    pub removed: Amount,
    /// From what is removed to what the ledger confirms of it; none while nothing is removed.
    #[serde(default)]
    pub bridge: Option<Bridge>,
    /// What the moves below return in a year, net.
    pub moves_net: Amount,
    /// What they cost once.
    pub moves_once: Amount,
    /// From today's cost to what is left.
    pub waterfall: Waterfall,
    /// The flows, the one that still loses most first, at most eight.
    pub flows: Vec<Flow>,
    /// The flows that the table has no room for, so that it adds up.
    #[serde(default)]
    pub further: Option<Further>,
    /// The moves that give most back, at most three.
    #[serde(default)]
    pub moves: Vec<LiteMove>,
    /// Flows whose automation is done, told where fewer than three moves are open, the largest first.
    #[serde(default)]
    pub done: Vec<DoneFlow>,
    /// What to ask next.
    #[serde(default)]
    pub next: Option<NextQuestion>,
}

/// How the weakest input of all flows is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weakest {
    /// `timed`, `sampled`, `asked` or `assumed`.
    pub kind: String,
    /// Flows that rest on an input of that kind.
    pub flows: u32,
    /// Flows in all.
    pub of: u32,
}

/// Flows whose weakest input is of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownFlows {
    /// `timed`, `sampled`, `asked` or `assumed`.
    pub kind: String,
    /// How many.
    pub flows: u32,
    /// What they still lose a year.
    pub left: Amount,
}

/// Flows that stand in no row of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Further {
    /// How many.
    pub count: u32,
    /// Their cost a year, as it was measured.
    pub total: Amount,
    /// What they still lose a year.
    pub left: Amount,
}

/// A move, and what it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiteMove {
    /// Cost, benefit, payback, adoption.
    pub case: AutomationCase,
    /// What it needs before it begins.
    pub needs: Vec<Fact>,
}

/// A flow whose automation is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneFlow {
    /// Display code.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Since when, where the records tell it.
    #[serde(default)]
    pub since: Option<Day>,
    /// Share of people who use it.
    #[serde(default)]
    pub adoption: Option<Share>,
    /// What it cost a year before.
    pub total: Amount,
    /// What of that is gone.
    pub removed: Amount,
}

/// The question whose answer would move the figures most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextQuestion {
    /// Display code of the flow.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What to ask.
    pub question: String,
    /// Why this one.
    pub why: String,
}

impl Report for LiteReport {
    fn kind(&self) -> Kind {
        Kind::Lite
    }

    fn edition(&self) -> &Edition {
        &self.edition
    }

    fn cover(&self) -> &Cover {
        &self.cover
    }
}
