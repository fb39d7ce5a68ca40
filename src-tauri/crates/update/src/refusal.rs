//! Why something is not to be installed.

use semver::Version;
use thiserror::Error;

/// A refusal. None of them says that a file is harmful; each says that it is not known to be ours.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The program was built without a release key, so it can judge nothing.
    #[error("this build knows no release key")]
    NoReleaseKey,
    /// The public key is none.
    #[error("the public key cannot be read")]
    KeyUnreadable,
    /// The signature is none, or of a kind that is no longer made.
    #[error("the signature cannot be read")]
    SignatureUnreadable,
    /// The signature was made with another key, or for other bytes.
    #[error("the signature does not hold")]
    SignatureFalse,
    /// The manifest is written for a later version of the format.
    #[error("the manifest has version {version}; this program reads version 1")]
    Newer {
        /// Its version.
        version: u64,
    },
    /// The manifest is signed and still not understood.
    #[error("line {line}, column {column}: expected {expected}")]
    Malformed {
        /// Line, from 1; 0 where the text as a whole is meant.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What must stand there.
        expected: String,
    },
    /// The release is older than what is installed.
    #[error("release {release} is older than {installed}, which is installed")]
    Downgrade {
        /// The release that is offered.
        release: Version,
        /// What is installed.
        installed: Version,
    },
    /// The release is older than the oldest version that may still be used.
    #[error("release {release} lies below the floor {floor}")]
    BelowFloor {
        /// The release that is offered.
        release: Version,
        /// The oldest version that may be used.
        floor: Version,
    },
    /// The file is none of those that the manifest names.
    #[error("the file is none of release {release}")]
    ForeignFile {
        /// The release that was looked at.
        release: Version,
    },
}

impl Refusal {
    /// A name for tables of words.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoReleaseKey => "noReleaseKey",
            Self::KeyUnreadable => "keyUnreadable",
            Self::SignatureUnreadable => "signatureUnreadable",
            Self::SignatureFalse => "signatureFalse",
            Self::Newer { .. } => "manifestNewer",
            Self::Malformed { .. } => "manifestMalformed",
            Self::Downgrade { .. } => "downgrade",
            Self::BelowFloor { .. } => "belowFloor",
            Self::ForeignFile { .. } => "foreignFile",
        }
    }
}
