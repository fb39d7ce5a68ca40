//! Flows of work, what they cost, and the stopwatch beside them.

use super::{SharedDesk, on_client};
use crate::problem::Reply;
use tauri::{AppHandle, State};
use valise_workbench::view::{Change, FlowChange, FlowView, FrictionView, NewFlow};

/// Flows of an engagement, dearest first, with what they add up to.
#[tauri::command]
#[specta::specta]
pub async fn friction(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    engagement: Option<String>,
) -> Reply<FrictionView> {
    on_client(app, desk, move |client| client.friction(engagement.as_deref())).await
}

/// Adds a flow.
#[tauri::command]
#[specta::specta]
pub async fn add_flow(app: AppHandle, desk: State<'_, SharedDesk>, flow: NewFlow) -> Reply<Change<FlowView>> {
    on_client(app, desk, move |client| client.add_flow(&flow)).await
}

/// Changes one field of a flow.
#[tauri::command]
#[specta::specta]
pub async fn edit_flow(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    change: FlowChange,
) -> Reply<Change<FlowView>> {
    on_client(app, desk, move |client| client.edit_flow(&change)).await
}

/// Adds a watched case to a flow.
#[tauri::command]
#[specta::specta]
pub async fn add_timed_case(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    flow: String,
    seconds: u32,
    note: String,
) -> Reply<Change<FlowView>> {
    on_client(app, desk, move |client| {
        client.add_timed_case(&flow, seconds, &note)
    })
    .await
}

/// Takes a watched case out, by its place in the list.
#[tauri::command]
#[specta::specta]
pub async fn remove_timed_case(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    flow: String,
    at: u32,
) -> Reply<Change<FlowView>> {
    on_client(app, desk, move |client| client.remove_timed_case(&flow, at)).await
}

/// Takes the watched cases over as the hours of the flow.
#[tauri::command]
#[specta::specta]
pub async fn use_timed_cases(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    flow: String,
) -> Reply<Change<FlowView>> {
    on_client(app, desk, move |client| client.use_timed_cases(&flow)).await
}
