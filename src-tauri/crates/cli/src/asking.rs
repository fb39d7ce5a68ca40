//! Secrets on their way in: from a prompt without echo, or from the lines of standard input.
//! Never from an argument or a variable, which other processes can read.

use std::io::{BufRead, ErrorKind, Read};
use valise_workbench::{Problem, ProblemCode, Result, Secret};

/// Longest line that is read as a secret, in bytes.
const LONGEST: u64 = 4096;

/// Where secrets come from in this run.
pub enum Asking {
    /// Lines of standard input, in the order in which the command needs them.
    Lines,
    /// A person at the terminal.
    Person,
}

impl Asking {
    /// As the arguments say.
    pub fn new(from_stdin: bool) -> Self {
        if from_stdin { Self::Lines } else { Self::Person }
    }

    /// A secret that exists.
    pub fn secret(&self, prompt: &str) -> Result<Secret> {
        match self {
            Self::Lines => line_of_stdin(),
            Self::Person => ask(prompt),
        }
    }

    /// A new secret; a person types it twice.
    pub fn new_secret(&self, prompt: &str) -> Result<Secret> {
        let first = self.secret(prompt)?;
        if let Self::Person = self {
            let again = ask("The same again: ")?;
            // EXPOSE: two inputs of the same person are compared; neither is kept.
            if first.expose() != again.expose() {
                return Err(Problem::refused("typedDifferently"));
            }
        }
        Ok(first)
    }
}

fn ask(prompt: &str) -> Result<Secret> {
    rpassword::prompt_password(prompt)
        .map(Secret::new)
        .map_err(|error| match error.kind() {
            ErrorKind::Interrupted | ErrorKind::UnexpectedEof => Problem::new(ProblemCode::Cancelled),
            _ => Problem::invalid("passphrase", "a terminal to ask at, or --passphrase-stdin"),
        })
}

/// Reads one line and not a byte more than the buffer of standard input holds, which the next
/// secret shares.
fn line_of_stdin() -> Result<Secret> {
    let mut line = String::new();
    let read = std::io::stdin().lock().take(LONGEST).read_line(&mut line);
    let missing = || {
        Problem::invalid(
            "standard input",
            "one line for each secret that the command needs",
        )
    };
    if read.map_err(|_| missing())? == 0 {
        return Err(missing());
    }
    let end = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(end);
    Ok(Secret::new(line))
}
