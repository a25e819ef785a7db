//! Polygons on whole 1e-7 degrees, and what lies in them.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::crossing::first_crossing;
use super::error::{OutlineFault, StudyAreaError};
use crate::geodesy::{LocalPlane, LonLat, METRES_PER_DEGREE};
use crate::osm::{Side, side_of_edges, turn};
use crate::units::{decimicro_around, narrow};

/// Longitude and latitude in 1e-7 degrees.
pub(super) type Corner = (i32, i32);

/// No more bands of latitude than this: an edge of a city's boundary is some 10 m long.
const MOST_BANDS: usize = 4096;
/// On average an edge stands in no more bands than this; where edges are long, bands are fewer.
const BANDS_PER_EDGE: usize = 8;

/// One closed ring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OutlineRing {
    /// The polygon it belongs to.
    pub(super) polygon: u32,
    /// Whether it bounds a hole.
    pub(super) inner: bool,
    /// Its corners, the first repeated at the end.
    pub(super) corners: Vec<Corner>,
}

/// One edge: its ring, and its first corner there.
pub(super) type Edge = (u32, u32);

/// The polygons of an area on whole 1e-7 degrees. No edge of a polygon crosses another of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaOutline {
    /// Rings by polygon, the outer one first.
    rings: Vec<OutlineRing>,
    /// West, south, east, north.
    bounds: [i32; 4],
    /// The edges that meet each band of latitude, by ring.
    bands: Vec<Vec<Edge>>,
}

/// A ring: the number of its polygon, whether it is a hole, its corners in 1e-7 degrees.
pub type RingParts = (u32, bool, Vec<(i32, i32)>);

impl AreaOutline {
    /// The outline of polygons in degrees.
    pub(super) fn of_polygons(polygons: &MultiPolygon<f64>) -> Result<Self, OutlineFault> {
        let corner = |c: &Coord<f64>| LonLat { lon: c.x, lat: c.y }.to_decimicro().into();
        let ring = |line: &LineString<f64>| line.0.iter().map(corner).collect();
        let rings_of = |polygon: &Polygon<f64>| {
            let outer = ring(polygon.exterior());
            let inner = polygon.interiors().iter().map(ring).collect();
            (outer, inner)
        };
        Self::of_rings(polygons.iter().map(rings_of))
    }

    /// The same of something that has a name.
    ///
    /// # Errors
    /// [`StudyAreaError::Empty`], [`StudyAreaError::Crossing`].
    pub(crate) fn of_named(
        name: &str,
        polygons: &MultiPolygon<f64>,
    ) -> Result<Self, StudyAreaError> {
        Self::of_polygons(polygons).map_err(|fault| fault.of(name))
    }

    /// The outline of polygons, each an outer ring and holes, closed or not.
    ///
    /// # Errors
    /// [`OutlineFault`].
    pub(super) fn of_rings(
        polygons: impl IntoIterator<Item = (Vec<Corner>, Vec<Vec<Corner>>)>,
    ) -> Result<Self, OutlineFault> {
        let mut rings = Vec::new();
        let mut polygon = 0;
        for (outer, inner) in polygons {
            let Some(outer) = closed(outer) else { continue };
            let ring = |inner: bool, corners| OutlineRing {
                polygon,
                inner,
                corners,
            };
            rings.push(ring(false, outer));
            rings.extend(inner.into_iter().filter_map(closed).map(|c| ring(true, c)));
            polygon += 1;
        }
        let Some(bounds) = bounds(&rings) else {
            return Err(OutlineFault::Empty);
        };
        if let Some(at) = first_crossing(&rings) {
            return Err(OutlineFault::Crossing(at));
        }
        let bands = bands(&rings, bounds);
        Ok(Self {
            rings,
            bounds,
            bands,
        })
    }

    /// The same as polygons in degrees.
    pub fn to_polygons(&self) -> MultiPolygon<f64> {
        let line = |ring: &OutlineRing| -> LineString<f64> {
            let corners = ring.corners.iter();
            let place = |&(lon, lat): &Corner| LonLat::from_decimicro(lon, lat);
            corners.map(place).map(|p| (p.lon, p.lat)).collect()
        };
        let polygons = self.rings.chunk_by(|a, b| a.polygon == b.polygon);
        let polygon = |rings: &[OutlineRing]| {
            Polygon::new(line(&rings[0]), rings[1..].iter().map(line).collect())
        };
        MultiPolygon(polygons.map(polygon).collect())
    }

    /// Its rings: polygon, whether it is a hole, and corners in 1e-7 degrees.
    pub fn rings(&self) -> impl Iterator<Item = (u32, bool, &[(i32, i32)])> {
        let rings = self.rings.iter();
        rings.map(|ring| (ring.polygon, ring.inner, ring.corners.as_slice()))
    }

    /// Its rings as lists of points, for overlays.
    pub(crate) fn ring_points(&self) -> Vec<Vec<[i32; 2]>> {
        let points = |corners: &[(i32, i32)]| corners.iter().map(|&(x, y)| [x, y]).collect();
        self.rings()
            .map(|(_, _, corners)| points(corners))
            .collect()
    }

    /// The outline of what [`Self::rings`] gave, `None` where that is no outline.
    pub fn from_rings(rings: Vec<RingParts>) -> Option<Self> {
        let mut polygons: Vec<(Vec<Corner>, Vec<Vec<Corner>>)> = Vec::new();
        for (polygon, inner, corners) in rings {
            match (inner, polygon as usize + 1 == polygons.len()) {
                (true, true) => polygons.last_mut()?.1.push(corners),
                (false, false) if polygon as usize == polygons.len() => {
                    polygons.push((corners, Vec::new()));
                }
                _ => return None,
            }
        }
        Self::of_rings(polygons).ok()
    }

    /// West, south, east, north in 1e-7 degrees.
    pub fn bounds(&self) -> [i32; 4] {
        self.bounds
    }

    /// Whether a place lies inside or on the border.
    pub fn holds(&self, at: (i32, i32)) -> bool {
        let [west, south, east, north] = self.bounds;
        if at.0 < west || east < at.0 || at.1 < south || north < at.1 {
            return false;
        }
        let edges = &self.bands[band(self.bounds, self.bands.len(), at.1)];
        let ring_of = |edge: &Edge| &self.rings[edge.0 as usize];
        let polygons = edges.chunk_by(|a, b| ring_of(a).polygon == ring_of(b).polygon);
        polygons.into_iter().any(|edges| {
            let mut inside = false;
            for own in edges.chunk_by(|a, b| a.0 == b.0) {
                let ring = ring_of(&own[0]);
                let side = side_of_edges(at, own.iter().map(|&(_, i)| edge(ring, i)));
                if ring.inner {
                    inside &= side != Side::Inside;
                } else {
                    inside |= side != Side::Outside;
                }
            }
            inside
        })
    }

    /// Whether a place lies inside or at most so many metres off the border.
    ///
    /// # Complexity
    /// The edges at the latitudes within that distance.
    pub fn is_within(&self, at: LonLat, metres: f64) -> bool {
        let [lon, lat] = at.to_decimicro();
        if self.holds((lon, lat)) {
            return true;
        }
        let span = metres / METRES_PER_DEGREE;
        let (south, north) = decimicro_around(at.lat - span, at.lat + span);
        if north < self.bounds[1] || self.bounds[3] < south {
            return false;
        }
        let count = self.bands.len();
        let band = |lat: i32| {
            band(
                self.bounds,
                count,
                lat.clamp(self.bounds[1], self.bounds[3]),
            )
        };
        let plane = LocalPlane::at(at);
        let near = |&(ring, i): &Edge| {
            let ends = edge(&self.rings[ring as usize], i);
            let [a, b] = ends.map(|(lon, lat)| plane.project(LonLat::from_decimicro(lon, lat)));
            from_origin(a, b) <= metres
        };
        let edges = &mut self.bands[band(south)..=band(north)].iter().flatten();
        edges.any(near)
    }

    /// The box around it and so many metres on every side: west, south, east, north in 1e-7 degrees. Where it reaches
    /// over the 180th meridian it goes around the earth.
    pub fn box_around(&self, metres: f64) -> [i32; 4] {
        let [west, south, east, north] = self.bounds;
        let (low, high) = (
            LonLat::from_decimicro(west, south),
            LonLat::from_decimicro(east, north),
        );
        let span = metres / METRES_PER_DEGREE;
        let (south, north) = ((low.lat - span).max(-90.0), (high.lat + span).min(90.0));
        // Meridians are closest at the latitude farthest from the equator.
        let farthest = LonLat {
            lon: 0.0,
            lat: south.abs().max(north.abs()),
        };
        let [wide, _] = LocalPlane::at(farthest).degrees(metres);
        let (mut west, mut east) = (low.lon - wide, high.lon + wide);
        if west < -180.0 || east > 180.0 {
            (west, east) = (-180.0, 180.0);
        }
        let (west, east) = decimicro_around(west, east);
        let (south, north) = decimicro_around(south, north);
        [west, south, east, north]
    }
}

fn edge(ring: &OutlineRing, first: u32) -> [Corner; 2] {
    let first = first as usize;
    [ring.corners[first], ring.corners[first + 1]]
}

/// The distance of a line from the origin of its plane.
fn from_origin(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let squared = dx * dx + dy * dy;
    let t = if squared == 0.0 {
        0.0
    } else {
        (-(a[0] * dx + a[1] * dy) / squared).clamp(0.0, 1.0)
    };
    libm::hypot(a[0] + dx * t, a[1] + dy * t)
}

/// A ring closed and without repeated corners, `None` where it has no surface.
fn closed(mut corners: Vec<Corner>) -> Option<Vec<Corner>> {
    corners.dedup();
    let first = *corners.first()?;
    if corners.last() != Some(&first) {
        corners.push(first);
    }
    let flat = |pair: &[Corner]| turn(first, pair[0], pair[1]) == 0;
    let has_surface = !corners.windows(2).all(flat);
    has_surface.then_some(corners)
}

fn bounds(rings: &[OutlineRing]) -> Option<[i32; 4]> {
    let corners = rings.iter().flat_map(|ring| &ring.corners);
    corners.fold(None, |bounds, &(lon, lat)| {
        let [west, south, east, north] = bounds.unwrap_or([lon, lat, lon, lat]);
        Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)])
    })
}

/// The band of a latitude within the bounds.
fn band([_, south, _, north]: [i32; 4], count: usize, lat: i32) -> usize {
    let offset = u64::from(lat.abs_diff(south)) * count as u64;
    usize::try_from(offset / (u64::from(north.abs_diff(south)) + 1)).unwrap_or(0)
}

/// The edges of every band: as many bands as edges, fewer where long edges would stand in too many of them.
fn bands(rings: &[OutlineRing], bounds: [i32; 4]) -> Vec<Vec<Edge>> {
    let edges = || {
        rings.iter().enumerate().flat_map(|(number, ring)| {
            let pairs = ring.corners.windows(2).enumerate();
            pairs.map(move |(i, pair)| ((narrow(number), narrow(i)), [pair[0].1, pair[1].1]))
        })
    };
    let total = edges().count();
    let mut count = total.clamp(1, MOST_BANDS);
    let across = |count: usize, lats: [i32; 2]| {
        let [a, b] = lats.map(|lat| band(bounds, count, lat));
        a.min(b)..=a.max(b)
    };
    while count > 1
        && edges().map(|e| across(count, e.1).count()).sum::<usize>() > total * BANDS_PER_EDGE
    {
        count /= 2;
    }
    let mut bands = vec![Vec::new(); count];
    for (edge, lats) in edges() {
        for band in across(count, lats) {
            bands[band].push(edge);
        }
    }
    bands
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(i32, i32)]) -> Vec<Corner> {
        corners.to_vec()
    }

    #[test]
    fn borders_belong_to_the_area_also_those_of_holes() {
        let outer = ring(&[(0, 0), (10, 0), (10, 10), (0, 10)]);
        let hole = ring(&[(4, 4), (6, 4), (6, 6), (4, 6)]);
        let beside = ring(&[(20, 0), (30, 0), (30, 10)]);
        let area = AreaOutline::of_rings([(outer, vec![hole]), (beside, vec![])]).unwrap();
        for inside in [(0, 0), (10, 5), (5, 4), (4, 4), (1, 5), (25, 5), (30, 10)] {
            assert!(area.holds(inside), "{inside:?}");
        }
        for outside in [(5, 5), (11, 5), (-1, 0), (24, 5), (15, 0)] {
            assert!(!area.holds(outside), "{outside:?}");
        }
        assert_eq!(area.bounds(), [0, 0, 30, 10]);
        let parts = area
            .rings()
            .map(|(p, inner, corners)| (p, inner, corners.to_vec()));
        assert_eq!(AreaOutline::from_rings(parts.collect()), Some(area));
    }

    #[test]
    fn bands_give_what_all_edges_give() {
        let mut seed = 7u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            i32::try_from((seed >> 33) % below).unwrap()
        };
        // A star: corners by angle never cross.
        let corners: Vec<Corner> = (0..200)
            .map(|i| {
                let (angle, far) = (f64::from(i) * 0.0314, f64::from(200 + next(800)));
                let along = |part: f64| crate::units::degrees_to_decimicro(part * far / 1e7);
                (along(libm::cos(angle)), along(libm::sin(angle)))
            })
            .collect();
        let area = AreaOutline::of_rings([(corners.clone(), vec![])]).unwrap();
        assert!(area.bands.len() > 8, "{}", area.bands.len());
        let ring = closed(corners).unwrap();
        let edges = || ring.windows(2).map(|pair| [pair[0], pair[1]]);
        let mut held = 0;
        for at in (0..4000).map(|_| (next(2200) - 1100, next(2200) - 1100)) {
            let expected = side_of_edges(at, edges()) != Side::Outside;
            assert_eq!(area.holds(at), expected, "{at:?}");
            held += usize::from(expected);
        }
        assert!((500..3500).contains(&held), "{held}");
    }

    #[test]
    fn distances_are_told_from_outside() {
        let square = ring(&[(0, 0), (100_000, 0), (100_000, 100_000), (0, 100_000)]);
        let area = AreaOutline::of_rings([(square, vec![])]).unwrap();
        // 1112 m east of the eastern border.
        let at = LonLat {
            lon: 0.02,
            lat: 0.005,
        };
        assert!(!area.is_within(at, 1100.0) && area.is_within(at, 1120.0));
        let inside = LonLat {
            lon: 0.005,
            lat: 0.005,
        };
        assert!(area.is_within(inside, 0.0));
        assert_eq!(area.box_around(0.0), [0, 0, 100_000, 100_000]);
        let [west, south, east, north] = area.box_around(1111.95);
        assert!((west + 100_000).abs() < 10 && (south + 100_000).abs() < 10);
        assert!((east - 200_000).abs() < 10 && (north - 200_000).abs() < 10);
    }

    #[test]
    fn what_bounds_nothing_is_no_area() {
        for corners in [
            vec![],
            ring(&[(0, 0), (5, 5)]),
            ring(&[(0, 0), (2, 2), (4, 4)]),
        ] {
            let found = AreaOutline::of_rings([(corners, vec![])]);
            assert_eq!(found, Err(OutlineFault::Empty));
        }
    }
}
