//! Areas of a use of land, and whether a point or a building lies in them.

use geo::{InteriorPoint, LineString, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::ResidenceReport;
use crate::geodesy::LonLat;
use crate::observer::{Cancelled, Observer, go_on};
use crate::osm::{
    MISSING, OsmData, Outline, Relation, Ring, Side, outline_of_relation, outline_of_way,
    side_of_ring, turn,
};
use crate::place::outline::{known_ring_points, ring_points};
use crate::units::narrow;

/// The rings of one area, and whether each bounds a hole.
type Rings = Vec<(Vec<(i32, i32)>, bool)>;

/// The union of the areas of one use of an extract.
pub(super) struct Land {
    rings: Vec<Rings>,
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>,
    report: ResidenceReport,
}

impl Land {
    /// `landuse=residential`.
    pub(super) fn residential(data: &OsmData, observer: &dyn Observer) -> Result<Self, Cancelled> {
        Self::of(data, &data.residential, |r| r.residential, observer)
    }

    /// Land of another use than living.
    pub(super) fn of_other_use(data: &OsmData, observer: &dyn Observer) -> Result<Self, Cancelled> {
        Self::of(data, &data.other_land, |r| r.other_land, observer)
    }

    fn of(
        data: &OsmData,
        ways: &[i64],
        is_wanted: fn(&Relation) -> bool,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let ways = ways.iter().filter_map(|&id| data.ways.position(id));
        let of_ways = ways.map(|position| (outline_of_way(&data.ways, position), true));
        let relations = data.relations.iter().filter(|r| is_wanted(r));
        let of_relations = relations.map(|r| {
            let mut members = r.members.iter();
            let all_known = members.all(|m| data.ways.position(m.0).is_some());
            (outline_of_relation(data, r), all_known)
        });
        let mut report = ResidenceReport::default();
        let mut rings: Vec<Rings> = Vec::new();
        let mut entries = Vec::new();
        for (outline, has_all_ways) in of_ways.chain(of_relations) {
            go_on(observer)?;
            let own = rings_of(data, &outline, has_all_ways, &mut report);
            let corners: Vec<[f64; 2]> = own
                .iter()
                .flat_map(|r| &r.0)
                .map(|&(x, y)| LonLat::from_decimicro(x, y))
                .map(|p| [p.lon, p.lat])
                .collect();
            if !corners.is_empty() {
                let aabb = AABB::from_points(corners.iter());
                entries.push(GeomWithData::new(
                    Rectangle::from_aabb(aabb),
                    narrow(rings.len()),
                ));
                rings.push(own);
            }
        }
        Ok(Self {
            rings,
            tree: RTree::bulk_load(entries),
            report,
        })
    }

    /// The counts of areas used in part, and of what was left out.
    pub(super) fn report(&self) -> ResidenceReport {
        self.report
    }

    /// Whether a building stands there, by its surface point; `outline` is asked where its box alone does not tell.
    pub(super) fn holds_building<T: AsRef<[u32]>>(
        &self,
        data: &OsmData,
        ways: &[T],
        outline: impl FnOnce() -> Outline,
    ) -> bool {
        // Most lie well inside an area or far from all of them: no outline is needed.
        let on_surface = || surface_point(data, &outline()).is_some_and(|point| self.holds(point));
        let nodes = ways.iter().flat_map(|way| way.as_ref().iter().copied());
        self.hold_all(data, nodes).unwrap_or_else(on_surface)
    }

    /// Whether every point of the box around the nodes lies in an area, or none does.
    ///
    /// `None` when the box meets an edge of an area, so that a closer look is needed.
    fn hold_all(&self, data: &OsmData, nodes: impl Iterator<Item = u32>) -> Option<bool> {
        let Some(bounds) = Bounds::around(data, nodes) else {
            return Some(false);
        };
        let corner = |p: (i32, i32)| LonLat::from_decimicro(p.0, p.1);
        let (low, high) = (corner(bounds.low), corner(bounds.high));
        let query = AABB::from_corners([low.lon, low.lat], [high.lon, high.lat]);
        let mut all = Some(false);
        for entry in self.tree.locate_in_envelope_intersecting(&query) {
            match bounds.in_area(&self.rings[entry.data as usize]) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => all = None,
            }
        }
        all
    }

    /// Whether the point lies inside or on one of the areas.
    pub(super) fn holds(&self, point: LonLat) -> bool {
        let at = point.to_decimicro().into();
        let query = AABB::from_point([point.lon, point.lat]);
        self.tree
            .locate_in_envelope_intersecting(&query)
            .any(|entry| {
                let rings = &self.rings[entry.data as usize];
                let sides = |inner: bool| {
                    rings
                        .iter()
                        .filter(move |r| r.1 == inner)
                        .map(move |r| side_of_ring(at, &r.0))
                };
                sides(false).any(|s| s != Side::Outside) && !sides(true).any(|s| s == Side::Inside)
            })
    }
}

/// The rings of an area that count. Where a node or a member way is not in the file, a ring is judged by its
/// known part (walking model §4.7).
fn rings_of(
    data: &OsmData,
    outline: &Outline,
    has_all_ways: bool,
    report: &mut ResidenceReport,
) -> Rings {
    let has_all = has_all_ways && outline.ways.iter().all(|way| !way.contains(&MISSING));
    let points = |ring: &Ring| {
        let in_part = || (!has_all).then(|| known_ring_points(data, ring)).flatten();
        ring_points(data, ring).or_else(in_part)
    };
    let all = outline.rings.iter();
    let own: Rings = all.filter_map(|r| Some((points(r)?, r.inner))).collect();
    report.area_rings_left_out += (outline.rings.len() - own.len()) as u64;
    if own.iter().all(|ring| ring.1) {
        report.areas_left_out += 1;
    } else if !has_all {
        report.areas_in_part += 1;
    }
    own
}

/// A box in 1e-7 degrees.
pub(super) struct Bounds {
    low: (i32, i32),
    high: (i32, i32),
}

impl Bounds {
    /// The box around the known nodes and a unit more, so that rounding never leaves it.
    pub(super) fn around(data: &OsmData, nodes: impl Iterator<Item = u32>) -> Option<Self> {
        let known = nodes.filter(|&n| n != MISSING);
        let mut corners = known.map(|n| (data.nodes.lon[n as usize], data.nodes.lat[n as usize]));
        let first = corners.next()?;
        let (low, high) = corners.fold((first, first), |(low, high), p| {
            (
                (low.0.min(p.0), low.1.min(p.1)),
                (high.0.max(p.0), high.1.max(p.1)),
            )
        });
        Some(Self {
            low: (low.0.saturating_sub(1), low.1.saturating_sub(1)),
            high: (high.0.saturating_add(1), high.1.saturating_add(1)),
        })
    }

    pub(super) fn envelope(&self) -> AABB<[i32; 2]> {
        AABB::from_corners([self.low.0, self.low.1], [self.high.0, self.high.1])
    }

    /// Whether the box lies in the area; `None` when an edge of it meets the box.
    fn in_area(&self, rings: &Rings) -> Option<bool> {
        let (mut in_outer, mut in_inner) = (false, false);
        for (ring, inner) in rings {
            let side = if *inner { &mut in_inner } else { &mut in_outer };
            *side |= self.in_ring(ring)?;
        }
        Some(in_outer && !in_inner)
    }

    /// Whether the box lies inside a ring; `None` when an edge of it meets the box.
    fn in_ring(&self, ring: &[(i32, i32)]) -> Option<bool> {
        let (low, high) = (self.low, self.high);
        let mut inside = false;
        for pair in ring.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let beside = a.1.max(b.1) < low.1 || a.1.min(b.1) > high.1;
            if beside || a.0.max(b.0) < low.0 {
                continue;
            }
            if a.0.min(b.0) <= high.0 && self.meets_line(a, b) {
                return None;
            }
            // As in `side_of_ring`, along a ray eastward from the lower corner.
            let spans = (a.1 > low.1) != (b.1 > low.1);
            if spans && (turn(a, b, low) > 0) == (b.1 > a.1) {
                inside = !inside;
            }
        }
        Some(inside)
    }

    /// Whether the line through `a` and `b` touches the box.
    fn meets_line(&self, a: (i32, i32), b: (i32, i32)) -> bool {
        let (low, high) = (self.low, self.high);
        let sides = [low, high, (low.0, high.1), (high.0, low.1)].map(|p| turn(a, b, p).signum());
        sides[0] == 0 || sides.iter().any(|&side| side != sides[0])
    }
}

/// A point on the surface of a building: inside its largest outer ring and outside its holes.
fn surface_point(data: &OsmData, outline: &Outline) -> Option<LonLat> {
    let line = |ring: &Ring| -> LineString<f64> {
        let known = ring.nodes.iter().filter(|&&n| n != MISSING);
        known
            .map(|&n| data.nodes.lon_lat(n))
            .map(|p| (p.lon, p.lat))
            .collect()
    };
    let outer = outline
        .rings
        .iter()
        .filter(|r| !r.inner)
        .max_by_key(|r| r.nodes.len())?;
    let holes = outline.rings.iter().filter(|r| r.inner).map(line).collect();
    let polygon = Polygon::new(line(outer), holes);
    if let Some(point) = polygon.interior_point() {
        return Some(LonLat {
            lon: point.x(),
            lat: point.y(),
        });
    }
    outline
        .ways
        .iter()
        .flatten()
        .find(|&&n| n != MISSING)
        .map(|&n| data.nodes.lon_lat(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_that_no_edge_meets_is_inside_or_outside_as_its_points_are() {
        let ring = [(0, 0), (40, 10), (30, 50), (20, 20), (-10, 40), (0, 0)];
        let mut decided = [0; 2];
        for (x, y) in (-15..45).flat_map(|x| (-5..55).map(move |y| (x, y))) {
            for size in [0, 2, 9] {
                let bounds = Bounds {
                    low: (x, y),
                    high: (x + size, y + size / 2),
                };
                let Some(inside) = bounds.in_ring(&ring) else {
                    continue;
                };
                decided[usize::from(inside)] += 1;
                let expected = if inside { Side::Inside } else { Side::Outside };
                for px in x..=x + size {
                    for py in y..=y + size / 2 {
                        assert_eq!(side_of_ring((px, py), &ring), expected, "{px} {py}");
                    }
                }
            }
        }
        assert!(decided.iter().all(|&n| n > 500), "{decided:?}");
    }
}
