//! The k nearest distinct targets of every state, in one pass from all targets.

mod reseed;

pub use reseed::Reseeding;

use super::label::Label;
use super::queue::BucketQueue;
use super::work::Work;
use crate::graph::Adjacency;
use crate::observer::{Cancelled, Observer, go_on};

/// Seeds started together. They are sorted by state, so neighbours in space: the wavefront of a
/// group stays in cache, and what earlier groups found prunes it.
const GROUP: usize = 64;

/// Per state up to `k` labels of distinct ranks, best first.
#[derive(Clone, Debug)]
pub struct NearestK<L> {
    k: usize,
    /// `k` per state, increasing; unused ones are unreached.
    labels: Vec<L>,
    work: Work,
}

impl<L: Label> NearestK<L> {
    /// The labels of a state, best first, each of another rank.
    pub fn labels(&self, state: u32) -> &[L] {
        let slots = self.slots(state);
        &slots[..slots.iter().take_while(|&&l| l != L::UNREACHED).count()]
    }

    /// What the pass did.
    pub fn work(&self) -> Work {
        self.work
    }

    fn slots(&self, state: u32) -> &[L] {
        let start = state as usize * self.k;
        &self.labels[start..start + self.k]
    }

    /// Whether a label is still among the best of its state.
    fn holds(&self, state: u32, label: L) -> bool {
        if self.k == 1 {
            self.labels[state as usize] == label
        } else {
            self.slots(state).contains(&label)
        }
    }

    /// Takes a label in if it is among the best of its state, in place of a worse one of its rank.
    fn improve(&mut self, state: u32, label: L) -> bool {
        if self.k == 1 {
            let slot = &mut self.labels[state as usize];
            let better = label < *slot;
            if better {
                *slot = label;
            }
            return better;
        }
        let start = state as usize * self.k;
        let slots = &mut self.labels[start..start + self.k];
        let last = slots.len() - 1;
        if label >= slots[last] {
            return false;
        }
        let at = slots.partition_point(|&l| l <= label);
        if slots[..at].iter().any(|l| l.rank() == label.rank()) {
            return false;
        }
        let worse = slots[at..last]
            .iter()
            .position(|&l| l != L::UNREACHED && l.rank() == label.rank());
        let end = worse.map_or(last, |i| at + i);
        slots.copy_within(at..end, at + 1);
        slots[at] = label;
        true
    }
}

/// For every state of `graph` (the reverse arcs) the `k` nearest of the seeds' ranks within `limit`.
///
/// A rank counts once, by its smallest label; equal weights are told apart by rank.
///
/// # Complexity
/// About `O(k (n + m))` for `n` states and `m` arcs; labels are corrected inside buckets and
/// between groups of seeds.
///
/// # Errors
/// [`Cancelled`]; the observer is asked before each bucket.
///
/// # Panics
/// If a seed names a state beyond the graph, or `k` is 0.
pub fn nearest_k<L: Label>(
    graph: &Adjacency,
    seeds: &[(u32, L)],
    limit: u32,
    k: usize,
    observer: &dyn Observer,
) -> Result<NearestK<L>, Cancelled> {
    assert!(k > 0, "at least one target is asked for");
    let mut found = NearestK {
        k,
        labels: vec![L::UNREACHED; graph.state_count() * k],
        work: Work::default(),
    };
    let mut seeds: Vec<(u32, L)> = seeds.to_vec();
    seeds.sort_unstable();
    let mut queue = BucketQueue::new();
    for group in seeds.chunks(GROUP) {
        for &(state, label) in group {
            if label.weight() <= limit && found.improve(state, label) {
                queue.push(BucketQueue::bucket_of(label), label, state);
            }
        }
        let mut bucket = 0;
        while bucket < queue.len() {
            go_on(observer)?;
            scan(graph, &mut queue, bucket, limit, &mut found);
            bucket += 1;
        }
    }
    found.work.searches = 1;
    let settled = found.labels.iter().filter(|&&l| l != L::UNREACHED).count();
    found.work.settled = settled as u64;
    Ok(found)
}

/// Scans a bucket until it is empty, labels that come back to it included.
fn scan<L: Label>(
    graph: &Adjacency,
    queue: &mut BucketQueue<L>,
    bucket: usize,
    limit: u32,
    found: &mut NearestK<L>,
) {
    let mut current = queue.take(bucket);
    let mut next = 0;
    while let Some(&(label, state)) = current.get(next) {
        next += 1;
        if !found.holds(state, label) {
            continue;
        }
        let arcs = graph.out(state);
        found.work.relaxed += arcs.len() as u64;
        for arc in arcs {
            let label = label.step(arc);
            if label.weight() <= limit && found.improve(arc.head, label) {
                let own = BucketQueue::bucket_of(label);
                if own == bucket {
                    current.push((label, arc.head));
                } else {
                    queue.push(own, label, arc.head);
                }
            }
        }
    }
    found.work.queued += current.len() as u64;
    queue.put_back(bucket, current);
}
