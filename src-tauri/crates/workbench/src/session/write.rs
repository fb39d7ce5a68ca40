//! The only way in which a use case writes: through a pen, inside one transaction of the vault.

use super::client::Client;
use crate::Result;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;
use valise_domain::records::Coded;
use valise_domain::{Day, Dossier, Kept};
use valise_vault::Tx;

/// Writes records of one client. The dossier beside it is the state before the transaction.
pub(crate) struct Pen<'a, 'tx> {
    tx: &'a mut Tx<'tx>,
    dossier: &'a Dossier,
}

impl Pen<'_, '_> {
    /// The client as it was before this transaction.
    pub fn before(&self) -> &Dossier {
        self.dossier
    }

    /// Adds a record to a list, at its end.
    pub fn add<T: Serialize + Coded>(&mut self, section: &str, position: i64, record: &T) -> Result<Uuid> {
        let doc =
            serde_json::to_value(record).map_err(|_| crate::Problem::new(crate::ProblemCode::Internal))?;
        Ok(self
            .tx
            .insert(section, None, record.code(), position, &doc.to_string())?)
    }

    /// Adds an answer to a round.
    pub fn add_answer<T: Serialize + Coded>(
        &mut self,
        round: Uuid,
        position: i64,
        answer: &T,
    ) -> Result<Uuid> {
        let doc =
            serde_json::to_value(answer).map_err(|_| crate::Problem::new(crate::ProblemCode::Internal))?;
        Ok(self
            .tx
            .insert("answers", Some(round), answer.code(), position, &doc.to_string())?)
    }

    /// Adds a section that is one record.
    pub fn add_single(&mut self, section: &str, doc: &Value) -> Result<Uuid> {
        Ok(self.tx.insert(section, None, "", 0, &doc.to_string())?)
    }

    /// Writes the changed reading of a record over it. Nothing is written when nothing changed.
    pub fn put<T: Serialize + Coded + PartialEq>(&mut self, kept: &Kept<T>, record: &T) -> Result<()> {
        if kept.record() == record {
            return Ok(());
        }
        let id = stored(kept)?;
        self.tx.update(id, &kept.changed(record).to_string())?;
        if kept.code() != record.code() {
            self.tx.recode(id, record.code())?;
        }
        Ok(())
    }

    /// Writes a section that is one record.
    pub fn put_single(&mut self, id: Uuid, doc: &Value) -> Result<()> {
        Ok(self.tx.update(id, &doc.to_string())?)
    }

    /// Puts a record into the trash.
    pub fn trash(&mut self, id: Uuid) -> Result<()> {
        Ok(self.tx.trash(id)?)
    }

    /// Takes a record out of the trash.
    pub fn restore(&mut self, id: Uuid) -> Result<()> {
        Ok(self.tx.restore(id)?)
    }
}

/// The key of a record that came from the store.
pub(crate) fn stored<T>(kept: &Kept<T>) -> Result<Uuid> {
    kept.id()
        .ok_or_else(|| crate::Problem::new(crate::ProblemCode::Internal))
}

impl Client {
    /// Runs `f` in one transaction with one line in the journal, then brings the dossier into step.
    /// A write on a later day moves the client's `as_of` forward to that day.
    pub(crate) fn write<T>(
        &mut self,
        op: &str,
        detail: &str,
        f: impl FnOnce(&mut Pen<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        let today = self.today();
        let turn = (today > self.dossier.as_of())
            .then(|| self.single_id("as_of"))
            .flatten();
        let dossier = &self.dossier;
        let outcome = self.store.transact(op, detail, |tx| -> Result<T> {
            if let Some(id) = turn {
                tx.update(id, &Value::String(today.to_string()).to_string())?;
            }
            f(&mut Pen { tx, dossier })
        })?;
        if let Err(problem) = self.follow(&outcome.changes) {
            // What cannot be read back must not stay: a client whose rows do not read could not be opened again.
            self.take_back()?;
            return Err(problem);
        }
        Ok(outcome.value)
    }

    /// Undoes the last write and reads the client anew.
    pub(crate) fn take_back(&mut self) -> Result<()> {
        self.store.undo()?;
        self.reload()
    }

    /// The day of a new fact. A client's `as_of` may lie ahead of it: what is written today is dated today all the same.
    pub(crate) fn today(&self) -> Day {
        Day::from((self.vault.surroundings.today)())
    }
}
