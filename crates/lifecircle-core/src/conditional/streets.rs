//! The streets at a time, and the places on them.

use std::sync::Arc;

use super::book::{AccessAt, AccessBook, AccessHours};
use crate::build::{BuildOptions, build};
use crate::coverage::{CheckInput, EngineChoice, KernelChoice, WeekCoverage, week};
use crate::hours::Opening;
use crate::network::{NetworkPart, StreetNetwork};
use crate::observer::{Cancelled, Observer};
use crate::osm::Passage;
use crate::par;
use crate::place::{Facilities, Residences, WayIn};
use crate::snap::Moved;
use crate::streets::Streets;
use crate::walk::Walks;

/// Makes the streets of a network anew for the times at which they are others.
#[derive(Debug)]
pub struct StreetsByClock<'a> {
    /// As it is without a time, but for what [`Self::at`] changes and puts back.
    network: StreetNetwork,
    book: &'a AccessBook,
    options: BuildOptions,
}

/// Homes and facilities on the streets of a time, and the walks between them.
#[derive(Debug)]
pub struct PlacesAt {
    /// The walks.
    pub walks: Walks,
    /// The homes.
    pub residences: Residences,
    /// The facilities, in the same order.
    pub facilities: Facilities,
}

impl PlacesAt {
    /// What a check at that time looks at.
    pub fn input<'a>(&'a self, whenever: CheckInput<'a>) -> CheckInput<'a> {
        CheckInput {
            walks: &self.walks,
            residences: &self.residences,
            facilities: &self.facilities,
            ..whenever
        }
    }
}

impl<'a> StreetsByClock<'a> {
    /// For the network of a city whose streets were built with these options.
    ///
    /// # Complexity
    /// A copy of the network.
    pub fn new(network: &StreetNetwork, options: BuildOptions, book: &'a AccessBook) -> Self {
        Self {
            network: network.without_names(),
            book,
            options,
        }
    }

    /// The places of a check on the streets of a time, `None` where these are the same as whenever.
    ///
    /// # Complexity
    /// That of [`build`], and linear in the places.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn at(
        &mut self,
        access: &AccessAt,
        whenever: CheckInput,
        observer: &dyn Observer,
    ) -> Result<Option<PlacesAt>, Cancelled> {
        let changes: Vec<_> = self.book.changes(access).collect();
        if changes.is_empty() {
            return Ok(None);
        }
        let (passages, attrs) = (self.network.passages.clone(), self.network.way_attr.clone());
        for (part, access) in changes {
            match part {
                NetworkPart::Node(node) => {
                    self.network.passages.insert(node, Passage::from(access));
                }
                NetworkPart::Way(way) => self.network.way_attr[way as usize].access = access,
            }
        }
        let built = build(&self.network, self.options, observer);
        (self.network.passages, self.network.way_attr) = (passages, attrs);
        let mut built = built?;
        let before = &whenever.walks.network().streets;
        keep_components(before, &mut built.streets);
        let moved = Moved {
            network: &self.network,
            from: before,
            to: &built.streets,
        };
        let (residences, facilities) = par::join(
            || residences_on(moved, whenever.residences),
            || facilities_on(moved, whenever.facilities),
        );
        Ok(Some(PlacesAt {
            walks: Walks::new(Arc::new(built), whenever.walks.walking()),
            residences,
            facilities,
        }))
    }
}

impl StreetsByClock<'_> {
    /// Checks every home in each hour of a week ([`week`]), hours of the same streets together.
    ///
    /// # Complexity
    /// That of [`Self::at`] and of a week for each group of hours.
    ///
    /// # Errors
    /// [`Cancelled`].
    ///
    /// # Panics
    /// If there are fewer openings than facilities.
    pub fn week(
        &mut self,
        groups: &[AccessHours],
        whenever: CheckInput,
        openings: &[Opening],
        (engine, kernel): (EngineChoice, KernelChoice),
        observer: &dyn Observer,
    ) -> Result<WeekCoverage, Cancelled> {
        let mut all: Option<WeekCoverage> = None;
        for group in groups {
            let places = self.at(&group.access, whenever, observer)?;
            let input = places
                .as_ref()
                .map_or(whenever, |then| then.input(whenever));
            let found = week(input, openings, engine, kernel, observer)?;
            match &mut all {
                Some(all) => all.take(group.hours, &found),
                None => all = Some(found),
            }
        }
        match all {
            Some(all) => Ok(all),
            None => week(whenever, openings, engine, kernel, observer),
        }
    }
}

/// Gives streets the components that their segments are of whenever: what is small or an island is a matter of the data.
fn keep_components(before: &Streets, now: &mut Streets) {
    let of_street = |street: usize| {
        let first = now.first_link[street] as usize;
        let own = &now.link_segment[first..now.first_link[street + 1] as usize];
        own.first().map_or(u32::MAX, |&segment| {
            let street = before.segment_street[segment as usize].street();
            before.component[street.index()]
        })
    };
    now.component = (0..now.count()).map(of_street).collect();
    now.component_small.clone_from(&before.component_small);
    now.component_island.clone_from(&before.component_island);
}

fn move_ways_in(moved: Moved, ways_in: &mut [WayIn]) {
    for way_in in ways_in {
        way_in.snap = way_in.snap.map(|snap| moved.snap(way_in.at, snap));
    }
}

fn residences_on(moved: Moved, residences: &Residences) -> Residences {
    let mut residences = residences.clone();
    move_ways_in(moved, &mut residences.ways_in);
    residences
}

fn facilities_on(moved: Moved, facilities: &Facilities) -> Facilities {
    let mut facilities = facilities.clone();
    for row in &mut facilities.rows {
        move_ways_in(moved, &mut row.ways_in);
    }
    facilities
}
