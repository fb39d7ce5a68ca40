//! The ways into Nora's vault, as somebody outside of it tries them.

use super::Desk;
use valise_vault::{Cancel, OpenVault, Passphrase, VaultError};

/// What a forgotten passphrase is replaced by.
pub const NEW_WORDS: &str = "seven quilt lantern copper harbour";

pub fn recover(desk: &Desk, typed: &str) -> Result<OpenVault, VaultError> {
    let words = Passphrase::from(NEW_WORDS);
    OpenVault::recover(&desk.path(), typed, &words, &desk.environment, &Cancel::new())
}

pub fn unlock(desk: &Desk, words: &str) -> Result<OpenVault, VaultError> {
    let words = Passphrase::from(words);
    OpenVault::unlock(&desk.path(), &words, &desk.environment, &Cancel::new())
}

pub fn quick(desk: &Desk) -> Result<OpenVault, VaultError> {
    OpenVault::unlock_quick(&desk.path(), &desk.environment)
}

pub fn quick_name(desk: &mut Desk) -> String {
    format!("vault/{}", desk.vault().id())
}
