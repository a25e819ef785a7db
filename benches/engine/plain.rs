//! The yardstick: compact rows in the order of the file, the standard library's heap.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use lifecircle_core::units::narrow;
use rayon::prelude::*;

use super::{Engine, ORIGINS_A_TASK, UNREACHED};
use crate::case::PeerCase;

/// Dijkstra's algorithm as one writes it first: no spatial order, nothing tuned.
#[derive(Debug)]
pub struct Plain {
    first_out: Vec<u32>,
    head: Vec<u32>,
    ms: Vec<u32>,
}

/// Labels and queue of one worker; labels are cleared by the list of those that were set.
struct Workspace {
    label: Vec<u32>,
    reached: Vec<u32>,
    queue: BinaryHeap<Reverse<(u32, u32)>>,
}

impl Workspace {
    fn new(nodes: usize) -> Self {
        Self {
            label: vec![UNREACHED; nodes],
            reached: Vec::new(),
            queue: BinaryHeap::new(),
        }
    }

    fn improve(&mut self, node: u32, ms: u32) {
        let label = &mut self.label[node as usize];
        if ms < *label {
            if *label == UNREACHED {
                self.reached.push(node);
            }
            *label = ms;
            self.queue.push(Reverse((ms, node)));
        }
    }
}

impl Plain {
    /// Both directions of every edge in compact rows.
    pub fn new(case: &PeerCase) -> Self {
        let n = case.node_count();
        let mut first_out = vec![0u32; n + 1];
        for &node in case.tail.iter().chain(&case.head) {
            first_out[node as usize + 1] += 1;
        }
        for node in 0..n {
            first_out[node + 1] += first_out[node];
        }
        let mut next = first_out.clone();
        let mut head = vec![0; case.tail.len() * 2];
        let mut ms = vec![0; case.tail.len() * 2];
        for edge in 0..case.tail.len() {
            let ends = (case.tail[edge], case.head[edge]);
            for (from, to) in [ends, (ends.1, ends.0)] {
                let slot = &mut next[from as usize];
                head[*slot as usize] = to;
                ms[*slot as usize] = case.ms[edge];
                *slot += 1;
            }
        }
        Self {
            first_out,
            head,
            ms,
        }
    }

    fn node_count(&self) -> usize {
        self.first_out.len() - 1
    }

    /// Labels every node within the limit of the nearest seed; how many there are.
    fn search(&self, space: &mut Workspace, seeds: &[u32], limit_ms: u32) -> u32 {
        for node in space.reached.drain(..) {
            space.label[node as usize] = UNREACHED;
        }
        for &seed in seeds {
            space.improve(seed, 0);
        }
        while let Some(Reverse((ms, node))) = space.queue.pop() {
            if ms > space.label[node as usize] {
                continue;
            }
            let row = self.first_out[node as usize]..self.first_out[node as usize + 1];
            for arc in row.start as usize..row.end as usize {
                let there = ms + self.ms[arc];
                if there <= limit_ms {
                    space.improve(self.head[arc], there);
                }
            }
        }
        narrow(space.reached.len())
    }
}

impl Engine for Plain {
    fn counts(&self, limit_ms: u32) -> Vec<u32> {
        (0..narrow(self.node_count()))
            .into_par_iter()
            .with_min_len(ORIGINS_A_TASK)
            .map_init(
                || Workspace::new(self.node_count()),
                |space, node| self.search(space, &[node], limit_ms),
            )
            .collect()
    }

    fn nearest(&self, targets: &[u32], limit_ms: u32) -> Vec<u32> {
        let mut space = Workspace::new(self.node_count());
        self.search(&mut space, targets, limit_ms);
        space.label
    }
}
