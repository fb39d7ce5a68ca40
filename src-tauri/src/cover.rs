//! The soft lock: the window is covered, the vault stays open. While it is on, the desk hands out nothing; only the
//! PIN, the lock and the state are answered.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Wrong PINs until the vault is locked.
pub const TRIES: u32 = 5;

/// Commands that a covered window may still call. Everything else is refused in one place, before it is read.
const ANSWERED: &[&str] = &["app_state", "uncover", "lock", "painted", "flushed"];

/// Whether a covered window may call this.
pub fn answers(command: &str) -> bool {
    ANSWERED.contains(&command)
}

/// Whether the window is covered, and how many wrong PINs there were.
#[derive(Default)]
pub struct Cover {
    on: AtomicBool,
    wrong: Mutex<u32>,
}

impl Cover {
    /// Whether it is on.
    pub fn is_on(&self) -> bool {
        self.on.load(Ordering::Acquire)
    }

    /// Puts it on. True when it was off.
    pub fn put_on(&self) -> bool {
        !self.on.swap(true, Ordering::AcqRel)
    }

    /// Takes it off and forgets the tries: the right PIN was given, or the vault is locked.
    pub fn take_off(&self, tries: &mut u32) {
        *tries = 0;
        self.on.store(false, Ordering::Release);
    }

    /// The count of wrong PINs. Held while one is checked, so that tries cannot run side by side.
    pub fn tries(&self) -> MutexGuard<'_, u32> {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
