//! Origin–destination matrices: the walking time of every pair within a limit.

use std::ops::Range;
use std::sync::Arc;

use super::plan::{Kernel, KernelChoice};
use crate::lists::Lists;
use crate::metric::Unit;
use crate::observer::{Cancelled, Observer, Stop};
use crate::par;
use crate::search::{Label, SearchSpace, WeightLabel};
use crate::sweep::{self, Direction, Hierarchy, LANES, SweepSpace, weight};
use crate::walk::{Between, Gather, Meetings, Stops, Walks};

/// A destination and the milliseconds to it.
pub type Walk = (u32, u32);

/// Everything that rows of a matrix are computed from.
///
/// ```
/// use lifecircle_core::coverage::{KernelChoice, Matrix, Stops};
/// use lifecircle_core::observer::Silent;
/// # use lifecircle_testkit::{Settings, World};
/// # let demo = include_bytes!("../../../../data/demo.osm.pbf");
/// # let city = World::new(demo, &Settings::default()).unwrap(); // as `assemble` builds it
///
/// let homes = Stops::of_residences(&city.residences);
/// let shops = Stops::of_facilities(&city.facilities);
/// let limit_ms = 600_000;
/// let matrix = Matrix::new(&city.walks, &homes, &shops, &[], limit_ms, KernelChoice::Auto, &Silent)?;
/// let rows = matrix.rows(0..10, &Silent)?;
/// assert!(rows.iter().flatten().all(|&(_, ms)| ms <= limit_ms));
/// # Ok::<(), lifecircle_core::Cancelled>(())
/// ```
pub struct Matrix<'a> {
    between: Between<'a>,
    meetings: Meetings,
    hierarchy: Option<Arc<Hierarchy>>,
    limit_ms: u32,
}

impl<'a> Matrix<'a> {
    /// Prepares walks from `origins` to `destinations` of up to `limit_ms`; `at_hand` are pairs
    /// (origin, destination) that are 0 apart, such as a home and the shop in its ground floor.
    ///
    /// # Complexity
    /// Linear in places and network; a hierarchy where sweeps pay.
    ///
    /// # Errors
    /// [`Cancelled`].
    ///
    /// # Panics
    /// If a pair of `at_hand` names a place beyond the lists.
    pub fn new(
        walks: &'a Walks,
        origins: &Stops,
        destinations: &Stops,
        at_hand: &[(u32, u32)],
        limit_ms: u32,
        kernel: KernelChoice,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let walks = walks.by(Unit::Time, observer)?;
        let at_hand = Lists::group(origins.count(), at_hand);
        let between = Between::new(walks, origins, destinations, at_hand);
        let sweeps = match kernel {
            KernelChoice::Auto => sweep::pays(origins.count(), walks.states().state_count()),
            KernelChoice::Bounded => false,
            KernelChoice::Sweep => true,
        };
        let hierarchy = sweeps.then(|| walks.hierarchy(limit_ms, Direction::Forward, observer));
        Ok(Self {
            meetings: between.meetings(),
            hierarchy: hierarchy.transpose()?.flatten(),
            between,
            limit_ms,
        })
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
        self.between.origins.count()
    }

    /// Per origin of the range its walks, by destination.
    ///
    /// # Complexity
    /// A bounded search per origin, or a sweep per 32 neighbouring ones: larger ranges have more neighbours.
    ///
    /// # Errors
    /// [`Cancelled`].
    ///
    /// # Panics
    /// If the range goes beyond the origins.
    pub fn rows(
        &self,
        range: Range<usize>,
        observer: &dyn Observer,
    ) -> Result<Vec<Vec<Walk>>, Cancelled> {
        let order = self.between.origins.in_space(range.clone());
        let batches: Vec<&[u32]> = order.chunks(LANES).collect();
        let stop = Stop::new(observer);
        let scratch = || Scratch::new(self);
        let found = par::map_range_with(batches.len(), scratch, |scratch, batch| {
            scratch.rows(self, batches[batch], &stop)
        });
        let found = stop.unless_stopped(found)?;
        let mut rows = vec![Vec::new(); range.len()];
        for (&origin, row) in order.iter().zip(found.into_iter().flatten()) {
            rows[origin as usize - range.start] = row;
        }
        Ok(rows)
    }
}

/// What one worker reuses.
enum Scratch<'a> {
    Sweep(&'a Hierarchy, SweepSpace, Gather<'a>),
    Bounded(SearchSpace<WeightLabel>),
}

impl<'a> Scratch<'a> {
    fn new(matrix: &'a Matrix) -> Self {
        let states = matrix.between.walks.states().state_count();
        let Some(hierarchy) = &matrix.hierarchy else {
            return Self::Bounded(SearchSpace::new(states));
        };
        let destinations = matrix.between.destinations.count();
        let gather = Gather::new(&matrix.meetings, destinations, matrix.limit_ms);
        Self::Sweep(hierarchy, SweepSpace::new(states), gather)
    }

    /// The rows of a batch; fewer where a stop is wanted.
    fn rows(&mut self, matrix: &Matrix, origins: &[u32], stop: &Stop) -> Vec<Vec<Walk>> {
        match self {
            Self::Sweep(..) if stop.now() => Vec::new(),
            Self::Sweep(hierarchy, space, gather) => {
                swept_rows(matrix, hierarchy, space, gather, origins)
            }
            Self::Bounded(space) => {
                let go_on = origins.iter().take_while(|_| !stop.now());
                go_on.map(|&o| bounded_row(matrix, space, o)).collect()
            }
        }
    }
}

fn bounded_row(matrix: &Matrix, space: &mut SearchSpace<WeightLabel>, origin: u32) -> Vec<Walk> {
    let between = &matrix.between;
    let seeds = between.origins.seeds_of(origin);
    let mut row = Vec::new();
    between.near(origin, |found| row.push((found.rank, found.weight)));
    let reached = space.run(&between.walks.states().forward, &seeds, matrix.limit_ms);
    for (state, label) in reached.unordered() {
        for &(to, weight) in matrix.meetings.at(state) {
            row.push((to, label.plus(weight, 0).weight()));
        }
    }
    row.retain(|&(_, ms)| ms <= matrix.limit_ms);
    row.sort_unstable();
    row.dedup_by_key(|walk| walk.0);
    row
}

fn swept_rows(
    matrix: &Matrix,
    hierarchy: &Hierarchy,
    space: &mut SweepSpace,
    gather: &mut Gather,
    origins: &[u32],
) -> Vec<Vec<Walk>> {
    let seeds = gather.start(&matrix.between, origins);
    space.run(hierarchy, &seeds, matrix.limit_ms, gather);
    gather.sort();
    let mut rows = vec![Vec::new(); origins.len()];
    gather.drain(|to, rests| {
        for (row, &rest) in rows.iter_mut().zip(rests) {
            row.extend(weight(matrix.limit_ms, rest).map(|ms| (to, ms)));
        }
    });
    rows
}

/// Rows of at most about this many walks are computed at a time by [`rows_by_size`]: 64 MB of them.
const WALKS_AT_A_TIME: usize = 8_000_000;
/// Rows computed first, when nothing is known of their size.
const FIRST_ROWS: usize = 4096;
/// And at most so many at a time, however short they are.
const MOST_ROWS: usize = 1 << 20;

/// Hands all rows to `sink` in input order, in ranges small enough for memory and large enough for sweeps.
///
/// # Errors
/// The first that `sink` returns, or [`Cancelled`]; nothing more is computed then.
pub fn rows_by_size<E: From<Cancelled>>(
    matrix: &Matrix,
    observer: &dyn Observer,
    mut sink: impl FnMut(usize, Vec<Vec<Walk>>) -> Result<(), E>,
) -> Result<(), E> {
    let count = matrix.origin_count();
    let (mut start, mut size) = (0, FIRST_ROWS.min(count));
    while start < count {
        let end = (start + size).min(count);
        let rows = matrix.rows(start..end, observer)?;
        let walks: usize = rows.iter().map(Vec::len).sum();
        let mean = (walks / rows.len()).max(1);
        size = (WALKS_AT_A_TIME / mean).clamp(LANES, MOST_ROWS);
        sink(start, rows)?;
        start = end;
    }
    Ok(())
}
