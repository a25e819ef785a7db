//! Who and what is within a limit: counted by walking time, never by polygons.

use crate::place::{Facilities, Residences};
use crate::reach::{Reach, Walked};
use crate::snap::Snap;
use crate::streets::Streets;
use crate::units::narrow;
use crate::walk::{Meetings, Reason, Standings, Stops, along_from, stranded};

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
    streets: &'a Streets,
    destinations: Standings,
    /// Per state: (destination, weight from there on).
    met: Meetings,
    is_cut: Vec<bool>,
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
    pub fn new(reach: &Reach<'a>, residences: &'a Residences, facilities: &Facilities) -> Self {
        let walks = reach.walks();
        let (homes, shops) = (
            Stops::of_residences(residences),
            Stops::of_facilities(facilities),
        );
        let of_homes = (0..homes.count()).map(|home| homes.of(home));
        let all = of_homes.chain((0..shops.count()).map(|rank| shops.of(rank)));
        let stops = Stops::new(all.map(|snaps| snaps.iter().copied()));
        let destinations = Standings::destinations(walks, &stops);
        let states = walks.states().state_count();
        let mut is_cut = vec![false; states];
        for state in walks.cut_states() {
            is_cut[state as usize] = true;
        }
        Self {
            residences,
            streets: &walks.network().streets,
            met: destinations.by_state(states, |owner, t| (owner, t.weight)),
            destinations,
            is_cut,
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
        space.nearest.resize(self.destinations.count(), u32::MAX);
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
        let metric = &reach.walks().metric();
        for &from in snaps {
            along_from(metric, from, &self.destinations, |to, (weight, _)| {
                offer(to.owner, weight);
            });
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
        stranded(self.streets, snaps)
    }
}
