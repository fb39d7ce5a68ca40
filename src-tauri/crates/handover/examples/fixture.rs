//! Writes the hand-overs that `tests/fixtures` keeps for a version of the format.
//!
//! `cargo run --package valise-handover --example fixture DIR`: run once per version, before the first
//! change after it. A fixture is never written anew. The seeds and the passphrase stand in
//! `tests/fixtures.rs`; the one with a passphrase is sealed with little work, which no other file is.

#[path = "../tests/support/mod.rs"]
mod support;

use std::error::Error;
use std::path::PathBuf;
use support::{ADA, BOB, Case, WORDS, person};

fn main() -> Result<(), Box<dyn Error>> {
    let dir: PathBuf = std::env::args_os().nth(1).ok_or("a folder")?.into();
    let to = [person(BOB).recipient(), person(ADA).recipient()];
    let sealed = Case::default().sealed_to(&to);
    std::fs::write(dir.join("v1-recipients.valise"), &sealed)?;
    let parts = support::parts(&support::unsealed(&sealed, BOB));
    let with_passphrase = support::sealed_with_passphrase(parts, WORDS, 4);
    std::fs::write(dir.join("v1-passphrase.valise"), with_passphrase)?;
    Ok(())
}
