//! Topology, metrics over it, and the state graphs that searches run on.
//!
//! Knows nothing of OpenStreetMap, geometry or files.

mod states;
mod visit;

pub use states::{Adjacency, Arc, Phases, StateGraph, StreetWeight};
pub use visit::{ArcRef, Edges, Visited};

use crate::id::{EdgeId, NodeId, StreetId};
use crate::units::narrow;

/// A street's arc in one of its two directions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DirectedStreet(u32);

impl DirectedStreet {
    /// The arc of `street` from tail to head, or `backward` from head to tail.
    #[inline]
    pub fn new(street: StreetId, backward: bool) -> Self {
        Self(street.0 << 1 | u32::from(backward))
    }

    /// The street.
    #[inline]
    pub fn street(self) -> StreetId {
        StreetId(self.0 >> 1)
    }

    /// Whether the arc runs from head to tail.
    #[inline]
    pub fn backward(self) -> bool {
        self.0 & 1 == 1
    }

    /// Street and direction as one number, for files.
    #[inline]
    pub fn bits(self) -> u32 {
        self.0
    }

    /// The arc of these bits.
    #[inline]
    pub fn from_bits(bits: u32) -> Self {
        Self(bits)
    }
}

/// A city's topology in compact form: every street is two arcs, one each way.
///
/// Shapes: `first_out: [u32; nodes + 1]` non-decreasing, `head` and `street: [_; 2 × streets]`.
/// Parallel streets, loops, and islands are fine. Which arcs may be used, and what they cost,
/// is not part of it: closed streets stay in the topology.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WalkGraph {
    first_out: Vec<u32>,
    head: Vec<NodeId>,
    street: Vec<DirectedStreet>,
}

impl WalkGraph {
    /// The graph of `node_count` nodes whose street `i` joins `tail[i]` and `head[i]`.
    ///
    /// # Panics
    /// If a node is not below `node_count`, or the columns differ in length.
    pub fn new(node_count: usize, tail: &[NodeId], head: &[NodeId]) -> Self {
        assert_eq!(tail.len(), head.len(), "a street has two ends");
        let mut first_out = vec![0u32; node_count + 1];
        for node in tail.iter().chain(head) {
            first_out[node.index() + 1] += 1;
        }
        for i in 0..node_count {
            first_out[i + 1] += first_out[i];
        }
        let mut next = first_out.clone();
        let mut heads = vec![NodeId(0); tail.len() * 2];
        let mut streets = vec![DirectedStreet(0); tail.len() * 2];
        for street in 0..tail.len() {
            for backward in [false, true] {
                let (from, to) = if backward { (head, tail) } else { (tail, head) };
                let slot = &mut next[from[street].index()];
                heads[*slot as usize] = to[street];
                streets[*slot as usize] = DirectedStreet::new(StreetId::new(street), backward);
                *slot += 1;
            }
        }
        Self {
            first_out,
            head: heads,
            street: streets,
        }
    }

    /// Number of nodes.
    #[inline]
    pub fn node_count(&self) -> usize {
        self.first_out.len().saturating_sub(1)
    }

    /// Number of arcs: twice the number of streets.
    #[inline]
    pub fn edge_count(&self) -> usize {
        self.head.len()
    }

    /// The arcs that leave `node`.
    #[inline]
    pub fn out(&self, node: NodeId) -> impl Iterator<Item = EdgeId> + use<> {
        (self.first_out[node.index()]..self.first_out[node.index() + 1]).map(EdgeId)
    }

    /// Where an arc leads.
    #[inline]
    pub fn head(&self, edge: EdgeId) -> NodeId {
        self.head[edge.index()]
    }

    /// The street an arc runs along, and in which direction.
    #[inline]
    pub fn street(&self, edge: EdgeId) -> DirectedStreet {
        self.street[edge.index()]
    }

    /// The node an arc leaves.
    ///
    /// # Complexity
    /// Logarithmic in the nodes; searches never need it.
    pub fn tail(&self, edge: EdgeId) -> NodeId {
        NodeId(narrow(
            self.first_out.partition_point(|&first| first <= edge.0) - 1,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // 0 ══ 1    two parallel streets, and a loop at 1
    #[test]
    fn parallel_streets_and_loops_keep_their_arcs() {
        let node = |i| NodeId(i);
        let graph = WalkGraph::new(
            3,
            &[node(0), node(1), node(1)],
            &[node(1), node(0), node(1)],
        );
        assert_eq!(graph.edge_count(), 6);
        let at = |n| {
            graph
                .out(NodeId(n))
                .map(|e| (graph.head(e).0, graph.street(e).street().0))
                .collect::<Vec<_>>()
        };
        assert_eq!(at(0), [(1, 0), (1, 1)]);
        assert_eq!(at(1), [(0, 0), (0, 1), (1, 2), (1, 2)]);
        assert_eq!(at(2), []);
        for node in 0..3 {
            assert!(
                graph
                    .out(NodeId(node))
                    .all(|e| graph.tail(e) == NodeId(node))
            );
        }
    }
}
