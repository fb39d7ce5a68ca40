//! The value ledger and the month's work.

use super::{SharedDesk, on_client};
use crate::problem::Reply;
use tauri::{AppHandle, State};
use valise_workbench::view::{
    BuiltChange, Change, DecisionNeededChange, Explanation, FigureQuery, InboxJudgement, LedgerView,
    LineChange, MonthChange, MonthWork, NewCorrection, NewCost, NewDriftCheck, NewInboxNote, NewReading,
    NewRecurring, NewValue, RoundHead, SignMonth, StartLedger, ValueChain,
};

/// The ledger of an engagement, or of the first one that has or may have one.
#[tauri::command]
#[specta::specta]
pub async fn ledger(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    engagement: Option<String>,
) -> Reply<LedgerView> {
    on_client(app, desk, move |client| client.ledger(engagement.as_deref())).await
}

/// The way of a value from its friction to its line.
#[tauri::command]
#[specta::specta]
pub async fn ledger_chain(app: AppHandle, desk: State<'_, SharedDesk>, line: String) -> Reply<ValueChain> {
    on_client(app, desk, move |client| client.ledger_chain(&line)).await
}

/// A figure opened to its inputs.
#[tauri::command]
#[specta::specta]
pub async fn ledger_figure(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    query: FigureQuery,
) -> Reply<Explanation> {
    on_client(app, desk, move |client| client.ledger_figure(&query)).await
}

/// The month's work, step by step.
#[tauri::command]
#[specta::specta]
pub async fn month_work(app: AppHandle, desk: State<'_, SharedDesk>, month: String) -> Reply<MonthWork> {
    on_client(app, desk, move |client| client.month_work(&month)).await
}

/// Begins a ledger with the month of the first invoice.
#[tauri::command]
#[specta::specta]
pub async fn start_ledger(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    wish: StartLedger,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.start_ledger(&wish)).await
}

/// Opens the month after the last one.
#[tauri::command]
#[specta::specta]
pub async fn open_month(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.open_month()).await
}

/// Repeats the lines of the month before that still count; each waits for its new reading.
#[tauri::command]
#[specta::specta]
pub async fn repeat_month(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    month: String,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.repeat_month(&month)).await
}

/// Signs a month and locks it. Nothing before it can be undone.
#[tauri::command]
#[specta::specta]
pub async fn sign_month(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    sign: SignMonth,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.sign_month(&sign)).await
}

/// Changes one field of an open month.
#[tauri::command]
#[specta::specta]
pub async fn edit_month(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    change: MonthChange,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.edit_month(&change)).await
}

/// Sets the hours a month that the retainer covers; null removes them.
#[tauri::command]
#[specta::specta]
pub async fn set_hours_month(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    hours: Option<String>,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.set_hours_month(hours.as_deref())).await
}

/// Adds a cost to an open month.
#[tauri::command]
#[specta::specta]
pub async fn add_cost(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    cost: NewCost,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.add_cost(&cost)).await
}

/// Changes one field of a cost.
#[tauri::command]
#[specta::specta]
pub async fn edit_cost(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    change: LineChange,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.edit_cost(&change)).await
}

/// Takes a cost out of an open month.
#[tauri::command]
#[specta::specta]
pub async fn remove_cost(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    id: String,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.remove_cost(&id)).await
}

/// Adds a cost that returns every month.
#[tauri::command]
#[specta::specta]
pub async fn add_recurring(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    cost: NewRecurring,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.add_recurring(&cost)).await
}

/// Changes one field of a recurring cost that stands in no signed month.
#[tauri::command]
#[specta::specta]
pub async fn edit_recurring(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    change: LineChange,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.edit_recurring(&change)).await
}

/// Takes a recurring cost out; one that stands in a signed month ends with the last of these.
#[tauri::command]
#[specta::specta]
pub async fn remove_recurring(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    id: String,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.remove_recurring(&id)).await
}

/// Adds a line of value to an open month.
#[tauri::command]
#[specta::specta]
pub async fn add_value(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    value: NewValue,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.add_value(&value)).await
}

/// Changes one field of a line of value.
#[tauri::command]
#[specta::specta]
pub async fn edit_value(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    change: LineChange,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.edit_value(&change)).await
}

/// Takes a line of value out of an open month.
#[tauri::command]
#[specta::specta]
pub async fn remove_value(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    id: String,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.remove_value(&id)).await
}

/// Restates a confirmed line of an earlier month.
#[tauri::command]
#[specta::specta]
pub async fn add_correction(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    correction: NewCorrection,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.add_correction(&correction)).await
}

/// Changes one field of a correction.
#[tauri::command]
#[specta::specta]
pub async fn edit_correction(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    change: LineChange,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.edit_correction(&change)).await
}

/// Takes a correction out of an open month.
#[tauri::command]
#[specta::specta]
pub async fn remove_correction(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    id: String,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.remove_correction(&id)).await
}

/// Adds something built, or puts it in the place of another.
#[tauri::command]
#[specta::specta]
pub async fn put_built(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    built: BuiltChange,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.put_built(&built)).await
}

/// Takes something built out of an open month.
#[tauri::command]
#[specta::specta]
pub async fn remove_built(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    month: String,
    index: u32,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.remove_built(&month, index)).await
}

/// Adds a decision needed, or puts it in the place of another.
#[tauri::command]
#[specta::specta]
pub async fn put_decision_needed(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    decision: DecisionNeededChange,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| client.put_decision_needed(&decision)).await
}

/// Takes a decision needed out of an open month.
#[tauri::command]
#[specta::specta]
pub async fn remove_decision_needed(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    month: String,
    index: u32,
) -> Reply<Change<LedgerView>> {
    on_client(app, desk, move |client| {
        client.remove_decision_needed(&month, index)
    })
    .await
}

/// Accepts or drops something that happened.
#[tauri::command]
#[specta::specta]
pub async fn judge_event(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    judgement: InboxJudgement,
) -> Reply<Change<MonthWork>> {
    on_client(app, desk, move |client| client.judge_event(&judgement)).await
}

/// Takes a line down for the inbox of the month.
#[tauri::command]
#[specta::specta]
pub async fn capture_note(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    note: NewInboxNote,
) -> Reply<Change<MonthWork>> {
    on_client(app, desk, move |client| client.capture_note(&note)).await
}

/// Keeps the reading of an action's outcome.
#[tauri::command]
#[specta::specta]
pub async fn read_outcome(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    reading: NewReading,
) -> Reply<Change<MonthWork>> {
    on_client(app, desk, move |client| client.read_outcome(&reading)).await
}

/// Begins the monthly re-check on the answers of the one before.
#[tauri::command]
#[specta::specta]
pub async fn begin_recheck(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    month: String,
) -> Reply<Change<RoundHead>> {
    on_client(app, desk, move |client| client.begin_recheck(&month)).await
}

/// Records a second look at something closed.
#[tauri::command]
#[specta::specta]
pub async fn check_closed(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    check: NewDriftCheck,
) -> Reply<Change<MonthWork>> {
    on_client(app, desk, move |client| client.check_closed(&check)).await
}
