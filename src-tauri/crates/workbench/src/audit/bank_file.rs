//! Own questions and templates as a file, to carry from one client to the next.

use crate::clients::replace_file;
use crate::session::Client;
use crate::{Problem, ProblemCode, Result};
use serde_json::{Value, json};
use std::path::Path;
use valise_domain::format::{self, FormatError};

/// The largest file of questions that is read, in bytes.
const LARGEST_FILE: u64 = 8 << 20;

impl Client {
    /// Writes the own questions and templates. They hold no fact of the client: questions are the
    /// consultant's, and templates were stripped when they were saved.
    pub fn export_bank(&mut self, file: &Path) -> Result<()> {
        let bank = self.own_bank_doc();
        let doc = json!({
            "format": "valise-bank", "version": 1,
            "questions": bank.get("questions").cloned().unwrap_or_else(|| json!([])),
            "templates": bank.get("templates").cloned().unwrap_or_else(|| json!([])),
        });
        let mut text = serde_json::to_string_pretty(&doc).map_err(|_| Problem::new(ProblemCode::Internal))?;
        text.push('\n');
        replace_file(file, text.as_bytes())
    }

    /// Reads own questions and templates; those with a known id replace it. How many came in.
    pub fn import_bank(&mut self, file: &Path) -> Result<u32> {
        let length = std::fs::metadata(file)
            .map_err(|e| Problem::io("read", file, &e))?
            .len();
        if length > LARGEST_FILE {
            return Err(Problem::new(ProblemCode::TooLarge).with("limit_mb", LARGEST_FILE >> 20));
        }
        let bytes = std::fs::read(file).map_err(|e| Problem::io("read", file, &e))?;
        let text = String::from_utf8(bytes).map_err(|_| Problem::invalid("", "text in UTF-8"))?;
        let doc: Value = serde_json::from_str(&text).map_err(|error| {
            Problem::invalid("", "a file of questions")
                .with("line", error.line())
                .with("column", error.column())
        })?;
        if doc["format"] != "valise-bank" || doc["version"] != 1 {
            return Err(Problem::invalid("format", "valise-bank, version 1"));
        }
        let mut bank = self.own_bank_doc();
        let mut count = 0;
        for list in ["questions", "templates"] {
            for (index, item) in doc[list].as_array().into_iter().flatten().enumerate() {
                let path = format!("{list}/{index}");
                if !item["id"].as_str().is_some_and(|id| id.starts_with("X-")) {
                    return Err(Problem::invalid(&format!("{path}/id"), "an id beginning X-"));
                }
                check_item(list, item).map_err(|expected| Problem::invalid(&path, &expected))?;
                super::own_question::put_by_id(&mut bank, list, item.clone());
                count += 1;
            }
        }
        if count > 0 {
            self.would_read(&bank)?;
            self.write_own_bank(&bank, "import_bank", "")?;
        }
        Ok(count)
    }

    /// Refuses questions that a reader of the open format would not take: a client that cannot be exported
    /// and read again is worse than a refused file.
    fn would_read(&self, bank: &Value) -> Result<()> {
        let mut whole = format::value(&self.dossier);
        whole["bank"] = bank.clone();
        match format::read(&whole.to_string()) {
            Ok(_) => Ok(()),
            // Line and column would speak of a text that nobody wrote.
            Err(FormatError::Wrong {
                path,
                expected,
                found,
                ..
            }) => Err(
                Problem::invalid(path.strip_prefix("bank.").unwrap_or(&path), &expected).with("found", found),
            ),
            Err(error) => Err(error.into()),
        }
    }
}

fn check_item(list: &str, item: &Value) -> std::result::Result<(), String> {
    let read = if list == "questions" {
        serde_json::from_value::<valise_domain::bank::Question>(item.clone()).map(drop)
    } else {
        serde_json::from_value::<valise_domain::library::Template>(item.clone()).map(drop)
    };
    read.map_err(|error| error.to_string())
}
