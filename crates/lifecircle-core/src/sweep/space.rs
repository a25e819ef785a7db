//! The sweep itself: up, then down, over 32 lanes.
#![allow(
    clippy::inline_always,
    reason = "what runs inside a sweep must be compiled for the vector width the sweep was chosen for"
)]

use super::NO_WAY;
use super::hierarchy::{Hierarchy, Hop};
use crate::search::Work;

/// Origins that are swept together.
pub const LANES: usize = 32;

/// One label per lane, in a pair of cache lines.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Labels(pub [u32; LANES]);

impl Labels {
    /// No lane reached; adding a weight does not overflow.
    pub const UNREACHED: Self = Self([NO_WAY; LANES]);

    /// The smallest label.
    #[inline(always)]
    fn least(&self) -> u32 {
        // Columns first: compilers do not turn a plain minimum of 32 into vectors.
        const WIDTH: usize = 8;
        let mut least = [NO_WAY; WIDTH];
        for row in self.0.chunks_exact(WIDTH) {
            for (least, &label) in least.iter_mut().zip(row) {
                *least = (*least).min(label);
            }
        }
        least.into_iter().fold(NO_WAY, u32::min)
    }

    /// Takes the smaller label of each lane, after `weight` more.
    #[inline(always)]
    pub fn relax(&mut self, from: &Self, weight: u32) {
        for lane in 0..LANES {
            self.0[lane] = self.0[lane].min(from.0[lane] + weight);
        }
    }
}

/// Where a lane's search starts. A lane may have several: the two ends of a street.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed {
    /// Below [`LANES`].
    pub lane: u32,
    /// The state.
    pub state: u32,
    /// What it costs to get there.
    pub weight: u32,
}

/// Takes the final labels of every state reached by any lane.
///
/// Implementations mark [`Self::visit`] `#[inline(always)]`, so that their loops over the lanes
/// are compiled for the same vector width as the sweep.
pub trait Visit {
    /// The labels of `state`; those above the limit are not reached.
    fn visit(&mut self, state: u32, labels: &Labels);

    /// Called once after the last visit of a sweep.
    fn finish(&mut self) {}
}

/// Labels and marks of one worker, reused by every sweep: 128 bytes per state.
#[derive(Clone, Debug)]
pub struct SweepSpace {
    labels: Vec<Labels>,
    marks: Marks,
    work: Work,
}

impl SweepSpace {
    /// A workspace for hierarchies of up to `states` states.
    pub fn new(states: usize) -> Self {
        Self {
            labels: vec![Labels::UNREACHED; states],
            marks: Marks::new(states),
            work: Work::default(),
        }
    }

    /// Searches from up to [`LANES`] origins at once and hands every state reached to `visit`.
    ///
    /// # Complexity
    /// One vector operation per arc of the hierarchy at the states reached by any lane.
    ///
    /// # Panics
    /// If the limit is above the hierarchy's, or a seed names a lane or state beyond its range.
    pub fn run(
        &mut self,
        hierarchy: &Hierarchy,
        seeds: &[Seed],
        limit: u32,
        visit: &mut impl Visit,
    ) {
        assert!(
            limit <= hierarchy.limit(),
            "the hierarchy was built for less"
        );
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2")
            && std::arch::is_x86_feature_detected!("bmi1")
            && std::arch::is_x86_feature_detected!("lzcnt")
        {
            #[allow(
                unsafe_code,
                reason = "the one call that needs it: the features it requires were detected on the lines above"
            )]
            // SAFETY: `sweep_avx2` is safe code compiled for avx2, bmi1 and lzcnt, which this machine has.
            unsafe {
                sweep_avx2(self, hierarchy, seeds, limit, visit);
            }
            return;
        }
        sweep(self, hierarchy, seeds, limit, visit);
    }

    /// What all sweeps of this space did so far: arcs count once for all lanes.
    pub fn work(&self) -> Work {
        self.work
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,lzcnt")]
fn sweep_avx2<V: Visit>(
    space: &mut SweepSpace,
    hierarchy: &Hierarchy,
    seeds: &[Seed],
    limit: u32,
    visit: &mut V,
) {
    sweep(space, hierarchy, seeds, limit, visit);
}

#[inline(always)]
fn sweep<V: Visit>(
    space: &mut SweepSpace,
    hierarchy: &Hierarchy,
    seeds: &[Seed],
    limit: u32,
    visit: &mut V,
) {
    let SweepSpace {
        labels,
        marks,
        work,
    } = space;
    for seed in seeds.iter().filter(|s| s.weight <= limit) {
        let position = hierarchy.position(seed.state) as usize;
        let label = &mut labels[position].0[seed.lane as usize];
        *label = (*label).min(seed.weight);
        marks.set(position);
    }
    let mut relaxed = 0;
    let mut at = 0;
    while let Some(position) = marks.next(at) {
        relaxed += relax(labels, marks, position, hierarchy.up.at(position), limit);
        at = position + 1;
    }
    let mut settled = 0;
    while let Some(position) = marks.pop_last() {
        relaxed += relax(labels, marks, position, hierarchy.down.at(position), limit);
        visit.visit(hierarchy.state_at(position), &labels[position]);
        labels[position] = Labels::UNREACHED;
        settled += 1;
    }
    visit.finish();
    work.searches += 1;
    work.settled += settled;
    work.relaxed += relaxed;
}

/// Relaxes the arcs at a position for all lanes, until they lead beyond the limit for each; tells how many.
#[inline(always)]
fn relax(
    labels: &mut [Labels],
    marks: &mut Marks,
    position: usize,
    hops: &[Hop],
    limit: u32,
) -> u64 {
    let from = labels[position];
    let room = limit - from.least().min(limit);
    let mut relaxed = 0;
    for &(to, weight) in hops {
        if weight > room {
            break;
        }
        let to = to as usize;
        labels[to].relax(&from, weight);
        marks.set(to);
        relaxed += 1;
    }
    relaxed
}

/// A set of positions in two levels of bits.
#[derive(Clone, Debug)]
struct Marks {
    words: Vec<u64>,
    summary: Vec<u64>,
    /// Words of the summary from here on are 0.
    top: usize,
}

impl Marks {
    fn new(positions: usize) -> Self {
        let words = positions.div_ceil(64);
        Self {
            words: vec![0; words],
            summary: vec![0; words.div_ceil(64)],
            top: 0,
        }
    }

    #[inline(always)]
    fn set(&mut self, position: usize) {
        let word = position / 64;
        self.words[word] |= 1 << (position % 64);
        self.summary[word / 64] |= 1 << (word % 64);
        self.top = self.top.max(word / 64 + 1);
    }

    /// The first position from `at` on.
    #[inline(always)]
    fn next(&self, at: usize) -> Option<usize> {
        let word = at / 64;
        let rest = self.words.get(word)? & (!0 << (at % 64));
        if rest != 0 {
            return Some(word * 64 + rest.trailing_zeros() as usize);
        }
        let mut group = (word + 1) / 64;
        let mut rest = self.summary.get(group)? & (!0 << ((word + 1) % 64));
        while rest == 0 {
            group += 1;
            if group >= self.top {
                return None;
            }
            rest = self.summary[group];
        }
        let word = group * 64 + rest.trailing_zeros() as usize;
        Some(word * 64 + self.words[word].trailing_zeros() as usize)
    }

    /// Takes the last position out.
    #[inline(always)]
    fn pop_last(&mut self) -> Option<usize> {
        while self.top > 0 {
            let group = self.summary[self.top - 1];
            if group != 0 {
                let word = (self.top - 1) * 64 + 63 - group.leading_zeros() as usize;
                let bits = self.words[word];
                let bit = 63 - bits.leading_zeros() as usize;
                self.words[word] = bits & !(1 << bit);
                if self.words[word] == 0 {
                    self.summary[word / 64] &= !(1 << (word % 64));
                }
                return Some(word * 64 + bit);
            }
            self.top -= 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Marks;

    #[test]
    fn marks_come_in_order_both_ways() {
        let positions = [0, 1, 63, 64, 4095, 4096, 9_999];
        let mut marks = Marks::new(10_000);
        positions.iter().rev().for_each(|&p| marks.set(p));
        let mut up = Vec::new();
        let mut at = 0;
        while let Some(position) = marks.next(at) {
            up.push(position);
            at = position + 1;
        }
        assert_eq!(up, positions);
        let mut down = Vec::new();
        while let Some(position) = marks.pop_last() {
            down.push(position);
        }
        down.reverse();
        assert_eq!(down, positions);
        assert_eq!(marks.next(0), None);
    }
}
