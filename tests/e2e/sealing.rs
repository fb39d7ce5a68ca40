//! From Standard to Strict: the sheet is printed and typed back, and opens the client where its secret is not.

use crate::app::{App, data_folder};
use crate::rooms::{at_picture_size, take, undisturbed};
use crate::{desktop, person};
use serde_json::json;
use std::fs;
use std::path::Path;
use valise_tests::PASSPHRASE;

/// The groups that stand on the sheet.
#[track_caller]
fn groups(app: &App) -> Vec<String> {
    let read = "return [...document.querySelectorAll('[role=dialog] ol code')].map(e => e.textContent)";
    let found = app.must(app.browser().run(read, &json!([])));
    let groups = found.as_array().into_iter().flatten();
    groups
        .filter_map(|group| group.as_str().map(str::to_owned))
        .collect()
}

#[test]
fn a_strict_client_has_a_sheet_and_needs_it_where_its_secret_is_not() {
    let (data, shelf) = (data_folder(), data_folder());
    let app = person::with_samples(data.path());
    at_picture_size(&app);
    undisturbed(&app);
    app.click("button", "More for WREN");
    app.click("menuitem", "Seal level…");
    app.click("radio", "Strict");
    app.reads("A sheet is printed next");
    let mut faults = take(&app, "keeping-to-strict");
    app.click("button", "Change the seal");
    app.reads("It is shown once");
    let sheet = groups(&app);
    assert_eq!(sheet.len(), 14, "{sheet:?}");
    app.press("Escape");
    app.reads("It is shown once");
    let pdf = shelf.path().join("sheet.pdf");
    app.click("button", "Save as PDF…");
    app.must(desktop::choose_file("Save the sheet", &pdf));
    app.reads("Print it, then delete the file");
    assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
    faults.extend(take(&app, "keeping-sheet"));
    app.click("button", "The sheet is on paper");
    app.reads("This is not what stands above");
    let asked = "return [...document.querySelectorAll('dialog label, [role=dialog] label')].map(label => label.innerText.trim())";
    let asked = app.must(app.browser().run(asked, &json!([])));
    let asked: Vec<&str> = asked
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|label| label.as_str())
        .collect();
    assert_eq!(asked.len(), 2, "{asked:?}");
    for label in asked {
        let number: usize = label
            .trim_start_matches("Group ")
            .parse()
            .expect("a group's number");
        app.fill(label, &sheet[number - 1].to_lowercase());
    }
    app.click("button", "The sheet is on paper");
    app.reads("The sheet is confirmed");
    // On this computer nothing else is asked.
    person::open(&app, "WREN");
    drop(app);

    // A keychain that does not answer, as on another computer.
    let silent = [("DBUS_SESSION_BUS_ADDRESS", Path::new("unix:path=/nowhere"))];
    let app = App::start_with(data.path(), &silent);
    at_picture_size(&app);
    person::unlock(&app, PASSPHRASE);
    person::open(&app, "HERON");
    person::to_clients(&app);
    app.click("button", "WREN");
    let _entry = app.named("textbox", "The groups on the sheet");
    faults.extend(take(&app, "sheet-entry"));
    app.fill("The groups on the sheet", "0000 0000 0000");
    app.click("button", "Open with the sheet");
    app.reads("do not open this client");
    app.replace("The groups on the sheet", &sheet.join(" "));
    app.click("button", "Open with the sheet");
    app.reads("Exposure a year");
    assert!(faults.is_empty(), "axe finds\n{}", faults.join("\n"));
}
