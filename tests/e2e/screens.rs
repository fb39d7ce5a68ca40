//! Pictures of every view, light and dark: `cargo xtask screens` has them taken, a person looks at them.

use crate::app::{App, data_folder};
use crate::eyes;
use serde_json::json;
use std::path::PathBuf;

/// Takes the present view in both themes, and has axe judge both.
pub fn take(app: &App, name: &str) {
    for theme in ["light", "dark"] {
        let script = "document.documentElement.dataset.theme = arguments[0]";
        app.must(app.browser().run(script, &json!([theme])));
        eyes::accessible(app, &format!("{name}, {theme}"));
        if let Some(folder) = std::env::var_os("VALISE_SCREENS") {
            let file = PathBuf::from(folder).join(format!("{name}-{theme}.png"));
            app.must(eyes::picture(app.browser(), &file));
        }
    }
}

#[test]
fn screens_of_the_lock() {
    let data = data_folder();
    let app = App::start(data.path());
    take(&app, "first-start");
}
