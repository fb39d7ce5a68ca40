//! `cargo xtask screens`: a picture of every view, light and dark, into `tests/screens`.

use crate::process::Outcome;
use crate::steps::{Plan, Reader};
use crate::{fetch, packages, place, run, test};

/// Builds the app and has the end-to-end tests take their pictures.
pub fn screens() -> Outcome {
    let mut plan = Plan::new("screens")?;
    let ready = plan.prepare("system packages", packages::for_test)
        && plan.prepare("packages of the interface", fetch::ui_packages)
        && plan.prepare("interface: build", run::build_ui)
        && plan.step("rust: build", &Reader::None, &mut test::build());
    if ready {
        test::e2e::e2e(&mut plan, Some(&place::root().join("tests").join("screens")));
    }
    Ok(plan.close())
}
