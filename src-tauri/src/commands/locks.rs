//! The lock, the cover and its PIN, and secrets on their way to the clipboard.

use super::{SharedDesk, off_thread};
use crate::locking::{self, Reason};
use crate::problem::{ProblemCode, Reply};
use serde::Deserialize;
use specta::Type;
use tauri::{AppHandle, State};
use valise_workbench::Secret;
use valise_workbench::view::AppState;

/// Drops the keys, and with them everything that the window held.
#[tauri::command]
#[specta::specta]
pub async fn lock(app: AppHandle) -> Reply<()> {
    off_thread(move || {
        locking::lock(&app, Reason::Key);
        Ok(())
    })
    .await
}

/// Covers the window. The vault stays open; the PIN lifts the cover.
#[tauri::command]
#[specta::specta]
pub async fn cover(app: AppHandle) -> Reply<()> {
    off_thread(move || locking::cover(&app, "key")).await
}

/// Lifts the cover. The last wrong PIN locks the vault.
#[tauri::command]
#[specta::specta]
pub async fn uncover(app: AppHandle, desk: State<'_, SharedDesk>, pin: String) -> Reply<AppState> {
    let pin = Secret::new(pin);
    let desk = desk.inner().clone();
    off_thread(move || match desk.uncover(&pin) {
        Ok(()) => Ok(desk.state()),
        Err(problem) => {
            if problem.code == ProblemCode::Sealed {
                locking::lock(&app, Reason::Pin);
            }
            Err(problem)
        }
    })
    .await
}

/// Sets or replaces the PIN of the cover.
#[tauri::command]
#[specta::specta]
pub async fn set_pin(desk: State<'_, SharedDesk>, pin: String) -> Reply<AppState> {
    let pin = Secret::new(pin);
    let desk = desk.inner().clone();
    off_thread(move || {
        desk.with_vault(|vault| vault.set_pin(&pin))?;
        desk.heed_rules();
        Ok(desk.state())
    })
    .await
}

/// Forgets the PIN: from then on the window is locked, never covered.
#[tauri::command]
#[specta::specta]
pub async fn remove_pin(desk: State<'_, SharedDesk>) -> Reply<AppState> {
    let desk = desk.inner().clone();
    off_thread(move || {
        desk.with_vault(|vault| vault.remove_pin())?;
        desk.heed_rules();
        Ok(desk.state())
    })
    .await
}

/// The window has saved what was typed.
#[tauri::command]
#[specta::specta]
pub async fn flushed(desk: State<'_, SharedDesk>, turn: u32) -> Reply<()> {
    desk.saves.done(turn);
    Ok(())
}

/// A key was pressed or the pointer moved.
#[tauri::command]
#[specta::specta]
pub async fn activity(desk: State<'_, SharedDesk>) -> Reply<()> {
    desk.touch();
    Ok(())
}

/// Six words for a new vault, drawn by chance. Rust keeps them until the vault is made.
#[tauri::command]
#[specta::specta]
pub async fn suggest_passphrase(desk: State<'_, SharedDesk>) -> Reply<String> {
    desk.suggest()
}

/// A secret that Rust holds and that can be copied. The window names it; its text does not come from there.
#[derive(Debug, Clone, Copy, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Sensitive {
    /// What `suggest_passphrase` drew last.
    SuggestedPassphrase,
}

/// Copies a secret, marked as one, for fifteen seconds at most.
#[tauri::command]
#[specta::specta]
pub async fn copy_sensitive(desk: State<'_, SharedDesk>, what: Sensitive) -> Reply<()> {
    let desk = desk.inner().clone();
    off_thread(move || match what {
        Sensitive::SuggestedPassphrase => desk.copy_suggestion(),
    })
    .await
}
