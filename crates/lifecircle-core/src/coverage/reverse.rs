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

/// Per destination: what `f` makes of its number and of the origins within its limit with their weights, each once, in no
/// order that means anything; a default where a destination has no limit.
///
/// # Complexity
/// A bounded search for each destination with a limit.
///
/// # Errors
/// [`Cancelled`].
pub(crate) fn each_destination<T: Default + Send>(
    between: &Between,
    limit_of: impl Fn(usize) -> Option<u32> + Sync + Send,
    observer: &dyn Observer,
    f: impl Fn(usize, &[(u32, u32)]) -> T + Sync + Send,
) -> Result<Vec<T>, Cancelled> {
    let incoming = between.incoming();
    let origins = between.origins.count();
    let scratch = || {
        let (touched, found) = (Vec::new(), Vec::new());
        (incoming.space(), vec![u32::MAX; origins], touched, found)
    };
    let destinations = between.destinations.count();
    par::try_map_range_with(
        observer,
        destinations,
        scratch,
        |(space, best, touched, found), rank| {
            let Some(limit) = limit_of(rank) else {
                return T::default();
            };
            incoming.search(space, narrow(rank), limit, |origin, weight| {
                let slot = &mut best[origin as usize];
                if weight < *slot {
                    if *slot == u32::MAX {
                        touched.push(origin);
                    }
                    *slot = weight;
                }
            });
            found.clear();
            let origins = touched.drain(..);
            found.extend(origins.map(|o| (o, std::mem::replace(&mut best[o as usize], u32::MAX))));
            f(rank, found)
        },
    )
}

/// Per facility: the homes within the longest limit of the rules that it serves, and their weights.
pub(super) fn reached(
    between: &Between,
    rules: &[Wanted],
    observer: &dyn Observer,
) -> Result<Vec<Vec<(u32, u32)>>, Cancelled> {
    let limit_of = |rank: usize| {
        let own = rules.iter().filter(|r| r.members[rank]);
        own.map(|r| r.limit).max()
    };
    each_destination(between, limit_of, observer, |_, homes| homes.to_vec())
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
