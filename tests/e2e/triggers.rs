//! What the computer announces locks the vault: sleep, a locked screen, another user, the lid. And how fast.

use crate::app::{App, data_folder};
use crate::person;
use crate::system::{System, screen_saver, until};
use crate::webdriver::wait;
use std::path::Path;
use std::time::{Duration, Instant};
use valise_tests::PASSPHRASE;

/// From the announcement to keys and files gone.
const AT_MOST: Duration = Duration::from_secs(1);
const DELAY: &str = "('sleep', 'Valise', 'The vault is locked before the computer sleeps', 'delay'";

#[track_caller]
fn open_on(system: &System, folder: &Path) -> App {
    let app = App::start_with(folder, &system.environment());
    let app = person::take_samples(person::new_vault(app));
    person::open(&app, "HERON");
    app
}

/// Locked within the time, the reason said, and opened again.
#[track_caller]
fn locks(app: &App, what: &str, reason: &str, announce: impl FnOnce()) {
    assert!(!app.vault_is_free(), "open before {what}");
    let announced = Instant::now();
    announce();
    app.must(wait("the keys to be gone", || app.vault_is_free().then_some(())));
    let took = announced.elapsed();
    eprintln!("{what}: keys gone after {} ms", took.as_millis());
    app.reads("Unlock your vault");
    app.reads(reason);
    assert!(took < AT_MOST, "{what}: {took:?}");
    person::unlock(app, PASSPHRASE);
    app.reads("Exposure a year");
}

#[test]
fn sleep_waits_until_the_vault_is_locked() {
    let data = data_folder();
    let system = System::start();
    let app = open_on(&system, data.path());
    assert!(system.inhibitors().contains(DELAY), "{}", system.inhibitors());
    locks(&app, "sleep", "before the computer went to sleep", || {
        system.prepare_for_sleep(true);
    });
    until("the delay to be let go of", || {
        !system.inhibitors().contains("Valise")
    });
    system.prepare_for_sleep(false);
    until("the next delay", || system.inhibitors().contains(DELAY));
    // With a report being typeset: work is called off, not waited for.
    person::go(&app, "p");
    app.reads("Before export");
    let announced = Instant::now();
    system.prepare_for_sleep(true);
    app.must(wait("the keys to be gone", || app.vault_is_free().then_some(())));
    let took = announced.elapsed();
    eprintln!(
        "sleep while a report is typeset: keys gone after {} ms",
        took.as_millis()
    );
    assert!(took < AT_MOST, "with a job under way: {took:?}");
}

#[test]
fn what_was_typed_last_is_saved_before_sleep() {
    let data = data_folder();
    let system = System::start();
    let app = open_on(&system, data.path());
    person::go(&app, "f");
    app.reads("F01");
    let title = app.named("textbox", "Title");
    app.must(app.browser().type_into(&title, ", typed last"));
    // No rest of 400 ms, no blur: the announcement itself has it saved.
    system.prepare_for_sleep(true);
    app.must(wait("the keys to be gone", || app.vault_is_free().then_some(())));
    app.reads("Unlock your vault");
    person::unlock(&app, PASSPHRASE);
    app.reads("F01");
    app.wait("the title as it was typed", || {
        app.script("return [...document.querySelectorAll('input,textarea')].some(e => e.value.endsWith(', typed last'))")
    });
}

#[test]
fn the_screen_another_user_and_the_lid_lock() {
    let data = data_folder();
    let system = System::start();
    let app = open_on(&system, data.path());
    locks(&app, "the session's lock", "Locked with the screen", || {
        system.lock_session()
    });
    for interface in ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"] {
        locks(&app, interface, "Locked with the screen", || {
            screen_saver(interface)
        });
    }
    locks(&app, "another user", "another user took the screen", || {
        system.switch_user()
    });
    // Asked every two seconds, since nobody announces it; the lock itself is as fast as the others.
    system.close_lid();
    app.reads("the lid was closed");
    assert!(app.vault_is_free(), "the keys are gone");
}

#[test]
fn a_trigger_that_is_switched_off_locks_nothing() {
    let data = data_folder();
    let system = System::start();
    let app = open_on(&system, data.path());
    app.press("Ctrl+,");
    app.reads("Lock the vault when");
    let lid = app.named("switch", "the computer goes to sleep");
    app.must(
        app.browser()
            .run("arguments[0].click()", &serde_json::json!([lid.argument()])),
    );
    app.click("button", "Back");
    app.reads("Exposure a year");
    system.prepare_for_sleep(true);
    until("the delay to be let go of all the same", || {
        !system.inhibitors().contains("Valise")
    });
    std::thread::sleep(Duration::from_millis(500));
    assert!(!app.vault_is_free(), "still open");
    locks(&app, "another trigger", "Locked with the screen", || {
        system.lock_session()
    });
}

#[test]
fn the_app_leaves_no_core_and_neither_do_its_web_processes() {
    let data = data_folder();
    let app = App::start(data.path());
    let family = app.processes();
    assert!(!family.is_empty(), "the app runs");
    for process in family {
        let limits = std::fs::read_to_string(format!("/proc/{process}/limits")).unwrap_or_default();
        let core = limits.lines().find(|line| line.starts_with("Max core file size"));
        let none = core.is_some_and(|line| line.split_whitespace().skip(4).take(2).all(|limit| limit == "0"));
        assert!(none || limits.is_empty(), "{process}: {core:?}");
    }
}
