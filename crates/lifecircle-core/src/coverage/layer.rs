//! Everything a search needs in one unit: states, and where homes and facilities stand on them.

use crate::build::BuiltNetwork;
use crate::graph::StateGraph;
use crate::lists::Lists;
use crate::metric::{Metric, Terminals, Unit, Walking};
use crate::par;
use crate::place::{Facilities, Residences};
use crate::snap::Snap;
use crate::units::narrow;

/// Where places join the network, flat: a place has a snap per way in, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stops {
    first: Vec<u32>,
    snap: Vec<Snap>,
}

impl Stops {
    /// The snaps of each place in order.
    pub fn new<I: IntoIterator<Item = Snap>>(places: impl IntoIterator<Item = I>) -> Self {
        let mut stops = Self {
            first: vec![0],
            snap: Vec::new(),
        };
        for snaps in places {
            stops.snap.extend(snaps);
            stops.first.push(narrow(stops.snap.len()));
        }
        stops
    }

    /// Those of the homes.
    pub fn of_residences(residences: &Residences) -> Self {
        let snaps = |home| residences.access_of(home).iter().filter_map(|a| a.snap);
        Self::new((0..residences.count()).map(snaps))
    }

    /// Those of the facilities, by rank.
    pub fn of_facilities(facilities: &Facilities) -> Self {
        let snaps = |f: &'_ crate::place::Facility| -> Vec<Snap> {
            f.access.iter().filter_map(|a| a.snap).collect()
        };
        Self::new(facilities.rows.iter().map(snaps))
    }

    /// Number of places.
    pub fn count(&self) -> usize {
        self.first.len() - 1
    }

    /// The snaps of a place.
    pub fn of(&self, place: usize) -> &[Snap] {
        &self.snap[self.first[place] as usize..self.first[place + 1] as usize]
    }
}

/// A way in that has a street: whose it is, its snap, and its terminals.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) owner: u32,
    pub(crate) snap: Snap,
    pub(crate) terminals: Terminals,
}

/// One unit's states with every home and facility placed on them.
pub(crate) struct Layer<'a> {
    pub(crate) metric: Metric<'a>,
    pub(crate) states: StateGraph,
    /// Ways out of homes, by home.
    pub(crate) homes: Vec<Standing>,
    pub(crate) first_home: Vec<u32>,
    /// Ways into facilities, by rank.
    pub(crate) facilities: Vec<Standing>,
    pub(crate) first_facility: Vec<u32>,
    /// Per street: facility standings on it.
    pub(crate) facilities_on: Lists<u32>,
    /// Per street: home standings on it.
    pub(crate) homes_on: Lists<u32>,
}

fn index(owners: usize, standings: &[Standing]) -> Vec<u32> {
    let mut first = vec![0u32; owners + 1];
    for standing in standings {
        first[standing.owner as usize + 1] += 1;
    }
    for i in 0..owners {
        first[i + 1] += first[i];
    }
    first
}

fn by_street(streets: usize, standings: &[Standing]) -> Lists<u32> {
    let pairs: Vec<(u32, u32)> = standings
        .iter()
        .enumerate()
        .map(|(i, s)| (s.snap.street.0, narrow(i)))
        .collect();
    Lists::group(streets, &pairs)
}

impl<'a> Layer<'a> {
    pub(crate) fn new(
        built: &'a BuiltNetwork,
        walking: Walking,
        unit: Unit,
        homes: &Stops,
        facilities: &Stops,
    ) -> Self {
        let metric = Metric::new(&built.streets, walking, unit);
        let states = metric.states(&built.graph);
        let stand = |owner: usize, snap: Snap, terminals| Standing {
            owner: narrow(owner),
            snap,
            terminals,
        };
        let home_count = homes.count();
        let homes = par::flat_map_range(home_count, |home, standings| {
            let snaps = homes.of(home).iter();
            standings.extend(snaps.map(|&snap| stand(home, snap, metric.starts(&states, snap))));
        });
        let facility_standings = par::flat_map_range(facilities.count(), |rank, standings| {
            let snaps = facilities.of(rank).iter();
            standings.extend(snaps.map(|&snap| stand(rank, snap, metric.ends(&states, snap))));
        });
        let streets = built.streets.count();
        Self {
            first_home: index(home_count, &homes),
            homes_on: by_street(streets, &homes),
            homes,
            first_facility: index(facilities.count(), &facility_standings),
            facilities_on: by_street(streets, &facility_standings),
            facilities: facility_standings,
            metric,
            states,
        }
    }

    pub(crate) fn home(&self, home: usize) -> &[Standing] {
        &self.homes[self.first_home[home] as usize..self.first_home[home + 1] as usize]
    }

    pub(crate) fn facility(&self, rank: u32) -> &[Standing] {
        let rank = rank as usize;
        &self.facilities[self.first_facility[rank] as usize..self.first_facility[rank + 1] as usize]
    }
}
