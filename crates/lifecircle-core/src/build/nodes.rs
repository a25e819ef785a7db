//! Street ends → graph nodes: barrier arms, passages, spatial order.

use super::chains::Joints;
use super::rows::Rows;
use crate::id::NodeId;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, go_on};
use crate::osm::{Access, Oneway, Passage};
use crate::par;
use crate::streets::Streets;
use crate::units::narrow;

/// An end of a street at a barrier: its network node, and twice the street, plus one at the head.
type Arm = (u32, u32);

/// Numbers the graph's nodes along a curve and gives every street its two.
///
/// Ends at one network node are one graph node, except at a barrier, where every end has its own;
/// private passages join those at no cost.
pub(super) fn number(
    network: &StreetNetwork,
    joints: &Joints,
    rows: Rows,
    observer: &dyn Observer,
) -> Result<Streets, Cancelled> {
    let Rows { mut streets, ends } = rows;
    let arms = arms(joints, &ends);
    go_on(observer)?;
    let first = number_nodes(network, joints, &ends, &arms, &mut streets);
    go_on(observer)?;
    let side = |side: usize| par::map_range(ends.len(), |s| NodeId(first[ends[s][side] as usize]));
    (streets.tail, streets.head) = par::join(|| side(0), || side(1));
    for group in arms.chunk_by(|a, b| a.0 == b.0) {
        for (&(node, slot), arm) in group.iter().zip(0..) {
            let column = if slot % 2 == 0 {
                &mut streets.tail
            } else {
                &mut streets.head
            };
            column[slot as usize / 2] = NodeId(first[node as usize] + arm);
        }
    }
    add_passages(network, &arms, &first, &mut streets);
    Ok(streets)
}

/// The arms of all barriers, by node, then street.
fn arms(joints: &Joints, ends: &[[u32; 2]]) -> Vec<Arm> {
    let slots = ends.iter().flatten().zip(0..);
    let mut arms: Vec<Arm> = slots
        .filter(|(node, _)| joints.has_arms(**node))
        .map(|(&node, slot)| (node, slot))
        .collect();
    arms.sort_unstable();
    arms
}

/// Fills the node columns; returns the first graph node of each network node at which streets end.
fn number_nodes(
    network: &StreetNetwork,
    joints: &Joints,
    ends: &[[u32; 2]],
    arms: &[Arm],
    streets: &mut Streets,
) -> Vec<u32> {
    const UNUSED: u32 = u32::MAX;
    let mut first = vec![UNUSED; network.node_osm.len()];
    for &node in ends.iter().flatten() {
        first[node as usize] = 0;
    }
    let used: Vec<u32> = (0..narrow(first.len()))
        .filter(|&node| first[node as usize] != UNUSED)
        .collect();
    let mut order = par::map_range(used.len(), |i| (hilbert(network, used[i]), used[i]));
    par::sort(&mut order);
    streets.node_network.reserve(order.len() + arms.len());
    for &(_, node) in &order {
        first[node as usize] = narrow(streets.node_network.len());
        let copies = if joints.has_arms(node) {
            let start = arms.partition_point(|arm| arm.0 < node);
            arms[start..].partition_point(|arm| arm.0 == node)
        } else {
            1
        };
        streets
            .node_network
            .extend(std::iter::repeat_n(node, copies));
    }
    let cut = |&node: &u32| network.cut[node as usize];
    streets.node_cut = streets.node_network.iter().map(cut).collect();
    first
}

/// Position of a node along a Hilbert curve over the whole earth: neighbours on the ground become neighbours in memory.
fn hilbert(network: &StreetNetwork, node: u32) -> u64 {
    let shift =
        |decimicro: i32, span: i64| u32::try_from(i64::from(decimicro) + span).unwrap_or(u32::MAX);
    let x = shift(network.lon[node as usize], 1_800_000_000);
    let y = shift(network.lat[node as usize], 900_000_000);
    fast_hilbert::xy2h(x, y, 32)
}

/// Joins the arms of every private passage at no cost: each to the first arm, so every pair is joined.
fn add_passages(network: &StreetNetwork, arms: &[Arm], first: &[u32], streets: &mut Streets) {
    for group in arms.chunk_by(|a, b| a.0 == b.0) {
        let node = group[0].0;
        if network.passage(node) == Passage::Private {
            let tail = first[node as usize];
            for arm in 1..narrow(group.len()) {
                add_passage(streets, NodeId(tail), NodeId(tail + arm));
            }
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
