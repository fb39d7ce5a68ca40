//! Vault, locks, clients, preferences.

use super::{SharedDesk, off_thread, on_client, on_vault};
use crate::desk::Session;
use crate::dialogs;
use crate::events::Progress;
use crate::problem::{Problem, ProblemCode, Reply};
use crate::window;
use tauri::{AppHandle, State};
use tauri_specta::Event;
use valise_workbench::view::{
    AppState, Branding, ClientCard, ClientHead, Created, Imported, NewClient, Preferences, Strength,
};
use valise_workbench::{Client, KdfPolicy, Secret, Unopened, Vault};

/// Vault, client and preferences.
#[tauri::command]
#[specta::specta]
pub async fn app_state(desk: State<'_, SharedDesk>) -> Reply<AppState> {
    let desk = desk.inner().clone();
    off_thread(move || Ok(desk.state())).await
}

/// Judges a passphrase while it is typed.
#[tauri::command]
#[specta::specta]
pub async fn passphrase_strength(text: String) -> Reply<Strength> {
    let text = Secret::new(text);
    off_thread(move || Ok(valise_workbench::strength(text.expose()))).await
}

/// Makes a vault and opens it.
#[tauri::command]
#[specta::specta]
pub async fn create_vault(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    passphrase: String,
) -> Reply<AppState> {
    open_door(app, desk, Secret::new(passphrase), true).await
}

/// Opens the vault.
#[tauri::command]
#[specta::specta]
pub async fn unlock(app: AppHandle, desk: State<'_, SharedDesk>, passphrase: String) -> Reply<AppState> {
    open_door(app, desk, Secret::new(passphrase), false).await
}

async fn open_door(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    passphrase: Secret,
    create: bool,
) -> Reply<AppState> {
    let desk = desk.inner().clone();
    off_thread(move || {
        let job = desk.begin("derive");
        Progress {
            job: "derive".into(),
            done: 0,
            total: 0,
            stage: "derive".into(),
        }
        .emit(&app)
        .ok();
        let reply = desk.shift(|session| match session {
            Session::Sealed(sealed) => {
                let door = if create {
                    sealed.create(passphrase.expose(), KdfPolicy::Calibrate, &job)
                } else {
                    sealed.unlock(passphrase.expose(), &job)
                };
                match door {
                    Ok(vault) => (Session::Vault(vault), Ok(())),
                    Err(unopened) => (Session::Sealed(unopened.session), Err(unopened.problem)),
                }
            }
            other => (other, Ok(())),
        });
        drop(job);
        desk.touch();
        let state = reply.map(|()| desk.state())?;
        window::hide_from_capture(&app, state.preferences.hide_from_capture);
        Ok(state)
    })
    .await
}

/// Stops a running job.
#[tauri::command]
#[specta::specta]
pub async fn cancel_job(desk: State<'_, SharedDesk>, job: String) -> Reply<()> {
    desk.cancel(&job);
    Ok(())
}

/// Replaces the passphrase. The keys of the clients stay the same.
#[tauri::command]
#[specta::specta]
pub async fn change_passphrase(desk: State<'_, SharedDesk>, current: String, next: String) -> Reply<()> {
    let (current, next) = (Secret::new(current), Secret::new(next));
    let job = desk.begin("derive");
    on_vault(desk, move |vault| {
        vault.change_passphrase(current.expose(), next.expose(), &job)
    })
    .await
}

/// The clients, by what the registry knows.
#[tauri::command]
#[specta::specta]
pub async fn list_clients(desk: State<'_, SharedDesk>) -> Reply<Vec<ClientCard>> {
    on_vault(desk, |vault| vault.clients()).await
}

/// Makes a client and opens it.
#[tauri::command]
#[specta::specta]
pub async fn create_client(desk: State<'_, SharedDesk>, client: NewClient) -> Reply<Created> {
    let desk = desk.inner().clone();
    off_thread(move || {
        let (id, sheet) = desk.with_vault(|vault| vault.create_client(&client))?;
        enter(&desk, &id).map(|head| Created { head, sheet })
    })
    .await
}

/// Opens a client; the one that was open is closed.
#[tauri::command]
#[specta::specta]
pub async fn open_client(desk: State<'_, SharedDesk>, id: String) -> Reply<ClientHead> {
    let desk = desk.inner().clone();
    off_thread(move || enter(&desk, &id)).await
}

/// Opens a Strict client with what was typed from its printed sheet.
#[tauri::command]
#[specta::specta]
pub async fn open_client_with_sheet(
    desk: State<'_, SharedDesk>,
    id: String,
    sheet: String,
) -> Reply<ClientHead> {
    let desk = desk.inner().clone();
    let sheet = Secret::new(sheet);
    off_thread(move || enter_by(&desk, |vault| vault.open_with_sheet(&id, sheet.expose()))).await
}

fn enter(desk: &SharedDesk, id: &str) -> Reply<ClientHead> {
    enter_by(desk, |vault| vault.open(id))
}

fn enter_by(
    desk: &SharedDesk,
    open: impl FnOnce(Vault) -> Result<Client, Unopened<Vault>>,
) -> Reply<ClientHead> {
    desk.close_client()?;
    desk.shift(|session| match session {
        Session::Vault(vault) => match open(vault) {
            Ok(client) => {
                client.note_opened();
                let head = client.head();
                (Session::Client(Box::new(client)), Ok(head))
            }
            Err(unopened) => (Session::Vault(unopened.session), Err(unopened.problem)),
        },
        other => (other, Err(Problem::new(ProblemCode::Sealed))),
    })
}

/// Closes the open client.
#[tauri::command]
#[specta::specta]
pub async fn close_client(desk: State<'_, SharedDesk>) -> Reply<()> {
    let desk = desk.inner().clone();
    off_thread(move || desk.close_client()).await
}

/// Takes in a client file that the consultant chooses. Null when the dialog was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn import_client(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<Option<Imported>> {
    let Some(file) = dialogs::client_file(&app).await else {
        return Ok(None);
    };
    let desk = desk.inner().clone();
    off_thread(move || {
        let job = desk.begin("import");
        let mut tell = |done: u64, total: u64| {
            Progress {
                job: "import".into(),
                done,
                total,
                stage: "import".into(),
            }
            .emit(&app)
            .ok();
        };
        desk.close_client()?;
        desk.with_vault(|vault| vault.import_file(&file, None, &mut tell, &job))
            .map(Some)
    })
    .await
}

/// Writes a client in the open format. The file's path, or null when the dialog was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn export_client(app: AppHandle, desk: State<'_, SharedDesk>, id: String) -> Reply<Option<String>> {
    let Some(file) = dialogs::save_client(&app).await else {
        return Ok(None);
    };
    let desk = desk.inner().clone();
    off_thread(move || {
        let open = desk.state().client.is_some_and(|client| client.id == id);
        if open {
            desk.with_client(|client| client.export_file(&file))?;
        } else {
            desk.with_vault(|vault| vault.export_file(&id, &file))?;
        }
        Ok(Some(file.display().to_string()))
    })
    .await
}

/// Adds the three sample clients.
#[tauri::command]
#[specta::specta]
pub async fn add_samples(desk: State<'_, SharedDesk>) -> Reply<Vec<ClientCard>> {
    on_vault(desk, |vault| vault.add_samples()).await
}

/// Removes the sample clients; the number of those that went.
#[tauri::command]
#[specta::specta]
pub async fn remove_samples(desk: State<'_, SharedDesk>) -> Reply<u32> {
    let desk = desk.inner().clone();
    off_thread(move || {
        if desk.state().client.is_some_and(|client| client.sample) {
            desk.close_client()?;
        }
        desk.with_vault(|vault| vault.remove_samples())
    })
    .await
}

/// Keeps how the window looks and when it locks.
#[tauri::command]
#[specta::specta]
pub async fn save_preferences(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    preferences: Preferences,
) -> Reply<Preferences> {
    let desk = desk.inner().clone();
    off_thread(move || {
        let kept = desk.with_vault(|vault| vault.save_preferences(preferences))?;
        desk.heed_rules();
        window::hide_from_capture(&app, kept.hide_from_capture);
        Ok(kept)
    })
    .await
}

/// The practice's looks.
#[tauri::command]
#[specta::specta]
pub async fn branding(desk: State<'_, SharedDesk>) -> Reply<Branding> {
    on_vault(desk, |vault| Ok(vault.branding())).await
}

/// Keeps the practice's looks.
#[tauri::command]
#[specta::specta]
pub async fn save_branding(desk: State<'_, SharedDesk>, branding: Branding) -> Reply<Branding> {
    on_vault(desk, move |vault| vault.save_branding(branding)).await
}

/// Takes a logo that the consultant chooses. Null when the dialog was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn choose_logo(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<Option<Branding>> {
    let Some(file) = dialogs::logo(&app).await else {
        return Ok(None);
    };
    on_vault(desk, move |vault| vault.set_logo(&file)).await.map(Some)
}

/// Writes the own questions and templates of the open client to a file.
#[tauri::command]
#[specta::specta]
pub async fn export_bank(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<Option<String>> {
    let Some(file) = dialogs::save_bank(&app).await else {
        return Ok(None);
    };
    let path = file.display().to_string();
    on_client(app, desk, move |client| client.export_bank(&file))
        .await
        .map(|()| Some(path))
}

/// Reads own questions and templates from a file; how many came in.
#[tauri::command]
#[specta::specta]
pub async fn import_bank(app: AppHandle, desk: State<'_, SharedDesk>) -> Reply<Option<u32>> {
    let Some(file) = dialogs::bank_file(&app).await else {
        return Ok(None);
    };
    on_client(app, desk, move |client| client.import_bank(&file))
        .await
        .map(Some)
}

/// The first frame stands.
#[tauri::command]
#[specta::specta]
pub async fn painted() -> Reply<()> {
    crate::trace::painted();
    Ok(())
}
