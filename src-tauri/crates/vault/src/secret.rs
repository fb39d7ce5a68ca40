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

/// 32 secret bytes: a key, or a client's secret. They never lie on the stack, and they have a page of
/// memory for themselves that the system keeps out of swap; where it refuses, nothing else changes.
///
/// For themselves, because pages do not count their locks: SQLCipher locks what it allocates and
/// unlocks it when it frees, and a key on the same page would be unlocked with it.
pub struct Secret32 {
    // Dropped first: the page is wiped, unlocked, freed, in this order.
    _lock: Option<region::LockGuard>,
    page: Box<Page>,
}

/// As large as the largest page of the systems that this runs on.
#[repr(align(16384))]
struct Page([u8; 32]);

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
        let page = Box::new(Page([0; 32]));
        let lock = region::lock(page.0.as_ptr(), page.0.len()).ok();
        Self { _lock: lock, page }
    }

    /// The bytes, for a derivation, a cipher or a credential store.
    pub fn expose(&self) -> &[u8; 32] {
        &self.page.0
    }

    pub(crate) fn expose_mut(&mut self) -> &mut [u8; 32] {
        &mut self.page.0
    }

    /// The same bytes? Takes the same time for every answer.
    pub(crate) fn same(&self, other: &Self) -> bool {
        subtle::ConstantTimeEq::ct_eq(self.expose().as_slice(), other.expose().as_slice()).into()
    }
}

impl Clone for Secret32 {
    fn clone(&self) -> Self {
        let mut copy = Self::zeroed();
        copy.expose_mut().copy_from_slice(self.expose());
        copy
    }
}

impl Drop for Secret32 {
    fn drop(&mut self) {
        self.expose_mut().zeroize();
    }
}

impl ZeroizeOnDrop for Secret32 {}

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
