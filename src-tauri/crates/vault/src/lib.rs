//! Keys, sealed files and the journal of Valise: rows, never their meaning.
//!
//! [`OpenVault`] is what a passphrase opens: the registry of clients. [`ClientStore`] is one open
//! client: rows, history, search, evidence. Every write of rows goes through
//! [`ClientStore::transact`]; there is no other, and one that goes around it does not compile:
//!
//! ```compile_fail
//! fn around(store: &valise_vault::ClientStore) {
//!     store.db.execute("DELETE FROM record", []);
//! }
//! ```
//!
//! ```no_run
//! use valise_vault::{Cancel, Environment, KdfPolicy, Level, OpenVault, Passphrase, VaultError};
//! # fn main() -> Result<(), VaultError> {
//! let words = Passphrase::from("harbour copper lantern seven quilt");
//! let environment = Environment::system();
//! let mut vault =
//!     OpenVault::create("vault".as_ref(), &words, KdfPolicy::Calibrate, &environment, &Cancel::new())?;
//! let id = vault.add_client("Plover", Level::Standard, false)?;
//! let mut client = vault.open_client(id)?;
//! let added = client.transact::<_, VaultError>("add_finding", "F01", |tx| {
//!     tx.insert("findings", None, "F01", 1, r#"{"title":"Backups are not tested"}"#)
//! })?;
//! assert_eq!(added.changes.len(), 1);
//! client.undo()?;
//! client.close()?;
//! vault.lock()
//! # }
//! ```
//!
//! What is on disk, and why, stands in `docs/` and `src/db/NOTES.md` of this crate.

mod client;
mod copies;
mod credentials;
mod db;
mod environment;
mod error;
mod files;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
mod groups;
mod keys;
#[cfg(all(test, target_os = "linux"))]
mod locked_tests;
mod recovery_key;
mod registry;
mod secret;
mod sheet;
mod vault;

pub use client::ClientStore;
pub use client::check::{CheckReport, Fault};
pub use client::evidence::Blob;
pub use client::freshness::Freshness;
pub use client::history::Version;
pub use client::rows::{Change, ChangeKind, Draft, Row};
pub use client::search::Hit;
pub use client::snapshot::{RestoredSnapshot, Snapshot};
pub use client::transact::{Outcome, Tx};
pub use client::undo::UndoneLabel;
pub use copies::{
    Backup, BackupCheck, BackupFault, BackupManifest, Drill, DrillOutcome, DrilledClient, ManifestClient,
    ManifestFile, NewCopy, drill, drill_with, restore_backup, verify_backup,
};
pub use credentials::{CredentialError, CredentialStore, MemoryCredentials, SERVICE, SystemCredentials};
pub use environment::{Cancel, Clock, Environment, Progress, Random, SystemClock, SystemRandom};
pub use error::{VaultError, VaultFile};
pub use keys::kdf::{KdfParams, KdfPolicy};
pub use keys::slots::{Presence, probe};
pub use recovery_key::RecoveryKey;
pub use registry::copies::{CopyKind, Held, KnownCopy};
pub use registry::{ClientEntry, Level, Own};
pub use secret::{Passphrase, Secret32};
pub use sheet::Sheet;
pub use vault::{
    CopyOfClient, CredentialOutcome, Destruction, Expiry, OpenVault, QuickUnlock, Removed, RemovedFile,
    Rotated, WaysIn,
};
