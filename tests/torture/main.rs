//! The vault under torture: killed, cut from its power, flipped bit by bit, set back in time, starved of disk,
//! and searched for words that should not be there.
//!
//! Every test has a short form, which runs with all the others, and a long one: `VALISE_TORTURE=long cargo test
//! -p valise-tests --test torture`. Each prints its seed; `VALISE_TORTURE_SEED` repeats it.
//!
//! A new power of the vault joins in four places: a [`book::Deed`] and what it means for the [`book::Book`], how a
//! [`session::Session`] performs it, and how often [`wander`] chooses it. Kills, power cuts and bad disks follow.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on says where and stops; children speak to their parents"
)]

mod bad_disk;
mod bits;
mod book;
mod canary;
mod chance;
mod child;
mod day;
mod disks;
mod disks_full;
mod files;
mod hunt;
mod judge;
mod kill;
mod log;
mod logs;
mod medium;
mod moments;
mod power;
mod rollback;
mod scale;
mod session;
mod slots;
mod small;
mod trace;
mod wander;

#[global_allocator]
static WIPES_WHAT_IS_FREED: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);
