//! The built app in its real web view, driven from outside.

use super::{with_keychain, within};
use crate::steps::{Plan, Reader};
use crate::{place, process};
use std::path::Path;

/// Runs the end-to-end tests on the app that was built; with `screens`, only those that take pictures, into
/// that folder.
pub fn e2e(plan: &mut Plan, screens: Option<&Path>) {
    let name = if screens.is_some() {
        "pictures of the screens"
    } else {
        "end to end"
    };
    if !cfg!(target_os = "linux") {
        // WebKitWebDriver and xdotool exist on Linux only; the workflow runs this part there.
        println!("── {name}: not run, it is driven on Linux only");
        return;
    }
    for tool in [
        "xvfb-run",
        "WebKitWebDriver",
        "openbox",
        "xdotool",
        "xclip",
        "dbus-daemon",
        "gdbus",
    ] {
        if !process::exists(tool) {
            plan.fail(name, &format!("{tool} is missing"));
            return;
        }
    }
    let mut words = vec!["test", "--locked", "--workspace", "--test", "e2e"];
    if screens.is_some() {
        words.push("rooms::");
    }
    words.extend(["--", "--test-threads=1", "--nocapture"]);
    let mut inner = process::command("sh", &["tests/with-display.sh"]);
    inner.arg(place::cargo()).args(&words);
    inner.env("VALISE_APP", place::built("debug", "valise"));
    inner.env("VALISE_CLI", place::built("debug", "valise-cli"));
    inner.env("VALISE_E2E_KEEP", plan.folder().join("e2e"));
    if let Some(folder) = screens {
        inner.env("VALISE_SCREENS", folder);
    }
    let mut command = with_keychain(&inner);
    if may_leave_the_network() {
        command = within("tests/without-network.sh", &command);
    } else {
        println!("── {name}: beside the machine's network, since `unshare --net` is not permitted here");
    }
    plan.step(name, &Reader::Cargo, &mut command);
}

/// Whether a namespace without interfaces can be had: as root, or where the system lets everybody.
fn may_leave_the_network() -> bool {
    process::read(&mut process::command("sh", &["tests/without-network.sh", "true"])).is_ok()
}
