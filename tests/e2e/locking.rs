//! The lock: what opens it, what does not, and what is left when it closes.

use crate::app::data_folder;
use crate::{disk, eyes, person};
use valise_tests::{PASSPHRASE, read_json, sample};

#[test]
fn only_the_right_passphrase_opens() {
    let data = data_folder();
    let app = person::with_vault(data.path());
    person::lock(&app);
    person::unlock(&app, "another passphrase that is not the one");
    app.reads("does not open this vault");
    eyes::accessible(&app, "the lock after a wrong passphrase");
    // The field is taken over for the next try.
    app.press("Ctrl+a");
    app.write(PASSPHRASE);
    app.press("Enter");
    app.reads("Your first client");
}

#[test]
fn a_locked_window_shows_nothing_of_a_client() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    person::open(&app, "HERON");
    app.reads("HERON");
    person::lock(&app);
    let names = ["HERON", "PLOVER", "WREN", "Brindlewick"];
    for name in names {
        let script = format!("return document.documentElement.innerHTML.includes('{name}')");
        assert!(!app.script(&script), "{name} is still in the locked document");
    }
}

#[test]
fn no_file_holds_a_readable_word_of_a_client() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    person::open(&app, "HERON");
    person::go(&app, "f");
    app.reads("F01");
    person::go(&app, "a");
    person::lock(&app);
    let heron = read_json(&sample("sample-client.json")).unwrap();
    let canaries: Vec<String> = [
        &heron["client"]["name"],
        &heron["findings"][0]["title"],
        &heron["people"][0]["label"],
    ]
    .iter()
    .filter_map(|value| value.as_str().map(str::to_owned))
    .chain([PASSPHRASE.to_owned()])
    .collect();
    assert_eq!(
        canaries.len(),
        4,
        "the sample holds the words that are looked for"
    );
    disk::holds_none_of(data.path(), &canaries);
}
