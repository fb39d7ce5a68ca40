//! Sealed hand-overs: a client leaves for a colleague in one file, comes in, or comes back and is merged.

mod apply;
mod arrive;
mod merge;
mod rows;
mod send;
mod take_in;

pub(crate) use arrive::Arrival;

use crate::session::Vault;
use crate::{Problem, ProblemCode, Result};
use valise_handover::{HandoverError, Identity};

impl Vault {
    /// What signs and receives hand-overs in this vault.
    pub(crate) fn identity(&self) -> Result<Identity> {
        let seed = self.open.identity_seed()?;
        // EXPOSE: both keys of the identity are derived from it.
        Ok(Identity::from_seed(seed.expose())?)
    }

    /// The name on this vault's card: the person's, or the practice's, or the program's.
    pub(crate) fn card_name(&self) -> String {
        let branding = self.branding();
        [branding.person, branding.practice]
            .into_iter()
            .map(|name| name.trim().to_owned())
            .find(|name| !name.is_empty())
            .unwrap_or_else(|| "Valise".into())
    }
}

impl From<HandoverError> for Problem {
    fn from(error: HandoverError) -> Self {
        use HandoverError as H;
        use ProblemCode as C;
        let code = match &error {
            H::Foreign => C::NotAHandOver,
            H::Newer { .. } | H::CardNewer => C::HandOverNewer,
            H::PassphraseNeeded => C::HandOverNeedsPassphrase,
            H::WrongPassphrase => C::WrongPassphrase,
            H::WrongKey | H::KeyNeeded => C::HandOverNotForYou,
            H::SignatureMissing | H::SignatureWrong | H::RecipientsDiffer => C::HandOverForged,
            H::CardForeign | H::CardMistyped | H::RecipientUnfit | H::RecipientsUnfit => C::CardNotUnderstood,
            H::PassphraseEmpty => C::PassphraseWeak,
            H::TooLarge { .. } => C::TooLarge,
            H::Cancelled => C::Cancelled,
            H::Io(io) => return Self::io("read", std::path::Path::new(""), io),
            H::NameUnfit => return Self::invalid("name", "a name of one line"),
            _ => C::HandOverDamaged,
        };
        Self::new(code).with("detail", error.code())
    }
}
