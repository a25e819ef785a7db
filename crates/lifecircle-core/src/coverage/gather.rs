//! The nearest facilities of every home, from one multi-source pass per rule.

use crate::observer::{Cancelled, Observer};
use crate::par;
use crate::search::{Label, NearestK, nearest_k};
use crate::walk::{Between, Found};

/// The nearest facility among `members` of every home, and its `k`-th nearest, none beyond `limit`.
pub(crate) fn nearest<L: Label>(
    between: &Between,
    members: &[bool],
    limit: u32,
    k: usize,
    observer: &dyn Observer,
) -> Result<Vec<[Option<Found>; 2]>, Cancelled> {
    let found = pass::<L>(between, members, limit, k, observer)?;
    let homes = between.origins.count();
    let nearest = Nearest {
        between,
        found: &found,
        members,
        limit,
        k,
    };
    par::try_map_range_with(observer, homes, Vec::new, |ways, home| {
        nearest.of_home(ways, crate::units::narrow(home))
    })
}

/// The `k` nearest facilities among `members` of every state, none beyond `limit`.
pub(super) fn pass<L: Label>(
    between: &Between,
    members: &[bool],
    limit: u32,
    k: usize,
    observer: &dyn Observer,
) -> Result<NearestK<L>, Cancelled> {
    let seeds = (between.destinations).seeds::<L>(|rank| members[rank as usize]);
    nearest_k(&between.walks.states().reverse, &seeds, limit, k, observer)
}

/// What a pass says of homes.
pub(super) struct Nearest<'a, L> {
    pub(super) between: &'a Between<'a>,
    pub(super) found: &'a NearestK<L>,
    pub(super) members: &'a [bool],
    pub(super) limit: u32,
    pub(super) k: usize,
}

impl<L: Label> Nearest<'_, L> {
    /// The nearest facility of a home, and its `k`-th nearest.
    pub(super) fn of_home(&self, ways: &mut Vec<Found>, home: u32) -> [Option<Found>; 2] {
        ways.clear();
        let labels = |state| self.found.labels(state);
        self.between.each_way(home, labels, |way| {
            if way.weight <= self.limit && self.members[way.rank as usize] {
                ways.push(way);
            }
        });
        first_and_kth(ways, self.k)
    }
}

/// The smallest way, and the smallest to the `k`-th distinct facility.
fn first_and_kth(ways: &mut [Found], k: usize) -> [Option<Found>; 2] {
    if k == 1 {
        return [ways.iter().min().copied(); 2];
    }
    ways.sort_unstable();
    let mut ranks: Vec<u32> = Vec::with_capacity(k);
    for way in ways.iter() {
        if !ranks.contains(&way.rank) {
            ranks.push(way.rank);
            if ranks.len() == k {
                return [ways.first().copied(), Some(*way)];
            }
        }
    }
    [ways.first().copied(), None]
}

/// The weight of the nearest cut end of every home, `u32::MAX` beyond `limit` (walking model §4.8).
pub(crate) fn cut_ends<L: Label>(
    between: &Between,
    limit: u32,
    observer: &dyn Observer,
) -> Result<Vec<u32>, Cancelled> {
    let found = between.walks.to_cut_ends::<L>(limit, observer)?;
    let of_terminal = |t: &crate::metric::Terminal| {
        let label = found.labels(t.state).first()?;
        Some(label.plus(t.weight, t.second).weight()).filter(|&w| w <= limit)
    };
    par::try_map_range(observer, between.origins.count(), |home| {
        let terminals = between.origins.terminals_of(crate::units::narrow(home));
        terminals.filter_map(of_terminal).min().unwrap_or(u32::MAX)
    })
}
