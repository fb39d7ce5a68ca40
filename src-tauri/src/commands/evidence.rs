//! Evidence by dialog, drop and paste; its pictures as bytes.

use super::{SharedDesk, off_thread, on_client};
use crate::events::{Changed, Progress};
use crate::problem::{Problem, ProblemCode, Reply};
use crate::{dialogs, drops};
use std::path::PathBuf;
use tauri::ipc::Response;
use tauri::{AppHandle, State};
use tauri_specta::Event;
use valise_workbench::view::{Change, EvidenceChange, EvidenceHead};

/// Attaches files that the consultant chooses. Null when the dialog was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn attach_evidence(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    finding: Option<String>,
) -> Reply<Option<Change<Vec<EvidenceHead>>>> {
    let Some(files) = dialogs::evidence_files(&app).await else {
        return Ok(None);
    };
    attach(app, desk, files, finding).await.map(Some)
}

/// Attaches files that were dropped on the window.
#[tauri::command]
#[specta::specta]
pub async fn attach_dropped(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    token: String,
    finding: Option<String>,
) -> Reply<Change<Vec<EvidenceHead>>> {
    let files = desk.take_dropped(&token)?;
    drops::check(&files)?;
    attach(app, desk, files, finding).await
}

async fn attach(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    files: Vec<PathBuf>,
    finding: Option<String>,
) -> Reply<Change<Vec<EvidenceHead>>> {
    let desk = desk.inner().clone();
    off_thread(move || {
        let job = desk.begin("attach");
        let mut tell = |done: u64, total: u64| {
            Progress {
                job: "attach".into(),
                done,
                total,
                stage: "attach".into(),
            }
            .emit(&app)
            .ok();
        };
        desk.with_client(|client| {
            let reply = client.attach_files(&files, finding.as_deref(), &mut tell, &job);
            Changed {
                kinds: client.take_changed_sections(),
            }
            .emit(&app)
            .ok();
            reply
        })
    })
    .await
}

/// Attaches the picture on the system's clipboard.
#[tauri::command]
#[specta::specta]
pub async fn paste_evidence(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    finding: Option<String>,
) -> Reply<Change<EvidenceHead>> {
    let image = off_thread(|| {
        let empty = || Problem::new(ProblemCode::ClipboardEmpty);
        let image = arboard::Clipboard::new()
            .and_then(|mut board| board.get_image())
            .map_err(|_| empty())?;
        let side = |n: usize| u32::try_from(n).map_err(|_| Problem::new(ProblemCode::TooLarge));
        Ok((side(image.width)?, side(image.height)?, image.bytes.into_owned()))
    })
    .await?;
    on_client(app, desk, move |client| {
        client.attach_pixels(image.0, image.1, &image.2, finding.as_deref())
    })
    .await
}

/// Changes the words of a piece of evidence.
#[tauri::command]
#[specta::specta]
pub async fn edit_evidence(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    change: EvidenceChange,
) -> Reply<Change<EvidenceHead>> {
    on_client(app, desk, move |client| client.edit_evidence(&change)).await
}

/// The picture as PNG bytes, at most `max_width` wide; 0 = as stored.
#[tauri::command]
pub async fn evidence_image(desk: State<'_, SharedDesk>, id: String, max_width: u32) -> Reply<Response> {
    let desk = desk.inner().clone();
    off_thread(move || desk.with_client(|client| client.evidence_image(&id, max_width)))
        .await
        .map(Response::new)
}
