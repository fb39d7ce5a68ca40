//! The suite: what the command line promises, case by case, and what each use case of the workbench promises,
//! with people who do their work in it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on says where and stops"
)]

mod agreed;
mod answers;
mod automation;
mod banks;
mod beside;
mod case;
mod checks;
mod clients;
mod command_line;
mod editing;
mod evidence;
mod foreign;
mod forgotten;
mod friction;
mod guard;
mod handover;
mod inbox;
mod journal;
mod keeping;
#[cfg(target_os = "linux")]
mod keychain;
mod ledger;
mod pricing;
mod refused_files;
mod reports;
mod room;
mod rooms;
mod scenarios;
mod schema;
mod scores;
mod sessions;
mod today;
mod trash;
mod updates;
mod vendors;
