//! From a way in to the key of a file.
//!
//! ```text
//! passphrase --Argon2id-----> --HKDF(vault)--> KEK ==unwraps==> root key (random)
//! recovery key (printed)      --HKDF(vault)--> KEK ==unwraps==> root key
//! keychain's secret (random)  --HKDF(vault)--> KEK ==unwraps==> root key
//! root key --HKDF--> registry.db | vault header MAC
//! root key + client secret --HKDF(client, epoch)--> KEK ==unwraps==> client key (random)
//! client key --HKDF--> data.db | evidence.db | client header MAC
//! ```
//! The root key and a client's key never key anything themselves: each use has its own label. The
//! passphrase is always among the ways in; the other two are there where they were asked for. How a
//! key is replaced, step by step, stands in `NOTES.md` beside this file.

pub(crate) mod header;
pub(crate) mod kdf;
pub(crate) mod slot;
pub(crate) mod slots;
pub(crate) mod wrap;

#[cfg(test)]
mod header_tests;
#[cfg(test)]
mod vectors;

use crate::secret::{Secret32, hex};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub(crate) const VAULT_KEK: &[u8] = b"vault/v1/kek/passphrase";
pub(crate) const VAULT_KEK_RECOVERY: &[u8] = b"vault/v1/kek/recovery";
pub(crate) const VAULT_KEK_KEYCHAIN: &[u8] = b"vault/v1/kek/keychain";
pub(crate) const VAULT_HEADER: &[u8] = b"vault/v1/header";
pub(crate) const VAULT_REGISTRY: &[u8] = b"vault/v1/sqlcipher/registry";
pub(crate) const CLIENT_HEADER: &[u8] = b"dossier/v1/header";
pub(crate) const CLIENT_DATA: &[u8] = b"dossier/v1/sqlcipher/data";
pub(crate) const CLIENT_EVIDENCE: &[u8] = b"dossier/v1/sqlcipher/evidence";
const CLIENT_KEK: &[u8] = b"dossier/v1/kek/registry";

/// One key for one purpose in one vault or client.
pub(crate) fn derive(from: &Secret32, of: Uuid, label: &[u8]) -> Secret32 {
    expand(from.expose(), of, label, &[])
}

/// The key that wraps a client's key: it takes the root key and the client's own secret together.
pub(crate) fn client_kek(root: &Secret32, secret: &Secret32, client: Uuid, epoch: u32) -> Secret32 {
    let mut both = zeroize::Zeroizing::new([0_u8; 64]);
    both[..32].copy_from_slice(root.expose());
    both[32..].copy_from_slice(secret.expose());
    expand(both.as_slice(), client, CLIENT_KEK, &epoch.to_be_bytes())
}

/// What a certificate calls a key: nothing about the key itself can be learnt from it.
pub(crate) fn fingerprint(key: &Secret32, of: Uuid, label: &[u8]) -> String {
    let digest = Sha256::new()
        .chain_update(b"valise/fingerprint/v1\0")
        .chain_update(of.as_bytes())
        .chain_update(label)
        .chain_update(b"\0")
        .chain_update(key.expose())
        .finalize();
    hex(&digest).to_string()
}

fn expand(input: &[u8], salt: Uuid, label: &[u8], context: &[u8]) -> Secret32 {
    let mut output = Secret32::zeroed();
    hkdf_sha256(
        salt.as_bytes(),
        input,
        &[label, b"\0", context],
        output.expose_mut(),
    );
    output
}

fn hkdf_sha256(salt: &[u8], input: &[u8], info: &[&[u8]], output: &mut [u8]) {
    Hkdf::<Sha256>::new(Some(salt), input)
        .expand_multi_info(info, output)
        .expect("HKDF-SHA-256 gives up to 8160 bytes, and keys have 32");
}
