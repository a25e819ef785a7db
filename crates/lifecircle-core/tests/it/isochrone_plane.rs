//! Geometry to hold areas to, written for the tests: streets as lines in metres, points in polygons.

use std::collections::HashMap;

use geo::{Coord, LineString, MultiPolygon, Polygon};
use lifecircle_core::geodesy::{LonLat, haversine_m};
use lifecircle_core::id::StreetId;
use lifecircle_core::isochrone::Area;
use lifecircle_testkit::World;

/// A point in 1e-7 degrees (lon, lat).
pub(crate) type Point = [f64; 2];

/// Metres of 1e-7 degrees on a sphere of 6 371 008.8 m.
const METRES: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0 / 1e7;

/// Metres east and north of a place: good to 0.02 % within 1 km of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plane {
    origin: Point,
    east_m: f64,
}

impl Plane {
    pub(crate) fn at(origin: Point) -> Self {
        let east_m = METRES * (origin[1] / 1e7).to_radians().cos();
        Self { origin, east_m }
    }

    pub(crate) fn metres(&self, [x, y]: Point) -> [f64; 2] {
        [
            (x - self.origin[0]) * self.east_m,
            (y - self.origin[1]) * METRES,
        ]
    }

    pub(crate) fn point(&self, [east, north]: [f64; 2]) -> Point {
        [
            self.origin[0] + east / self.east_m,
            self.origin[1] + north / METRES,
        ]
    }
}

/// A corner of an area.
pub(crate) fn corner(p: [i32; 2]) -> Point {
    p.map(f64::from)
}

/// Metres from a point to a piece of line.
pub(crate) fn apart(p: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let squared = dx * dx + dy * dy;
    let t = if squared > 0.0 {
        (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (p[0] - a[0] - t * dx).hypot(p[1] - a[1] - t * dy)
}

/// Every street as points with millimetres from its tail: haversines added up, as §3 says.
pub(crate) struct Streets(Vec<Vec<(Point, f64)>>);

impl Streets {
    pub(crate) fn new(world: &World) -> Self {
        let line = |street: usize| {
            let points = world
                .built
                .streets
                .points(&world.network, StreetId::new(street));
            let mut walked = 0.0;
            let mut before: Option<LonLat> = None;
            let row = |p: LonLat| {
                walked += before.map_or(0.0, |b| haversine_m(b, p) * 1000.0);
                before = Some(p);
                ([p.lon * 1e7, p.lat * 1e7], walked)
            };
            points.into_iter().map(row).collect()
        };
        Self((0..world.built.streets.count()).map(line).collect())
    }

    /// The point at an offset.
    pub(crate) fn at(&self, street: StreetId, mm: u32) -> Point {
        let line = &self.0[street.index()];
        let mm = f64::from(mm);
        let next = line.partition_point(|p| p.1 < mm).clamp(1, line.len() - 1);
        let ((a, from), (b, to)) = (line[next - 1], line[next]);
        let t = if to > from {
            (mm - from) / (to - from)
        } else {
            0.0
        };
        let t = t.clamp(0.0, 1.0);
        [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
    }

    /// The points of a stretch.
    pub(crate) fn line(&self, street: StreetId, from_mm: u32, to_mm: u32) -> Vec<Point> {
        let inner = self.0[street.index()].iter();
        let inner = inner.filter(|p| p.1 > f64::from(from_mm) && p.1 < f64::from(to_mm));
        let mut line = vec![self.at(street, from_mm)];
        line.extend(inner.map(|p| p.0));
        line.push(self.at(street, to_mm));
        line
    }
}

/// Lines by squares of the plane.
pub(crate) struct Near {
    side_m: f64,
    squares: HashMap<[i32; 2], Vec<[[f64; 2]; 2]>>,
}

impl Near {
    /// Lines that will be asked for points up to `side_m` away.
    pub(crate) fn new(plane: &Plane, side_m: f64, lines: impl Iterator<Item = Vec<Point>>) -> Self {
        let mut squares: HashMap<[i32; 2], Vec<[[f64; 2]; 2]>> = HashMap::new();
        let square = |m: f64| (m / side_m).floor() as i32;
        for line in lines {
            let line: Vec<[f64; 2]> = line.iter().map(|&p| plane.metres(p)).collect();
            for pair in line.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                for x in square(a[0].min(b[0]))..=square(a[0].max(b[0])) {
                    for y in square(a[1].min(b[1]))..=square(a[1].max(b[1])) {
                        squares.entry([x, y]).or_default().push([a, b]);
                    }
                }
            }
        }
        Self { side_m, squares }
    }

    /// Metres to the nearest line, infinite where it is farther than the side of a square.
    pub(crate) fn metres(&self, p: [f64; 2]) -> f64 {
        let [x, y] = p.map(|m| (m / self.side_m).floor() as i32);
        let mut least = f64::INFINITY;
        for square in (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| [x, y])) {
            for &[a, b] in self.squares.get(&square).into_iter().flatten() {
                least = least.min(apart(p, a, b));
            }
        }
        if least <= self.side_m {
            least
        } else {
            f64::INFINITY
        }
    }
}

/// The sides of an area by rows of latitude.
pub(crate) struct Sides {
    rows: HashMap<i32, Vec<[Point; 2]>>,
    all: Vec<[Point; 2]>,
}

const ROW: f64 = 1_000.0;

impl Sides {
    pub(crate) fn of(area: &Area) -> Self {
        let mut all = Vec::new();
        for ring in area.polygons().flatten() {
            let next = ring.iter().cycle().skip(1);
            all.extend(ring.iter().zip(next).map(|(a, b)| [corner(*a), corner(*b)]));
        }
        let mut rows: HashMap<i32, Vec<[Point; 2]>> = HashMap::new();
        let row = |lat: f64| (lat / ROW).floor() as i32;
        for &[a, b] in &all {
            for row in row(a[1].min(b[1]))..=row(a[1].max(b[1])) {
                rows.entry(row).or_default().push([a, b]);
            }
        }
        Self { rows, all }
    }

    /// Whether a point is inside by the even-odd rule, or on a side.
    pub(crate) fn hold(&self, [x, y]: Point) -> bool {
        let row = (y / ROW).floor() as i32;
        let mut inside = false;
        for [a, b] in self.rows.get(&row).into_iter().flatten() {
            // Exact for whole numbers of this size.
            let side = (b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1]);
            let within =
                |axis: usize, v: f64| v >= a[axis].min(b[axis]) && v <= a[axis].max(b[axis]);
            if side == 0.0 && within(0, x) && within(1, y) {
                return true;
            }
            if (a[1] > y) != (b[1] > y) {
                inside ^= (side > 0.0) == (b[1] > a[1]);
            }
        }
        inside
    }

    /// Metres to the nearest side, as far as one is within 25 m.
    pub(crate) fn metres(&self, plane: &Plane, p: Point) -> f64 {
        let row = |lat: f64| (lat / ROW).floor() as i32;
        let rows = row(p[1] - 25.0 / METRES)..=row(p[1] + 25.0 / METRES);
        let p = plane.metres(p);
        let sides = rows.filter_map(|row| self.rows.get(&row)).flatten();
        let metres = sides.map(|s| apart(p, plane.metres(s[0]), plane.metres(s[1])));
        metres.fold(f64::INFINITY, f64::min)
    }

    /// Two sides that share more than the corner between them, if any do.
    pub(crate) fn touching(&self) -> Option<[[Point; 2]; 2]> {
        let mut squares: HashMap<[i32; 2], Vec<[Point; 2]>> = HashMap::new();
        let square = |v: f64| (v / ROW).floor() as i32;
        for &[a, b] in &self.all {
            for x in square(a[0].min(b[0]))..=square(a[0].max(b[0])) {
                for y in square(a[1].min(b[1]))..=square(a[1].max(b[1])) {
                    let others = squares.entry([x, y]).or_default();
                    if let Some(&other) = others.iter().find(|o| touch(&[a, b], o)) {
                        return Some([[a, b], other]);
                    }
                    others.push([a, b]);
                }
            }
        }
        None
    }

    /// The lowest and the highest corner of the box around it.
    pub(crate) fn bounds(&self) -> Option<[Point; 2]> {
        let mut ends = self.all.iter().map(|s| s[0]);
        let first = ends.next()?;
        Some(ends.fold([first, first], |[low, high], p| {
            [
                [low[0].min(p[0]), low[1].min(p[1])],
                [high[0].max(p[0]), high[1].max(p[1])],
            ]
        }))
    }
}

/// Whether two sides share a point that is not the end of the one and the beginning of the other.
fn touch(one: &[Point; 2], other: &[Point; 2]) -> bool {
    // Which side of a line a point is on; exact, for these are whole numbers that lie near each other.
    let turn = |a: Point, b: Point, p: Point| {
        let cross = (b[0] - a[0]) * (p[1] - a[1]) - (p[0] - a[0]) * (b[1] - a[1]);
        if cross == 0.0 { 0.0 } else { cross.signum() }
    };
    let on = |[a, b]: [Point; 2], p: Point| {
        let between = |i: usize| p[i] >= a[i].min(b[i]) && p[i] <= a[i].max(b[i]);
        turn(a, b, p) == 0.0 && between(0) && between(1)
    };
    let ([a, b], [c, d]) = (*one, *other);
    let same = |p: Point, q: Point| p.map(f64::to_bits) == q.map(f64::to_bits);
    if same(b, c) || same(d, a) {
        // Neighbours: neither runs back along the other.
        let (before, shared, after) = if same(b, c) { (a, b, d) } else { (c, d, b) };
        return same(before, after) || on([before, shared], after) || on([shared, after], before);
    }
    let crossed = turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0;
    crossed || on([a, b], c) || on([a, b], d) || on([c, d], a) || on([c, d], b)
}

/// The area as geo has it, its corners put through `place`; rings are closed as they are.
pub(crate) fn multi(area: &Area, place: impl Fn(Point) -> [f64; 2]) -> MultiPolygon {
    let ring = |ring: &[[i32; 2]]| {
        let corners = ring.iter().chain(ring.first());
        LineString(corners.map(|&p| Coord::from(place(corner(p)))).collect())
    };
    let polygon = |mut rings: Vec<LineString>| {
        let holes = rings.split_off(1);
        let exterior = rings.remove(0);
        Polygon::new(exterior, holes)
    };
    let polygons = area.polygons().map(|rings| rings.map(ring).collect());
    MultiPolygon(polygons.map(polygon).collect())
}
