//! Every room of a client: accessible in both themes, true to the policy, and drawn for `cargo xtask screens`.

use crate::app::data_folder;
use crate::screens::take;
use crate::{eyes, person};

#[test]
fn every_room_of_a_full_client_is_accessible_and_keeps_the_policy() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    take(&app, "clients");
    person::open(&app, "HERON");
    take(&app, "overview");
    for (key, name, sign) in [
        ("a", "audit", "Score"),
        ("f", "findings", "F01"),
        ("p", "reports", "Export PDF"),
    ] {
        person::go(&app, key);
        app.reads(sign);
        take(&app, name);
    }
    app.press("Ctrl+k");
    let _palette = app.named("dialog", "Find or do anything");
    take(&app, "palette");
    app.press("Escape");
    person::lock(&app);
    take(&app, "lock");
    assert_eq!(
        eyes::violations(&app),
        [""; 0],
        "nothing was stopped on the way through the rooms"
    );
}
