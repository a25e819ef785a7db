//! Every way from an origin to a destination: inside it, straight along a street, by the labels at its ends.
//!
//! The only place where these three are put together. Which of the ways counts is decided by the
//! order of [`Found`]: the smallest of a rank is the walk to that destination.

use std::sync::{Arc, OnceLock};

use super::{Found, Standing, Standings, Stops, UnitWalks};
use crate::lists::Lists;
use crate::metric::{Metric, Unit};
use crate::place::Residences;
use crate::search::{Label, SearchSpace, WeightLabel};
use crate::snap::Snap;

/// Hands over the destinations that stand on the street of `from`, with the walk straight to them, legs included.
#[inline]
pub(crate) fn along_from<'s>(
    metric: &Metric,
    from: Snap,
    destinations: &'s Standings,
    mut visit: impl FnMut(&'s Standing, (u32, u32)),
) {
    for to in destinations.on(from.street.0) {
        if let Some(walk) = metric.direct(from, to.snap) {
            visit(to, walk);
        }
    }
}

/// Hands over the origins that stand on the street of `to`, with the walk straight from them, legs included.
#[inline]
pub(crate) fn along_to<'s>(
    metric: &Metric,
    origins: &'s Standings,
    to: Snap,
    mut visit: impl FnMut(&'s Standing, (u32, u32)),
) {
    for from in origins.on(to.street.0) {
        if let Some(walk) = metric.direct(from.snap, to) {
            visit(from, walk);
        }
    }
}

/// Origins of walks in one unit, to be kept while destinations come and go.
#[derive(Clone, Debug)]
pub(crate) struct Origins {
    standings: Arc<Standings>,
    /// By the states at which searches back meet them (owner, weight): made when the first such search wants it.
    met: Arc<OnceLock<Lists<(u32, u32)>>>,
}

impl Origins {
    pub(crate) fn of(walks: &UnitWalks, stops: &Stops) -> Self {
        Self {
            standings: Arc::new(Standings::origins(walks, stops)),
            met: Arc::default(),
        }
    }

    /// Where they stand.
    pub(crate) fn standings(&self) -> &Standings {
        &self.standings
    }

    fn met(&self, states: usize) -> &Lists<(u32, u32)> {
        let met = || (self.standings).by_state(states, |owner, t| (owner, t.weight));
        self.met.get_or_init(met)
    }

    /// The origins that start at some states, one by one.
    pub(crate) fn starting_at<'s>(
        &'s self,
        states: usize,
        some: &'s [u32],
    ) -> impl Iterator<Item = u32> + 's {
        let met = self.met(states);
        let at = move |&state: &u32| met.at(state).iter().map(|&(owner, _)| owner);
        some.iter().flat_map(at)
    }
}

/// Origins and destinations of walks in one unit.
#[derive(Debug)]
pub(crate) struct Between<'a> {
    pub(crate) walks: &'a UnitWalks,
    metric: Metric<'a>,
    kept: Origins,
    pub(crate) origins: Arc<Standings>,
    pub(crate) destinations: Standings,
    /// Per origin, the destinations that need no walk at all.
    at_hand: Lists<u32>,
}

impl<'a> Between<'a> {
    /// Walks from `origins` to `destinations`; `at_hand` are the destinations 0 apart from each
    /// origin, such as the shop in the ground floor of a home.
    pub(crate) fn new(
        walks: &'a UnitWalks,
        origins: &Stops,
        destinations: &Stops,
        at_hand: Lists<u32>,
    ) -> Self {
        Self::from_kept(walks, Origins::of(walks, origins), destinations, at_hand)
    }

    /// The same from origins at hand.
    pub(crate) fn from_kept(
        walks: &'a UnitWalks,
        origins: Origins,
        destinations: &Stops,
        at_hand: Lists<u32>,
    ) -> Self {
        Self {
            walks,
            metric: walks.metric(),
            origins: Arc::clone(&origins.standings),
            kept: origins,
            destinations: Standings::destinations(walks, destinations),
            at_hand,
        }
    }

    pub(crate) fn metric(&self) -> &Metric<'a> {
        &self.metric
    }

    /// The destinations that an origin reaches without a walk.
    pub(crate) fn at_hand(&self, origin: u32) -> &[u32] {
        self.at_hand.at(origin)
    }

    /// Hands over the ways of an origin that pass no node.
    #[inline]
    pub(crate) fn near(&self, origin: u32, mut visit: impl FnMut(Found)) {
        for &rank in self.at_hand(origin) {
            visit(Found {
                rank,
                ..Found::default()
            });
        }
        for from in self.origins.of(origin) {
            along_from(
                &self.metric,
                from.snap,
                &self.destinations,
                |to, (weight, second)| {
                    visit(Found {
                        weight,
                        rank: to.owner,
                        leg_mm: from.snap.leg_mm,
                        ms: match self.metric.unit() {
                            Unit::Time => weight,
                            Unit::Length => second,
                        },
                    });
                },
            );
        }
    }

    /// Hands over every way of an origin, where `labels` tell which destinations are ahead of a state.
    #[inline]
    pub(crate) fn each_way<'l, L: Label + 'l>(
        &self,
        origin: u32,
        labels: impl Fn(u32) -> &'l [L],
        mut visit: impl FnMut(Found),
    ) {
        self.near(origin, &mut visit);
        for from in self.origins.of(origin) {
            for terminal in &from.terminals {
                for label in labels(terminal.state) {
                    let label = label.plus(terminal.weight, terminal.second);
                    visit(Found {
                        weight: label.weight(),
                        rank: label.rank(),
                        leg_mm: from.snap.leg_mm,
                        ms: label.second(),
                    });
                }
            }
        }
    }

    /// Prepares searches back from single destinations.
    pub(crate) fn incoming(&self) -> Incoming<'_> {
        let states = self.walks.states().state_count();
        Incoming {
            between: self,
            met: self.kept.met(states),
            at_hand: self.at_hand.transposed(self.destinations.count()),
        }
    }
}

/// Origins as a search back from a destination meets them.
pub(crate) struct Incoming<'a> {
    between: &'a Between<'a>,
    met: &'a Lists<(u32, u32)>,
    /// Per destination, the origins that need no walk to it.
    at_hand: Lists<u32>,
}

impl Incoming<'_> {
    /// A workspace for one worker.
    pub(crate) fn space(&self) -> SearchSpace<WeightLabel> {
        SearchSpace::new(self.between.walks.states().state_count())
    }

    /// Hands over every way by which an origin (its number, the weight) comes to a destination within a limit.
    #[inline]
    pub(crate) fn search(
        &self,
        space: &mut SearchSpace<WeightLabel>,
        destination: u32,
        limit: u32,
        mut visit: impl FnMut(u32, u32),
    ) {
        let Between {
            metric,
            origins,
            destinations,
            ..
        } = self.between;
        let mut offer = |origin, weight| {
            if weight <= limit {
                visit(origin, weight);
            }
        };
        let seeds = destinations.seeds_of(destination);
        self.search_from(space, &seeds, limit, &mut offer);
        for to in destinations.of(destination) {
            along_to(metric, origins, to.snap, |from, (weight, _)| {
                offer(from.owner, weight);
            });
        }
        for &origin in self.at_hand.at(destination) {
            offer(origin, 0);
        }
    }

    /// Hands over every way by which an origin comes to some states that weigh something from the start, but for what is on the
    /// way along its own street.
    #[inline]
    pub(crate) fn search_from(
        &self,
        space: &mut SearchSpace<WeightLabel>,
        seeds: &[(u32, WeightLabel)],
        limit: u32,
        mut visit: impl FnMut(u32, u32),
    ) {
        let reached = space.run(&self.between.walks.states().reverse, seeds, limit);
        for (state, label) in reached.unordered() {
            for &(origin, weight) in self.met.at(state) {
                let weight = label.plus(weight, 0).weight();
                if weight <= limit {
                    visit(origin, weight);
                }
            }
        }
    }
}

/// Per home, the facilities inside it.
pub(crate) fn inside(residences: &Residences) -> Lists<u32> {
    Lists::from_rows(residences.first_zero.clone(), residences.zero.clone())
}
