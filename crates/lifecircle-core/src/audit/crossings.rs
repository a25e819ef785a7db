//! Streets that cross on one height without a node in common.

use std::collections::HashMap;

use super::link::{MissingLink, WalkedSegments};
use super::surroundings::cross;
use crate::observer::{Cancelled, Observer, go_on};
use crate::par;
use crate::snap::flat::crossing;
use crate::units::{decimicro_to_degrees, narrow};

/// Half the way around the earth in 1e-7 degrees: a longer segment crosses the antimeridian, and is left out.
const HALF_EARTH: u32 = 1_800_000_000;

/// Where streets cross without joining: segments that run through each other on one height, and nodes of different
/// numbers in one place. Neither bridges nor tunnels, nor ways inside of buildings. In order of their segments.
///
/// # Complexity
/// Linear in the segments, times those around each.
///
/// # Errors
/// [`Cancelled`].
pub fn street_crossings(
    segments: &WalkedSegments,
    observer: &dyn Observer,
) -> Result<Vec<MissingLink>, Cancelled> {
    let count = segments.network.segment_count();
    let mut pairs = par::try_flat_map_range(observer, count, |segment, pairs| {
        let segment = narrow(segment);
        if segments.is_walked(segment) {
            crossed_by(segments, segment, pairs);
        }
    })?;
    pairs.sort_unstable();
    let mut links: Vec<MissingLink> = pairs
        .iter()
        .filter_map(|&(one, other)| link_at_crossing(segments, one, other))
        .collect();
    links.extend(coincident_nodes(segments, observer)?);
    Ok(links)
}

/// Adds the segments of larger number that a segment crosses.
fn crossed_by(segments: &WalkedSegments, segment: u32, pairs: &mut Vec<(u32, u32)>) {
    let nodes = segments.ends(segment);
    let own = nodes.map(|node| segments.place(node));
    if own[0][0].abs_diff(own[1][0]) > HALF_EARTH {
        return;
    }
    let height = segments.height(segment);
    if height.apart {
        return;
    }
    let corner = |of: fn(i32, i32) -> i32| [0, 1].map(|axis| of(own[0][axis], own[1][axis]));
    let (low, high) = (corner(i32::min), corner(i32::max));
    let first = pairs.len();
    let degrees = |corner: [i32; 2]| corner.map(decimicro_to_degrees);
    segments.near(degrees(low), degrees(high), |other| {
        if other <= segment {
            return;
        }
        let theirs = segments.ends(other);
        if theirs.iter().any(|node| nodes.contains(node)) {
            return;
        }
        let line = theirs.map(|node| segments.place(node));
        let apart = |axis: usize| {
            line[0][axis].max(line[1][axis]) < low[axis]
                || line[0][axis].min(line[1][axis]) > high[axis]
        };
        let is_far = apart(0) || apart(1) || line[0][0].abs_diff(line[1][0]) > HALF_EARTH;
        if !is_far && cross(own, line) && height.meets(segments.height(other)) {
            pairs.push((segment, other));
        }
    });
    // A segment in two entries of the tree is met twice.
    pairs[first..].sort_unstable();
    let mut kept = first;
    for i in first..pairs.len() {
        if kept == first || pairs[kept - 1] != pairs[i] {
            pairs[kept] = pairs[i];
            kept += 1;
        }
    }
    pairs.truncate(kept);
}

fn link_at_crossing(segments: &WalkedSegments, one: u32, other: u32) -> Option<MissingLink> {
    let line = |segment| {
        let places = segments.ends(segment).map(|node| segments.place(node));
        places.map(|place| place.map(f64::from))
    };
    let ([a, b], [c, d]) = (line(one), line(other));
    Some(MissingLink {
        from: segments.spot(one, crossing(a, b, c, d)?),
        to: segments.spot(other, crossing(c, d, a, b)?),
        gap_mm: 0,
    })
}

/// Nodes of different numbers in one place, on one height; each with the first of the place.
fn coincident_nodes(
    segments: &WalkedSegments,
    observer: &dyn Observer,
) -> Result<Vec<MissingLink>, Cancelled> {
    let mut nodes: Vec<([i32; 2], u32)> = (0..narrow(segments.network.node_osm.len()))
        .map(|node| (segments.place(node), node))
        .collect();
    par::sort(&mut nodes);
    go_on(observer)?;
    let places = nodes.chunk_by(|a, b| a.0 == b.0);
    let places: Vec<&[([i32; 2], u32)]> = places.filter(|place| place.len() > 1).collect();
    // Per node of these the first segment that it is an end of, and which end.
    let shared = places.iter().flat_map(|place| place.iter());
    let mut standing: HashMap<u32, Option<(u32, f64)>> =
        shared.map(|&(_, node)| (node, None)).collect();
    for segment in 0..narrow(segments.network.segment_count()) {
        let [tail, head] = segments.ends(segment);
        for (node, fraction) in [(tail, 0.0), (head, 1.0)] {
            if let Some(slot) = standing.get_mut(&node)
                && slot.is_none()
                && segments.is_walked(segment)
            {
                *slot = Some((segment, fraction));
            }
        }
    }
    go_on(observer)?;
    let mut links = Vec::new();
    for place in places {
        let own = place.iter().filter_map(|(_, node)| standing[node]);
        let mut own = own.collect::<Vec<_>>().into_iter();
        let Some((one, at)) = own.next() else {
            continue;
        };
        let meets = |other: u32| segments.height(one).meets(segments.height(other));
        let others = own.filter(|&(other, _)| other != one && meets(other));
        links.extend(others.map(|(other, fraction)| MissingLink {
            from: segments.spot(one, at),
            to: segments.spot(other, fraction),
            gap_mm: 0,
        }));
    }
    Ok(links)
}
