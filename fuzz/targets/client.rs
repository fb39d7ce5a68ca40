#![no_main]
//! See `properties/client.rs`.

#[path = "../properties/client.rs"]
mod property;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::holds(bytes));
