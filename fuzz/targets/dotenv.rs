#![no_main]
//! See `properties/dotenv.rs`.

#[path = "../properties/dotenv.rs"]
mod property;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::holds(bytes));
