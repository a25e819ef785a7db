//! The nearest facilities of every home, from one multi-source pass per rule.

use super::engine::Found;
use super::layer::Layer;
use crate::place::Residences;
use crate::search::{Label, NearestK, nearest_k};

/// A facility reached from a home; the smallest wins: weight, rank, leg, second unit.
type Key = (u32, u32, u32, u32);

/// The nearest facility among `members` of every home, and its `k`-th nearest, none beyond `limit`.
pub(super) fn nearest<L: Label>(
    layer: &Layer,
    residences: &Residences,
    members: &[bool],
    limit: u32,
    k: usize,
) -> Vec<[Option<Found>; 2]> {
    let mut seeds = Vec::new();
    for standing in layer
        .facilities
        .iter()
        .filter(|s| members[s.owner as usize])
    {
        let seed =
            |t: &crate::metric::Terminal| (t.state, L::seed(t.weight, t.second, standing.owner));
        seeds.extend(standing.terminals.iter().map(seed));
    }
    let found = nearest_k(&layer.states.reverse, &seeds, limit, k);
    crate::par::map_range_with(residences.count(), Vec::new, |keys, home| {
        of_home(layer, residences, members, &found, home, keys);
        keys.retain(|key| key.0 <= limit);
        first_and_kth(keys, k)
    })
}

/// Makes `keys` all ways to reach the nearest facilities of a home.
fn of_home<L: Label>(
    layer: &Layer,
    residences: &Residences,
    members: &[bool],
    found: &NearestK<L>,
    home: usize,
    keys: &mut Vec<Key>,
) {
    keys.clear();
    let inside = residences
        .zero_of(home)
        .iter()
        .filter(|&&rank| members[rank as usize]);
    keys.extend(inside.map(|&rank| (0, rank, 0, 0)));
    for standing in layer.home(home) {
        let leg = standing.snap.leg_mm;
        for terminal in &standing.terminals {
            for label in found.labels(terminal.state) {
                let label = label.plus(terminal.weight, terminal.second);
                keys.push((label.weight(), label.rank(), leg, label.second()));
            }
        }
        for &other in layer.facilities_on.at(standing.snap.street.0) {
            let facility = &layer.facilities[other as usize];
            if members[facility.owner as usize]
                && let Some((weight, second)) = layer.metric.direct(standing.snap, facility.snap)
            {
                let second = L::seed(weight, second, 0).second();
                keys.push((weight, facility.owner, leg, second));
            }
        }
    }
}

/// The smallest key, and the smallest key of the `k`-th distinct rank.
fn first_and_kth(keys: &mut [Key], k: usize) -> [Option<Found>; 2] {
    let found = |&(weight, rank, leg_mm, ms): &Key| Found {
        weight,
        rank,
        leg_mm,
        ms,
    };
    if k == 1 {
        return [keys.iter().min().map(found); 2];
    }
    keys.sort_unstable();
    let mut ranks: Vec<u32> = Vec::with_capacity(k);
    for key in keys.iter() {
        if !ranks.contains(&key.1) {
            ranks.push(key.1);
            if ranks.len() == k {
                return [keys.first().map(found), Some(found(key))];
            }
        }
    }
    [keys.first().map(found), None]
}

/// The weight of the nearest cut end of every home, `u32::MAX` beyond `limit` (§4.8).
pub(super) fn cut_ends<L: Label>(
    layer: &Layer,
    residences: &Residences,
    cut_nodes: &[crate::id::NodeId],
    limit: u32,
) -> Vec<u32> {
    let states = cut_nodes.iter().flat_map(|&node| layer.states.all(node));
    let seeds: Vec<(u32, L)> = states.map(|state| (state, L::seed(0, 0, 0))).collect();
    let found = nearest_k(&layer.states.reverse, &seeds, limit, 1);
    let of_terminal = |t: &crate::metric::Terminal| {
        let label = found.labels(t.state).first()?;
        Some(label.plus(t.weight, t.second).weight()).filter(|&w| w <= limit)
    };
    crate::par::map_range(residences.count(), |home| {
        let terminals = layer.home(home).iter().flat_map(|s| &s.terminals);
        terminals.filter_map(of_terminal).min().unwrap_or(u32::MAX)
    })
}
