//! Rows on their way between the vault, a sealed file and the domain.

use std::collections::HashMap;
use uuid::Uuid;
use valise_domain::Dossier;
use valise_domain::dossier::RowError;
use valise_handover::Row;
use valise_vault::{ClientStore, Tx};

/// A live row of the vault as it travels: what is in the trash stays at home.
fn travelling(stored: valise_vault::Row) -> Row {
    Row {
        id: stored.id,
        section: stored.section,
        parent: stored.parent,
        code: stored.code,
        position: stored.position,
        doc: stored.doc,
        trashed_at: None,
    }
}

/// A client's live rows.
pub(super) fn live(store: &ClientStore) -> crate::Result<Vec<Row>> {
    Ok(all(store.rows()?))
}

/// Rows of the vault, of whatever time.
pub(super) fn all(stored: Vec<valise_vault::Row>) -> Vec<Row> {
    stored.into_iter().map(travelling).collect()
}

/// Writes a row under the id that it came with.
pub(super) fn insert(tx: &mut Tx<'_>, row: &Row) -> crate::Result<()> {
    tx.insert_with_id(
        row.id,
        &row.section,
        row.parent,
        &row.code,
        row.position,
        &row.doc,
    )?;
    Ok(())
}

/// The client that these rows are. An answer finds its round by the row that it belongs to.
pub(super) fn dossier(rows: &[Row]) -> Result<Dossier, RowError> {
    let rounds: HashMap<Uuid, &str> = rows
        .iter()
        .filter(|row| row.section == "rounds")
        .map(|row| (row.id, row.code.as_str()))
        .collect();
    Dossier::from_rows(rows.iter().map(|row| {
        valise_domain::Row {
            id: Some(row.id),
            section: row.section.clone(),
            code: row.code.clone(),
            parent_code: row
                .parent
                .and_then(|parent| rounds.get(&parent).map(|code| (*code).to_owned())),
            position: row.position,
            doc: row.doc.clone(),
        }
    }))
}
