//! Undo and redo of this session.

use crate::Result;
use crate::session::Client;
use crate::view::{Change, Undoable};

impl Client {
    /// Takes back the last change of this session.
    pub fn undo(&mut self) -> Result<Change<()>> {
        let outcome = self.store.undo()?;
        self.follow(&outcome.changes)?;
        Ok(self.done(()))
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> Result<Change<()>> {
        let outcome = self.store.redo()?;
        self.follow(&outcome.changes)?;
        Ok(self.done(()))
    }

    /// The result of a write, with what undo would take back now.
    pub(crate) fn done<T>(&self, value: T) -> Change<T> {
        let undo = self.store.undo_label().ok().flatten().map(|label| Undoable {
            label: label.op,
            detail: label.detail,
        });
        Change { value, undo }
    }
}
