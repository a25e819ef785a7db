//! Where a boundary crosses itself: the place a user has to look at in the file.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::outline::{Corner, OutlineRing};
use crate::geodesy::LonLat;
use crate::osm::turn;
use crate::units::narrow;

/// An edge, and the corner after it on its ring.
struct Edge {
    polygon: u32,
    from: Corner,
    to: Corner,
    after: Corner,
}

/// The first place where two edges of one polygon cross, in the order of the file. Edges that only touch do not.
///
/// # Complexity
/// `O(n log n)` for edges whose boxes are apart.
pub(super) fn first_crossing(rings: &[OutlineRing]) -> Option<LonLat> {
    let edges: Vec<Edge> = rings.iter().flat_map(edges_of).collect();
    let envelope = |edge: &Edge| {
        let corner = |c: Corner| [f64::from(c.0), f64::from(c.1)];
        AABB::from_corners(corner(edge.from), corner(edge.to))
    };
    let boxed = |(i, edge): (usize, &Edge)| {
        GeomWithData::new(Rectangle::from_aabb(envelope(edge)), narrow(i))
    };
    let tree: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>> =
        RTree::bulk_load(edges.iter().enumerate().map(boxed).collect());
    for edge in &edges {
        let near = tree.locate_in_envelope_intersecting(&envelope(edge));
        let others = near.map(|found| found.data).filter(|&other| {
            let other = &edges[other as usize];
            other.polygon == edge.polygon && crosses(edge, other)
        });
        if let Some(other) = others.min() {
            return Some(meeting(edge, &edges[other as usize]));
        }
    }
    None
}

fn edges_of(ring: &OutlineRing) -> impl Iterator<Item = Edge> {
    let corners = &ring.corners;
    corners.windows(2).enumerate().map(move |(i, pair)| Edge {
        polygon: ring.polygon,
        from: pair[0],
        to: pair[1],
        // The last corner is the first one again.
        after: corners.get(i + 2).copied().unwrap_or(corners[1]),
    })
}

/// Whether an edge crosses another, or its ring passes through the other at the edge's end.
fn crosses(edge: &Edge, other: &Edge) -> bool {
    let side = |p: Corner| turn(other.from, other.to, p).signum();
    let (from, to) = (side(edge.from), side(edge.to));
    if to == 0 {
        let between = |a: i32, b: i32, p: i32| a.min(b) <= p && p <= a.max(b);
        let on_it = between(other.from.0, other.to.0, edge.to.0)
            && between(other.from.1, other.to.1, edge.to.1)
            && edge.to != other.from
            && edge.to != other.to;
        return on_it && from * side(edge.after) < 0;
    }
    let back = |p: Corner| turn(edge.from, edge.to, p).signum();
    from * to < 0 && back(other.from) * back(other.to) < 0
}

/// Where two edges that cross meet.
fn meeting(edge: &Edge, other: &Edge) -> LonLat {
    let at = |c: Corner| LonLat::from_decimicro(c.0, c.1);
    let (p, q) = (at(edge.from), at(edge.to));
    let (a, b) = (at(other.from), at(other.to));
    let direction = (b.lon - a.lon, b.lat - a.lat);
    let off = |point: LonLat| (point.lon - a.lon) * direction.1 - (point.lat - a.lat) * direction.0;
    let (start, end) = (off(p), off(q));
    let fall = start - end;
    let fraction = if fall.abs() > 0.0 { start / fall } else { 1.0 };
    LonLat {
        lon: p.lon + (q.lon - p.lon) * fraction,
        lat: p.lat + (q.lat - p.lat) * fraction,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crossing(rings: &[&[Corner]]) -> Option<(i32, i32)> {
        let ring = |(i, corners): (usize, &&[Corner])| OutlineRing {
            polygon: 0,
            inner: i > 0,
            corners: corners.iter().chain(&corners[..1]).copied().collect(),
        };
        let rings: Vec<OutlineRing> = rings.iter().enumerate().map(ring).collect();
        first_crossing(&rings).map(|at| at.to_decimicro().into())
    }

    #[test]
    fn a_bow_tie_crosses_in_its_middle() {
        assert_eq!(
            crossing(&[&[(0, 0), (10, 10), (10, 0), (0, 10)]]),
            Some((5, 5))
        );
    }

    #[test]
    fn a_hole_must_not_cross_its_polygon() {
        let outer = [(0, 0), (10, 0), (10, 10), (0, 10)];
        assert_eq!(crossing(&[&outer, &[(2, 2), (5, 2), (5, 5)]]), None);
        let found = crossing(&[&outer, &[(5, 2), (15, 5), (5, 8)]]);
        assert!(found.is_some_and(|at| at.0 == 10), "{found:?}");
    }

    #[test]
    fn a_ring_may_touch_itself_but_not_pass_through() {
        let touches = [(0, 0), (10, 0), (10, 10), (5, 0), (0, 10)];
        assert_eq!(crossing(&[&touches]), None);
        let passes = [
            (0, 0),
            (10, 0),
            (10, 10),
            (5, 0),
            (5, -5),
            (-5, -5),
            (-5, 5),
        ];
        assert_eq!(crossing(&[&passes]), Some((5, 0)));
        let comes_back = [(0, 0), (10, 0), (10, 10), (5, 5), (10, 10), (0, 10)];
        assert_eq!(crossing(&[&comes_back]), None);
    }
}
