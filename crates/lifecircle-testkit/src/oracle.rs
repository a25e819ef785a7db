//! Shortest legal walks computed another way: over all (node, phase) pairs, phases 0 leaving,
//! 1 open, 2 entering, each node having all of them.
//!
//! Written from the walking model, §4.4 and not from the engine's state graph: private arcs exist in
//! leaving and entering, open arcs in open, and one passes from a phase to the next at no cost.

use lifecircle_core::graph::{Phases, StateGraph};
use lifecircle_core::id::NodeId;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::multigraph::Multigraph;

/// (minimised, second) or nothing where there is no legal walk.
pub type Cost = Option<(u64, u64)>;

/// Number of phases.
pub const PHASES: usize = 3;

/// Position of (node, phase) in a matrix.
pub fn state(node: u32, phase: usize) -> usize {
    node as usize * PHASES + phase
}

/// Whether a phase exists where gates are closed or not.
fn phase_exists(phase: usize, phases: Phases) -> bool {
    phase < 2 || phases == Phases::InAndOut
}

/// All arcs of legal walks: from, to, weight.
pub fn arcs(graph: &Multigraph, phases: Phases) -> Vec<(usize, usize, (u64, u64))> {
    let mut list = Vec::new();
    for node in 0..graph.nodes {
        list.push((state(node, 0), state(node, 1), (0, 0)));
        if phase_exists(2, phases) {
            list.push((state(node, 1), state(node, 2), (0, 0)));
        }
    }
    for street in &graph.streets {
        for phase in (0..PHASES).filter(|&p| phase_exists(p, phases) && (p == 1) != street.private)
        {
            let (tail, head) = (state(street.tail, phase), state(street.head, phase));
            let wide = |(a, b): (u32, u32)| (u64::from(a), u64::from(b));
            list.extend(street.forward.map(|w| (tail, head, wide(w))));
            list.extend(street.backward.map(|w| (head, tail, wide(w))));
        }
    }
    list
}

/// Floyd and Warshall: the cost between every two (node, phase) pairs.
pub fn floyd_warshall(graph: &Multigraph, phases: Phases) -> Vec<Vec<Cost>> {
    let n = graph.nodes as usize * PHASES;
    let mut cost: Vec<Vec<Cost>> = vec![vec![None; n]; n];
    for (i, row) in cost.iter_mut().enumerate() {
        row[i] = Some((0, 0));
    }
    for (from, to, weight) in arcs(graph, phases) {
        if cost[from][to].is_none_or(|c| weight < c) {
            cost[from][to] = Some(weight);
        }
    }
    for via in 0..n {
        let second = cost[via].clone();
        for row in &mut cost {
            let Some(first) = row[via] else { continue };
            for (slot, rest) in row.iter_mut().zip(&second) {
                let Some(rest) = rest else { continue };
                let sum = (first.0 + rest.0, first.1 + rest.1);
                if slot.is_none_or(|c| sum < c) {
                    *slot = Some(sum);
                }
            }
        }
    }
    cost
}

/// petgraph's Dijkstra over the same pairs, from one of them; the minimised weight alone.
pub fn petgraph_dijkstra(graph: &Multigraph, phases: Phases, from: usize) -> Vec<Option<u64>> {
    let n = graph.nodes as usize * PHASES;
    let mut explicit = DiGraph::<(), u64>::new();
    for _ in 0..n {
        explicit.add_node(());
    }
    for (tail, head, weight) in arcs(graph, phases) {
        explicit.add_edge(NodeIndex::new(tail), NodeIndex::new(head), weight.0);
    }
    let reached = petgraph::algo::dijkstra(&explicit, NodeIndex::new(from), None, |e| *e.weight());
    (0..n)
        .map(|i| reached.get(&NodeIndex::new(i)).copied())
        .collect()
}

/// The engine's states beside the oracle's: (engine's number, oracle's position), for those the engine has.
pub fn correspondence(
    graph: &Multigraph,
    states: &StateGraph,
    phases: Phases,
) -> Vec<(u32, usize)> {
    let mut pairs = Vec::new();
    for node in 0..graph.nodes {
        let id = NodeId(node);
        pairs.extend(states.start(id, true).map(|s| (s, state(node, 0))));
        pairs.extend(states.start(id, false).map(|s| (s, state(node, 1))));
        if phases == Phases::InAndOut {
            pairs.extend(states.end(id, true).map(|s| (s, state(node, 2))));
        }
    }
    pairs
}
