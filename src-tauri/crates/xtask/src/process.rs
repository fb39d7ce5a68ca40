//! Starting other programs.

use crate::place;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a task answers: done, done with failures that were already shown, or a sentence.
pub type Outcome = Result<bool, String>;

/// A command in the repository's top folder.
pub fn command(program: impl AsRef<std::ffi::OsStr>, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(words).current_dir(place::root());
    command
}

/// cargo, in the repository's top folder.
pub fn cargo(words: &[&str]) -> Command {
    command(place::cargo(), words)
}

/// Runs a command with its output on the terminal; a failure is an error that names it.
pub fn show(command: &mut Command) -> Result<(), String> {
    let name = name_of(command);
    let status = command.status().map_err(|error| format!("{name}: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{name}: {status}"))
    }
}

/// Runs a command and returns its standard output; a failure carries the end of its standard error.
pub fn read(command: &mut Command) -> Result<String, String> {
    let name = name_of(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{name}: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{name}: {}\n{}", output.status, tail(&said, 30)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program can be found.
pub fn exists(program: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else {
        return false;
    };
    std::env::split_paths(&path).any(|folder| {
        folder
            .join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
            .is_file()
    })
}

/// The last `lines` lines of a text.
pub fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    all.get(all.len().saturating_sub(lines)..)
        .unwrap_or_default()
        .join("\n")
}

/// The program's file name and its first words, for messages.
pub fn name_of(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut name = program
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    for word in command.get_args().take(4) {
        name.push(' ');
        name.push_str(&word.to_string_lossy());
    }
    name
}
