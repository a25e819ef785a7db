//! The reusable workspace of a search, and the borrowed view of what it reached.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::label::Label;
use crate::graph::Adjacency;

/// Labels and queue of one worker: allocated once, reused by every search.
///
/// A label counts only where its stamp is the current generation, so that starting a new
/// search costs nothing. What a search reached is borrowed from the space, and a stale read
/// after the next search does not compile:
///
/// ```compile_fail
/// use lifecircle_core::search::{SearchSpace, TimeLabel};
/// # use lifecircle_core::graph::{Phases, StateGraph, WalkGraph};
/// # let graph = StateGraph::new(&WalkGraph::new(1, &[], &[]), Phases::InAndOut, |_| unreachable!());
/// let mut space = SearchSpace::<TimeLabel>::new(graph.state_count());
/// let reached = space.run(&graph.forward, &[], 1_000);
/// space.run(&graph.forward, &[], 1_000);
/// reached.label(0);
/// ```
#[derive(Clone, Debug)]
pub struct SearchSpace<L> {
    label: Vec<L>,
    stamp: Vec<u32>,
    generation: u32,
    queue: BinaryHeap<Reverse<(L, u32)>>,
    settled: Vec<u32>,
}

impl<L: Label> SearchSpace<L> {
    /// A workspace for graphs of up to `states` states.
    pub fn new(states: usize) -> Self {
        Self::with_generation(states, 0)
    }

    /// The same, starting at a generation: tests start just before the counter wraps.
    pub(crate) fn with_generation(states: usize, generation: u32) -> Self {
        Self {
            label: vec![L::UNREACHED; states],
            stamp: vec![0; states],
            generation,
            queue: BinaryHeap::new(),
            settled: Vec::new(),
        }
    }

    /// Settles every state whose label weighs at most `limit`, starting from `seeds` (state, label).
    ///
    /// # Panics
    /// If a seed or arc names a state beyond the workspace's size.
    ///
    /// # Complexity
    /// `O((s + a) log s)` for `s` settled states and `a` arcs at them; nothing is allocated once warm.
    pub fn run(&mut self, graph: &Adjacency, seeds: &[(u32, L)], limit: u32) -> Reached<'_, L> {
        self.next_generation();
        for &(state, label) in seeds {
            self.improve(state, label, limit);
        }
        while let Some(Reverse((label, state))) = self.queue.pop() {
            if self.label[state as usize] != label {
                continue;
            }
            self.settled.push(state);
            for arc in graph.out(state) {
                self.improve(arc.head, label.step(arc), limit);
            }
        }
        Reached { space: self }
    }

    fn next_generation(&mut self) {
        self.queue.clear();
        self.settled.clear();
        self.generation = self.generation.wrapping_add(1);
        if self.generation == 0 {
            // Stamps of 4 billion searches ago would count again.
            self.stamp.fill(0);
            self.generation = 1;
        }
    }

    fn improve(&mut self, state: u32, label: L, limit: u32) {
        let i = state as usize;
        if label.weight() > limit || (self.stamp[i] == self.generation && self.label[i] <= label) {
            return;
        }
        self.stamp[i] = self.generation;
        self.label[i] = label;
        self.queue.push(Reverse((label, state)));
    }
}

/// What the last search of a space reached.
#[derive(Clone, Copy, Debug)]
pub struct Reached<'a, L> {
    space: &'a SearchSpace<L>,
}

impl<L: Label> Reached<'_, L> {
    /// The final label of a state, `None` where the search did not get within its limit.
    pub fn label(&self, state: u32) -> Option<L> {
        let i = state as usize;
        (self.space.stamp[i] == self.space.generation).then(|| self.space.label[i])
    }

    /// The states reached, by increasing label.
    pub fn settled(&self) -> impl Iterator<Item = (u32, L)> {
        self.space
            .settled
            .iter()
            .map(|&s| (s, self.space.label[s as usize]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Phases, StateGraph, StreetWeight, WalkGraph};
    use crate::id::NodeId;
    use crate::search::TimeLabel;

    // 0 ─5─ 1 ─5─ 2
    #[test]
    fn stamps_survive_the_wrap_of_the_generation() {
        let node = |i| NodeId(i);
        let graph = WalkGraph::new(3, &[node(0), node(1)], &[node(1), node(2)]);
        let weight = StreetWeight {
            forward: Some((5, 5)),
            backward: Some((5, 5)),
            private: false,
        };
        let states = StateGraph::new(&graph, Phases::InAndOut, |_| weight);
        let mut space = SearchSpace::<TimeLabel>::with_generation(3, u32::MAX - 1);
        for (start, limit, expected) in [(0, 100, 3), (0, 4, 1), (2, 5, 2), (1, 0, 1)] {
            let reached = space.run(&states.forward, &[(start, TimeLabel::seed(0, 0, 0))], limit);
            assert_eq!(reached.settled().count(), expected);
            assert_eq!(
                (0..3).filter(|&s| reached.label(s).is_some()).count(),
                expected
            );
        }
    }
}
