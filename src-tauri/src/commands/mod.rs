//! Commands of the window: parse, call, convert. No rule about the domain lives here.

pub mod automation;
pub mod client;
pub mod evidence;
pub mod findings;
pub mod friction;
pub mod handover;
pub mod journal;
pub mod keeping;
pub mod ledger;
pub mod locks;
pub mod place;
pub mod reports;
pub mod seals;
pub mod session;
pub mod vendors;

use crate::desk::SharedDesk;
use crate::events::{Changed, Progress};
use crate::problem::{Problem, ProblemCode, Reply};
use tauri::{AppHandle, State};
use tauri_specta::Event;
use valise_workbench::{Cancel, Client, Vault};

/// Runs `f` off the window's thread, so that a key is never waited for.
pub async fn off_thread<T: Send + 'static>(f: impl FnOnce() -> Reply<T> + Send + 'static) -> Reply<T> {
    tauri::async_runtime::spawn_blocking(f)
        .await
        .unwrap_or_else(|_| Err(Problem::new(ProblemCode::Internal)))
}

/// Runs a long job under its name: it tells how far it came, and a cancel button or a lock can call it off.
pub async fn with_job<T: Send + 'static>(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    name: &'static str,
    f: impl FnOnce(&SharedDesk, &mut dyn FnMut(u64, u64), &Cancel) -> Reply<T> + Send + 'static,
) -> Reply<T> {
    let desk = desk.inner().clone();
    off_thread(move || {
        let job = desk.begin(name);
        let mut tell = |done: u64, total: u64| {
            Progress {
                job: name.into(),
                done,
                total,
                stage: name.into(),
            }
            .emit(&app)
            .ok();
        };
        tell(0, 0);
        f(&desk, &mut tell, &job)
    })
    .await
}

/// Runs a use case of the open vault.
pub async fn on_vault<T: Send + 'static>(
    desk: State<'_, SharedDesk>,
    f: impl FnOnce(&mut Vault) -> Reply<T> + Send + 'static,
) -> Reply<T> {
    let desk = desk.inner().clone();
    off_thread(move || desk.with_vault(f)).await
}

/// Runs a use case of the open client and tells the window which sections were written.
pub async fn on_client<T: Send + 'static>(
    app: AppHandle,
    desk: State<'_, SharedDesk>,
    f: impl FnOnce(&mut Client) -> Reply<T> + Send + 'static,
) -> Reply<T> {
    let desk = desk.inner().clone();
    off_thread(move || {
        let (reply, kinds) = desk.with_client(|client| {
            let reply = f(client);
            Ok((reply, client.take_changed_sections()))
        })?;
        if !kinds.is_empty() {
            // A window that is gone needs no news.
            Changed { kinds }.emit(&app).ok();
        }
        reply
    })
    .await
}
