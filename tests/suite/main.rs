//! The suite: what the command line promises, case by case.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on says where and stops"
)]

mod case;
mod command_line;
mod forgotten;
mod schema;
