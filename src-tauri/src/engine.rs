//! The web engine under the window, without what a local page never needs: storage of its own, other machines,
//! downloads, permissions. The policy of the pages already denies most of it; this is for the rest, and for the day
//! on which a policy has a hole.

use tauri::{Url, WebviewWindow};

/// The proxy through which the engine would reach other machines, if it ever tried: a port on this machine on which
/// nobody can listen. The policy of the pages has no word for connecting ahead (`preconnect`, `dns-prefetch`), and
/// this ends those as well. Our own pages and calls come from inside of the process and ask no proxy.
pub fn dead_end() -> Url {
    Url::parse("http://127.0.0.1:0").expect("a constant address")
}

/// Runs in every frame before any script of a page. Takes away what the engine would keep on the disk, and what
/// reaches other machines without asking the policy of the pages. `sessionStorage` stays: it lives in memory, and
/// holds where the person was when the window was locked.
pub const TAKEN_AWAY: &str = r"
for (const name of ['localStorage', 'indexedDB', 'caches', 'cookieStore', 'openDatabase', 'RTCPeerConnection',
    'webkitRTCPeerConnection', 'WebTransport', 'SharedWorker', 'Notification']) {
  try { Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false }) } catch {}
}
for (const name of ['serviceWorker', 'storage', 'geolocation', 'mediaDevices', 'credentials', 'usb', 'bluetooth', 'serial', 'hid']) {
  try { Object.defineProperty(Navigator.prototype, name, { get: () => undefined, configurable: false }) } catch {}
}
try { Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => {}, configurable: false }) } catch {}
";

/// Chooses how pages are painted, before anything of the engine runs. Without a graphics card (a virtual machine, a
/// remote desktop) OpenGL is played by the processor, which translates a program for each kind of shape before the
/// first frame stands; painting without OpenGL is several times faster there. A person's own choice stays.
#[cfg(target_os = "linux")]
pub fn choose_painter() {
    let any = |folder: &str, start: &str| {
        std::fs::read_dir(folder).is_ok_and(|entries| {
            entries
                .flatten()
                .any(|entry| entry.file_name().to_string_lossy().starts_with(start))
        })
    };
    if !any("/dev/dri", "renderD") && !any("/dev", "nvidia") {
        // If it cannot be set, the first frame stands later.
        webkit2gtk::glib::setenv("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1", false).ok();
    }
}

/// The engines of the other systems choose well by themselves.
#[cfg(not(target_os = "linux"))]
pub fn choose_painter() {}

/// Turns off what the engine itself has a switch for.
#[cfg(target_os = "linux")]
pub fn restrict(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{SettingsExt, WebViewExt};
    window.with_webview(|view| {
        let Some(settings) = WebViewExt::settings(&view.inner()) else {
            return;
        };
        settings.set_enable_html5_local_storage(false);
        settings.set_enable_html5_database(false);
        settings.set_enable_page_cache(false);
        settings.set_enable_webrtc(false);
        settings.set_enable_media_stream(false);
        settings.set_enable_encrypted_media(false);
        settings.set_enable_webgl(false);
        settings.set_enable_webaudio(false);
        settings.set_javascript_can_open_windows_automatically(false);
        settings.set_allow_modal_dialogs(false);
        settings.set_allow_file_access_from_file_urls(false);
        settings.set_allow_universal_access_from_file_urls(false);
        settings.set_allow_top_navigation_to_data_urls(false);
        settings.set_enable_dns_prefetching(false);
    })
}

/// The engines of the other systems have no such switches within reach; [`TAKEN_AWAY`] and the policy hold there.
#[cfg(not(target_os = "linux"))]
pub fn restrict(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Drops what the engine gathered, in memory and in its folder, but for where the person was.
#[cfg(target_os = "linux")]
pub fn wipe(window: &WebviewWindow) {
    use webkit2gtk::{WebViewExt, WebsiteDataManagerExtManual, WebsiteDataTypes};
    let done = window.with_webview(|view| {
        let types = WebsiteDataTypes::ALL - WebsiteDataTypes::SESSION_STORAGE;
        if let Some(manager) = view.inner().website_data_manager() {
            manager.clear(
                types,
                webkit2gtk::glib::TimeSpan::from_seconds(0),
                None::<&webkit2gtk::gio::Cancellable>,
                |_| {},
            );
        }
    });
    // A window that is gone has nothing left to drop; its folder is wiped at the next start.
    done.ok();
}

/// Drops what the engine gathered.
#[cfg(not(target_os = "linux"))]
pub fn wipe(window: &WebviewWindow) {
    // As above: a window that is gone has nothing left to drop.
    window.clear_all_browsing_data().ok();
}
