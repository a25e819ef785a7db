//! The reusable workspace of a search, and the borrowed view of what it reached.

use super::label::Label;
use super::queue::BucketQueue;
use super::work::Work;
use crate::graph::Adjacency;

/// Labels and queue of one worker: allocated once, reused by every search.
///
/// ```
/// use lifecircle_graph::graph::{Phases, StateGraph, StreetWeight, WalkGraph};
/// use lifecircle_graph::id::NodeId;
/// use lifecircle_graph::observer::Silent;
/// use lifecircle_graph::search::{Label, SearchSpace, TimeLabel};
///
/// // 0 ─5 s─ 1 ─5 s─ 2
/// let [a, b, c] = [0, 1, 2].map(NodeId);
/// let graph = WalkGraph::new(3, &[a, b], &[b, c]);
/// let five_s = Some((5_000, 0));
/// let weight = StreetWeight { forward: five_s, backward: five_s, private: false };
/// let states = StateGraph::new(&graph, Phases::InAndOut, |_| weight, &Silent)?;
/// let start = states.start(a, false).expect("a street at node 0");
///
/// let mut space = SearchSpace::<TimeLabel>::new(states.state_count());
/// let reached = space.run(&states.forward, &[(start, TimeLabel::seed(0, 0, 0))], 7_000);
/// let found: Vec<_> = reached.settled().map(|(state, label)| (states.node_of(state), label.weight())).collect();
/// assert_eq!(found, [(a, 0), (b, 5_000)]);
/// # Ok::<(), lifecircle_graph::observer::Cancelled>(())
/// ```
///
/// A search forgets the one before it by resetting the labels that one touched, so that starting
/// anew costs what was reached, not what could be. What a search reached is borrowed from the
/// space, and a stale read after the next search does not compile:
///
/// ```compile_fail
/// use lifecircle_graph::search::{SearchSpace, TimeLabel};
/// # use lifecircle_graph::graph::{Phases, StateGraph, WalkGraph};
/// # use lifecircle_graph::observer::Silent;
/// # let plain = WalkGraph::new(1, &[], &[]);
/// # let graph = StateGraph::new(&plain, Phases::InAndOut, |_| unreachable!(), &Silent).unwrap();
/// let mut space = SearchSpace::<TimeLabel>::new(graph.state_count());
/// let reached = space.run(&graph.forward, &[], 1_000);
/// space.run(&graph.forward, &[], 1_000);
/// reached.label(0);
/// ```
#[derive(Clone, Debug)]
pub struct SearchSpace<L> {
    label: Vec<L>,
    touched: Vec<u32>,
    queue: BucketQueue<L>,
    work: Work,
}

impl<L: Label> SearchSpace<L> {
    /// A workspace for graphs of up to `states` states.
    pub fn new(states: usize) -> Self {
        Self {
            label: vec![L::UNREACHED; states],
            touched: Vec::new(),
            queue: BucketQueue::new(),
            work: Work::default(),
        }
    }

    /// Labels every state whose label weighs at most `limit`, starting from `seeds` (state, label).
    ///
    /// # Panics
    /// If a seed or arc names a state beyond the workspace's size.
    ///
    /// # Complexity
    /// Linear in the states reached, their arcs and the buckets passed, but for labels corrected
    /// inside a bucket (few: a bucket is about as wide as a short street); nothing is allocated once warm.
    pub fn run(&mut self, graph: &Adjacency, seeds: &[(u32, L)], limit: u32) -> Reached<'_, L> {
        for state in self.touched.drain(..) {
            self.label[state as usize] = L::UNREACHED;
        }
        for &(state, label) in seeds {
            if self.improve(state, label, limit) {
                self.queue.push(BucketQueue::bucket_of(label), label, state);
            }
        }
        let mut bucket = 0;
        while bucket < self.queue.len() {
            self.scan(graph, bucket, limit);
            bucket += 1;
        }
        self.work.searches += 1;
        self.work.settled += self.touched.len() as u64;
        Reached { space: self }
    }

    /// Scans a bucket until it is empty, labels that come back to it included.
    fn scan(&mut self, graph: &Adjacency, bucket: usize, limit: u32) {
        let mut current = self.queue.take(bucket);
        let mut next = 0;
        while let Some(&(label, state)) = current.get(next) {
            next += 1;
            if self.label[state as usize] != label {
                continue;
            }
            let arcs = graph.out(state);
            self.work.relaxed += arcs.len() as u64;
            for arc in arcs {
                let label = label.step(arc);
                if self.improve(arc.head, label, limit) {
                    let own = BucketQueue::bucket_of(label);
                    if own == bucket {
                        current.push((label, arc.head));
                    } else {
                        self.queue.push(own, label, arc.head);
                    }
                }
            }
        }
        self.work.queued += current.len() as u64;
        self.queue.put_back(bucket, current);
    }

    /// Notes a label if it is within the limit and better than what is known.
    fn improve(&mut self, state: u32, label: L, limit: u32) -> bool {
        let known = &mut self.label[state as usize];
        if label >= *known || label.weight() > limit {
            return false;
        }
        if *known == L::UNREACHED {
            self.touched.push(state);
        }
        *known = label;
        true
    }

    /// What all searches of this space did so far.
    pub fn work(&self) -> Work {
        self.work
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
        Some(self.space.label[state as usize]).filter(|&l| l != L::UNREACHED)
    }

    /// The states reached and their labels, in no order that means anything (but always the same).
    pub fn unordered(&self) -> impl Iterator<Item = (u32, L)> {
        let label = &self.space.label;
        self.space.touched.iter().map(|&s| (s, label[s as usize]))
    }

    /// The states reached, by increasing label.
    ///
    /// # Complexity
    /// Sorts and allocates; [`Self::unordered`] does neither.
    pub fn settled(&self) -> impl Iterator<Item = (u32, L)> {
        let mut settled: Vec<(u32, L)> = self.unordered().collect();
        settled.sort_unstable_by_key(|&(state, label)| (label, state));
        settled.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Phases, StateGraph, StreetWeight, WalkGraph};
    use crate::id::NodeId;
    use crate::observer::Silent;
    use crate::search::TimeLabel;

    fn path(weight: u32) -> StateGraph {
        let node = |i| NodeId(i);
        let graph = WalkGraph::new(3, &[node(0), node(1)], &[node(1), node(2)]);
        let weight = StreetWeight {
            forward: Some((weight, weight)),
            backward: Some((weight, weight)),
            private: false,
        };
        StateGraph::new(&graph, Phases::InAndOut, |_| weight, &Silent).unwrap()
    }

    // 0 ─5─ 1 ─5─ 2
    #[test]
    fn a_search_forgets_the_one_before_it() {
        let states = path(5);
        let mut space = SearchSpace::<TimeLabel>::new(3);
        for (start, limit, expected) in [(0, 100, 3), (0, 4, 1), (2, 5, 2), (1, 0, 1)] {
            let reached = space.run(&states.forward, &[(start, TimeLabel::seed(0, 0, 0))], limit);
            assert_eq!(reached.settled().count(), expected);
            assert_eq!(
                (0..3).filter(|&s| reached.label(s).is_some()).count(),
                expected
            );
        }
        let work = space.work();
        assert_eq!((work.searches, work.settled), (4, 7));
    }

    // Streets of 10 hours each: all labels but the first share the last bucket.
    #[test]
    fn labels_beyond_the_last_bucket_are_exact() {
        let states = path(36_000_000);
        let mut space = SearchSpace::<TimeLabel>::new(3);
        let reached = space.run(
            &states.forward,
            &[(2, TimeLabel::seed(7, 0, 0))],
            90_000_000,
        );
        let weights: Vec<u32> = reached.settled().map(|(_, l)| l.weight()).collect();
        assert_eq!(weights, [7, 36_000_007, 72_000_007]);
    }
}
