#![no_main]
//! See `properties/image.rs`.

#[path = "../properties/image.rs"]
mod property;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::holds(bytes));
