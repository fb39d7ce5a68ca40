//! From the reports room to a file, through the system's own dialog.

use crate::app::data_folder;
use crate::{desktop, person};
use std::fs;
use std::time::Duration;

#[test]
fn the_audit_of_a_client_is_exported_where_the_dialog_says() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    person::open(&app, "WREN");
    person::go(&app, "p");
    let target = data.path().join("audit.pdf");
    person::export(&app, &target);
    let bytes = fs::read(&target).unwrap();
    assert!(bytes.starts_with(b"%PDF-"), "what was saved is a PDF");
}

#[test]
fn a_month_is_chosen_looked_at_and_exported() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    person::open(&app, "HERON");
    person::go(&app, "p");
    app.reads("21 pages");
    person::choose(&app, "Report", "Value Creation Report");
    // Contradictions of the month are named before it leaves.
    app.reads("is critical and open for 180 days");
    app.reads("is claimed without a baseline");
    app.reads("4 pages");
    person::choose(&app, "Month", "June 2026");
    app.wait("the checks of June", || {
        !app.script("return document.body.innerText.includes('180 days')")
    });
    let target = data.path().join("june.pdf");
    person::export(&app, &target);
    let bytes = fs::read(&target).unwrap();
    assert!(bytes.starts_with(b"%PDF-"), "what was saved is a PDF");
    assert_eq!(crate::eyes::violations(&app), [""; 0]);
}

#[test]
fn a_dialog_that_is_cancelled_writes_nothing() {
    let data = data_folder();
    let app = person::with_vault(data.path());
    app.press("Ctrl+i");
    app.must(desktop::cancel_dialog("Import a client"));
    std::thread::sleep(Duration::from_millis(300));
    app.reads("Your first client");
}

#[test]
fn a_client_file_comes_in_through_the_dialog() {
    let data = data_folder();
    let app = person::with_vault(data.path());
    app.press("Ctrl+i");
    app.must(desktop::choose_file(
        "Import a client",
        &valise_tests::sample("sample-wren.json"),
    ));
    let _card = app.named("button", "WREN");
}
