//! Undo and redo of the open session, journaled like everything else.

use crate::client::history;
use crate::client::journal::{Entry, EntryKind};
use crate::client::transact::Outcome;
use crate::client::{ClientStore, drafts};
use crate::error::VaultError;
use rusqlite::OptionalExtension;

/// What was, or would be, undone or redone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoneLabel {
    /// The operation's name.
    pub op: String,
    /// What it said of itself; empty where it was erased.
    pub detail: String,
    /// When it happened, ms UTC.
    pub at_ms: i64,
    /// Its number in the journal.
    pub seq: i64,
}

impl ClientStore {
    /// What [`ClientStore::undo`] would take back.
    pub fn undo_label(&self) -> Result<Option<UndoneLabel>, VaultError> {
        self.undo.last().map(|seq| self.label(*seq)).transpose()
    }

    /// Takes the last operation of this session back.
    pub fn undo(&mut self) -> Result<Outcome<UndoneLabel>, VaultError> {
        self.writable()?;
        let seq = *self.undo.last().ok_or(VaultError::NothingToUndo)?;
        let outcome = self.step(seq, EntryKind::Undo)?;
        self.undo.pop();
        self.redo.push(seq);
        Ok(outcome)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> Result<Outcome<UndoneLabel>, VaultError> {
        self.writable()?;
        let seq = *self.redo.last().ok_or(VaultError::NothingToRedo)?;
        let outcome = self.step(seq, EntryKind::Redo)?;
        self.redo.pop();
        self.undo.push(seq);
        Ok(outcome)
    }

    /// Ends both stacks: what came before can no longer be undone, only restored from history.
    pub fn barrier(&mut self) {
        self.undo.clear();
        self.redo.clear();
    }

    fn step(&mut self, seq: i64, kind: EntryKind) -> Result<Outcome<UndoneLabel>, VaultError> {
        let label = self.label(seq)?;
        let touched = history::touched(&self.db, seq)?;
        let mut images = Vec::with_capacity(touched.len());
        for id in touched {
            let image = match kind {
                EntryKind::Undo => history::image_before(&self.db, id, seq)?,
                _ => history::image_at(&self.db, id, seq)?,
            };
            images.push((id, image));
        }
        let op = label.op.clone();
        let detail = label.detail.clone();
        let entry = Entry {
            kind,
            of_seq: Some(seq),
            op: &op,
            detail: &detail,
        };
        self.run(&entry, |tx| {
            for (id, image) in &images {
                tx.set(*id, image.as_ref())?;
            }
            Ok(label)
        })
    }

    fn label(&self, seq: i64) -> Result<UndoneLabel, VaultError> {
        drafts::label(&self.db, seq)
            .optional()?
            .ok_or(VaultError::NoSuchVersion)
    }
}
