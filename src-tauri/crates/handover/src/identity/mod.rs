//! Who sends and who receives: two keys of one seed, and what others may know of them.

mod card;
mod recipient;
mod words;

pub use card::Contact;
pub(crate) use card::fit_name;
pub use recipient::Recipient;
pub use words::Fingerprint;

use crate::error::HandoverError;
use crate::hex;
use bech32::{Bech32, Hrp};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

const SIGNING: &[u8] = b"valise/v1/handover/signing";
const SEALING: &[u8] = b"valise/v1/handover/sealing";
const FINGERPRINT: &[u8] = b"valise/v1/handover/fingerprint\0";
const SECRET_PREFIX: Hrp = Hrp::parse_unchecked("age-secret-key-");

/// The keys of this vault's owner: one to sign with, one to open what is sealed to them.
#[derive(Clone)]
pub struct Identity {
    signing: SigningKey,
    opening: age::x25519::Identity,
    public: PublicIdentity,
}

impl Identity {
    /// Derives both keys from 32 secret bytes: the same bytes, the same identity, for life.
    ///
    /// # Errors
    /// None that a seed of real randomness meets.
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self, HandoverError> {
        let signing = SigningKey::from_bytes(&derive(seed, SIGNING));
        let opening = age_identity(&derive(seed, SEALING))?;
        let recipient: Recipient = opening.to_public().to_string().parse()?;
        let public = PublicIdentity::new(signing.verifying_key().to_bytes(), recipient)?;
        Ok(Self {
            signing,
            opening,
            public,
        })
    }

    /// The key that files for this identity are sealed to, `age1…` in writing.
    pub fn recipient(&self) -> Recipient {
        self.public.recipient
    }

    /// What others may know.
    pub fn public(&self) -> &PublicIdentity {
        &self.public
    }

    /// This identity's contact card.
    ///
    /// # Errors
    /// A name that a card does not take.
    pub fn contact(&self, name: &str) -> Result<Contact, HandoverError> {
        Contact::new(name, self.public)
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }

    pub(crate) fn opening(&self) -> &age::x25519::Identity {
        &self.opening
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("public", &self.public)
            .finish_non_exhaustive()
    }
}

fn derive(seed: &[u8; 32], label: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, seed)
        .expand(label, key.as_mut_slice())
        .expect("32 bytes are within what HKDF-SHA-256 can give");
    key
}

/// age makes an identity from its text form only.
fn age_identity(key: &[u8; 32]) -> Result<age::x25519::Identity, HandoverError> {
    let mut text =
        bech32::encode_upper::<Bech32>(SECRET_PREFIX, key).map_err(|_| HandoverError::RecipientUnfit)?;
    let identity = text.parse().map_err(|_| HandoverError::RecipientUnfit);
    text.zeroize();
    identity
}

/// The public keys of a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicIdentity {
    signing: [u8; 32],
    recipient: Recipient,
}

impl PublicIdentity {
    /// Puts both keys together.
    ///
    /// # Errors
    /// A signing key that is no point of the curve, or one of low order.
    pub fn new(signing: [u8; 32], recipient: Recipient) -> Result<Self, HandoverError> {
        match VerifyingKey::from_bytes(&signing) {
            Ok(key) if !key.is_weak() => Ok(Self { signing, recipient }),
            _ => Err(HandoverError::RecipientUnfit),
        }
    }

    /// The Ed25519 key that signatures are checked with.
    pub fn signing(&self) -> &[u8; 32] {
        &self.signing
    }

    /// The key that files are sealed to.
    pub fn recipient(&self) -> Recipient {
        self.recipient
    }

    /// Six words over both keys, to be read out by another way than the card came.
    pub fn fingerprint(&self) -> Fingerprint {
        let hash = Sha256::new()
            .chain_update(FINGERPRINT)
            .chain_update(self.signing)
            .chain_update(self.recipient.as_bytes())
            .finalize();
        Fingerprint::of_hash(&hash.into())
    }

    pub(crate) fn signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        VerifyingKey::from_bytes(&self.signing).is_ok_and(|key| {
            key.verify_strict(message, &Signature::from_bytes(signature))
                .is_ok()
        })
    }
}

impl fmt::Debug for PublicIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicIdentity")
            .field("signing", &hex::encode(&self.signing))
            .field("recipient", &self.recipient)
            .finish()
    }
}

#[cfg(test)]
mod tests;
