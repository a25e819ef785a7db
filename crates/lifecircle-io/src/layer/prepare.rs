//! Geometries as they are written: of the layer's one shape, projected, rounded, rings turned the right way.

use geo_types::{Coord, Geometry, LineString, Polygon};

use super::decimal::At;
use super::project::{Misplaced, Projector};
use super::schema::Shape;

/// A line or a closed ring.
pub(super) type Line = Vec<At>;

/// A geometry ready to be written.
#[derive(Debug, PartialEq)]
pub(super) struct Prepared {
    /// Areas with their rings, outermost first; a line is the one ring of its part, a point the one place of that.
    pub(super) parts: Vec<Vec<Line>>,
    /// West, south, east and north end.
    pub(super) bounds: [i64; 4],
}

/// Why a row cannot be written.
#[derive(Debug)]
pub(super) enum Flaw {
    /// In words.
    Row(String),
    /// A place, in degrees, far outside the system of the file.
    Outside(f64, f64),
}

/// A geometry of a layer's shape, in the coordinates of its file.
pub(super) fn prepare(
    geometry: &Geometry<f64>,
    shape: Shape,
    projector: &Projector,
) -> Result<Prepared, Flaw> {
    let line = |line: &LineString<f64>| Ok(vec![line_of(line, projector)?]);
    let area = |area: &Polygon<f64>| area_of(area, projector);
    let parts = match (shape, geometry) {
        (Shape::Point, Geometry::Point(point)) => vec![vec![vec![at(point.0, projector)?]]],
        (Shape::LineString | Shape::MultiLineString, Geometry::LineString(one)) => vec![line(one)?],
        (Shape::MultiLineString, Geometry::MultiLineString(all)) => {
            all.iter().map(line).collect::<Result<_, _>>()?
        }
        (Shape::Polygon | Shape::MultiPolygon, Geometry::Polygon(one)) => vec![area(one)?],
        (Shape::MultiPolygon, Geometry::MultiPolygon(all)) => {
            all.iter().map(area).collect::<Result<_, _>>()?
        }
        (_, other) => {
            let (found, wanted) = (kind_of(other), shape.name());
            return Err(Flaw::Row(format!("is a {found} in a layer of {wanted}")));
        }
    };
    let bounds = bounds(&parts).ok_or_else(|| Flaw::Row("has an empty geometry".to_owned()))?;
    Ok(Prepared { parts, bounds })
}

fn kind_of(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => "Point",
        Geometry::Line(_) => "Line",
        Geometry::LineString(_) => "LineString",
        Geometry::Polygon(_) => "Polygon",
        Geometry::MultiPoint(_) => "MultiPoint",
        Geometry::MultiLineString(_) => "MultiLineString",
        Geometry::MultiPolygon(_) => "MultiPolygon",
        Geometry::GeometryCollection(_) => "GeometryCollection",
        Geometry::Rect(_) => "Rect",
        Geometry::Triangle(_) => "Triangle",
    }
}

fn at(place: Coord<f64>, projector: &Projector) -> Result<At, Flaw> {
    let Coord { x: lon, y: lat } = place;
    projector.at(lon, lat).map_err(|why| match why {
        Misplaced::Nowhere => Flaw::Row(format!(
            "has the coordinates {lon}, {lat}, which are no longitude and latitude in degrees"
        )),
        Misplaced::Outside => Flaw::Outside(lon, lat),
    })
}

fn line_of(line: &LineString<f64>, projector: &Projector) -> Result<Line, Flaw> {
    if line.0.len() < 2 {
        let what = format!(
            "has a line of {} places, where 2 are the least",
            line.0.len()
        );
        return Err(Flaw::Row(what));
    }
    line.coords().map(|place| at(*place, projector)).collect()
}

/// The rings of an area, exterior anticlockwise, holes clockwise.
fn area_of(area: &Polygon<f64>, projector: &Projector) -> Result<Vec<Line>, Flaw> {
    let mut rings = vec![ring_of(area.exterior(), true, projector)?];
    for hole in area.interiors() {
        rings.push(ring_of(hole, false, projector)?);
    }
    Ok(rings)
}

/// A ring turned one way; `geo_types` has closed it.
fn ring_of(
    ring: &LineString<f64>,
    anticlockwise: bool,
    projector: &Projector,
) -> Result<Line, Flaw> {
    if ring.0.len() < 4 {
        let what = format!(
            "has a ring of {} places, where 4 are the least",
            ring.0.len()
        );
        return Err(Flaw::Row(what));
    }
    let mut places = ring
        .coords()
        .map(|place| at(*place, projector))
        .collect::<Result<Line, _>>()?;
    let area = doubled_area(&places);
    if (area < 0 && anticlockwise) || (area > 0 && !anticlockwise) {
        places.reverse();
    }
    Ok(places)
}

/// Twice the area of a closed ring, positive where it runs anticlockwise; exact, so that slivers turn right too.
fn doubled_area(ring: &[At]) -> i128 {
    let Some(origin) = ring.first() else {
        return 0;
    };
    let from = |at: &At| [i128::from(at[0] - origin[0]), i128::from(at[1] - origin[1])];
    let cross = |pair: &[At]| {
        let (a, b) = (from(&pair[0]), from(&pair[1]));
        a[0] * b[1] - b[0] * a[1]
    };
    ring.windows(2).map(cross).sum()
}

fn bounds(parts: &[Vec<Line>]) -> Option<[i64; 4]> {
    let places = parts.iter().flatten().flatten();
    let around = places.map(|&[x, y]| [x, y, x, y]);
    around.reduce(widened)
}

/// The bounds of two.
pub(super) fn widened(a: [i64; 4], b: [i64; 4]) -> [i64; 4] {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}

#[cfg(test)]
mod tests {
    use geo_types::{MultiPolygon, Point, polygon};

    use super::super::Crs;
    use super::*;

    fn prepared(geometry: impl Into<Geometry<f64>>, shape: Shape) -> Result<Prepared, Flaw> {
        let projector = Projector::new(&Crs::wgs84()).unwrap();
        prepare(&geometry.into(), shape, &projector)
    }

    fn flaw(geometry: impl Into<Geometry<f64>>, shape: Shape) -> String {
        match prepared(geometry, shape).unwrap_err() {
            Flaw::Row(what) => what,
            Flaw::Outside(..) => panic!("outside"),
        }
    }

    #[test]
    fn rings_turn_the_right_way_and_are_closed() {
        let clockwise = polygon![
            exterior: [(x: 0., y: 0.), (x: 0., y: 4.), (x: 4., y: 4.), (x: 4., y: 0.)],
            interiors: [[(x: 1., y: 1.), (x: 2., y: 1.), (x: 2., y: 2.), (x: 1., y: 2.)]],
        ];
        let rings = &prepared(clockwise, Shape::Polygon).unwrap().parts[0];
        let degree = 10_000_000;
        assert_eq!(rings[0][1], [4 * degree, 0], "the exterior is turned round");
        assert_eq!(rings[1][1], [degree, 2 * degree], "and so is the hole");
        assert!(doubled_area(&rings[0]) > 0 && doubled_area(&rings[1]) < 0);
        assert!(
            rings
                .iter()
                .all(|ring| ring.len() == 5 && ring.first() == ring.last())
        );
    }

    #[test]
    fn rings_that_are_right_stay_as_they_are() {
        let right = polygon![(x: 0., y: 0.), (x: 1e-7, y: 0.), (x: 1e-7, y: 1e-7)];
        let rings = &prepared(right, Shape::MultiPolygon).unwrap().parts[0];
        assert_eq!(rings[0], [[0, 0], [1, 0], [1, 1], [0, 0]]);
    }

    #[test]
    fn every_area_of_several_turns_by_itself() {
        let a = polygon![(x: 0., y: 0.), (x: 1., y: 0.), (x: 1., y: 1.)];
        let b = polygon![(x: 8., y: 8.), (x: 9., y: 9.), (x: 9., y: 8.)];
        let several = prepared(MultiPolygon(vec![a, b]), Shape::MultiPolygon).unwrap();
        assert!(
            several
                .parts
                .iter()
                .all(|rings| doubled_area(&rings[0]) > 0)
        );
        assert_eq!(several.bounds, [0, 0, 90_000_000, 90_000_000]);
    }

    #[test]
    fn other_shapes_are_refused() {
        let area = polygon![(x: 0., y: 0.), (x: 1., y: 0.), (x: 1., y: 1.)];
        let several = MultiPolygon(vec![area.clone()]);
        assert_eq!(
            flaw(several, Shape::Polygon),
            "is a MultiPolygon in a layer of Polygon"
        );
        assert_eq!(flaw(area, Shape::Point), "is a Polygon in a layer of Point");
        assert_eq!(
            flaw(Point::new(0., 0.), Shape::LineString),
            "is a Point in a layer of LineString"
        );
    }

    #[test]
    fn nothing_and_nowhere_are_refused() {
        assert_eq!(
            flaw(MultiPolygon(vec![]), Shape::MultiPolygon),
            "has an empty geometry"
        );
        assert!(flaw(Point::new(f64::NAN, 1.0), Shape::Point).contains("NaN, 1"));
        assert!(flaw(Point::new(1.0, 91.0), Shape::Point).contains("1, 91"));
        let line = LineString::from(vec![(0.0, 0.0)]);
        assert!(flaw(line, Shape::LineString).contains("a line of 1 places"));
        let ring = Polygon::new(LineString::from(vec![(0.0, 0.0), (1.0, 0.0)]), vec![]);
        assert!(flaw(ring, Shape::Polygon).contains("a ring of 3 places"));
    }
}
