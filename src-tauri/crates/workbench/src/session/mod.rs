//! The three states of a session as three types: [`Sealed`] → [`Vault`] → [`Client`].
//!
//! Every use case hangs on the one that it needs. Going down consumes the upper one,
//! which drops its keys and closes its files.

mod client;
mod codes;
mod sealed;
mod strength;
mod vault;
mod write;

pub use client::Client;
pub(crate) use client::load;
pub(crate) use codes::{next_code, next_position};
pub use sealed::Sealed;
pub use sealed::Unopened;
pub use strength::strength;
pub use vault::Vault;
pub(crate) use write::{Pen, stored};
