//! The first minute: an empty machine, a passphrase, a lock.

use crate::app::{App, data_folder};
use crate::eyes;

#[test]
fn the_first_window_is_accessible_and_keeps_its_policy() {
    let data = data_folder();
    let app = App::start(data.path());
    eyes::accessible(&app, "the first window");
    assert_eq!(
        eyes::violations(&app),
        [""; 0],
        "nothing was stopped while the window opened"
    );
}

#[test]
fn nothing_is_written_before_a_passphrase_is_chosen() {
    let data = data_folder();
    let app = App::start(data.path());
    assert!(
        !app.folder().join("vault").exists(),
        "a vault was made without being asked for"
    );
}
