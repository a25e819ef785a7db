//! Places on the streets: the terminals by which walks begin at them, or end.

use super::{Stops, UnitWalks};
use crate::lists::Lists;
use crate::metric::{Terminal, Terminals};
use crate::par;
use crate::search::Label;
use crate::snap::Snap;
use crate::sweep::Seed;
use crate::units::narrow;

/// A way in that has a street: whose it is, its snap, and its terminals.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) owner: u32,
    pub(crate) snap: Snap,
    pub(crate) terminals: Terminals,
}

/// Places standing on the streets of one unit, all as origins or all as destinations of walks.
#[derive(Clone, Debug)]
pub(crate) struct Standings {
    /// By owner.
    rows: Vec<Standing>,
    /// Per owner, where its standings begin; one more at the end.
    first: Vec<u32>,
    /// Per street: positions of the standings on it.
    on_street: Lists<u32>,
}

impl Standings {
    /// Places from which walks start.
    pub(crate) fn origins(walks: &UnitWalks, stops: &Stops) -> Self {
        let metric = walks.metric();
        Self::new(walks, stops, |snap| metric.starts(walks.states(), snap))
    }

    /// Places at which walks end.
    pub(crate) fn destinations(walks: &UnitWalks, stops: &Stops) -> Self {
        let metric = walks.metric();
        Self::new(walks, stops, |snap| metric.ends(walks.states(), snap))
    }

    fn new(
        walks: &UnitWalks,
        stops: &Stops,
        terminals: impl Fn(Snap) -> Terminals + Sync + Send,
    ) -> Self {
        let rows = par::flat_map_range(stops.count(), |owner, rows| {
            rows.extend(stops.of(owner).iter().map(|&snap| Standing {
                owner: narrow(owner),
                snap,
                terminals: terminals(snap),
            }));
        });
        let mut first = Vec::with_capacity(stops.count() + 1);
        let mut next = 0;
        for owner in 0..stops.count() {
            first.push(next);
            next += narrow(stops.of(owner).len());
        }
        first.push(next);
        let street = |(position, row): (u32, &Standing)| (row.snap.street.0, position);
        let by_street: Vec<(u32, u32)> = (0..).zip(&rows).map(street).collect();
        Self {
            on_street: Lists::group(walks.network().streets.count(), &by_street),
            rows,
            first,
        }
    }

    /// Number of places.
    pub(crate) fn count(&self) -> usize {
        self.first.len() - 1
    }

    /// Where a place stands.
    pub(crate) fn of(&self, owner: u32) -> &[Standing] {
        let owner = owner as usize;
        &self.rows[self.first[owner] as usize..self.first[owner + 1] as usize]
    }

    /// Who stands on a street.
    pub(crate) fn on(&self, street: u32) -> impl Iterator<Item = &Standing> {
        let positions = self.on_street.at(street).iter();
        positions.map(|&position| &self.rows[position as usize])
    }

    /// The terminals of a place.
    pub(crate) fn terminals_of(&self, owner: u32) -> impl Iterator<Item = &Terminal> {
        self.of(owner).iter().flat_map(|s| &s.terminals)
    }

    /// Where a search from some of the places starts: states, with labels that name the owner.
    pub(crate) fn seeds<L: Label>(&self, takes_part: impl Fn(u32) -> bool) -> Vec<(u32, L)> {
        let own = self.rows.iter().filter(|s| takes_part(s.owner));
        let seeds = own.flat_map(|s| {
            let terminals = s.terminals.iter();
            terminals.map(|t| (t.state, L::seed(t.weight, t.second, s.owner)))
        });
        seeds.collect()
    }

    /// Where a search from one place starts.
    pub(crate) fn seeds_of<L: Label>(&self, owner: u32) -> Vec<(u32, L)> {
        let terminals = self.terminals_of(owner);
        terminals
            .map(|t| (t.state, L::seed(t.weight, t.second, 0)))
            .collect()
    }

    /// Adds where a lane's sweep from one place starts.
    pub(crate) fn sweep_from(&self, owner: u32, lane: u32, seeds: &mut Vec<Seed>) {
        seeds.extend(self.terminals_of(owner).map(|t| Seed {
            lane,
            state: t.state,
            weight: t.weight,
        }));
    }

    /// All terminals by their state, each as a search that comes there wants it.
    pub(crate) fn by_state<T: Copy>(
        &self,
        states: usize,
        meet: impl Fn(u32, &Terminal) -> T,
    ) -> Lists<T> {
        let meet = |s: &Standing| -> smallvec::SmallVec<[(u32, T); 2]> {
            let terminals = s.terminals.iter();
            terminals.map(|t| (t.state, meet(s.owner, t))).collect()
        };
        let pairs: Vec<(u32, T)> = self.rows.iter().flat_map(meet).collect();
        Lists::group(states, &pairs)
    }

    /// The places of a range in the order of the states they start at: neighbours on the ground stand together.
    pub(crate) fn in_space(&self, owners: std::ops::Range<usize>) -> Vec<u32> {
        let start = owners.start;
        let key = |owner: u32| {
            let first = self.terminals_of(owner).map(|t| t.state).min();
            (first.unwrap_or(u32::MAX), owner)
        };
        let mut order: Vec<(u32, u32)> = par::map_range(owners.len(), |i| key(narrow(start + i)));
        par::sort(&mut order);
        order.into_iter().map(|(_, owner)| owner).collect()
    }
}
