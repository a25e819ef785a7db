//! The other way round: bounded searches from the street ends of every home.

use super::engine::Found;
use super::layer::Layer;
use super::reverse::{Meetings, Wanted, meetings};
use super::swept::in_space;
use crate::place::Residences;
use crate::search::{Label, SearchSpace};
use crate::units::narrow;

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

/// A facility as seen from a state: rank, weight, second.
type Met = (u32, u32, u32);

/// Per home and rule: what is within the rule's limit.
pub(super) fn within<L: Label>(
    layer: &Layer,
    residences: &Residences,
    rules: &[Wanted],
    k: &[usize],
) -> Vec<Vec<Within>> {
    let limit = rules.iter().map(|r| r.limit).max().unwrap_or(0);
    let states = layer.states.state_count();
    let meetings = meetings(states, &layer.facilities);
    let order = in_space(layer, 0..residences.count());
    let batches: Vec<&[u32]> = order.chunks(BATCH).collect();
    let found = crate::par::map_range_with(
        batches.len(),
        || SearchSpace::<L>::new(states),
        |space, batch| {
            let ends = Ends::of(space, layer, &meetings, batches[batch], limit);
            let home = |&home: &u32| of_home::<L>(layer, residences, rules, k, limit, &ends, home);
            batches[batch].iter().map(home).collect::<Vec<_>>()
        },
    );
    let mut within = vec![Vec::new(); residences.count()];
    for (home, found) in order.iter().zip(found.into_iter().flatten()) {
        within[*home as usize] = found;
    }
    within
}

/// What is met from each state at which homes of a batch start.
struct Ends {
    states: Vec<u32>,
    met: Vec<Vec<Met>>,
}

impl Ends {
    fn of<L: Label>(
        space: &mut SearchSpace<L>,
        layer: &Layer,
        meetings: &Meetings,
        homes: &[u32],
        limit: u32,
    ) -> Self {
        let standings = homes.iter().flat_map(|&home| layer.home(home as usize));
        let mut states: Vec<u32> = standings
            .flat_map(|s| s.terminals.iter().map(|t| t.state))
            .collect();
        states.sort_unstable();
        states.dedup();
        let mut met_from = |&start: &u32| {
            let mut met = Vec::new();
            let seed = [(start, L::seed(0, 0, 0))];
            for (state, label) in space.run(&layer.states.forward, &seed, limit).unordered() {
                for &(rank, weight, second) in meetings.at(state) {
                    let label = label.plus(weight, second);
                    if label.weight() <= limit {
                        met.push((rank, label.weight(), label.second()));
                    }
                }
            }
            met
        };
        let met = states.iter().map(&mut met_from).collect();
        Self { states, met }
    }

    fn at(&self, state: u32) -> &[Met] {
        self.states
            .binary_search(&state)
            .map_or(&[], |i| &self.met[i])
    }
}

fn of_home<L: Label>(
    layer: &Layer,
    residences: &Residences,
    rules: &[Wanted],
    k: &[usize],
    limit: u32,
    ends: &Ends,
    home: u32,
) -> Vec<Within> {
    let home = home as usize;
    let inside = residences.zero_of(home).iter();
    let mut keys: Vec<(u32, u32, u32, u32)> = inside.map(|&rank| (0, rank, 0, 0)).collect();
    for standing in layer.home(home) {
        let leg = standing.snap.leg_mm;
        for terminal in &standing.terminals {
            for &(rank, weight, second) in ends.at(terminal.state) {
                let label = L::seed(weight, second, 0).plus(terminal.weight, terminal.second);
                keys.push((label.weight(), rank, leg, label.second()));
            }
        }
        for &other in layer.facilities_on.at(standing.snap.street.0) {
            let facility = &layer.facilities[other as usize];
            if let Some((weight, second)) = layer.metric.direct(standing.snap, facility.snap) {
                let second = L::seed(weight, second, 0).second();
                keys.push((weight, facility.owner, leg, second));
            }
        }
    }
    keys.retain(|key| key.0 <= limit);
    let reached = distinct(keys);
    let of_rule = |(rule, &k): (&Wanted, &usize)| {
        let own = |f: &&Found| rule.members[f.rank as usize] && f.weight <= rule.limit;
        let own: Vec<Found> = reached.iter().filter(own).copied().collect();
        Within {
            count: narrow(own.len()),
            nearest: own.into_iter().take(k).collect(),
        }
    };
    rules.iter().zip(k).map(of_rule).collect()
}

/// The smallest key of each rank (weight, rank, leg, second), best first.
fn distinct(mut keys: Vec<(u32, u32, u32, u32)>) -> Vec<Found> {
    keys.sort_unstable_by_key(|&(weight, rank, leg_mm, ms)| (rank, weight, leg_mm, ms));
    keys.dedup_by_key(|key| key.1);
    keys.sort_unstable();
    let found = |(weight, rank, leg_mm, ms)| Found {
        weight,
        rank,
        leg_mm,
        ms,
    };
    keys.into_iter().map(found).collect()
}
