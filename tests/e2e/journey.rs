//! A first day with the app: a client, questions, answers, and all of it still there tomorrow.

use crate::app::{App, data_folder};
use crate::eyes;
use crate::person;
use valise_tests::PASSPHRASE;

#[test]
fn an_answer_given_by_keys_is_there_after_a_restart() {
    let data = data_folder();
    let app = person::with_vault(data.path());
    person::new_client(&app, "OSPREY");
    person::to_first_round(&app);
    let before = app.strokes();
    app.press("3");
    app.press("Shift+4");
    assert_eq!(app.strokes() - before, 2, "a score and its grade are two strokes");
    app.wait("the score to show", || person::is_pressed(&app, "3, in place"));
    app.wait("the grade to show", || person::is_pressed(&app, "E4"));
    assert_eq!(
        eyes::violations(&app),
        [""; 0],
        "nothing was stopped while answering"
    );
    drop(app);

    let app = App::start(data.path());
    person::unlock(&app, PASSPHRASE);
    app.click("button", "OSPREY");
    person::go(&app, "a");
    // The room opens at the first question without an answer; yesterday's is the one before.
    let _next = app.named("heading", "Which launch");
    app.press("k");
    app.wait("the score of yesterday", || {
        person::is_pressed(&app, "3, in place")
    });
    app.wait("the grade of yesterday", || person::is_pressed(&app, "E4"));
}

#[test]
fn an_answer_is_taken_back_and_given_again() {
    let data = data_folder();
    let app = person::with_vault(data.path());
    person::new_client(&app, "OSPREY");
    person::to_first_round(&app);
    app.press("1");
    app.wait("the score", || person::is_pressed(&app, "1, depends"));
    app.press("Ctrl+z");
    app.wait("no score", || !person::is_pressed(&app, "1, depends"));
    app.press("Ctrl+Shift+z");
    app.wait("the score again", || person::is_pressed(&app, "1, depends"));
}
