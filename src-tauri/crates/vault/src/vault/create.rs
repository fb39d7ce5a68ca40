//! A new vault.

use super::OpenVault;
use super::door::take_lock;
use super::passphrase::Stretched;
use crate::db::migrate;
use crate::db::open::Access;
use crate::environment::{Cancel, Environment};
use crate::error::VaultError;
use crate::files;
use crate::keys::header::{AT_REST, Header, Kind};
use crate::keys::kdf::{self, KdfPolicy};
use crate::keys::slot::SlotState;
use crate::keys::slots::{self, Presence};
use crate::keys::{self, VAULT_HEADER, VAULT_REGISTRY};
use crate::secret::Passphrase;
use std::path::Path;

impl OpenVault {
    /// Makes a vault in a folder that is absent or empty, and opens it.
    pub fn create(
        dir: &Path,
        passphrase: &Passphrase,
        policy: KdfPolicy,
        environment: &Environment,
        cancel: &Cancel,
    ) -> Result<Self, VaultError> {
        match slots::probe(dir)? {
            Presence::Absent => {}
            Presence::Foreign => return Err(VaultError::Foreign),
            Presence::Sealed | Presence::Damaged | Presence::Newer => return Err(VaultError::AlreadyExists),
        }
        let params = kdf::choose(
            policy,
            environment.clock.as_ref(),
            environment.random.as_ref(),
            cancel,
        )?;
        let stretched = Stretched::run(passphrase, params, environment, cancel)?;
        files::make_folder(dir)?;
        let lock = take_lock(dir)?;

        let root = environment.secret()?;
        let uuid = environment.new_id()?;
        let created_ms = environment.clock.now_ms();
        let mut header = Header {
            minor: AT_REST,
            kind: Kind::Vault,
            uuid,
            epoch: 1,
            generation: 1,
            created_ms,
            slots: vec![],
        };
        stretched.open(&mut header, SlotState::Current, &root, environment)?;

        // The registry first, under another name; the key slots make it a vault; then the name.
        let (begun, registry) = (dir.join("registry.db.new"), dir.join("registry.db"));
        files::remove_database(&begun)?;
        drop(migrate::REGISTRY.open(&begun, &keys::derive(&root, uuid, VAULT_REGISTRY), Access::Create)?);
        slots::write(dir, &header, &keys::derive(&root, uuid, VAULT_HEADER))?;
        std::fs::rename(&begun, &registry)?;
        files::make_folder(&dir.join("clients"))?;
        files::sync_folder(dir)?;
        Self::open(dir, root, header, environment, Some(lock), false)
    }
}
