//! How a client is sealed: its level, its printed sheet, new keys.

use super::papers;
use super::ways::printed;
use crate::Result;
use crate::session::Vault;
use crate::view::{PrintedKey, SealLevel};
use std::path::Path;
use valise_vault::Level;

impl Vault {
    /// Seals a closed client at the other level. A Strict one has a new sheet to print.
    pub fn set_level(&mut self, id: &str, level: SealLevel) -> Result<Option<PrintedKey>> {
        let entry = self.entry(id)?;
        self.open.set_level(entry.id, Level::from(level))?;
        self.sheet_if_strict(id, Level::from(level))
    }

    /// Gives a closed client a new key and a new secret, and writes every page anew. Its snapshots go: they are
    /// sealed with the old key.
    pub fn rotate_client(&mut self, id: &str) -> Result<Option<PrintedKey>> {
        let entry = self.entry(id)?;
        self.open.rotate_client(entry.id)?;
        self.sheet_if_strict(id, entry.level)
    }

    fn sheet_if_strict(&mut self, id: &str, level: Level) -> Result<Option<PrintedKey>> {
        match level {
            Level::Strict => self.client_sheet(id).map(Some),
            Level::Standard => Ok(None),
        }
    }

    /// The sheet of a Strict client, until two of its groups were typed back.
    pub fn client_sheet(&mut self, id: &str) -> Result<PrintedKey> {
        let entry = self.entry(id)?;
        let asks = self.open.sheet_asks(entry.id)?;
        Ok(printed(self.open.sheet(entry.id)?.groups(), asks))
    }

    /// Writes the sheet as a PDF, to be printed and deleted.
    pub fn write_client_sheet(&mut self, id: &str, path: &Path) -> Result<()> {
        let entry = self.entry(id)?;
        let sheet = self.open.sheet(entry.id)?;
        let pdf = papers::client_sheet(self, &entry, &sheet)?;
        papers::write(path, &pdf)
    }

    /// The sheet was printed and two of its groups typed back: it is not shown again.
    pub fn confirm_sheet(&mut self, id: &str, first: &str, second: &str) -> Result<()> {
        let entry = self.entry(id)?;
        Ok(self.open.confirm_sheet(entry.id, [first, second])?)
    }
}
