//! The sweep itself: up, then down, over 32 lanes.
#![allow(
    clippy::inline_always,
    reason = "what runs inside a sweep must be compiled for the vector width the sweep was chosen for"
)]

use super::hierarchy::{Hierarchy, Hop};
use crate::search::Work;

/// Origins that are swept together.
pub const LANES: usize = 32;

/// What each lane has left of the limit at a place, plus one: `limit + 1 - weight` where the place
/// is within the limit, 0 where it is not.
///
/// Counted down instead of up, fresh memory says *not reached* by itself: a workspace for a large
/// city costs what is touched of it.
pub type Left = [i32; LANES];

/// Takes the larger rest of each lane, after `weight` more.
#[inline(always)]
pub fn relax(to: &mut Left, from: &Left, weight: u32) {
    // Weights are below 2³⁰ (`MAX_WEIGHT`), and a rest is not negative.
    let weight = weight.cast_signed();
    for lane in 0..LANES {
        to[lane] = to[lane].max(from[lane] - weight);
    }
}

/// The rest of a limit after `weight`, 0 if that is beyond it.
#[inline]
pub fn left(limit: u32, weight: u32) -> i32 {
    (limit + 1).saturating_sub(weight).cast_signed()
}

/// The weight that leaves this rest, `None` for what is not reached.
#[inline]
pub fn weight(limit: u32, left: i32) -> Option<u32> {
    (left > 0).then(|| limit + 1 - left.cast_unsigned())
}

/// The largest of some rests.
#[inline(always)]
fn most(left: &[i32]) -> i32 {
    left.iter().fold(0, |most, &left| most.max(left))
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
    /// What each lane has left of the sweep's limit at `state`.
    fn visit(&mut self, state: u32, left: &Left);

    /// Called once after the last visit of a sweep.
    fn finish(&mut self) {}
}

/// Labels and marks of one worker, reused by every sweep: 128 bytes per state, of which a run pays
/// for what it touches.
///
/// ```
/// use lifecircle_graph::graph::{Phases, StateGraph, StreetWeight, WalkGraph};
/// use lifecircle_graph::id::NodeId;
/// use lifecircle_graph::observer::Silent;
/// use lifecircle_graph::sweep::{self, Direction, Hierarchy, Left, Seed, SweepSpace, Visit};
///
/// // 0 ─5 s─ 1 ─5 s─ 2
/// let [a, b, c] = [0, 1, 2].map(NodeId);
/// let graph = WalkGraph::new(3, &[a, b], &[b, c]);
/// let five_s = Some((5_000, 0));
/// let weight = StreetWeight { forward: five_s, backward: five_s, private: false };
/// let states = StateGraph::new(&graph, Phases::InAndOut, |_| weight, &Silent)?;
/// let start = states.start(a, false).expect("a street at node 0");
///
/// /// Collects who gets where, and when.
/// struct Found(Vec<(u32, u32)>);
/// impl Visit for Found {
///     fn visit(&mut self, state: u32, left: &Left) {
///         self.0.extend(sweep::weight(7_000, left[0]).map(|ms| (state, ms)));
///     }
/// }
/// let hierarchy = Hierarchy::new(&states, 7_000, Direction::Forward, &Silent)?.expect("no hubs");
/// let mut found = Found(Vec::new());
/// let seeds = [Seed { lane: 0, state: start, weight: 0 }];
/// SweepSpace::new(states.state_count()).run(&hierarchy, &seeds, 7_000, &mut found);
/// found.0.sort();
/// assert_eq!(found.0.iter().map(|f| f.1).collect::<Vec<_>>(), [0, 5_000]);
/// # Ok::<(), lifecircle_graph::observer::Cancelled>(())
/// ```
#[derive(Clone, Debug)]
pub struct SweepSpace {
    /// A label per position, from the first cache line on.
    lines: Vec<i32>,
    marks: Marks,
    work: Work,
}

/// Bytes of a cache line.
const LINE: usize = 64;

impl SweepSpace {
    /// A workspace for hierarchies of up to `states` states.
    pub fn new(states: usize) -> Self {
        Self {
            lines: vec![0; states * LANES + LINE / size_of::<i32>()],
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
        let run = self.prepare(hierarchy, limit);
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
                sweep_avx2(run, seeds, visit);
            }
            return;
        }
        run.sweep(seeds, visit);
    }

    fn prepare<'a>(&'a mut self, hierarchy: &'a Hierarchy, limit: u32) -> Run<'a> {
        assert!(
            limit <= hierarchy.limit(),
            "the hierarchy was built for less"
        );
        let start = self.lines.as_ptr().align_offset(LINE);
        let (labels, _) = self.lines[start.min(LINE / size_of::<i32>())..].as_chunks_mut::<LANES>();
        Run {
            labels,
            marks: &mut self.marks,
            work: &mut self.work,
            hierarchy,
            limit,
            lanes: std::hint::black_box(LANES),
        }
    }

    /// What all sweeps of this space did so far: arcs count once for all lanes.
    pub fn work(&self) -> Work {
        self.work
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,lzcnt")]
fn sweep_avx2<V: Visit>(run: Run, seeds: &[Seed], visit: &mut V) {
    run.sweep(seeds, visit);
}

/// One sweep over a workspace.
struct Run<'a> {
    labels: &'a mut [Left],
    marks: &'a mut Marks,
    work: &'a mut Work,
    hierarchy: &'a Hierarchy,
    limit: u32,
    /// [`LANES`], hidden from the compiler: a maximum of known length is unrolled into 32
    /// comparisons, which cost more than all else at a state; one of unknown length becomes vectors.
    lanes: usize,
}

impl Run<'_> {
    #[inline(always)]
    fn sweep<V: Visit>(mut self, seeds: &[Seed], visit: &mut V) {
        for seed in seeds.iter().filter(|s| s.weight <= self.limit) {
            let position = self.hierarchy.position(seed.state) as usize;
            let label = &mut self.labels[position][seed.lane as usize];
            *label = (*label).max(left(self.limit, seed.weight));
            self.marks.set(position);
        }
        let hierarchy = self.hierarchy;
        let mut relaxed = 0;
        let mut at = 0;
        while let Some(position) = self.marks.next(at) {
            relaxed += self.relax(position, hierarchy.up.at(position));
            at = position + 1;
        }
        let mut settled = 0;
        while let Some(position) = self.marks.pop_last() {
            relaxed += self.relax(position, hierarchy.down.at(position));
            visit.visit(hierarchy.state_at(position), &self.labels[position]);
            self.labels[position] = [0; LANES];
            settled += 1;
        }
        visit.finish();
        self.work.searches += 1;
        self.work.settled += settled;
        self.work.relaxed += relaxed;
    }

    /// Relaxes the arcs at a position for all lanes, until they lead beyond the limit for each; tells how many.
    #[inline(always)]
    fn relax(&mut self, position: usize, hops: &[Hop]) -> u64 {
        let from = self.labels[position];
        let most = most(&from[..self.lanes]).cast_unsigned();
        let mut relaxed = 0;
        for &(to, weight) in hops {
            if weight >= most {
                break;
            }
            relax(&mut self.labels[to as usize], &from, weight);
            self.marks.set(to as usize);
            relaxed += 1;
        }
        relaxed
    }
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
        let at = position / 64;
        let word = &mut self.words[at];
        // Most marks fall into words that have some: those leave the levels above alone.
        if *word == 0 {
            self.summary[at / 64] |= 1 << (at % 64);
            self.top = self.top.max(at / 64 + 1);
        }
        *word |= 1 << (position % 64);
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
    use super::*;
    use crate::graph::{Phases, StateGraph, StreetWeight, WalkGraph};
    use crate::id::{NodeId, StreetId};
    use crate::observer::Silent;
    use crate::sweep::Direction;

    /// Keeps what each lane has left at each state.
    struct Keep(Vec<Left>);

    impl Visit for Keep {
        fn visit(&mut self, state: u32, left: &Left) {
            self.0[state as usize] = *left;
        }
    }

    // A grid of 30 × 30 with uneven streets. On machines with AVX2 the two paths are two compilations.
    #[test]
    fn the_portable_path_finds_what_the_chosen_one_finds() {
        const SIDE: u32 = 30;
        let (mut tail, mut head) = (Vec::new(), Vec::new());
        for node in 0..SIDE * SIDE {
            for (step, inside) in [(1, node % SIDE + 1 < SIDE), (SIDE, node / SIDE + 1 < SIDE)] {
                if inside {
                    tail.push(NodeId(node));
                    head.push(NodeId(node + step));
                }
            }
        }
        let graph = WalkGraph::new((SIDE * SIDE) as usize, &tail, &head);
        let weight = |street: StreetId| StreetWeight {
            forward: Some((3 + street.0 * 7 % 11, 0)),
            backward: (!street.0.is_multiple_of(5)).then_some((2 + street.0 * 13 % 17, 0)),
            private: street.0.is_multiple_of(9),
        };
        let states = StateGraph::new(&graph, Phases::InAndOut, weight, &Silent).unwrap();
        let hierarchy = Hierarchy::new(&states, 90, Direction::Forward, &Silent);
        let hierarchy = hierarchy.unwrap().unwrap();
        let count = states.state_count();
        let seeds: Vec<Seed> = (0..40)
            .map(|i| Seed {
                lane: i % 32,
                state: i * 19,
                weight: i,
            })
            .collect();
        let mut space = SweepSpace::new(count);
        let (mut chosen, mut portable) =
            (Keep(vec![[0; LANES]; count]), Keep(vec![[0; LANES]; count]));
        space.run(&hierarchy, &seeds, 80, &mut chosen);
        space.prepare(&hierarchy, 80).sweep(&seeds, &mut portable);
        assert!(chosen.0 == portable.0);
        assert!(chosen.0.iter().flatten().filter(|&&left| left > 0).count() > 3_000);
    }

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
