//! A client that leaves for a colleague in one sealed file, comes in there, comes back, and is merged.

use crate::app::{App, data_folder};
use crate::rooms::{at_picture_size, take, undisturbed};
use crate::{desktop, eyes, person};
use serde_json::json;
use std::path::Path;
use valise_tests::PASSPHRASE;

const MINE: &str = "Orders are typed twice, says the owner of the file";
const THEIRS: &str = "Orders are typed twice, says the colleague";
const FILE_WORDS: &str = "seven kind otters carry the winter bread";

fn restart(data: &Path) -> App {
    let app = App::start(data);
    at_picture_size(&app);
    person::unlock(&app, PASSPHRASE);
    app.wait("the vault to open", || {
        app.script("return document.querySelector('main.lock') === null")
    });
    // The place of the last time comes back by itself.
    person::to_clients(&app);
    app
}

/// The card of the open vault, as it would be sent.
#[track_caller]
fn card(app: &App) -> String {
    app.press("Ctrl+,");
    app.click("button", "Show your card…");
    let field = app.named("textbox", "The card as text");
    let script = "return arguments[0].value";
    let text = app.must(app.browser().run(script, &json!([field.argument()])));
    app.press("Escape");
    app.click("button", "Back");
    text.as_str().unwrap_or_default().to_owned()
}

/// The six words of the sender that stand on the page.
#[track_caller]
fn six_words(app: &App, label: &str) -> Vec<String> {
    let read = "return [...document.querySelector(`[aria-label=\"${arguments[0]}\"]`)?.children ?? []].map(e => e.innerText)";
    let found = app.must(app.browser().run(read, &json!([label])));
    let words = found.as_array().into_iter().flatten();
    words
        .filter_map(|word| word.as_str().map(str::to_owned))
        .collect()
}

#[test]
fn a_client_leaves_sealed_for_a_card_comes_back_and_is_merged() {
    let (mine, theirs, post) = (data_folder(), data_folder(), data_folder());
    let there = person::with_vault(theirs.path());
    let their_card = card(&there);
    assert!(their_card.starts_with("valise1"), "{their_card}");
    drop(there);

    let here = person::with_samples(mine.path());
    at_picture_size(&here);
    undisturbed(&here);
    here.click("button", "More for WREN");
    here.click("menuitem", "Hand over…");
    here.fill("Paste a card", &their_card);
    here.click("button", "Add");
    here.reads("Compare the six words by telephone");
    let mut faults = take(&here, "hand-over-card");
    let sealed = post.path().join("wren.valise");
    here.click("button", "Choose where it goes…");
    here.must(desktop::choose_file("Seal a hand-over", &sealed));
    here.reads("The hand-over is sealed");
    faults.extend(take(&here, "hand-over-sealed"));
    here.click("button", "Close");
    // Meanwhile the owner goes on with it.
    person::open(&here, "WREN");
    person::write_title(&here, MINE);
    drop(here);

    let there = restart(theirs.path());
    there.press("Ctrl+Shift+i");
    there.must(desktop::choose_file("Open a hand-over", &sealed));
    there.reads("A hand-over of WREN");
    assert_eq!(six_words(&there, "Six words of the sender").len(), 6);
    faults.extend(take(&there, "hand-over-arrived"));
    there.click("button", "Take in");
    there.reads("WREN is here");
    person::open(&there, "WREN");
    person::write_title(&there, THEIRS);
    there.replace("Days of work", "9");
    // A letter would go into the field.
    there.click("link", "Overview");
    there.reads("Exposure a year");
    person::to_clients(&there);
    there.click("button", "More for WREN");
    there.click("menuitem", "Hand over…");
    person::pick(&there, "Whoever has a passphrase");
    there.fill("Passphrase of the file", FILE_WORDS);
    there.fill("Repeat it", FILE_WORDS);
    faults.extend(take(&there, "hand-over-passphrase"));
    let back = post.path().join("wren-back.valise");
    there.click("button", "Choose where it goes…");
    there.must(desktop::choose_file("Seal a hand-over", &back));
    there.reads("The hand-over is sealed");
    drop(there);

    let here = restart(mine.path());
    here.press("Ctrl+Shift+i");
    here.must(desktop::choose_file("Open a hand-over", &back));
    here.reads("This hand-over is sealed with a passphrase");
    faults.extend(take(&here, "hand-over-asks"));
    here.fill("Passphrase of the file", "six wrong words for a sealed file");
    here.click("button", "Open");
    here.reads("does not open this file");
    here.replace("Passphrase of the file", FILE_WORDS);
    here.click("button", "Open");
    here.reads("Merge into WREN");
    faults.extend(take(&here, "hand-over-back"));
    here.click("button", "Compare…");
    here.reads("When they parted");
    here.reads("1 conflict to choose");
    faults.extend(take(&here, "merge"));

    // Nothing is applied while a conflict is open.
    here.press("Ctrl+Enter");
    here.reads("1 conflict to choose");
    here.press("t");
    here.reads("No conflict is open");
    here.press("m");
    here.wait("mine to be chosen", || here.has("button", "Apply 1 change"));
    here.press("t");
    here.wait("theirs to be chosen", || here.has("button", "Apply 2 changes"));
    faults.extend(take(&here, "merge-chosen"));
    here.press("Ctrl+Enter");
    here.reads("1 record changed");
    faults.extend(take(&here, "merge-applied"));
    person::go(&here, "f");
    here.wait("their title", || person::title(&here) == THEIRS);
    here.press("Ctrl+z");
    here.wait("my title again", || person::title(&here) == MINE);
    assert!(faults.is_empty(), "axe finds\n{}", faults.join("\n"));
    assert_eq!(eyes::violations(&here), [""; 0]);
}
