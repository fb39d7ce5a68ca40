#![no_main]
//! See `properties/secrets.rs`.

#[path = "../properties/secrets.rs"]
mod property;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::holds(bytes));
