//! Ways in, copies, seals and the end of a client.

use super::{SharedDesk, off_thread, on_vault, with_job};
use crate::desk::Session;
use crate::dialogs;
use crate::problem::{Problem, ProblemCode, Reply};
use crate::window;
use tauri::{AppHandle, State};
use valise_workbench::view::{
    AppState, BackupDone, BackupWish, ClientHead, ClientKeeping, Destroyed, DrillDone, PrintedKey, Rotated,
    Safekeeping, SealLevel, VaultCheck, WaysIn,
};
use valise_workbench::{Cancel, Sealed, Secret};

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
    let Some(path) = dialogs::save_pdf(&app, "valise-emergency-kit.pdf").await else {
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

/// Lets the system's credential store open the vault, or no longer.
#[tauri::command]
#[specta::specta]
pub async fn set_quick_unlock(desk: State<'_, SharedDesk>, on: bool) -> Reply<Safekeeping> {
    on_vault(desk, move |vault| {
        vault.set_quick_unlock(on)?;
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

/// How a client is sealed, its earlier states, the copies of it.
#[tauri::command]
#[specta::specta]
pub async fn client_keeping(desk: State<'_, SharedDesk>, id: String) -> Reply<ClientKeeping> {
    let desk = desk.inner().clone();
    off_thread(move || {
        // Only an open file tells which of its snapshots are newer than itself.
        match desk.state().client.is_some_and(|client| client.id == id) {
            true => desk.with_client(|client| client.keeping()),
            false => desk.with_vault(|vault| vault.client_keeping(&id)),
        }
    })
    .await
}

/// Takes a snapshot of a client now.
#[tauri::command]
#[specta::specta]
pub async fn take_snapshot(desk: State<'_, SharedDesk>, id: String) -> Reply<ClientKeeping> {
    on_closed(desk, move |vault| {
        vault.take_snapshot(&id, &Cancel::default())?;
        vault.client_keeping(&id)
    })
    .await
}

/// Sets a client back to a snapshot.
#[tauri::command]
#[specta::specta]
pub async fn restore_snapshot(
    desk: State<'_, SharedDesk>,
    id: String,
    snapshot: String,
) -> Reply<ClientKeeping> {
    on_closed(desk, move |vault| {
        vault.restore_snapshot(&id, &snapshot, &Cancel::default())?;
        vault.client_keeping(&id)
    })
    .await
}

/// Goes on with a file that was rolled back, as it stands. The client must be open.
#[tauri::command]
#[specta::specta]
pub async fn accept_rollback(desk: State<'_, SharedDesk>, id: String) -> Reply<ClientHead> {
    let desk = desk.inner().clone();
    off_thread(move || {
        desk.shift(|session| match session {
            Session::Client(client) if client.head().id == id => match client.accept_rollback() {
                Ok(client) => {
                    let head = client.head();
                    (Session::Client(Box::new(client)), Ok(head))
                }
                Err(unopened) => (Session::Vault(unopened.session), Err(unopened.problem)),
            },
            other => (other, Err(Problem::new(ProblemCode::NoClient))),
        })
    })
    .await
}

/// Seals a client at the other level. A Strict one has a sheet to print.
#[tauri::command]
#[specta::specta]
pub async fn set_level(
    desk: State<'_, SharedDesk>,
    id: String,
    level: SealLevel,
) -> Reply<Option<PrintedKey>> {
    on_closed(desk, move |vault| vault.set_level(&id, level)).await
}

/// The sheet of a Strict client, until it is confirmed.
#[tauri::command]
#[specta::specta]
pub async fn client_sheet(desk: State<'_, SharedDesk>, id: String) -> Reply<PrintedKey> {
    on_vault(desk, move |vault| vault.client_sheet(&id)).await
}

/// Writes a Strict client's sheet as a PDF. Its path, or null when the dialog was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn save_client_sheet(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    id: String,
) -> Reply<Option<String>> {
    let Some(path) = dialogs::save_pdf(&app, "valise-client-sheet.pdf").await else {
        return Ok(None);
    };
    on_vault(desk, move |vault| {
        vault.write_client_sheet(&id, &path)?;
        Ok(Some(path.display().to_string()))
    })
    .await
}

/// The sheet was printed, and two of its groups were typed back.
#[tauri::command]
#[specta::specta]
pub async fn confirm_sheet(
    desk: State<'_, SharedDesk>,
    id: String,
    first: String,
    second: String,
) -> Reply<()> {
    let (first, second) = (Secret::new(first), Secret::new(second));
    on_vault(desk, move |vault| {
        vault.confirm_sheet(&id, first.expose(), second.expose())
    })
    .await
}

/// New keys for one client. A Strict one has a new sheet to print.
#[tauri::command]
#[specta::specta]
pub async fn rotate_client(desk: State<'_, SharedDesk>, id: String) -> Reply<Option<PrintedKey>> {
    on_closed(desk, move |vault| vault.rotate_client(&id)).await
}

/// Destroys a client and writes the certificate. Null when the dialog for its place was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn destroy_client(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    id: String,
    codename: String,
) -> Reply<Option<Destroyed>> {
    let shared = desk.inner().clone();
    // What the certificate lists is read before anybody is asked where to put it.
    let plan =
        off_thread(move || shared.with_none_open(|vault| vault.plan_destruction(&id, &codename))).await?;
    let Some(path) = dialogs::save_pdf(&app, &plan.file_name()).await else {
        return Ok(None);
    };
    let shared = desk.inner().clone();
    off_thread(move || {
        shared
            .with_none_open(|vault| vault.destroy_client(plan, &path))
            .map(Some)
    })
    .await
}

/// Runs a use case for which no client may be open; the one that was open is opened again.
async fn on_closed<T: Send + 'static>(
    desk: State<'_, SharedDesk>,
    f: impl FnOnce(&mut valise_workbench::Vault) -> Reply<T> + Send + 'static,
) -> Reply<T> {
    let desk = desk.inner().clone();
    off_thread(move || desk.with_all_closed(f)).await
}
