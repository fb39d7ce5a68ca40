//! The secrets of Strict clients and of quick unlock, kept by the operating system.
//!
//! A failure is told by name and never read as "there is no secret": a secret that is not found
//! never leads to a new one.

use crate::secret::{Secret32, hex, unhex32};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

/// The name under which the operating system files the secrets.
pub const SERVICE: &str = "app.valise.desktop";

/// What a credential store may answer instead of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialError {
    /// No service runs, or it does not answer.
    #[error("credentials.unavailable")]
    Unavailable,
    /// The store is locked, or the person refused the question.
    #[error("credentials.locked")]
    Locked,
    /// More than one entry answers to the name.
    #[error("credentials.ambiguous")]
    Ambiguous,
    /// The entry is there but holds something else.
    #[error("credentials.malformed")]
    Malformed,
    /// What was written did not read back the same.
    #[error("credentials.not_kept")]
    NotKept,
}

/// Keeps 32 bytes under a name.
pub trait CredentialStore: Send + Sync {
    /// Keeps the secret and makes sure that it reads back.
    fn put(&self, name: &str, secret: &Secret32) -> Result<(), CredentialError>;
    /// The secret, or `None` where the store works and has no such entry.
    fn get(&self, name: &str) -> Result<Option<Secret32>, CredentialError>;
    /// Forgets the secret; nothing to forget is no error.
    fn delete(&self, name: &str) -> Result<(), CredentialError>;
}

/// The operating system's store: Keychain, Credential Manager or Secret Service.
#[derive(Debug, Default)]
pub struct SystemCredentials;

impl SystemCredentials {
    fn entry(name: &str) -> Result<keyring_core::Entry, CredentialError> {
        // keyring remembers a failed start for the whole process; a store started by hand lets
        // the person unlock or start the service and try again.
        if keyring::Entry::store_status().is_err() && keyring_core::get_default_store().is_none() {
            start_again()?;
        }
        keyring_core::Entry::new(SERVICE, name).map_err(named)
    }

    /// Asks the store, and where it does not answer once more through a new connection: a service that was restarted
    /// knows nothing of the session that was opened with the one before.
    fn ask<T>(
        name: &str,
        question: impl Fn(&keyring_core::Entry) -> Result<T, CredentialError>,
    ) -> Result<T, CredentialError> {
        match Self::entry(name).and_then(|entry| question(&entry)) {
            Err(CredentialError::Unavailable) => {
                start_again()?;
                Self::entry(name).and_then(|entry| question(&entry))
            }
            told => told,
        }
    }
}

#[cfg(all(unix, not(any(target_os = "macos", target_os = "ios", target_os = "android"))))]
fn start_again() -> Result<(), CredentialError> {
    let store = zbus_secret_service_keyring_store::Store::new().map_err(named)?;
    keyring_core::set_default_store(store);
    Ok(())
}

#[cfg(not(all(unix, not(any(target_os = "macos", target_os = "ios", target_os = "android")))))]
fn start_again() -> Result<(), CredentialError> {
    Err(CredentialError::Unavailable)
}

fn named(error: keyring_core::Error) -> CredentialError {
    use keyring_core::Error;
    match error {
        Error::NoStorageAccess(_) => CredentialError::Locked,
        Error::Ambiguous(_) => CredentialError::Ambiguous,
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => {
            CredentialError::Malformed
        }
        _ => CredentialError::Unavailable,
    }
}

impl CredentialStore for SystemCredentials {
    fn put(&self, name: &str, secret: &Secret32) -> Result<(), CredentialError> {
        // Text, because one wallet takes only UTF-8; hexadecimal, because it is short enough everywhere.
        let text = hex(secret.expose());
        Self::ask(name, |entry| entry.set_password(&text).map_err(named))?;
        match self.get(name)? {
            Some(kept) if kept.same(secret) => Ok(()),
            _ => Err(CredentialError::NotKept),
        }
    }

    fn get(&self, name: &str) -> Result<Option<Secret32>, CredentialError> {
        Self::ask(name, |entry| match entry.get_password() {
            Ok(text) => {
                let text = Zeroizing::new(text);
                unhex32(&text).map(Some).ok_or(CredentialError::Malformed)
            }
            Err(keyring_core::Error::NoEntry) => Ok(None),
            Err(error) => Err(named(error)),
        })
    }

    fn delete(&self, name: &str) -> Result<(), CredentialError> {
        Self::ask(name, |entry| match entry.delete_credential() {
            Ok(()) | Err(keyring_core::Error::NoEntry) => Ok(()),
            Err(error) => Err(named(error)),
        })
    }
}

/// A store that lives as long as the process: for machines without one, and for tests.
#[derive(Default)]
pub struct MemoryCredentials {
    kept: Mutex<HashMap<String, Secret32>>,
    fault: Mutex<Option<CredentialError>>,
}

impl MemoryCredentials {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on every call answers with this error, or works again with `None`.
    pub fn fail_with(&self, fault: Option<CredentialError>) {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    /// Forgets everything, as a store that was wiped.
    pub fn forget_all(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn working(&self) -> Result<(), CredentialError> {
        match *self.fault.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}

impl std::fmt::Debug for MemoryCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemoryCredentials(…)")
    }
}

impl CredentialStore for MemoryCredentials {
    fn put(&self, name: &str, secret: &Secret32) -> Result<(), CredentialError> {
        self.working()?;
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Option<Secret32>, CredentialError> {
        self.working()?;
        Ok(self
            .kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(name)
            .cloned())
    }

    fn delete(&self, name: &str) -> Result<(), CredentialError> {
        self.working()?;
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(name);
        Ok(())
    }
}
