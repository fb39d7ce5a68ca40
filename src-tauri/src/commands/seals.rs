//! How a client is sealed, its earlier states, and its end.

use super::{SharedDesk, off_thread, on_vault};
use crate::desk::Session;
use crate::dialogs;
use crate::problem::{Problem, ProblemCode, Reply};
use tauri::{AppHandle, State};
use valise_workbench::view::{ClientHead, ClientKeeping, Destroyed, DestroyedClient, PrintedKey, SealLevel};
use valise_workbench::{Cancel, Secret};

/// Title of the dialog for a certificate's place.
const CERTIFICATE: &str = "Save the certificate";

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
    let Some(path) = dialogs::save_pdf(&app, "Save the sheet", "valise-client-sheet.pdf").await else {
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
    let Some(path) = dialogs::save_pdf(&app, CERTIFICATE, &plan.file_name()).await else {
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

/// The clients that were destroyed in this vault.
#[tauri::command]
#[specta::specta]
pub async fn destroyed_clients(desk: State<'_, SharedDesk>) -> Reply<Vec<DestroyedClient>> {
    on_vault(desk, |vault| vault.destroyed_clients()).await
}

/// Writes the certificate of a destruction once more. Its path, or null when the dialog was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn save_certificate(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    id: String,
) -> Reply<Option<String>> {
    let Some(path) = dialogs::save_pdf(&app, CERTIFICATE, "valise-certificate-of-destruction.pdf").await
    else {
        return Ok(None);
    };
    on_vault(desk, move |vault| {
        vault.write_certificate_again(&id, &path)?;
        Ok(Some(path.display().to_string()))
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
