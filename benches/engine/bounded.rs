//! The core's searches on the case: its graph, its spatial order, its workspace.

use lifecircle_core::graph::{Phases, StateGraph, StreetWeight, WalkGraph};
use lifecircle_core::id::{NodeId, StreetId};
use lifecircle_core::observer::Silent;
use lifecircle_core::search::{Label, SearchSpace, TimeLabel, WeightLabel, nearest_k};
use lifecircle_core::units::narrow;
use rayon::prelude::*;

use super::{Engine, ORIGINS_A_TASK, UNREACHED};
use crate::case::PeerCase;

/// One bounded search per origin in the core's own workspace.
#[derive(Debug)]
pub struct Bounded {
    states: StateGraph,
    /// Per node of the case its place in spatial order.
    rank: Vec<u32>,
    origins: Vec<u32>,
}

impl Bounded {
    /// The core's graph over the case, nodes numbered in spatial order.
    ///
    /// # Panics
    /// Never: nobody cancels.
    pub fn new(case: &PeerCase) -> Self {
        let mut rank = vec![0; case.node_count()];
        for (place, &node) in (0u32..).zip(&case.origins) {
            rank[node as usize] = place;
        }
        let number = |ends: &[u32]| -> Vec<NodeId> {
            let ranked = ends.iter().map(|&node| NodeId(rank[node as usize]));
            ranked.collect()
        };
        let graph = WalkGraph::new(case.node_count(), &number(&case.tail), &number(&case.head));
        let weight = |street: StreetId| {
            let weight = Some((case.ms[street.index()], 0));
            StreetWeight {
                forward: weight,
                backward: weight,
                private: false,
            }
        };
        let states = StateGraph::new(&graph, Phases::InAndOut, weight, &Silent);
        Self {
            states: states.expect("nobody cancels"),
            rank,
            origins: case.origins.clone(),
        }
    }

    /// The core's graph.
    pub(super) fn states(&self) -> &StateGraph {
        &self.states
    }

    /// Number of nodes, those without streets included.
    pub(super) fn node_count(&self) -> usize {
        self.origins.len()
    }

    /// A node without streets has no state.
    pub(super) fn state(&self, place: u32) -> Option<u32> {
        self.states.start(NodeId(place), false)
    }

    /// Answers by spatial place → by node of the case.
    pub(super) fn by_node(&self, by_place: &[u32]) -> Vec<u32> {
        let answers = self.rank.iter().map(|&place| by_place[place as usize]);
        answers.collect()
    }
}

impl Engine for Bounded {
    fn counts(&self, limit_ms: u32) -> Vec<u32> {
        let count = |space: &mut SearchSpace<WeightLabel>, place: u32| {
            let Some(state) = self.state(place) else {
                return 1;
            };
            let seeds = [(state, WeightLabel::seed(0, 0, 0))];
            let reached = space.run(&self.states.forward, &seeds, limit_ms);
            narrow(reached.unordered().count())
        };
        let by_place: Vec<u32> = (0..narrow(self.origins.len()))
            .into_par_iter()
            .with_min_len(ORIGINS_A_TASK)
            .map_init(|| SearchSpace::new(self.states.state_count()), count)
            .collect();
        self.by_node(&by_place)
    }

    fn nearest(&self, targets: &[u32], limit_ms: u32) -> Vec<u32> {
        let state_of = |&node: &u32| self.state(self.rank[node as usize]);
        let states = targets.iter().filter_map(state_of);
        let seeds: Vec<(u32, TimeLabel)> = states
            .map(|state| (state, TimeLabel::seed(0, 0, 0)))
            .collect();
        let found = nearest_k(&self.states.reverse, &seeds, limit_ms, 1, &Silent);
        let found = found.expect("nobody cancels");
        let of_place = |place: u32| {
            let state = self.state(place)?;
            Some(found.labels(state).first()?.weight())
        };
        let answers = (0u32..).zip(&self.origins);
        let by_place: Vec<u32> = answers
            .map(|(place, node)| {
                let alone = targets.binary_search(node).is_ok().then_some(0);
                of_place(place).or(alone).unwrap_or(UNREACHED)
            })
            .collect();
        self.by_node(&by_place)
    }
}
