//! Wraps a key under another with XChaCha20-Poly1305.

use crate::secret::Secret32;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// A wrapped key: 32 bytes and a tag of 16.
pub(crate) type Wrapped = [u8; 48];

/// `aad` is bound to the result: the same bytes are needed to unwrap.
pub(crate) fn wrap(kek: &Secret32, nonce: &[u8; 24], key: &Secret32, aad: &[u8]) -> Wrapped {
    let mut wrapped = [0; 48];
    wrapped.copy_from_slice(&seal(kek, nonce, key.expose(), aad));
    wrapped
}

/// `None` where the key or anything in `aad` differs.
pub(crate) fn unwrap(kek: &Secret32, nonce: &[u8; 24], wrapped: &Wrapped, aad: &[u8]) -> Option<Secret32> {
    let opened = open(kek, nonce, wrapped, aad)?;
    let mut key = Secret32::zeroed();
    if opened.len() != key.expose().len() {
        return None;
    }
    key.expose_mut().copy_from_slice(&opened);
    Some(key)
}

pub(super) fn seal(key: &Secret32, nonce: &[u8; 24], msg: &[u8], aad: &[u8]) -> Vec<u8> {
    XChaCha20Poly1305::new(&(*key.expose()).into())
        .encrypt(&XNonce::from(*nonce), Payload { msg, aad })
        .expect("a key is within what the cipher can seal")
}

pub(super) fn open(key: &Secret32, nonce: &[u8; 24], msg: &[u8], aad: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    XChaCha20Poly1305::new(&(*key.expose()).into())
        .decrypt(&XNonce::from(*nonce), Payload { msg, aad })
        .ok()
        .map(Zeroizing::new)
}
