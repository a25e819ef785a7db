//! Small text files, bounded and checked.

use std::path::Path;

use geojson::GeoJson;

use crate::{Foreign, InputError, InputFault, Place, PositionError};

/// No list or outline of a city is larger; a wrong file is refused before it fills the memory.
const MAX_BYTES: u64 = 1 << 30;

/// Reads a file as it is.
///
/// # Errors
/// [`InputError`] when it cannot be read, is no regular file, or is larger than any list.
pub(super) fn bytes(file: &Path) -> Result<Vec<u8>, InputError> {
    let fail = |what: InputFault| InputError::new(file, Place::Whole, what);
    let meta = std::fs::metadata(file).map_err(|e| fail(e.into()))?;
    if meta.is_dir() {
        return Err(fail(InputFault::Folder));
    }
    if !meta.is_file() {
        return Err(fail(InputFault::NotRegular));
    }
    if meta.len() > MAX_BYTES {
        return Err(fail(InputFault::TooLarge));
    }
    std::fs::read(file).map_err(|e| fail(e.into()))
}

/// Reads a UTF-8 file, with or without byte-order mark.
///
/// # Errors
/// [`InputError`] when it cannot be read, is no regular file, or is no text in UTF-8.
pub fn read(file: &Path) -> Result<String, InputError> {
    let bytes = bytes(file)?;
    if let Some(kind) = Foreign::of(&bytes) {
        return Err(InputError::new(
            file,
            Place::Whole,
            InputFault::Foreign(kind),
        ));
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let good = &e.as_bytes()[..e.utf8_error().valid_up_to()];
        let line = good.split(|&b| b == b'\n').count();
        InputError::new(file, Place::Line(line as u64), InputFault::NotUtf8)
    })?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

/// A text as GeoJSON.
pub(crate) fn geojson(file: &Path, text: &str) -> Result<GeoJson, InputError> {
    text.parse().map_err(|error: geojson::Error| {
        let place = match &error {
            geojson::Error::MalformedGeoJson(json) if json.line() > 0 => {
                Place::Line(json.line() as u64)
            }
            _ => Place::Whole,
        };
        let detail = error.to_string();
        InputError::new(file, place, InputFault::NotGeoJson { detail })
    })
}

/// A coordinate pair in WGS-84 degrees.
///
/// # Errors
/// [`PositionError`]: swapped, or no degrees at all.
pub fn lon_lat(lon: f64, lat: f64) -> Result<lifecircle_core::geodesy::LonLat, PositionError> {
    let on_earth = |lon: f64, lat: f64| lon.abs() <= 180.0 && lat.abs() <= 90.0;
    if on_earth(lon, lat) {
        return Ok(lifecircle_core::geodesy::LonLat { lon, lat });
    }
    Err(if on_earth(lat, lon) {
        PositionError::Swapped { lon, lat }
    } else {
        PositionError::NotDegrees { lon, lat }
    })
}
