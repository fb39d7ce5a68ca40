//! The cover: what it hides, what it refuses, what lifts it, what locks it.

use crate::app::{App, data_folder};
use crate::{eyes, person};
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};

const PIN: &str = "7391";
const COVERED: &str = "The vault is still open behind this cover";

/// What Rust answers to a command from the page: `answered`, or the code of its refusal.
#[track_caller]
fn answer(app: &App, command: &str) -> String {
    let script = "const [command, done] = arguments; \
        window.__TAURI_INTERNALS__.invoke(command, { text: 'a', id: 'x', maxWidth: 0, key: 'k', index: 0, width: 9, \
          engagement: null, preferences: {}, pin: '0', what: 'suggestedPassphrase' }) \
        .then(() => done('answered'), error => done(error?.code ?? String(error)))";
    let told = app.must(app.browser().run_async(script, &json!([command])));
    told.as_str().unwrap_or_default().to_owned()
}

#[test]
fn an_idle_window_is_covered_and_yields_to_the_pin_then_locks() {
    let data = data_folder();
    // A minute of the idle times lasts a second and a half: covered after 7.5 s, locked after 22.5 s.
    let app = App::start_with(data.path(), &[("VALISE_MINUTE_MS", Path::new("1500"))]);
    let app = person::take_samples(person::new_vault(app));
    person::set_pin(&app, PIN);
    person::open(&app, "HERON");
    app.reads(COVERED);
    eyes::accessible(&app, "the cover");
    for word in ["HERON", "PLOVER", "Brindlewick", "Exposure"] {
        let script = format!("return document.body.innerText.includes('{word}')");
        assert!(!app.script(&script), "{word} can be read on a covered window");
    }
    assert!(
        !app.vault_is_free(),
        "covered is not locked: the keys are still there"
    );
    for command in [
        "list_clients",
        "overview",
        "search",
        "drafts",
        "undo",
        "evidence_image",
        "preview_page",
        "set_pin",
        "remove_pin",
        "close_client",
        "activity",
        "suggest_passphrase",
        "copy_sensitive",
    ] {
        assert_eq!(answer(&app, command), "covered", "{command}");
    }
    let told = "const done = arguments[0]; \
        window.__TAURI_INTERNALS__.invoke('app_state').then(s => done(JSON.stringify(s)))";
    let state = app.must(app.browser().run_async(told, &json!([]))).to_string();
    assert!(
        !state.contains("HERON") && state.contains("covered"),
        "the state says that it is covered and not over what: {state}"
    );

    // A new document finds the cover again, not what lies behind.
    app.browser().run("location.reload()", &json!([])).ok();
    app.reads(COVERED);
    app.fill("PIN", PIN);
    app.press("Enter");
    app.reads("Exposure a year");
    assert_eq!(answer(&app, "list_clients"), "answered");

    // Nobody comes: covered again, and locked behind the cover.
    let left = Instant::now();
    app.reads(COVERED);
    app.must(crate::webdriver::wait("the lock behind the cover", || {
        app.vault_is_free().then_some(())
    }));
    app.reads("nobody touched a key");
    app.reads("The keys are gone from memory");
    assert!(left.elapsed() < Duration::from_secs(40), "{:?}", left.elapsed());
}

#[test]
fn five_wrong_pins_lock_the_vault() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    person::open(&app, "HERON");
    app.press("Ctrl+Shift+l");
    app.reads("covered only where a PIN can lift it");
    person::set_pin(&app, PIN);
    app.reads("Exposure a year");
    app.press("Ctrl+Shift+l");
    app.reads(COVERED);
    for left in [
        "4 tries are left",
        "3 tries are left",
        "2 tries are left",
        "One try is left",
    ] {
        app.fill("PIN", "1739");
        app.press("Enter");
        app.reads(left);
    }
    app.fill("PIN", "1739");
    app.press("Enter");
    app.reads("the PIN was wrong five times");
    assert!(app.vault_is_free(), "the keys are gone");
    person::unlock(&app, valise_tests::PASSPHRASE);
    app.reads("Exposure a year");
}

#[test]
fn ctrl_l_locks_a_covered_window() {
    let data = data_folder();
    let app = person::with_vault(data.path());
    person::set_pin(&app, PIN);
    app.press("Ctrl+Shift+l");
    app.reads(COVERED);
    app.press("Ctrl+l");
    app.reads("Unlock your vault");
    assert!(app.vault_is_free(), "the keys are gone");
}
