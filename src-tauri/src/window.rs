//! The one window: made in Rust, bound to our own pages, emptied at lock.

use crate::desk::SharedDesk;
use crate::events::{Dragging, Dropped};
use crate::locking::{self, Reason};
use crate::{drops, engine};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use tauri::webview::{NewWindowResponse, PermissionResponse};
use tauri::{AppHandle, DragDropEvent, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};
use tauri_specta::Event;

/// Opens the window. Its data folder is wiped first: nothing of an earlier run may lie there.
pub fn open(app: &AppHandle, data: &Path) -> tauri::Result<()> {
    let webview_data = data.join("webview");
    // Absent on a first start; anything else shows up when the webview writes there.
    std::fs::remove_dir_all(&webview_data).ok();
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title("Valise")
        .inner_size(1280.0, 800.0)
        .min_inner_size(900.0, 600.0)
        .data_directory(webview_data)
        .proxy_url(engine::dead_end())
        .initialization_script_for_all_frames(engine::TAKEN_AWAY)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .content_protected(true)
        .build()?;
    engine::restrict(&window)?;
    let handle = app.clone();
    let over = AtomicBool::new(false);
    let closing = AtomicBool::new(false);
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            // Whoever asks a second time does not want to wait; the end of the app seals in any case.
            if !closing.swap(true, Ordering::Relaxed) {
                api.prevent_close();
                quit(handle.clone());
            }
            return;
        }
        let WindowEvent::DragDrop(drag) = event else {
            return;
        };
        let now_over = match drag {
            DragDropEvent::Enter { paths, .. } => paths.iter().any(|path| path.is_file()),
            // Moves come by the hundred and change nothing.
            DragDropEvent::Over { .. } => return,
            _ => false,
        };
        if over.swap(now_over, Ordering::Relaxed) != now_over {
            Dragging { over: now_over }.emit(&handle).ok();
        }
        if let DragDropEvent::Drop { paths, .. } = drag {
            dropped(&handle, paths);
        }
    });
    Ok(())
}

/// Locks as any other lock does, then ends. Not on the window's own thread: the page has to answer meanwhile.
fn quit(app: AppHandle) {
    std::thread::spawn(move || {
        locking::lock(&app, Reason::Quit);
        app.exit(0);
    });
}

/// Keeps the window out of screen captures, or lets it be seen. Without effect on Linux.
pub fn hide_from_capture(app: &AppHandle, hide: bool) {
    if let Some(window) = app.get_webview_window("main") {
        window.set_content_protected(hide).ok();
    }
}

/// Keeps the paths of dropped files and tells the window their names. One more than may be attached is kept, so
/// that the attempt is refused with its reason instead of being cut short in silence.
fn dropped(app: &AppHandle, paths: &[PathBuf]) {
    let files: Vec<_> = paths
        .iter()
        .filter(|path| path.is_file())
        .take(drops::MOST_FILES + 1)
        .cloned()
        .collect();
    if files.is_empty() {
        return;
    }
    let names = files
        .iter()
        .filter_map(|f| f.file_name())
        .map(|n| n.to_string_lossy().into_owned())
        .collect();
    let count = u32::try_from(files.len()).unwrap_or(u32::MAX);
    // Without randomness there is no handle to give out, and nothing else works either.
    let Ok(token) = app.state::<SharedDesk>().keep_dropped(files) else {
        return;
    };
    Dropped { count, token, names }.emit(app).ok();
}

/// Our own pages only: the window goes nowhere else. Windows serves them from a name that resolves to nothing; the
/// other systems from a scheme of their own, and there that name would be somebody's server on this machine.
fn is_ours(url: &tauri::Url) -> bool {
    let of_the_app = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => {
            cfg!(windows) && url.host_str() == Some("tauri.localhost") && url.port().is_none()
        }
        "about" => url.as_str() == "about:blank",
        _ => false,
    };
    of_the_app || is_dev_server(url)
}

/// The pages of `tauri dev`; a program that shows its embedded pages knows no such server.
fn is_dev_server(url: &tauri::Url) -> bool {
    cfg!(all(debug_assertions, not(feature = "custom-protocol")))
        && url.scheme() == "http"
        && url.host_str() == Some("localhost")
        && url.port() == Some(5173)
}

/// Replaces the document by a fresh one. What the script engine of the old one held is dropped with it.
/// The webview itself stays: closing the only one and opening another leaves a blank window on Linux.
pub fn empty(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main")
        && let Ok(mut url) = window.url()
    {
        url.set_fragment(None);
        window.navigate(url).ok();
        engine::wipe(&window);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn goes(address: &str) -> bool {
        is_ours(&address.parse().expect("an address"))
    }

    #[test]
    fn the_window_goes_to_our_pages() {
        assert!(goes("about:blank"), "where every web view begins");
        let page = if cfg!(windows) {
            "http://tauri.localhost/index.html#/clients"
        } else {
            "tauri://localhost/index.html#/clients"
        };
        assert!(goes(page));
    }

    #[test]
    fn the_window_goes_nowhere_else() {
        for far in [
            "http://192.0.2.1/",
            "https://example.org/",
            "https://tauri.localhost.example.org/",
            "http://tauri.localhost:8080/",
            "http://localhost:8080/",
            "tauri://example.org/",
            "file:///etc/passwd",
            "data:text/html,<p>x</p>",
            "blob:tauri://localhost/5b2c",
            "javascript:alert(1)",
            "about:srcdoc",
            "ftp://192.0.2.1/",
            "mailto:a@example.org",
        ] {
            assert!(!goes(far), "{far}");
        }
        if !cfg!(windows) {
            assert!(
                !goes("http://tauri.localhost/"),
                "a server on this machine is not the app"
            );
        }
    }
}
