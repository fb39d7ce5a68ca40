//! The use cases of Valise. The window and the command line call this crate and no other.
//!
//! It knows nothing of windows. A session is one of three types, [`Sealed`], [`Vault`] and [`Client`];
//! every use case hangs on the one that it needs. Records are written through one pen inside one
//! transaction ([`session`]); figures are computed by `valise-domain` on the client in memory.

mod audit;
mod automation;
mod calendar;
mod check;
mod clients;
mod documents;
mod evidence;
mod fields;
mod figures;
mod findings;
mod foreign;
mod friction;
mod guard;
mod handover;
mod journal;
mod ledger;
mod month;
mod overview;
mod people;
mod pin;
mod problem;
mod reports;
mod safekeeping;
mod score;
mod secret;
pub mod session;
mod settings;
mod suggestion;
mod surroundings;
mod vendors;
pub mod view;

pub use guard::{Guarded, guard_process};
pub use problem::{Problem, ProblemCode, Result};
pub use reports::{Press, ReportPlan};
pub use safekeeping::{PlannedDestruction, drill};
pub use secret::Secret;
pub use session::{Client, Sealed, Unopened, Vault, strength};
pub use suggestion::suggest_passphrase;
pub use surroundings::Surroundings;
pub use valise_vault::{Cancel, CredentialError, CredentialStore, KdfParams, KdfPolicy, MemoryCredentials};

use view::{AppState, ClientHead, Protections, VaultPlace, VaultPresence, VaultState};

/// What the window shows first: vault, client, preferences. Whether it is covered and what the system protects
/// is known to the window's shell alone.
pub fn app_state(place: &Sealed, vault: Option<&Vault>, client: Option<ClientHead>) -> AppState {
    let vault_state = match vault {
        Some(_) => VaultState {
            path: place.place().display().to_string(),
            presence: VaultPresence::Open,
        },
        None => place.state(),
    };
    AppState {
        vault: vault_state,
        client,
        preferences: vault.map(Vault::preferences).unwrap_or_default(),
        pin: vault.is_some_and(Vault::has_pin),
        place: VaultPlace::Usual,
        covered: false,
        protections: Protections::default(),
        version: env!("CARGO_PKG_VERSION").into(),
        platform: std::env::consts::OS.into(),
    }
}
