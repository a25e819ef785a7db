//! How many facilities every home reaches: a bounded search from every facility.

use super::layer::{Layer, Standing};
use crate::lists::Lists;
use crate::place::Residences;
use crate::search::{Label, SearchSpace, WeightLabel};
use crate::units::narrow;

/// Terminals of many standings, grouped by state: who is met there, and at what cost.
pub(crate) type Meetings = Lists<(u32, u32, u32)>;

/// Groups the terminals of `standings` by state, as (owner, weight, second).
pub(crate) fn meetings(states: usize, standings: &[Standing]) -> Meetings {
    let pairs: Vec<(u32, (u32, u32, u32))> = standings
        .iter()
        .flat_map(|s| {
            s.terminals
                .iter()
                .map(|t| (t.state, (s.owner, t.weight, t.second)))
        })
        .collect();
    Lists::group(states, &pairs)
}

/// A rule as the counting engines see it: who serves it, and how far they may be.
pub(super) struct Wanted {
    pub(super) members: Vec<bool>,
    pub(super) limit: u32,
}

/// Per rule and home: the number of distinct facilities within the rule's limit.
pub(super) fn counts(layer: &Layer, residences: &Residences, rules: &[Wanted]) -> Vec<Vec<u32>> {
    let meetings = meetings(layer.states.state_count(), &layer.homes);
    let inside = inside_pairs(residences, layer.first_facility.len() - 1);
    let homes = residences.count();
    let reached = crate::par::map_range_with(
        layer.first_facility.len() - 1,
        || {
            (
                SearchSpace::<WeightLabel>::new(layer.states.state_count()),
                vec![u32::MAX; homes],
                Vec::new(),
            )
        },
        |(space, best, touched), rank| {
            let limit = rules
                .iter()
                .filter(|r| r.members[rank])
                .map(|r| r.limit)
                .max();
            let Some(limit) = limit else {
                return Vec::new();
            };
            let offer = |best: &mut Vec<u32>, touched: &mut Vec<u32>, home: u32, weight: u32| {
                let slot = &mut best[home as usize];
                if weight <= limit && weight < *slot {
                    if *slot == u32::MAX {
                        touched.push(home);
                    }
                    *slot = weight;
                }
            };
            let rank = narrow(rank);
            let terminals = layer.facility(rank).iter().flat_map(|s| &s.terminals);
            let seeds: Vec<(u32, WeightLabel)> = terminals
                .map(|t| (t.state, WeightLabel::seed(t.weight, 0, 0)))
                .collect();
            for (state, label) in space.run(&layer.states.reverse, &seeds, limit).unordered() {
                for &(home, weight, second) in meetings.at(state) {
                    offer(best, touched, home, label.plus(weight, second).weight());
                }
            }
            for standing in layer.facility(rank) {
                for &other in layer.homes_on.at(standing.snap.street.0) {
                    let home = &layer.homes[other as usize];
                    if let Some((weight, _)) = layer.metric.direct(home.snap, standing.snap) {
                        offer(best, touched, home.owner, weight);
                    }
                }
            }
            for &home in inside.at(rank) {
                offer(best, touched, home, 0);
            }
            touched
                .drain(..)
                .map(|home| (home, std::mem::replace(&mut best[home as usize], u32::MAX)))
                .collect()
        },
    );
    let mut counts = vec![vec![0; homes]; rules.len()];
    for (rank, homes) in reached.iter().enumerate() {
        for (rule, counts) in rules
            .iter()
            .zip(&mut counts)
            .filter(|(r, _)| r.members[rank])
        {
            for &(home, _) in homes.iter().filter(|(_, weight)| *weight <= rule.limit) {
                counts[home as usize] += 1;
            }
        }
    }
    counts
}

/// Per facility: the homes it stands in.
fn inside_pairs(residences: &Residences, facilities: usize) -> Lists<u32> {
    let pairs: Vec<(u32, u32)> = (0..residences.count())
        .flat_map(|home| {
            residences
                .zero_of(home)
                .iter()
                .map(move |&rank| (rank, narrow(home)))
        })
        .collect();
    Lists::group(facilities, &pairs)
}
