//! The key that releases are signed with, and the one gate to a manifest.

use crate::{Manifest, Refusal};
use minisign_verify::{PublicKey, Signature};

/// The key as it was built in: two lines once there is one, a comment alone until then.
const BUILT_IN: &str = include_str!("../release-key.pub");
/// A manifest names a handful of files; whatever is larger is something else.
const LARGEST_MANIFEST: usize = 256 << 10;
/// Two lines of base64 and two comments.
const LARGEST_SIGNATURE: usize = 4 << 10;

/// A public key that releases are checked with.
#[derive(Debug, Clone)]
pub struct ReleaseKey(PublicKey);

impl ReleaseKey {
    /// The key that this program was built with.
    ///
    /// # Errors
    /// [`Refusal::NoReleaseKey`] as long as the project has made none, [`Refusal::KeyUnreadable`] if the file in
    /// the repository is damaged.
    pub fn built_in() -> Result<Self, Refusal> {
        let key = BUILT_IN.lines().skip(1).find(|line| !line.trim().is_empty());
        match key {
            Some(_) => Self::read(BUILT_IN),
            None => Err(Refusal::NoReleaseKey),
        }
    }

    /// A key from the text of a minisign `.pub` file.
    ///
    /// # Errors
    /// [`Refusal::KeyUnreadable`].
    pub fn read(text: &str) -> Result<Self, Refusal> {
        PublicKey::decode(text)
            .map(Self)
            .map_err(|_| Refusal::KeyUnreadable)
    }

    /// Checks a signature over a manifest's bytes, and only then reads them.
    ///
    /// # Errors
    /// Whatever is wrong with signature or manifest. Signatures of minisign's older kind, without a hash of the
    /// message, are refused.
    pub fn open(&self, manifest: &[u8], signature: &[u8]) -> Result<Manifest, Refusal> {
        if manifest.len() > LARGEST_MANIFEST {
            return Err(Refusal::Malformed {
                line: 0,
                column: 0,
                expected: format!("at most {} KiB", LARGEST_MANIFEST >> 10),
            });
        }
        if signature.len() > LARGEST_SIGNATURE {
            return Err(Refusal::SignatureUnreadable);
        }
        let signature = std::str::from_utf8(signature)
            .ok()
            .and_then(|text| Signature::decode(text).ok())
            .ok_or(Refusal::SignatureUnreadable)?;
        self.0
            .verify(manifest, &signature, false)
            .map_err(|_| Refusal::SignatureFalse)?;
        Manifest::read(manifest)
    }
}
