//! The outline of a zone, made for asking many points.

use geo::MultiPolygon;

use crate::geodesy::LonLat;
use crate::osm::{Side, side_of_edges};

/// A link of a ring in 1e-7 degrees.
pub(super) type Edge = [(i32, i32); 2];

/// So many edges lie in a band of one ring, about.
const EDGES_PER_BAND: usize = 8;

/// Polygons with holes.
#[derive(Clone, Debug)]
pub(super) struct Outline {
    /// Per polygon its exterior, then its holes.
    polygons: Vec<Vec<Ring>>,
}

/// A closed ring whose edges are found by latitude.
#[derive(Clone, Debug)]
struct Ring {
    points: Vec<(i32, i32)>,
    low: (i32, i32),
    high: (i32, i32),
    /// Height of a band in 1e-7 degrees.
    band: i64,
    /// Per band, the edges that touch it: positions of their first points.
    edges: Vec<Vec<u32>>,
}

impl Outline {
    /// The outline of polygons in degrees, on the grid of 1e-7 degrees; rings of fewer than three places bound nothing.
    pub(super) fn of(polygons: &MultiPolygon<f64>) -> Self {
        let rings = |polygon: &geo::Polygon<f64>| {
            let exterior = Ring::of(polygon.exterior())?;
            let holes = polygon.interiors().iter().filter_map(Ring::of);
            Some(std::iter::once(exterior).chain(holes).collect())
        };
        Self {
            polygons: polygons.iter().filter_map(rings).collect(),
        }
    }

    /// Whether a point lies inside or on the border.
    pub(super) fn holds(&self, point: (i32, i32)) -> bool {
        self.polygons.iter().any(|rings| {
            rings[0].side(point) != Side::Outside
                && rings[1..]
                    .iter()
                    .all(|hole| hole.side(point) != Side::Inside)
        })
    }

    /// The box around it; `None` where it bounds nothing.
    pub(super) fn bounds(&self) -> Option<[[i32; 2]; 2]> {
        let exteriors = self.polygons.iter().map(|rings| &rings[0]);
        let boxes = exteriors.map(|ring| [[ring.low.0, ring.low.1], [ring.high.0, ring.high.1]]);
        boxes.reduce(|[a, b], [c, d]| {
            [
                [a[0].min(c[0]), a[1].min(c[1])],
                [b[0].max(d[0]), b[1].max(d[1])],
            ]
        })
    }

    /// All edges.
    pub(super) fn edges(&self) -> Vec<Edge> {
        let rings = self.polygons.iter().flatten();
        let edges = rings.flat_map(|ring| ring.points.windows(2).map(|pair| [pair[0], pair[1]]));
        edges.filter(|edge| edge[0] != edge[1]).collect()
    }

    /// The rings as points.
    pub(super) fn rings(&self) -> Vec<Vec<[i32; 2]>> {
        let rings = self.polygons.iter().flatten();
        rings
            .map(|ring| ring.points.iter().map(|&(x, y)| [x, y]).collect())
            .collect()
    }
}

impl Ring {
    fn of(line: &geo::LineString<f64>) -> Option<Self> {
        let place = |c: &geo::Coord<f64>| LonLat { lon: c.x, lat: c.y }.to_decimicro().into();
        let mut points: Vec<(i32, i32)> = line.0.iter().map(place).collect();
        points.dedup();
        let first = *points.first()?;
        if points.last() != Some(&first) {
            points.push(first);
        }
        if points.len() < 4 {
            return None;
        }
        let (low, high) = points.iter().fold((first, first), |(low, high), p| {
            (
                (low.0.min(p.0), low.1.min(p.1)),
                (high.0.max(p.0), high.1.max(p.1)),
            )
        });
        let bands = i64::try_from(points.len() / EDGES_PER_BAND + 1).unwrap_or(1);
        let band = (i64::from(high.1) - i64::from(low.1)) / bands + 1;
        let mut ring = Self {
            edges: Vec::new(),
            points,
            low,
            high,
            band,
        };
        ring.edges = vec![Vec::new(); ring.band_of(high.1) + 1];
        for i in 0..ring.points.len() - 1 {
            let (a, b) = (ring.points[i].1, ring.points[i + 1].1);
            for band in ring.band_of(a.min(b))..=ring.band_of(a.max(b)) {
                ring.edges[band].push(crate::units::narrow(i));
            }
        }
        Some(ring)
    }

    /// The band of a latitude between the lowest and the highest.
    fn band_of(&self, lat: i32) -> usize {
        let from_low = i64::from(lat) - i64::from(self.low.1);
        usize::try_from(from_low / self.band).unwrap_or(0)
    }

    fn side(&self, point: (i32, i32)) -> Side {
        let (low, high) = (self.low, self.high);
        let within = (low.0..=high.0).contains(&point.0) && (low.1..=high.1).contains(&point.1);
        if !within {
            return Side::Outside;
        }
        let edges = self.edges[self.band_of(point.1)].iter();
        let edge = |&i: &u32| [self.points[i as usize], self.points[i as usize + 1]];
        side_of_edges(point, edges.map(edge))
    }
}
