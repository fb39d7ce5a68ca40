use std::fmt;

use gix_hash::ObjectId;

/// The name of an object: the hash of what it holds. Prints as hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectName(pub(crate) ObjectId);

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.to_hex())
    }
}

impl fmt::Debug for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl ObjectName {
    /// Reads the full hexadecimal name, of 40 or 64 digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        ObjectId::from_hex(text.as_bytes()).ok().map(Self)
    }
}

/// The beginning of an object's name, for the sets that hold every object of a history: two objects
/// share 128 bits no sooner than somebody breaks the hash itself, and SHA-256 costs no more than SHA-1.
pub(crate) type Key = [u8; 16];

pub(crate) fn key(id: &ObjectId) -> Key {
    let mut key = Key::default();
    key.iter_mut()
        .zip(id.as_slice())
        .for_each(|(to, from)| *to = *from);
    key
}
