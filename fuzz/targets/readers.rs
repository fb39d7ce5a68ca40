#![no_main]
//! See `properties/readers.rs`.

#[path = "../properties/readers.rs"]
mod property;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::holds(bytes));
