//! The nearest targets after some targets are gone and others have come: repaired where that matters, not found anew.

use super::{NearestK, scan};
use crate::graph::{Adjacency, StateGraph};
use crate::observer::{Cancelled, Observer, go_on};
use crate::search::label::Label;
use crate::search::queue::BucketQueue;
use crate::search::work::Work;

/// What becomes of the targets of a pass.
#[derive(Clone, Copy, Debug)]
pub struct Reseeding<'a, L> {
    /// Per former rank the present one, `None` where the target is gone. Those that stay keep their order.
    pub present: &'a [Option<u32>],
    /// States at which targets began that are gone.
    pub left: &'a [u32],
    /// Where the present targets begin, with present ranks: those that have come, and all others.
    pub seeds: &'a [(u32, L)],
}

impl<L: Label> NearestK<L> {
    /// The same pass with other targets, and the states whose labels are others than their rank alone says, in order.
    ///
    /// # Complexity
    /// A copy of the labels, and a search among the states that had a target which is gone, or get one that has come.
    ///
    /// # Errors
    /// [`Cancelled`].
    ///
    /// # Panics
    /// If a label has a rank beyond the former ones, or a seed names a state beyond the graph.
    pub fn reseeded(
        &self,
        states: &StateGraph,
        change: Reseeding<L>,
        limit: u32,
        observer: &dyn Observer,
    ) -> Result<(Self, Vec<u32>), Cancelled> {
        go_on(observer)?;
        let mut found = Self {
            work: Work::default(),
            ..self.clone()
        };
        let mut is_touched = vec![false; states.state_count()];
        let emptied = found.without_gone(&states.reverse, change, &mut is_touched);
        found.rename(change.present);
        let before = found.labels.clone();
        let mut queue = BucketQueue::new();
        // What neighbours know of the targets that stay goes on where one is gone.
        for &state in &emptied {
            for arc in states.forward.out(state) {
                for slot in 0..self.k {
                    let label = found.slots(arc.head)[slot];
                    if label == L::UNREACHED {
                        break;
                    }
                    found.offer(state, label.step(arc), limit, &mut queue);
                }
            }
        }
        for &(state, label) in change.seeds {
            found.offer(state, label, limit, &mut queue);
        }
        let mut bucket = 0;
        while bucket < queue.len() {
            go_on(observer)?;
            scan(&states.reverse, &mut queue, bucket, limit, &mut found);
            bucket += 1;
        }
        let own = found.labels.chunks(self.k).zip(before.chunks(self.k));
        for (is_touched, (now, before)) in is_touched.iter_mut().zip(own) {
            *is_touched |= now != before;
        }
        let touched = (0..).zip(&is_touched).filter(|(_, is)| **is);
        let touched = touched.map(|(state, _)| state).collect();
        Ok((found, touched))
    }

    /// Takes a label in if it counts, to be handed on.
    fn offer(&mut self, state: u32, label: L, limit: u32, queue: &mut BucketQueue<L>) {
        if label.weight() <= limit && self.improve(state, label) {
            queue.push(BucketQueue::bucket_of(label), label, state);
        }
    }

    /// Takes out the labels of targets that are gone; returns the states that had some.
    ///
    /// A state that has one of a target got it from a state that has one too: they hang together.
    fn without_gone(
        &mut self,
        reverse: &Adjacency,
        change: Reseeding<L>,
        is_emptied: &mut [bool],
    ) -> Vec<u32> {
        let is_gone =
            |label: L| label != L::UNREACHED && change.present[label.rank() as usize].is_none();
        let mut emptied = Vec::new();
        let mut next = change.left.to_vec();
        while let Some(state) = next.pop() {
            let start = state as usize * self.k;
            let slots = &mut self.labels[start..start + self.k];
            if !slots.iter().any(|&label| is_gone(label)) {
                continue;
            }
            let mut kept = 0;
            for slot in 0..slots.len() {
                if !is_gone(slots[slot]) {
                    slots[kept] = slots[slot];
                    kept += 1;
                }
            }
            slots[kept..].fill(L::UNREACHED);
            is_emptied[state as usize] = true;
            emptied.push(state);
            next.extend(reverse.out(state).map(|arc| arc.head));
        }
        emptied
    }

    /// Gives every label the present rank of its target.
    fn rename(&mut self, present: &[Option<u32>]) {
        for label in &mut self.labels {
            if *label != L::UNREACHED {
                // Labels of targets that are gone have been taken out.
                let rank = present[label.rank() as usize].unwrap_or(u32::MAX);
                *label = L::seed(label.weight(), label.second(), rank);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::graph::{Phases, StreetWeight, WalkGraph};
    use crate::id::{NodeId, StreetId};
    use crate::observer::Silent;
    use crate::search::{LengthLabel, nearest_k};

    /// Streets at random, some of them one-way or private.
    fn states(streets: &[(u32, u32, u32, u8)]) -> StateGraph {
        let node = |i: u32| NodeId(i);
        let tail: Vec<NodeId> = streets.iter().map(|s| node(s.0)).collect();
        let head: Vec<NodeId> = streets.iter().map(|s| node(s.1)).collect();
        let graph = WalkGraph::new(NODES as usize, &tail, &head);
        let weight = |street: StreetId| {
            let (.., weight, kind) = streets[street.index()];
            let walked = Some((weight, weight / 2));
            StreetWeight {
                forward: walked.filter(|_| kind != 1),
                backward: walked.filter(|_| kind != 2),
                private: kind == 3,
            }
        };
        StateGraph::new(&graph, Phases::InAndOut, weight, &Silent).unwrap()
    }

    const NODES: u32 = 12;

    type Street = (u32, u32, u32, u8);

    fn street() -> impl Strategy<Value = Street> {
        // Few weights, so that many walks are equally long.
        (0..NODES, 0..NODES, 1..4_u32, 0..5_u8)
    }

    proptest! {
        #[test]
        fn repaired_labels_are_those_of_a_pass_from_all_targets(
            streets in prop::collection::vec(street(), 4..30),
            former in prop::collection::vec((any::<prop::sample::Index>(), 0..3_u32, any::<bool>()), 0..8),
            fresh in prop::collection::vec((any::<prop::sample::Index>(), 0..3_u32, 0..9_usize), 0..4),
            k in 1..4_usize,
            limit in 2..12_u32,
        ) {
            let states = states(&streets);
            prop_assume!(states.state_count() > 0);
            let count = states.state_count();
            let seed = |at: &prop::sample::Index, weight: u32, rank: u32| {
                (u32::try_from(at.index(count)).unwrap(), LengthLabel::seed(weight, weight / 2, rank))
            };
            let before: Vec<_> = (0..).zip(&former).map(|(rank, (at, weight, _))| seed(at, *weight, rank)).collect();
            let was = nearest_k(&states.reverse, &before, limit, k, &Silent).unwrap();
            // The present order: those that stay as they were, the others in between.
            let stay = (0..former.len()).filter(|&i| former[i].2);
            let mut order: Vec<Result<usize, usize>> = stay.map(Ok).collect();
            for (i, (.., place)) in fresh.iter().enumerate() {
                order.insert((*place).min(order.len()), Err(i));
            }
            let mut present = vec![None; former.len()];
            let mut seeds = Vec::new();
            for (rank, who) in (0..).zip(&order) {
                match *who {
                    Ok(i) => {
                        present[i] = Some(rank);
                        seeds.push(seed(&former[i].0, former[i].1, rank));
                    }
                    Err(i) => seeds.push(seed(&fresh[i].0, fresh[i].1, rank)),
                }
            }
            let left: Vec<u32> = before.iter().zip(&former).filter(|(_, f)| !f.2).map(|(b, _)| b.0).collect();
            let change = Reseeding { present: &present, left: &left, seeds: &seeds };
            let (found, touched) = was.reseeded(&states, change, limit, &Silent).unwrap();
            let anew = nearest_k(&states.reverse, &seeds, limit, k, &Silent).unwrap();
            prop_assert_eq!(&found.labels, &anew.labels);
            for state in 0..u32::try_from(count).unwrap() {
                let renamed: Vec<_> = was.labels(state).iter().map(|l| {
                    let rank = present[l.rank() as usize];
                    rank.map(|rank| LengthLabel::seed(l.weight(), l.second(), rank))
                }).collect();
                let is_same = renamed == found.labels(state).iter().copied().map(Some).collect::<Vec<_>>();
                prop_assert!(is_same || touched.contains(&state));
            }
        }
    }
}
