//! Who and what is within a limit: counted by walking time, never by polygons.

use crate::build::BuiltNetwork;
use crate::coverage::layer::Stops;
use crate::coverage::{Reason, cut_nodes};
use crate::id::StreetId;
use crate::lists::Lists;
use crate::place::{Facilities, Residences};
use crate::reach::{Reach, Walked};
use crate::snap::Snap;
use crate::units::narrow;

/// What is within one limit of an origin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Homes.
    pub homes: u32,
    /// People in them, in thousandths.
    pub people_milli: u64,
    /// Facilities of any category.
    pub facilities: u32,
    /// Millimetres of street.
    pub street_mm: u64,
    /// The data ends within the limit: there may be more.
    pub edge: bool,
}

impl Counts {
    /// What is beyond an earlier limit of the same origin.
    #[must_use]
    pub fn beyond(self, earlier: Self) -> Self {
        Self {
            homes: self.homes - earlier.homes,
            people_milli: self.people_milli - earlier.people_milli,
            facilities: self.facilities - earlier.facilities,
            street_mm: self.street_mm - earlier.street_mm,
            edge: self.edge,
        }
    }
}

/// Homes and facilities as destinations: numbers of homes, then of facilities.
pub struct Inside<'a> {
    residences: &'a Residences,
    /// Per state: (destination, weight from there on).
    met: Lists<(u32, u32)>,
    /// Per street: (destination, where it joins the street).
    on_street: Lists<(u32, Snap)>,
    destinations: usize,
    is_cut: Vec<bool>,
    island: Vec<bool>,
}

/// What one worker reuses.
#[derive(Clone, Debug, Default)]
pub struct InsideSpace {
    nearest: Vec<u32>,
    touched: Vec<u32>,
}

impl<'a> Inside<'a> {
    /// Places all homes and facilities on the streets of `reach`.
    ///
    /// # Complexity
    /// Linear in homes, facilities and streets.
    pub fn new(
        reach: &Reach,
        built: &BuiltNetwork,
        residences: &'a Residences,
        facilities: &Facilities,
    ) -> Self {
        let (homes, shops) = (
            Stops::of_residences(residences),
            Stops::of_facilities(facilities),
        );
        let of_homes = (0..homes.count()).map(|home| homes.of(home));
        let all = of_homes.chain((0..shops.count()).map(|rank| shops.of(rank)));
        let (mut met, mut on_street) = (Vec::new(), Vec::new());
        for (destination, snaps) in (0..).zip(all) {
            for &snap in snaps {
                on_street.push((snap.street.0, (destination, snap)));
                let ends = reach.metric().ends(reach.states(), snap);
                met.extend(ends.iter().map(|t| (t.state, (destination, t.weight))));
            }
        }
        let states = reach.states();
        let mut is_cut = vec![false; states.state_count()];
        for node in cut_nodes(built) {
            states
                .all(node)
                .for_each(|state| is_cut[state as usize] = true);
        }
        let streets = 0..built.streets.count();
        Self {
            residences,
            met: Lists::group(states.state_count(), &met),
            on_street: Lists::group(built.streets.count(), &on_street),
            destinations: homes.count() + shops.count(),
            is_cut,
            island: streets
                .map(|s| built.streets.is_island(StreetId::new(s)))
                .collect(),
        }
    }

    /// What is within each of the limits of a place that was searched up to the longest; `home` is the
    /// place itself, where it is one of the homes.
    ///
    /// # Complexity
    /// Linear in what is reached, for each limit.
    ///
    /// # Panics
    /// If `home` is beyond the list.
    pub fn count(
        &self,
        space: &mut InsideSpace,
        reach: &Reach,
        walked: &impl Walked,
        snaps: &[Snap],
        home: Option<u32>,
        limits_ms: &[u32],
    ) -> Vec<Counts> {
        let edge_ms = self.meet(space, reach, walked, snaps, home);
        let homes = narrow(self.residences.count());
        let mut of_limit = |&limit: &u32| {
            let mut counts = Counts {
                edge: edge_ms.is_some_and(|ms| ms <= limit),
                ..Counts::default()
            };
            reach.stretches(walked, snaps, limit, |stretch| {
                counts.street_mm += u64::from(stretch.to_mm - stretch.from_mm);
            });
            for &destination in &space.touched {
                if space.nearest[destination as usize] > limit {
                    continue;
                }
                if destination < homes {
                    counts.homes += 1;
                    counts.people_milli += self.residences.people_milli[destination as usize];
                } else {
                    counts.facilities += 1;
                }
            }
            counts
        };
        let counts = limits_ms.iter().map(&mut of_limit).collect();
        for destination in space.touched.drain(..) {
            space.nearest[destination as usize] = u32::MAX;
        }
        counts
    }

    /// Notes the shortest walk to each destination; tells the one to where the data ends.
    fn meet(
        &self,
        space: &mut InsideSpace,
        reach: &Reach,
        walked: &impl Walked,
        snaps: &[Snap],
        home: Option<u32>,
    ) -> Option<u32> {
        space.nearest.resize(self.destinations, u32::MAX);
        let InsideSpace { nearest, touched } = space;
        let mut offer = |destination: u32, weight: u32| {
            let slot = &mut nearest[destination as usize];
            if *slot == u32::MAX {
                touched.push(destination);
            }
            *slot = weight.min(*slot);
        };
        let mut edge_ms: Option<u32> = None;
        for (state, ms) in walked.states() {
            for &(destination, weight) in self.met.at(state) {
                offer(destination, ms.saturating_add(weight));
            }
            if self.is_cut[state as usize] {
                edge_ms = Some(edge_ms.unwrap_or(u32::MAX).min(ms));
            }
        }
        for &from in snaps {
            for &(destination, to) in self.on_street.at(from.street.0) {
                if let Some((weight, _)) = reach.metric().direct(from, to) {
                    offer(destination, weight);
                }
            }
        }
        // A home and itself are 0 apart, and so is a facility inside it.
        if let Some(home) = home {
            let homes = narrow(self.residences.count());
            offer(home, 0);
            for &rank in self.residences.zero_of(home as usize) {
                offer(homes + rank, 0);
            }
        }
        edge_ms
    }

    /// Why what is counted for a place may not be all, besides the data's end.
    pub fn unknown(&self, snaps: &[Snap]) -> Option<Reason> {
        match snaps {
            [] => Some(Reason::Unreachable),
            snaps if snaps.iter().all(|s| self.island[s.street.index()]) => Some(Reason::Island),
            _ => None,
        }
    }
}
