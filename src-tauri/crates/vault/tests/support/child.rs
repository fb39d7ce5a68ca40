//! Runs one test of the same binary again, as another process.

use std::path::Path;
use std::process::{Command, Stdio};

/// Set in the other process only.
pub const DIR: &str = "VAULT_TEST_DIR";

/// The folder to work in, when this is the other process.
pub fn folder() -> Option<std::path::PathBuf> {
    std::env::var_os(DIR).map(Into::into)
}

/// A command that runs the named test of this binary in `dir`, with its output piped.
pub fn again(test: &str, dir: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this binary"));
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
    command
        .env(DIR, dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The same, through a shell line that ends in `exec "$@"`.
pub fn again_through(line: &str, test: &str, dir: &Path) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", line, "sh"])
        .arg(std::env::current_exe().expect("this binary"));
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
    command
        .env(DIR, dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}
