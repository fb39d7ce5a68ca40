#![no_main]
//! See `properties/markdown.rs`.

#[path = "../../src-tauri/crates/report/src/markdown/mod.rs"]
mod markdown;
#[path = "../properties/markdown.rs"]
mod property;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::holds(bytes));
