//! Names of columns, numbers, age groups and well-known text.
#![no_main]

use lifecircle_tables::{AgeBand, number, wkt};

libfuzzer_sys::fuzz_target!(|text: &str| {
    for decimal_comma in [false, true] {
        if let Ok(Some(number)) = number::read(text, decimal_comma) {
            assert!(number.is_finite());
        }
    }
    let _ = AgeBand::of(text);
    let _ = wkt::read(text);
    // As names of columns, and as a row below known ones.
    lifecircle_fuzz::read(format!("{text}\n1\n").as_bytes());
    lifecircle_fuzz::read(format!("id,name,lon,lat,people\n{text}\n").as_bytes());
});
