//! A vault at work: each deed done to the real thing.

use crate::book::{Book, Deed, due, evidence};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;
use valise_vault::{
    Cancel, ClientStore, CredentialError, CredentialStore, Environment, KdfParams, KdfPolicy, Level,
    OpenVault, Passphrase, Secret32, VaultError,
};

pub const WORDS: &str = "harbour copper lantern seven quilt";

pub fn quiet(_: u64, _: u64) {}

/// The machine's credential store, for processes that are killed: one file each, on disk before it is acknowledged,
/// as a real one promises.
pub struct FileCredentials(pub PathBuf);

impl FileCredentials {
    fn place(&self, name: &str) -> PathBuf {
        self.0.join(name.replace('/', "-"))
    }

    fn sync(&self) -> std::io::Result<()> {
        File::open(&self.0)?.sync_all()
    }
}

impl CredentialStore for FileCredentials {
    fn put(&self, name: &str, secret: &Secret32) -> Result<(), CredentialError> {
        let place = self.place(name);
        let beside = place.with_extension("new");
        File::create(&beside)
            .and_then(|mut file| file.write_all(secret.expose()).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&beside, &place))
            .and_then(|()| self.sync())
            .map_err(|_| CredentialError::NotKept)
    }

    fn get(&self, name: &str) -> Result<Option<Secret32>, CredentialError> {
        Ok(fs::read(self.place(name))
            .ok()
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .map(Secret32::new))
    }

    fn delete(&self, name: &str) -> Result<(), CredentialError> {
        match fs::remove_file(self.place(name)) {
            Ok(()) => self.sync().map_err(|_| CredentialError::NotKept),
            Err(_) => Ok(()),
        }
    }
}

/// The machine in a folder: its credential store beside its data.
pub fn environment(root: &Path) -> Environment {
    Environment {
        credentials: Arc::new(FileCredentials(root.join("keychain"))),
        device: "8c7f1d5e-2f0a-4a53-9a0c-4f1f52f6b001"
            .parse()
            .expect("a fixed device"),
        ..Environment::system()
    }
}

/// The vault's place: below folders that are not there before the first vault is made.
pub fn vault_dir(root: &Path) -> PathBuf {
    root.join("data/app.valise.desktop/vault")
}

pub fn client_dir(root: &Path, id: Uuid) -> PathBuf {
    vault_dir(root).join("clients").join(id.to_string())
}

/// Before the first vault: a credential store, as every machine has one.
pub fn prepare(root: &Path) {
    fs::create_dir_all(root.join("keychain")).expect("a credential store");
}

pub fn unlock(root: &Path, words: &str) -> Result<OpenVault, VaultError> {
    OpenVault::unlock(
        &vault_dir(root),
        &Passphrase::from(words),
        &environment(root),
        &Cancel::new(),
    )
}

/// A session, and the book of what it did.
pub struct Session {
    root: PathBuf,
    vault: Option<OpenVault>,
    store: Option<ClientStore>,
    pub book: Book,
}

impl Session {
    /// Nothing there yet.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            vault: None,
            store: None,
            book: Book::default(),
        }
    }

    /// Unlocks what a book tells of.
    pub fn resume(root: &Path, mut book: Book) -> Result<Self, VaultError> {
        book.close();
        let vault = unlock(root, book.passphrase.as_deref().expect("a vault was made"))?;
        Ok(Self::with(root, vault, book))
    }

    pub fn with(root: &Path, vault: OpenVault, book: Book) -> Self {
        Self {
            vault: Some(vault),
            book,
            ..Self::new(root)
        }
    }

    pub fn vault(&mut self) -> &mut OpenVault {
        self.vault.as_mut().expect("unlocked")
    }

    /// The client, opened if it is not.
    pub fn client(&mut self, id: Uuid) -> Result<&mut ClientStore, VaultError> {
        if self.store.as_ref().is_none_or(|store| store.id() != id) {
            self.close()?;
            self.store = Some(self.vault().open_client(id)?);
        }
        Ok(self.store.as_mut().expect("just opened"))
    }

    pub fn close(&mut self) -> Result<(), VaultError> {
        self.store.take().map_or(Ok(()), ClientStore::close)
    }

    pub fn lock(&mut self) -> Result<(), VaultError> {
        self.book.close();
        self.close()?;
        self.vault.take().map_or(Ok(()), OpenVault::lock)
    }

    /// Lets go of everything without a word, as a process does that ends.
    pub fn drop_all(&mut self) {
        self.book.close();
        drop(self.store.take());
        drop(self.vault.take());
    }

    /// Does it, and enters it in the book once it is acknowledged.
    pub fn perform(&mut self, deed: &Deed) -> Result<Option<Uuid>, VaultError> {
        let made = self.act(deed)?;
        self.book.apply(deed, made);
        Ok(made)
    }

    fn act(&mut self, deed: &Deed) -> Result<Option<Uuid>, VaultError> {
        if deed.closes() {
            self.close()?;
        }
        match deed.clone() {
            Deed::Create { passphrase } => {
                let vault = OpenVault::create(
                    &vault_dir(&self.root),
                    &Passphrase::from(passphrase.as_str()),
                    KdfPolicy::Fixed(KdfParams::FLOOR),
                    &environment(&self.root),
                    &Cancel::new(),
                )?;
                self.vault = Some(vault);
            }
            Deed::Add { codename, strict } => {
                return self.vault().add_client(&codename, level(strict), false).map(Some);
            }
            Deed::Setting { key, value } => self.vault().set_setting(&key, &value)?,
            Deed::Own { id, doc: Some(doc) } => self.vault().put_own("question", &id, &doc)?,
            Deed::Own { id, doc: None } => drop(self.vault().remove_own("question", &id)?),
            Deed::Due { client, count } => self.vault().set_due(client, Some(&due(count)))?,
            Deed::Rename { client, codename } => self.vault().rename(client, &codename)?,
            Deed::Level { client, strict } => self.vault().set_level(client, level(strict))?,
            Deed::Passphrase { next } => {
                let current = self.book.passphrase.clone().expect("a passphrase");
                self.vault().change_passphrase(
                    &Passphrase::from(current.as_str()),
                    &Passphrase::from(next.as_str()),
                    None,
                    &Cancel::new(),
                )?;
            }
            Deed::Remove { client } => {
                let codename = self.book.clients[&client].codename.clone();
                let said = self.vault().destroy(client, &codename)?;
                assert!(said.refused, "the old header opens nothing");
            }
            Deed::Close => {}
            Deed::Reopen => {
                self.lock()?;
                let words = self.book.passphrase.clone().expect("a passphrase");
                self.vault = Some(unlock(&self.root, &words)?);
            }
            other => {
                let id = other.in_client().expect("the rest is done in a client");
                in_client(self.client(id)?, &other)?;
            }
        }
        Ok(None)
    }
}

fn in_client(store: &mut ClientStore, deed: &Deed) -> Result<(), VaultError> {
    match deed.clone() {
        Deed::Write { rows, .. } => store
            .transact("write", "a detail", |tx| {
                for (id, doc) in &rows {
                    match tx.row(*id)? {
                        Some(_) => tx.update(*id, doc)?,
                        None => tx.insert_with_id(*id, "findings", None, "", 0, doc)?,
                    }
                }
                Ok(())
            })
            .map(drop),
        Deed::Trash { row, .. } => store
            .transact::<_, VaultError>("trash", "", |tx| tx.trash(row))
            .map(drop),
        Deed::Restore { row, .. } => store
            .transact::<_, VaultError>("restore", "", |tx| tx.restore(row))
            .map(drop),
        Deed::Undo { .. } => store.undo().map(drop),
        Deed::Redo { .. } => store.redo().map(drop),
        Deed::Erase { row, .. } => store.erase(row).map(drop),
        Deed::Draft { key, text, .. } => store.save_draft(&key, &text),
        Deed::Undraft { key, .. } => store.clear_draft(&key),
        Deed::Attach { seed, length, .. } => {
            let bytes = evidence(seed, length);
            let expected = Some(length as u64);
            store
                .evidence_import(&mut bytes.as_slice(), expected, &mut quiet, &Cancel::new())
                .map(drop)
        }
        Deed::Detach { sha256, .. } => store.evidence_erase(&unhex(&sha256)),
        other => unreachable!("{other:?} is not done in a client"),
    }
}

fn level(strict: bool) -> Level {
    if strict { Level::Strict } else { Level::Standard }
}

pub fn unhex(text: &str) -> [u8; 32] {
    std::array::from_fn(|n| u8::from_str_radix(&text[2 * n..2 * n + 2], 16).expect("hexadecimal"))
}
