//! The built app in its real web view, driven from outside as a person would: keys, clicks, dialogs, drops.
//!
//! `cargo xtask test` starts this under a display, a window manager and a keychain of its own, one test after
//! the other. Started without them it fails and says what is missing.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on says where and stops"
)]

mod app;
mod clipboard;
mod copies;
mod desktop;
mod disk;
mod evidence;
mod eyes;
mod handing_over;
mod journey;
mod keeping;
mod keychain;
mod keys;
mod locking;
mod month;
mod opening;
mod payload;
mod person;
mod policy;
mod remains;
mod reporting;
mod rolled_back;
mod rooms;
mod sealing;
mod silence;
mod soft_lock;
mod system;
mod trace;
mod triggers;
mod webdriver;
mod whole;
