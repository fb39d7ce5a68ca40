//! The envelope: age, to recipients or with a passphrase.
//!
//! The header is read here once before age reads it, because its size, the number of its recipients and
//! the work of its key derivation must be bounded before anything is derived.

use crate::bounds::{Bounds, LEAST_WORK, MOST_RECIPIENTS, MOST_WORK, within};
use crate::error::{HandoverError, Measure};
use crate::identity::{Identity, Recipient};
use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, EncryptError, Encryptor, scrypt};
use std::collections::HashSet;
use std::io::{self, BufRead, ErrorKind, Read};
use unicode_normalization::UnicodeNormalization;

const MAGIC: &[u8] = b"age-encryption.org/";
const FIRST: &[u8] = b"age-encryption.org/v1";
/// The only version of age there is.
const AGE_VERSION: u64 = 1;
/// Longest first line.
const MOST_FIRST: u64 = 64;
/// age seals in pieces of 64 KiB, each with a tag of 16 bytes, after a nonce of 16 bytes.
const PIECE: u64 = 64 * 1024;
const TAG: u64 = 16;
const NONCE: u64 = 16;

/// How a hand-over is sealed.
#[derive(Clone, Copy)]
pub enum SealTo<'a> {
    /// To these people. Include yourself to be able to open it later.
    Recipients(&'a [Recipient]),
    /// With a passphrase, for somebody who has no key.
    Passphrase {
        /// The passphrase. It is composed (NFKC) first, as a vault's is.
        words: &'a str,
        /// scrypt's work factor as its logarithm; [`USUAL_WORK`](crate::USUAL_WORK) suits.
        work_factor: u8,
    },
}

impl std::fmt::Debug for SealTo<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Recipients(recipients) => f.debug_tuple("Recipients").field(recipients).finish(),
            Self::Passphrase { work_factor, .. } => {
                write!(f, "Passphrase(…, {work_factor})")
            }
        }
    }
}

/// What opens a hand-over.
#[derive(Clone, Copy)]
pub enum Key<'a> {
    /// One's own identity.
    Identity(&'a Identity),
    /// The passphrase that was agreed on.
    Passphrase(&'a str),
}

impl std::fmt::Debug for Key<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Identity(identity) => f.debug_tuple("Identity").field(identity).finish(),
            Self::Passphrase(_) => f.write_str("Passphrase(…)"),
        }
    }
}

impl SealTo<'_> {
    pub(crate) fn recipients(&self) -> &[Recipient] {
        match self {
            Self::Recipients(recipients) => recipients,
            Self::Passphrase { .. } => &[],
        }
    }

    pub(crate) fn check(&self) -> Result<(), HandoverError> {
        match self {
            Self::Recipients(recipients) => {
                within(
                    Measure::Recipients,
                    recipients.len() as u64,
                    MOST_RECIPIENTS as u64,
                )?;
                let different: HashSet<&Recipient> = recipients.iter().collect();
                if recipients.is_empty() || different.len() != recipients.len() {
                    return Err(HandoverError::RecipientsUnfit);
                }
                Ok(())
            }
            Self::Passphrase { words: "", .. } => Err(HandoverError::PassphraseEmpty),
            Self::Passphrase { work_factor, .. } if *work_factor < LEAST_WORK => {
                Err(HandoverError::KdfTooWeak)
            }
            Self::Passphrase { work_factor, .. } if *work_factor > MOST_WORK => {
                Err(HandoverError::KdfTooCostly {
                    found: *work_factor,
                    most: MOST_WORK,
                })
            }
            Self::Passphrase { .. } => Ok(()),
        }
    }

    pub(crate) fn encryptor(&self) -> Result<Encryptor, HandoverError> {
        self.check()?;
        let sealed = match self {
            Self::Recipients(recipients) => {
                let keys = recipients.iter().map(|recipient| recipient.to_age());
                let keys = keys.collect::<Result<Vec<_>, _>>()?;
                Encryptor::with_recipients(keys.iter().map(|key| key as &dyn age::Recipient))
            }
            Self::Passphrase { words, work_factor } => {
                let mut key = scrypt::Recipient::new(secret(words));
                key.set_work_factor(*work_factor);
                Encryptor::with_recipients(std::iter::once(&key as &dyn age::Recipient))
            }
        };
        sealed.map_err(|error| match error {
            EncryptError::Io(error) => HandoverError::Io(error),
            _ => HandoverError::RecipientsUnfit,
        })
    }
}

fn secret(words: &str) -> SecretString {
    // Reserved up front: a string that grows leaves copies behind.
    let mut normal = String::with_capacity(words.len() * 4 + 16);
    normal.extend(words.nfkc());
    SecretString::from(normal)
}

/// What the header of an envelope says before any key is at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) bytes: Vec<u8>,
    /// Recipients by an X25519 key.
    pub(crate) keys: usize,
    /// Recipients of another kind, which a hand-over never has.
    pub(crate) others: usize,
    /// scrypt's work factor, where it is sealed with a passphrase.
    pub(crate) work_factor: Option<u8>,
}

impl Header {
    /// Reads up to the end of the header and no byte beyond. Nothing is derived or decrypted.
    pub(crate) fn read(input: &mut impl BufRead, bounds: &Bounds) -> Result<Self, HandoverError> {
        let mut header = Self {
            bytes: Vec::new(),
            keys: 0,
            others: 0,
            work_factor: None,
        };
        header.first_line(input)?;
        let mut recipients = 0_u64;
        loop {
            let start = header.bytes.len();
            let left = bounds.header.saturating_sub(start) as u64;
            input.by_ref().take(left).read_until(b'\n', &mut header.bytes)?;
            let Some(line) = header.bytes[start..].strip_suffix(b"\n") else {
                within(
                    Measure::Header,
                    header.bytes.len() as u64 + 1,
                    bounds.header as u64,
                )?;
                return Err(HandoverError::Truncated);
            };
            if line.starts_with(b"---") {
                break;
            }
            if let Some(stanza) = line.strip_prefix(b"-> ") {
                recipients += 1;
                // rage adds one of a made-up kind, so that readers stay tolerant.
                within(Measure::Recipients, recipients, bounds.recipients as u64 + 1)?;
                let mut words = stanza.split(|byte| *byte == b' ');
                match words.next() {
                    Some(b"X25519") => header.keys += 1,
                    Some(b"scrypt") => header.work_factor = Some(work_factor(words.nth(1), bounds)?),
                    Some(kind) if kind.ends_with(b"-grease") => {}
                    _ => header.others += 1,
                }
            }
        }
        Ok(header)
    }

    fn first_line(&mut self, input: &mut impl BufRead) -> Result<(), HandoverError> {
        input
            .by_ref()
            .take(MOST_FIRST)
            .read_until(b'\n', &mut self.bytes)?;
        let read = self.bytes.as_slice();
        let Some(line) = read.strip_suffix(b"\n") else {
            let begins = !read.is_empty() && FIRST.starts_with(read);
            return Err(if begins {
                HandoverError::Truncated
            } else {
                HandoverError::Foreign
            });
        };
        let version = line.strip_prefix(MAGIC).and_then(|rest| rest.strip_prefix(b"v"));
        let version = version.and_then(|digits| std::str::from_utf8(digits).ok());
        match version.and_then(|digits| digits.parse::<u64>().ok()) {
            Some(AGE_VERSION) => Ok(()),
            Some(found) if found > AGE_VERSION => Err(HandoverError::Newer {
                found,
                known: AGE_VERSION,
            }),
            _ => Err(HandoverError::Foreign),
        }
    }

    /// Length of the whole envelope around so many bytes.
    pub(crate) fn sealed_length(&self, plain: u64) -> u64 {
        let pieces = plain.div_ceil(PIECE).max(1);
        (self.bytes.len() as u64 + NONCE)
            .saturating_add(plain)
            .saturating_add(pieces.saturating_mul(TAG))
    }

    /// Opens the envelope; `rest` begins where the header ended.
    pub(crate) fn open<'a>(
        &self,
        rest: impl BufRead + 'a,
        key: &Key<'_>,
        bounds: &Bounds,
    ) -> Result<Box<dyn Read + 'a>, HandoverError> {
        match (key, self.work_factor) {
            (Key::Identity(_), Some(_)) => return Err(HandoverError::PassphraseNeeded),
            (Key::Passphrase(_), None) => return Err(HandoverError::KeyNeeded),
            _ => {}
        }
        let whole = io::Cursor::new(self.bytes.clone()).chain(rest);
        let sealed = Decryptor::new_buffered(whole).map_err(|error| refusal(error, key))?;
        let opened = match key {
            Key::Identity(identity) => {
                sealed.decrypt(std::iter::once(identity.opening() as &dyn age::Identity))
            }
            Key::Passphrase(words) => {
                let mut identity = scrypt::Identity::new(secret(words));
                identity.set_max_work_factor(bounds.work_factor);
                sealed.decrypt(std::iter::once(&identity as &dyn age::Identity))
            }
        };
        Ok(Box::new(opened.map_err(|error| refusal(error, key))?))
    }
}

/// Reads scrypt's work factor as age writes it and refuses one beyond the bound.
fn work_factor(word: Option<&[u8]>, bounds: &Bounds) -> Result<u8, HandoverError> {
    let digits = word
        .and_then(|word| std::str::from_utf8(word).ok())
        .unwrap_or_default();
    let plain = (1..=3).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    let found = digits
        .parse::<u16>()
        .ok()
        .filter(|_| plain)
        .ok_or(HandoverError::Damaged)?;
    let found = u8::try_from(found).unwrap_or(u8::MAX);
    if found > bounds.work_factor {
        return Err(HandoverError::KdfTooCostly {
            found,
            most: bounds.work_factor,
        });
    }
    Ok(found)
}

fn refusal(error: DecryptError, key: &Key<'_>) -> HandoverError {
    match (error, key) {
        (DecryptError::NoMatchingKeys, _) => HandoverError::WrongKey,
        (DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed, Key::Passphrase(_)) => {
            HandoverError::WrongPassphrase
        }
        (DecryptError::Io(error), _) if error.kind() == ErrorKind::UnexpectedEof => HandoverError::Truncated,
        (DecryptError::Io(error), _) => HandoverError::Io(error),
        (DecryptError::UnknownFormat, _) => HandoverError::Foreign,
        _ => HandoverError::Damaged,
    }
}

#[cfg(test)]
#[path = "envelope_tests.rs"]
mod tests;
