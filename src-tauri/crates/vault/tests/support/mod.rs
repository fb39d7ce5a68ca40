//! A vault in a temporary folder, at the floor of the key derivation's cost.
#![allow(dead_code, reason = "each test binary uses its part")]

pub mod child;
pub mod doors;
pub mod folder;
pub mod kept;
pub mod killed;
pub mod renewed;
pub mod stick;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use valise_vault::{
    Cancel, ClientStore, Clock, Environment, KdfParams, KdfPolicy, Level, MemoryCredentials, OpenVault,
    Passphrase, SystemRandom, VaultError,
};

pub const WORDS: &str = "harbour copper lantern seven quilt";

/// A clock that moves one millisecond each time it is asked.
pub struct TickingClock(pub AtomicI64);

impl Clock for TickingClock {
    fn now_ms(&self) -> i64 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }

    fn elapsed(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.load(Ordering::Relaxed)).unwrap_or(0))
    }
}

pub fn environment() -> (Environment, Arc<MemoryCredentials>) {
    let credentials = Arc::new(MemoryCredentials::new());
    let environment = Environment {
        clock: Arc::new(TickingClock(AtomicI64::new(1_795_000_000_000))),
        random: Arc::new(SystemRandom),
        credentials: credentials.clone(),
        device: "8c7f1d5e-2f0a-4a53-9a0c-4f1f52f6b001"
            .parse()
            .expect("a fixed device"),
    };
    (environment, credentials)
}

pub fn floor() -> KdfPolicy {
    KdfPolicy::Fixed(KdfParams::FLOOR)
}

/// Nora's vault, unlocked.
pub struct Desk {
    pub dir: tempfile::TempDir,
    pub environment: Environment,
    pub credentials: Arc<MemoryCredentials>,
    pub vault: Option<OpenVault>,
}

impl Desk {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (environment, credentials) = environment();
        let vault = OpenVault::create(
            &dir.path().join("vault"),
            &Passphrase::from(WORDS),
            floor(),
            &environment,
            &Cancel::new(),
        )
        .expect("a new vault");
        Self {
            dir,
            environment,
            credentials,
            vault: Some(vault),
        }
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join("vault")
    }

    pub fn vault(&mut self) -> &mut OpenVault {
        self.vault.as_mut().expect("the vault is open")
    }

    pub fn client(&mut self, codename: &str) -> ClientStore {
        let id = self
            .vault()
            .add_client(codename, Level::Standard, false)
            .expect("a new client");
        self.vault().open_client(id).expect("opens")
    }

    pub fn lock(&mut self) {
        self.vault.take().expect("open").lock().expect("locks");
    }

    pub fn unlock(&mut self) -> Result<&mut OpenVault, VaultError> {
        let vault = OpenVault::unlock(
            &self.path(),
            &Passphrase::from(WORDS),
            &self.environment,
            &Cancel::new(),
        )?;
        Ok(self.vault.insert(vault))
    }

    pub fn client_dir(&self, id: uuid::Uuid) -> PathBuf {
        self.path().join("clients").join(id.to_string())
    }
}

/// What a person types back: two groups of what was printed, by their numbers.
pub fn two_of<'a>(printed: impl Iterator<Item = &'a str>, asked: [usize; 2]) -> [String; 2] {
    let printed: Vec<_> = printed.collect();
    asked.map(|number| printed[number - 1].to_lowercase())
}

/// Makes and confirms a recovery key; as it would be typed.
pub fn recovery_key(vault: &mut OpenVault) -> String {
    let key = vault.begin_recovery_key().expect("begins");
    let typed = two_of(key.groups(), key.asks());
    vault
        .confirm_recovery_key([&typed[0], &typed[1]])
        .expect("confirms");
    key.groups().collect::<Vec<_>>().join(" ")
}

/// Confirms a Strict client's sheet; as it would be typed.
pub fn confirmed_sheet(vault: &mut OpenVault, id: uuid::Uuid) -> String {
    let sheet = vault.sheet(id).expect("shows");
    let asked = vault.sheet_asks(id).expect("asks");
    let typed = two_of(sheet.groups(), asked);
    vault.confirm_sheet(id, [&typed[0], &typed[1]]).expect("confirms");
    sheet.groups().collect::<Vec<_>>().join(" ")
}

/// Writes without caring for the outcome's value.
pub fn insert(store: &mut ClientStore, section: &str, doc: &str) -> uuid::Uuid {
    store
        .transact::<_, VaultError>("insert", "", |tx| tx.insert(section, None, "", 0, doc))
        .expect("inserts")
        .value
}

/// Ends a client as a killed process does: closing would empty the logs, so files and logs are put back
/// to what they were before.
pub fn kill(folder: &std::path::Path, store: ClientStore) {
    let files = ["data.db", "data.db-wal", "evidence.db", "evidence.db-wal"].map(|name| folder.join(name));
    let left = files.map(|path| (std::fs::read(&path).ok(), path));
    drop(store);
    for (bytes, path) in left {
        match bytes {
            Some(bytes) => std::fs::write(path, bytes).expect("puts back"),
            None => std::fs::remove_file(path).unwrap_or(()),
        }
    }
}
