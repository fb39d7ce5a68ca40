//! Why a text is no client of this format.

use thiserror::Error;

/// A refusal. Nothing is read from a refused file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FormatError {
    /// Larger than this program reads.
    #[error("the file has {bytes} bytes; at most {limit} are read")]
    TooLarge {
        /// Size of the text.
        bytes: usize,
        /// Largest size that is read.
        limit: usize,
    },
    /// Written by a newer version of the program.
    #[error("the file has version {version}; this program reads version 1")]
    Newer {
        /// Its version.
        version: i64,
    },
    /// Something stands where something else must.
    #[error("line {line}, column {column}: {path}: expected {expected}, found {found}")]
    Wrong {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// Path of the value, such as `findings[3].loss.low`; empty for the whole file.
        path: String,
        /// What must stand there.
        expected: String,
        /// What stands there: a kind of value, or the first characters of the wrong word.
        found: String,
    },
}
