//! Geometries of GeoJSON as those of `geo-types`.

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};
use serde_json::Value;

/// A geometry, or what is wrong with it in the reader's words.
pub(crate) type Read = Result<Geometry<f64>, String>;

/// A geometry of GeoJSON: points, lines, polygons, and several of these.
pub(crate) fn of_json(value: &Value) -> Read {
    let kind = value
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let coordinates = value.get("coordinates").unwrap_or(&Value::Null);
    Ok(match kind {
        "Point" => Point(coord(coordinates)?).into(),
        "MultiPoint" => {
            let points: Vec<Point> = line(coordinates)?.0.into_iter().map(Point).collect();
            geo_types::MultiPoint(points).into()
        }
        "LineString" => line(coordinates)?.into(),
        "MultiLineString" => geo_types::MultiLineString(list(coordinates, line)?).into(),
        "Polygon" => polygon(coordinates)?.into(),
        "MultiPolygon" => MultiPolygon(list(coordinates, polygon)?).into(),
        "GeometryCollection" => {
            let parts = value.get("geometries").unwrap_or(&Value::Null);
            Geometry::GeometryCollection(geo_types::GeometryCollection(list(parts, of_json)?))
        }
        other => return Err(format!("`{other}` is no kind of geometry")),
    })
}

fn list<T>(value: &Value, one: impl Fn(&Value) -> Result<T, String>) -> Result<Vec<T>, String> {
    let items = value.as_array().ok_or("a list is missing")?;
    items.iter().map(one).collect()
}

fn coord(value: &Value) -> Result<Coord<f64>, String> {
    let numbers = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let number = |i: usize| numbers.get(i).and_then(Value::as_f64);
    match (number(0), number(1)) {
        (Some(x), Some(y)) => Ok(Coord { x, y }),
        _ => Err("a position without two numbers".to_owned()),
    }
}

fn line(value: &Value) -> Result<LineString<f64>, String> {
    list(value, coord).map(LineString)
}

fn polygon(value: &Value) -> Result<Polygon<f64>, String> {
    polygon_of(list(value, line)?)
}

/// A polygon of its rings, the outer one first.
pub(crate) fn polygon_of(rings: Vec<LineString<f64>>) -> Result<Polygon<f64>, String> {
    let mut rings = rings.into_iter();
    let outer = rings.next().ok_or("a polygon without rings")?;
    Ok(Polygon::new(outer, rings.collect()))
}
