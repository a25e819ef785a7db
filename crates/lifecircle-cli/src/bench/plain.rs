//! The yardstick of searching: Dijkstra as everybody writes it first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use lifecircle_core::build::BuiltNetwork;
use lifecircle_core::graph::StateGraph;
use lifecircle_core::search::Work;
use lifecircle_core::units::narrow;

/// Arcs in the order in which the file has its nodes, not in space.
pub(crate) struct FileOrder {
    first_out: Vec<u32>,
    arcs: Vec<(u32, u32)>,
    /// Number of each state in this order.
    pub(crate) number: Vec<u32>,
}

impl FileOrder {
    pub(crate) fn new(states: &StateGraph, built: &BuiltNetwork) -> Self {
        let count = states.state_count();
        let mut order: Vec<u32> = (0..narrow(count)).collect();
        order.sort_by_key(|&s| (built.streets.node_network[states.node_of(s).index()], s));
        let mut number = vec![0; count];
        for (n, &state) in (0..).zip(&order) {
            number[state as usize] = n;
        }
        let mut first_out = vec![0];
        let mut arcs = Vec::new();
        for &state in &order {
            let out = states.forward.out(state);
            arcs.extend(out.map(|arc| (number[arc.head as usize], arc.weight)));
            first_out.push(narrow(arcs.len()));
        }
        Self {
            first_out,
            arcs,
            number,
        }
    }
}

/// One worker's labels and heap.
pub(crate) struct PlainSearch {
    label: Vec<u32>,
    touched: Vec<u32>,
    heap: BinaryHeap<Reverse<(u32, u32)>>,
}

impl PlainSearch {
    pub(crate) fn new(states: usize) -> Self {
        Self {
            label: vec![u32::MAX; states],
            touched: Vec::new(),
            heap: BinaryHeap::new(),
        }
    }

    /// Settles everything within the limit.
    pub(crate) fn run(&mut self, graph: &FileOrder, start: u32, limit: u32) -> Work {
        for state in self.touched.drain(..) {
            self.label[state as usize] = u32::MAX;
        }
        let mut work = Work {
            searches: 1,
            ..Work::default()
        };
        self.improve(start, 0);
        while let Some(Reverse((label, state))) = self.heap.pop() {
            work.queued += 1;
            let state = state as usize;
            if label > self.label[state] {
                continue;
            }
            work.settled += 1;
            let out = graph.first_out[state] as usize..graph.first_out[state + 1] as usize;
            work.relaxed += out.len() as u64;
            for &(head, weight) in &graph.arcs[out] {
                let label = label + weight;
                if label <= limit {
                    self.improve(head, label);
                }
            }
        }
        work
    }

    fn improve(&mut self, state: u32, label: u32) {
        let known = &mut self.label[state as usize];
        if label < *known {
            if *known == u32::MAX {
                self.touched.push(state);
            }
            *known = label;
            self.heap.push(Reverse((label, state)));
        }
    }
}
