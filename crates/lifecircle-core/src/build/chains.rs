//! Segments → chains: the maximal runs between junctions with one set of attributes (§4.5).

use super::BuildOptions;
use crate::network::StreetNetwork;
use crate::osm::profile::{Access, Oneway, Passage, WayAttr, WayClass};
use crate::par;
use crate::units::narrow;

/// A segment in a chain: its number, and whether the chain runs against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link(u32);

impl Link {
    fn new(segment: u32, reversed: bool) -> Self {
        Self(segment << 1 | u32::from(reversed))
    }

    pub(crate) fn segment(self) -> u32 {
        self.0 >> 1
    }

    pub(crate) fn reversed(self) -> bool {
        self.0 & 1 == 1
    }

    fn flipped(self) -> Self {
        Self(self.0 ^ 1)
    }

    /// The node at which the chain enters the segment.
    pub(crate) fn start(self, network: &StreetNetwork) -> u32 {
        let s = self.segment() as usize;
        if self.reversed() {
            network.head[s]
        } else {
            network.tail[s]
        }
    }

    /// The node at which the chain leaves the segment.
    pub(crate) fn end(self, network: &StreetNetwork) -> u32 {
        self.flipped().start(network)
    }
}

/// The chains, in order of their smallest segment; links flat, with `first_link` of each chain.
pub(crate) struct Chains {
    pub(crate) first_link: Vec<u32>,
    pub(crate) links: Vec<Link>,
    /// Number of segment ends at each node.
    pub(crate) degree: Vec<u32>,
}

/// For every node the links that leave it.
struct Incidence {
    first: Vec<u32>,
    link: Vec<Link>,
}

impl Incidence {
    fn of(network: &StreetNetwork) -> Self {
        let n = network.node_osm.len();
        let mut first = vec![0u32; n + 1];
        for &node in network.tail.iter().chain(&network.head) {
            first[node as usize + 1] += 1;
        }
        for i in 0..n {
            first[i + 1] += first[i];
        }
        let mut next = first.clone();
        let mut link = vec![Link(0); network.segment_count() * 2];
        for segment in 0..narrow(network.segment_count()) {
            for reversed in [false, true] {
                let own = Link::new(segment, reversed);
                let slot = &mut next[own.start(network) as usize];
                link[*slot as usize] = own;
                *slot += 1;
            }
        }
        Self { first, link }
    }

    fn at(&self, node: u32) -> &[Link] {
        &self.link[self.first[node as usize] as usize..self.first[node as usize + 1] as usize]
    }
}

/// The attributes that a street has one of; the last says whether some people are kept out.
pub(crate) fn split_key(attr: WayAttr, options: BuildOptions) -> (bool, Access, bool, bool) {
    (
        attr.stairs,
        attr.access,
        attr.snappable,
        is_barred(attr, options),
    )
}

/// Whether the options close the way, whatever its access.
pub(crate) fn is_barred(attr: WayAttr, options: BuildOptions) -> bool {
    (options.step_free && attr.wheelchair_no) || (options.no_trunk && attr.class == WayClass::Trunk)
}

/// One-way as seen along a link.
pub(crate) fn oneway_along(network: &StreetNetwork, link: Link) -> Oneway {
    let oneway = network.attr(link.segment()).oneway;
    if link.reversed() {
        oneway.reversed()
    } else {
        oneway
    }
}

/// Traces every chain.
pub(crate) fn trace(network: &StreetNetwork, options: BuildOptions) -> Chains {
    let incidence = Incidence::of(network);
    let degree: Vec<u32> = incidence.first.windows(2).map(|w| w[1] - w[0]).collect();
    let junction = par::map_range(degree.len(), |node| {
        is_junction(network, &incidence, options, narrow(node))
    });
    let tracer = Tracer {
        network,
        incidence: &incidence,
        junction: &junction,
    };
    let mut chains = Chains {
        first_link: vec![0],
        links: Vec::with_capacity(network.segment_count()),
        degree,
    };
    let mut done = vec![false; network.segment_count()];
    // Reused from chain to chain: there are hundreds of thousands.
    let mut chain = Vec::new();
    for segment in 0..narrow(network.segment_count()) {
        if done[segment as usize] {
            continue;
        }
        tracer.chain(segment, &mut chain);
        for link in &chain {
            done[link.segment() as usize] = true;
        }
        chains.links.extend_from_slice(&chain);
        chains.first_link.push(narrow(chains.links.len()));
    }
    chains
}

fn is_junction(
    network: &StreetNetwork,
    incidence: &Incidence,
    options: BuildOptions,
    node: u32,
) -> bool {
    let &[a, b] = incidence.at(node) else {
        return true;
    };
    let key = |link: Link| split_key(network.attr(link.segment()), options);
    network.cut[node as usize].is_cut()
        || (options.crossings && network.crossings.contains_key(&node))
        || network.passage(node) != Passage::Pass
        || key(a) != key(b)
        // Arriving along one and leaving along the other.
        || oneway_along(network, a.flipped()) != oneway_along(network, b)
}

struct Tracer<'a> {
    network: &'a StreetNetwork,
    incidence: &'a Incidence,
    junction: &'a [bool],
}

impl Tracer<'_> {
    /// Makes `chain` the oriented chain through `segment`.
    fn chain(&self, segment: u32, chain: &mut Vec<Link>) {
        let seed = Link::new(segment, false);
        let start = seed.start(self.network);
        chain.clear();
        chain.push(seed);
        self.extend(chain);
        if !self.junction[start as usize] {
            let ring = chain[chain.len() - 1].end(self.network) == start;
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
        loop {
            let node = last.end(self.network);
            if self.junction[node as usize] {
                return;
            }
            let next = self
                .incidence
                .at(node)
                .iter()
                .find(|&&l| l != last.flipped());
            match next {
                Some(&next) if next != first => {
                    chain.push(next);
                    last = next;
                }
                _ => return,
            }
        }
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
