//! Workbooks; seeds from the tests get past the archive.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lifecircle_fuzz::read(bytes));
