//! What the vault takes from outside: time, randomness, the credential store, the device's name,
//! a way to stop and a way to tell how far it came.

use crate::credentials::{CredentialStore, SystemCredentials};
use crate::error::VaultError;
use crate::secret::Secret32;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// Time, passed in.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64;
    /// A time that never runs backwards, for calibration.
    fn elapsed(&self) -> Duration;
}

/// Randomness, passed in. It must be fit for keys.
pub trait Random: Send + Sync {
    /// Fills the whole slice or fails.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), VaultError>;
}

/// The system's clock.
#[derive(Debug)]
pub struct SystemClock(Instant);

impl Default for SystemClock {
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// The system's source of randomness.
#[derive(Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), VaultError> {
        getrandom::fill(bytes).map_err(|_| VaultError::NoRandomness)
    }
}

/// All that comes from outside, in one hand.
#[derive(Clone)]
pub struct Environment {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The randomness.
    pub random: Arc<dyn Random>,
    /// The store that keeps the secrets of Strict clients and of quick unlock.
    pub credentials: Arc<dyn CredentialStore>,
    /// This device, as journal entries name it.
    pub device: Uuid,
}

impl Environment {
    /// The real clock, randomness, credential store and device.
    pub fn system() -> Self {
        Self {
            clock: Arc::new(SystemClock::default()),
            random: Arc::new(SystemRandom),
            credentials: Arc::new(SystemCredentials),
            device: this_device(),
        }
    }

    pub(crate) fn random32(&self) -> Result<[u8; 32], VaultError> {
        let mut bytes = [0; 32];
        self.random.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// A new secret, made in its own place.
    pub(crate) fn secret(&self) -> Result<Secret32, VaultError> {
        let mut secret = Secret32::zeroed();
        self.random.fill(secret.expose_mut())?;
        Ok(secret)
    }

    /// A new version-7 id from the passed-in time and randomness.
    pub fn new_id(&self) -> Result<Uuid, VaultError> {
        let mut bytes = [0; 10];
        self.random.fill(&mut bytes)?;
        let now = u64::try_from(self.clock.now_ms()).unwrap_or(0);
        Ok(uuid::Builder::from_unix_timestamp_millis(now, &bytes).into_uuid())
    }
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Environment")
            .field("device", &self.device)
            .finish_non_exhaustive()
    }
}

/// A stable id for this machine that does not tell its name: a hash of what the system calls it.
fn this_device() -> Uuid {
    let named = ["/etc/machine-id", "/etc/hostname"]
        .iter()
        .find_map(|path| std::fs::read_to_string(path).ok())
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .or_else(|| std::env::var("HOSTNAME").ok())
        .unwrap_or_default();
    let digest = Sha256::new()
        .chain_update(b"valise/device/v1\0")
        .chain_update(named.trim())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// A request to stop, shared between the one who waits and the one who works.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Not yet asked to stop.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks to stop. Cannot be taken back.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Was it asked to stop?
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// The flag itself, for work that knows nothing of vaults.
    pub fn flag(&self) -> &AtomicBool {
        &self.0
    }

    pub(crate) fn check(&self) -> Result<(), VaultError> {
        if self.is_cancelled() {
            Err(VaultError::Cancelled)
        } else {
            Ok(())
        }
    }
}

/// Hears how far long work came.
pub trait Progress {
    /// `done` of `total` bytes; `total` is 0 where it is not known.
    fn at(&mut self, done: u64, total: u64);
}

impl<F: FnMut(u64, u64)> Progress for F {
    fn at(&mut self, done: u64, total: u64) {
        self(done, total);
    }
}
