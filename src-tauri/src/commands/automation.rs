//! Automation cases.

use super::{SharedDesk, on_client};
use crate::problem::Reply;
use tauri::{AppHandle, State};
use valise_workbench::view::{AutomationCase, AutomationChange, AutomationRow, Change};

/// Automation cases of an engagement, the largest net benefit first.
#[tauri::command]
#[specta::specta]
pub async fn automation_cases(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    engagement: Option<String>,
) -> Reply<Vec<AutomationRow>> {
    on_client(app, desk, move |client| {
        client.automation_cases(engagement.as_deref())
    })
    .await
}

/// The automation case of a flow.
#[tauri::command]
#[specta::specta]
pub async fn automation_case(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    flow: String,
) -> Reply<AutomationCase> {
    on_client(app, desk, move |client| client.automation_case(&flow)).await
}

/// Changes one thing of an automation case.
#[tauri::command]
#[specta::specta]
pub async fn edit_automation(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    change: AutomationChange,
) -> Reply<Change<AutomationCase>> {
    on_client(app, desk, move |client| client.edit_automation(&change)).await
}
