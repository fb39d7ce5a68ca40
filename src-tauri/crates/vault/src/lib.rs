//! Keys, sealed files and the journal of Valise: rows, never their meaning.
//!
//! [`OpenVault`] is what a passphrase opens: the registry of clients. [`ClientStore`] is one open
//! client: rows, history, search, evidence. Every write of rows goes through
//! [`ClientStore::transact`]; there is no other.

mod client;
mod credentials;
mod db;
mod environment;
mod error;
mod files;
mod keys;
mod registry;
mod secret;
mod sheet;
mod vault;

pub use client::ClientStore;
pub use client::check::{CheckReport, Fault};
pub use client::evidence::{Blob, EvidenceHandle};
pub use client::freshness::Freshness;
pub use client::history::Version;
pub use client::rows::{Change, ChangeKind, Draft, Row};
pub use client::search::Hit;
pub use client::transact::{Outcome, Tx};
pub use client::undo::UndoneLabel;
pub use credentials::{CredentialError, CredentialStore, MemoryCredentials, SERVICE, SystemCredentials};
pub use environment::{Cancel, Clock, Environment, Progress, Random, SystemClock, SystemRandom};
pub use error::{VaultError, VaultFile};
pub use keys::kdf::{KdfParams, KdfPolicy};
pub use keys::slots::{Presence, probe};
pub use registry::{ClientEntry, Level, Own};
pub use secret::{Passphrase, Secret32};
pub use sheet::Sheet;
pub use vault::{OpenVault, Removed};
