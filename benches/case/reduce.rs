//! A city's streets → the case that every tool can search: undirected, open, simple.

use lifecircle_core::id::StreetId;
use lifecircle_core::metric::Metric;
use lifecircle_core::streets::Streets;
use lifecircle_core::units::narrow;
use serde::Serialize;

use super::PeerCase;

/// A direction in which a street cannot be walked.
const CLOSED: u32 = u32::MAX;

/// What tells the case from the city, in streets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Walked in one direction only, here in both.
    pub one_way: usize,
    /// Private ground: in and out but never through, here like any other.
    pub private: usize,
    /// Gates and stubs of no length, here 1 ms long.
    pub no_length: usize,
    /// Beside another street between the same ends, and not shorter: dropped.
    pub parallel: usize,
    /// From a node to itself: dropped.
    pub loops: usize,
}

/// The walkable streets of the city as they are, before anything is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreetColumns {
    /// Node at the start.
    pub tail: Vec<u32>,
    /// Node at the end.
    pub head: Vec<u32>,
    /// Length in mm.
    pub mm: Vec<u32>,
    /// Milliseconds from tail to head, `u32::MAX` where it cannot be walked.
    pub forward_ms: Vec<u32>,
    /// Milliseconds from head to tail, `u32::MAX` where it cannot be walked.
    pub backward_ms: Vec<u32>,
    /// 1 on private ground.
    pub private: Vec<u32>,
    /// The nodes of the city that the case has, in its order.
    pub city_node: Vec<u32>,
}

impl StreetColumns {
    /// The streets that somebody can walk; their ends are numbered in the order of the extract.
    pub fn new(streets: &Streets, metric: &Metric) -> Self {
        let mut columns = Self::default();
        for s in 0..streets.count() {
            let weight = metric.street_weight(StreetId::new(s));
            if weight.forward.is_none() && weight.backward.is_none() {
                continue;
            }
            let ms = |direction: Option<(u32, u32)>| direction.map_or(CLOSED, |(ms, _)| ms);
            columns.tail.push(streets.tail[s].0);
            columns.head.push(streets.head[s].0);
            columns.mm.push(streets.length_mm[s]);
            columns.forward_ms.push(ms(weight.forward));
            columns.backward_ms.push(ms(weight.backward));
            columns.private.push(u32::from(weight.private));
        }
        columns.number_nodes(streets);
        columns
    }

    /// Numbers the ends by OpenStreetMap number; arms of one barrier follow each other.
    fn number_nodes(&mut self, streets: &Streets) {
        let mut nodes: Vec<u32> = self.tail.iter().chain(&self.head).copied().collect();
        nodes.sort_unstable_by_key(|&node| (streets.node_network[node as usize], node));
        nodes.dedup();
        let mut number = vec![CLOSED; streets.node_network.len()];
        for (i, &node) in nodes.iter().enumerate() {
            number[node as usize] = narrow(i);
        }
        for end in self.tail.iter_mut().chain(&mut self.head) {
            *end = number[*end as usize];
        }
        self.city_node = nodes;
    }
}

/// The undirected simple graph of the streets, and what that leaves out.
///
/// Of parallel streets the fastest stays. Origins are all nodes in the city's spatial order.
pub fn reduce(streets: &StreetColumns) -> (PeerCase, LeftOut) {
    let mut left_out = LeftOut {
        private: streets.private.iter().filter(|&&p| p == 1).count(),
        ..LeftOut::default()
    };
    let mut edges: Vec<(u32, u32, u32, u32)> = Vec::with_capacity(streets.tail.len());
    for s in 0..streets.tail.len() {
        let (tail, head) = (streets.tail[s], streets.head[s]);
        let (forward, backward) = (streets.forward_ms[s], streets.backward_ms[s]);
        left_out.one_way += usize::from(forward == CLOSED || backward == CLOSED);
        left_out.no_length += usize::from(forward.min(backward) == 0);
        if tail == head {
            left_out.loops += 1;
        } else {
            let ms = forward.min(backward).max(1);
            edges.push((tail.min(head), tail.max(head), ms, streets.mm[s]));
        }
    }
    edges.sort_unstable();
    let all = edges.len();
    edges.dedup_by_key(|edge| (edge.0, edge.1));
    left_out.parallel = all - edges.len();
    let mut origins: Vec<u32> = (0..narrow(streets.city_node.len())).collect();
    origins.sort_unstable_by_key(|&node| streets.city_node[node as usize]);
    let case = PeerCase {
        tail: edges.iter().map(|e| e.0).collect(),
        head: edges.iter().map(|e| e.1).collect(),
        ms: edges.iter().map(|e| e.2).collect(),
        mm: edges.iter().map(|e| e.3).collect(),
        origins,
        facilities: Vec::new(),
    };
    (case, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    // 0 ══ 1 ← 2   two streets between 0 and 1, a gate 1–2 of no length, a loop at 2
    #[test]
    fn the_fastest_parallel_stays_and_loops_go() {
        let streets = StreetColumns {
            tail: vec![0, 1, 2, 2],
            head: vec![1, 0, 1, 2],
            mm: vec![12, 10, 0, 5],
            forward_ms: vec![10, 8, 0, 4],
            backward_ms: vec![10, 8, CLOSED, 4],
            private: vec![0, 0, 1, 0],
            city_node: vec![7, 9, 8],
        };
        let (case, left_out) = reduce(&streets);
        assert_eq!((case.tail, case.head), (vec![0, 1], vec![1, 2]));
        assert_eq!((case.ms, case.mm), (vec![8, 1], vec![10, 0]));
        assert_eq!(case.origins, [0, 2, 1]);
        let expected = LeftOut {
            one_way: 1,
            private: 1,
            no_length: 1,
            parallel: 1,
            loops: 1,
        };
        assert_eq!(left_out, expected);
    }
}
