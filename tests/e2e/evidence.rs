//! Pictures come in three ways: pasted, dropped, and through the system's dialog.

use crate::app::{App, data_folder};
use crate::webdriver::Element;
use crate::{desktop, eyes, person};
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

#[test]
fn a_black_box_is_dragged_over_a_picture_and_taken_away() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    person::open(&app, "HERON");
    person::go(&app, "f");
    app.wait("a finding with a picture", || {
        let option = "return [...document.querySelectorAll('[role=option]')] \
                      .find(o => o.innerText.includes('Access of people who left')) ?? null";
        let found = app.browser().run(option, &json!([]));
        found.is_ok_and(|found| Element::from_answer(&found).is_some_and(|e| app.browser().click(&e).is_ok()))
    });
    app.reads("EV01");
    app.script("document.querySelector('#finding-evidence')?.scrollIntoView(); return true");
    app.click("button", "Open EV01 Console list of identities");
    app.reads("No box yet.");
    app.wait("the picture", || {
        app.script("const i = document.querySelector('[role=dialog] .sheet img'); return !!i?.complete && i.naturalWidth > 0")
    });
    let frame = "const f = document.querySelector('[role=dialog] .sheet svg').getBoundingClientRect(); \
                 return [f.left, f.top, f.width, f.height]";
    let frame = app.must(app.browser().run(frame, &json!([])));
    let side = |at: usize| frame[at].as_f64().unwrap_or_default();
    let spot = |x: f64, y: f64| {
        json!({ "type": "pointerMove", "duration": 50, "origin": "viewport",
                "x": (side(0) + side(2) * x).round(), "y": (side(1) + side(3) * y).round() })
    };
    let drag = json!({ "actions": [{ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" },
        "actions": [spot(0.2, 0.2), { "type": "pointerDown", "button": 0 }, spot(0.4, 0.3), spot(0.6, 0.4),
                    { "type": "pointerUp", "button": 0 }] }] });
    app.must(app.browser().call("POST", "/actions", Some(drag)));
    app.reads("1 black box.");
    eyes::accessible(&app, "a picture with a black box");
    app.script("document.querySelector('[role=dialog] .box').focus(); return true");
    app.press("Delete");
    app.reads("No box yet.");
}
