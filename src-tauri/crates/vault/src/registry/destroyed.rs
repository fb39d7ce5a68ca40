//! Clients whose key was destroyed: what remains to be said of them, and to be removed.

use super::{Level, one, uuid_at};
use crate::error::VaultError;
use rusqlite::{Connection, params};
use uuid::Uuid;

/// A client that is gone.
#[derive(Debug, Clone)]
pub(crate) struct Gone {
    pub id: Uuid,
    pub level: Level,
    pub finished: bool,
    pub said: Option<String>,
}

/// Forgets the client, its secret and its anchor, and notes that it is gone: one step, after which
/// nothing opens it.
pub(crate) fn bury(db: &mut Connection, id: Uuid, at_ms: i64, said: Option<&str>) -> Result<(), VaultError> {
    let step = db.transaction()?;
    step.execute(
        "INSERT OR REPLACE INTO destroyed (id, level, destroyed_ms, seq, head, finished, said)
         SELECT id, level, ?2, seq, head, 0, ?3 FROM client WHERE id = ?1",
        params![id.as_bytes(), at_ms, said],
    )?;
    step.execute("DELETE FROM restoring WHERE client = ?1", [id.as_bytes()])?;
    one(step.execute("DELETE FROM client WHERE id = ?1", [id.as_bytes()])?)?;
    step.commit()?;
    Ok(())
}

pub(crate) fn all(db: &Connection) -> Result<Vec<Gone>, VaultError> {
    let mut statement =
        db.prepare_cached("SELECT id, level, finished, said FROM destroyed ORDER BY destroyed_ms, id")?;
    let rows = statement.query_map([], |row| {
        Ok(Gone {
            id: uuid_at(row, 0)?,
            level: Level::of(row.get(1)?),
            finished: row.get(2)?,
            said: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn say(db: &Connection, id: Uuid, finished: bool, said: Option<&str>) -> Result<(), VaultError> {
    one(db.execute(
        "UPDATE destroyed SET finished = ?2, said = ?3 WHERE id = ?1",
        params![id.as_bytes(), finished, said],
    )?)
}
