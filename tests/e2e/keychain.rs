//! Quick unlock in the window, and what is said when the system's keychain fails it. `tests/suite/keychain.rs` has the
//! cases one by one.

use crate::app::{App, data_folder};
use crate::{eyes, person};
use std::path::Path;
use valise_tests::keychain;

const BUTTON: &str = "Unlock with this computer";

/// Asks for quick unlock where it fails, reads why, and takes the passphrase.
#[track_caller]
fn told(app: &App, words: [&str; 2]) {
    app.click("button", BUTTON);
    for sentence in words {
        app.reads(sentence);
    }
    eyes::accessible(app, "the lock after the keychain failed");
    person::unlock(app, valise_tests::PASSPHRASE);
    app.reads("Your first client");
}

#[track_caller]
fn turn_on(app: &App) {
    app.press("Ctrl+,");
    app.click("switch", "Quick unlock");
    app.fill("Current passphrase", valise_tests::PASSPHRASE);
    app.press("Enter");
    app.reads("Quick unlock is on");
    app.click("button", "Back");
    app.reads("Your first client");
}

#[test]
fn what_the_keychain_does_not_open_the_passphrase_does_and_the_window_says_why() {
    let data = data_folder();
    let app = person::with_vault(data.path());
    turn_on(&app);
    person::lock(&app);
    app.click("button", BUTTON);
    app.reads("Your first client");

    person::lock(&app);
    keychain::lock();
    told(
        &app,
        [
            "The system’s keychain is locked.",
            "Unlock it and try again. The passphrase opens the vault as before.",
        ],
    );
    person::lock(&app);
    keychain::unlock();
    app.click("button", BUTTON);
    app.reads("Your first client");

    person::lock(&app);
    keychain::forget();
    told(
        &app,
        [
            "The system’s keychain no longer opens this vault.",
            "Use the passphrase. Quick unlock can be switched on again in Settings.",
        ],
    );
    assert_eq!(keychain::entries().len(), 0, "no key was made anew");
    drop(app);

    // A desktop without a session bus, and so without a keychain.
    let app = App::start_with(
        data.path(),
        &[(
            "DBUS_SESSION_BUS_ADDRESS",
            Path::new("unix:path=/nonexistent/bus"),
        )],
    );
    told(
        &app,
        [
            "No keychain of the system answers.",
            "Start it and try again. The passphrase opens the vault as before.",
        ],
    );
}
