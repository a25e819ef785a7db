//! Texts in any encoding, as CSV.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lifecircle_fuzz::read(bytes));
