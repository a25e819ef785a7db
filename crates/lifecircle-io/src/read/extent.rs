//! The area in which the data is complete: a box, an Osmosis `.poly` file, or GeoJSON polygons.

use std::path::Path;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use geojson::{GeoJson, Geometry, GeometryValue};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::network::Extent;
use lifecircle_core::units::{decimicro_to_nano, degrees_to_decimicro};

use super::{area, text};
use crate::{InputError, InputFault, Place, PositionError};

/// Reads `w,s,e,n`, or a `.poly` or GeoJSON file.
///
/// # Errors
/// [`InputError`] naming what cannot be used.
pub fn extent(argument: &str) -> Result<Extent, InputError> {
    if let Some(bounds) = numbers(argument) {
        return bounding_box(argument, bounds);
    }
    let file = Path::new(argument);
    let text = text::read(file)?;
    let polygons = if is_geojson(&text) {
        from_geojson(file, &text)?
    } else {
        from_poly(file, &text)?
    };
    if polygons.0.is_empty() {
        return Err(InputError::new(file, Place::Whole, InputFault::NoPolygon));
    }
    Ok(Extent::Polygon(polygons))
}

fn numbers(argument: &str) -> Option<[f64; 4]> {
    let parts: Vec<f64> = argument
        .split(',')
        .map(|p| p.trim().parse().ok())
        .collect::<Option<_>>()?;
    parts.try_into().ok()
}

fn bounding_box(
    argument: &str,
    [west, south, east, north]: [f64; 4],
) -> Result<Extent, InputError> {
    let on_earth = [west, east].iter().all(|v| v.abs() <= 180.0)
        && [south, north].iter().all(|v| v.abs() <= 90.0);
    if !on_earth || west >= east || south >= north {
        let file = Path::new(argument);
        return Err(InputError::new(file, Place::Whole, InputFault::NoBox));
    }
    // On a 1e-7 degree grid, as OpenStreetMap's own coordinates are.
    let nano = |degrees: f64| decimicro_to_nano(degrees_to_decimicro(degrees));
    Ok(Extent::BoxNano([
        nano(west),
        nano(south),
        nano(east),
        nano(north),
    ]))
}

/// Whether a text is GeoJSON rather than a `.poly` file.
pub(super) fn is_geojson(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

fn from_geojson(file: &Path, text: &str) -> Result<MultiPolygon<f64>, InputError> {
    let geometries: Vec<Geometry> = match area::parsed(file, text)? {
        GeoJson::Geometry(geometry) => vec![geometry],
        GeoJson::Feature(feature) => feature.geometry.into_iter().collect(),
        GeoJson::FeatureCollection(collection) => collection
            .features
            .into_iter()
            .filter_map(|f| f.geometry)
            .collect(),
    };
    let mut polygons = Vec::new();
    for geometry in geometries {
        polygons.extend(polygons_of(file, &geometry)?);
    }
    wgs84(file, MultiPolygon(polygons), &text::lon_lat)
}

/// The polygons of a geometry, which must be some, as the file has them.
pub(crate) fn polygons_of(
    file: &Path,
    geometry: &Geometry,
) -> Result<MultiPolygon<f64>, InputError> {
    let polygons = match &geometry.value {
        GeometryValue::Polygon { coordinates } => vec![polygon(file, coordinates)?],
        GeometryValue::MultiPolygon { coordinates } => {
            let parts = coordinates.iter().map(|rings| polygon(file, rings));
            parts.collect::<Result<_, _>>()?
        }
        other => {
            let found = other.type_name().to_owned();
            let what = InputFault::NotAPolygon { found };
            return Err(InputError::new(file, Place::Whole, what));
        }
    };
    Ok(MultiPolygon(polygons))
}

/// Polygons whose corners are moved to WGS-84, from x and y of their own system.
pub(super) fn wgs84(
    file: &Path,
    polygons: MultiPolygon<f64>,
    to_wgs84: &dyn Fn(f64, f64) -> Result<LonLat, PositionError>,
) -> Result<MultiPolygon<f64>, InputError> {
    let corner = |c: &Coord<f64>| {
        let at = to_wgs84(c.x, c.y)?;
        Ok::<_, PositionError>(Coord {
            x: at.lon,
            y: at.lat,
        })
    };
    let moved = |line: &LineString<f64>| -> Result<LineString<f64>, PositionError> {
        Ok(LineString(
            line.0.iter().map(corner).collect::<Result<_, _>>()?,
        ))
    };
    let moved = |polygon: Polygon<f64>| {
        let (outer, holes) = polygon.into_inner();
        let holes = holes.iter().map(moved).collect::<Result<_, _>>()?;
        Ok(Polygon::new(moved(&outer)?, holes))
    };
    let polygons: Result<Vec<Polygon<f64>>, PositionError> =
        polygons.into_iter().map(moved).collect();
    let fail = |what: PositionError| InputError::new(file, Place::Whole, what);
    Ok(MultiPolygon(polygons.map_err(fail)?))
}

fn polygon(file: &Path, rings: &[Vec<geojson::Position>]) -> Result<Polygon<f64>, InputError> {
    let mut lines = Vec::new();
    for ring in rings {
        let mut line = Vec::new();
        for position in ring {
            let &[lon, lat, ..] = position.as_slice() else {
                return Err(InputError::new(file, Place::Whole, InputFault::NoPosition));
            };
            line.push(Coord { x: lon, y: lat });
        }
        lines.push(LineString(line));
    }
    let mut lines = lines.into_iter();
    let outer = lines
        .next()
        .ok_or_else(|| InputError::new(file, Place::Whole, InputFault::NoRings))?;
    Ok(Polygon::new(outer, lines.collect()))
}

/// The Osmosis polygon format: a name, then rings of `lon lat` lines, each closed by `END`; `!` marks holes.
pub(super) fn from_poly(file: &Path, text: &str) -> Result<MultiPolygon<f64>, InputError> {
    let mut outers: Vec<LineString<f64>> = Vec::new();
    let mut holes: Vec<LineString<f64>> = Vec::new();
    let mut ring: Option<(bool, Vec<Coord<f64>>)> = None;
    let mut ended = false;
    for (number, line) in text.lines().enumerate().skip(1) {
        let line = line.trim();
        let fail = |what: InputFault| InputError::new(file, Place::Line(number as u64 + 1), what);
        match (&mut ring, line) {
            (_, "") => {}
            (None, "END") => ended = true,
            (None, name) => ring = Some((name.starts_with('!'), Vec::new())),
            (Some(_), "END") => {
                if let Some((hole, points)) = ring.take() {
                    let target = if hole { &mut holes } else { &mut outers };
                    target.push(LineString(points));
                }
            }
            (Some((_, points)), line) => {
                let parts: Vec<f64> = line
                    .split_whitespace()
                    .filter_map(|p| p.parse().ok())
                    .collect();
                let &[lon, lat] = parts.as_slice() else {
                    let given = line.to_owned();
                    return Err(fail(InputFault::NotAPair { given }));
                };
                let at = text::lon_lat(lon, lat).map_err(|what| fail(what.into()))?;
                points.push(Coord {
                    x: at.lon,
                    y: at.lat,
                });
            }
        }
    }
    if !ended || ring.is_some() {
        return Err(InputError::new(file, Place::Whole, InputFault::NoEnd));
    }
    // A hole cuts whichever part it lies in; every part may carry all of them.
    Ok(MultiPolygon(
        outers
            .into_iter()
            .map(|outer| Polygon::new(outer, holes.clone()))
            .collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_poly_files() {
        let Ok(Extent::BoxNano(bounds)) = extent("118.9, 33.4,119.2,33.7") else {
            panic!("no box")
        };
        assert_eq!(
            bounds,
            [
                118_900_000_000,
                33_400_000_000,
                119_200_000_000,
                33_700_000_000
            ]
        );
        for bad in ["119,33,118,34", "0,0,0,1", "-200,0,1,1"] {
            assert!(extent(bad).unwrap_err().to_string().contains("is no box"));
        }
        let file = Path::new("x.poly");
        let text = "x\n1\n 0 0\n 2 0\n 2 2\n 0 2\nEND\n!2\n 0.5 0.5\n 1 0.5\n 1 1\nEND\nEND\n";
        let area = from_poly(file, text).unwrap();
        assert_eq!((area.0.len(), area.0[0].interiors().len()), (1, 1));
        let error = from_poly(file, "x\n1\n 0 zero\n").unwrap_err().to_string();
        assert_eq!(error, "x.poly, line 3: `0 zero` is not a pair of lon lat");
    }
}
