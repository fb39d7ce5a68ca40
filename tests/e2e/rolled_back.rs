//! A client whose files were put back from an older copy: it opens for reading, says why, and names what is newer.

use crate::app::{App, data_folder};
use crate::rooms::{at_picture_size, take, undisturbed};
use crate::{eyes, person};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use valise_tests::PASSPHRASE;

const BEFORE: &str = "Orders are typed twice, as first written";
const AFTER: &str = "Written before the file was set back";

/// The record files of all clients, as they lie on the disk now.
fn record_files(data: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let clients = fs::read_dir(data.join("vault/clients")).unwrap().flatten();
    clients
        .map(|client| client.path().join("data.db"))
        .map(|file| (file.clone(), fs::read(&file).unwrap()))
        .collect()
}

#[test]
fn a_client_that_was_set_back_is_read_only_explained_and_made_whole_from_a_snapshot() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    person::open(&app, "WREN");
    person::write_title(&app, BEFORE);
    person::lock(&app);
    let older = record_files(data.path());

    person::unlock(&app, PASSPHRASE);
    person::write_title(&app, AFTER);
    person::to_clients(&app);
    app.click("button", "More for WREN");
    app.click("menuitem", "Snapshots…");
    app.click("button", "Take one now");
    app.reads("The snapshot is taken");
    app.press("Escape");
    person::lock(&app);
    drop(app);
    for (file, bytes) in &older {
        fs::write(file, bytes).unwrap();
    }

    let app = App::start(data.path());
    at_picture_size(&app);
    person::unlock(&app, PASSPHRASE);
    person::open(&app, "WREN");
    app.reads("nothing is written until you decide");
    undisturbed(&app);
    let mut faults = take(&app, "rolled-back");
    person::go(&app, "f");
    assert_eq!(
        person::title(&app),
        BEFORE,
        "what the older file holds can be read"
    );
    app.replace("Title", "must not be written");
    app.reads("This client is open for reading only");
    undisturbed(&app);

    app.press("Ctrl+,");
    app.click("button", "Check…");
    app.reads("Not everything holds");
    app.reads("is older than the vault remembers");
    faults.extend(take(&app, "keeping-check-faulty"));
    app.press("Escape");
    app.wait("the dialog to close", || {
        !app.has("dialog", "Not everything holds")
    });
    app.click("button", "Back");

    app.click("button", "What happened, and what now…");
    app.reads("Entries that the file lacks lie in a snapshot");
    faults.extend(take(&app, "keeping-rollback"));
    app.click("button", "Restore the snapshot of");
    app.reads("which is more than it holds now");
    faults.extend(take(&app, "keeping-rollback-restore"));
    app.click("button", "Restore");
    app.reads("The client is as it was on");
    person::go(&app, "f");
    app.wait("what was lost to be there again", || person::title(&app) == AFTER);
    assert!(
        !app.has("button", "What happened, and what now…"),
        "and it is written to again"
    );
    app.replace("Title", "Written after that");
    person::lock(&app);
    person::unlock(&app, PASSPHRASE);
    app.reads("Written after that");
    assert!(faults.is_empty(), "axe finds\n{}", faults.join("\n"));
    assert_eq!(eyes::violations(&app), [""; 0]);
}
