//! Search over the words of the live rows.

use crate::client::ClientStore;
use crate::client::rows::{Row, uuid};
use crate::error::VaultError;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use uuid::Uuid;

/// One row that has all the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The row.
    pub id: Uuid,
    /// Its section.
    pub section: String,
    /// Its code.
    pub code: String,
    /// The text around the words, each found word between [`Hit::OPEN`] and [`Hit::CLOSE`].
    pub snippet: String,
}

impl Hit {
    /// Stands before a found word: a character that no text uses.
    pub const OPEN: char = '\u{E000}';
    /// Stands after a found word.
    pub const CLOSE: char = '\u{E001}';
}

/// The code and the string leaves of a document, one to a line.
fn text_of(row: &Row) -> String {
    let mut text = row.code.clone();
    if let Ok(doc) = serde_json::from_str::<Value>(&row.doc) {
        leaves(&doc, &mut text);
    }
    text
}

fn leaves(value: &Value, text: &mut String) {
    match value {
        Value::String(leaf) => {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(leaf);
        }
        Value::Array(values) => values.iter().for_each(|value| leaves(value, text)),
        Value::Object(fields) => fields.values().for_each(|value| leaves(value, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Brings the index up to a row's change; rows in the trash are not found.
pub(crate) fn refresh(
    db: &Connection,
    id: Uuid,
    before: Option<&Row>,
    after: Option<&Row>,
) -> Result<(), VaultError> {
    let words = |row: Option<&Row>| row.filter(|row| row.trashed_at.is_none()).map(text_of);
    let (before, after) = (words(before), words(after));
    if before == after {
        return Ok(());
    }
    let n: Option<i64> = db
        .prepare_cached("SELECT n FROM indexed WHERE record = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    match (n, after) {
        (Some(n), Some(text)) => {
            db.prepare_cached("UPDATE words SET text = ?2 WHERE rowid = ?1")?
                .execute(params![n, text])?;
        }
        (None, Some(text)) => {
            db.prepare_cached("INSERT INTO indexed (record) VALUES (?1)")?
                .execute([id.as_bytes()])?;
            let n = db.last_insert_rowid();
            db.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?
                .execute(params![n, text])?;
        }
        (Some(n), None) => {
            db.prepare_cached("DELETE FROM words WHERE rowid = ?1")?
                .execute([n])?;
            db.prepare_cached("DELETE FROM indexed WHERE n = ?1")?
                .execute([n])?;
        }
        (None, None) => {}
    }
    Ok(())
}

/// Writes the index anew from the rows that are left, so that no segment keeps a word of one that is
/// not. (FTS5's `secure-delete` would do this row by row, and leaves a wrong checksum where a row's
/// words grew from few to very many before it went.)
pub(crate) fn rebuild(db: &Connection) -> Result<(), VaultError> {
    db.execute("INSERT INTO words (words) VALUES ('rebuild')", [])?;
    Ok(())
}

/// Every word in quotes, so that nothing typed is a search operator; the last one as a beginning.
fn query_of(words: &str) -> Option<String> {
    let mut query = String::with_capacity(words.len() + 16);
    for word in words
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
    {
        if !query.is_empty() {
            query.push(' ');
        }
        query.push('"');
        query.push_str(&word.replace('"', "\"\""));
        query.push('"');
    }
    if query.is_empty() {
        return None;
    }
    query.push('*');
    Some(query)
}

impl ClientStore {
    /// The live rows that have all the words, best first; the last word may be a beginning, marks
    /// on letters do not count.
    pub fn search(&self, words: &str, limit: usize) -> Result<Vec<Hit>, VaultError> {
        let Some(query) = query_of(words) else {
            return Ok(Vec::new());
        };
        let mut statement = self.db.prepare_cached(
            // The inner query lets FTS5 rank by itself, and cut out text for the rows that are shown only.
            "SELECT record.id, record.section, record.code, found.snippet
             FROM (SELECT rowid AS n, rank AS place, snippet(words, 0, ?3, ?4, '…', 16) AS snippet
                   FROM words WHERE words MATCH ?1 ORDER BY rank LIMIT ?2) AS found
             JOIN indexed ON indexed.n = found.n JOIN record ON record.id = indexed.record
             ORDER BY found.place, found.n",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map(
            params![query, limit, Hit::OPEN.to_string(), Hit::CLOSE.to_string()],
            |row| {
                Ok(Hit {
                    id: uuid(row.get(0)?),
                    section: row.get(1)?,
                    code: row.get(2)?,
                    snippet: row.get(3)?,
                })
            },
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
