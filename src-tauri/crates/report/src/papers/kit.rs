//! The paper that opens a vault without its passphrase.

use super::{Groups, Imprint};
use serde::Serialize;

/// The recovery key of a vault, on one page. It cannot be read back from any
/// serialised form: the key is left out there.
#[derive(Debug, Clone, Serialize)]
pub struct EmergencyKit {
    /// Language, sheet and identity.
    pub edition: Imprint,
    /// Name of the vault.
    pub vault: String,
    /// Where the vault lies, in words or as a path.
    pub place: String,
    /// Which kit of this vault it is; earlier ones no longer open it.
    pub number: Option<u32>,
    /// The recovery key: fourteen groups of four.
    #[serde(skip)]
    pub groups: Groups,
    /// How the key's letters are told apart, for example which never occur.
    pub reading: Option<String>,
}

impl EmergencyKit {
    /// Groups of a recovery key.
    pub const GROUPS: usize = 14;
}
