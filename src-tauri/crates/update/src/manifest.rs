//! What a release says of itself.

use crate::Refusal;
use semver::Version;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use std::io::{self, Read};

const FORMAT: &str = "valise-update";
const VERSION: u64 = 1;
/// Packages for three systems in a few shapes; more is no release of ours.
const MOST_FILES: usize = 64;

/// A release, by its own signed account. Made by [`crate::ReleaseKey::open`] alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The version that is released.
    pub release: Version,
    /// The floor: no version below it is to be installed or used any more.
    pub minimum: Version,
    /// The files of the release.
    pub files: Vec<Listed>,
}

/// A file of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name, without a folder.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: [u8; 32],
}

/// What installing a release would mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A newer version.
    Forward,
    /// The version that is installed already.
    Again,
    /// A newer version, and the installed one lies below the floor: it should not be used any longer.
    Overdue,
}

/// What is read before anything else, in every version of the format.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
}

/// A statement that is signed and not understood in full is not acted upon: unknown fields are refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u64,
    release: Version,
    minimum: Version,
    files: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    bytes: u64,
    sha256: String,
}

impl Manifest {
    /// Reads the bytes of a manifest. Says nothing about who wrote them.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let head: Head = serde_json::from_slice(bytes).map_err(|error| malformed(&error))?;
        if head.format != FORMAT {
            return Err(wrong(&format!("the format {FORMAT:?}")));
        }
        if head.version > VERSION {
            return Err(Refusal::Newer {
                version: head.version,
            });
        }
        if head.version != VERSION {
            return Err(wrong("version 1"));
        }
        let body: Body = serde_json::from_slice(bytes).map_err(|error| malformed(&error))?;
        if body.files.is_empty() || body.files.len() > MOST_FILES {
            return Err(wrong(&format!("1 to {MOST_FILES} files")));
        }
        Ok(Self {
            release: body.release,
            minimum: body.minimum,
            files: body.files.into_iter().map(listed).collect::<Result<_, _>>()?,
        })
    }

    /// Whether this release may follow on the installed version.
    ///
    /// # Errors
    /// [`Refusal::BelowFloor`] or [`Refusal::Downgrade`].
    pub fn admit(&self, installed: &Version) -> Result<Step, Refusal> {
        if self.release.cmp_precedence(&self.minimum) == Ordering::Less {
            return Err(Refusal::BelowFloor {
                release: self.release.clone(),
                floor: self.minimum.clone(),
            });
        }
        match self.release.cmp_precedence(installed) {
            Ordering::Less => Err(Refusal::Downgrade {
                release: self.release.clone(),
                installed: installed.clone(),
            }),
            Ordering::Equal => Ok(Step::Again),
            Ordering::Greater if installed.cmp_precedence(&self.minimum) == Ordering::Less => {
                Ok(Step::Overdue)
            }
            Ordering::Greater => Ok(Step::Forward),
        }
    }

    /// Which file of the release a stream of bytes is: by length and hash, whatever it is called here. Reads no
    /// further than the longest of them.
    ///
    /// # Errors
    /// The stream's own; inside, [`Refusal::ForeignFile`].
    pub fn find(&self, mut file: impl Read) -> io::Result<Result<&Listed, Refusal>> {
        let longest = self.files.iter().map(|listed| listed.bytes).max().unwrap_or(0);
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 64 << 10];
        let mut length: u64 = 0;
        while length <= longest {
            let read = match file.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hash.update(buffer.get(..read).unwrap_or_default());
            length = length.saturating_add(read as u64);
        }
        let digest: [u8; 32] = hash.finalize().into();
        let found = self
            .files
            .iter()
            .find(|listed| listed.bytes == length && listed.sha256 == digest);
        Ok(found.ok_or_else(|| Refusal::ForeignFile {
            release: self.release.clone(),
        }))
    }
}

fn listed(entry: Entry) -> Result<Listed, Refusal> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '~');
    if entry.name.is_empty()
        || entry.name.len() > 120
        || entry.name.starts_with('.')
        || !entry.name.chars().all(plain)
    {
        return Err(wrong("a file's name without a folder"));
    }
    Ok(Listed {
        sha256: digest(&entry.sha256).ok_or_else(|| wrong("a SHA-256 in 64 small hexadecimal digits"))?,
        name: entry.name,
        bytes: entry.bytes,
    })
}

fn digest(text: &str) -> Option<[u8; 32]> {
    let mut digest = [0; 32];
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in digest.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = nibble(*high)? << 4 | nibble(*low)?;
    }
    Some(digest)
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

fn malformed(error: &serde_json::Error) -> Refusal {
    Refusal::Malformed {
        line: error.line(),
        column: error.column(),
        expected: format!("a manifest of version {VERSION} ({error})"),
    }
}

fn wrong(expected: &str) -> Refusal {
    Refusal::Malformed {
        line: 0,
        column: 0,
        expected: expected.to_owned(),
    }
}
