#![no_main]
//! See `properties/repository.rs`.

#[path = "../properties/repository.rs"]
mod property;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::holds(bytes));
