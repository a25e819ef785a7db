//! Rings into polygons: holes to the area around them, small holes filled, square metres.

use super::contour::Rings;
use crate::geodesy::METRES_PER_DECIMICRO;
use crate::units::decimicro_to_degrees;

/// Polygons in whole 1e-7 degrees (lon, lat). Exterior rings run anticlockwise, holes clockwise;
/// the first point of a ring is not repeated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    point: Vec<[i32; 2]>,
    /// Per ring, where its points end.
    ring_end: Vec<u32>,
    /// Per polygon, where its rings end.
    polygon_end: Vec<u32>,
}

impl Area {
    /// The polygons, each as its rings: the exterior first, then the holes.
    pub fn polygons(&self) -> impl Iterator<Item = impl Iterator<Item = &[[i32; 2]]>> {
        let begins = std::iter::once(0).chain(self.polygon_end.iter().copied());
        begins
            .zip(&self.polygon_end)
            .map(|(first, &end)| (first..end).map(|ring| self.ring(ring as usize)))
    }

    fn ring(&self, ring: usize) -> &[[i32; 2]] {
        let start = ring
            .checked_sub(1)
            .map_or(0, |before| self.ring_end[before] as usize);
        &self.point[start..self.ring_end[ring] as usize]
    }

    /// Whether nothing is inside.
    pub fn is_empty(&self) -> bool {
        self.polygon_end.is_empty()
    }

    /// Number of points of all rings.
    pub fn point_count(&self) -> usize {
        self.point.len()
    }

    /// Square metres inside, holes left out.
    pub fn area_m2(&self) -> f64 {
        let rings = 0..self.ring_end.len();
        rings.map(|ring| signed_m2(self.ring(ring))).sum()
    }

    /// The polygons of some rings; holes of less than `least_hole_m2` are filled, with what stands in them.
    pub(super) fn of(rings: &Rings, least_hole_m2: f64) -> Self {
        let rows: Vec<(f64, &[[i32; 2]])> = rings.iter().map(|r| (signed_m2(r), r)).collect();
        let exteriors = rows.iter().filter(|r| r.0 > 0.0).count();
        let fills = |row: &(f64, &[[i32; 2]])| row.0 < 0.0 && -row.0 < least_hole_m2;
        // The smallest ring around each, where there may be several.
        let around = |of: usize, wanted: &dyn Fn(usize) -> bool| {
            let holds = |&i: &usize| i != of && wanted(i) && holds(rows[i].1, rows[of].1[0]);
            let rings = (0..rows.len()).filter(holds);
            rings.min_by(|&a, &b| rows[a].0.abs().total_cmp(&rows[b].0.abs()))
        };
        let mut own_holes: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
        for hole in (0..rows.len()).filter(|&i| rows[i].0 <= 0.0 && !fills(&rows[i])) {
            let only = |i: usize| rows[i].0 > 0.0;
            let outer = if exteriors == 1 {
                (0..rows.len()).find(|&i| only(i))
            } else {
                around(hole, &only)
            };
            if let Some(outer) = outer {
                own_holes[outer].push(hole);
            }
        }
        let mut area = Self::default();
        for outer in (0..rows.len()).filter(|&i| rows[i].0 > 0.0) {
            let in_filled =
                exteriors > 1 && around(outer, &|_| true).is_some_and(|i| fills(&rows[i]));
            if !in_filled {
                area.push(rows[outer].1);
                for &hole in &own_holes[outer] {
                    area.push(rows[hole].1);
                }
                area.polygon_end
                    .push(crate::units::narrow(area.ring_end.len()));
            }
        }
        area
    }

    /// The area of polygons that are known to be right: the exterior of each first.
    pub(super) fn of_polygons(
        polygons: impl IntoIterator<Item = impl IntoIterator<Item = Vec<[i32; 2]>>>,
    ) -> Self {
        let mut area = Self::default();
        for polygon in polygons {
            for ring in polygon {
                area.push(&ring);
            }
            area.polygon_end
                .push(crate::units::narrow(area.ring_end.len()));
        }
        area
    }

    fn push(&mut self, ring: &[[i32; 2]]) {
        self.point.extend_from_slice(ring);
        self.ring_end.push(crate::units::narrow(self.point.len()));
    }
}

/// Square metres of a ring, negative where it runs clockwise.
///
/// A degree of longitude shrinks evenly over a ring: exact to 1e-6 up to 20 km from its middle.
pub(super) fn signed_m2(ring: &[[i32; 2]]) -> f64 {
    let Some(&[lon, lat]) = ring.first() else {
        return 0.0;
    };
    let angle = decimicro_to_degrees(lat).to_radians();
    let (cos, sin) = (libm::cos(angle), libm::sin(angle));
    let radians_per_decimicro = (1e-7f64).to_radians();
    let mut sum = 0.0;
    let mut before = ring[ring.len() - 1].map(f64::from);
    for point in ring {
        let point = point.map(f64::from);
        let north = point[1] - before[1];
        let middle = f64::midpoint(point[1], before[1]) - f64::from(lat);
        let east = f64::midpoint(point[0], before[0]) - f64::from(lon);
        // Anticlockwise, the eastern side runs north.
        sum += east * north * (cos - sin * middle * radians_per_decimicro);
        before = point;
    }
    sum * METRES_PER_DECIMICRO * METRES_PER_DECIMICRO
}

/// Whether a ring holds a point that is on none of its sides.
pub(super) fn holds(ring: &[[i32; 2]], [x, y]: [i32; 2]) -> bool {
    let mut inside = false;
    let mut before = ring[ring.len() - 1];
    for &point in ring {
        let ([x0, y0], [x1, y1]) = (before, point);
        if (y0 > y) != (y1 > y) {
            let [x, y, x0, y0, x1, y1] = [x, y, x0, y0, x1, y1].map(i64::from);
            let side = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0);
            inside ^= (side > 0) == (y1 > y0);
        }
        before = point;
    }
    inside
}
