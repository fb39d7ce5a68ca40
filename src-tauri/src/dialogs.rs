//! File dialogs, opened from Rust: the window never names a path.

use std::path::PathBuf;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};
use tokio::sync::oneshot;

type Dialog = FileDialogBuilder<tauri::Wry>;

async fn pick(dialog: Dialog) -> Option<PathBuf> {
    let (tell, told) = oneshot::channel();
    dialog.pick_file(move |file| drop(tell.send(file)));
    told.await.ok().flatten()?.into_path().ok()
}

async fn save(dialog: Dialog) -> Option<PathBuf> {
    let (tell, told) = oneshot::channel();
    dialog.save_file(move |file| drop(tell.send(file)));
    told.await.ok().flatten()?.into_path().ok()
}

/// Pictures and documents as evidence.
pub async fn evidence_files(app: &AppHandle) -> Option<Vec<PathBuf>> {
    let (tell, told) = oneshot::channel();
    app.dialog()
        .file()
        .set_title("Add evidence")
        .add_filter(
            "Evidence",
            &[
                "png", "jpg", "jpeg", "webp", "gif", "pdf", "txt", "csv", "log", "json",
            ],
        )
        .pick_files(move |files| drop(tell.send(files)));
    Some(
        told.await
            .ok()
            .flatten()?
            .into_iter()
            .filter_map(|file| file.into_path().ok())
            .collect(),
    )
}

/// A client in the open format.
pub async fn client_file(app: &AppHandle) -> Option<PathBuf> {
    pick(
        app.dialog()
            .file()
            .set_title("Import a client")
            .add_filter("Client", &["json"]),
    )
    .await
}

/// Where to write a client in the open format.
pub async fn save_client(app: &AppHandle) -> Option<PathBuf> {
    save(
        app.dialog()
            .file()
            .set_title("Export the client")
            .set_file_name("client.json")
            .add_filter("Client", &["json"]),
    )
    .await
}

/// Own questions and templates.
pub async fn bank_file(app: &AppHandle) -> Option<PathBuf> {
    pick(
        app.dialog()
            .file()
            .set_title("Import questions and templates")
            .add_filter("Questions", &["json"]),
    )
    .await
}

/// Where to write own questions and templates.
pub async fn save_bank(app: &AppHandle) -> Option<PathBuf> {
    let dialog = app
        .dialog()
        .file()
        .set_title("Export questions and templates")
        .set_file_name("questions.json");
    save(dialog.add_filter("Questions", &["json"])).await
}

/// Where to write a report, or a paper of the vault.
pub async fn save_pdf(app: &AppHandle, title: &str, name: &str) -> Option<PathBuf> {
    save(
        app.dialog()
            .file()
            .set_title(title)
            .set_file_name(name)
            .add_filter("PDF", &["pdf"]),
    )
    .await
}

/// A logo.
pub async fn logo(app: &AppHandle) -> Option<PathBuf> {
    pick(
        app.dialog()
            .file()
            .set_title("Choose a logo")
            .add_filter("Picture", &["png"]),
    )
    .await
}

/// A folder.
pub async fn folder(app: &AppHandle, title: &str) -> Option<PathBuf> {
    let (tell, told) = oneshot::channel();
    app.dialog()
        .file()
        .set_title(title)
        .pick_folder(move |folder| drop(tell.send(folder)));
    told.await.ok().flatten()?.into_path().ok()
}

/// A sealed hand-over.
pub async fn hand_over(app: &AppHandle) -> Option<PathBuf> {
    pick(
        app.dialog()
            .file()
            .set_title("Open a hand-over")
            .add_filter("Hand-over", &["valise"]),
    )
    .await
}

/// Where to write a sealed hand-over.
pub async fn save_hand_over(app: &AppHandle) -> Option<PathBuf> {
    let dialog = app
        .dialog()
        .file()
        .set_title("Seal a hand-over")
        .set_file_name("client.valise");
    save(dialog.add_filter("Hand-over", &["valise"])).await
}
