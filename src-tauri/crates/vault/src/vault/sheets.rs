//! A Strict client's sheet: shown until two of its groups were typed back.

use super::{OpenVault, credential_name};
use crate::error::VaultError;
use crate::groups;
use crate::registry::{self, Level};
use crate::sheet::Sheet;
use uuid::Uuid;

impl OpenVault {
    /// The groups of a Strict client's sheet, until [`OpenVault::confirm_sheet`].
    pub fn sheet(&self, id: Uuid) -> Result<Sheet, VaultError> {
        let entry = registry::client(&self.registry.lock(), id)?;
        if entry.level == Level::Standard || entry.sheet_confirmed {
            return Err(VaultError::NoSheet);
        }
        let secret = self
            .environment
            .credentials
            .get(&credential_name(id))?
            .ok_or(VaultError::SheetNeeded)?;
        Ok(Sheet::of(id, &secret))
    }

    /// The numbers of the two groups to type back, counted from one; never the last, which only
    /// checks. They stay the same until the sheet is confirmed or the vault is locked.
    pub fn sheet_asks(&mut self, id: Uuid) -> Result<[usize; 2], VaultError> {
        self.sheet(id)?;
        if let Some(asked) = self.asked.get(&id) {
            return Ok(*asked);
        }
        let asked = groups::ask_for_two(self.environment.random.as_ref())?;
        self.asked.insert(id, asked);
        Ok(asked)
    }

    /// The sheet was printed and these are the two groups of it that [`OpenVault::sheet_asks`] asked
    /// for: it is not shown again. Wrong groups may be typed again.
    pub fn confirm_sheet(&mut self, id: Uuid, typed: [&str; 2]) -> Result<(), VaultError> {
        self.writable()?;
        let sheet = self.sheet(id)?;
        let asked = *self.asked.get(&id).ok_or(VaultError::NothingToConfirm)?;
        if !sheet.shows(asked, typed) {
            return Err(VaultError::GroupsMismatch);
        }
        registry::set_sheet_confirmed(&self.registry.lock(), id, true)?;
        self.asked.remove(&id);
        Ok(())
    }
}
