//! Areas and lines of the ground for the page's map, as fine as it can show.

use lifecircle_core::basemap::{BaseMap, Sea};
use lifecircle_core::osm::GroundKind;

use super::pack::{Packer, micro_of};
use crate::simplify::simplified;

/// What the page shows of the ground: buildings would be more than all the rest.
const SHOWN: [GroundKind; 8] = [
    GroundKind::BuiltUp,
    GroundKind::Wood,
    GroundKind::Sand,
    GroundKind::Park,
    GroundKind::Water,
    GroundKind::Stream,
    GroundKind::River,
    GroundKind::Railway,
];
/// Courses are at least this exact, in 1e-6 degrees: two metres.
const EXACT: f64 = 20.0;
/// On large maps one part in so many of their width.
const PARTS: f64 = 20_000.0;

/// A ring or a course in 1e-6 degrees.
pub(super) type Line = Vec<[i64; 2]>;

/// How exact courses are on a map of so many 1e-6 degrees, in these.
pub(super) fn exactness(width: f64) -> f64 {
    EXACT.max(width / PARTS)
}

/// A course with no more points than the map can show; nothing where it comes to a point.
pub(super) fn drawn(points: &[[i32; 2]], exact: f64) -> Option<Line> {
    #[allow(
        clippy::cast_precision_loss,
        reason = "1e-6 degrees are far below 2^53"
    )]
    let exactly: Vec<[f64; 2]> = points
        .iter()
        .map(|&p| micro_of(p).map(|c| c as f64))
        .collect();
    let extent = |axis: usize| {
        let values = || exactly.iter().map(|point| point[axis]);
        values().fold(f64::MIN, f64::max) - values().fold(f64::MAX, f64::min)
    };
    if exactly.len() < 2 || extent(0).max(extent(1)) < 2.0 * exact {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "whole numbers all along")]
    let line = simplified(&exactly, exact)
        .iter()
        .map(|p| p.map(|c| c as i64))
        .collect();
    Some(line)
}

/// Packs the ground: per kind its areas as polygons, or its lines.
pub(super) fn pack(packer: &mut Packer, ground: Option<&BaseMap>, exact: f64) {
    let Some(ground) = ground else {
        packer.length(0);
        return;
    };
    packer.length(SHOWN.len());
    for kind in SHOWN {
        packer.length(kind as usize);
        packer.length(usize::from(kind.is_line()));
        let things = ground.things().filter(|thing| thing.kind == kind);
        if kind.is_line() {
            let lines = things.flat_map(lifecircle_core::basemap::Thing::parts);
            let lines: Vec<Line> = lines.filter_map(|part| drawn(part, exact)).collect();
            packer.length(lines.len());
            for line in lines {
                packer.line(&line);
            }
            continue;
        }
        let rings = things.map(|thing| thing.parts().map(<[_]>::to_vec).collect::<Vec<_>>());
        let mut areas: Vec<Vec<Vec<[i32; 2]>>> = rings.collect();
        if let (GroundKind::Water, Sea::Known { rings, .. }) = (kind, ground.sea()) {
            areas.push(rings.clone());
        }
        let polygons: Vec<Vec<Line>> = areas
            .iter()
            .flat_map(|rings| polygons(rings, exact))
            .collect();
        pack_polygons(packer, &polygons);
    }
}

/// Packs polygons, each as its rings.
pub(super) fn pack_polygons(packer: &mut Packer, polygons: &[Vec<Line>]) {
    packer.length(polygons.len());
    for rings in polygons {
        packer.length(rings.len());
        for ring in rings {
            packer.line(ring);
        }
    }
}

/// The polygons of rings of which an odd number is around what is inside, each with its outer ring first.
///
/// # Complexity
/// The square of the rings, where their boxes meet times their points.
pub(super) fn polygons(rings: &[Vec<[i32; 2]>], exact: f64) -> Vec<Vec<Line>> {
    let rings: Vec<Line> = rings
        .iter()
        .filter_map(|ring| drawn(&closed(ring), exact))
        .filter(|ring| ring.len() > 3)
        .collect();
    let boxes: Vec<[i64; 4]> = rings.iter().map(box_of).collect();
    let around = |of: usize| -> Vec<usize> {
        let at = rings[of][0];
        let holds = |&other: &usize| {
            let [west, south, east, north] = boxes[other];
            let is_in_box = (west..=east).contains(&at[0]) && (south..=north).contains(&at[1]);
            other != of && is_in_box && holds(&rings[other], at)
        };
        (0..rings.len()).filter(holds).collect()
    };
    let around: Vec<Vec<usize>> = (0..rings.len()).map(around).collect();
    let outer = (0..rings.len()).filter(|&ring| around[ring].len().is_multiple_of(2));
    outer
        .map(|outer| {
            // Holes of this ring, not of one further in.
            let depth = around[outer].len() + 1;
            let is_hole =
                |&ring: &usize| around[ring].len() == depth && around[ring].contains(&outer);
            let holes = (0..rings.len()).filter(is_hole);
            std::iter::once(outer)
                .chain(holes)
                .map(|ring| rings[ring].clone())
                .collect()
        })
        .collect()
}

/// A ring that ends where it begins.
fn closed(ring: &[[i32; 2]]) -> Vec<[i32; 2]> {
    let mut ring = ring.to_vec();
    if ring.first() != ring.last() {
        ring.extend(ring.first().copied());
    }
    ring
}

fn box_of(ring: &Line) -> [i64; 4] {
    let mut bounds = [i64::MAX, i64::MAX, i64::MIN, i64::MIN];
    for &[x, y] in ring {
        bounds = [
            bounds[0].min(x),
            bounds[1].min(y),
            bounds[2].max(x),
            bounds[3].max(y),
        ];
    }
    bounds
}

/// Whether a point lies within a ring.
fn holds(ring: &Line, [x, y]: [i64; 2]) -> bool {
    let crosses = |pair: &&[[i64; 2]]| {
        let [[ax, ay], [bx, by]] = [pair[0], pair[1]];
        if (ay > y) == (by > y) {
            return false;
        }
        // On which side of the edge the point is, without dividing.
        let side =
            i128::from(x - ax) * i128::from(by - ay) - i128::from(bx - ax) * i128::from(y - ay);
        (side < 0) == (by > ay)
    };
    ring.windows(2).filter(crosses).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(from: i32, to: i32) -> Vec<[i32; 2]> {
        vec![[from, from], [to, from], [to, to], [from, to]]
    }

    #[test]
    fn a_ring_in_a_ring_is_a_hole_and_a_ring_in_that_is_land_again() {
        let rings = [
            square(20_000, 30_000),
            square(0, 100_000),
            square(10_000, 50_000),
            square(200_000, 300_000),
        ];
        let polygons = polygons(&rings, 20.0);
        let corners = |rings: &[Line]| rings.iter().map(|ring| ring[0][0]).collect::<Vec<_>>();
        let mut found: Vec<Vec<i64>> = polygons.iter().map(|p| corners(p)).collect();
        found.sort();
        assert_eq!(found, [vec![0, 1_000], vec![2_000], vec![20_000]]);
    }

    #[test]
    fn what_the_map_cannot_show_is_left_out() {
        assert_eq!(drawn(&square(0, 100), 20.0), None);
        let course: Vec<[i32; 2]> = (0..100).map(|i| [i * 1_000, i % 2 * 100]).collect();
        assert_eq!(drawn(&course, 20.0).unwrap().len(), 2);
    }
}
