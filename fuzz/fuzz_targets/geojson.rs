//! Lists of features.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    lifecircle_fuzz::read_behind(b"{\"type\":\"FeatureCollection\",\"features\":[", bytes);
    lifecircle_fuzz::read_behind(b"[", bytes);
});
