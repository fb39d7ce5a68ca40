//! Everything an automation case prints, already filtered for its reader.

use super::{Amount, CodeKey, Cover, Day, Edition, Kind, Number, Prose, Report, Share};
use serde::{Deserialize, Serialize};

/// One copy of one automation case, for one audience.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReport {
    /// Language, paper, colours and identity of this copy.
    pub edition: Edition,
    /// Who made it, for whom; its title is the flow's name.
    pub cover: Cover,
    /// What the letters of its codes stand for.
    #[serde(default)]
    pub codes: Vec<CodeKey>,
    /// Display code of the flow.
    pub id: String,
    /// By whom the work is done.
    #[serde(default)]
    pub team: Option<String>,
    /// Who answers for it, by role.
    #[serde(default)]
    pub owner: Option<String>,
    /// Where the flow stands, in words.
    #[serde(default)]
    pub status: Option<String>,
    /// Whether it pays at the agreed adoption.
    pub verdict: Verdict,
    /// What was watched, and how well each input is known.
    pub baseline: Baseline,
    /// What it costs, and what it returns.
    pub money: Money,
    /// Net benefit when one input is off, the widest first.
    #[serde(default)]
    pub swings: Vec<Swing>,
    /// Who uses it, and from when on it pays.
    pub adoption: Adoption,
    /// What the time is used for that becomes free.
    #[serde(default)]
    pub use_of_time: Option<String>,
    /// How fit the flow is, once all five questions are judged.
    #[serde(default)]
    pub opportunity: Option<Opportunity>,
    /// How it is built.
    #[serde(default)]
    pub decision: Option<Design>,
    /// What builds it.
    #[serde(default)]
    pub actions: Vec<Build>,
    /// How much it carries.
    #[serde(default)]
    pub capacity: Option<Capacity>,
    /// What tells when it fails or fills up.
    #[serde(default)]
    pub control: Option<Control>,
}

impl Report for CaseReport {
    fn kind(&self) -> Kind {
        Kind::Case
    }

    fn edition(&self) -> &Edition {
        &self.edition
    }

    fn cover(&self) -> &Cover {
        &self.cover
    }
}

/// Whether it pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Within twelve months.
    FirstYear,
    /// After the first year.
    Later,
    /// Never: each year costs more than it returns.
    CostsMore,
    /// No benefit is computed.
    NoBenefit,
}

/// What the figures rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// Cases that were watched.
    #[serde(default)]
    pub observations: Option<u32>,
    /// Cases a week.
    pub cases_per_week: Number,
    /// Cost of the flow a year.
    pub total: Amount,
    /// How each input is known.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// How the least known input is known.
    #[serde(default)]
    pub weakest: Option<Known>,
}

/// One input and how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// What it is, in words.
    pub name: String,
    /// How it is known.
    pub known: Known,
}

/// How an input is known, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// With a watch.
    Timed,
    /// From records.
    Sampled,
    /// From somebody who knows.
    Asked,
    /// From nobody.
    Assumed,
}

/// What it costs, and what it returns, a year at the agreed adoption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// Benefit at full adoption.
    pub full: Amount,
    /// What is lost to those who do not use it.
    pub unused: Amount,
    /// Benefit at the agreed adoption.
    pub gross: Amount,
    /// Running cost.
    pub running: Amount,
    /// Benefit less running cost.
    pub net: Amount,
    /// Cost once.
    pub one_off: Amount,
    /// Months until the one-off cost is back.
    #[serde(default)]
    pub payback_months: Option<Number>,
    /// Return on the one-off cost in the first year.
    #[serde(default)]
    pub roi_year1: Option<Share>,
    /// The month at whose end it is back.
    #[serde(default)]
    pub pays_in_month: Option<u32>,
    /// Return less all cost, at the start and at the end of each month.
    #[serde(default)]
    pub line: Vec<Amount>,
}

/// Net benefit when one input is off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swing {
    /// Which input.
    pub input: SwingInput,
    /// With less of it.
    pub less: Amount,
    /// With more of it.
    pub more: Amount,
}

/// An input that may be off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SwingInput {
    /// Hours, a fifth less or more.
    Hours,
    /// Error rate, a fifth less or more.
    Errors,
    /// Adoption, ten points less or more.
    Adoption,
}

/// Who uses it, and from when on it pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// What was agreed.
    pub agreed: Share,
    /// Where the first year pays; none without a benefit.
    #[serde(default)]
    pub break_even: Option<Share>,
    /// No adoption is enough.
    pub never: bool,
    /// The latest one that was observed.
    #[serde(default)]
    pub observed: Option<Observed>,
    /// Every reading, oldest first.
    #[serde(default)]
    pub readings: Vec<Reading>,
    /// Why people do not use it.
    #[serde(default)]
    pub reasons: Vec<Reason>,
}

/// The latest adoption that money follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// When.
    pub on: Day,
    /// How much.
    pub share: Share,
    /// Cases were counted; else people stand in for them.
    pub by_cases: bool,
    /// Net benefit a year at it.
    pub net: Amount,
    /// Whether it pays at it.
    pub verdict: Verdict,
}

/// One reading of adoption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// When.
    pub on: Day,
    /// People who use it, of those who could.
    #[serde(default)]
    pub people: Option<Part>,
    /// Cases that went through it, of all.
    #[serde(default)]
    pub cases: Option<Part>,
}

/// A part of a whole, as it was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The part.
    pub part: u32,
    /// The whole.
    pub whole: u32,
    /// One over the other; none of nothing.
    #[serde(default)]
    pub share: Option<Share>,
}

/// Why people do not use it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// In their words.
    pub reason: String,
    /// People at the latest reading.
    pub latest: u32,
    /// Summed over all readings.
    pub all: u32,
}

/// How fit the flow is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opportunity {
    /// Out of 100.
    pub out_of_100: Number,
    /// The five answers.
    pub rows: Vec<Judged>,
    /// Names of the lowest ones.
    #[serde(default)]
    pub weakest: Vec<String>,
}

/// One of the five questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// What is judged.
    pub name: String,
    /// 0 to 4.
    pub score: u8,
    /// What that score means.
    pub means: String,
}

/// The decision on how it is built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Design {
    /// Display code.
    pub id: String,
    /// What was decided.
    pub title: String,
    /// Made; else it still waits, or was replaced.
    pub made: bool,
    /// When.
    #[serde(default)]
    pub on: Option<Day>,
    /// What was chosen.
    #[serde(default)]
    pub chosen: Option<String>,
    /// Why.
    #[serde(default)]
    pub rationale: Option<Prose>,
}

/// An action that builds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Build {
    /// Display code.
    pub id: String,
    /// What is done.
    pub title: String,
    /// By whom, by role.
    #[serde(default)]
    pub owner: Option<String>,
    /// Days of work.
    #[serde(default)]
    pub days: Option<Number>,
    /// Days at the day rate, outside cost and first-year running cost.
    pub cost: Amount,
    /// When it is to be done.
    #[serde(default)]
    pub due: Option<Day>,
    /// When it was done.
    #[serde(default)]
    pub done_on: Option<Day>,
    /// Where it stands.
    pub state: BuildState,
    /// What was read as its outcome.
    #[serde(default)]
    pub reading: Option<String>,
}

/// Where a build action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuildState {
    /// Not done yet.
    Open,
    /// Done; nobody read the outcome yet.
    Delivered,
    /// Done, and its outcome was read; no confirmed money stands behind it.
    Read,
    /// Done and read, and confirmed money stands behind it.
    Proved,
    /// Given up.
    Dropped,
}

/// How much it carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    /// Cases a week that it carries.
    pub limit: Number,
    /// Cases a week ÷ limit.
    #[serde(default)]
    pub used: Option<Share>,
    /// From four fifths of the limit on.
    pub near: bool,
    /// What happens above the limit.
    #[serde(default)]
    pub what_happens: Option<String>,
}

/// A control that watches it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// Display code.
    pub id: String,
    /// What it is.
    pub name: String,
    /// When it fires.
    #[serde(default)]
    pub threshold: Option<String>,
    /// When it was last tested.
    #[serde(default)]
    pub tested_on: Option<Day>,
    /// Who hears it, by role.
    #[serde(default)]
    pub owner: Option<String>,
}
