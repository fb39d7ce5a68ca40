//! The month's work: what happened, what is to be read, what to decide, what contradicts, what to sign.

use super::{
    CheckItem, DateText, DecisionNeededRow, MonthSigned, MonthText, ReadingView, RecordId, RecordRef,
};
use serde::{Deserialize, Serialize};
use specta::Type;
use valise_domain::money::Money;

/// The month's work, step by step.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MonthWork {
    /// The month.
    pub month: MonthText,
    /// The month before it in the ledger.
    pub previous: Option<MonthText>,
    /// Null while it is open.
    pub signed: Option<MonthSigned>,
    /// The seven steps in their order.
    pub steps: Vec<MonthStep>,
    /// What happened since the last signed month.
    pub inbox: Vec<InboxEvent>,
    /// What is to be read by the end of the month.
    pub readings: Vec<ReadingDue>,
    /// The questions of the monthly pack that changed or expired.
    pub recheck: RecheckPack,
    /// Decisions that the month asks for; three at most.
    pub decisions: Vec<DecisionNeededRow>,
    /// Waiting decisions that the month does not ask for yet, the most expensive first.
    pub proposals: Vec<DecisionProposal>,
    /// What the month before promised for this one.
    pub promises: Vec<MonthPromise>,
    /// The headline sentence.
    pub headline: String,
    /// What speaks against the month.
    pub contradictions: Vec<CheckItem>,
    /// Closed items that are due for a second look.
    pub drift: Vec<DriftItem>,
    /// Lines of the month before that could be repeated here.
    pub repeatable: u32,
}

/// A step of the month's work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum MonthStepKind {
    /// What happened: accept or drop.
    Inbox,
    /// After-values whose day has come.
    Readings,
    /// Costs and returns.
    Ledger,
    /// Risk and milestones: what changed or expired.
    Recheck,
    /// What is asked of the founder.
    Decisions,
    /// The sentence, and what contradicts it.
    Headline,
    /// Signed, and locked.
    Sign,
}

/// Where a step stands.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MonthStep {
    /// Which.
    pub kind: MonthStepKind,
    /// Nothing is left to do.
    pub done: bool,
    /// What is left: events, readings, lines, questions, contradictions.
    pub open: u32,
}

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum InboxKind {
    FindingOpened,
    FindingClosed,
    ActionDone,
    DecisionMade,
    Incident,
    EvidenceAdded,
    RecurringStarted,
    RecurringEnded,
    AccessRemoved,
    Note,
}

/// Where an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum InboxState {
    /// Nobody judged it yet.
    Open,
    /// Part of the month.
    Accepted,
    /// Not worth a word.
    Dropped,
}

/// What an accepted event becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum InboxBecomes {
    /// Something built.
    Built,
    /// A cost.
    Cost,
    /// Nothing: it was seen.
    Nothing,
}

/// Something that happened since the last signed month.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InboxEvent {
    /// Names it for good.
    pub key: String,
    /// Kind of event.
    pub kind: InboxKind,
    /// The day.
    pub on: Option<DateText>,
    /// Where it is recorded; null for a line of the ledger.
    pub record: Option<RecordRef>,
    /// Code of the record or line.
    pub code: String,
    /// In its own words.
    pub title: String,
    /// Money that belongs to it.
    pub amount: Option<Money>,
    /// Code of the action that it belongs to.
    pub action: Option<String>,
    /// Where it stands.
    pub state: InboxState,
    /// What it would become.
    pub proposal: InboxBecomes,
}

/// A judgement on an event.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InboxJudgement {
    /// The open month.
    pub month: MonthText,
    /// The event.
    pub key: String,
    /// Accepted, dropped, or open again.
    pub state: InboxState,
    /// What it becomes when it is accepted; null = as proposed.
    pub becomes: Option<InboxBecomes>,
    /// Words for what is built or bought; null = the event's own.
    pub text: Option<String>,
    /// Amount of a cost; null = the event's own.
    pub amount: Option<Money>,
}

/// Something that happened, to be taken down.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewInboxNote {
    /// The open month whose work is shown afterwards.
    pub month: MonthText,
    /// What happened, in a line.
    pub text: String,
}

/// What is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ReadingKind {
    /// The outcome of an action.
    Action,
    /// The after-value of a line.
    Line,
}

/// A reading whose day has come.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReadingDue {
    /// What is read.
    pub kind: ReadingKind,
    /// The action; null for a line without one.
    pub record: Option<RecordRef>,
    /// Id of the line; null for an action.
    pub line: Option<String>,
    /// Code of the action or id of the line.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What is measured.
    pub metric: String,
    /// As it was before, in words.
    pub baseline: String,
    /// As it was meant to be.
    pub target: String,
    /// Baseline of a line.
    pub before: Option<ReadingView>,
    /// Its day; null: it has none.
    pub due: Option<DateText>,
    /// Days past its day on the last day of the month, or today if that is earlier.
    pub late_days: i32,
    /// Label of the person who reads it.
    pub by: Option<String>,
}

/// The reading of an action's outcome.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct NewReading {
    /// The month whose work is shown afterwards.
    pub month: MonthText,
    pub action: RecordId,
    /// What was read; null takes it back.
    pub reading: Option<String>,
    /// Another day to read it; null = as it is.
    pub read_on: Option<DateText>,
}

/// Why a question is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RecheckReason {
    /// Nobody answered it yet.
    Unanswered,
    /// Something that it asks about changed since.
    Changed,
    /// The answer is too old.
    Expired,
}

/// A question to be asked again.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct RecheckQuestion {
    pub question: String,
    pub area: String,
    pub text: String,
    pub reason: RecheckReason,
    /// Day of the last answer.
    pub answered_on: Option<DateText>,
    /// Score of the last answer.
    pub score: Option<u8>,
    /// Codes of what changed.
    pub because: Vec<String>,
}

/// The questions of the monthly pack.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecheckPack {
    /// Questions in the pack.
    pub questions: u32,
    /// Of them, unchanged and fresh.
    pub unchanged: u32,
    /// Those to be asked again.
    pub due: Vec<RecheckQuestion>,
    /// The round of this month, if it was begun.
    pub round: Option<RecordId>,
    /// It has ended.
    pub ended: bool,
    /// Code of the round whose answers it carries.
    pub basis: Option<String>,
}

/// A waiting decision that the month could ask for.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct DecisionProposal {
    pub decision: RecordRef,
    pub title: String,
    pub since: Option<DateText>,
    pub cost_per_week: Option<Money>,
    pub cost_to_date: Option<Money>,
    /// Label of the decider.
    pub decider: Option<String>,
}

/// What was promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PromiseKind {
    /// An action that was due in this month.
    Action,
    /// A decision that the month before asked for.
    Decision,
}

/// A promise of the month before.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct MonthPromise {
    pub kind: PromiseKind,
    /// Null for a decision that was only asked for in words.
    pub record: Option<RecordRef>,
    pub title: String,
    pub due: Option<DateText>,
    /// It was kept; null: nothing says so.
    pub kept: Option<bool>,
    /// The month speaks of it.
    pub mentioned: bool,
}

/// A closed item that is due for a second look.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct DriftItem {
    pub record: RecordRef,
    pub title: String,
    pub closed_on: DateText,
    pub days: i32,
    /// Half a year has passed, and nobody looked since.
    pub due: bool,
    /// The last look.
    pub last: Option<DriftCheck>,
}

/// A second look at something closed.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct DriftCheck {
    pub on: DateText,
    /// It still holds.
    pub held: bool,
    pub note: String,
}

/// A second look at something closed, to be recorded.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct NewDriftCheck {
    /// The month whose work is shown afterwards.
    pub month: MonthText,
    /// The finding or action.
    pub record: RecordId,
    /// Null = today.
    pub on: Option<DateText>,
    pub held: bool,
    pub note: String,
}
