//! The open client format, version 1: reading with exact places of errors, and writing.

mod write;

pub use write::{value, write};

/// Name of the format.
pub const FORMAT: &str = "valise-client";
/// Version that this program reads and writes.
pub const VERSION: u32 = 1;
