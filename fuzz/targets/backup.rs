#![no_main]
//! The property lies in the vault, because the parser is nobody's business outside of it.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| valise_vault::fuzzing::backup(bytes));
