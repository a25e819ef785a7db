//! What keeping legs clear of water, rails, motorways and walls comes to.

use super::{Facilities, Residences, WayIn};
use crate::hindrances::Hindrances;
use crate::shapes::StreetShapes;

/// Places whose legs were looked at, where these keep clear ([`Legs::Clear`](super::Legs::Clear)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClearedLegs {
    /// Homes that are joined to another street than their nearest.
    pub homes_moved: u64,
    /// Homes none of whose legs is free: no other street was found either.
    pub homes_left: u64,
    /// Facilities that are joined to another street than their nearest.
    pub facilities_moved: u64,
    /// Facilities none of whose legs is free.
    pub facilities_left: u64,
}

impl ClearedLegs {
    /// Compares places that are joined clear of hindrances with the same places joined to their nearest streets.
    ///
    /// # Panics
    /// If there are fewer of the latter.
    ///
    /// # Complexity
    /// Linear in the ways in, and logarithmic in the hindrances for each.
    pub fn of(
        (homes, facilities): (&Residences, &Facilities),
        (nearest_homes, nearest_facilities): (&Residences, &Facilities),
        shapes: &StreetShapes,
        hindrances: &Hindrances,
    ) -> Self {
        let is_left = |ways_in: &[WayIn]| {
            let mut joined = ways_in
                .iter()
                .filter(|way_in| way_in.snap.is_some())
                .peekable();
            joined.peek().is_some() && joined.all(|way_in| is_hindered(way_in, shapes, hindrances))
        };
        let mut found = Self::default();
        for home in 0..homes.count() {
            let ways_in = homes.ways_in_of(home);
            found.homes_moved += u64::from(ways_in != nearest_homes.ways_in_of(home));
            found.homes_left += u64::from(is_left(ways_in));
        }
        for (row, nearest) in facilities.rows.iter().zip(&nearest_facilities.rows) {
            found.facilities_moved += u64::from(row.ways_in != nearest.ways_in);
            found.facilities_left += u64::from(is_left(&row.ways_in));
        }
        found
    }
}

fn is_hindered(way_in: &WayIn, shapes: &StreetShapes, hindrances: &Hindrances) -> bool {
    way_in.snap.is_some_and(|snap| {
        let to = shapes.at(snap.street, snap.offset_mm);
        to.is_some_and(|to| hindrances.in_leg([way_in.at, to], snap.leg_mm).is_some())
    })
}
