//! Secrets that redact and wipe themselves.

use std::fmt;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A passphrase in NFKC, wiped when dropped. Any length; nothing is cut off.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Passphrase(String);

impl Passphrase {
    /// Takes the text over, normalises it and wipes the original.
    pub fn new(mut text: String) -> Self {
        // Reserved up front: a string that grows leaves copies behind.
        let mut normal = String::with_capacity(text.len() * 4 + 16);
        normal.extend(text.nfkc());
        text.zeroize();
        Self(normal)
    }

    /// True when nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Exposed to the key derivation only.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl From<&str> for Passphrase {
    fn from(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// 32 secret bytes: a key, or a client's secret. Boxed, so that a move leaves no copy on the stack.
#[derive(Clone)]
pub struct Secret32(Box<Zeroizing<[u8; 32]>>);

impl Secret32 {
    /// Takes the bytes over and wipes the original.
    pub fn new(mut bytes: [u8; 32]) -> Self {
        let mut secret = Self::zeroed();
        secret.expose_mut().copy_from_slice(&bytes);
        bytes.zeroize();
        secret
    }

    /// Zeros to be filled in place.
    pub(crate) fn zeroed() -> Self {
        Self(Box::new(Zeroizing::new([0; 32])))
    }

    /// Asks the system to keep the bytes out of swap. Done for the long-lived keys before SQLCipher
    /// takes its share of what a process may lock; where the system refuses, nothing else changes.
    pub(crate) fn pinned(self) -> Self {
        if let Ok(guard) = region::lock(self.expose().as_ptr(), 32) {
            // Pages do not count their locks: to unlock one secret's page could unlock another's.
            std::mem::forget(guard);
        }
        self
    }

    /// The bytes, for a derivation, a cipher or a credential store.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn expose_mut(&mut self) -> &mut [u8; 32] {
        &mut self.0
    }

    /// The same bytes? Takes the same time for every answer.
    pub(crate) fn same(&self, other: &Self) -> bool {
        subtle::ConstantTimeEq::ct_eq(self.expose().as_slice(), other.expose().as_slice()).into()
    }
}

impl fmt::Debug for Secret32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret32(…)")
    }
}

/// Lower-case hexadecimal in a string that wipes itself.
pub(crate) fn hex(bytes: &[u8]) -> Zeroizing<String> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Reads 64 hexadecimal digits.
pub(crate) fn unhex32(text: &str) -> Option<Secret32> {
    let digits = text.trim().as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut secret = Secret32::zeroed();
    for (place, pair) in secret.expose_mut().iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *place = u8::try_from(high * 16 + low).ok()?;
    }
    Some(secret)
}
