//! Sealed hand-overs.

use super::{SharedDesk, off_thread, on_client, on_vault, with_job};
use crate::dialogs;
use crate::problem::{Problem, Reply};
use tauri::{AppHandle, State};
use valise_workbench::view::{
    Arrived, ContactCard, HandOverDone, HandOverWish, Imported, MergeChoice, MergeView,
};
use valise_workbench::{Cancel, Secret};

/// The card of this vault.
#[tauri::command]
#[specta::specta]
pub async fn contact_card(desk: State<'_, SharedDesk>) -> Reply<ContactCard> {
    on_vault(desk, |vault| vault.contact_card()).await
}

/// Reads a card that was pasted.
#[tauri::command]
#[specta::specta]
pub async fn read_card(desk: State<'_, SharedDesk>, text: String) -> Reply<ContactCard> {
    on_vault(desk, move |vault| vault.read_card(&text)).await
}

/// Seals a client for others, where the consultant says. Null when the dialog was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn hand_over(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    wish: HandOverWish,
) -> Reply<Option<HandOverDone>> {
    let Some(path) = dialogs::save_hand_over(&app).await else {
        return Ok(None);
    };
    with_job(app, desk, "handover", move |desk, tell, cancel| {
        desk.with_all_closed(|vault| vault.hand_over(&wish, &path, tell, cancel))
            .map(Some)
    })
    .await
}

/// Opens a hand-over that the consultant chooses; with a passphrase the one that was chosen last. Null when the
/// dialog was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn receive(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    passphrase: Option<String>,
) -> Reply<Option<Arrived>> {
    let passphrase = passphrase.map(Secret::new);
    let path = match &passphrase {
        Some(_) => desk.chosen().ok_or_else(|| Problem::not_found("file"))?,
        None => match dialogs::hand_over(&app).await {
            Some(path) => path,
            None => return Ok(None),
        },
    };
    desk.choose(path.clone());
    with_job(app, desk, "receive", move |desk, tell, cancel| {
        desk.with_vault(|vault| vault.receive(&path, passphrase, tell, cancel))
            .map(Some)
    })
    .await
}

/// Takes a hand-over in as a new client.
#[tauri::command]
#[specta::specta]
pub async fn take_in(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    token: String,
    codename: String,
) -> Reply<Imported> {
    with_job(app, desk, "receive", move |desk, tell, cancel| {
        desk.with_vault(|vault| vault.take_in_arrival(&token, &codename, tell, cancel))
    })
    .await
}

/// A hand-over laid beside the open client.
#[tauri::command]
#[specta::specta]
pub async fn merge_view(desk: State<'_, SharedDesk>, token: String) -> Reply<MergeView> {
    let desk = desk.inner().clone();
    off_thread(move || desk.with_client(|client| client.merge_view(&token))).await
}

/// Writes what was chosen as one step that can be undone; how many records changed.
#[tauri::command]
#[specta::specta]
pub async fn apply_merge(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    token: String,
    choices: Vec<MergeChoice>,
) -> Reply<u32> {
    on_client(app, desk, move |client| {
        client.apply_merge(&token, &choices, &mut |_, _| (), &Cancel::default())
    })
    .await
}

/// Forgets a hand-over that was opened.
#[tauri::command]
#[specta::specta]
pub async fn drop_arrival(desk: State<'_, SharedDesk>, token: String) -> Reply<()> {
    on_vault(desk, move |vault| {
        vault.drop_arrival(&token);
        Ok(())
    })
    .await
}
