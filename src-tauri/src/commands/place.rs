//! Where the vault lies.

use super::{SharedDesk, off_thread};
use crate::dialogs;
use crate::problem::Reply;
use tauri::{AppHandle, State};
use valise_workbench::view::AppState;

/// Goes to a vault in a folder that the consultant chooses, remembered for the next start. Null when the dialog was
/// cancelled. Refused while a vault is open.
#[tauri::command]
#[specta::specta]
pub async fn open_other_vault(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<Option<AppState>> {
    let Some(folder) = dialogs::folder(&app, "Choose the folder of a vault").await else {
        return Ok(None);
    };
    let desk = desk.inner().clone();
    off_thread(move || {
        desk.go_to(Some(&folder))?;
        Ok(Some(desk.state()))
    })
    .await
}

/// Goes back to the usual place.
#[tauri::command]
#[specta::specta]
pub async fn open_usual_vault(desk: State<'_, SharedDesk>) -> Reply<AppState> {
    let desk = desk.inner().clone();
    off_thread(move || {
        desk.go_to(None)?;
        Ok(desk.state())
    })
    .await
}
