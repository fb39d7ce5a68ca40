//! What can go wrong, as codes with parameters. No key, no passphrase, no client text.

use std::io;

/// A measure that has a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Bytes of the envelope's header.
    Header,
    /// Recipients in the envelope's header.
    Recipients,
    /// Bytes of the manifest.
    Manifest,
    /// Number of parts.
    Parts,
    /// Bytes of one part.
    PartBytes,
    /// Bytes of all parts together.
    TotalBytes,
    /// Number of rows.
    Rows,
    /// Bytes of all rows together.
    RowsBytes,
    /// Bytes of one row.
    RowBytes,
    /// Nesting of JSON.
    Depth,
}

impl Measure {
    /// A stable word for messages and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Recipients => "recipients",
            Self::Manifest => "manifest",
            Self::Parts => "parts",
            Self::PartBytes => "part_bytes",
            Self::TotalBytes => "total_bytes",
            Self::Rows => "rows",
            Self::RowsBytes => "rows_bytes",
            Self::RowBytes => "row_bytes",
            Self::Depth => "depth",
        }
    }
}

/// Every failure of writing or reading a hand-over.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HandoverError {
    /// The file is no age file, or what it seals is no hand-over.
    #[error("handover.foreign")]
    Foreign,
    /// The file was written by a newer version of the program.
    #[error("handover.newer")]
    Newer {
        /// Its version.
        found: u64,
        /// The newest version known here.
        known: u64,
    },
    /// Bytes of the file changed after it was sealed.
    #[error("handover.damaged")]
    Damaged,
    /// The file ends before its end. A file that is cut within its first 64 KiB reads as damaged.
    #[error("handover.truncated")]
    Truncated,
    /// The file is not sealed to this identity (or that part of its header is damaged: both look alike).
    #[error("handover.wrong_key")]
    WrongKey,
    /// The passphrase does not open the file (or that part of its header is damaged: both look alike).
    #[error("handover.wrong_passphrase")]
    WrongPassphrase,
    /// The file is sealed with a passphrase and was tried with an identity.
    #[error("handover.passphrase_needed")]
    PassphraseNeeded,
    /// The file is sealed to recipients and was tried with a passphrase.
    #[error("handover.key_needed")]
    KeyNeeded,
    /// The key derivation is dearer than the ceiling; nothing was derived.
    #[error("handover.kdf_too_costly")]
    KdfTooCostly {
        /// The file's work factor (the logarithm of it, base 2).
        found: u8,
        /// The ceiling.
        most: u8,
    },
    /// The key derivation asked for is weaker than the floor for writing.
    #[error("handover.kdf_too_weak")]
    KdfTooWeak,
    /// Something is larger than its bound.
    #[error("handover.too_large")]
    TooLarge {
        /// What.
        what: Measure,
        /// The bound.
        most: u64,
    },
    /// The sealed archive or its manifest breaks a rule of the format.
    #[error("handover.malformed")]
    Malformed {
        /// The rule, a stable word.
        rule: &'static str,
    },
    /// The hand-over carries no signature.
    #[error("handover.signature_missing")]
    SignatureMissing,
    /// The signature does not fit the manifest and the key that it names.
    #[error("handover.signature_wrong")]
    SignatureWrong,
    /// Those who can open the file are not those for whom the sender signed: it was sealed again by
    /// somebody else.
    #[error("handover.recipients_differ")]
    RecipientsDiffer,
    /// The manifest counts other rows than there are.
    #[error("handover.counts_differ")]
    CountsDiffer,
    /// The rows are not those that the manifest signs for.
    #[error("handover.rows_differ")]
    RowsDiffer,
    /// A piece of evidence is not the one that the manifest signs for.
    #[error("handover.evidence_differs")]
    EvidenceDiffers {
        /// The hash it should have.
        sha256: [u8; 32],
    },
    /// A row of a section that the manifest says was left out.
    #[error("handover.out_of_scope")]
    OutOfScope,
    /// A row on this line (from 1) is none.
    #[error("handover.row_unfit")]
    RowUnfit {
        /// The line.
        line: u64,
    },
    /// The list of recipients is empty, or names one twice.
    #[error("handover.recipients_unfit")]
    RecipientsUnfit,
    /// That text is no recipient's key.
    #[error("handover.recipient_unfit")]
    RecipientUnfit,
    /// The passphrase is empty.
    #[error("handover.passphrase_empty")]
    PassphraseEmpty,
    /// The name is empty, too long, or has invisible characters.
    #[error("handover.name_unfit")]
    NameUnfit,
    /// That text is no contact card.
    #[error("handover.card_foreign")]
    CardForeign,
    /// The contact card's checksum does not hold: it was mistyped or cut.
    #[error("handover.card_mistyped")]
    CardMistyped,
    /// The contact card was made by a newer version of the program.
    #[error("handover.card_newer")]
    CardNewer,
    /// The caller asked to stop.
    #[error("handover.cancelled")]
    Cancelled,
    /// The file could not be read or written.
    #[error("handover.io")]
    Io(#[from] io::Error),
}

impl HandoverError {
    /// A stable code for the tables of words.
    pub fn code(&self) -> String {
        self.to_string()
    }

    pub(crate) fn malformed(rule: &'static str) -> Self {
        Self::Malformed { rule }
    }
}
