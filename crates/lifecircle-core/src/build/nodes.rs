//! Chains → streets and graph: lengths, barrier arms, passages, spatial node order.

use super::BuildOptions;
use super::chains::{Chains, is_barred, oneway_along};
use crate::geodesy::haversine_m;
use crate::graph::{DirectedStreet, WalkGraph};
use crate::id::{NodeId, StreetId};
use crate::network::StreetNetwork;
use crate::osm::profile::{Access, CrossingKind, Oneway, Passage, WayClass};
use crate::par;
use crate::streets::Streets;
use crate::units::{narrow, round_mm};

/// One end of a street before nodes are numbered: the network node, and which arm of a barrier it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct End {
    hilbert: u64,
    node: u32,
    /// 0 where all arms share the node, else 1 + street and side.
    arm: u32,
}

/// Builds the columns of the streets and the graph over them.
pub(super) fn join(
    network: &StreetNetwork,
    chains: &Chains,
    options: BuildOptions,
) -> (WalkGraph, Streets) {
    let mut streets = columns(network, chains, options);
    let ends = street_ends(network, chains);
    number_ends(network, &ends, &mut streets);
    add_passages(network, &ends, &mut streets);
    let graph = WalkGraph::new(streets.node_network.len(), &streets.tail, &streets.head);
    (graph, streets)
}

/// Everything but the nodes and components.
fn columns(network: &StreetNetwork, chains: &Chains, options: BuildOptions) -> Streets {
    let n = chains.first_link.len() - 1;
    let links = |street: usize| {
        &chains.links[chains.first_link[street] as usize..chains.first_link[street + 1] as usize]
    };
    let lengths = par::map_range(network.segment_count(), |s| {
        haversine_m(
            network.lon_lat(network.tail[s]),
            network.lon_lat(network.head[s]),
        )
    });
    let mut streets = Streets {
        first_link: chains.first_link.clone(),
        link_segment: chains.links.iter().map(|l| l.segment()).collect(),
        segment_street: vec![DirectedStreet::default(); network.segment_count()],
        segment_offset_m: vec![0.0; network.segment_count()],
        ..Streets::default()
    };
    for street in 0..n {
        let own = links(street);
        let mut offset_m = 0.0;
        for link in own {
            let s = link.segment() as usize;
            streets.segment_street[s] = DirectedStreet::new(StreetId::new(street), link.reversed());
            streets.segment_offset_m[s] = offset_m;
            offset_m += lengths[s];
        }
        let (first, last) = (own[0], own[own.len() - 1]);
        let attr = network.attr(first.segment());
        // Two nodes 1e-7 degrees apart have a length; only equal places have none.
        let is_point = offset_m <= 0.0;
        streets
            .length_mm
            .push(round_mm(offset_m).max(u32::from(!is_point)));
        streets.stairs.push(attr.stairs);
        streets.access.push(attr.access);
        streets.barred.push(is_barred(attr, options));
        streets.oneway.push(oneway_along(network, first));
        streets.snappable.push(attr.snappable);
        streets
            .major
            .push(own.iter().any(|l| network.attr(l.segment()).is_major()));
        let way = own
            .iter()
            .map(|l| network.way_osm[network.way[l.segment() as usize] as usize])
            .min();
        streets.way_osm.push(way.unwrap_or(0));
        let waits = |node: u32, class| waits_at(network, chains, node, class);
        let class = |l: super::chains::Link| network.attr(l.segment()).class;
        streets
            .waits_at_tail
            .push(waits(first.start(network), class(first)));
        streets
            .waits_at_head
            .push(waits(last.end(network), class(last)));
    }
    streets
}

/// Whether a walker who arrives at `node` on a way of this class waits there (`--crossing-delay`).
///
/// At a mapped crossing those wait who come on a footway; at the signals of a junction everybody.
fn waits_at(network: &StreetNetwork, chains: &Chains, node: u32, class: WayClass) -> bool {
    match network.crossings.get(&node) {
        None => false,
        Some(CrossingKind::Signals) => chains.degree[node as usize] > 2,
        Some(CrossingKind::SignalCrossing) => class == WayClass::Footway,
        Some(CrossingKind::Crossing) => {
            class == WayClass::Footway && network.crossed_major.contains(&node)
        }
    }
}

/// Position of a node along a Hilbert curve over the whole earth: neighbours on the ground become neighbours in memory.
fn hilbert(network: &StreetNetwork, node: u32) -> u64 {
    let shift =
        |decimicro: i32, span: i64| u32::try_from(i64::from(decimicro) + span).unwrap_or(u32::MAX);
    let x = shift(network.lon[node as usize], 1_800_000_000);
    let y = shift(network.lat[node as usize], 900_000_000);
    fast_hilbert::xy2h(x, y, 32)
}

fn street_ends(network: &StreetNetwork, chains: &Chains) -> Vec<[End; 2]> {
    let end = |node: u32, street: usize, side: u32| End {
        hilbert: hilbert(network, node),
        node,
        arm: match network.passage(node) {
            Passage::Pass => 0,
            _ => 1 + narrow(street) * 2 + side,
        },
    };
    let ends_of = |street: usize| {
        let links = chains.first_link[street] as usize..chains.first_link[street + 1] as usize;
        let (first, last) = (chains.links[links.start], chains.links[links.end - 1]);
        [
            end(first.start(network), street, 0),
            end(last.end(network), street, 1),
        ]
    };
    par::map_range(chains.first_link.len() - 1, ends_of)
}

/// Numbers the nodes along the curve: street ends that are one node get one number.
fn number_ends(network: &StreetNetwork, ends: &[[End; 2]], streets: &mut Streets) {
    let mut order: Vec<(End, u32)> = Vec::with_capacity(ends.len() * 2);
    for (street, pair) in ends.iter().enumerate() {
        let slot = narrow(street) * 2;
        order.extend([(pair[0], slot), (pair[1], slot + 1)]);
    }
    par::sort(&mut order);
    streets.tail = vec![NodeId(0); ends.len()];
    streets.head = vec![NodeId(0); ends.len()];
    for same in order.chunk_by(|a, b| a.0 == b.0) {
        let number = NodeId::new(streets.node_network.len());
        let node = same[0].0.node;
        streets.node_network.push(node);
        streets.node_cut.push(network.cut[node as usize]);
        for (_, slot) in same {
            let column = if slot % 2 == 0 {
                &mut streets.tail
            } else {
                &mut streets.head
            };
            column[*slot as usize / 2] = number;
        }
    }
}

/// Joins the arms of every private passage at no cost: each to the first arm, so every pair is joined.
fn add_passages(network: &StreetNetwork, ends: &[[End; 2]], streets: &mut Streets) {
    let mut arms: Vec<(u32, u32, NodeId)> = Vec::new();
    for (street, pair) in ends.iter().enumerate() {
        for (side, end) in pair.iter().enumerate() {
            if end.arm != 0 && network.passage(end.node) == Passage::Private {
                let node = if side == 0 {
                    streets.tail[street]
                } else {
                    streets.head[street]
                };
                arms.push((end.node, end.arm, node));
            }
        }
    }
    arms.sort_unstable();
    for group in arms.chunk_by(|a, b| a.0 == b.0) {
        for arm in &group[1..] {
            add_passage(streets, group[0].2, arm.2);
        }
    }
}

fn add_passage(streets: &mut Streets, tail: NodeId, head: NodeId) {
    streets.tail.push(tail);
    streets.head.push(head);
    streets.length_mm.push(0);
    streets.stairs.push(false);
    streets.access.push(Access::Private);
    streets.barred.push(false);
    streets.oneway.push(Oneway::Both);
    streets.snappable.push(false);
    streets.major.push(false);
    streets.way_osm.push(0);
    streets.waits_at_tail.push(false);
    streets.waits_at_head.push(false);
    streets.first_link.push(narrow(streets.link_segment.len()));
}
