//! Every room of a client: accessible in both themes, true to the policy, and drawn for `cargo xtask screens`,
//! whose pictures a person looks at.

use crate::app::{App, data_folder};
use crate::{eyes, person};
use serde_json::json;
use std::path::PathBuf;

/// Takes the present view in both themes, and has axe judge both; what it finds is answered.
#[track_caller]
fn take(app: &App, name: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for theme in ["light", "dark"] {
        let script = "document.documentElement.dataset.theme = arguments[0]";
        app.must(app.browser().run(script, &json!([theme])));
        faults.extend(eyes::faults(app, &format!("{name}, {theme}")));
        if let Some(folder) = std::env::var_os("VALISE_SCREENS") {
            let file = PathBuf::from(folder).join(format!("{name}-{theme}.png"));
            app.must(eyes::picture(app.browser(), &file));
        }
    }
    faults
}

#[test]
fn the_first_start_is_accessible_in_both_themes() {
    let data = data_folder();
    let app = App::start(data.path());
    let faults = take(&app, "first-start");
    assert!(faults.is_empty(), "axe finds\n{}", faults.join("\n"));
}

#[test]
fn every_room_of_a_full_client_is_accessible_and_keeps_the_policy() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    let mut faults = take(&app, "clients");
    person::open(&app, "HERON");
    faults.extend(take(&app, "overview"));
    for (key, name, sign) in [
        ("a", "audit", "Score"),
        ("f", "findings", "F01"),
        ("p", "reports", "Export PDF"),
    ] {
        person::go(&app, key);
        app.reads(sign);
        faults.extend(take(&app, name));
    }
    app.press("Ctrl+k");
    let _palette = app.named("dialog", "Find or do anything");
    faults.extend(take(&app, "palette"));
    app.press("Escape");
    person::lock(&app);
    faults.extend(take(&app, "lock"));
    assert!(faults.is_empty(), "axe finds\n{}", faults.join("\n"));
    assert_eq!(
        eyes::violations(&app),
        [""; 0],
        "nothing was stopped on the way through the rooms"
    );
}
