//! `cargo xtask fetch`: the packages of npm and cargo, as locked. Nothing is built.

use crate::place;
use crate::process::{self, Outcome};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The oldest Node that the interface's tools run on.
const NODE: (u32, u32) = (20, 19);

/// Fetches everything that later steps may not download.
pub fn fetch() -> Outcome {
    node()?;
    ui_packages()?;
    fonts()?;
    crates()?;
    println!("Fetched. Builds from here on need no network.");
    Ok(true)
}

/// Node in a version that the interface's tools accept.
pub fn node() -> Result<(), String> {
    let wanted = format!(
        "Node {}.{} or newer is needed (https://nodejs.org, or your system's packages)",
        NODE.0, NODE.1
    );
    let said = process::read(Command::new("node").arg("--version")).map_err(|_| wanted.clone())?;
    let mut numbers = said
        .trim()
        .trim_start_matches('v')
        .split('.')
        .map_while(|part| part.parse::<u32>().ok());
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < NODE {
        Err(format!("{wanted}; found {}", said.trim()))
    } else {
        Ok(())
    }
}

/// The interface's packages, exactly as locked. A folder that already matches the lock file is left alone:
/// npm writes down what it installed, and the stamp beside it says from which lock file.
pub fn ui_packages() -> Result<(), String> {
    let lock = read(&place::ui().join("package-lock.json"))?;
    let stamp = place::ui().join("node_modules").join(".valise-lock");
    if fs::read_to_string(&stamp).is_ok_and(|before| before == lock) {
        return Ok(());
    }
    let mut npm = process::command(
        place::npm(),
        &["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
    );
    process::read(npm.current_dir(place::ui()))?;
    fs::write(&stamp, lock).map_err(|error| format!("{}: {error}", stamp.display()))
}

/// The report's typefaces: they come with the interface's packages and are embedded when the report is built.
pub fn fonts() -> Result<(), String> {
    let folder = place::ui().join("node_modules").join("@expo-google-fonts");
    let manifest: serde_json::Value = serde_json::from_str(&read(&place::ui().join("package.json"))?)
        .map_err(|error| format!("ui/package.json: {error}"))?;
    let packages = manifest["devDependencies"].as_object().into_iter().flatten();
    for name in packages.filter_map(|(name, _)| name.strip_prefix("@expo-google-fonts/")) {
        if !holds_a_face(&folder.join(name)) {
            return Err(format!(
                "no typeface in ui/node_modules/@expo-google-fonts/{name}: run `cargo xtask fetch`"
            ));
        }
    }
    Ok(())
}

/// Every crate of the lock file.
pub fn crates() -> Result<(), String> {
    process::read(&mut process::cargo(&["fetch", "--locked"])).map(drop)
}

fn holds_a_face(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().any(|entry| {
        let path = entry.path();
        path.extension().is_some_and(|extension| extension == "ttf") || (path.is_dir() && holds_a_face(&path))
    })
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
