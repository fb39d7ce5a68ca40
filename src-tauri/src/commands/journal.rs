//! Undo, versions, trash, drafts, search.

use super::{SharedDesk, on_client};
use crate::problem::Reply;
use tauri::{AppHandle, State};
use valise_workbench::view::{Change, Draft, Hit, RecordCard, Trashed, Version};

/// Takes back the last change of this session.
#[tauri::command]
#[specta::specta]
pub async fn undo(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<Change<()>> {
    on_client(app, desk, |client| client.undo()).await
}

/// Does again what was taken back.
#[tauri::command]
#[specta::specta]
pub async fn redo(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<Change<()>> {
    on_client(app, desk, |client| client.redo()).await
}

/// Versions of a record, newest first.
#[tauri::command]
#[specta::specta]
pub async fn history(app: AppHandle, desk: State<'_, SharedDesk>, id: String) -> Reply<Vec<Version>> {
    on_client(app, desk, move |client| client.history(&id)).await
}

/// Makes an earlier version the present one.
#[tauri::command]
#[specta::specta]
pub async fn restore_version(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    id: String,
    seq: u32,
) -> Reply<Change<()>> {
    on_client(app, desk, move |client| client.restore_version(&id, seq)).await
}

/// Puts a record into the trash.
#[tauri::command]
#[specta::specta]
pub async fn trash_record(app: AppHandle, desk: State<'_, SharedDesk>, id: String) -> Reply<Change<()>> {
    on_client(app, desk, move |client| client.trash_record(&id)).await
}

/// Takes a record out of the trash.
#[tauri::command]
#[specta::specta]
pub async fn restore_record(app: AppHandle, desk: State<'_, SharedDesk>, id: String) -> Reply<Change<()>> {
    on_client(app, desk, move |client| client.restore_record(&id)).await
}

/// Erases a record of the trash for good.
#[tauri::command]
#[specta::specta]
pub async fn erase_record(app: AppHandle, desk: State<'_, SharedDesk>, id: String) -> Reply<()> {
    on_client(app, desk, move |client| client.erase_record(&id)).await
}

/// What lies in the trash.
#[tauri::command]
#[specta::specta]
pub async fn trash(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<Vec<Trashed>> {
    on_client(app, desk, |client| client.trash()).await
}

/// Keeps what is being typed.
#[tauri::command]
#[specta::specta]
pub async fn save_draft(app: AppHandle, desk: State<'_, SharedDesk>, key: String, text: String) -> Reply<()> {
    on_client(app, desk, move |client| client.save_draft(&key, &text)).await
}

/// What was being typed.
#[tauri::command]
#[specta::specta]
pub async fn drafts(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<Vec<Draft>> {
    on_client(app, desk, |client| client.drafts()).await
}

/// Finds words in the open client and in the question bank.
#[tauri::command]
#[specta::specta]
pub async fn search(app: AppHandle, desk: State<'_, SharedDesk>, text: String) -> Reply<Vec<Hit>> {
    on_client(app, desk, move |client| client.search(&text)).await
}

/// One record as a person reads it.
#[tauri::command]
#[specta::specta]
pub async fn record_card(app: AppHandle, desk: State<'_, SharedDesk>, id: String) -> Reply<RecordCard> {
    on_client(app, desk, move |client| client.record_card(&id)).await
}
