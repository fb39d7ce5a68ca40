//! A credential store in files: for tests whose processes come and go, or are killed.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use valise_vault::{CredentialError, CredentialStore, Secret32};

/// Keeps each secret in a file of this folder.
pub struct FileCredentials(pub PathBuf);

impl FileCredentials {
    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name.replace('/', "-"))
    }
}

impl CredentialStore for FileCredentials {
    fn put(&self, name: &str, secret: &Secret32) -> Result<(), CredentialError> {
        let (path, beside) = (self.path(name), self.0.join("new"));
        fs::create_dir_all(&self.0)
            .and_then(|()| fs::write(&beside, secret.expose()))
            .and_then(|()| fs::rename(&beside, &path))
            .map_err(|_| CredentialError::Unavailable)
    }

    fn get(&self, name: &str) -> Result<Option<Secret32>, CredentialError> {
        match fs::read(self.path(name)) {
            Ok(bytes) => match <[u8; 32]>::try_from(bytes) {
                Ok(bytes) => Ok(Some(Secret32::new(bytes))),
                Err(_) => Err(CredentialError::Malformed),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => Err(CredentialError::Unavailable),
        }
    }

    fn delete(&self, name: &str) -> Result<(), CredentialError> {
        match fs::remove_file(self.path(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(CredentialError::Unavailable),
            _ => Ok(()),
        }
    }
}
