//! Ways into the vault, and copies of it.

use super::{SharedDesk, off_thread, on_vault, with_job};
use crate::desk::Session;
use crate::dialogs;
use crate::problem::Reply;
use crate::window;
use tauri::{AppHandle, State};
use valise_workbench::view::{
    AppState, BackupDone, BackupWish, DrillDone, PrintedKey, Rotated, Safekeeping, VaultCheck, WaysIn,
};
use valise_workbench::{Sealed, Secret};

/// What opens the vault besides its passphrase, told before it is open.
#[tauri::command]
#[specta::specta]
pub async fn ways_in(desk: State<'_, SharedDesk>) -> Reply<WaysIn> {
    let desk = desk.inner().clone();
    off_thread(move || Ok(desk.sealed().ways())).await
}

/// Opens the vault with the secret in the system's credential store.
#[tauri::command]
#[specta::specta]
pub async fn unlock_quick(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<AppState> {
    let desk = desk.inner().clone();
    off_thread(move || {
        enter(&desk, Sealed::unlock_quick)?;
        Ok(shown(&app, &desk))
    })
    .await
}

/// Opens the vault with its recovery key and sets a passphrase.
#[tauri::command]
#[specta::specta]
pub async fn recover(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    key: String,
    next: String,
) -> Reply<AppState> {
    let (key, next) = (Secret::new(key), Secret::new(next));
    let window = app.clone();
    with_job(app, desk, "derive", move |desk, _, cancel| {
        enter(desk, |sealed| sealed.recover(&key, &next, cancel))?;
        Ok(shown(&window, desk))
    })
    .await
}

/// The state of a vault that was just opened, with its window kept out of captures if it says so.
fn shown(app: &AppHandle, desk: &SharedDesk) -> AppState {
    let state = desk.state();
    window::hide_from_capture(app, state.preferences.hide_from_capture);
    state
}

fn enter(
    desk: &SharedDesk,
    open: impl FnOnce(Sealed) -> Result<valise_workbench::Vault, valise_workbench::Unopened<Sealed>>,
) -> Reply<()> {
    let reply = desk.shift(|session| match session {
        Session::Sealed(sealed) => match open(sealed) {
            Ok(vault) => (Session::Vault(vault), Ok(())),
            Err(unopened) => (Session::Sealed(unopened.session), Err(unopened.problem)),
        },
        other => (other, Ok(())),
    });
    desk.touch();
    reply
}

/// Puts a backup at the vault's place, where there is no vault. Its name, or null when the dialog was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn restore_backup(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<Option<String>> {
    let Some(folder) = dialogs::folder(&app, "Choose the folder of a backup").await else {
        return Ok(None);
    };
    with_job(app, desk, "restore", move |desk, tell, cancel| {
        let done: BackupDone = desk.sealed().restore_backup(&folder, tell, cancel)?;
        Ok(Some(done.name))
    })
    .await
}

/// How the vault is kept.
#[tauri::command]
#[specta::specta]
pub async fn safekeeping(desk: State<'_, SharedDesk>) -> Reply<Safekeeping> {
    on_vault(desk, |vault| vault.safekeeping()).await
}

/// Draws a recovery key. It opens nothing until two of its groups were typed back.
#[tauri::command]
#[specta::specta]
pub async fn begin_recovery_key(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    passphrase: String,
) -> Reply<PrintedKey> {
    let passphrase = Secret::new(passphrase);
    with_job(app, desk, "derive", move |desk, _, cancel| {
        desk.with_vault(|vault| vault.begin_recovery_key(&passphrase, cancel))
    })
    .await
}

/// Writes the Emergency Kit of the key that was drawn. Its path, or null when the dialog was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn save_recovery_kit(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<Option<String>> {
    let Some(path) = dialogs::save_pdf(&app, "Save the Emergency Kit", "valise-emergency-kit.pdf").await
    else {
        return Ok(None);
    };
    on_vault(desk, move |vault| {
        vault.write_recovery_kit(&path)?;
        Ok(Some(path.display().to_string()))
    })
    .await
}

/// Takes the recovery key into use.
#[tauri::command]
#[specta::specta]
pub async fn confirm_recovery_key(
    desk: State<'_, SharedDesk>,
    first: String,
    second: String,
) -> Reply<Safekeeping> {
    let (first, second) = (Secret::new(first), Secret::new(second));
    on_vault(desk, move |vault| {
        vault.confirm_recovery_key(first.expose(), second.expose())?;
        vault.safekeeping()
    })
    .await
}

/// Lets the system's credential store open the vault.
#[tauri::command]
#[specta::specta]
pub async fn enable_quick_unlock(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    passphrase: String,
) -> Reply<Safekeeping> {
    let passphrase = Secret::new(passphrase);
    with_job(app, desk, "derive", move |desk, _, cancel| {
        desk.with_vault(|vault| {
            vault.enable_quick_unlock(&passphrase, cancel)?;
            vault.safekeeping()
        })
    })
    .await
}

/// The system's credential store opens the vault no longer.
#[tauri::command]
#[specta::specta]
pub async fn disable_quick_unlock(desk: State<'_, SharedDesk>) -> Reply<Safekeeping> {
    on_vault(desk, |vault| {
        vault.disable_quick_unlock()?;
        vault.safekeeping()
    })
    .await
}

/// New keys for the vault.
#[tauri::command]
#[specta::specta]
pub async fn rotate_vault(app: AppHandle, desk: State<'_, SharedDesk>, passphrase: String) -> Reply<Rotated> {
    let passphrase = Secret::new(passphrase);
    with_job(app, desk, "rotate", move |desk, tell, cancel| {
        desk.with_all_closed(|vault| vault.rotate(&passphrase, tell, cancel))
    })
    .await
}

/// Copies the vault into a folder that the consultant chooses. Null when the dialog was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn back_up(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    wish: BackupWish,
) -> Reply<Option<BackupDone>> {
    let Some(folder) = dialogs::folder(&app, "Where to put the backup").await else {
        return Ok(None);
    };
    with_job(app, desk, "backup", move |desk, tell, cancel| {
        desk.with_all_closed(|vault| vault.back_up(&folder, wish, tell, cancel))
            .map(Some)
    })
    .await
}

/// Restores a backup aside, opens and reads all of it, and removes it again. Null when the dialog was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn drill_backup(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    passphrase: String,
) -> Reply<Option<DrillDone>> {
    let passphrase = Secret::new(passphrase);
    let Some(folder) = dialogs::folder(&app, "Choose the folder of a backup").await else {
        return Ok(None);
    };
    with_job(app, desk, "drill", move |desk, tell, cancel| {
        desk.with_vault(|vault| vault.drill_backup(&folder, &passphrase, tell, cancel))
            .map(Some)
    })
    .await
}

/// Somebody says that a copy is gone.
#[tauri::command]
#[specta::specta]
pub async fn forget_copy(desk: State<'_, SharedDesk>, id: String) -> Reply<Safekeeping> {
    on_vault(desk, move |vault| {
        vault.forget_copy(&id)?;
        vault.safekeeping()
    })
    .await
}

/// Days after which a backup is due; 0 reminds of none.
#[tauri::command]
#[specta::specta]
pub async fn set_backup_reminder(desk: State<'_, SharedDesk>, days: u16) -> Reply<Safekeeping> {
    on_vault(desk, move |vault| {
        vault.set_backup_reminder(days)?;
        vault.safekeeping()
    })
    .await
}

/// Looks at every client byte by byte.
#[tauri::command]
#[specta::specta]
pub async fn check_vault(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<VaultCheck> {
    with_job(app, desk, "check", move |desk, tell, cancel| {
        desk.with_all_closed(|vault| vault.check(tell, cancel))
    })
    .await
}
