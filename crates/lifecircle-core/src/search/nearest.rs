//! The k nearest distinct targets of every state, in one pass from all targets.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::label::Label;
use crate::graph::Adjacency;

/// Per state up to `k` labels of distinct ranks, best first.
#[derive(Clone, Debug)]
pub struct NearestK<L> {
    k: usize,
    count: Vec<u32>,
    labels: Vec<L>,
}

impl<L: Label> NearestK<L> {
    /// The labels of a state, best first, each of another rank.
    pub fn labels(&self, state: u32) -> &[L] {
        let start = state as usize * self.k;
        &self.labels[start..start + self.count[state as usize] as usize]
    }
}

/// For every state of `graph` (the reverse arcs) the `k` nearest of the seeds' ranks within `limit`.
///
/// A rank counts once, by its smallest label; equal weights are told apart by rank.
///
/// # Complexity
/// `O(k (n + m) log n)` for `n` states and `m` arcs.
///
/// # Panics
/// If a seed names a state beyond the graph, or `k` is 0.
pub fn nearest_k<L: Label>(
    graph: &Adjacency,
    seeds: &[(u32, L)],
    limit: u32,
    k: usize,
) -> NearestK<L> {
    assert!(k > 0, "at least one target is asked for");
    let states = graph.state_count();
    let mut found = NearestK {
        k,
        count: vec![0; states],
        labels: vec![L::UNREACHED; states * k],
    };
    let mut queue: BinaryHeap<Reverse<(L, u32)>> = BinaryHeap::new();
    // For k = 1 a state's best queued label spares the queue most of its work.
    let mut best = vec![L::UNREACHED; if k == 1 { states } else { 0 }];
    let mut push = |queue: &mut BinaryHeap<Reverse<(L, u32)>>, state: u32, label: L| {
        if label.weight() > limit {
            return;
        }
        if let Some(best) = best.get_mut(state as usize) {
            if *best <= label {
                return;
            }
            *best = label;
        }
        queue.push(Reverse((label, state)));
    };
    for &(state, label) in seeds {
        push(&mut queue, state, label);
    }
    while let Some(Reverse((label, state))) = queue.pop() {
        let count = found.count[state as usize] as usize;
        if count == k || found.labels(state).iter().any(|l| l.rank() == label.rank()) {
            continue;
        }
        found.labels[state as usize * k + count] = label;
        found.count[state as usize] += 1;
        for arc in graph.out(state) {
            push(&mut queue, arc.head, label.step(arc));
        }
    }
    found
}
