//! Settings and the consultant's own questions and templates.

use super::OpenVault;
use crate::error::VaultError;
use crate::registry::{self, Own};

impl OpenVault {
    /// A setting as JSON text.
    pub fn setting(&self, key: &str) -> Result<Option<String>, VaultError> {
        registry::setting(&self.registry.lock(), key).map_err(|error| self.as_a_reader(error))
    }

    /// Keeps a setting; the value must be JSON text.
    pub fn set_setting(&mut self, key: &str, json: &str) -> Result<(), VaultError> {
        self.writable()?;
        registry::set_setting(&self.registry.lock(), key, json)
    }

    /// One of the consultant's own records, as JSON text.
    pub fn own(&self, kind: &str, id: &str) -> Result<Option<String>, VaultError> {
        registry::own(&self.registry.lock(), kind, id).map_err(|error| self.as_a_reader(error))
    }

    /// All own records of a kind, by id.
    pub fn list_own(&self, kind: &str) -> Result<Vec<Own>, VaultError> {
        registry::list_own(&self.registry.lock(), kind).map_err(|error| self.as_a_reader(error))
    }

    /// Keeps an own record; the document must be JSON text.
    pub fn put_own(&mut self, kind: &str, id: &str, json: &str) -> Result<(), VaultError> {
        self.writable()?;
        registry::put_own(&self.registry.lock(), kind, id, json)
    }

    /// Removes an own record; false where there was none.
    pub fn remove_own(&mut self, kind: &str, id: &str) -> Result<bool, VaultError> {
        self.writable()?;
        registry::remove_own(&self.registry.lock(), kind, id)
    }
}
