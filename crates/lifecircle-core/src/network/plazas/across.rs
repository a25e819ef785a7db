//! Which entrances and corners of a plaza are joined by straight ways.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::ground::{Ground, Plaza};
use super::space::{Space, Spot, is_taut};
use crate::geodesy::leg_mm;
use crate::osm::OsmData;

/// So many entrances and corners of a plaza are all joined to each other; of more entrances alone each is joined to
/// the nearest.
const MOST_JOINED: usize = 128;
/// To so many.
const NEAREST: usize = 16;
/// A plaza of more entrances is none that anybody draws by hand: it is walked around.
const MOST_ENTRANCES: usize = 1024;
/// So is one that has more corners with all that is on it.
const MOST_CORNERS: usize = 1 << 16;

/// The ways across one plaza.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Across {
    /// The nodes at their ends, the smaller first; in order.
    pub(super) ends: Vec<[u32; 2]>,
    /// Whether there were more entrances and corners than are all joined.
    pub(super) is_thinned: bool,
}

/// Where ways across a plaza begin, end and bend.
#[derive(Clone, Copy, Debug)]
struct Waypoint {
    node: u32,
    spot: Spot,
    /// The neighbours of a corner, at which ways bend alone; none where people come in.
    bend: Option<[Spot; 2]>,
}

/// Finds the ways across a plaza: between entrances that see each other, and by the corners around which they do.
///
/// # Complexity
/// As that of [`WaysAcross::of`](super::WaysAcross::of).
pub(super) fn ways_across(ground: &Ground, plaza: usize) -> Across {
    let plaza = &ground.plazas[plaza];
    if plaza.entrances.len() < 2 {
        return Across::default();
    }
    let on_it = plaza.space.blocks.iter().map(|block| &block.line);
    let all = plaza.space.rings.iter().chain(on_it);
    if plaza.entrances.len() > MOST_ENTRANCES || all.map(Vec::len).sum::<usize>() > MOST_CORNERS {
        return Across {
            ends: Vec::new(),
            is_thinned: true,
        };
    }
    let entrance = |&node: &u32| Waypoint {
        node,
        spot: plaza.spot(ground.data, node),
        bend: None,
    };
    let entrances: Vec<Waypoint> = plaza.entrances.iter().map(entrance).collect();
    let corners = corners(ground.data, plaza);
    let is_thinned = entrances.len() + corners.len() > MOST_JOINED;
    let pairs = if entrances.len() > MOST_JOINED {
        nearest_pairs(ground.data, &entrances)
    } else {
        all_pairs(if is_thinned {
            entrances.len()
        } else {
            entrances.len() + corners.len()
        })
    };
    let points = [entrances, corners].concat();
    let is_way = |&[a, b]: &[usize; 2]| {
        let (a, b) = (&points[a], &points[b]);
        let bends = |from: &Waypoint, at: &Waypoint| {
            at.bend.is_none_or(|near| is_taut(from.spot, at.spot, near))
        };
        let ends = [a.node.min(b.node), a.node.max(b.node)];
        bends(a, b)
            && bends(b, a)
            && !ground.joined.contains(&ends)
            && plaza.space.sees(a.spot, b.spot)
    };
    let mut ways: Vec<[usize; 2]> = pairs.into_iter().filter(is_way).collect();
    drop_dead_ends(&mut ways, |point| {
        let point: &Waypoint = &points[point];
        point.bend.is_some() && !ground.on_street.contains(point.node)
    });
    let ends = ways.into_iter().map(|way| {
        let [a, b] = way.map(|point| points[point].node);
        [a.min(b), a.max(b)]
    });
    let mut ends: Vec<[u32; 2]> = ends.collect();
    ends.sort_unstable();
    Across { ends, is_thinned }
}

/// The corners of a plaza and of what stands within it, but for entrances, by node.
fn corners(data: &OsmData, plaza: &Plaza) -> Vec<Waypoint> {
    let mut bends: HashMap<u32, Option<[Spot; 2]>> = HashMap::new();
    let mut note = |ring: &[u32], spots: &[Spot], is_hole: bool| {
        for (at, near) in Space::corners(spots, is_hole) {
            // Where two rings meet, a way may bend around either.
            let bend = bends.entry(ring[at]).or_insert(Some(near));
            if *bend != Some(near) {
                *bend = None;
            }
        }
    };
    for (number, ring) in plaza.rings.iter().enumerate() {
        note(
            ring,
            &plaza.space.rings[number],
            plaza.space.is_hole(number),
        );
    }
    for ring in &plaza.solids {
        let spots: Vec<Spot> = ring.iter().map(|&node| plaza.spot(data, node)).collect();
        if spots.iter().all(|&spot| plaza.space.holds(spot)) {
            note(ring, &spots, true);
        }
    }
    let is_corner = |node: &u32| plaza.entrances.binary_search(node).is_err();
    let nodes: BTreeSet<u32> = bends.keys().copied().filter(is_corner).collect();
    let waypoint = |node: u32| Waypoint {
        node,
        spot: plaza.spot(data, node),
        bend: bends[&node],
    };
    nodes.into_iter().map(waypoint).collect()
}

fn all_pairs(count: usize) -> Vec<[usize; 2]> {
    let of_first = |a: usize| (a + 1..count).map(move |b| [a, b]);
    (0..count).flat_map(of_first).collect()
}

/// Every point with those nearest to it, ties to the smaller node.
fn nearest_pairs(data: &OsmData, points: &[Waypoint]) -> Vec<[usize; 2]> {
    let mut pairs = BTreeSet::new();
    for (a, point) in points.iter().enumerate() {
        let from = data.nodes.lon_lat(point.node);
        let others = points.iter().enumerate().filter(|(b, _)| *b != a);
        let mut near: Vec<(u32, usize)> = others
            .map(|(b, other)| (leg_mm(from, data.nodes.lon_lat(other.node)), b))
            .collect();
        near.sort_unstable();
        near.truncate(NEAREST);
        pairs.extend(near.into_iter().map(|(_, b)| [a.min(b), a.max(b)]));
    }
    pairs.into_iter().collect()
}

/// Leaves out ways that lead to a point from which nothing leads on, until there is none.
fn drop_dead_ends(ways: &mut Vec<[usize; 2]>, may_end: impl Fn(usize) -> bool) {
    loop {
        let (mut once, mut again) = (HashSet::new(), HashSet::new());
        for point in ways.iter().flatten().copied() {
            if !once.insert(point) {
                again.insert(point);
            }
        }
        let before = ways.len();
        ways.retain(|way| {
            way.iter()
                .all(|&point| !may_end(point) || again.contains(&point))
        });
        if ways.len() == before {
            return;
        }
    }
}
