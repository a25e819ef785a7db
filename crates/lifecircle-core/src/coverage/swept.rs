//! Which facilities every home reaches, and how many: sweeps over 32 neighbouring homes at once.
#![allow(
    clippy::inline_always,
    reason = "visits are compiled with the sweep, for its vector width"
)]

use super::plan::{EngineChoice, Kernel, KernelChoice, Plan};
use super::reverse::Wanted;
use crate::observer::{Cancelled, Observer};
use crate::par;
use crate::sweep::{Direction, LANES, Left, SweepSpace, Visit, left, weight};
use crate::walk::{Between, Gather, Meetings};

/// Per home: what `f` makes of its number and of the facilities within the longest limit, each once.
///
/// `None` where the network does not suit a hierarchy.
pub(super) fn each<T: Clone + Default + Send>(
    between: &Between,
    rules: &[Wanted],
    observer: &dyn Observer,
    f: impl Fn(u32, &[(u32, u32)]) -> T + Sync + Send,
) -> Result<Option<Vec<T>>, Cancelled> {
    let limit = rules.iter().map(|r| r.limit).max().unwrap_or(0);
    let hierarchy = between
        .walks
        .hierarchy(limit, Direction::Forward, observer)?;
    let Some(hierarchy) = hierarchy else {
        return Ok(None);
    };
    let meetings = between.meetings();
    let homes = between.origins.count();
    let order = between.origins.in_space(0..homes);
    let batches: Vec<&[u32]> = order.chunks(LANES).collect();
    let serves: Vec<bool> = (0..between.destinations.count())
        .map(|rank| rules.iter().any(|rule| rule.members[rank]))
        .collect();
    let scratch = || {
        let space = SweepSpace::new(hierarchy.state_count());
        (space, Collect::new(&meetings, &serves, limit))
    };
    let made = par::try_map_range_with(
        observer,
        batches.len(),
        scratch,
        |(space, collect), batch| {
            collect.lanes.iter_mut().for_each(Vec::clear);
            let seeds = collect.gather.start(between, batches[batch]);
            space.run(&hierarchy, &seeds, limit, collect);
            let lanes = batches[batch].iter().zip(&collect.lanes);
            lanes.map(|(&home, lane)| f(home, lane)).collect::<Vec<T>>()
        },
    )?;
    let mut each = vec![T::default(); homes];
    for (&home, made) in order.iter().zip(made.into_iter().flatten()) {
        each[home as usize] = made;
    }
    Ok(Some(each))
}

/// Per origin: what `f` makes of its number and of the destinations within a limit with their weights, each once, in no
/// order that means anything. `None` where a search from each destination is less work ([`Plan`]), or the network does
/// not suit a hierarchy.
///
/// # Complexity
/// A sweep for every 32 origins.
///
/// # Errors
/// [`Cancelled`].
pub(crate) fn each_origin_swept<T: Clone + Default + Send>(
    between: &Between,
    limit: u32,
    observer: &dyn Observer,
    f: impl Fn(u32, &[(u32, u32)]) -> T + Sync + Send,
) -> Result<Option<Vec<T>>, Cancelled> {
    let plan = Plan::new(
        EngineChoice::Auto,
        KernelChoice::Auto,
        between.origins.count(),
        between.destinations.count(),
        between.walks.network().graph.node_count(),
    );
    if plan.kernel != Kernel::Sweep {
        return Ok(None);
    }
    let all = Wanted {
        members: vec![true; between.destinations.count()],
        limit,
    };
    each(between, &[all], observer, f)
}

/// Collects what 32 homes reach.
struct Collect<'a> {
    gather: Gather<'a>,
    /// Per facility, whether any rule asks for it.
    serves: &'a [bool],
    limit: u32,
    /// Per lane: facilities and their weights.
    lanes: Vec<Vec<(u32, u32)>>,
}

impl<'a> Collect<'a> {
    fn new(meetings: &'a Meetings, serves: &'a [bool], limit: u32) -> Self {
        Self {
            gather: Gather::new(meetings, serves.len(), limit),
            serves,
            limit,
            lanes: vec![Vec::new(); LANES],
        }
    }
}

impl Visit for Collect<'_> {
    #[inline(always)]
    fn visit(&mut self, state: u32, left: &Left) {
        self.gather.visit(state, left);
    }

    #[inline(always)]
    fn finish(&mut self) {
        let Self {
            gather,
            serves,
            limit,
            lanes,
        } = self;
        gather.drain(|rank, nearest| {
            if serves[rank as usize] {
                for (lane, &left) in lanes.iter_mut().zip(nearest) {
                    lane.extend(weight(*limit, left).map(|weight| (rank, weight)));
                }
            }
        });
    }
}

/// Per rule and home: the number of distinct facilities within the rule's limit.
///
/// `None` where the network does not suit a hierarchy.
pub(super) fn counts(
    between: &Between,
    rules: &[Wanted],
    observer: &dyn Observer,
) -> Result<Option<Vec<Vec<u32>>>, Cancelled> {
    let limit = rules.iter().map(|r| r.limit).max().unwrap_or(0);
    let hierarchy = between
        .walks
        .hierarchy(limit, Direction::Forward, observer)?;
    let Some(hierarchy) = hierarchy else {
        return Ok(None);
    };
    let meetings = between.meetings();
    let homes = between.origins.count();
    let order = between.origins.in_space(0..homes);
    let batches: Vec<&[u32]> = order.chunks(LANES).collect();
    let scratch = || {
        let space = SweepSpace::new(hierarchy.state_count());
        let facilities = between.destinations.count();
        (space, Count::new(&meetings, rules, facilities, limit))
    };
    let counted =
        par::try_map_range_with(observer, batches.len(), scratch, |(space, count), batch| {
            count.counts.fill([0; LANES]);
            let seeds = count.gather.start(between, batches[batch]);
            space.run(&hierarchy, &seeds, limit, count);
            count.counts.clone()
        })?;
    let mut counts = vec![vec![0; homes]; rules.len()];
    for (batch, counted) in batches.iter().zip(&counted) {
        for (counts, lanes) in counts.iter_mut().zip(counted) {
            for (&home, &count) in batch.iter().zip(lanes) {
                counts[home as usize] = count;
            }
        }
    }
    Ok(Some(counts))
}

/// Counts what 32 homes reach.
struct Count<'a> {
    gather: Gather<'a>,
    rules: &'a [Wanted],
    limit: u32,
    /// Per rule and lane.
    counts: Vec<[u32; LANES]>,
}

impl<'a> Count<'a> {
    fn new(meetings: &'a Meetings, rules: &'a [Wanted], facilities: usize, limit: u32) -> Self {
        Self {
            gather: Gather::new(meetings, facilities, limit),
            rules,
            limit,
            counts: vec![[0; LANES]; rules.len()],
        }
    }
}

impl Visit for Count<'_> {
    #[inline(always)]
    fn visit(&mut self, state: u32, left: &Left) {
        self.gather.visit(state, left);
    }

    #[inline(always)]
    fn finish(&mut self) {
        let Self {
            gather,
            rules,
            limit,
            counts,
        } = self;
        gather.drain(|rank, nearest| {
            for (rule, counts) in rules.iter().zip(&mut *counts) {
                if rule.members[rank as usize] {
                    // What must be left of the longest limit to be within this one.
                    let least = left(*limit, rule.limit);
                    for (count, &left) in counts.iter_mut().zip(nearest) {
                        *count += u32::from(left >= least);
                    }
                }
            }
        });
    }
}
