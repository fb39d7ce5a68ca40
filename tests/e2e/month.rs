//! The month by keys: from its inbox to the locked report, and what a locked month answers to a change.

use crate::app::{App, data_folder};
use crate::{eyes, person};
use std::fs;

const HEADLINE: &str = "December returned less than it cost; the assurance report comes in February.";

/// Twenty minutes at one key a second, with three quarters of them left for thinking.
const STROKES: u32 = 300;

#[test]
fn a_month_goes_from_its_inbox_to_the_locked_report_by_keys() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    person::open(&app, "HERON");
    person::go(&app, "l");
    app.reads("The engagement has not yet paid for itself");
    let begun = app.strokes();

    app.press("w");
    app.reads("What happened");
    judge_all(&app);
    next(&app, "What was meant to be read by the end of the month");
    next(&app, "lines of last month");
    app.press("r");
    app.reads("each waits for its reading");
    next(&app, "questions of the monthly check");
    next(&app, "Three at most, each with what waiting costs");
    next(&app, "What contradicts it");
    app.replace("What the founder should know, in one sentence", HEADLINE);
    next(&app, "What will be signed");
    app.reads(HEADLINE);
    app.click("button", "Sign and lock");
    app.reads("Signed by Ilse V. on");
    let strokes = app.strokes() - begun;
    assert!(strokes < STROKES, "{strokes} keys");
    println!("a month took {strokes} keys");

    app.click("button", "Make the PDF");
    app.reads("What leaves the vault");
    let target = data.path().join("december.pdf");
    person::export(&app, &target);
    assert!(
        fs::read(&target).unwrap().starts_with(b"%PDF-"),
        "what was saved is a PDF"
    );

    app.click("button", "Done");

    // A locked month is read; what has to change is a correction in an open one.
    person::go(&app, "l");
    app.reads("What was signed");
    person::go(&app, "l");
    app.reads("The engagement has not yet paid for itself");
    app.press("j");
    app.press("Enter");
    open_line(&app, "[data-line]");
    app.reads("Enter it anew in January 2027");
    assert!(!app.has("button", "Sign and lock"));
    app.press("Escape");

    // What counted is corrected by a line of an open month.
    app.press("[");
    app.reads("November 2026");
    open_line(&app, "[data-line]:not(.pale)");
    app.reads("correct it there");
    assert_eq!(eyes::violations(&app), [""; 0]);
}

/// Drops what happened, one after the other, until nothing is left to judge.
fn judge_all(app: &App) {
    for _ in 0..80 {
        if app.script("return /All is judged|not yet judged/.test(document.body.innerText)") {
            return;
        }
        app.press("x");
    }
    panic!("the inbox does not end");
}

/// Opens a line of the month by its row.
fn open_line(app: &App, row: &str) {
    let line = format!("const e = document.querySelector('{row}'); e?.focus(); return !!e");
    app.wait("a line of a signed month", || app.script(&line));
    app.press("Enter");
    app.reads("A correction is a dated line of an open month");
}

/// On to the next step of the work.
fn next(app: &App, words: &str) {
    app.press("Ctrl+Enter");
    app.reads(words);
}
