//! `FlatGeobuf` files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    lifecircle_fuzz::read_behind(b"fgb\x03fgb\x00", bytes);
});
