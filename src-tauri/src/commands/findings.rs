//! Findings and templates.

use super::{SharedDesk, on_client};
use crate::problem::Reply;
use tauri::{AppHandle, State};
use valise_workbench::view::{
    Change, FindingChange, FindingDetail, FindingRow, InputValue, LossDriver, RaiseFinding, TemplateCard,
    TemplateDetail,
};

/// Findings of an engagement, worst first.
#[tauri::command]
#[specta::specta]
pub async fn findings(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    engagement: Option<String>,
) -> Reply<Vec<FindingRow>> {
    on_client(app, desk, move |client| client.findings(engagement.as_deref())).await
}

/// One finding, whole.
#[tauri::command]
#[specta::specta]
pub async fn finding(app: AppHandle, desk: State<'_, SharedDesk>, id: String) -> Reply<FindingDetail> {
    on_client(app, desk, move |client| client.finding(&id)).await
}

/// One template, whole.
#[tauri::command]
#[specta::specta]
pub async fn template(app: AppHandle, desk: State<'_, SharedDesk>, id: String) -> Reply<TemplateDetail> {
    on_client(app, desk, move |client| client.template(&id)).await
}

/// Templates whose words match.
#[tauri::command]
#[specta::specta]
pub async fn search_templates(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    text: String,
) -> Reply<Vec<TemplateCard>> {
    on_client(app, desk, move |client| Ok(client.search_templates(&text))).await
}

/// The loss of a template with these inputs.
#[tauri::command]
#[specta::specta]
pub async fn price_template(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    id: String,
    inputs: Vec<InputValue>,
) -> Reply<Vec<LossDriver>> {
    on_client(app, desk, move |client| client.price_template(&id, &inputs)).await
}

/// Raises a finding.
#[tauri::command]
#[specta::specta]
pub async fn raise_finding(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    finding: RaiseFinding,
) -> Reply<Change<FindingDetail>> {
    on_client(app, desk, move |client| client.raise_finding(&finding)).await
}

/// Changes one field of a finding.
#[tauri::command]
#[specta::specta]
pub async fn edit_finding(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    change: FindingChange,
) -> Reply<Change<FindingDetail>> {
    on_client(app, desk, move |client| client.edit_finding(&change)).await
}

/// Makes a template of a finding, without the client's facts.
#[tauri::command]
#[specta::specta]
pub async fn save_template(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    finding: String,
) -> Reply<Change<String>> {
    on_client(app, desk, move |client| client.save_template(&finding)).await
}
