//! What differs from system to system: who announces that the computer sleeps, that its screen is locked, that
//! another user takes over, that the lid closes; and how a process ends at once.
//!
//! Linux says so on its two buses. For macOS and Windows there is no kept crate that hands these announcements over
//! without unsafe code; there the idle time, `Ctrl+L` and quitting lock, and the settings say so.

#[cfg(target_os = "linux")]
mod linux;

use std::sync::atomic::{AtomicBool, Ordering};
use valise_workbench::Guarded;
use valise_workbench::view::Protections;

/// What a system announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The computer is about to sleep.
    Suspend,
    /// The screen is being locked.
    ScreenLock,
    /// Another user takes the screen.
    UserSwitch,
    /// The lid closes.
    Lid,
}

/// Which announcements this system makes, as far as it is known by now.
#[derive(Debug, Default)]
pub struct Heard {
    suspend: AtomicBool,
    screen_lock: AtomicBool,
    user_switch: AtomicBool,
    lid: AtomicBool,
}

impl Heard {
    fn can(&self, trigger: Trigger) {
        let which = match trigger {
            Trigger::Suspend => &self.suspend,
            Trigger::ScreenLock => &self.screen_lock,
            Trigger::UserSwitch => &self.user_switch,
            Trigger::Lid => &self.lid,
        };
        which.store(true, Ordering::Relaxed);
    }

    /// What this system lets Valise do.
    pub fn protections(&self, guarded: Guarded) -> Protections {
        Protections {
            core_dumps: guarded.core_dumps,
            debuggers: guarded.debuggers,
            // Both have a switch for it on each window; X11 and Wayland have none.
            capture: cfg!(any(windows, target_os = "macos")),
            suspend: self.suspend.load(Ordering::Relaxed),
            screen_lock: self.screen_lock.load(Ordering::Relaxed),
            user_switch: self.user_switch.load(Ordering::Relaxed),
            lid: self.lid.load(Ordering::Relaxed),
        }
    }
}

/// Ends the process with success, now that everything is sealed.
///
/// A plain exit runs what the C libraries registered for it, and that frees the memory of SQLCipher and OpenSSL below
/// the threads that have just used them and are still ending: now and then the app would crash on its way out.
pub fn end() -> ! {
    #[cfg(unix)]
    #[expect(unsafe_code, reason = "an exit without handlers is behind a C function only")]
    // SAFETY: it takes a number, touches no memory of ours and does not return.
    unsafe {
        libc::_exit(0)
    }
    #[cfg(not(unix))]
    std::process::exit(0)
}

/// Listens for as long as the app runs. `act` is called on a thread of its own and may block: a computer that is about
/// to sleep waits for it, where the system lets it.
#[cfg(target_os = "linux")]
pub fn watch(heard: std::sync::Arc<Heard>, act: impl Fn(Trigger) + Send + Sync + 'static) {
    linux::watch(heard, act);
}

/// Nothing is announced here.
#[cfg(not(target_os = "linux"))]
pub fn watch(_: std::sync::Arc<Heard>, _: impl Fn(Trigger) + Send + Sync + 'static) {}
