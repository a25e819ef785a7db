//! Chains → rows of the street table: traced in parallel by blocks of segments, joined in order.

use std::ops::Range;

use super::BuildOptions;
use super::chains::{Joints, Link, Tracer, is_barred, oneway_along};
use crate::geodesy::Spherical;
use crate::graph::DirectedStreet;
use crate::id::StreetId;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer};
use crate::osm::{CrossingKind, WayClass};
use crate::par;
use crate::streets::Streets;
use crate::units::{MAX_WEIGHT, m_to_mm, narrow};

/// Segments traced at a time by one thread.
const BLOCK: usize = 1 << 15;

/// The rows of the streets, nodes and components still unknown, and the network nodes at their ends.
pub(super) struct Rows {
    pub(super) streets: Streets,
    pub(super) ends: Vec<[u32; 2]>,
}

/// Where a street enters a segment.
#[derive(Clone, Copy, Default)]
struct Place {
    street: DirectedStreet,
    offset_m: f64,
}

/// The streets whose smallest segment is in one block; their numbers count from 0.
#[derive(Default)]
struct Block {
    streets: Streets,
    ends: Vec<[u32; 2]>,
    /// By segment of the block.
    places: Vec<Place>,
    /// Segments of these streets in other blocks.
    strays: Vec<(u32, Place)>,
}

/// Traces every street; rows are in order of their smallest segment.
pub(super) fn trace(
    network: &StreetNetwork,
    joints: &Joints,
    options: BuildOptions,
    observer: &dyn Observer,
) -> Result<Rows, Cancelled> {
    trace_by(BLOCK, network, joints, options, observer)
}

fn trace_by(
    block: usize,
    network: &StreetNetwork,
    joints: &Joints,
    options: BuildOptions,
    observer: &dyn Observer,
) -> Result<Rows, Cancelled> {
    let tracer = Tracer {
        network,
        joints,
        options,
    };
    let count = network.segment_count();
    let blocks = par::try_map_range(observer, count.div_ceil(block), |i| {
        let end = count.min((i + 1) * block);
        let traced = Block::trace(&tracer, narrow(i * block)..narrow(end));
        observer.advance((end - i * block) as u64);
        traced
    })?;
    Ok(assemble(&blocks, count))
}

impl Block {
    fn trace(tracer: &Tracer, range: Range<u32>) -> Self {
        let mut block = Self {
            streets: Streets {
                link_segment: Vec::with_capacity(range.len()),
                ..Streets::default()
            },
            ends: Vec::new(),
            places: vec![Place::default(); range.len()],
            strays: Vec::new(),
        };
        let mut done = vec![false; range.len()];
        let mut chain = Vec::new();
        for segment in range.clone() {
            if done[(segment - range.start) as usize] {
                continue;
            }
            tracer.chain(segment, &mut chain);
            let mut smallest = segment;
            for link in &chain {
                smallest = smallest.min(link.segment());
                let at = link.segment().wrapping_sub(range.start);
                if let Some(done) = done.get_mut(at as usize) {
                    *done = true;
                }
            }
            // A chain that began in an earlier block belongs there.
            if smallest == segment {
                block.push(tracer, &chain, range.start);
            }
        }
        block
    }

    /// Adds the row of a chain.
    fn push(&mut self, tracer: &Tracer, chain: &[Link], block_start: u32) {
        let Tracer {
            network,
            joints,
            options,
        } = *tracer;
        let first_link = narrow(self.streets.link_segment.len());
        self.streets.first_link.push(first_link);
        let length_m = self.place_links(network, chain, block_start);
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let attr = network.attr(first.segment());
        let mut major = false;
        let mut smallest_way = u32::MAX;
        for link in chain {
            let way = network.way[link.segment() as usize];
            major |= network.way_attr[way as usize].is_major();
            smallest_way = smallest_way.min(way);
        }
        let waits = |node: u32, link: Link| waits_at(network, joints, node, link);
        let (start, end) = (first.start(network), last.end(network));
        let rows = &mut self.streets;
        // Two nodes 1e-7 degrees apart have a length; only equal places have none.
        let is_point = length_m <= 0.0;
        let length_mm = m_to_mm(length_m).max(u32::from(!is_point));
        rows.length_mm.push(length_mm);
        rows.stairs.push(attr.stairs);
        rows.access.push(attr.access);
        // No offset along it could be told from its end: nobody walks there.
        let is_overlong = length_mm == MAX_WEIGHT;
        rows.barred.push(is_overlong || is_barred(attr, options));
        rows.oneway.push(oneway_along(network, first));
        rows.snappable.push(attr.snappable);
        rows.major.push(major);
        // Ways are numbered in order of their OpenStreetMap numbers.
        rows.way_osm.push(network.way_osm[smallest_way as usize]);
        rows.waits_at_tail.push(waits(start, first));
        rows.waits_at_head.push(waits(end, last));
        self.ends.push([start, end]);
    }

    /// Notes where the street about to be pushed enters each of its segments; its length in metres.
    fn place_links(&mut self, network: &StreetNetwork, chain: &[Link], block_start: u32) -> f64 {
        let street = StreetId::new(self.ends.len());
        let spot = |node| Spherical::at(network.lon_lat(node));
        let mut here = spot(chain[0].start(network));
        let mut offset_m = 0.0;
        for link in chain {
            let segment = link.segment();
            let place = Place {
                street: DirectedStreet::new(street, link.reversed()),
                offset_m,
            };
            let at = segment.wrapping_sub(block_start);
            match self.places.get_mut(at as usize) {
                Some(own) => *own = place,
                None => self.strays.push((segment, place)),
            }
            self.streets.link_segment.push(segment);
            let next = spot(link.end(network));
            offset_m += here.distance_m(&next);
            here = next;
        }
        offset_m
    }
}

/// Whether a walker who arrives at `node` along a link waits there, where waiting counts.
///
/// At a mapped crossing those wait who come on a footway; at the signals of a junction everybody.
fn waits_at(network: &StreetNetwork, joints: &Joints, node: u32, link: Link) -> bool {
    if !joints.waits(node) {
        return false;
    }
    let on_footway = || network.attr(link.segment()).class == WayClass::Footway;
    match network.crossings.get(&node) {
        None => false,
        Some(CrossingKind::Signals) => joints.is_fork(node),
        Some(CrossingKind::SignalCrossing) => on_footway(),
        Some(CrossingKind::Crossing) => on_footway() && network.crossed_major.contains(&node),
    }
}

/// Puts the blocks' rows one behind the other.
fn assemble(blocks: &[Block], segments: usize) -> Rows {
    let counts = blocks.iter().map(|b| b.ends.len());
    let bases: Vec<usize> = counts
        .scan(0, |next, n| {
            *next += n;
            Some(*next - n)
        })
        .collect();
    let ((segment_street, segment_offset_m), mut rows) = par::join(
        || segment_columns(blocks, &bases, segments),
        || street_columns(blocks),
    );
    rows.streets.segment_street = segment_street;
    rows.streets.segment_offset_m = segment_offset_m;
    rows
}

fn segment_columns(
    blocks: &[Block],
    bases: &[usize],
    segments: usize,
) -> (Vec<DirectedStreet>, Vec<f64>) {
    let shifted = |street: DirectedStreet, base: usize| {
        DirectedStreet::new(
            StreetId::new(street.street().index() + base),
            street.backward(),
        )
    };
    let mut streets = Vec::with_capacity(segments);
    let mut offsets_m = Vec::with_capacity(segments);
    for (block, &base) in blocks.iter().zip(bases) {
        streets.extend(block.places.iter().map(|p| shifted(p.street, base)));
        offsets_m.extend(block.places.iter().map(|p| p.offset_m));
    }
    for (block, &base) in blocks.iter().zip(bases) {
        for &(segment, place) in &block.strays {
            streets[segment as usize] = shifted(place.street, base);
            offsets_m[segment as usize] = place.offset_m;
        }
    }
    (streets, offsets_m)
}

fn street_columns(blocks: &[Block]) -> Rows {
    let mut first_link = Vec::with_capacity(blocks.iter().map(|b| b.ends.len()).sum::<usize>() + 1);
    let mut links = 0;
    for Block { streets, .. } in blocks {
        first_link.extend(streets.first_link.iter().map(|first| links + first));
        links += narrow(streets.link_segment.len());
    }
    first_link.push(links);
    let streets = Streets {
        first_link,
        link_segment: joined(blocks, |b| &b.streets.link_segment),
        length_mm: joined(blocks, |b| &b.streets.length_mm),
        stairs: joined(blocks, |b| &b.streets.stairs),
        access: joined(blocks, |b| &b.streets.access),
        barred: joined(blocks, |b| &b.streets.barred),
        oneway: joined(blocks, |b| &b.streets.oneway),
        snappable: joined(blocks, |b| &b.streets.snappable),
        major: joined(blocks, |b| &b.streets.major),
        way_osm: joined(blocks, |b| &b.streets.way_osm),
        waits_at_tail: joined(blocks, |b| &b.streets.waits_at_tail),
        waits_at_head: joined(blocks, |b| &b.streets.waits_at_head),
        ..Streets::default()
    };
    Rows {
        streets,
        ends: joined(blocks, |b| &b.ends),
    }
}

fn joined<T: Copy>(blocks: &[Block], column: impl Fn(&Block) -> &Vec<T>) -> Vec<T> {
    let parts: Vec<&[T]> = blocks.iter().map(|b| column(b).as_slice()).collect();
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observer::Silent;
    use crate::osm::WayAttr;

    /// Ways of some segments each through nodes chosen at random, every third one a flight of steps.
    fn tangle(seed: u32) -> StreetNetwork {
        let mut state = seed;
        let mut random = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % below
        };
        let nodes = 40;
        let mut network = StreetNetwork {
            node_osm: (0..i64::from(nodes)).collect(),
            lon: (0..nodes)
                .map(|n| i32::try_from(n % 7 * 900).unwrap())
                .collect(),
            lat: (0..nodes)
                .map(|n| i32::try_from(n / 7 * 700).unwrap())
                .collect(),
            cut: vec![crate::network::CutEnd::default(); nodes as usize],
            ..StreetNetwork::default()
        };
        for way in 0..12 {
            network.way_osm.push(i64::from(way) + 100);
            network.way_attr.push(WayAttr {
                stairs: way % 3 == 0,
                snappable: true,
                ..WayAttr::default()
            });
            let mut here = random(nodes);
            for index in 0..=random(5) {
                let next = (here + 1 + random(nodes - 1)) % nodes;
                network.tail.push(here);
                network.head.push(next);
                network.way.push(way);
                network.index.push(index);
                here = next;
            }
        }
        network
    }

    #[test]
    fn streets_are_the_same_whatever_the_blocks() {
        for seed in 0..200 {
            let network = tangle(seed);
            let options = BuildOptions::default();
            let joints = Joints::of(&network, options, &Silent).unwrap();
            let whole = trace_by(usize::MAX / 2, &network, &joints, options, &Silent).unwrap();
            let count = network.segment_count();
            assert_eq!(whole.streets.link_segment.len(), count, "each segment once");
            for block in [1, 2, 5, 16] {
                let parts = trace_by(block, &network, &joints, options, &Silent).unwrap();
                assert_eq!(parts.ends, whole.ends);
                let columns = |rows: &Rows| format!("{:?}", rows.streets);
                assert_eq!(
                    columns(&parts),
                    columns(&whole),
                    "seed {seed}, {block} a block"
                );
            }
        }
    }
}
