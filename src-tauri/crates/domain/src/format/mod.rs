//! The open client format, version 1: reading with exact places of errors, and writing.

mod attachment;
mod automation;
mod check;
mod error;
mod read;
mod references;
mod rules;
mod scan;
mod write;

pub use check::{Problem, check};
pub use error::FormatError;
pub use read::{MAX_BYTES, read};
pub use references::{Reference, Referrer, Target, redirect, references_in, referring_to};
pub use write::{value, write};

/// Name of the format.
pub const FORMAT: &str = "valise-client";
/// Version that this program reads and writes.
pub const VERSION: u32 = 1;
