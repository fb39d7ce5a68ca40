#![no_main]
//! See `properties/payload.rs`.

#[path = "../properties/payload.rs"]
mod property;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::holds(bytes));
