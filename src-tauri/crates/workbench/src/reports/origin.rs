//! Where a text of a report was written: the record and the field that a person mends it in.

use super::sections::SECTIONS;
use crate::journal::title_of;
use crate::session::Client;
use crate::view::{CheckItem, RecordRef};
use serde_json::Value;
use uuid::Uuid;

/// One text of a record.
pub(super) struct Written {
    text: String,
    section: &'static str,
    id: String,
    code: String,
    title: String,
    /// The field of the format that holds it; of a list inside a record, the list's.
    field: String,
}

impl Client {
    /// Every text that a report may print, with its place.
    pub(super) fn written(&self) -> Vec<Written> {
        let ids = self.ids();
        let mut found = Vec::new();
        let mut keep = |section: &'static str, parent: Option<&str>, code: &str, doc: &Value| {
            let id = ids.get(&(section, parent, code)).map(Uuid::to_string);
            // The note of an answer is no title: its question is what tells it.
            let title = if parent.is_some() {
                String::new()
            } else {
                title_of(doc)
            };
            found.extend(texts_of(doc).into_iter().map(|(field, text)| Written {
                text: text.trim().to_owned(),
                section,
                id: id.clone().unwrap_or_default(),
                code: code.to_owned(),
                title: title.clone(),
                field,
            }));
        };
        for (section, records) in self.dossier.lists() {
            for (code, doc) in records.into_iter().filter(|_| section != "rounds") {
                keep(section, None, code, doc);
            }
        }
        for round in &self.dossier.rounds {
            for answer in self.dossier.answers_of(&round.id) {
                keep("answers", Some(&round.id), &answer.question, answer.doc());
            }
        }
        for section in ["client", "brand", "map"] {
            if let Some(doc) = self.dossier.single(section) {
                keep(section, None, "", doc);
            }
        }
        found
    }
}

/// The texts of a record with the name of the field of each.
fn texts_of(doc: &Value) -> Vec<(String, &str)> {
    fn descend<'a>(value: &'a Value, field: &str, found: &mut Vec<(String, &'a str)>) {
        match value {
            Value::String(text) if !text.trim().is_empty() => found.push((field.to_owned(), text)),
            Value::Array(items) => items.iter().for_each(|item| descend(item, field, found)),
            Value::Object(fields) => fields.iter().for_each(|(key, value)| descend(value, key, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    descend(doc, "", &mut found);
    found
}

/// Says where `text`, which stands at `place` of the model and holds `word`, can be mended: in a record, or else only
/// in which part of the report it stands.
pub(super) fn place(
    mut item: CheckItem,
    written: &[Written],
    place: &str,
    text: &str,
    word: &str,
) -> CheckItem {
    let text = text.trim();
    let whole = written.iter().find(|written| written.text == text);
    // Some sentences of a report are put together; the guilty part of one is a field all the same.
    let part = || {
        written
            .iter()
            .filter(|written| written.text.contains(word) && text.contains(&written.text))
            .max_by_key(|written| written.text.len())
    };
    match whole.or_else(part) {
        Some(written) => {
            item.params.insert("title".into(), written.title.clone());
            item.params.insert("field".into(), written.field.clone());
            item.record = Some(RecordRef {
                section: written.section.to_owned(),
                id: written.id.clone(),
                code: written.code.clone(),
            });
        }
        None => {
            item.params.insert("part".into(), part_of(place).to_owned());
        }
    }
    item
}

/// The part of the report that a path of the model leads into, by its heading.
fn part_of(place: &str) -> &'static str {
    let mut steps = place.split('.');
    let first = steps.next().unwrap_or_default();
    let id = match (first, steps.next()) {
        ("annexes", Some(annex)) => format!("annex_{annex}"),
        _ => first.to_owned(),
    };
    let id: String = id.replace('_', "");
    SECTIONS
        .iter()
        .find(|section| section.id.eq_ignore_ascii_case(&id))
        .map_or("Cover and method", |section| section.title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_the_model_is_never_what_a_person_reads() {
        assert_eq!(
            part_of("friction.cases.1.use_of_time"),
            "Friction and automation",
            "the section"
        );
        assert_eq!(
            part_of("top_findings.items.3.evidence"),
            "Top findings",
            "two words"
        );
        assert_eq!(
            part_of("annexes.answers.0.rows.2.note"),
            "Annex B: answers",
            "an annex"
        );
        assert_eq!(
            part_of("cover.client"),
            "Cover and method",
            "what is always printed"
        );
    }
}
