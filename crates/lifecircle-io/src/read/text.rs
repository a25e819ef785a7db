//! Small text files, bounded and checked.

use std::path::Path;

use super::binary;
use crate::InputError;

/// No list or outline of a city is larger; a wrong file is refused before it fills the memory.
const MAX_BYTES: u64 = 1 << 30;

/// Reads a UTF-8 file, with or without byte-order mark.
///
/// # Errors
/// [`InputError`] when it cannot be read, is no regular file, or is no text in UTF-8.
pub fn read(file: &Path) -> Result<String, InputError> {
    let fail = |what: String| InputError::new(file, "", what);
    let meta = std::fs::metadata(file).map_err(|e| fail(format!("cannot be read ({e})")))?;
    if meta.is_dir() {
        return Err(fail("is a folder, not a file".to_owned()));
    }
    if !meta.is_file() {
        return Err(fail(
            "is a device or pipe: save it to a file first".to_owned(),
        ));
    }
    if meta.len() > MAX_BYTES {
        return Err(fail(
            "is larger than 1 GiB: that is no list of a city".to_owned(),
        ));
    }
    let bytes = std::fs::read(file).map_err(|e| fail(format!("cannot be read ({e})")))?;
    if let Some(what) = binary::told(&bytes) {
        return Err(fail(what));
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let good = &e.as_bytes()[..e.utf8_error().valid_up_to()];
        let line = good.split(|&b| b == b'\n').count();
        InputError::new(
            file,
            format!("line {line}"),
            "is not UTF-8: save the file as UTF-8 (in Excel: “CSV UTF-8”)",
        )
    })?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

/// A coordinate pair in WGS-84 degrees.
///
/// # Errors
/// What is wrong: swapped, or no degrees at all.
pub fn lon_lat(lon: f64, lat: f64) -> Result<lifecircle_core::geodesy::LonLat, String> {
    let on_earth = |lon: f64, lat: f64| lon.abs() <= 180.0 && lat.abs() <= 90.0;
    if on_earth(lon, lat) {
        return Ok(lifecircle_core::geodesy::LonLat { lon, lat });
    }
    Err(if on_earth(lat, lon) {
        format!("lon {lon}, lat {lat} are swapped: longitude comes first")
    } else {
        format!("lon {lon}, lat {lat} are not WGS-84 degrees")
    })
}
