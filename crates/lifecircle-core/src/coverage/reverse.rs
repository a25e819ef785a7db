//! How many facilities every home reaches: a bounded search from every facility.

use crate::observer::{Cancelled, Observer};
use crate::par;
use crate::units::narrow;
use crate::walk::Between;

/// A rule as the counting engines see it: who serves it, and how far they may be.
pub(super) struct Wanted {
    pub(super) members: Vec<bool>,
    pub(super) limit: u32,
}

/// Per facility: the homes within the longest limit of the rules that it serves, and their weights.
pub(super) fn reached(
    between: &Between,
    rules: &[Wanted],
    observer: &dyn Observer,
) -> Result<Vec<Vec<(u32, u32)>>, Cancelled> {
    let incoming = between.incoming();
    let homes = between.origins.count();
    let scratch = || (incoming.space(), vec![u32::MAX; homes], Vec::new());
    let facilities = between.destinations.count();
    par::try_map_range_with(
        observer,
        facilities,
        scratch,
        |(space, best, touched), rank| {
            let own = rules.iter().filter(|r| r.members[rank]);
            let Some(limit) = own.map(|r| r.limit).max() else {
                return Vec::new();
            };
            incoming.search(space, narrow(rank), limit, |home, weight| {
                let slot = &mut best[home as usize];
                if weight < *slot {
                    if *slot == u32::MAX {
                        touched.push(home);
                    }
                    *slot = weight;
                }
            });
            let homes = touched.drain(..);
            homes
                .map(|home| (home, std::mem::replace(&mut best[home as usize], u32::MAX)))
                .collect()
        },
    )
}

/// Per rule and home: the number of distinct facilities within the rule's limit.
pub(super) fn counts(
    between: &Between,
    rules: &[Wanted],
    observer: &dyn Observer,
) -> Result<Vec<Vec<u32>>, Cancelled> {
    let reached = reached(between, rules, observer)?;
    let homes = between.origins.count();
    let mut counts = vec![vec![0; homes]; rules.len()];
    for (rank, homes) in reached.iter().enumerate() {
        let own = rules.iter().zip(&mut counts);
        for (rule, counts) in own.filter(|(rule, _)| rule.members[rank]) {
            for &(home, _) in homes.iter().filter(|(_, weight)| *weight <= rule.limit) {
                counts[home as usize] += 1;
            }
        }
    }
    Ok(counts)
}
