//! Small graphs with everything that goes wrong in large ones.

use std::fmt;

use lifecircle_core::graph::{Phases, StateGraph, StreetWeight, WalkGraph};
use lifecircle_core::id::{NodeId, StreetId};
use lifecircle_core::observer::Silent;

use crate::rng::Rng;

/// One street of a [`Multigraph`]; weights are (minimised, second).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Street {
    /// Where it begins.
    pub tail: u32,
    /// Where it ends.
    pub head: u32,
    /// Weight from tail to head.
    pub forward: Option<(u32, u32)>,
    /// Weight from head to tail.
    pub backward: Option<(u32, u32)>,
    /// Private ground.
    pub private: bool,
}

/// Streets between nodes; prints itself as the calls that build it.
#[derive(Clone, PartialEq, Eq)]
pub struct Multigraph {
    /// Number of nodes.
    pub nodes: u32,
    /// Streets.
    pub streets: Vec<Street>,
}

impl fmt::Debug for Multigraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Multigraph::new({})", self.nodes)?;
        for s in &self.streets {
            let Street {
                tail,
                head,
                forward,
                backward,
                private,
            } = s;
            write!(
                f,
                "\n    .street({tail}, {head}, {forward:?}, {backward:?}, {private})"
            )?;
        }
        Ok(())
    }
}

impl Multigraph {
    /// Nodes without streets.
    pub fn new(nodes: u32) -> Self {
        Self {
            nodes,
            streets: Vec::new(),
        }
    }

    /// Adds a street.
    #[must_use]
    pub fn street(
        mut self,
        tail: u32,
        head: u32,
        forward: Option<(u32, u32)>,
        backward: Option<(u32, u32)>,
        private: bool,
    ) -> Self {
        self.streets.push(Street {
            tail,
            head,
            forward,
            backward,
            private,
        });
        self
    }

    /// A graph with loops, parallel streets, zero weights, one-way streets, closed ones, islands and private ground.
    pub fn random(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let nodes = 1 + rng.below(12) as u32;
        let mut graph = Self::new(nodes);
        for _ in 0..rng.below(3 * nodes as usize) {
            // Nodes of the upper third are often left alone: islands.
            let end =
                |rng: &mut Rng| rng.below(nodes as usize).min(rng.below(nodes as usize)) as u32;
            let (tail, head) = (end(&mut rng), end(&mut rng));
            let weight = |rng: &mut Rng| {
                let zero = rng.percent(25);
                let pair = if zero {
                    (0, rng.below(3) as u32)
                } else {
                    (rng.below(9) as u32, rng.below(9) as u32)
                };
                (!rng.percent(20)).then_some(pair)
            };
            let (forward, backward) = (weight(&mut rng), weight(&mut rng));
            graph = graph.street(tail, head, forward, backward, rng.percent(35));
        }
        graph
    }

    /// Its topology.
    pub fn topology(&self) -> WalkGraph {
        let tail: Vec<NodeId> = self.streets.iter().map(|s| NodeId(s.tail)).collect();
        let head: Vec<NodeId> = self.streets.iter().map(|s| NodeId(s.head)).collect();
        WalkGraph::new(self.nodes as usize, &tail, &head)
    }

    /// The engine's states over it.
    pub fn states(&self, phases: Phases) -> StateGraph {
        let weight = |street: StreetId| {
            let Street {
                forward,
                backward,
                private,
                ..
            } = self.streets[street.index()];
            StreetWeight {
                forward,
                backward,
                private,
            }
        };
        StateGraph::new(&self.topology(), phases, weight, &Silent).expect("nobody cancels")
    }
}
