//! Exported reports as other programs read them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on says where and stops"
)]

mod exported;
mod readers;
