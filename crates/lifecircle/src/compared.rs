//! What legs and squares change against their defaults: the same homes checked twice.

use std::sync::Arc;

use lifecircle_core::build::build;
use lifecircle_core::coverage::{CheckInput, Coverage, Flips, changed_homes, flips, summarise};
use lifecircle_core::network::Plazas;
use lifecircle_core::place::{ClearedLegs, Facilities, Legs, Residences};
use lifecircle_core::scenario::{rejoined_facilities, rejoined_homes};
use lifecircle_core::snap::SnapIndex;
use lifecircle_core::walk::Walks;

use crate::check::CheckOptions;
use crate::hours::{AtTime, HoursOf, coverage};
use crate::{City, Error};

/// What joining places to other streets changes against the nearest alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegsCompared {
    /// How they are joined.
    pub legs: Legs,
    /// Homes with further ways in, where they are joined to the streets around them.
    pub homes_with_further: u64,
    /// What keeping legs clear comes to, where they are.
    pub cleared: ClearedLegs,
    /// Homes covered with the nearest street alone.
    pub covered_by_nearest: u64,
    /// What changes from there.
    pub flips: Flips,
}

/// What walking across squares changes against walking around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlazasCompared {
    /// Homes covered where squares are walked around.
    pub covered_around: u64,
    /// Homes of which a verdict changes, or a walk by more than a second or a metre.
    pub homes_changed: u64,
    /// What changes of the verdicts.
    pub flips: Flips,
}

/// A check that others are held against.
pub(crate) struct Checked<'a> {
    pub(crate) city: &'a City,
    pub(crate) input: CheckInput<'a>,
    pub(crate) found: &'a Coverage,
    pub(crate) then: Option<(&'a HoursOf, &'a AtTime)>,
    pub(crate) options: &'a CheckOptions,
}

impl Checked<'_> {
    /// How it differs from that of the same places joined to their nearest streets alone.
    pub(crate) fn legs(&self) -> Result<Option<LegsCompared>, Error> {
        match self.city.recipe().legs {
            Legs::Nearest => Ok(None),
            Legs::Around => self.further_legs().map(Some),
            Legs::Clear => self.cleared_legs().map(Some),
        }
    }

    fn further_legs(&self) -> Result<LegsCompared, Error> {
        let homes = self.input.residences;
        let nearest = CheckInput {
            residences: &homes.joined_to_nearest(),
            ..self.input
        };
        let further = (0..homes.count()).filter(|&home| homes.is_joined_around(home));
        let further = further.count() as u64;
        self.legs_against(nearest, further, ClearedLegs::default())
    }

    fn cleared_legs(&self) -> Result<LegsCompared, Error> {
        let city = self.city;
        let (homes, facilities) = self.rejoined(&city.snap_index()?.of_nearest())?;
        let input = self.input;
        let cleared = ClearedLegs::of(
            (input.residences, input.facilities),
            (&homes, &facilities),
            city.shapes()?,
            &city.network()?.hindrances,
        );
        let nearest = CheckInput {
            residences: &homes,
            facilities: &facilities,
            ..input
        };
        self.legs_against(nearest, 0, cleared)
    }

    fn legs_against(
        &self,
        nearest: CheckInput,
        homes_with_further: u64,
        cleared: ClearedLegs,
    ) -> Result<LegsCompared, Error> {
        let places = self
            .then
            .map(|(hours, at)| hours.places(at, nearest, self.city));
        let places = places.transpose()?.flatten();
        let input = places.as_ref().map_or(nearest, |then| then.input(nearest));
        let at = self.then.map(|(_, at)| at);
        let before = coverage(input, at, self.options, self.city)?;
        Ok(LegsCompared {
            legs: self.city.recipe().legs,
            homes_with_further,
            cleared,
            covered_by_nearest: summarise(nearest, &before).joint.exact.homes.covered,
            flips: flips(&before, self.found, &self.input.residences.people_milli),
        })
    }

    /// How it differs from that of a city whose squares are walked around. Not at a time, at which other streets count, nor
    /// where homes are joined to the streets around them: what stands between these is known to the extract alone.
    pub(crate) fn plazas(&self) -> Result<Option<PlazasCompared>, Error> {
        let (city, input) = (self.city, self.input);
        let recipe = city.recipe();
        if recipe.plazas == Plazas::Around || recipe.legs == Legs::Around || self.then.is_some() {
            return Ok(None);
        }
        let observer = &*city.observer;
        let network = city.network()?.without_ways_across();
        let built = Arc::new(build(&network, recipe.build, observer)?);
        let index = SnapIndex::new(&network, &built.streets, recipe.max_snap_mm, observer)?;
        let (homes, facilities) = self.rejoined(&index)?;
        let walks = Walks::new(Arc::clone(&built), input.walks.walking());
        let around = CheckInput {
            walks: &walks,
            residences: &homes,
            facilities: &facilities,
            ..input
        };
        let before = coverage(around, None, self.options, city)?;
        Ok(Some(PlazasCompared {
            covered_around: summarise(around, &before).joint.exact.homes.covered,
            homes_changed: changed_homes(&before, self.found),
            flips: flips(&before, self.found, &input.residences.people_milli),
        }))
    }

    /// Homes and facilities on the streets of an index.
    fn rejoined(&self, index: &SnapIndex) -> Result<(Residences, Facilities), Error> {
        let observer = &*self.city.observer;
        let homes = rejoined_homes(self.input.residences, None, index, observer)?;
        let candidates = self.city.candidates()?;
        let facilities = self.input.facilities;
        let facilities = rejoined_facilities(facilities, candidates, None, index, observer)?;
        Ok((homes, facilities))
    }
}
