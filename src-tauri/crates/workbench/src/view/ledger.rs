//! The value ledger: what an engagement cost and what came back, with every figure's inputs.

use super::{
    AgreedView, CheckItem, DateText, DecimalText, ForeignBill, GrowthView, PersonHead, RecordId, RecordRef,
};
use serde::{Deserialize, Serialize};
use specta::Type;
use valise_domain::figures::{LineState, Warning};
use valise_domain::money::Money;
use valise_domain::records::{
    ActionStatus, CostKind, MoneyKind, ValueClass, ValueEvidence, ValueStatus, Visibility,
};

/// A calendar month, `YYYY-MM`.
pub type MonthText = String;

/// The ledger of an engagement, whole.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LedgerView {
    /// The engagement.
    pub engagement: RecordId,
    /// Its display code.
    pub engagement_code: String,
    /// Its title.
    pub engagement_title: String,
    /// The ledger's own record, for its history; null without a ledger.
    pub record: Option<RecordId>,
    /// What a ledger would begin with; null once there is one.
    pub start: Option<LedgerStart>,
    /// Month of the first invoice; null without a ledger.
    pub first_month: Option<MonthText>,
    /// The month that can be opened next; null without a ledger.
    pub next_month: Option<MonthText>,
    /// The first month that nobody signed; corrections and edits go there. Null when all are signed.
    pub open_month: Option<MonthText>,
    /// The months, the first one first.
    pub months: Vec<LedgerMonthView>,
    /// All months together; null before the first.
    pub to_date: Option<LedgerSums>,
    /// Costs that return every month.
    pub recurring: Vec<RecurringRow>,
    /// Per action: what it cost and brought (formulas 8.9).
    pub items: Vec<LedgerItemRow>,
    /// Of the sums, what belongs to no action.
    pub rest: LedgerRest,
    /// Value that is proposed, delivered or measured and not yet confirmed, and work that nobody read yet.
    pub open_value: Vec<OpenValueRow>,
    /// Per action: promised against confirmed.
    pub promised: Vec<PromisedRow>,
    /// How far promises and readings differ.
    pub calibration: Calibration,
    /// What the engagement agreed to be paid.
    pub fees: FeesView,
    /// What else was agreed.
    pub agreed: AgreedView,
    /// What breaks first when the client grows.
    pub growth: GrowthView,
    /// Flows whose confirmed lines of a year exceed the cost of their friction (formulas 8.7).
    pub over_flow_total: Vec<RecordRef>,
    /// What lines may point to.
    pub picks: LedgerPicks,
}

/// What a ledger would begin with.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LedgerStart {
    /// Month of the first invoice; null: the engagement does not say, and the person chooses.
    pub first_month: Option<MonthText>,
    /// Fee of the audit, proposed as a cost of the first month.
    pub audit_fee: Option<Money>,
    /// Retainer, proposed as a cost of every month.
    pub retainer_month: Option<Money>,
    /// One fixed fee, proposed as a cost of the first month.
    pub fixed_fee: Option<Money>,
    /// Another engagement of this client has the ledger: a client has one.
    pub elsewhere: Option<String>,
}

/// Money and ratios, of one month or cumulated.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LedgerSums {
    /// Fees, outside and running cost.
    pub cost_cash: Money,
    /// With the client's own days.
    pub cost_full: Money,
    /// Confirmed return, with corrections.
    pub confirmed: Money,
    /// Weighted return: by how well each line is known.
    pub weighted: Money,
    /// Confirmed ÷ cash; null without cost.
    pub ratio_cash: Option<DecimalText>,
    /// Confirmed ÷ full; null without cost.
    pub ratio_full: Option<DecimalText>,
    /// Weighted ÷ cash; null without cost.
    pub ratio_weighted: Option<DecimalText>,
}

/// Costs of a month by kind.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct CostsByKind {
    pub fee: Money,
    pub audit: Money,
    pub outside: Money,
    pub running: Money,
    pub internal: Money,
}

/// Confirmed money of one class.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct ClassSum {
    pub class: ValueClass,
    pub confirmed: Money,
}

/// Who signed a month, and whether it still is what was signed.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MonthSigned {
    /// Label of the person.
    pub by: String,
    /// Code of the person.
    pub by_code: String,
    /// On this day.
    pub on: DateText,
    /// SHA-256 of the month as it was signed; null for a month signed before hashes were kept.
    pub hash: Option<String>,
    /// Whether the month still has that hash; null where none was kept.
    pub as_signed: Option<bool>,
}

/// Hours of the retainer in a month.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RetainerHours {
    /// Agreed for this month.
    pub agreed: DecimalText,
    /// Worked in it.
    pub used: DecimalText,
    /// Left over (or short, negative) from the months before.
    pub carried_in: DecimalText,
    /// The running sum of agreed minus used, after this month.
    pub carried_out: DecimalText,
}

/// How the team delivered in a month.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct DeliveryView {
    pub deploys: Option<u32>,
    pub lead_time_days: Option<DecimalText>,
    /// A share, 0 to 1.
    pub change_fail_share: Option<DecimalText>,
    pub recovery_minutes: Option<u32>,
    /// A share, 0 to 1.
    pub rework_share: Option<DecimalText>,
}

/// One month with its lines and figures.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LedgerMonthView {
    /// The month.
    pub month: MonthText,
    /// Null while it is open.
    pub signed: Option<MonthSigned>,
    /// The headline sentence.
    pub summary: String,
    /// The month alone.
    pub own: LedgerSums,
    /// From the first month on.
    pub to_date: LedgerSums,
    /// By kind.
    pub costs_by_kind: CostsByKind,
    /// Confirmed lines by class, without corrections; classes without money are absent.
    pub confirmed_by_class: Vec<ClassSum>,
    /// Corrections entered in this month; part of the confirmed return.
    pub corrected: Money,
    /// Risk avoided, in no total.
    pub risk_box: Money,
    /// Recurring costs that run in this month, then its own.
    pub costs: Vec<CostRow>,
    /// Every line of value.
    pub values: Vec<ValueRow>,
    /// Corrections of earlier months.
    pub corrections: Vec<CorrectionRow>,
    /// What was built.
    pub built: Vec<BuiltRow>,
    /// Decisions that the month asks for; three at most.
    pub decisions_needed: Vec<DecisionNeededRow>,
    /// Delivery measures; null: none were entered.
    pub delivery: Option<DeliveryView>,
    /// Hours of the retainer; null: none were entered.
    pub hours: Option<RetainerHours>,
    /// Findings found in this month.
    pub findings_opened: Vec<String>,
    /// Findings closed in this month.
    pub findings_closed: Vec<String>,
    /// Criticals found by the end of the month and not closed by then.
    pub critical_open: u32,
    /// Causes whose shares sum to more than the whole.
    pub over_attributed: Vec<String>,
    /// Lines of the month before that could be repeated here.
    pub repeatable: u32,
}

/// A cost of a month.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CostRow {
    /// Id of the line, or of the recurring one.
    pub id: String,
    /// Its kind.
    pub kind: CostKind,
    /// What it is for.
    pub what: String,
    /// Internal: days at the blended day rate.
    pub amount: Money,
    /// What it was in the currency that was billed; null: it was billed in the client's.
    pub foreign: Option<ForeignBill>,
    /// Days of the client's own people.
    pub days: Option<DecimalText>,
    /// Code of the action that it belongs to.
    pub action: Option<String>,
    /// It comes every month.
    pub recurring: bool,
}

/// A cost that returns every month.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecurringRow {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: CostKind,
    /// What it is for.
    pub what: String,
    /// A month.
    pub amount_month: Money,
    /// What it is in the currency that is billed; null: it is billed in the client's.
    pub foreign: Option<ForeignBill>,
    /// First month.
    pub first_month: MonthText,
    /// Last month; null: it still runs.
    pub last_month: Option<MonthText>,
    /// Code of the action that it belongs to.
    pub action: Option<String>,
    /// Stands in a signed month: it can be ended, not changed.
    pub locked: bool,
    /// What it cost so far.
    pub to_date: Money,
}

/// A reading over a period.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReadingView {
    /// What was read.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// First day of the period.
    pub start: Option<DateText>,
    /// Last day of the period.
    pub end: Option<DateText>,
    /// Cases; null = a complete count.
    pub n: Option<u32>,
}

/// A line of value.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct ValueRow {
    pub id: String,
    pub class: ValueClass,
    pub evidence: ValueEvidence,
    pub status: ValueStatus,
    pub what: String,
    /// The amount that was entered; null where it is hours at a rate.
    pub amount: Option<Money>,
    /// What the amount was in the currency that was paid; null: it was paid in the client's.
    pub foreign: Option<ForeignBill>,
    pub hours: Option<DecimalText>,
    /// Per hour.
    pub rate: Option<Money>,
    /// Before attribution.
    pub gross: Money,
    /// A share, above 0 and at most 1.
    pub attribution: DecimalText,
    /// Gross × attribution.
    pub net: Money,
    /// How it counts.
    pub state: LineState,
    /// What it adds to the confirmed return.
    pub confirmed: Money,
    /// What it adds to the weighted return.
    pub weighted: Money,
    /// What makes its reading weak.
    pub warnings: Vec<Warning>,
    /// Corrections of later months that restate it, together.
    pub corrected: Money,
    pub baseline: Option<ReadingView>,
    pub after: Option<ReadingView>,
    /// Where both were read.
    pub source: String,
    /// Code of a person.
    pub measured_by: Option<String>,
    /// Code of a person.
    pub confirmed_by: Option<String>,
    pub confirmed_on: Option<DateText>,
    /// Code of the action.
    pub action: Option<String>,
    /// Code of the flow.
    pub flow: Option<String>,
    /// Code of the milestone.
    pub milestone: Option<String>,
    /// What the hours are used for.
    pub use_of_time: Option<String>,
    /// The effect; shares of one effect sum to at most the whole.
    pub cause: Option<String>,
    /// Id of the line that holds the same money.
    pub same_cause_as: Option<String>,
    pub service_start: Option<DateText>,
    pub counts_until: Option<DateText>,
    pub visibility: Visibility,
}

/// A dated line that restates an earlier confirmed one.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct CorrectionRow {
    pub id: String,
    /// Id of the line that it restates.
    pub restates: String,
    /// Month of that line.
    pub of_month: Option<MonthText>,
    /// What that line says.
    pub what: String,
    pub amount: Money,
    /// What it adds to the weighted return.
    pub weighted: Money,
    pub reason: String,
    /// Code of a person.
    pub entered_by: Option<String>,
    /// Code of a person.
    pub confirmed_by: Option<String>,
    pub confirmed_on: Option<DateText>,
}

/// Something built in a month. Its place in the list names it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct BuiltRow {
    pub index: u32,
    pub text: String,
    /// Code of the action.
    pub action: Option<String>,
    pub proof: Option<String>,
}

/// A decision that a month asks for. Its place in the list names it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DecisionNeededRow {
    /// Place in the list.
    pub index: u32,
    /// What is asked.
    pub text: String,
    /// Code of the decision; null: none is recorded.
    pub decision: Option<String>,
    /// Still waiting; null where none is recorded.
    pub waiting: Option<bool>,
    /// Waiting since.
    pub since: Option<DateText>,
    /// What each week of waiting costs.
    pub cost_per_week: Option<Money>,
    /// What waiting cost so far.
    pub cost_to_date: Option<Money>,
}

/// Where an item of work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ItemProof {
    /// Not done yet.
    Open,
    /// Delivered, and its outcome was not read.
    Delivered,
    /// Its outcome was read; no confirmed money stands behind it.
    Read,
    /// Its outcome was read, and confirmed money stands behind it.
    Proved,
    /// Given up.
    Dropped,
}

/// One action in the ledger.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LedgerItemRow {
    /// The action.
    pub id: RecordId,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Cash so far.
    pub cash: Money,
    /// Own days so far, at the blended rate.
    pub internal: Money,
    /// Confirmed return so far, with corrections.
    pub confirmed: Money,
    /// Status of the action.
    pub status: ActionStatus,
    /// Proved, read without money, delivered and not read, open.
    pub proof: ItemProof,
}

/// Of the sums, what belongs to no action.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct LedgerRest {
    pub cash: Money,
    pub internal: Money,
    pub confirmed: Money,
}

/// Why value is still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OpenValueKind {
    /// A line that is proposed only.
    Proposed,
    /// A line that is delivered and waits for its reading.
    Delivered,
    /// A line that is measured and waits for somebody to confirm it.
    Measured,
    /// A line that counts by the weight of its evidence only.
    WeightedOnly,
    /// An action that is done and whose outcome nobody read.
    NotProved,
}

/// Value that is still open.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct OpenValueRow {
    pub kind: OpenValueKind,
    /// Month of the line; null for an action.
    pub month: Option<MonthText>,
    /// Id of the line; null for an action.
    pub line: Option<String>,
    /// The action, where there is one.
    pub action: Option<RecordRef>,
    pub title: String,
    /// Net of the line; null for an action.
    pub net: Option<Money>,
    /// Of that, what counts by weight.
    pub weighted: Option<Money>,
    /// When it is to be read.
    pub read_on: Option<DateText>,
}

/// Where a promise comes from.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PromisePart {
    /// The finding or the flow.
    pub record: RecordRef,
    /// Its title.
    pub title: String,
    /// Head of a finding; null for a flow.
    pub money_kind: Option<MoneyKind>,
    /// A year: the fix value of a finding, the net of a flow.
    pub year: Money,
    /// It can show in the ledger: risk never does, and a finding whose flow counts holds the same money.
    pub counted: bool,
}

/// What an action promised, and what was confirmed of it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PromisedRow {
    /// The action.
    pub action: RecordRef,
    /// Its title.
    pub title: String,
    /// Where the promise comes from.
    pub parts: Vec<PromisePart>,
    /// A year, of what can show in the ledger: flows, waste, blocked income.
    pub promised_year: Money,
    /// A year, of risk: never compared with a return.
    pub risk_year: Money,
    /// Whole months of the ledger since it was done; 12 at most.
    pub months: u32,
    /// Promised for those months.
    pub promised_to_date: Money,
    /// Confirmed so far, with corrections.
    pub confirmed_to_date: Money,
    /// Confirmed ÷ promised to date; null where nothing was promised for the time.
    pub share: Option<DecimalText>,
    /// Where it stands.
    pub proof: ItemProof,
}

/// How far the consultant's promises and the readings differ.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Calibration {
    /// Actions with a promise for the time and a confirmed line.
    pub actions: u32,
    /// Below this number nothing is said.
    pub enough_from: u32,
    /// Confirmed ÷ promised over those actions; null while there are too few.
    pub share: Option<DecimalText>,
    /// Middle one of the actions' own shares; null while there are too few.
    pub median: Option<DecimalText>,
    /// Promised for the time, over those actions.
    pub promised: Money,
    /// Confirmed, over those actions.
    pub confirmed: Money,
    /// Decisions with a confidence before and after.
    pub decisions: Vec<ConfidenceRow>,
    /// Mean of after minus before; null while there are too few.
    pub confidence_change: Option<DecimalText>,
}

/// How sure the decider was, before and after.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct ConfidenceRow {
    pub decision: RecordRef,
    pub title: String,
    /// 1 to 5.
    pub before: u8,
    /// 1 to 5.
    pub after: u8,
}

/// What the engagement agreed to be paid.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct FeesView {
    pub retainer_month: Option<Money>,
    pub audit_fee: Option<Money>,
    pub fixed_fee: Option<Money>,
    pub days_per_week: Option<DecimalText>,
    /// Hours a month that the retainer covers.
    pub hours_month: Option<DecimalText>,
    pub tiers: Vec<TierRow>,
}

/// A tier of the engagement.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct TierRow {
    pub name: String,
    pub days_per_week: Option<DecimalText>,
    pub month: Option<Money>,
    /// Twelve months of it.
    pub year: Option<Money>,
    /// What a day of it costs (formulas 8.17); null without days.
    pub day: Option<Money>,
    /// Its fee is the retainer of the engagement.
    pub current: bool,
}

/// A record that a line may point to.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Pick {
    pub id: RecordId,
    pub code: String,
    pub title: String,
}

/// What lines may point to.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct LedgerPicks {
    pub people: Vec<PersonHead>,
    pub actions: Vec<Pick>,
    pub flows: Vec<Pick>,
    pub milestones: Vec<Pick>,
    /// Decisions that wait.
    pub decisions: Vec<Pick>,
    /// Causes that were named so far.
    pub causes: Vec<String>,
    /// The day rate at which own days count.
    pub day_rate: Money,
}

/// Begins a ledger.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StartLedger {
    /// The engagement; null = the first one.
    pub engagement: Option<RecordId>,
    /// Month of the first invoice; null = as the engagement says.
    pub first_month: Option<MonthText>,
    /// Retainer, as a cost of every month; null = none.
    pub retainer_month: Option<Money>,
    /// Fee of the audit, in the first month; null = none.
    pub audit_fee: Option<Money>,
    /// One fixed fee, in the first month; null = none.
    pub fixed_fee: Option<Money>,
}

/// A cost to add to an open month.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct NewCost {
    pub month: MonthText,
    pub kind: CostKind,
    pub what: String,
    /// Null for own days.
    pub amount: Option<Money>,
    /// Gives the amount; null: it was billed in the client's currency.
    pub foreign: Option<ForeignBill>,
    /// Own days; null otherwise.
    pub days: Option<DecimalText>,
    /// Code of the action.
    pub action: Option<String>,
}

/// A recurring cost to add.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct NewRecurring {
    pub kind: CostKind,
    pub what: String,
    pub amount_month: Money,
    /// Gives the amount; null: it is billed in the client's currency.
    pub foreign: Option<ForeignBill>,
    pub first_month: MonthText,
    pub last_month: Option<MonthText>,
    /// Code of the action.
    pub action: Option<String>,
}

/// A line of value to add to an open month: an amount, or hours at a rate.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct NewValue {
    pub month: MonthText,
    pub class: ValueClass,
    pub evidence: ValueEvidence,
    pub status: ValueStatus,
    pub what: String,
    pub amount: Option<Money>,
    /// Gives the amount; null: it was paid in the client's currency.
    pub foreign: Option<ForeignBill>,
    pub hours: Option<DecimalText>,
    /// Per hour.
    pub rate: Option<Money>,
    /// Null = all of it.
    pub attribution: Option<DecimalText>,
    pub baseline: Option<ReadingView>,
    pub after: Option<ReadingView>,
    pub source: String,
    /// Codes of the records that it belongs to.
    pub action: Option<String>,
    pub flow: Option<String>,
    pub milestone: Option<String>,
    pub use_of_time: Option<String>,
    pub cause: Option<String>,
    pub service_start: Option<DateText>,
    /// Null = twelve months from this one.
    pub counts_until: Option<DateText>,
}

/// A correction of a confirmed line of an earlier month.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct NewCorrection {
    /// The month in which it is entered.
    pub month: MonthText,
    /// Id of the line.
    pub restates: String,
    /// Negative where too much was counted.
    pub amount: Money,
    pub reason: String,
    /// Code of a person.
    pub entered_by: Option<String>,
    /// Code of a person.
    pub confirmed_by: Option<String>,
    pub confirmed_on: Option<DateText>,
}

/// One field of one line: a cost, a recurring cost, a line of value or a correction.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LineChange {
    /// Id of the line.
    pub id: String,
    /// Name of a field of the line's row. `foreign` gives the amount; without one the amount stays. Lines of value also
    /// take `confirmed` `{by, on}`, or null to take it back, and `reading`: sets `after`, and a line with its baseline
    /// and source counts as measured from then on.
    pub field: String,
    /// JSON text of the new value; null removes it.
    pub value: Option<String>,
}

/// One field of a month: `summary`, `delivery`, `hours` `{agreed, used}`.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MonthChange {
    /// The month.
    pub month: MonthText,
    /// Name of the field.
    pub field: String,
    /// JSON text of the new value; null removes it.
    pub value: Option<String>,
}

/// Something built, to add or to put in the place of another.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct BuiltChange {
    pub month: MonthText,
    /// Null = a new one, at the end.
    pub index: Option<u32>,
    pub text: String,
    /// Code of the action.
    pub action: Option<String>,
    pub proof: Option<String>,
}

/// A decision needed, to add or to put in the place of another.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct DecisionNeededChange {
    pub month: MonthText,
    /// Null = a new one, at the end.
    pub index: Option<u32>,
    pub text: String,
    /// Code of the decision.
    pub decision: Option<String>,
}

/// Signs a month.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct SignMonth {
    pub month: MonthText,
    /// The person who signs.
    pub by: RecordId,
    /// Null = today.
    pub on: Option<DateText>,
}

/// A step of a value's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ChainKind {
    /// The friction that it began with.
    Flow,
    /// A finding that the action closes.
    Finding,
    /// What was done about it.
    Action,
    /// What that cost.
    Cost,
    /// Before and after.
    Reading,
    /// The line of value.
    Line,
    /// What restated it later.
    Correction,
}

/// A figure that can be opened to its inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum LedgerFigure {
    CostCash,
    CostFull,
    Internal,
    Confirmed,
    Weighted,
    RatioCash,
    RatioFull,
    RatioWeighted,
    Corrected,
    RiskBox,
    HoursCarried,
    Cost,
    Recurring,
    LineGross,
    LineNet,
    LineConfirmed,
    LineWeighted,
    Correction,
    FlowTotal,
    FlowNet,
    FlowPart,
    FixValue,
    FixValueUncapped,
    ActionCash,
    ActionInternal,
    ActionConfirmed,
    Promised,
    DayRate,
    Days,
    Hours,
    Rate,
    Amount,
    Attribution,
    Weight,
    Baseline,
    After,
    Months,
}

/// What a quantity is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Unit {
    /// Minor units of the client's currency.
    Money,
    /// A share of 1.
    Share,
    /// A ratio.
    Ratio,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Months.
    Months,
    /// Words.
    Text,
}

/// A quantity with its unit. Exactly one of the two values is set; neither: it cannot be computed.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Quantity {
    /// Its unit.
    pub unit: Unit,
    /// An amount.
    pub money: Option<Money>,
    /// A number as exact decimal text, or words.
    pub text: Option<String>,
}

/// Which figure is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FigureQuery {
    /// The figure.
    pub figure: LedgerFigure,
    /// Of this month; null = all months, or a figure that belongs to a record.
    pub month: Option<MonthText>,
    /// From the first month on, up to this one.
    pub cumulated: bool,
    /// Id of a line, or code of a flow, finding or action.
    pub of: Option<String>,
}

/// One input of a figure.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FigureInput {
    /// What kind of figure it is; its name and formula in words stand in the catalogue.
    pub figure: LedgerFigure,
    /// Words of its own: of a line, of a month, of a record. Empty where the name says all.
    pub label: String,
    /// Its value.
    pub value: Quantity,
    /// It is taken away instead of added.
    pub minus: bool,
    /// The record that it comes from.
    pub record: Option<RecordRef>,
    /// The line that it comes from.
    pub line: Option<String>,
    /// How it opens further; null: it was entered as it is.
    pub open: Option<FigureQuery>,
}

/// A figure opened to its inputs.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// What was asked for.
    pub query: FigureQuery,
    /// Words of its own: of the line, the month, the record.
    pub label: String,
    /// Its value.
    pub value: Quantity,
    /// What it is made of, in the order of its formula.
    pub inputs: Vec<FigureInput>,
    /// Where in the description of the figures its rule stands, for example `8.2`.
    pub rule: String,
}

/// One step of a value's way.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChainStep {
    /// Kind of step.
    pub kind: ChainKind,
    /// The record; null for what stands in the ledger itself.
    pub record: Option<RecordRef>,
    /// Code or line id.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Month of a line.
    pub month: Option<MonthText>,
    /// Day of the step: done on, read on, confirmed on.
    pub on: Option<DateText>,
    /// Label of the person: owner, measurer, confirmer.
    pub by: Option<String>,
    /// Its numbers.
    pub figures: Vec<FigureInput>,
}

/// The way of a value from its friction to its line.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ValueChain {
    /// Id of the line.
    pub line: String,
    /// Its month.
    pub month: MonthText,
    /// What it says.
    pub title: String,
    /// How it counts.
    pub state: LineState,
    /// The steps that are known, in order.
    pub steps: Vec<ChainStep>,
    /// Kinds of steps that this line lacks.
    pub missing: Vec<ChainKind>,
    /// What makes it weak.
    pub warnings: Vec<Warning>,
    /// What speaks against it.
    pub checks: Vec<CheckItem>,
}
