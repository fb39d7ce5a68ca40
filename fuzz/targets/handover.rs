#![no_main]
//! The property lies in the hand-over's crate, because its parsers are nobody's business outside of it.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| valise_handover::fuzzing::handover(bytes));
