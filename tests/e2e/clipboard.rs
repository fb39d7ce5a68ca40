//! What of ours lies on the clipboard, and for how long.

use crate::app::{App, data_folder};
use crate::webdriver::wait;
use crate::{desktop, person};
use serde_json::json;
use std::time::{Duration, Instant};

/// The suggested words, as they can be read on the page.
#[track_caller]
fn suggested(app: &App) -> String {
    let words = app.must(app.browser().run(
        "return document.querySelector('.words')?.innerText ?? ''",
        &json!([]),
    ));
    words.as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_suggested_passphrase_is_copied_as_a_secret_and_goes_by_itself() {
    let data = data_folder();
    let app = App::start(data.path());
    app.click("button", "Suggest one");
    app.reads("Six words, drawn by chance");
    let words = suggested(&app);
    assert_eq!(words.split_whitespace().count(), 6, "{words}");

    app.click("button", "Copy");
    let copied = Instant::now();
    app.reads("leaves the clipboard in 15 seconds");
    assert_eq!(desktop::clipboard("UTF8_STRING").as_deref(), Some(words.as_str()));
    assert_eq!(
        desktop::clipboard("x-kde-passwordManagerHint").as_deref(),
        Some("secret"),
        "a clipboard manager is told to keep no copy"
    );
    let gone = wait("the clipboard to be cleared", || {
        desktop::clipboard("UTF8_STRING")
            .is_none()
            .then(|| copied.elapsed())
    });
    let gone = app.must(gone);
    assert!(
        gone > Duration::from_secs(13) && gone < Duration::from_secs(17),
        "cleared after {gone:?}"
    );

    app.click("button", "Copy");
    desktop::copy("UTF8_STRING", b"somebody else's").unwrap();
    std::thread::sleep(Duration::from_secs(16));
    assert_eq!(
        desktop::clipboard("UTF8_STRING").as_deref(),
        Some("somebody else's"),
        "only what is ours is cleared"
    );
}

#[test]
fn a_lock_clears_it_at_once() {
    let data = data_folder();
    let app = App::start(data.path());
    app.click("button", "Suggest one");
    app.reads("Six words, drawn by chance");
    let words = suggested(&app);
    app.click("button", "Copy");
    let copied = Instant::now();
    app.reads("leaves the clipboard");
    app.fill("Repeat it", &words);
    app.click("button", "Create vault");
    app.reads("Your first client");
    assert_eq!(desktop::clipboard("UTF8_STRING").as_deref(), Some(words.as_str()));
    person::lock(&app);
    assert_eq!(desktop::clipboard("UTF8_STRING"), None);
    assert!(
        copied.elapsed() < Duration::from_secs(14),
        "it was the lock that cleared it, not the clock"
    );
    person::unlock(&app, &words);
    app.reads("Your first client");
}
