//! What a sender signs. age seals, but does not say who sealed; a signature inside does.
//!
//! Over the manifest, which names the parts by their hashes, and once more over the recipients: a
//! receiver who seals an opened hand-over again for somebody else cannot make the old signature fit.

use crate::identity::Recipient;
use sha2::{Digest, Sha256};

const SIGNED: &[u8] = b"valise/v1/handover/signature\0";
const HASHED: &[u8] = b"valise/v1/handover/manifest\0";

/// The bytes that Ed25519 signs.
pub(crate) fn message(manifest: &[u8], recipients: &[Recipient]) -> Vec<u8> {
    let mut hash = Sha256::new()
        .chain_update(HASHED)
        .chain_update((manifest.len() as u64).to_be_bytes())
        .chain_update(manifest)
        .chain_update((recipients.len() as u64).to_be_bytes());
    for recipient in recipients {
        hash.update(recipient.as_bytes());
    }
    [SIGNED, hash.finalize().as_slice()].concat()
}
