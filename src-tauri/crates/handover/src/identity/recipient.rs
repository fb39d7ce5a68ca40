//! To whom a file is sealed: an X25519 key in age's own text form.

use crate::error::HandoverError;
use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Hrp};
use std::fmt;
use std::str::FromStr;

const PREFIX: Hrp = Hrp::parse_unchecked("age");

/// A public key that files are sealed to, `age1…` in writing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Recipient([u8; 32]);

impl Recipient {
    /// Takes the 32 bytes of a key over.
    ///
    /// # Errors
    /// A key of low order: what is sealed to one, anybody opens.
    pub fn from_bytes(bytes: [u8; 32]) -> Result<Self, HandoverError> {
        if x25519_dalek::x25519([1; 32], bytes) == [0; 32] {
            return Err(HandoverError::RecipientUnfit);
        }
        Ok(Self(bytes))
    }

    /// The bytes of the key.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn to_age(self) -> Result<age::x25519::Recipient, HandoverError> {
        self.to_string()
            .parse()
            .map_err(|_| HandoverError::RecipientUnfit)
    }
}

impl FromStr for Recipient {
    type Err = HandoverError;

    fn from_str(text: &str) -> Result<Self, HandoverError> {
        let checked = CheckedHrpstring::new::<Bech32>(text).map_err(|_| HandoverError::RecipientUnfit)?;
        if checked.hrp() != PREFIX {
            return Err(HandoverError::RecipientUnfit);
        }
        let mut bytes = [0; 32];
        let mut read = checked.byte_iter();
        for place in &mut bytes {
            *place = read.next().ok_or(HandoverError::RecipientUnfit)?;
        }
        if read.next().is_some() {
            return Err(HandoverError::RecipientUnfit);
        }
        Self::from_bytes(bytes)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        bech32::encode_lower_to_fmt::<Bech32, _>(f, PREFIX, &self.0).map_err(|_| fmt::Error)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({self})")
    }
}

impl serde::Serialize for Recipient {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Recipient {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // One key, one writing: a list of recipients is compared as text by those who read it by eye.
        let read: Self = text.parse().map_err(serde::de::Error::custom)?;
        if read.to_string() != text {
            return Err(serde::de::Error::custom(HandoverError::RecipientUnfit));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_low_order_are_no_recipients() {
        // A hostile card could carry one, and age's own sealing panics on it.
        let mut one = [0; 32];
        one[0] = 1;
        // Order 8, from the list of such points that RFC 7748 implementations test with.
        let eight = [
            0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a,
            0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00,
        ];
        for bytes in [[0; 32], one, eight] {
            assert!(Recipient::from_bytes(bytes).is_err(), "{bytes:?}");
        }
        assert!(Recipient::from_bytes([9; 32]).is_ok());
    }

    #[test]
    fn only_age_keys_are_recipients() {
        let good = Recipient::from_bytes([9; 32]).expect("a key").to_string();
        assert_eq!(good.parse::<Recipient>().expect("reads").to_string(), good);
        assert!(
            good.to_uppercase().parse::<Recipient>().is_ok(),
            "bech32 has one case at a time"
        );
        for bad in [
            "",
            "age1",
            &good[..good.len() - 1],
            &good.replace("age1", "aga1"),
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        ] {
            assert!(bad.parse::<Recipient>().is_err(), "{bad}");
        }
    }
}
