//! Shapes of the core as geometries of layers.

use geo_types::{Coord, Geometry, LineString, MultiLineString, MultiPolygon, Point, Polygon};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::id::StreetId;
use lifecircle_core::isochrone::Area;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::units::degrees_to_decimicro;

fn coord(at: LonLat) -> Coord<f64> {
    Coord {
        x: at.lon,
        y: at.lat,
    }
}

/// A place.
pub(super) fn point_of(at: LonLat) -> Geometry<f64> {
    Geometry::Point(Point(coord(at)))
}

/// The polygons of an area, rings closed.
pub(super) fn polygons_of(area: &Area) -> Geometry<f64> {
    let ring = |ring: &[[i32; 2]]| {
        let points = ring.iter().chain(ring.first());
        let coords = points.map(|&[lon, lat]| coord(LonLat::from_decimicro(lon, lat)));
        LineString(coords.collect())
    };
    let polygons = area.polygons().filter_map(|mut rings| {
        let exterior = ring(rings.next()?);
        Some(Polygon::new(exterior, rings.map(ring).collect()))
    });
    Geometry::MultiPolygon(MultiPolygon(polygons.collect()))
}

/// A stretch of street, `None` where it is so short that all of it is one point in degrees with 7 decimals.
pub(super) fn line_of(
    shapes: &StreetShapes,
    street: StreetId,
    from_mm: u32,
    to_mm: u32,
) -> Option<LineString<f64>> {
    let mut coords = Vec::new();
    shapes.cut(street, from_mm, to_mm, |at| coords.push(coord(at)));
    for i in 1..coords.len() {
        // A part that ends at the antimeridian may be rounded across it.
        let (before, after) = (coords[i - 1].x, coords[i].x);
        if (after - before).abs() > 180.0 {
            let is_end = i + 1 == coords.len();
            let (rounded, side) = if is_end { (i, before) } else { (i - 1, after) };
            coords[rounded].x = 180.0_f64.copysign(side);
        }
    }
    let written = |c: &Coord<f64>| [c.x, c.y].map(degrees_to_decimicro);
    let first = coords.first().map(written)?;
    let is_line = coords.iter().any(|c| written(c) != first);
    is_line.then_some(LineString(coords))
}

/// Several stretches.
pub(super) fn lines_of(lines: Vec<LineString<f64>>) -> Geometry<f64> {
    Geometry::MultiLineString(MultiLineString(lines))
}

/// A line between two points; `None` where they are one, or a map would show it around the earth.
pub(super) fn line_between([from, to]: [LonLat; 2]) -> Option<Geometry<f64>> {
    // A line of a few metres across the antimeridian has no geometry that a map would show as one.
    let is_one = (from.lon - to.lon).abs() <= 180.0 && from.to_decimicro() != to.to_decimicro();
    is_one.then(|| Geometry::LineString(LineString(vec![coord(from), coord(to)])))
}
