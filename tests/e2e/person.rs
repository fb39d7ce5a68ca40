//! What a person does with the window, in the words that stand on it.

use crate::app::App;
use crate::desktop;
use crate::eyes;
use crate::webdriver::Element;
use serde_json::json;
use std::path::Path;
use valise_tests::PASSPHRASE;

/// A started app on a fresh folder, with a vault that was just created.
#[track_caller]
pub fn with_vault(folder: &Path) -> App {
    new_vault(App::start(folder))
}

/// The same in an app that was started with variables of its own.
#[track_caller]
pub fn new_vault(app: App) -> App {
    app.fill("Passphrase", PASSPHRASE);
    app.fill("Repeat it", PASSPHRASE);
    app.click("button", "Create vault");
    app.reads("Your first client");
    app
}

/// The same with the three sample clients.
#[track_caller]
pub fn with_samples(folder: &Path) -> App {
    take_samples(with_vault(folder))
}

/// Takes the samples from the empty list of clients.
#[track_caller]
pub fn take_samples(app: App) -> App {
    app.click("button", "Open the sample clients");
    let _card = app.named("button", "HERON");
    app
}

/// Opens a client from its card and waits for the overview.
#[track_caller]
pub fn open(app: &App, codename: &str) {
    app.click("button", codename);
    app.reads("Exposure a year");
}

/// Goes to a section of the open client by its keys: `a` audit, `f` findings, `o` overview, `p` reports.
#[track_caller]
pub fn go(app: &App, section: &str) {
    app.press("g");
    app.press(section);
}

/// A new client with an engagement and the first day's questions, as the form offers it.
#[track_caller]
pub fn new_client(app: &App, codename: &str) {
    new_client_earning(app, codename, "");
}

/// The same with revenue a year, in whole units of the currency.
#[track_caller]
pub fn new_client_earning(app: &App, codename: &str, revenue: &str) {
    app.click("button", "New client");
    app.fill("Codename", codename);
    if !revenue.is_empty() {
        app.fill("Revenue a year", revenue);
    }
    app.click("button", "Create client");
    app.wait("the new client's overview", || {
        app.has("heading", "Overview")
            || app.script("return document.body.innerText.includes('Nothing asked yet')")
    });
}

/// Opens the audit of a new client, whose first round stands ready.
#[track_caller]
pub fn to_first_round(app: &App) {
    go(app, "a");
    let _score = app.named("button", "3, in place");
}

/// Chooses from a list by its label and the words of the choice.
#[track_caller]
pub fn choose(app: &App, label: &str, choice: &str) {
    let list = app.named("combobox", label);
    let focus = "arguments[0].scrollIntoView({ block: 'center' }); arguments[0].focus()";
    app.must(app.browser().run(focus, &json!([list.argument()])));
    app.press("Enter");
    app.click("option", choice);
}

/// Takes one of a few choices side by side, by its words.
#[track_caller]
pub fn pick(app: &App, choice: &str) {
    let find = "return [...document.querySelectorAll('.segmented label')] \
                .find(label => label.innerText.trim() === arguments[0]) ?? null";
    app.wait("the choice to be taken", || {
        let found = app.browser().run(find, &json!([choice]));
        found.is_ok_and(|found| Element::from_answer(&found).is_some_and(|e| app.browser().click(&e).is_ok()))
    });
}

/// In the reports room: opens and ticks every picture that would leave.
#[track_caller]
pub fn look_at_pictures(app: &App) {
    app.reads("seen");
    let unseen = "return [...document.querySelectorAll('.pictures input[type=checkbox]')].find(b => !b.checked && !b.disabled) ?? null";
    app.wait("every picture to be looked at", || {
        if let Ok(found) = app.browser().run(unseen, &json!([]))
            && let Some(tick) = Element::from_answer(&found)
        {
            app.browser()
                .run("arguments[0].click()", &json!([tick.argument()]))
                .ok();
        }
        app.script(
            "return [...document.querySelectorAll('.pictures input[type=checkbox]')].every(b => b.checked)",
        )
    });
}

/// From the reports room: waits until the pages are checked, exports them, and says where in the system's dialog.
#[track_caller]
pub fn export(app: &App, target: &Path) {
    let button = app.named("button", "Export PDF");
    app.wait("the pages to be set and checked", || {
        let ready = "return arguments[0].getAttribute('aria-disabled') !== 'true'";
        let answer = app.browser().run(ready, &json!([button.argument()]));
        answer.is_ok_and(|answer| answer == true)
    });
    app.press("Ctrl+e");
    app.must(desktop::choose_file("Export the report", target));
    let name = target
        .file_name()
        .expect("a file to write has a name")
        .to_string_lossy();
    app.reads(&name);
}

/// Locks with the key, and waits for the lock. The document is replaced on the way, so what the policy stopped
/// before is asked for first.
#[track_caller]
pub fn lock(app: &App) {
    assert_eq!(
        eyes::violations(app),
        [""; 0],
        "the policy had to stop something before the lock"
    );
    lock_in_spite(app);
}

/// The same after the policy had to stop something on purpose.
#[track_caller]
pub fn lock_in_spite(app: &App) {
    app.press("Ctrl+l");
    app.reads("Unlock your vault");
    eyes::watch_policy(app);
}

/// Sets a PIN in the settings, and comes back.
#[track_caller]
pub fn set_pin(app: &App, pin: &str) {
    app.press("Ctrl+,");
    app.click("button", "Set a PIN");
    app.fill("New PIN", pin);
    app.fill("Repeat the PIN", pin);
    app.press("Enter");
    app.reads("The PIN is set");
    let _changed = app.named("button", "Change the PIN");
    app.click("button", "Back");
}

/// Unlocks with a passphrase; what follows is up to the test.
#[track_caller]
pub fn unlock(app: &App, passphrase: &str) {
    app.fill("Passphrase", passphrase);
    app.click("button", "Unlock");
}

/// Whether a button of that name is pressed.
pub fn is_pressed(app: &App, name: &str) -> bool {
    app.has("button", name) && {
        let button: Element = app.named("button", name);
        let script = "return arguments[0].getAttribute('aria-pressed') === 'true'";
        app.browser()
            .run(script, &json!([button.argument()]))
            .is_ok_and(|answer| answer == true)
    }
}

/// Goes to the list of clients.
#[track_caller]
pub fn to_clients(app: &App) {
    app.press("g");
    app.press("h");
    let _list = app.named("button", "New client");
}

/// The title that the shown finding has.
#[track_caller]
pub fn title(app: &App) -> String {
    let field = app.named("textbox", "Title");
    let value = app.must(
        app.browser()
            .run("return arguments[0].value", &json!([field.argument()])),
    );
    value.as_str().unwrap_or_default().to_owned()
}

/// Gives the first finding another title, and sees it again after a look elsewhere: it was written.
#[track_caller]
pub fn write_title(app: &App, title: &str) {
    go(app, "f");
    app.replace("Title", title);
    go(app, "o");
    app.reads("Exposure a year");
    go(app, "f");
    app.wait("the new title", || self::title(app) == title);
}
