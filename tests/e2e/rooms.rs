//! Every room of a client: accessible in both themes, true to the policy, and drawn for `cargo xtask screens`,
//! whose pictures a person looks at.

use crate::app::{App, data_folder};
use crate::system::System;
use crate::webdriver::Element;
use crate::{eyes, person};
use serde_json::json;
use std::path::PathBuf;
use valise_tests::PASSPHRASE;

/// A picture of the view as it stands, where `VALISE_SCREENS` says.
#[track_caller]
fn picture(app: &App, name: &str, theme: &str) {
    if let Some(folder) = std::env::var_os("VALISE_SCREENS") {
        app.wait("the page to come to rest", || {
            app.script(
                "return document.fonts.status === 'loaded' && document.getAnimations().every(a => a.effect?.getComputedTiming().iterations === Infinity)",
            )
        });
        // A window that was just opened or resized is painted a few frames after it is laid out.
        let frames = "const done = arguments[0]; let left = 20; (function next() { left-- ? requestAnimationFrame(next) : done(true) })()";
        app.must(app.browser().run_async(frames, &json!([])));
        let file = PathBuf::from(folder).join(format!("{name}-{theme}.png"));
        app.must(eyes::picture(app.browser(), &file));
    }
}

/// The view as it stands, in both themes, for looking at only.
#[track_caller]
fn shot(app: &App, name: &str) {
    for theme in ["light", "dark"] {
        let script = "document.documentElement.dataset.theme = arguments[0]";
        app.must(app.browser().run(script, &json!([theme])));
        picture(app, name, theme);
    }
}

/// Takes the present view in both themes, and has axe judge both; what it finds is answered.
#[track_caller]
pub fn take(app: &App, name: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for theme in ["light", "dark"] {
        let script = "document.documentElement.dataset.theme = arguments[0]";
        app.must(app.browser().run(script, &json!([theme])));
        // The picture first: axe scrolls everything to its end and back.
        picture(app, name, theme);
        faults.extend(eyes::faults(app, &format!("{name}, {theme}")));
    }
    faults
}

/// The pictures are taken in a window of one size, whatever the tests before it used: 1280×800, or what
/// `VALISE_SCREEN_SIZE` says (`1600x1000`).
#[track_caller]
pub fn at_picture_size(app: &App) {
    let asked = std::env::var("VALISE_SCREEN_SIZE").unwrap_or_else(|_| "1280x800".into());
    let sides: Vec<u32> = asked.split('x').flat_map(str::parse).collect();
    let [width, height] = sides[..] else {
        panic!("VALISE_SCREEN_SIZE is WIDTHxHEIGHT, not {asked}");
    };
    let rect = json!({ "x": 40, "y": 20, "width": width, "height": height });
    app.must(app.browser().call("POST", "/window/rect", Some(rect)));
    app.wait("the window to have its size", || {
        // Both sides: a dialog stands in the middle, and a click would miss it while the window still shrinks.
        app.script(&format!(
            "return innerWidth === {width} && innerHeight === {height}"
        ))
    });
}

/// No toast lies over what is looked at.
#[track_caller]
pub fn undisturbed(app: &App) {
    let dismiss = "for (const b of document.querySelectorAll('.toasts button[aria-label]')) b.click(); \
                   return document.querySelector('.toasts').childElementCount === 0";
    app.wait("the toasts to go", || app.script(dismiss));
}

#[test]
fn the_first_start_is_accessible_in_both_themes() {
    let data = data_folder();
    let app = App::start(data.path());
    at_picture_size(&app);
    let mut faults = take(&app, "lock-create");
    app.click("button", "Suggest one");
    app.reads("Six words, drawn by chance");
    faults.extend(take(&app, "lock-suggestion"));
    app.replace("Passphrase", "");
    app.fill("Passphrase", PASSPHRASE);
    app.fill("Repeat it", PASSPHRASE);
    app.click("button", "Create vault");
    app.reads("Your first client");
    faults.extend(take(&app, "clients-empty"));
    app.press("Ctrl+n");
    let _form = app.named("dialog", "New client");
    faults.extend(take(&app, "client-new"));
    assert!(faults.is_empty(), "axe finds\n{}", faults.join("\n"));
}

#[test]
fn every_room_of_a_full_client_is_accessible_and_keeps_the_policy() {
    let data = data_folder();
    // With a login service, so that the settings show what a laptop has.
    let system = System::start();
    let app = App::start_with(data.path(), &system.environment());
    let app = person::take_samples(person::new_vault(app));
    at_picture_size(&app);
    undisturbed(&app);
    let mut faults = take(&app, "clients");
    person::open(&app, "HERON");
    faults.extend(take(&app, "overview"));
    app.press("Ctrl+Shift+o");
    app.click("menuitem", "About this client…");
    app.reads("Severity and many figures follow from the revenue");
    faults.extend(take(&app, "client-facts"));
    app.press("Escape");

    person::go(&app, "a");
    app.reads("Raise a finding");
    faults.extend(take(&app, "audit"));
    app.press("f");
    app.press("Enter");
    let _title = app.named("textbox", "Title");
    faults.extend(take(&app, "audit-raise"));
    app.press("Escape");
    app.press("Escape");

    person::go(&app, "f");
    app.reads("F02");
    faults.extend(take(&app, "findings"));
    app.click("button", "Calendar: To be fixed by");
    let _month = app.named("dialog", "Calendar: To be fixed by");
    faults.extend(take(&app, "finding-date"));
    app.press("Escape");
    let with_pictures = "return [...document.querySelectorAll('[role=option]')] \
                         .find(o => o.innerText.includes('Access of people who left')) ?? null";
    app.wait("a finding with pictures", || {
        let found = app.browser().run(with_pictures, &json!([]));
        found.is_ok_and(|found| Element::from_answer(&found).is_some_and(|e| app.browser().click(&e).is_ok()))
    });
    app.reads("F02");
    let evidence = "const e = document.querySelector('#finding-evidence'); e?.scrollIntoView(); \
                    return !!e && [...document.querySelectorAll('.thumbs img')].some(i => i.complete)";
    app.wait("the pictures of the finding", || app.script(evidence));
    faults.extend(take(&app, "finding-evidence"));

    person::go(&app, "p");
    app.wait("the first page", || {
        app.script(
            "return [...document.querySelectorAll('main img')].some(i => i.complete && i.naturalWidth > 0)",
        )
    });
    faults.extend(take(&app, "reports"));
    person::choose(&app, "Report", "Value Creation Report");
    app.reads("is claimed without a baseline");
    faults.extend(take(&app, "reports-month"));

    person::go(&app, "c");
    app.reads("Invoice data typed into accounting");
    faults.extend(take(&app, "friction"));
    app.press("2");
    app.press("j");
    app.press("Enter");
    app.reads("Case");
    faults.extend(take(&app, "friction-flow"));
    app.click("tab", "Case");
    app.reads("What moves the net most");
    faults.extend(take(&app, "friction-case"));
    app.press("Escape");
    person::go(&app, "v");
    app.reads("MapHarbour");
    faults.extend(take(&app, "vendors"));
    let calendar = "const e = [...document.querySelectorAll('main label, main button')] \
                    .find(e => e.innerText.trim() === 'Calendar'); e?.click(); return !!e";
    app.wait("the calendar", || app.script(calendar));
    app.reads("Today");
    faults.extend(take(&app, "calendar"));
    person::go(&app, "l");
    app.reads("The engagement has not yet paid for itself");
    faults.extend(take(&app, "ledger"));
    app.press("w");
    app.reads("What happened");
    faults.extend(take(&app, "month-inbox"));
    app.press("Ctrl+Enter");
    app.press("Ctrl+Enter");
    app.reads("lines of last month");
    app.press("r");
    app.reads("each waits for its reading");
    faults.extend(take(&app, "month-lines"));

    // A record that no room shows is read over the room; a picture is shown at its finding.
    app.press("Ctrl+k");
    let _palette = app.named("dialog", "Find or do anything");
    app.write("Planning job");
    let system = "const o = [...document.querySelectorAll('[role=option]')].find(o => /^S\\d+/.test(o.innerText)); \
                  o?.click(); return !!o";
    app.wait("a system among the hits", || app.script(system));
    app.reads("Criticality");
    faults.extend(take(&app, "record"));
    app.press("Escape");

    person::go(&app, "t");
    app.reads("Trash");
    faults.extend(take(&app, "trash"));
    app.press("?");
    let _sheet = app.named("dialog", "Shortcuts");
    faults.extend(take(&app, "shortcuts"));
    app.press("Escape");
    app.press("Ctrl+,");
    app.reads("Appearance");
    faults.extend(take(&app, "settings"));
    app.click("button", "Security");
    app.reads("Lock the vault when");
    shot(&app, "settings-security");
    app.press("Ctrl+k");
    let _palette = app.named("dialog", "Find or do anything");
    faults.extend(take(&app, "palette"));
    app.press("Escape");
    app.click("button", "Back");
    person::set_pin(&app, "7391");
    undisturbed(&app);
    app.press("Ctrl+Shift+l");
    app.reads("The vault is still open");
    faults.extend(take(&app, "cover"));
    app.fill("PIN", "7391");
    app.press("Enter");
    app.reads("Trash");
    person::lock(&app);
    faults.extend(take(&app, "lock-unlock"));
    assert!(faults.is_empty(), "axe finds\n{}", faults.join("\n"));
    assert_eq!(
        eyes::violations(&app),
        [""; 0],
        "nothing was stopped on the way through the rooms"
    );
}
