//! Where things are. Every path is found at run time, so that a binary in a shared cache never points at
//! another copy of the repository.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::OnceLock;

/// The repository's top.
pub fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    manifest
        .and_then(|at| at.ancestors().nth(3).map(PathBuf::from))
        .or_else(|| std::env::current_dir().ok())
        .expect("the current folder can be read")
}

/// The user interface's folder.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// The build folder, as cargo sees it (`CARGO_TARGET_DIR` and cargo's configuration included).
pub fn target() -> PathBuf {
    static TARGET: OnceLock<PathBuf> = OnceLock::new();
    TARGET
        .get_or_init(|| {
            let asked = std::process::Command::new(cargo())
                .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
                .current_dir(root())
                .output();
            asked
                .ok()
                .and_then(|output| serde_json::from_slice::<serde_json::Value>(&output.stdout).ok())
                .and_then(|metadata| metadata["target_directory"].as_str().map(PathBuf::from))
                .or_else(|| std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from))
                .unwrap_or_else(|| root().join("target"))
        })
        .clone()
}

/// A program that cargo built: `profile` is the folder's name, `debug` or `release`.
pub fn built(profile: &str, name: &str) -> PathBuf {
    target()
        .join(profile)
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// The cargo that runs this very task.
pub fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// npm, which is a script with an extension of its own on Windows.
pub fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Whether a window could be opened here.
pub fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
