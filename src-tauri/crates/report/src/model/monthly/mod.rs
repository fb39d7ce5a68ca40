//! Everything a monthly Value Creation Report prints, already filtered for its reader.

mod lines;

pub use lines::{CostLine, Foreign, Reading, ValueLine};

use super::{
    Amount, Bridge, CodeKey, Cover, Day, DecisionNeeded, Edition, Milestone, Month, Number, SensitiveDate,
    Share,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One copy of one month, for one audience.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthlyReport {
    /// Language, paper, colours and identity of this copy.
    pub edition: Edition,
    /// Who made it, for whom.
    pub cover: Cover,
    /// What the letters of its codes stand for.
    #[serde(default)]
    pub codes: Vec<CodeKey>,
    /// The month.
    pub month: Month,
    /// The consultant's sentence for the month.
    #[serde(default)]
    pub headline: Option<String>,
    /// The month alone.
    pub own: Sums,
    /// From the first invoice to the end of the month.
    pub to_date: Sums,
    /// The first month that is counted.
    pub since: Month,
    /// What each kind of evidence counts in a weighted return.
    pub weights: Weights,
    /// Weighted return of the lines of the month that are not confirmed, where that and the confirmed return are the
    /// whole weighted one.
    #[serde(default)]
    pub weighted_rest: Option<Amount>,
    /// Why a return below the cost is accepted, if somebody accepted it.
    #[serde(default)]
    pub accepted: Option<Accepted>,
    /// Decisions that are needed from the reader, at most three.
    #[serde(default)]
    pub decisions: Vec<DecisionNeeded>,
    /// What was built, what it cost and what it returned, to date.
    #[serde(default)]
    pub items: Vec<Item>,
    /// What belongs to no item of the table, so that it adds up.
    pub rest: Rest,
    /// What was built in this month.
    #[serde(default)]
    pub built: Vec<Built>,
    /// Cost and confirmed return of each month so far.
    #[serde(default)]
    pub months: Vec<MonthBar>,
    /// Costs by kind; kinds without money are absent.
    #[serde(default)]
    pub costs: Vec<CostKindLine>,
    /// Returns by class; classes without a line are absent.
    #[serde(default)]
    pub returns: Vec<ClassLine>,
    /// Risk that was reduced; in no total.
    #[serde(default)]
    pub risk_box: Vec<RiskLine>,
    /// From friction that was removed to what the ledger confirms of it; none while nothing is removed.
    #[serde(default)]
    pub bridge: Option<Bridge>,
    /// Corrections of earlier months.
    #[serde(default)]
    pub corrections: Vec<Correction>,
    /// Milestones of the latest month, by date; what is in their way stands in the audit.
    #[serde(default)]
    pub milestones: Vec<Milestone>,
    /// Findings of the month.
    pub risk: RiskMoves,
    /// The five delivery measures, at most six months, oldest first.
    #[serde(default)]
    pub delivery: Vec<DeliveryMonth>,
    /// What comes next, of the latest month.
    #[serde(default)]
    pub next: Vec<NextStep>,
    /// Dates of the next weeks on which less may go wrong.
    #[serde(default)]
    pub dates: Vec<SensitiveDate>,
    /// Documents that are missing or too old, of the latest month.
    #[serde(default)]
    pub documents: Vec<String>,
    /// What was refused in the month.
    #[serde(default)]
    pub refused: Vec<Refused>,
    /// Who signed the month, and when.
    #[serde(default)]
    pub signed: Option<Signed>,
    /// Every line of value of the month.
    #[serde(default)]
    pub lines: Vec<ValueLine>,
    /// Every cost of the month.
    #[serde(default)]
    pub cost_lines: Vec<CostLine>,
}

/// What each kind of evidence counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    /// With a value before and after.
    pub measured: Number,
    /// By a model.
    pub estimated: Number,
    /// Only told.
    pub claimed: Number,
}

/// Cost, return and what one gives for the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Fee, audit, outside and running cost.
    pub cash: Amount,
    /// The client's own days.
    pub internal: Amount,
    /// Both together.
    pub full: Amount,
    /// Corrections of earlier months; part of the confirmed return.
    pub corrections: Amount,
    /// Measured, and confirmed by a named person.
    pub confirmed: Amount,
    /// Everything that counts, by the weight of its evidence.
    pub weighted: Amount,
    /// Confirmed over cash.
    #[serde(default)]
    pub ratio_cash: Option<Number>,
    /// Confirmed over full.
    #[serde(default)]
    pub ratio_full: Option<Number>,
    /// Cash cost that did not come back as confirmed return; nothing where it is covered.
    pub missing: Amount,
}

/// Somebody accepted that the return lies below the cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// When.
    #[serde(default)]
    pub on: Option<Day>,
    /// Who: label and role.
    #[serde(default)]
    pub by: Option<String>,
    /// Why.
    pub text: String,
}

/// One item of the table: built, cost to date, confirmed return to date, state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Display code of the action; none for what this reader does not see.
    #[serde(default)]
    pub id: Option<String>,
    /// What was built; none prints "other work".
    #[serde(default)]
    pub title: Option<String>,
    /// Cash to date.
    pub cash: Amount,
    /// The client's own days to date.
    pub internal: Amount,
    /// Confirmed return to date, with corrections.
    pub confirmed: Amount,
    /// Where it stands; none for other work.
    #[serde(default)]
    pub state: Option<ItemState>,
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Done and read, and confirmed money stands behind it.
    Proved,
    /// Done, and its outcome was read; no money is said with that.
    Read,
    /// Done; nobody read the outcome yet.
    Delivered,
    /// Not done.
    Open,
    /// Given up.
    Dropped,
}

/// What belongs to no single item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rest {
    /// Cash to date.
    pub cash: Amount,
    /// The client's own days to date.
    pub internal: Amount,
    /// Confirmed return to date.
    pub confirmed: Amount,
}

/// Something built in the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Built {
    /// What.
    pub text: String,
    /// Display code of its action.
    #[serde(default)]
    pub id: Option<String>,
    /// What shows it.
    #[serde(default)]
    pub proof: Option<String>,
}

/// One month of the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthBar {
    /// Which.
    pub month: Month,
    /// Cash cost.
    pub cash: Amount,
    /// Confirmed return.
    pub confirmed: Amount,
    /// Weighted return.
    pub weighted: Amount,
}

/// Kind of a cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    /// Retainer.
    Fee,
    /// Audit.
    Audit,
    /// Bought outside.
    Outside,
    /// Running cost of what was built.
    Running,
    /// The client's own days.
    Internal,
}

/// Costs of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostKindLine {
    /// Which.
    pub kind: CostKind,
    /// In the month.
    pub month: Amount,
    /// To date.
    pub to_date: Amount,
}

/// Class of a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueClass {
    /// Visible in the accounts.
    Cash,
    /// Hours released, with a named use.
    Capacity,
    /// Cost that would have come.
    Avoided,
    /// Contribution, never turnover.
    Revenue,
    /// Exposure that was reduced; in no total.
    Risk,
}

/// Returns of one class in the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassLine {
    /// Which.
    pub class: ValueClass,
    /// Confirmed: this counts.
    pub confirmed: Amount,
    /// Measured and not confirmed.
    pub measured: Amount,
    /// Estimated.
    pub estimated: Amount,
    /// Claimed.
    pub claimed: Amount,
}

/// A reduction of risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskLine {
    /// What; none prints "other work".
    #[serde(default)]
    pub what: Option<String>,
    /// By how much a year.
    pub amount: Amount,
}

/// A dated line that restates an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Display code.
    pub id: String,
    /// Code of the line that it restates.
    pub restates: String,
    /// The month of that line.
    #[serde(default)]
    pub of: Option<Month>,
    /// What that line says; none prints "other work".
    #[serde(default)]
    pub what: Option<String>,
    /// By how much.
    pub amount: Amount,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// Who confirmed it: label and role.
    #[serde(default)]
    pub confirmed_by: Option<String>,
}

/// What happened to findings in the month, as far as this reader sees them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RiskMoves {
    /// Found in the month.
    pub opened: Vec<String>,
    /// Fixed in the month.
    pub closed: Vec<String>,
    /// Critical at the end of the month.
    pub critical: Vec<CriticalLine>,
}

impl RiskMoves {
    /// Display codes of every finding that is named, each once.
    pub fn findings(&self) -> impl Iterator<Item = &str> {
        let critical = self.critical.iter().map(|line| line.id.as_str());
        let moved = self.opened.iter().chain(&self.closed).map(String::as_str);
        critical.chain(moved).collect::<BTreeSet<_>>().into_iter()
    }
}

/// A critical finding that is open at the end of the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriticalLine {
    /// Display code.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Days since it was found.
    #[serde(default)]
    pub days: Option<u32>,
    /// By when it is to be fixed.
    #[serde(default)]
    pub due: Option<Day>,
}

/// How the team delivered in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryMonth {
    /// Which.
    pub month: Month,
    /// Deployments.
    #[serde(default)]
    pub deploys: Option<Number>,
    /// Days from commit to production.
    #[serde(default)]
    pub lead_time: Option<Number>,
    /// Share of changes that failed.
    #[serde(default)]
    pub fail_share: Option<Share>,
    /// Minutes to recover.
    #[serde(default)]
    pub recovery: Option<Number>,
    /// Share of work done again.
    #[serde(default)]
    pub rework: Option<Share>,
}

/// Something planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    /// Display code.
    pub id: String,
    /// What.
    pub title: String,
    /// Who, by role.
    #[serde(default)]
    pub owner: Option<String>,
    /// When it will be finished, by the calendar of the roadmap.
    #[serde(default)]
    pub finish: Option<Day>,
    /// The calendar ends after the date that was promised.
    pub late: bool,
}

/// A change that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Display code.
    pub id: String,
    /// What.
    pub title: String,
    /// When to think again.
    #[serde(default)]
    pub reconsider: Option<String>,
}

/// Who signed a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Label and role.
    #[serde(default)]
    pub by: Option<String>,
    /// When.
    #[serde(default)]
    pub on: Option<Day>,
}
