//! Where places join the network.

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
        let snaps = |home| residences.ways_in_of(home).iter().filter_map(|w| w.snap);
        Self::new((0..residences.count()).map(snaps))
    }

    /// Those of the facilities, by rank.
    pub fn of_facilities(facilities: &Facilities) -> Self {
        let rows = facilities.rows.iter();
        Self::new(rows.map(|f| f.ways_in.iter().filter_map(|w| w.snap)))
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
