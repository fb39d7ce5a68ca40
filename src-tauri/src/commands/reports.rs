//! Reports: what can be chosen, what speaks against it, how it looks, the file.

use super::{SharedDesk, off_thread, on_client};
use crate::dialogs;
use crate::events::Progress;
use crate::jobs::Job;
use crate::problem::{Problem, ProblemCode, Reply};
use tauri::ipc::Response;
use tauri::{AppHandle, State};
use tauri_specta::Event;
use valise_workbench::Press;
use valise_workbench::view::{Exported, PreviewPages, ReportCheck, ReportOptions, ReportParams};

/// Engagements, audiences, sections and branding to choose from.
#[tauri::command]
#[specta::specta]
pub async fn report_options(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<ReportOptions> {
    on_client(app, desk, |client| client.report_options()).await
}

/// What leaves the vault, and what speaks against it.
#[tauri::command]
#[specta::specta]
pub async fn check_report(desk: State<'_, SharedDesk>, params: ReportParams) -> Reply<ReportCheck> {
    let desk = desk.inner().clone();
    off_thread(move || {
        let job = desk.begin("check");
        let plan = desk.with_client(|client| client.plan_report(&params))?;
        at_the_press(&desk, &job, |press| press.check_until(&plan, &job))
    })
    .await
}

/// Typesets the report for the screen. A newer request stops an older one.
#[tauri::command]
#[specta::specta]
pub async fn preview_report(desk: State<'_, SharedDesk>, params: ReportParams) -> Reply<PreviewPages> {
    let desk = desk.inner().clone();
    off_thread(move || {
        desk.cancel("preview");
        let job = desk.begin("preview");
        let plan = desk.with_client(|client| client.plan_report(&params))?;
        at_the_press(&desk, &job, |press| press.preview(&plan, &job))
    })
    .await
}

/// One page of the preview as PNG bytes.
#[tauri::command]
pub async fn preview_page(
    desk: State<'_, SharedDesk>,
    key: String,
    index: u32,
    width: u32,
) -> Reply<Response> {
    let desk = desk.inner().clone();
    off_thread(move || desk.press().page(&key, index, width))
        .await
        .map(Response::new)
}

/// Writes the PDF where the consultant says. `shown` names the pictures that were looked at. Null when cancelled.
#[tauri::command]
#[specta::specta]
pub async fn export_report(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    params: ReportParams,
    password: Option<String>,
    shown: Vec<String>,
) -> Reply<Option<Exported>> {
    let name = desk.with_client(|client| Ok(client.report_file_name(&params)))?;
    let Some(path) = dialogs::save_pdf(&app, "Export the report", &name).await else {
        return Ok(None);
    };
    let desk = desk.inner().clone();
    off_thread(move || {
        let job = desk.begin("export");
        Progress {
            job: "export".into(),
            done: 0,
            total: 0,
            stage: "typeset".into(),
        }
        .emit(&app)
        .ok();
        let plan = desk.with_client(|client| client.plan_report(&params))?;
        let pdf = at_the_press(&desk, &job, |press| {
            press.export(&plan, password.as_deref(), &shown, &job)
        })?;
        desk.with_client(|client| client.deliver_report(&plan, &pdf, &path))
            .map(Some)
    })
    .await
}

/// Waits for the press. Work that was called off meanwhile sets no page: after a lock none may be there.
fn at_the_press<T>(desk: &SharedDesk, job: &Job, work: impl FnOnce(&mut Press) -> Reply<T>) -> Reply<T> {
    let mut press = desk.press();
    if job.is_cancelled() {
        return Err(Problem::new(ProblemCode::Cancelled));
    }
    work(&mut press)
}
