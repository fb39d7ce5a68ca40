//! Rows as lines of JSON. What a row means is not known here.

use crate::bounds::{Bounds, within};
use crate::error::{HandoverError, Measure};
use crate::json;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use uuid::Uuid;

/// The longest name of a section and the longest code, in bytes.
const MOST_NAME: usize = 200;

/// One row of a client's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id, for life.
    pub id: Uuid,
    /// The section of the client's file.
    pub section: String,
    /// The row that it belongs to.
    pub parent: Option<Uuid>,
    /// The code that people see, or empty.
    pub code: String,
    /// Its place among its section's rows.
    pub position: i64,
    /// Its JSON text.
    pub doc: String,
    /// When it went to the trash, ms UTC.
    pub trashed_at: Option<i64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    id: Uuid,
    #[serde(borrow)]
    section: Cow<'a, str>,
    parent: Option<Uuid>,
    #[serde(borrow)]
    code: Cow<'a, str>,
    position: i64,
    #[serde(borrow)]
    doc: &'a RawValue,
    trashed_at: Option<i64>,
}

/// Reads one line of `rows.jsonl`, without its line break. `number` counts from 1, for the error.
///
/// # Errors
/// A line beyond its bounds, or one that is no row.
pub fn parse_rows_line(line: &[u8], number: u64, bounds: &Bounds) -> Result<Row, HandoverError> {
    within(Measure::RowBytes, line.len() as u64, bounds.row_bytes as u64)?;
    // The row itself is one level around its document.
    within(
        Measure::Depth,
        json::depth(line),
        (bounds.depth as u64).saturating_add(1),
    )?;
    let unfit = || HandoverError::RowUnfit { line: number };
    let text = std::str::from_utf8(line).map_err(|_| unfit())?;
    let read: Line<'_> = serde_json::from_str(text).map_err(|_| unfit())?;
    if !fit_section(&read.section) || !fit_code(&read.code) {
        return Err(unfit());
    }
    Ok(Row {
        id: read.id,
        section: read.section.into_owned(),
        parent: read.parent,
        code: read.code.into_owned(),
        position: read.position,
        doc: read.doc.get().to_owned(),
        trashed_at: read.trashed_at,
    })
}

/// Writes the row as one line with its break.
pub(crate) fn write_line(
    row: &Row,
    number: u64,
    bounds: &Bounds,
    out: &mut Vec<u8>,
) -> Result<(), HandoverError> {
    within(
        Measure::Depth,
        json::depth(row.doc.as_bytes()),
        bounds.depth as u64,
    )?;
    let unfit = || HandoverError::RowUnfit { line: number };
    if !fit_section(&row.section) || !fit_code(&row.code) {
        return Err(unfit());
    }
    // JSON text escapes its line breaks; bare ones are space between values, and a line must hold the row.
    let doc: Cow<'_, str> = if row.doc.contains(['\n', '\r']) {
        Cow::Owned(row.doc.replace(['\n', '\r'], " "))
    } else {
        Cow::Borrowed(&row.doc)
    };
    let line = Line {
        id: row.id,
        section: Cow::Borrowed(&row.section),
        parent: row.parent,
        code: Cow::Borrowed(&row.code),
        position: row.position,
        doc: serde_json::from_str(&doc).map_err(|_| unfit())?,
        trashed_at: row.trashed_at,
    };
    let start = out.len();
    serde_json::to_writer(&mut *out, &line).map_err(|_| unfit())?;
    within(
        Measure::RowBytes,
        (out.len() - start) as u64,
        bounds.row_bytes as u64,
    )?;
    out.push(b'\n');
    Ok(())
}

pub(crate) fn fit_section(name: &str) -> bool {
    !name.is_empty() && fit_code(name)
}

fn fit_code(code: &str) -> bool {
    code.len() <= MOST_NAME && !code.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(doc: &str) -> Row {
        Row {
            id: Uuid::from_u128(7),
            section: "findings".to_owned(),
            parent: None,
            code: "F01".to_owned(),
            position: 3,
            doc: doc.to_owned(),
            trashed_at: Some(5),
        }
    }

    fn written(row: &Row) -> Result<Vec<u8>, HandoverError> {
        let mut line = Vec::new();
        write_line(row, 1, &Bounds::default(), &mut line)?;
        Ok(line)
    }

    #[test]
    fn a_document_comes_back_word_for_word() {
        // Numbers beyond 2^53 and the order of keys survive, because nothing reads them here.
        let doc = r#"{"z":12345678901234567890123, "a":"\u00e9\n", "z2":[]}"#;
        let line = written(&row(doc)).expect("writes");
        let read = parse_rows_line(line.strip_suffix(b"\n").expect("a line"), 1, &Bounds::default());
        assert_eq!(read.expect("reads"), row(doc));
    }

    #[test]
    fn a_document_over_several_lines_becomes_one() {
        let line = written(&row("{\n \"a\":\r\n 1}")).expect("writes");
        let line = line.strip_suffix(b"\n").expect("a line");
        assert!(!line.contains(&b'\n'));
        let read = parse_rows_line(line, 1, &Bounds::default()).expect("reads");
        assert_eq!(read.doc, "{  \"a\":   1}");
    }

    #[test]
    fn what_is_no_row_is_refused_by_its_line() {
        for bad in [
            "",
            "7",
            "{}",
            r#"{"id":"x"}"#,
            r#"{"id":"00000000-0000-0000-0000-000000000007","section":"","parent":null,"code":"","position":0,"doc":{},"trashed_at":null}"#,
            r#"{"id":"00000000-0000-0000-0000-000000000007","section":"a","parent":null,"code":"","position":0.5,"doc":{},"trashed_at":null}"#,
            r#"{"id":"00000000-0000-0000-0000-000000000007","section":"a","parent":null,"code":"","position":0,"doc":{},"trashed_at":null,"more":1}"#,
            r#"{"id":"00000000-0000-0000-0000-000000000007","section":"a","parent":null,"code":"","position":0,"doc":{,"trashed_at":null}"#,
            r#"{"id":"00000000-0000-0000-0000-000000000007","section":"a\u0000","parent":null,"code":"","position":0,"doc":{},"trashed_at":null}"#,
        ] {
            let error = parse_rows_line(bad.as_bytes(), 4, &Bounds::default()).expect_err(bad);
            assert!(
                matches!(error, HandoverError::RowUnfit { line: 4 }),
                "{bad}: {error}"
            );
        }
        assert!(written(&row("{")).is_err(), "no JSON does not get written");
    }

    #[test]
    fn nesting_and_length_are_bounded_before_parsing() {
        let deep = format!("{}{}", "[".repeat(65), "]".repeat(65));
        let error = written(&row(&deep)).expect_err("too deep");
        assert!(matches!(
            error,
            HandoverError::TooLarge {
                what: Measure::Depth,
                most: 64
            }
        ));
        let bomb = "[".repeat(1_000_000);
        let error = parse_rows_line(bomb.as_bytes(), 1, &Bounds::default()).expect_err("too deep");
        assert!(matches!(
            error,
            HandoverError::TooLarge {
                what: Measure::Depth,
                ..
            }
        ));
        let narrow = Bounds {
            row_bytes: 10,
            ..Bounds::default()
        };
        let error = parse_rows_line(b"{\"id\": \"0000\"}", 1, &narrow).expect_err("too long");
        assert!(matches!(
            error,
            HandoverError::TooLarge {
                what: Measure::RowBytes,
                ..
            }
        ));
    }
}
