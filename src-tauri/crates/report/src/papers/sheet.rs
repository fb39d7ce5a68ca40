//! The paper that a Strict client needs on a new machine.

use super::{Groups, Imprint};
use serde::Serialize;

/// The secret of a Strict client, on one page. It cannot be read back from any
/// serialised form: the secret is left out there.
#[derive(Debug, Clone, Serialize)]
pub struct ClientSheet {
    /// Language, sheet and identity.
    pub edition: Imprint,
    /// Codename of the client.
    pub codename: String,
    /// Stable identifier of the client in its vault.
    pub client_id: Option<String>,
    /// Name of the vault the client lives in.
    pub vault: String,
    /// The client secret in groups of four.
    #[serde(skip)]
    pub groups: Groups,
    /// How the secret's letters are told apart, for example which never occur.
    pub reading: Option<String>,
}

impl ClientSheet {
    /// Groups that one page has room for.
    pub const MOST_GROUPS: usize = 28;
}
