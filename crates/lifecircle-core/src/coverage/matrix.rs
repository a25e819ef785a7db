//! Origin–destination matrices: the walking time of every pair within a limit.
#![allow(
    clippy::inline_always,
    reason = "visits are compiled with the sweep, for its vector width"
)]

use std::ops::Range;

use super::layer::{Layer, Stops};
use super::plan::{Kernel, KernelChoice};
use super::reverse::{Meetings, meetings};
use super::swept::in_space;
use crate::build::BuiltNetwork;
use crate::lists::Lists;
use crate::metric::{Unit, Walking};
use crate::par;
use crate::search::{Label, SearchSpace, WeightLabel};
use crate::sweep::{
    self, Direction, Hierarchy, LANES, Left, Seed, SweepSpace, Visit, left, relax, weight,
};

/// A destination and the milliseconds to it.
pub type Walk = (u32, u32);

/// Everything that rows of a matrix are computed from.
pub struct Matrix<'a> {
    layer: Layer<'a>,
    meetings: Meetings,
    /// Per origin, destinations that need no walk at all.
    at_hand: Lists<u32>,
    hierarchy: Option<Hierarchy>,
    limit_ms: u32,
}

impl<'a> Matrix<'a> {
    /// Prepares walks from `origins` to `destinations` of up to `limit_ms`; `at_hand` are pairs
    /// (origin, destination) that are 0 apart, such as a home and the shop in its ground floor.
    ///
    /// # Complexity
    /// Linear in places and network; a hierarchy where sweeps pay.
    ///
    /// # Panics
    /// If a pair of `at_hand` names a place beyond the lists.
    pub fn new(
        built: &'a BuiltNetwork,
        walking: Walking,
        origins: &Stops,
        destinations: &Stops,
        at_hand: &[(u32, u32)],
        limit_ms: u32,
        kernel: KernelChoice,
    ) -> Self {
        let layer = Layer::new(built, walking, Unit::Time, origins, destinations);
        let sweeps = match kernel {
            KernelChoice::Auto => sweep::pays(origins.count(), layer.states.state_count()),
            KernelChoice::Bounded => false,
            KernelChoice::Sweep => true,
        };
        let hierarchy = sweeps.then(|| Hierarchy::new(&layer.states, limit_ms, Direction::Forward));
        Self {
            meetings: meetings(layer.states.state_count(), &layer.facilities),
            at_hand: Lists::group(origins.count(), at_hand),
            hierarchy: hierarchy.flatten(),
            layer,
            limit_ms,
        }
    }

    /// The kernel that fills it.
    pub fn kernel(&self) -> Kernel {
        match self.hierarchy {
            Some(_) => Kernel::Sweep,
            None => Kernel::Bounded,
        }
    }

    /// Number of origins.
    pub fn origin_count(&self) -> usize {
        self.layer.first_home.len() - 1
    }

    /// Per origin of the range its walks, by destination.
    ///
    /// # Complexity
    /// A bounded search per origin, or a sweep per 32 neighbouring ones: larger ranges have more neighbours.
    ///
    /// # Panics
    /// If the range goes beyond the origins.
    pub fn rows(&self, range: Range<usize>) -> Vec<Vec<Walk>> {
        let order = in_space(&self.layer, range.clone());
        let batches: Vec<&[u32]> = order.chunks(LANES).collect();
        let scratch = || Scratch::new(self);
        let found = par::map_range_with(batches.len(), scratch, |scratch, batch| {
            scratch.rows(self, batches[batch])
        });
        let mut rows = vec![Vec::new(); range.len()];
        for (&origin, row) in order.iter().zip(found.into_iter().flatten()) {
            rows[origin as usize - range.start] = row;
        }
        rows
    }

    /// What an origin reaches without a node: at hand, or along its own street.
    fn near(&self, origin: u32, mut offer: impl FnMut(u32, u32)) {
        for &destination in self.at_hand.at(origin) {
            offer(destination, 0);
        }
        for standing in self.layer.home(origin as usize) {
            for &other in self.layer.facilities_on.at(standing.snap.street.0) {
                let to = &self.layer.facilities[other as usize];
                if let Some((ms, _)) = self.layer.metric.direct(standing.snap, to.snap) {
                    offer(to.owner, ms);
                }
            }
        }
    }
}

/// What one worker reuses.
enum Scratch<'a> {
    Sweep(&'a Hierarchy, SweepSpace, Gather<'a>),
    Bounded(SearchSpace<WeightLabel>),
}

impl<'a> Scratch<'a> {
    fn new(matrix: &'a Matrix) -> Self {
        let states = matrix.layer.states.state_count();
        let Some(hierarchy) = &matrix.hierarchy else {
            return Self::Bounded(SearchSpace::new(states));
        };
        let destinations = matrix.layer.first_facility.len() - 1;
        let gather = Gather {
            meetings: &matrix.meetings,
            nearest: vec![[0; LANES]; destinations],
            touched: Vec::new(),
            is_touched: vec![false; destinations],
        };
        Self::Sweep(hierarchy, SweepSpace::new(states), gather)
    }

    fn rows(&mut self, matrix: &Matrix, origins: &[u32]) -> Vec<Vec<Walk>> {
        match self {
            Self::Sweep(hierarchy, space, gather) => gather.rows(matrix, hierarchy, space, origins),
            Self::Bounded(space) => {
                let row = |&origin: &u32| bounded_row(matrix, space, origin);
                origins.iter().map(row).collect()
            }
        }
    }
}

fn bounded_row(matrix: &Matrix, space: &mut SearchSpace<WeightLabel>, origin: u32) -> Vec<Walk> {
    let layer = &matrix.layer;
    let terminals = layer
        .home(origin as usize)
        .iter()
        .flat_map(|s| &s.terminals);
    let seeds: Vec<(u32, WeightLabel)> = terminals
        .map(|t| (t.state, WeightLabel::seed(t.weight, 0, 0)))
        .collect();
    let mut row = Vec::new();
    matrix.near(origin, |to, ms| row.push((to, ms)));
    let reached = space.run(&layer.states.forward, &seeds, matrix.limit_ms);
    for (state, label) in reached.unordered() {
        for &(to, weight, _) in matrix.meetings.at(state) {
            row.push((to, label.plus(weight, 0).weight()));
        }
    }
    row.retain(|&(_, ms)| ms <= matrix.limit_ms);
    row.sort_unstable();
    row.dedup_by_key(|walk| walk.0);
    row
}

/// Gathers the walks of 32 origins: per destination what is left of the limit from each.
struct Gather<'a> {
    meetings: &'a Meetings,
    nearest: Vec<Left>,
    touched: Vec<u32>,
    is_touched: Vec<bool>,
}

impl Gather<'_> {
    fn rows(
        &mut self,
        matrix: &Matrix,
        hierarchy: &Hierarchy,
        space: &mut SweepSpace,
        origins: &[u32],
    ) -> Vec<Vec<Walk>> {
        let mut seeds = Vec::with_capacity(origins.len() * 2);
        for (lane, &origin) in (0..).zip(origins) {
            matrix.near(origin, |to, ms| {
                let slot = &mut self.touch(to)[lane as usize];
                *slot = (*slot).max(left(matrix.limit_ms, ms));
            });
            let standings = matrix.layer.home(origin as usize);
            seeds.extend(standings.iter().flat_map(|s| &s.terminals).map(|t| Seed {
                lane,
                state: t.state,
                weight: t.weight,
            }));
        }
        space.run(hierarchy, &seeds, matrix.limit_ms, self);
        self.touched.sort_unstable();
        let mut rows = vec![Vec::new(); origins.len()];
        for to in self.touched.drain(..) {
            let rests = std::mem::replace(&mut self.nearest[to as usize], [0; LANES]);
            self.is_touched[to as usize] = false;
            for (row, rest) in rows.iter_mut().zip(rests) {
                row.extend(weight(matrix.limit_ms, rest).map(|ms| (to, ms)));
            }
        }
        rows
    }

    #[inline(always)]
    fn touch(&mut self, to: u32) -> &mut Left {
        if !std::mem::replace(&mut self.is_touched[to as usize], true) {
            self.touched.push(to);
        }
        &mut self.nearest[to as usize]
    }
}

impl Visit for Gather<'_> {
    #[inline(always)]
    fn visit(&mut self, state: u32, left: &Left) {
        let meetings = self.meetings;
        for &(to, weight, _) in meetings.at(state) {
            relax(self.touch(to), left, weight);
        }
    }
}

/// Rows of at most about this many walks are computed at a time by [`rows_by_size`].
const WALKS_AT_A_TIME: usize = 8_000_000;

/// Hands all rows to `sink` in input order, in ranges small enough for memory and large enough for sweeps.
///
/// # Errors
/// The first that `sink` returns; nothing more is computed then.
pub fn rows_by_size<E>(
    matrix: &Matrix,
    mut sink: impl FnMut(usize, Vec<Vec<Walk>>) -> Result<(), E>,
) -> Result<(), E> {
    let count = matrix.origin_count();
    let (mut start, mut size) = (0, 4096.min(count));
    while start < count {
        let end = (start + size).min(count);
        let rows = matrix.rows(start..end);
        let walks: usize = rows.iter().map(Vec::len).sum();
        let mean = (walks / rows.len()).max(1);
        size = (WALKS_AT_A_TIME / mean).clamp(LANES, 1 << 20);
        sink(start, rows)?;
        start = end;
    }
    Ok(())
}
