//! An unlocked vault: the registry and the way to its clients.

use crate::client::ClientStore;
use crate::client::create;
use crate::client::freshness::Anchor;
use crate::db::migrate;
use crate::db::open::{Access, checkpoint};
use crate::environment::{Cancel, Environment};
use crate::error::{VaultError, VaultFile};
use crate::files;
use crate::keys::header::{AnySlot, Header, Kind, MINOR, Read, Slot, SlotState, SlotType, Stretch};
use crate::keys::kdf::{self, KdfPolicy};
use crate::keys::slots::{self, Both, Presence};
use crate::keys::{self, VAULT_HEADER, VAULT_KEK, VAULT_REGISTRY};
use crate::registry::{self, ClientEntry, Level, Own};
use crate::secret::{Passphrase, Secret32};
use rusqlite::Connection;
use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

const CODENAME_LONGEST: usize = 80;

/// The registry's connection, shared with the open client, which writes its anchor there.
#[derive(Clone)]
pub(crate) struct Registry(Arc<Mutex<Connection>>);

impl Registry {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A vault that a passphrase has opened. Dropping it forgets the keys.
pub struct OpenVault {
    pub(crate) dir: PathBuf,
    pub(crate) root: Secret32,
    pub(crate) header: Header,
    pub(crate) registry: Registry,
    pub(crate) environment: Environment,
    pub(crate) read_only: bool,
    pub(crate) open: Arc<Mutex<HashSet<Uuid>>>,
    // Held for as long as the vault is open for writing; the system lets go of it with the process.
    _lock: Option<File>,
}

impl std::fmt::Debug for OpenVault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenVault")
            .field("read_only", &self.read_only)
            .finish_non_exhaustive()
    }
}

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
        let mut salt = [0; 16];
        environment.random.fill(&mut salt)?;
        let stretched = kdf::stretch(passphrase, salt, params, cancel)?;
        files::make_folder(dir)?;
        let lock = take_lock(dir)?;

        let root = Secret32::new(environment.random32()?);
        let uuid = environment.new_id()?;
        let created_ms = environment.clock.now_ms();
        let mut header = Header {
            minor: MINOR,
            kind: Kind::Vault,
            uuid,
            epoch: 1,
            generation: 1,
            created_ms,
            slots: vec![],
        };
        let slot = passphrase_slot(environment, Stretch { params, salt })?;
        header.add(slot, &keys::derive(&stretched, uuid, VAULT_KEK), &root);

        // The registry first, under another name; the key slots make it a vault; then the name.
        let (begun, registry) = (dir.join("registry.db.new"), dir.join("registry.db"));
        remove_database(&begun)?;
        drop(migrate::REGISTRY.open(&begun, &keys::derive(&root, uuid, VAULT_REGISTRY), Access::Create)?);
        slots::write(dir, &header, &keys::derive(&root, uuid, VAULT_HEADER))?;
        std::fs::rename(&begun, &registry)?;
        files::make_folder(&dir.join("clients"))?;
        files::sync_folder(dir)?;
        Self::open(dir, root, header, environment, Some(lock), false)
    }

    /// Opens the vault for writing.
    ///
    /// Errors: [`VaultError::InUse`] while another process has it open for writing; absent, foreign,
    /// damaged and newer are told before any key is derived.
    pub fn unlock(
        dir: &Path,
        passphrase: &Passphrase,
        environment: &Environment,
        cancel: &Cancel,
    ) -> Result<Self, VaultError> {
        let (read, agree) = find(dir)?;
        let lock = take_lock(dir)?;
        let root = open_root(&read, passphrase, cancel)?;
        let newer_minor = read.header.minor > MINOR;
        if !agree && !newer_minor {
            slots::heal(dir, &read)?;
        }
        let begun = dir.join("registry.db.new");
        if begun.exists() && !dir.join("registry.db").exists() {
            std::fs::rename(&begun, dir.join("registry.db"))?;
        }
        Self::open(dir, root, read.header, environment, Some(lock), newer_minor)
    }

    /// Opens the vault for reading, also beside a process that has it open for writing.
    pub fn unlock_to_read(
        dir: &Path,
        passphrase: &Passphrase,
        environment: &Environment,
        cancel: &Cancel,
    ) -> Result<Self, VaultError> {
        let (read, _) = find(dir)?;
        let root = open_root(&read, passphrase, cancel)?;
        Self::open(dir, root, read.header, environment, None, true)
    }

    fn open(
        dir: &Path,
        root: Secret32,
        header: Header,
        environment: &Environment,
        lock: Option<File>,
        read_only: bool,
    ) -> Result<Self, VaultError> {
        let access = if read_only { Access::Read } else { Access::Write };
        let root = root.pinned();
        let key = keys::derive(&root, header.uuid, VAULT_REGISTRY);
        let registry = migrate::REGISTRY.open(&dir.join("registry.db"), &key, access)?;
        Ok(Self {
            dir: dir.to_owned(),
            root,
            header,
            registry: Registry(Arc::new(Mutex::new(registry))),
            environment: environment.clone(),
            read_only,
            open: Arc::default(),
            _lock: lock,
        })
    }

    /// Was it opened for reading only?
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// The vault's id, made at creation.
    pub fn id(&self) -> Uuid {
        self.header.uuid
    }

    pub(crate) fn writable(&self) -> Result<(), VaultError> {
        if self.read_only {
            Err(VaultError::ReadOnly)
        } else {
            Ok(())
        }
    }

    pub(crate) fn client_dir(&self, id: Uuid) -> PathBuf {
        self.dir.join("clients").join(id.hyphenated().to_string())
    }

    /// All clients, by codename.
    pub fn clients(&self) -> Result<Vec<ClientEntry>, VaultError> {
        registry::clients(&self.registry.lock())
    }

    /// Makes a client with its own key and empty files. A Strict one has a sheet to be printed:
    /// see [`OpenVault::sheet`].
    pub fn add_client(&mut self, codename: &str, level: Level, sample: bool) -> Result<Uuid, VaultError> {
        self.writable()?;
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
            remove_folder(&self.client_dir(id)).ok();
            if level == Level::Strict {
                self.environment.credentials.delete(&credential_name(id)).ok();
            }
        }
        made.map(|()| id)
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

    /// Destroys the client's key, then its files. Nothing brings them back from this vault.
    pub fn remove_client(&mut self, id: Uuid) -> Result<Removed, VaultError> {
        self.writable()?;
        let entry = registry::client(&self.registry.lock(), id)?;
        if self.is_open(id) {
            return Err(VaultError::ClientOpen);
        }
        let dir = self.client_dir(id);
        if dir.exists() {
            slots::destroy(&dir)?;
        }
        let credential = match entry.level {
            Level::Strict => self.environment.credentials.delete(&credential_name(id)).err(),
            Level::Standard => None,
        };
        let now = self.environment.clock.now_ms();
        {
            let mut registry = self.registry.lock();
            registry::remove(&mut registry, id, now)?;
            // The secret also leaves the write-ahead log.
            checkpoint(&registry)?;
        }
        remove_folder(&dir)?;
        Ok(Removed { credential })
    }

    pub(crate) fn is_open(&self, id: Uuid) -> bool {
        self.open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&id)
    }

    /// The groups of a Strict client's sheet, until [`OpenVault::confirm_sheet`].
    pub fn sheet(&self, id: Uuid) -> Result<crate::Sheet, VaultError> {
        let entry = registry::client(&self.registry.lock(), id)?;
        if entry.level == Level::Standard || entry.sheet_confirmed {
            return Err(VaultError::NoSheet);
        }
        let secret = self
            .environment
            .credentials
            .get(&credential_name(id))?
            .ok_or(VaultError::SheetNeeded)?;
        Ok(crate::Sheet::of(id, &secret))
    }

    /// The sheet was printed and two of its groups typed back: it is not shown again.
    pub fn confirm_sheet(&mut self, id: Uuid) -> Result<(), VaultError> {
        self.writable()?;
        registry::confirm_sheet(&self.registry.lock(), id)
    }

    /// Opens a client. It is read-only where the vault is, or where its file was rolled back.
    pub fn open_client(&self, id: Uuid) -> Result<ClientStore, VaultError> {
        let entry = registry::client(&self.registry.lock(), id)?;
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

    /// Rewraps the root key. The current passphrase is asked again; the cost stays as it was chosen.
    pub fn change_passphrase(
        &mut self,
        current: &Passphrase,
        next: &Passphrase,
        cancel: &Cancel,
    ) -> Result<(), VaultError> {
        self.writable()?;
        let (read, _) = find(&self.dir)?;
        let root = open_root(&read, current, cancel)?;
        let params = passphrase_slots(&read.header)
            .find_map(|slot| slot.stretch)
            .map(|stretch| stretch.params);
        let params = params.ok_or(VaultError::Damaged(VaultFile::VaultKeySlots))?;
        let mut salt = [0; 16];
        self.environment.random.fill(&mut salt)?;
        let stretched = kdf::stretch(next, salt, params, cancel)?;
        let mut header = read.header;
        header.generation += 1;
        header
            .slots
            .retain(|slot| !matches!(slot, AnySlot::Known(slot) if slot.kind == SlotType::Passphrase));
        let slot = passphrase_slot(&self.environment, Stretch { params, salt })?;
        header.add(slot, &keys::derive(&stretched, header.uuid, VAULT_KEK), &root);
        slots::write(
            &self.dir,
            &header,
            &keys::derive(&root, header.uuid, VAULT_HEADER),
        )?;
        self.header = header;
        Ok(())
    }

    /// A setting as JSON text.
    pub fn setting(&self, key: &str) -> Result<Option<String>, VaultError> {
        registry::setting(&self.registry.lock(), key)
    }

    /// Keeps a setting; the value must be JSON text.
    pub fn set_setting(&mut self, key: &str, json: &str) -> Result<(), VaultError> {
        self.writable()?;
        registry::set_setting(&self.registry.lock(), key, json)
    }

    /// One of the consultant's own records, as JSON text.
    pub fn own(&self, kind: &str, id: &str) -> Result<Option<String>, VaultError> {
        registry::own(&self.registry.lock(), kind, id)
    }

    /// All own records of a kind, by id.
    pub fn list_own(&self, kind: &str) -> Result<Vec<Own>, VaultError> {
        registry::list_own(&self.registry.lock(), kind)
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

    /// Empties the write-ahead log, closes the registry and forgets the keys. Close the client first:
    /// a [`ClientStore`] that is still there keeps its own key until it is dropped.
    pub fn lock(self) -> Result<(), VaultError> {
        if !self.read_only {
            checkpoint(&self.registry.lock())?;
        }
        Ok(())
    }
}

/// What destroying a client left to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    /// Why a Strict client's secret could not be taken out of the credential store. Its key slots are
    /// gone from this vault all the same.
    pub credential: Option<crate::CredentialError>,
}

pub(crate) fn credential_name(id: Uuid) -> String {
    format!("client/{}", id.hyphenated())
}

fn fit(codename: &str) -> Result<String, VaultError> {
    use unicode_normalization::UnicodeNormalization;
    let codename: String = codename.trim().nfc().collect();
    let length = codename.chars().count();
    if length == 0 || length > CODENAME_LONGEST || codename.chars().any(char::is_control) {
        return Err(VaultError::CodenameUnfit);
    }
    Ok(codename)
}

fn passphrase_slot(environment: &Environment, stretch: Stretch) -> Result<Slot, VaultError> {
    let mut nonce = [0; 24];
    environment.random.fill(&mut nonce)?;
    Ok(Slot {
        id: 0,
        kind: SlotType::Passphrase,
        state: SlotState::Current,
        stretch: Some(stretch),
        nonce,
        wrapped: [0; 48],
    })
}

fn passphrase_slots(header: &Header) -> impl Iterator<Item = &Slot> {
    header.known().filter(|slot| slot.kind == SlotType::Passphrase)
}

fn find(dir: &Path) -> Result<(Read, bool), VaultError> {
    match slots::probe(dir)? {
        Presence::Absent => return Err(VaultError::Absent),
        Presence::Foreign => return Err(VaultError::Foreign),
        Presence::Damaged => return Err(VaultError::Damaged(VaultFile::VaultKeySlots)),
        Presence::Newer | Presence::Sealed => {}
    }
    match slots::read(dir, Kind::Vault)? {
        Both::Whole { newest, agree } => Ok((*newest, agree)),
        Both::Newer(major) => Err(VaultError::Newer {
            file: VaultFile::VaultKeySlots,
            found: u32::from(major),
            known: u32::from(keys::header::MAJOR),
        }),
        Both::Absent | Both::Foreign | Both::Damaged => Err(VaultError::Damaged(VaultFile::VaultKeySlots)),
    }
}

fn open_root(read: &Read, passphrase: &Passphrase, cancel: &Cancel) -> Result<Secret32, VaultError> {
    let header = &read.header;
    let mut root = None;
    for slot in passphrase_slots(header) {
        let stretch = slot
            .stretch
            .ok_or(VaultError::Damaged(VaultFile::VaultKeySlots))?;
        let stretched = kdf::stretch(passphrase, stretch.salt, stretch.params, cancel)?;
        root = header.open(slot, &keys::derive(&stretched, header.uuid, VAULT_KEK));
        if root.is_some() {
            break;
        }
    }
    let root = root.ok_or(VaultError::WrongPassphrase)?;
    // The slot opened, so the passphrase is right: a header that does not carry its mark was altered.
    if !read.is_true(&keys::derive(&root, header.uuid, VAULT_HEADER)) {
        return Err(VaultError::Damaged(VaultFile::VaultKeySlots));
    }
    Ok(root)
}

fn take_lock(dir: &Path) -> Result<File, VaultError> {
    let file = files::open_private(&dir.join("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(VaultError::InUse),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

fn remove_database(path: &Path) -> Result<(), VaultError> {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        match std::fs::remove_file(&name) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn remove_folder(dir: &Path) -> Result<(), VaultError> {
    match std::fs::remove_dir_all(dir) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    }
    dir.parent().map_or(Ok(()), files::sync_folder)
}
