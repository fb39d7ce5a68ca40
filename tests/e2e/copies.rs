//! Copies of the vault made, tried and restored in the window, and a vault that lies in another folder.

use crate::app::{App, data_folder};
use crate::rooms::{at_picture_size, take, undisturbed};
use crate::{desktop, person};
use std::fs;
use std::path::{Path, PathBuf};
use valise_tests::PASSPHRASE;

const CHOOSE: &str = "Choose the folder of a backup";

/// The one folder below another.
#[track_caller]
fn only_folder(place: &Path) -> PathBuf {
    let mut found = fs::read_dir(place).unwrap().flatten();
    let first = found.next().expect("a folder").path();
    assert!(found.next().is_none(), "nothing else was written there");
    first
}

#[test]
fn a_backup_is_made_tried_and_restored_in_the_window() {
    let (data, stick) = (data_folder(), data_folder());
    let app = person::with_samples(data.path());
    at_picture_size(&app);
    undisturbed(&app);
    app.press("Ctrl+,");
    app.click("button", "Back up now…");
    app.click("button", "Choose a folder…");
    app.must(desktop::choose_folder("Where to put the backup", stick.path()));
    app.reads("The backup is complete");
    let mut faults = take(&app, "keeping-backup-done");
    let backup = only_folder(stick.path());

    app.press("Escape");
    app.click("button", "Try a restore…");
    app.fill("Passphrase", "another passphrase than the right one");
    app.click("button", "Choose the backup…");
    app.must(desktop::choose_folder(CHOOSE, &backup));
    app.reads("does not open this backup");
    app.replace("Passphrase", PASSPHRASE);
    app.click("button", "Choose the backup…");
    app.must(desktop::choose_folder(CHOOSE, &backup));
    app.reads("This backup would restore");
    faults.extend(take(&app, "keeping-drilled"));
    app.click("button", "Close");
    drop(app);

    // Another computer, where there is no vault yet.
    let other = data_folder();
    let app = App::start(other.path());
    at_picture_size(&app);
    app.click("button", "Restore a backup…");
    app.must(desktop::choose_folder(CHOOSE, stick.path()));
    app.reads("This folder is not a backup of a Valise vault");
    assert!(!other.path().join("vault").exists(), "and nothing was written");
    undisturbed(&app);
    app.click("button", "Restore a backup…");
    app.must(desktop::choose_folder(CHOOSE, &backup));
    app.reads("is in place");
    app.reads("Unlock your vault");
    faults.extend(take(&app, "lock-restored"));
    person::unlock(&app, PASSPHRASE);
    for codename in ["PLOVER", "WREN"] {
        let _card = app.named("button", codename);
    }
    person::open(&app, "HERON");
    person::go(&app, "f");
    app.reads("F02");
    assert!(faults.is_empty(), "axe finds\n{}", faults.join("\n"));
}

#[test]
fn a_vault_in_another_folder_is_opened_and_remembered() {
    let (home, carried) = (data_folder(), data_folder());
    let app = person::with_vault(carried.path());
    person::new_client(&app, "OSPREY");
    drop(app);
    let place = carried.path().join("vault");

    let app = App::start(home.path());
    at_picture_size(&app);
    app.click("button", "Open another vault…");
    // Pointing at the folder above it is as good.
    app.must(desktop::choose_folder(
        "Choose the folder of a vault",
        carried.path(),
    ));
    app.reads("Unlock your vault");
    app.reads(&place.display().to_string());
    let mut faults = take(&app, "lock-other-vault");
    person::unlock(&app, PASSPHRASE);
    let _card = app.named("button", "OSPREY");
    drop(app);
    assert!(
        !home.path().join("vault").exists(),
        "none was made at the usual place"
    );

    let app = App::start(home.path());
    app.reads("Unlock your vault");
    app.reads(&place.display().to_string());
    drop(app);

    // The disk is unplugged: no new vault is offered in its place.
    let away = carried.path().join("unplugged");
    fs::rename(&place, &away).unwrap();
    let app = App::start(home.path());
    at_picture_size(&app);
    app.reads("The folder of the vault is not there");
    assert!(!app.has("button", "Create vault"));
    faults.extend(take(&app, "lock-missing"));
    fs::rename(&away, &place).unwrap();
    app.click("button", "Look again");
    app.reads("Unlock your vault");
    app.click("button", "Back to the usual place");
    let _form = app.named("button", "Create vault");
    drop(app);

    let app = App::start(home.path());
    let _form = app.named("button", "Create vault");
    // What is no vault is refused, and the place stays.
    fs::write(home.path().join("letter.txt"), "no vault").unwrap();
    app.click("button", "Open another vault…");
    app.must(desktop::choose_folder(
        "Choose the folder of a vault",
        home.path(),
    ));
    app.reads("not a vault");
    let _form = app.named("button", "Create vault");
    assert!(faults.is_empty(), "axe finds\n{}", faults.join("\n"));
}
