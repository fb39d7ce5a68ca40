//! Destruction of a client: of the key, its secret, its files and snapshots; and what can be said of it.

use super::OpenVault;
use super::clients::{credential_name, fit};
use super::destruction::{CredentialOutcome, Destruction, Removed, copies_of, files_in, last_expiry};
use crate::client::unwrap;
use crate::db::migrate;
use crate::db::open::checkpoint;
use crate::error::VaultError;
use crate::files;
use crate::keys::header::{Kind, Read};
use crate::keys::slots::{self, Both};
use crate::keys::{self, fingerprint};
use crate::registry::copies;
use crate::registry::destroyed::{self, Gone};
use crate::registry::{self, Level};
use crate::secret::Secret32;
use std::path::Path;
use uuid::Uuid;

impl OpenVault {
    /// Destroys a client for good. `typed` is its codename, typed by the person who means it.
    ///
    /// First the registry forgets the client and its secret, in one step: until then it is wholly there,
    /// from then on nothing opens it. Then go the key slots, the entry in the credential store, the files
    /// and the snapshots; a crash in between is finished by the next unlock. Last, the old header is
    /// tried once more with what is left.
    pub fn destroy(&mut self, id: Uuid, typed: &str) -> Result<Destruction, VaultError> {
        self.writable()?;
        self.present()?;
        let entry = registry::client(&self.registry.lock(), id)?;
        if self.is_open(id) {
            return Err(VaultError::ClientOpen);
        }
        if fit(typed).ok().as_deref() != Some(entry.codename.as_str()) {
            return Err(VaultError::CodenameMismatch);
        }
        let dir = self.client_dir(id);
        // Where the secret is not here or the slots are damaged, the client is destroyed all the same.
        let secret = self.secret_of(&entry).ok();
        let key = secret
            .as_ref()
            .and_then(|secret| unwrap::client_key(self, id, secret).ok());
        let header = header_of(&dir);
        let anchor = self.anchor(id)?;
        let copies = copies_of(id, copies::all(&self.registry.lock())?);
        let mut said = Destruction {
            client: id,
            level: entry.level,
            epoch: header.as_ref().map_or(anchor.epoch, |read| read.header.epoch),
            key_fingerprint: key.map(|found| fingerprint(&found.key, id, b"client key")),
            secret_fingerprint: secret.map(|secret| fingerprint(&secret, id, b"client secret")),
            seq: anchor.seq,
            head: crate::secret::hex(&anchor.head).to_string(),
            created_ms: entry.created_ms,
            destroyed_ms: self.environment.clock.now_ms(),
            removed: files_in(&dir)?,
            last_expiry: last_expiry(&copies),
            copies,
            credential: CredentialOutcome::NotUsed,
            refused: false,
            finished: false,
        };
        self.bury(id, said.destroyed_ms, Some(&said))?;
        self.finish_destruction(id, entry.level, header, &mut said);
        self.say(&said)?;
        Ok(said)
    }

    /// Removes a sample, or takes back a client that was made since the vault was unlocked and could
    /// not be filled. Every other client leaves through [`OpenVault::destroy`].
    pub fn remove_client(&mut self, id: Uuid) -> Result<Removed, VaultError> {
        self.writable()?;
        self.present()?;
        let entry = registry::client(&self.registry.lock(), id)?;
        if self.is_open(id) {
            return Err(VaultError::ClientOpen);
        }
        if !entry.sample && !self.made_here.contains(&id) {
            return Err(VaultError::NotASample);
        }
        self.bury(id, self.environment.clock.now_ms(), None)?;
        let credential = self.sweep(id, entry.level);
        let dir = self.client_dir(id);
        let finished = !dir.exists() && !matches!(credential, CredentialOutcome::Failed(_));
        destroyed::say(&self.registry.lock(), id, finished, None)?;
        if dir.exists() {
            // Only now is it said: nothing opens the client any more.
            files::remove_folder(&dir)?;
        }
        Ok(Removed {
            credential: match credential {
                CredentialOutcome::Failed(error) => Some(error),
                CredentialOutcome::NotUsed | CredentialOutcome::Deleted => None,
            },
        })
    }

    /// What was said of every client that was destroyed, oldest first, for certificates to come.
    pub fn destructions(&self) -> Result<Vec<Destruction>, VaultError> {
        let gone = destroyed::all(&self.registry.lock())?;
        Ok(gone.iter().filter_map(said_of).collect())
    }

    /// The step after which nothing opens the client.
    fn bury(&mut self, id: Uuid, at_ms: i64, said: Option<&Destruction>) -> Result<(), VaultError> {
        let said = said.map(text).transpose()?;
        let mut registry = self.registry.lock();
        destroyed::bury(&mut registry, id, at_ms, said.as_deref())?;
        // The secret also leaves the write-ahead log, and the copy from before a migration.
        let emptied = checkpoint(&registry);
        migrate::forget_copies(&self.dir.join("registry.db"), &migrate::REGISTRY)?;
        emptied
    }

    /// Goes on with what an earlier destruction could not finish. What still cannot be removed waits
    /// for the next unlock: it opens for nobody, and is no reason to keep the vault shut.
    pub(super) fn finish_destructions(&self) -> Result<(), VaultError> {
        let all = destroyed::all(&self.registry.lock())?;
        for gone in all {
            let dir = self.client_dir(gone.id);
            if gone.finished && !dir.exists() {
                continue;
            }
            let header = header_of(&dir);
            if let Some(mut said) = said_of(&gone) {
                self.finish_destruction(gone.id, gone.level, header, &mut said);
                self.say(&said).ok();
            } else {
                let credential = self.sweep(gone.id, gone.level);
                let finished = !dir.exists() && !matches!(credential, CredentialOutcome::Failed(_));
                destroyed::say(&self.registry.lock(), gone.id, finished, None).ok();
            }
        }
        Ok(())
    }

    /// Removes what is left, then tries the old header with every secret that could still be there.
    fn finish_destruction(&self, id: Uuid, level: Level, header: Option<Read>, said: &mut Destruction) {
        said.credential = self.sweep(id, level);
        let dir = self.client_dir(id);
        said.refused = header_of(&dir).is_none() && self.is_refused(id, level, header.as_ref());
        said.finished = !dir.exists() && !matches!(said.credential, CredentialOutcome::Failed(_));
    }

    /// Key slots first, then the secret, then everything else. A step that fails does not keep the next
    /// ones from being done.
    fn sweep(&self, id: Uuid, level: Level) -> CredentialOutcome {
        let dir = self.client_dir(id);
        if dir.exists() {
            slots::destroy(&dir).ok();
        }
        let credential = match level {
            Level::Standard => CredentialOutcome::NotUsed,
            Level::Strict => match self.environment.credentials.delete(&credential_name(id)) {
                Ok(()) => CredentialOutcome::Deleted,
                Err(error) => CredentialOutcome::Failed(error),
            },
        };
        files::remove_folder(&dir).ok();
        credential
    }

    /// Is a header from before refused, with the root key and every secret that can still be found? Where
    /// none is found, a secret of zeros stands for the attempt. A store that does not answer may still
    /// hold the secret, so nothing is claimed.
    fn is_refused(&self, id: Uuid, level: Level, old: Option<&Read>) -> bool {
        let kept = match level {
            Level::Strict => self.environment.credentials.get(&credential_name(id)),
            Level::Standard => Ok(None),
        };
        let Ok(kept) = kept else {
            return false;
        };
        let in_registry = registry::secret(&self.registry.lock(), id).ok().flatten();
        let left: Vec<Secret32> = kept.into_iter().chain(in_registry).collect();
        let Some(old) = old else {
            return left.is_empty();
        };
        !left.into_iter().chain([Secret32::zeroed()]).any(|secret| {
            let kek = keys::client_kek(&self.root, &secret, id, old.header.epoch);
            old.header
                .known()
                .any(|slot| old.header.open(slot, &kek).is_some())
        })
    }

    fn say(&self, said: &Destruction) -> Result<(), VaultError> {
        destroyed::say(
            &self.registry.lock(),
            said.client,
            said.finished,
            Some(&text(said)?),
        )
    }
}

fn text(said: &Destruction) -> Result<String, VaultError> {
    serde_json::to_string(said).map_err(|_| VaultError::NotJson)
}

fn said_of(gone: &Gone) -> Option<Destruction> {
    serde_json::from_str(gone.said.as_deref()?).ok()
}

fn header_of(dir: &Path) -> Option<Read> {
    match slots::read(dir, Kind::Client) {
        Ok(Both::Whole { newest, .. }) => Some(*newest),
        _ => None,
    }
}
