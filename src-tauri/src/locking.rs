//! The way to a lock: jobs are called off, the window saves what was typed, the keys go, the document is replaced.

use crate::desk::{SharedDesk, held};
use crate::events::{Covered, Locked, Saving};
use crate::platform::Trigger;
use crate::problem::Reply;
use crate::window;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;
use tauri::{AppHandle, Manager};
use tauri_specta::Event;
use valise_workbench::view::Preferences;

/// What was typed gets this long to be saved. Then the keys go, saved or not.
const SAVING: Duration = Duration::from_millis(300);
const MINUTE_MS: i64 = 60_000;

/// Why the vault is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A person asked for it.
    Key,
    /// Nobody touched a key for long enough.
    Idle,
    /// The PIN was wrong too often.
    Pin,
    /// The app is closing.
    Quit,
    /// The system said so.
    System(Trigger),
}

impl Reason {
    /// Its name in the window.
    fn name(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Idle => "idle",
            Self::Pin => "pin",
            Self::Quit => "quit",
            Self::System(Trigger::Suspend) => "suspend",
            Self::System(Trigger::ScreenLock) => "screenLock",
            Self::System(Trigger::UserSwitch) => "userSwitch",
            Self::System(Trigger::Lid) => "lid",
        }
    }
}

/// What the open vault says about locks, at hand without waiting for a job that holds the vault.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    soft_minutes: i64,
    hard_minutes: i64,
    suspend: bool,
    screen_lock: bool,
    user_switch: bool,
    lid: bool,
    /// A PIN is set: without one the window is never covered, only locked.
    pub pin: bool,
}

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Somebody is there.
    Nothing,
    /// The window is to be covered.
    Cover,
    /// The keys are to go.
    Lock,
}

impl Rules {
    /// From a vault's preferences.
    pub fn of(preferences: &Preferences, pin: bool) -> Self {
        Self {
            soft_minutes: preferences.soft_lock_minutes.into(),
            hard_minutes: preferences.hard_lock_minutes.into(),
            suspend: preferences.lock_on_suspend,
            screen_lock: preferences.lock_on_screen_lock,
            user_switch: preferences.lock_on_user_switch,
            lid: preferences.lock_on_lid,
            pin,
        }
    }

    fn heeds(self, trigger: Trigger) -> bool {
        match trigger {
            Trigger::Suspend => self.suspend,
            Trigger::ScreenLock => self.screen_lock,
            Trigger::UserSwitch => self.user_switch,
            Trigger::Lid => self.lid,
        }
    }

    /// What is due after so long without a key.
    pub fn due(self, idle_ms: i64, minute_ms: i64, covered: bool) -> Due {
        let past = |minutes: i64| minutes > 0 && idle_ms >= minutes * minute_ms;
        if past(self.hard_minutes) {
            Due::Lock
        } else if self.pin && !covered && past(self.soft_minutes) {
            Due::Cover
        } else {
            Due::Nothing
        }
    }
}

/// The question to the window to save, and its answer.
#[derive(Default)]
pub struct Saves {
    turns: Mutex<Turns>,
    answered: Condvar,
}

#[derive(Default)]
struct Turns {
    asked: u32,
    done: u32,
}

impl Saves {
    /// The window has saved everything up to this question.
    pub fn done(&self, turn: u32) {
        let mut turns = held(&self.turns);
        turns.done = turns.done.max(turn.min(turns.asked));
        self.answered.notify_all();
    }

    /// Asks, and waits for the answer or the end of patience.
    fn ask(&self, app: &AppHandle) {
        let mut turns = held(&self.turns);
        turns.asked = turns.asked.wrapping_add(1);
        let turn = turns.asked;
        if (Saving { turn }).emit(app).is_err() {
            return;
        }
        let open = |turns: &mut Turns| turns.done < turn;
        drop(
            self.answered
                .wait_timeout_while(turns, SAVING, open)
                .unwrap_or_else(PoisonError::into_inner),
        );
    }
}

/// Locks the vault. Blocks until the keys are gone, so it is not for the window's own thread. True when the vault
/// was open.
pub fn lock(app: &AppHandle, reason: Reason) -> bool {
    let desk = app.state::<SharedDesk>().inner().clone();
    // First of all, and without waiting for anybody: a job may hold the vault for as long as it is not called off.
    desk.halt_jobs();
    let _turn = held(&desk.turn);
    if !desk.is_open() {
        desk.resume_jobs();
        return false;
    }
    if !desk.is_covered() {
        // A covered window has saved before it was covered, and could not now.
        desk.saves.ask(app);
    }
    Locked {
        reason: reason.name().into(),
    }
    .emit(app)
    .ok();
    let was_open = desk.drop_keys();
    window::hide_from_capture(app, true);
    if reason != Reason::Quit {
        // Before what may take longer: nobody should type into a document that is about to be replaced.
        window::empty(app);
    }
    desk.drop_remains();
    was_open
}

/// Covers the window: the client stays open, nothing of it is answered until the PIN comes.
pub fn cover(app: &AppHandle, by: &str) -> Reply<()> {
    let desk = app.state::<SharedDesk>().inner().clone();
    let _turn = held(&desk.turn);
    if desk.rules().is_some_and(|rules| rules.pin) && !desk.is_covered() {
        desk.saves.ask(app);
    }
    if desk.put_cover_on()? {
        Covered { by: by.into() }.emit(app).ok();
    }
    Ok(())
}

/// The system announced something. Returns when that is done which it announces.
pub fn on_trigger(app: &AppHandle, trigger: Trigger) {
    let desk = app.state::<SharedDesk>();
    if desk.rules().is_some_and(|rules| rules.heeds(trigger)) {
        lock(app, Reason::System(trigger));
    }
}

/// Covers and locks when nobody has touched a key for long enough.
pub async fn watch_idle(app: AppHandle, desk: SharedDesk) {
    let minute_ms = minute_ms();
    let step = Duration::from_millis(u64::try_from(minute_ms / 60).unwrap_or(1000).max(20));
    loop {
        tokio::time::sleep(step).await;
        let due = desk.due(minute_ms);
        if due == Due::Nothing {
            continue;
        }
        let app = app.clone();
        let done = tauri::async_runtime::spawn_blocking(move || match due {
            Due::Lock => {
                lock(&app, Reason::Idle);
            }
            // Refused only where a PIN was removed this instant; then there is nothing to do.
            Due::Cover | Due::Nothing => {
                cover(&app, "idle").ok();
            }
        });
        // A panic in there is none of the watch's business: it goes on watching.
        done.await.ok();
    }
}

/// How long a minute of the idle times is. Tests make it shorter; nobody can make it longer.
fn minute_ms() -> i64 {
    std::env::var("VALISE_MINUTE_MS")
        .ok()
        .and_then(|text| text.parse().ok())
        .map_or(MINUTE_MS, |ms: i64| ms.clamp(100, MINUTE_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(soft: u16, hard: u16, pin: bool) -> Rules {
        let preferences = Preferences {
            soft_lock_minutes: soft,
            hard_lock_minutes: hard,
            ..Preferences::default()
        };
        Rules::of(&preferences, pin)
    }

    #[test]
    fn the_cover_comes_first_and_only_with_a_pin() {
        let minutes = |n: i64| n * MINUTE_MS;
        let due = |rules: Rules, idle, covered| rules.due(idle, MINUTE_MS, covered);
        let usual = rules(5, 15, true);
        assert_eq!(due(usual, minutes(5) - 1, false), Due::Nothing);
        assert_eq!(due(usual, minutes(5), false), Due::Cover);
        assert_eq!(due(usual, minutes(6), true), Due::Nothing, "covered once");
        assert_eq!(due(usual, minutes(15), true), Due::Lock, "behind the cover too");
        assert_eq!(
            due(rules(5, 15, false), minutes(14), false),
            Due::Nothing,
            "no PIN, no cover: it could not be lifted"
        );
        assert_eq!(due(rules(5, 15, false), minutes(15), false), Due::Lock);
        assert_eq!(
            due(rules(0, 15, true), minutes(14), false),
            Due::Nothing,
            "0 = never"
        );
        assert_eq!(
            due(rules(5, 0, true), minutes(999), true),
            Due::Nothing,
            "0 = never"
        );
    }

    #[test]
    fn a_trigger_that_is_switched_off_is_not_heeded() {
        let all = [
            Trigger::Suspend,
            Trigger::ScreenLock,
            Trigger::UserSwitch,
            Trigger::Lid,
        ];
        let usual = rules(5, 15, true);
        assert!(all.iter().all(|trigger| usual.heeds(*trigger)), "on by default");
        let preferences = Preferences {
            lock_on_lid: false,
            ..Preferences::default()
        };
        let without = Rules::of(&preferences, true);
        assert!(!without.heeds(Trigger::Lid) && without.heeds(Trigger::Suspend));
    }
}
