//! Segments → chains: the maximal runs between junctions with one set of attributes (walking model §4.5).

use super::BuildOptions;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, go_on_at};
use crate::osm::{Access, Oneway, Passage, WayAttr, WayClass};
use crate::units::narrow;

/// A segment in a chain: its number, and whether the chain runs against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link(u32);

impl Link {
    fn new(segment: u32, reversed: bool) -> Self {
        Self(segment << 1 | u32::from(reversed))
    }

    pub(super) fn segment(self) -> u32 {
        self.0 >> 1
    }

    pub(super) fn reversed(self) -> bool {
        self.0 & 1 == 1
    }

    fn flipped(self) -> Self {
        Self(self.0 ^ 1)
    }

    /// The node at which the chain enters the segment.
    pub(super) fn start(self, network: &StreetNetwork) -> u32 {
        let s = self.segment() as usize;
        if self.reversed() {
            network.head[s]
        } else {
            network.tail[s]
        }
    }

    /// The node at which the chain leaves the segment.
    pub(super) fn end(self, network: &StreetNetwork) -> u32 {
        self.flipped().start(network)
    }

    /// The link by which the way goes on from the link's end `node`, unless it ends there.
    fn within_way(self, network: &StreetNetwork, node: u32) -> Option<Self> {
        let step = if self.reversed() { u32::MAX } else { 1 };
        let next = self.segment().wrapping_add(step);
        let way = network.way.get(next as usize)?;
        let next = Self::new(next, self.reversed());
        (*way == network.way[self.segment() as usize] && next.start(network) == node)
            .then_some(next)
    }
}

/// Bits that count the segment ends at a node, up to three of them.
const DEGREE: u8 = 3;
/// Streets end here whatever the degree.
const STOPS: u8 = 4;
/// A crossing or signals.
const WAITS: u8 = 8;
/// A barrier: every arm has its own graph node.
const ARMS: u8 = 16;

/// Segments looked at between two questions whether to stop: about a millisecond.
const SEGMENTS_AT_A_TIME: usize = 1 << 16;

/// What is known of every network node before chains are traced, 5 bytes each.
pub(super) struct Joints {
    flags: Vec<u8>,
    /// The links by which ways begin or end there, combined by exclusive or: where two do, each
    /// gives the other. Within a way the next segment is the next number.
    links: Vec<u32>,
}

impl Joints {
    pub(super) fn of(
        network: &StreetNetwork,
        options: BuildOptions,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let stops = |cut: bool| if cut { STOPS } else { 0 };
        let mut flags: Vec<u8> = network.cut.iter().map(|c| stops(c.is_cut())).collect();
        for &node in network.crossings.keys() {
            flags[node as usize] |= WAITS | stops(options.crossings);
        }
        for (&node, &passage) in &network.passages {
            if passage != Passage::Pass {
                flags[node as usize] |= ARMS | STOPS;
            }
        }
        let mut links = vec![0u32; flags.len()];
        for segment in 0..narrow(network.segment_count()) {
            go_on_at(segment as usize, SEGMENTS_AT_A_TIME, observer)?;
            let forward = Link::new(segment, false);
            for link in [forward, forward.flipped()] {
                let node = link.start(network);
                let flags = &mut flags[node as usize];
                *flags += u8::from(*flags & DEGREE < DEGREE);
                if link.flipped().within_way(network, node).is_none() {
                    links[node as usize] ^= link.0;
                }
            }
        }
        Ok(Self { flags, links })
    }

    fn has(&self, node: u32, flag: u8) -> bool {
        self.flags[node as usize] & flag != 0
    }

    /// Whether it is a crossing or signals.
    pub(super) fn waits(&self, node: u32) -> bool {
        self.has(node, WAITS)
    }

    /// Whether its arms have a graph node each.
    pub(super) fn has_arms(&self, node: u32) -> bool {
        self.has(node, ARMS)
    }

    /// Whether more than two segments end there.
    pub(super) fn is_fork(&self, node: u32) -> bool {
        self.flags[node as usize] & DEGREE == DEGREE
    }

    /// The link that goes on from `last`, unless its end is a junction by itself.
    fn onward(&self, network: &StreetNetwork, last: Link) -> Option<Link> {
        let node = last.end(network);
        let passes_two = self.flags[node as usize] & (DEGREE | STOPS) == 2;
        let other_way = || Link(self.links[node as usize] ^ last.flipped().0);
        passes_two.then(|| last.within_way(network, node).unwrap_or_else(other_way))
    }
}

/// The attributes that a street has one of; the last says whether some people are kept out.
fn split_key(attr: WayAttr, options: BuildOptions) -> (bool, Access, bool, bool) {
    (
        attr.stairs,
        attr.access,
        attr.snappable,
        is_barred(attr, options),
    )
}

/// Whether the options close the way, whatever its access.
pub(super) fn is_barred(attr: WayAttr, options: BuildOptions) -> bool {
    (options.step_free && attr.wheelchair_no) || (options.no_trunk && attr.class == WayClass::Trunk)
}

/// One-way as seen along a link.
pub(super) fn oneway_along(network: &StreetNetwork, link: Link) -> Oneway {
    let oneway = network.attr(link.segment()).oneway;
    if link.reversed() {
        oneway.reversed()
    } else {
        oneway
    }
}

/// Traces the chains of a network, one at a time.
pub(super) struct Tracer<'a> {
    pub(super) network: &'a StreetNetwork,
    pub(super) joints: &'a Joints,
    pub(super) options: BuildOptions,
}

impl Tracer<'_> {
    /// Makes `chain` the oriented chain through `segment`, its smallest one.
    pub(super) fn chain(&self, segment: u32, chain: &mut Vec<Link>) {
        let seed = Link::new(segment, false);
        chain.clear();
        chain.push(seed);
        self.extend(chain);
        if self.next(seed.flipped()).is_some() {
            let ring = chain[chain.len() - 1].end(self.network) == seed.start(self.network);
            if ring {
                self.start_at_smallest(chain);
            } else {
                turn(chain);
                self.extend(chain);
            }
        }
        self.orient(chain);
    }

    /// Runs on from the chain's end until a junction or the chain's own start.
    fn extend(&self, chain: &mut Vec<Link>) {
        let first = chain[0];
        let mut last = chain[chain.len() - 1];
        while let Some(next) = self.next(last).filter(|&next| next != first) {
            chain.push(next);
            last = next;
        }
    }

    /// The link that continues the street, `None` at a junction.
    fn next(&self, last: Link) -> Option<Link> {
        let next = self.joints.onward(self.network, last)?;
        self.is_one_street(last, next).then_some(next)
    }

    fn is_one_street(&self, arriving: Link, leaving: Link) -> bool {
        let way = |link: Link| self.network.way[link.segment() as usize];
        if way(arriving) == way(leaving) && arriving.reversed() == leaving.reversed() {
            return true;
        }
        let key = |link: Link| {
            (
                split_key(self.network.attr(link.segment()), self.options),
                oneway_along(self.network, link),
            )
        };
        key(arriving) == key(leaving)
    }

    /// A ring without junction starts at its smallest node.
    fn start_at_smallest(&self, chain: &mut [Link]) {
        let smallest = (0..chain.len())
            .min_by_key(|&i| chain[i].start(self.network))
            .unwrap_or(0);
        chain.rotate_left(smallest);
    }

    /// From the smaller to the larger end; loops towards the smaller neighbour.
    fn orient(&self, chain: &mut [Link]) {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let forward = (
            first.start(self.network),
            first.end(self.network),
            first.segment(),
        );
        let backward = (
            last.end(self.network),
            last.start(self.network),
            last.segment(),
        );
        let swap = if forward.0 == backward.0 {
            (forward.1, forward.2) > (backward.1, backward.2)
        } else {
            forward.0 > backward.0
        };
        if swap {
            turn(chain);
        }
    }
}

/// The same chain run through the other way.
fn turn(chain: &mut [Link]) {
    chain.reverse();
    for link in chain {
        *link = link.flipped();
    }
}
