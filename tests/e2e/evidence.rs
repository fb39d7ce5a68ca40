//! Pictures come in three ways: pasted, dropped, and through the system's dialog.

use crate::app::{App, data_folder};
use crate::{desktop, person};
use serde_json::json;
use std::path::PathBuf;
use tempfile::TempDir;
use valise_tests::samples;

fn picture() -> PathBuf {
    samples().join("evidence/ev06-hosting-invoice.png")
}

/// A window on the first finding of a sample client.
fn at_a_finding() -> (App, TempDir) {
    let data = data_folder();
    let app = person::with_samples(data.path());
    person::open(&app, "WREN");
    person::go(&app, "f");
    app.reads("F01");
    app.press("Enter");
    app.reads("Add evidence");
    (app, data)
}

#[test]
fn a_screenshot_is_pasted_from_the_clipboard() {
    let (app, _data) = at_a_finding();
    app.must(desktop::copy_picture(&picture()));
    // A person's paste: the web view gets the keys from the display, not from its driver.
    let window = app.must(desktop::window("Valise"));
    app.must(desktop::xdotool(&["windowfocus", "--sync", &window]));
    app.must(desktop::xdotool(&["key", "--clearmodifiers", "ctrl+v"]));
    app.reads("Evidence added");
}

#[test]
fn a_picture_is_dropped_on_the_window() {
    let (app, _data) = at_a_finding();
    // While files are held over the window, it says where they land.
    let watch = "window.targets = []; new MutationObserver(() => { \
                 const t = document.querySelector('.target'); if (t) window.targets.push(t.innerText); \
                 }).observe(document.body, { childList: true, subtree: true })";
    app.must(app.browser().run(watch, &json!([])));
    app.must(desktop::drop_files("Valise", &[&picture()]));
    assert!(
        app.script(
            "return window.targets.some(t => t.includes('Drop to add as evidence') && /F\\d\\d/.test(t))"
        ),
        "the target names the finding: {:?}",
        app.browser().run("return window.targets", &json!([]))
    );
    app.wait("the target to go", || {
        app.script("return !document.querySelector('.target')")
    });
    app.reads("Evidence added");
}

#[test]
fn a_picture_is_chosen_in_the_dialog() {
    let (app, _data) = at_a_finding();
    app.press("e");
    app.must(desktop::choose_file("Add evidence", &picture()));
    app.reads("Evidence added");
}
