//! The whole way in one window: from an empty machine over ten answers, a finding and its screenshot to the printed
//! page, through the lock and back.

use crate::app::{App, data_folder};
use crate::{desktop, disk, person};
use serde_json::json;
use std::path::Path;
use std::process::Command;
use valise_tests::{PASSPHRASE, samples};

const CLIENT: &str = "OSPREY";
const TITLE: &str = "Founder and technical lead name different goals";
const WORDS: &str = "two lists on one whiteboard, photographed";
const SEASON: &str = "Renewals of all large contracts in March";
/// What is pressed at each of the first ten questions of the first day. Two of them have no score: one makes a
/// record, one stays unknown.
const ANSWERS: [&[&str]; 10] = [
    &["0", "Shift+3"],
    &["c"],
    &["2", "Shift+1"],
    &["3", "Shift+2"],
    &["x"],
    &["1", "Shift+1"],
    &["0", "Shift+2"],
    &["2", "Shift+3"],
    &["4", "Shift+4"],
    &["1", "Shift+2"],
];

#[test]
fn from_the_first_key_to_the_printed_page_and_back_through_the_lock() {
    let data = data_folder();
    let shelf = data_folder();
    let app = person::with_samples(data.path());
    person::new_client_earning(&app, CLIENT, "1200000");

    answer_ten_and_raise(&app);
    add_screenshot(&app);
    confirm(&app);

    let pdf = shelf.path().join("audit.pdf");
    person::go(&app, "p");
    person::look_at_pictures(&app);
    person::export(&app, &pdf);
    app.click("button", "Done");
    assert!(
        text_of(&pdf).contains(TITLE),
        "the printed page has the finding's title"
    );

    disk::holds_none_of(
        data.path(),
        &[CLIENT, TITLE, WORDS, SEASON, PASSPHRASE].map(str::to_owned),
    );
    person::lock(&app);
    for word in [CLIENT, TITLE, WORDS, SEASON, "HERON", "F01"] {
        let script = "return document.documentElement.outerHTML.includes(arguments[0])";
        let there = app.must(app.browser().run(script, &json!([word])));
        assert_eq!(there, false, "{word} is still in the locked document");
    }
    disk::holds_none_of(
        data.path(),
        &[CLIENT, TITLE, WORDS, SEASON, PASSPHRASE].map(str::to_owned),
    );

    person::unlock(&app, PASSPHRASE);
    // The place comes back by itself: the reports room of the same client.
    app.reads("Before export");
    person::go(&app, "f");
    app.reads("F01");
    let title = app.named("textbox", "Title");
    let value = app.must(
        app.browser()
            .run("return arguments[0].value", &json!([title.argument()])),
    );
    assert_eq!(value, TITLE);
    let _picture = app.named("button", "Open ");
    person::go(&app, "a");
    app.reads("10 / 59");
}

/// From the list of questions, without a pointer.
fn answer_ten_and_raise(app: &App) {
    person::to_first_round(app);
    for (at, keys) in ANSWERS.iter().enumerate() {
        for key in *keys {
            app.press(key);
        }
        match at {
            0 => raise(app),
            1 => record(app),
            _ => {}
        }
        if at + 1 < ANSWERS.len() {
            app.press("j");
        }
    }
    app.reads("10 / 59");
}

/// The field for a record has the keys: its title, Enter, and back to the list.
fn record(app: &App) {
    app.write(SEASON);
    app.press("Enter");
    app.reads(&format!("Created: {SEASON}"));
    app.press("Escape");
    in_the_list(app);
}

fn in_the_list(app: &App) {
    app.wait("the list to have the keys", || {
        app.script("return document.activeElement?.getAttribute('role') === 'listbox'")
    });
}

/// F, Enter for the template that fits best, its two facts, Enter.
fn raise(app: &App) {
    app.reads(TITLE);
    app.press("f");
    app.press("Enter");
    let _first = app.named("textbox", "total");
    app.write("6");
    app.press("Tab");
    app.write("2");
    app.press("Enter");
    app.reads("F01 raised");
    in_the_list(app);
}

fn add_screenshot(app: &App) {
    person::go(app, "f");
    let _title = app.named("textbox", "Title");
    app.press("e");
    let picture = samples().join("evidence/ev04-whiteboard-path.png");
    app.must(desktop::choose_file("Add evidence", &picture));
    app.reads("Evidence added");
}

/// A draft does not print: the finding gets what it still needs, and is confirmed.
fn confirm(app: &App) {
    app.replace("Amount already committed or about to be, Low", "20000");
    app.replace("Amount already committed or about to be, High", "40000");
    app.replace("What the evidence is", WORDS);
    app.replace("Days of work", "1");
    app.replace("Share of the loss it removes", "50");
    person::choose(app, "Owner", "Adviser");
    app.reads("Complete. It can be confirmed.");
    app.click("radio", "Confirmed");
    app.reads("Exposure a year");
}

/// The text of a PDF, as a reader without Valise sees it; lines are joined.
fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-enc", "UTF-8"])
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap_or_else(|error| panic!("pdftotext (Debian: poppler-utils): {error}"));
    assert!(output.status.success(), "pdftotext reads {}", pdf.display());
    String::from_utf8_lossy(&output.stdout)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
