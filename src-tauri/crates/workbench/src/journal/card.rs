//! One record as a person reads it: for hits of a search whose room shows them in no other way.

use super::title_of;
use crate::session::Client;
use crate::view::{RecordCard, RecordField};
use crate::{Problem, Result};
use serde_json::Value;
use valise_domain::format::{Reference, Target, references_in};

/// Fields that say where a record stands and not what it holds.
const QUIET: &[&str] = &["id", "engagement", "sha256", "redactions"];

impl Client {
    /// A record's filled fields, references with the name of what they point to.
    pub fn record_card(&self, id: &str) -> Result<RecordCard> {
        let (uuid, place) = self.place(id)?;
        let row = self
            .store
            .row(uuid)?
            .ok_or_else(|| Problem::not_found("record"))?;
        let doc: Value = serde_json::from_str(&row.doc).unwrap_or_default();
        let references = references_in(&place.section, &doc);
        let fields = doc.as_object().into_iter().flatten();
        Ok(RecordCard {
            id: id.to_owned(),
            section: place.section.clone(),
            code: place.code.clone(),
            title: title_of(&doc),
            finding: self.first_finding(&place.section, &doc),
            fields: fields
                .filter(|(name, _)| !QUIET.contains(&name.as_str()))
                .map(|(name, value)| RecordField {
                    name: name.clone(),
                    value: self.in_words(name, value, &references),
                })
                .filter(|field| !field.value.is_empty())
                .collect(),
        })
    }

    /// The finding that a piece of evidence is shown at.
    fn first_finding(&self, section: &str, doc: &Value) -> Option<String> {
        let codes = (section == "evidence").then(|| doc["findings"].as_array())??;
        codes
            .iter()
            .filter_map(|code| self.dossier.findings.get(code.as_str()?)?.id())
            .map(|id| id.to_string())
            .next()
    }

    fn in_words(&self, path: &str, value: &Value, references: &[Reference]) -> String {
        match value {
            Value::Null => String::new(),
            Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => match references.iter().find(|reference| reference.path == path) {
                Some(reference) => self.with_title(reference),
                None => text.clone(),
            },
            Value::Array(parts) => {
                let words = parts.iter().enumerate();
                joined(words.map(|(at, part)| self.in_words(&format!("{path}[{at}]"), part, references)))
            }
            Value::Object(parts) => joined(parts.iter().map(|(name, part)| {
                let words = self.in_words(&format!("{path}.{name}"), part, references);
                if words.is_empty() {
                    words
                } else {
                    format!("{} {words}", name.replace('_', " "))
                }
            })),
        }
    }

    /// A code with the title of its record.
    fn with_title(&self, reference: &Reference) -> String {
        let code = &reference.code;
        let sections: &[&str] = match reference.target {
            Target::Section(section) => &[section],
            Target::Holder => &["people", "identities"],
            Target::Place => &["systems", "people", "vendors"],
            _ => &[],
        };
        let title = sections
            .iter()
            .find_map(|section| self.dossier.row(section, None, code))
            .and_then(|row| serde_json::from_str(&row.doc).ok())
            .map(|doc: Value| title_of(&doc))
            .filter(|title| !title.is_empty());
        match title {
            Some(title) => format!("{code} ({title})"),
            None => code.clone(),
        }
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let filled: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    filled.join(", ")
}
