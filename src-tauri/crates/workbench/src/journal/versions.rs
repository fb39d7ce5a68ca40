//! Versions of a record, field by field.

use crate::session::Client;
use crate::view::{Change, FieldChange, Instant, Version};
use crate::Result;
use serde_json::{Map, Value};

/// So many versions are listed; all of them are kept.
const SHOWN: usize = 50;

impl Client {
    /// The latest versions of a record, newest first.
    pub fn history(&self, id: &str) -> Result<Vec<Version>> {
        let id = uuid::Uuid::parse_str(id).map_err(|_| crate::Problem::not_found("record"))?;
        let mut versions: Vec<Version> = self
            .store
            .history(id)?
            .into_iter()
            .map(|version| Version {
                seq: u32::try_from(version.seq).unwrap_or(u32::MAX),
                at: Instant(version.at_ms),
                op: version.op,
                fields: fields(version.before.as_ref().map(|row| row.doc.as_str()), version.after.as_ref().map(|row| row.doc.as_str())),
                erased: version.erased,
            })
            .collect();
        versions.sort_by_key(|version| std::cmp::Reverse(version.seq));
        versions.truncate(SHOWN);
        Ok(versions)
    }

    /// Makes an earlier version the present one, as a change that can be undone.
    pub fn restore_version(&mut self, id: &str, seq: u32) -> Result<Change<()>> {
        let (id, _) = self.place(id)?;
        let outcome = self.store.restore_version(id, i64::from(seq))?;
        self.follow(&outcome.changes)?;
        Ok(self.done(()))
    }
}

/// The fields that differ between two images of a record.
fn fields(before: Option<&str>, after: Option<&str>) -> Vec<FieldChange> {
    let object = |text: Option<&str>| -> Map<String, Value> {
        match text.and_then(|text| serde_json::from_str(text).ok()) {
            Some(Value::Object(map)) => map,
            Some(other) => Map::from_iter([(String::new(), other)]),
            None => Map::new(),
        }
    };
    let (before, after) = (object(before), object(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| FieldChange {
            name: name.clone(),
            before: before.get(name).map(words),
            after: after.get(name).map(words),
        })
        .collect()
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
