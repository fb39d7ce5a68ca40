//! What a reader takes from a stranger's file, checked before anything is allocated or derived.

use crate::error::{HandoverError, Measure};

/// The weakest key derivation that is written: scrypt with N = 2^17, 128 MiB.
pub const LEAST_WORK: u8 = 17;
/// The key derivation that is written unless asked otherwise: 256 MiB, about a second.
pub const USUAL_WORK: u8 = 18;
/// The dearest key derivation that is written or read: 1 GiB, a few seconds.
pub const MOST_WORK: u8 = 20;
/// The most recipients of one file.
pub const MOST_RECIPIENTS: usize = 64;
/// What one part can be in a tar header without extensions: 11 octal digits.
pub(crate) const TAR_MOST: u64 = (1 << 33) - 1;

/// Bounds of reading; the default is generous for a real client and small for a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes of the age header.
    pub header: usize,
    /// Recipients in the age header.
    pub recipients: usize,
    /// scrypt's work factor, as its logarithm.
    pub work_factor: u8,
    /// Bytes of the manifest.
    pub manifest: u64,
    /// Number of parts, rows and evidence together.
    pub parts: usize,
    /// Bytes of one piece of evidence.
    pub part_bytes: u64,
    /// Bytes of all parts.
    pub total_bytes: u64,
    /// Number of rows.
    pub rows: u64,
    /// Bytes of all rows, which are held in memory until their hash is known.
    pub rows_bytes: u64,
    /// Bytes of one row.
    pub row_bytes: usize,
    /// Nesting of a row's document, as in the open format.
    pub depth: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            header: 32 * 1024,
            recipients: MOST_RECIPIENTS,
            work_factor: MOST_WORK,
            manifest: 8 << 20,
            parts: 50_000,
            part_bytes: 4 << 30,
            total_bytes: 64 << 30,
            rows: 500_000,
            rows_bytes: 128 << 20,
            row_bytes: 16 << 20,
            depth: 64,
        }
    }
}

/// Refuses what is beyond its bound.
pub(crate) fn within(what: Measure, found: u64, most: u64) -> Result<(), HandoverError> {
    if found > most {
        return Err(HandoverError::TooLarge { what, most });
    }
    Ok(())
}
