//! Seals, copies, hand-overs and ways in: each dialog is accessible in both themes, leaves by Escape, and is drawn for
//! `cargo xtask screens`.

use crate::app::{App, data_folder};
use crate::rooms::{at_picture_size, take, undisturbed};
use crate::{eyes, person};
use valise_tests::PASSPHRASE;

/// Takes the dialog that stands open, and closes it as the keyboard does.
#[track_caller]
fn look_and_leave(app: &App, words: &str, name: &str) -> Vec<String> {
    app.reads(words);
    let faults = take(app, name);
    app.press("Escape");
    app.wait("the dialog to close", || {
        app.script("return document.querySelector('[role=dialog]') === null")
    });
    faults
}

#[test]
fn seals_and_copies_are_accessible_and_keep_the_policy() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    at_picture_size(&app);
    undisturbed(&app);
    let mut faults = Vec::new();
    for (item, words, name) in [
        ("Snapshots…", "Take one now", "keeping-snapshots"),
        ("Seal level…", "How it is sealed", "keeping-level"),
        ("New key…", "Make a new key", "keeping-new-key"),
        ("Hand over…", "Who can open it", "keeping-hand-over"),
        ("Destroy…", "Type HERON to go on", "keeping-destroy"),
    ] {
        app.click("button", "More for HERON");
        app.click("menuitem", item);
        faults.extend(look_and_leave(&app, words, name));
    }

    app.press("Ctrl+,");
    app.reads("Argon2id");
    app.click("button", "Make an Emergency Kit…");
    app.fill("Current passphrase", PASSPHRASE);
    app.click("button", "Make the key");
    faults.extend(look_and_leave(&app, "Type two groups back", "keeping-kit"));
    for (button, words, name) in [
        ("New keys…", "Make new keys", "keeping-new-keys"),
        ("Check…", "Everything holds", "keeping-check"),
        ("Back up now…", "Keep this copy", "keeping-backup"),
        ("Try a restore…", "Choose the backup…", "keeping-drill"),
        ("Show your card…", "Your six words", "keeping-card"),
    ] {
        app.click("button", button);
        faults.extend(look_and_leave(&app, words, name));
    }

    person::lock(&app);
    app.click("button", "Forgot the passphrase?");
    app.reads("No recovery key was made");
    faults.extend(take(&app, "lock-no-recovery-key"));
    assert!(faults.is_empty(), "axe finds\n{}", faults.join("\n"));
    assert_eq!(
        eyes::violations(&app),
        [""; 0],
        "nothing was stopped on the way through the dialogs"
    );
}
