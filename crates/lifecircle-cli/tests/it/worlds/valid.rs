//! Whether a file is what its name says, by readers that are not ours where there are some.

use std::io::Write;
use std::path::Path;

use flatgeobuf::{FallibleStreamingIterator, FgbReader};
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value;

/// Nothing, or what is wrong with a file.
pub(super) fn check(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match name.rsplit('.').next().unwrap_or_default() {
        "geojson" => geojson(bytes),
        "json" => json(bytes).map(|_| ()),
        "parquet" => parquet(bytes),
        "fgb" => flatgeobuf(bytes),
        "arrow" => whole(bytes, b"ARROW1", b"ARROW1"),
        "png" => whole(bytes, b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
        "svg" => {
            utf8(bytes)?;
            whole(bytes, b"<", b"</svg>\n")
        }
        "qml" | "qgs" => {
            utf8(bytes)?;
            whole(bytes, b"<", b"</qgis>\n")
        }
        "csv" => utf8(bytes).map(|_| ()),
        "lcn" => Ok(()),
        other => Err(format!("a file ending in .{other}")),
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|e| e.to_string())
}

fn whole(bytes: &[u8], start: &[u8], end: &[u8]) -> Result<(), String> {
    if bytes.starts_with(start) && bytes.ends_with(end) {
        return Ok(());
    }
    let tail = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(20)..]).into_owned();
    Err(format!("is cut off: it ends with {tail:?}"))
}

fn json(bytes: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(bytes).map_err(|e| e.to_string())
}

/// A collection whose coordinates are on the earth, whose rings are closed.
fn geojson(bytes: &[u8]) -> Result<(), String> {
    let collection = json(bytes)?;
    let features = collection["features"].as_array().ok_or("no features")?;
    for feature in features {
        let geometry = &feature["geometry"];
        let kind = geometry["type"].as_str().unwrap_or_default();
        let coordinates = &geometry["coordinates"];
        let whole = match kind {
            "Point" => line(std::slice::from_ref(coordinates)),
            "LineString" => lines(std::slice::from_ref(coordinates), false),
            "MultiLineString" => lines(array(coordinates)?, false),
            "Polygon" => lines(array(coordinates)?, true),
            "MultiPolygon" => array(coordinates)?
                .iter()
                .try_for_each(|polygon| lines(array(polygon)?, true)),
            _ => Err("an unknown geometry".to_owned()),
        };
        whole.map_err(|what| format!("{what} in {kind} of {}", feature["properties"]))?;
    }
    Ok(())
}

fn array(value: &Value) -> Result<&[Value], String> {
    let array = value.as_array().map(Vec::as_slice);
    array
        .filter(|a| !a.is_empty())
        .ok_or(format!("no list: {value}"))
}

fn lines(lines: &[Value], rings: bool) -> Result<(), String> {
    for own in lines {
        let places = array(own)?;
        line(places)?;
        let least = if rings { 4 } else { 2 };
        if places.len() < least {
            return Err(format!("{} places", places.len()));
        }
        if rings && places.first() != places.last() {
            return Err("an open ring".to_owned());
        }
    }
    Ok(())
}

fn degrees(place: &Value) -> (f64, f64) {
    let number = |i: usize| place[i].as_f64().unwrap_or(f64::NAN);
    (number(0), number(1))
}

fn line(places: &[Value]) -> Result<(), String> {
    for place in places {
        let (lon, lat) = degrees(place);
        if !(lon.abs() <= 180.0 && lat.abs() <= 90.0) {
            return Err(format!("{place} is not on the earth"));
        }
    }
    Ok(())
}

fn parquet(bytes: &[u8]) -> Result<(), String> {
    let mut file = tempfile::tempfile().map_err(|e| e.to_string())?;
    file.write_all(bytes).map_err(|e| e.to_string())?;
    let reader = SerializedFileReader::new(file).map_err(|e| e.to_string())?;
    let rows = reader.get_row_iter(None).map_err(|e| e.to_string())?;
    for row in rows {
        row.map_err(|e| e.to_string())?;
    }
    Ok(())
}

fn flatgeobuf(mut bytes: &[u8]) -> Result<(), String> {
    let reader = FgbReader::open(&mut bytes).map_err(|e| e.to_string())?;
    let mut features = reader.select_all_seq().map_err(|e| e.to_string())?;
    while features.next().map_err(|e| e.to_string())?.is_some() {}
    Ok(())
}
