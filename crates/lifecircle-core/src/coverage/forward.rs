//! The other way round: bounded searches from the street ends of every home.

use super::reverse::Wanted;
use crate::lists::Lists;
use crate::observer::{Cancelled, Observer, Stop};
use crate::par;
use crate::search::{Label, SearchSpace};
use crate::units::narrow;
use crate::walk::{Between, Found};

/// Homes that one worker does in a row. They are neighbours and share the searches of the ends of
/// their streets; larger batches keep more results in memory at a time.
const BATCH: usize = 64;

/// What a home reaches within one rule's limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Within {
    /// Distinct facilities.
    pub(super) count: u32,
    /// The nearest of them, best first, as many as the rule asks for.
    pub(super) nearest: Vec<Found>,
}

/// Per state: the facilities met there (rank, weight, second).
type Meetings = Lists<(u32, u32, u32)>;

/// Per home and rule: what is within the rule's limit.
pub(super) fn within<L: Label>(
    between: &Between,
    rules: &[Wanted],
    k: &[usize],
    observer: &dyn Observer,
) -> Result<Vec<Vec<Within>>, Cancelled> {
    each::<L, _>(between, rules, observer, |_, reached| {
        let of_rule = |(rule, &k): (&Wanted, &usize)| {
            let own = |f: &&Found| rule.members[f.rank as usize] && f.weight <= rule.limit;
            let own: Vec<Found> = reached.iter().filter(own).copied().collect();
            Within {
                count: narrow(own.len()),
                nearest: own.into_iter().take(k).collect(),
            }
        };
        rules.iter().zip(k).map(of_rule).collect()
    })
}

/// Per home: what `f` makes of its number and of the facilities within the longest limit, best first, each once.
pub(super) fn each<L: Label, T: Clone + Default + Send>(
    between: &Between,
    rules: &[Wanted],
    observer: &dyn Observer,
    f: impl Fn(u32, &[Found]) -> T + Sync + Send,
) -> Result<Vec<T>, Cancelled> {
    let limit = rules.iter().map(|r| r.limit).max().unwrap_or(0);
    let states = between.walks.states().state_count();
    let met = |rank, t: &crate::metric::Terminal| (rank, t.weight, t.second);
    let meetings = between.destinations.by_state(states, met);
    let homes = between.origins.count();
    let order = between.origins.in_space(0..homes);
    let batches: Vec<&[u32]> = order.chunks(BATCH).collect();
    let stop = Stop::new(observer);
    let scratch = || SearchSpace::<L>::new(states);
    let found = par::map_range_with(batches.len(), scratch, |space, batch| {
        let ends = Ends::of(space, between, &meetings, batches[batch], limit, &stop);
        let home = |&home: &u32| f(home, &of_home::<L>(between, limit, &ends, home));
        batches[batch].iter().map(home).collect::<Vec<_>>()
    });
    let found = stop.unless_stopped(found)?;
    let mut within = vec![T::default(); homes];
    for (home, found) in order.iter().zip(found.into_iter().flatten()) {
        within[*home as usize] = found;
    }
    Ok(within)
}

/// What is met from each state at which homes of a batch start, as labels.
struct Ends<L> {
    states: Vec<u32>,
    met: Vec<Vec<L>>,
}

impl<L: Label> Ends<L> {
    /// Nothing more once a stop is wanted.
    fn of(
        space: &mut SearchSpace<L>,
        between: &Between,
        meetings: &Meetings,
        homes: &[u32],
        limit: u32,
        stop: &Stop,
    ) -> Self {
        let terminals = homes.iter().flat_map(|&h| between.origins.terminals_of(h));
        let mut states: Vec<u32> = terminals.map(|t| t.state).collect();
        states.sort_unstable();
        states.dedup();
        let mut met_from = |&start: &u32| {
            let mut met = Vec::new();
            if stop.now() {
                return met;
            }
            let seed = [(start, L::seed(0, 0, 0))];
            let reached = space.run(&between.walks.states().forward, &seed, limit);
            for (state, label) in reached.unordered() {
                for &(rank, weight, second) in meetings.at(state) {
                    let label = label.plus(weight, second);
                    if label.weight() <= limit {
                        met.push(L::seed(label.weight(), label.second(), rank));
                    }
                }
            }
            met
        };
        let met = states.iter().map(&mut met_from).collect();
        Self { states, met }
    }

    fn at(&self, state: u32) -> &[L] {
        self.states
            .binary_search(&state)
            .map_or(&[], |i| &self.met[i])
    }
}

/// The facilities within a limit of a home.
fn of_home<L: Label>(between: &Between, limit: u32, ends: &Ends<L>, home: u32) -> Vec<Found> {
    let mut ways = Vec::new();
    between.each_way(
        home,
        |state| ends.at(state),
        |way| {
            if way.weight <= limit {
                ways.push(way);
            }
        },
    );
    distinct(ways)
}

/// The smallest way to each facility, best first.
fn distinct(mut ways: Vec<Found>) -> Vec<Found> {
    ways.sort_unstable_by_key(|way| (way.rank, *way));
    ways.dedup_by_key(|way| way.rank);
    ways.sort_unstable();
    ways
}
