//! Answers to standard output, messages to standard error.

use crate::words;
use serde::Serialize;
use serde_json::Value;
use std::io::Write;
use valise_workbench::{Problem, ProblemCode, Result};

/// Prints for people or for programs.
pub struct Printer {
    json: bool,
}

impl Printer {
    /// For programs if `json`, else for people.
    pub fn new(json: bool) -> Self {
        Self { json }
    }

    /// The answer of a command: the document for programs, the lines for people.
    pub fn answer(&self, document: &impl Serialize, people: impl FnOnce() -> Vec<String>) -> Result<()> {
        if self.json {
            let value = serde_json::to_value(document).map_err(|_| Problem::new(ProblemCode::Internal))?;
            let text =
                serde_json::to_string_pretty(&value).map_err(|_| Problem::new(ProblemCode::Internal))?;
            return write_out(&text);
        }
        people().iter().try_for_each(|line| write_out(&calm(line)))
    }

    /// A message beside the answer.
    pub fn note(&self, text: &str) {
        say(&calm(text));
    }

    /// What went wrong and what to do about it.
    pub fn complain(&self, problem: &Problem) {
        let words = words::of(problem);
        say(&format!("valise-cli: {}", calm(&words.sentence)));
        if !words.remedy.is_empty() {
            say(&format!("  {}", calm(&words.remedy)));
        }
    }
}

fn write_out(line: &str) -> Result<()> {
    // A reader that has seen enough closes the pipe; there is nobody left to tell.
    writeln!(std::io::stdout().lock(), "{line}").map_err(|_| Problem::new(ProblemCode::Cancelled))
}

fn say(line: &str) {
    // Where standard error is closed, the exit code still says what happened.
    writeln!(std::io::stderr().lock(), "{line}").ok();
}

/// Text of a client's file may hold what a terminal would obey; it is shown, not sent.
fn calm(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' && c != '\t' {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .collect()
}

/// Rows as columns, two blanks apart; the last column is as long as it likes.
pub fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
    };
    let widths: Vec<usize> = (0..count).map(|column| width(column).unwrap_or(0)).collect();
    rows.iter()
        .map(|row| {
            let cells: Vec<String> = row
                .iter()
                .enumerate()
                .map(|(column, cell)| {
                    let missing = widths[column] - cell.chars().count();
                    format!("{cell}{}", " ".repeat(missing))
                })
                .collect();
            cells.join("  ").trim_end().to_owned()
        })
        .collect()
}

/// "1 record", "2 records".
pub fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A JSON value in a line for people: a dash for what cannot be computed.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [
            vec!["F1".to_owned(), "high".to_owned(), "x".to_owned()],
            vec!["F100".to_owned(), "low".to_owned()],
        ];
        assert_eq!(
            columns(&rows),
            ["F1    high  x", "F100  low"],
            "two blanks apart, none at the end"
        );
    }

    #[test]
    fn a_terminal_is_not_told_what_to_do() {
        assert_eq!(calm("a\u{1b}[2Jb"), "a\u{FFFD}[2Jb", "an escape is shown");
        assert_eq!(calm("Größe\tüber"), "Größe\tüber", "text stays");
    }
}
