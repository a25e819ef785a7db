//! The other way round: a bounded search from every home.

use super::engine::Found;
use super::gather::best_of_each_rank;
use super::layer::Layer;
use super::reverse::{Wanted, meetings};
use crate::place::Residences;
use crate::search::{Label, SearchSpace};

/// What a home reaches within one rule's limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Within {
    /// Distinct facilities.
    pub(super) count: u32,
    /// The nearest of them, best first, as many as the rule asks for.
    pub(super) nearest: Vec<Found>,
}

/// Per home and rule: what is within the rule's limit.
pub(super) fn within<L: Label>(
    layer: &Layer,
    residences: &Residences,
    rules: &[Wanted],
    k: &[usize],
) -> Vec<Vec<Within>> {
    let Some(limit) = rules.iter().map(|r| r.limit).max() else {
        return vec![Vec::new(); residences.count()];
    };
    let meetings = meetings(layer.states.state_count(), &layer.facilities);
    crate::par::map_range_with(
        residences.count(),
        || SearchSpace::<L>::new(layer.states.state_count()),
        |space, home| {
            // The leg takes the place of the rank, so that of equal paths the one with the shorter leg counts.
            let mut seeds = Vec::new();
            for standing in layer.home(home) {
                let seed = |t: &crate::metric::Terminal| {
                    (t.state, L::seed(t.weight, t.second, standing.snap.leg_mm))
                };
                seeds.extend(standing.terminals.iter().map(seed));
            }
            let mut keys: Vec<(u32, u32, u32, u32)> = residences
                .zero_of(home)
                .iter()
                .map(|&rank| (0, rank, 0, 0))
                .collect();
            for (state, label) in space.run(&layer.states.forward, &seeds, limit).unordered() {
                for &(rank, weight, second) in meetings.at(state) {
                    let label = label.plus(weight, second);
                    keys.push((label.weight(), rank, label.rank(), label.second()));
                }
            }
            for standing in layer.home(home) {
                for &other in layer.facilities_on.at(standing.snap.street.0) {
                    let facility = &layer.facilities[other as usize];
                    if let Some((weight, second)) =
                        layer.metric.direct(standing.snap, facility.snap)
                    {
                        let second = L::seed(weight, second, 0).second();
                        keys.push((weight, facility.owner, standing.snap.leg_mm, second));
                    }
                }
            }
            keys.retain(|key| key.0 <= limit);
            let reached = best_of_each_rank(keys, usize::MAX);
            let of_rule = |(rule, &k): (&Wanted, &usize)| {
                let own = |f: &&Found| rule.members[f.rank as usize] && f.weight <= rule.limit;
                let own: Vec<Found> = reached.iter().filter(own).copied().collect();
                Within {
                    count: crate::units::narrow(own.len()),
                    nearest: own.into_iter().take(k).collect(),
                }
            };
            rules.iter().zip(k).map(of_rule).collect()
        },
    )
}
