//! A contact card: both public keys and the name of a person, in one line that can be pasted.

use super::{PublicIdentity, Recipient};
use crate::error::HandoverError;
use bech32::primitives::decode::{CheckedHrpstring, CheckedHrpstringError, UncheckedHrpstring};
use bech32::{Bech32m, Hrp};
use std::fmt;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

const PREFIX: Hrp = Hrp::parse_unchecked("valise");
const VERSION: u8 = 1;
/// Bytes before the name: version, signing key, recipient's key.
const FIXED: usize = 1 + 32 + 32;
/// The longest name, in bytes.
const MOST_NAME: usize = 120;
/// The longest text that is looked at; the longest card has about 310 letters.
const MOST_TEXT: usize = 1024;

/// A person one sends to or receives from: a name and the keys behind it. Whose keys they really are
/// is known only when the six words of the [fingerprint](PublicIdentity::fingerprint) were compared
/// by another way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Contact {
    name: String,
    public: PublicIdentity,
}

impl Contact {
    /// Puts a name to keys.
    ///
    /// # Errors
    /// A name that is empty, longer than 120 bytes, or has invisible characters.
    pub fn new(name: &str, public: PublicIdentity) -> Result<Self, HandoverError> {
        Ok(Self {
            name: fit_name(name)?,
            public,
        })
    }

    /// The name that the person gave themselves.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The keys.
    pub fn public(&self) -> &PublicIdentity {
        &self.public
    }
}

/// A name as cards and manifests take it: composed, trimmed, visible.
pub(crate) fn fit_name(name: &str) -> Result<String, HandoverError> {
    let name: String = name.trim().nfc().collect();
    let hidden = |c: char| {
        // Characters that turn or hide text could make one name look like another.
        c.is_control()
            || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
    };
    if name.is_empty() || name.len() > MOST_NAME || name.chars().any(hidden) {
        return Err(HandoverError::NameUnfit);
    }
    Ok(name)
}

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = Vec::with_capacity(FIXED + self.name.len());
        bytes.push(VERSION);
        bytes.extend_from_slice(self.public.signing());
        bytes.extend_from_slice(self.public.recipient().as_bytes());
        bytes.extend_from_slice(self.name.as_bytes());
        bech32::encode_lower_to_fmt::<Bech32m, _>(f, PREFIX, &bytes).map_err(|_| fmt::Error)
    }
}

impl FromStr for Contact {
    type Err = HandoverError;

    /// Reads a card, also one that a mail program broke into lines.
    fn from_str(text: &str) -> Result<Self, HandoverError> {
        if text.len() > MOST_TEXT {
            return Err(HandoverError::CardForeign);
        }
        let text: String = text.split_whitespace().collect();
        let ours = UncheckedHrpstring::new(&text).is_ok_and(|read| read.hrp() == PREFIX);
        let begins = text
            .get(..7)
            .is_some_and(|start| start.eq_ignore_ascii_case("valise1"));
        if !ours && !begins {
            return Err(HandoverError::CardForeign);
        }
        let checked = CheckedHrpstring::new::<Bech32m>(&text).map_err(|error| match error {
            CheckedHrpstringError::Checksum(_) | CheckedHrpstringError::Parse(_) => {
                HandoverError::CardMistyped
            }
            _ => HandoverError::CardForeign,
        })?;
        let bytes: Vec<u8> = checked.byte_iter().collect();
        let (Some((&version, rest)), true) = (bytes.split_first(), bytes.len() > FIXED) else {
            return Err(HandoverError::CardForeign);
        };
        if version != VERSION {
            return Err(HandoverError::CardNewer);
        }
        let (signing, rest) = rest.split_at(32);
        let (recipient, name) = rest.split_at(32);
        let key = |bytes: &[u8]| <[u8; 32]>::try_from(bytes).map_err(|_| HandoverError::CardForeign);
        let public = PublicIdentity::new(key(signing)?, Recipient::from_bytes(key(recipient)?)?)?;
        let name = std::str::from_utf8(name).map_err(|_| HandoverError::NameUnfit)?;
        if fit_name(name)? != name {
            return Err(HandoverError::NameUnfit);
        }
        Self::new(name, public)
    }
}
