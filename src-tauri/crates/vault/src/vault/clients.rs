//! The clients of a vault: made, listed, opened.

use super::OpenVault;
use crate::client::ClientStore;
use crate::client::create;
use crate::client::freshness::Anchor;
use crate::error::{VaultError, VaultFile};
use crate::files;
use crate::registry::{self, ClientEntry, Level};
use crate::secret::Secret32;
use std::path::PathBuf;
use std::sync::PoisonError;
use uuid::Uuid;

const CODENAME_LONGEST: usize = 80;

impl OpenVault {
    pub(crate) fn client_dir(&self, id: Uuid) -> PathBuf {
        self.dir.join("clients").join(id.hyphenated().to_string())
    }

    /// All clients, by codename.
    pub fn clients(&self) -> Result<Vec<ClientEntry>, VaultError> {
        registry::clients(&self.registry.lock()).map_err(|error| self.as_a_reader(error))
    }

    /// Makes a client with its own key and empty files. A Strict one has a sheet to be printed:
    /// see [`OpenVault::sheet`].
    pub fn add_client(&mut self, codename: &str, level: Level, sample: bool) -> Result<Uuid, VaultError> {
        self.writable()?;
        self.present()?;
        let codename = fit(codename)?;
        let id = self.environment.new_id()?;
        let taken = self
            .clients()?
            .iter()
            .any(|entry| entry.codename.to_lowercase() == codename.to_lowercase());
        if taken {
            return Err(VaultError::CodenameTaken);
        }
        let made = create::client(self, id, codename, level, sample);
        if made.is_err() {
            // Nothing half made stays: without its registry row nobody could open it.
            files::remove_folder(&self.client_dir(id)).ok();
            if level == Level::Strict {
                self.environment.credentials.delete(&credential_name(id)).ok();
            }
        }
        made?;
        self.made_here.insert(id);
        Ok(id)
    }

    /// Gives the client another codename.
    pub fn rename(&mut self, id: Uuid, codename: &str) -> Result<(), VaultError> {
        self.writable()?;
        registry::rename(&self.registry.lock(), id, &fit(codename)?)
    }

    /// Notes what is due: JSON with dates and counts only, or nothing.
    pub fn set_due(&mut self, id: Uuid, due: Option<&str>) -> Result<(), VaultError> {
        self.writable()?;
        due.map_or(Ok(()), registry::is_json)?;
        registry::set_due(&self.registry.lock(), id, due)
    }

    pub(crate) fn is_open(&self, id: Uuid) -> bool {
        self.open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&id)
    }

    /// Opens a client. It is read-only where the vault is, or where its file was rolled back.
    pub fn open_client(&self, id: Uuid) -> Result<ClientStore, VaultError> {
        let entry = registry::client(&self.registry.lock(), id).map_err(|error| self.as_a_reader(error))?;
        let secret = self.secret_of(&entry)?;
        ClientStore::open(self, id, &secret)
    }

    /// Opens a Strict client with what was typed from its sheet, and keeps the secret in this
    /// machine's credential store; why that failed is told beside the client.
    pub fn open_client_with_sheet(
        &self,
        id: Uuid,
        typed: &str,
    ) -> Result<(ClientStore, Option<crate::CredentialError>), VaultError> {
        let entry = registry::client(&self.registry.lock(), id)?;
        if entry.level == Level::Standard {
            return Err(VaultError::NoSheet);
        }
        let secret = crate::Sheet::parse(id, typed)?;
        let store = ClientStore::open(self, id, &secret).map_err(|error| match error {
            VaultError::Damaged(VaultFile::ClientKeySlots) => VaultError::SheetMismatch,
            other => other,
        })?;
        let kept = self.environment.credentials.put(&credential_name(id), &secret);
        Ok((store, kept.err()))
    }

    pub(crate) fn secret_of(&self, entry: &ClientEntry) -> Result<Secret32, VaultError> {
        match entry.level {
            Level::Standard => registry::secret(&self.registry.lock(), entry.id)?
                .ok_or(VaultError::Damaged(VaultFile::Registry)),
            // Not found is not the same as not there yet: no new secret is ever made here.
            Level::Strict => self
                .environment
                .credentials
                .get(&credential_name(entry.id))?
                .ok_or(VaultError::SheetNeeded),
        }
    }

    /// The freshness anchor that the registry keeps for a client.
    pub(crate) fn anchor(&self, id: Uuid) -> Result<Anchor, VaultError> {
        registry::anchor(&self.registry.lock(), id)
    }
}

pub(crate) fn credential_name(id: Uuid) -> String {
    format!("client/{}", id.hyphenated())
}

pub(super) fn fit(codename: &str) -> Result<String, VaultError> {
    use unicode_normalization::UnicodeNormalization;
    let codename: String = codename.trim().nfc().collect();
    let length = codename.chars().count();
    if length == 0 || length > CODENAME_LONGEST || codename.chars().any(char::is_control) {
        return Err(VaultError::CodenameUnfit);
    }
    Ok(codename)
}
