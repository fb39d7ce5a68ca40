//! What the tests share: the built command line, vaults that last as long as a test, the sample clients, and
//! the comparison of JSON by value.

mod desk;
mod json;
#[cfg(target_os = "linux")]
pub mod keychain;
mod samples;

pub use desk::{Desk, PASSPHRASE, Ran, cli_program, wrote};
pub use json::{difference, read_json};
pub use samples::{root, sample, samples};
