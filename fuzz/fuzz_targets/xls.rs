//! Old workbooks.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    lifecircle_fuzz::read_behind(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes);
});
