//! Turning rows into records of a section, and back.

use serde::de::DeserializeOwned;

use crate::records::Coded;

use super::kept::Kept;
use super::row::{Entry, Row, RowError};
use super::section::Section;
use super::single::Single;

/// An entry that was refused, by its place among those that were given.
pub(crate) struct Refused {
    pub(crate) origin: Option<usize>,
    pub(crate) error: Box<RowError>,
}

pub(super) fn read<T: Coded + DeserializeOwned>(row: Entry) -> Result<Kept<T>, RowError> {
    let kept = Kept::<T>::read(row.id, row.doc, &row.section, &row.code)?.at(row.position);
    if kept.code() == row.code {
        Ok(kept)
    } else {
        Err(RowError::Code {
            section: row.section,
            code: row.code,
        })
    }
}

pub(super) fn insert<T: Coded + DeserializeOwned>(
    section: &mut Section<T>,
    row: Entry,
) -> Result<(), RowError> {
    let taken = RowError::Taken {
        section: row.section.clone(),
        code: row.code.clone(),
    };
    section.insert(read(row)?).map_err(|_| taken)
}

pub(super) fn replace<T: Coded + DeserializeOwned>(
    section: &mut Section<T>,
    code: &str,
    row: Entry,
) -> Result<(), RowError> {
    if !section.contains(code) {
        return Err(RowError::Absent {
            section: row.section,
            code: code.to_owned(),
        });
    }
    let taken = RowError::Taken {
        section: row.section.clone(),
        code: row.code.clone(),
    };
    section.replace(code, read(row)?).map_err(|_| taken)
}

pub(super) fn row_of<T: Coded>(section: &str, parent: Option<&str>, kept: &Kept<T>) -> Row {
    Row {
        id: kept.id(),
        section: section.to_owned(),
        code: kept.code().to_owned(),
        parent_code: parent.map(str::to_owned),
        position: kept.position(),
        doc: kept.doc().to_string(),
    }
}

pub(super) fn single_row(key: &str, single: &Single) -> Row {
    Row {
        id: single.id,
        section: key.to_owned(),
        code: String::new(),
        parent_code: None,
        position: single.position,
        doc: single.doc.to_string(),
    }
}

pub(super) fn absent(row: &Entry) -> RowError {
    RowError::Absent {
        section: row.section.clone(),
        code: row.code.clone(),
    }
}

pub(super) fn orphan(row: &Entry) -> RowError {
    RowError::Orphan {
        section: row.section.clone(),
        code: row.code.clone(),
    }
}
