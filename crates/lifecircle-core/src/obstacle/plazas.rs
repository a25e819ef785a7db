//! Open squares of which only the outline is walked.

use std::collections::HashMap;

use crate::audit::{MissingLink, WalkedSegments};
use crate::geodesy::{LonLat, leg_mm};
use crate::osm::{Side, side_of_ring};
use crate::units::narrow;

/// Ways across that are shorter than the way around by less than this, in mm, are left out.
pub(super) const LEAST_SAVED_MM: u32 = 30_000;
/// Entrances looked at of one square.
const MOST_ENTRANCES: usize = 40;
/// Shares of a way across at which it must be inside of the square.
const INSIDE_AT: [f64; 3] = [0.25, 0.5, 0.75];

/// Of each open square the way across, from entrance to entrance, that saves most against the way around; in order of their
/// ways.
///
/// # Complexity
/// Linear in the segments, and quadratic in the entrances of each square.
pub(super) fn plazas(segments: &WalkedSegments) -> Vec<MissingLink> {
    let network = segments.network;
    let rings: Vec<Vec<u32>> = segments
        .surroundings
        .plazas()
        .iter()
        .filter_map(|way| network.way_osm.binary_search(way).ok())
        .filter_map(|way| ring_of(segments, narrow(way)))
        .collect();
    let mut arms: HashMap<u32, u32> = HashMap::new();
    for ring in &rings {
        arms.extend(ring.iter().map(|&s| (network.tail[s as usize], 0)));
    }
    for node in network.tail.iter().chain(&network.head) {
        if let Some(arms) = arms.get_mut(node) {
            *arms += 1;
        }
    }
    let across = |ring: &Vec<u32>| across(segments, ring, |node| arms[&node] > 2);
    rings.iter().filter_map(across).collect()
}

/// The segments of a way, if it is one ring that is walked.
fn ring_of(segments: &WalkedSegments, way: u32) -> Option<Vec<u32>> {
    let network = segments.network;
    let first = network.way.partition_point(|&other| other < way);
    let count = network.way[first..].partition_point(|&other| other == way);
    let own: Vec<u32> = (narrow(first)..narrow(first + count)).collect();
    let (start, end) = (*own.first()?, *own.last()?);
    let is_closed = network.tail[start as usize] == network.head[end as usize];
    let follows = |pair: &[u32]| network.head[pair[0] as usize] == network.tail[pair[1] as usize];
    let is_ring = is_closed && count > 3 && own.windows(2).all(follows);
    (is_ring && own.iter().all(|&segment| segments.is_walked(segment))).then_some(own)
}

/// The way across a ring that saves most.
fn across(
    segments: &WalkedSegments,
    ring: &[u32],
    is_entrance: impl Fn(u32) -> bool,
) -> Option<MissingLink> {
    let network = segments.network;
    let place = |segment: u32| network.lon_lat(network.tail[segment as usize]);
    let outline = ring.iter().chain(ring.first());
    let outline = outline.map(|&segment| place(segment).to_decimicro().into());
    let outline: Vec<(i32, i32)> = outline.collect();
    let mut along_mm = Vec::with_capacity(ring.len());
    let mut total_mm = 0;
    for &segment in ring {
        along_mm.push(total_mm);
        let head = network.lon_lat(network.head[segment as usize]);
        total_mm += leg_mm(place(segment), head);
    }
    let entrances = (0..ring.len()).filter(|&i| is_entrance(network.tail[ring[i] as usize]));
    let entrances: Vec<usize> = entrances.take(MOST_ENTRANCES).collect();
    let mut best: Option<(u32, usize, usize)> = None;
    for (nth, &one) in entrances.iter().enumerate() {
        for &other in &entrances[nth + 1..] {
            let along = along_mm[other] - along_mm[one];
            let around = along.min(total_mm - along);
            let saved = around.saturating_sub(leg_mm(place(ring[one]), place(ring[other])));
            let is_better = best.is_none_or(|known| saved > known.0);
            if saved >= LEAST_SAVED_MM
                && is_better
                && is_inside([place(ring[one]), place(ring[other])], &outline)
            {
                best = Some((saved, one, other));
            }
        }
    }
    let (_, one, other) = best?;
    let [from, to] = [one, other].map(|at| segments.spot(ring[at], 0.0));
    let gap_mm = leg_mm(from.at, to.at);
    Some(MissingLink { from, to, gap_mm })
}

fn is_inside([from, to]: [LonLat; 2], outline: &[(i32, i32)]) -> bool {
    INSIDE_AT.iter().all(|&share| {
        let at = from.towards(to, share).to_decimicro();
        side_of_ring(at.into(), outline) != Side::Outside
    })
}
