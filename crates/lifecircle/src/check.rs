//! Every home against every rule.

use std::sync::{Arc, OnceLock};

use lifecircle_core::conditional::PlacesAt;
use lifecircle_core::coverage::{
    CheckInput, Coverage, EngineChoice, Flips, KernelChoice, Summary, flips, summarise,
};
use lifecircle_core::hours::Moment;
use lifecircle_core::metric::{Gates, Walking};
use lifecircle_core::obstacle::Doubts;
use lifecircle_core::place::Legs;
use lifecircle_core::rules::{Rule, RulePack};
use lifecircle_core::walk::Walks;

use crate::explain::{Explanation, explain};
use crate::hours::{AtTime, CityWeek, HoursChoice, HoursOf, coverage};
use crate::levels::AreaSums;
use crate::options::Walker;
use crate::rules::{Pack, Rules};
use crate::warnings::{Warning, warnings};
use crate::{City, Error};

/// How homes are checked. The default is what the walking model says.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// The rules.
    pub rules: Rules,
    /// What compounds and gates do.
    pub gates: Gates,
    /// Who walks; `None`: whom the city was opened for.
    pub walker: Option<Walker>,
    /// Where searches start. A choice never changes a result.
    pub engine: EngineChoice,
    /// How searches run. A choice never changes a result.
    pub kernel: KernelChoice,
    /// Whether a city whose homes are joined to the streets around them is also checked with the nearest alone.
    pub compare_legs: bool,
    /// The time at which facilities must be open; `None`: whenever.
    pub at: Option<Moment>,
    /// Whether each hour of a week is checked too.
    pub week: bool,
    /// How opening hours are understood.
    pub hours: HoursChoice,
    /// Whether homes are found whose verdict one link would change that the map probably lacks.
    pub doubt: bool,
}

/// What joining homes to the streets around them changes against the nearest alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegsCompared {
    /// Homes with further ways in.
    pub homes_with_further: u64,
    /// Homes covered with the nearest street alone.
    pub covered_by_nearest: u64,
    /// What changes from there.
    pub flips: Flips,
}

/// The verdict of every home, and what follows from it.
#[derive(Clone, Debug)]
pub struct Check {
    city: City,
    pack: Arc<Pack>,
    walks: Arc<Walks>,
    /// The streets of the time, where they are others.
    places: Option<Arc<PlacesAt>>,
    coverage: Coverage,
    summary: Summary,
    legs: Option<LegsCompared>,
    at: Option<AtTime>,
    week: Option<CityWeek>,
    doubts: Option<Arc<Doubts>>,
    pub(crate) sums: OnceLock<AreaSums>,
}

impl City {
    /// Checks every home against every rule.
    ///
    /// # Errors
    /// Rules that cannot be read, walkers for whom the streets were not made, or hours assumed of a category that is not;
    /// with [`CheckOptions::doubt`] as [`City::with_probable_links`], and [`Error::DoubtAtTime`].
    ///
    /// # Complexity
    /// One search per rule from all of its facilities, and one per facility or per 32 homes.
    pub fn check(&self, options: &CheckOptions) -> Result<Check, Error> {
        let pack = options.rules.pack(self.categories())?;
        let walks = self.walks(options.walker, options.gates)?;
        let input = self.input(&pack.rules, &walks);
        let hours = (options.at.is_some() || options.week).then(|| self.hours(&options.hours));
        let hours = hours.transpose()?;
        let at = hours.as_ref().zip(options.at);
        let at = at.map(|(hours, moment)| hours.at(moment));
        let then = hours.as_ref().zip(at.as_ref());
        let places = then.map(|(hours, at)| hours.places(at, input, self));
        let places = places.transpose()?.flatten();
        let input_then = places.as_ref().map_or(input, |places| places.input(input));
        let coverage = coverage(input_then, at.as_ref(), options, self)?;
        let week = hours.as_ref().filter(|_| options.week);
        let week = week.map(|hours| hours.week(input, options, self));
        let week = week.transpose()?;
        let summary = summarise(input, &coverage);
        let is_around = self.recipe().legs == Legs::Around;
        let legs = (options.compare_legs && is_around)
            .then(|| self.compare_legs(input, &coverage, then, options));
        let legs = legs.transpose()?;
        let mut check = Check {
            city: self.clone(),
            pack,
            walks,
            places: places.map(Arc::new),
            coverage,
            summary,
            legs,
            at,
            week,
            doubts: None,
            sums: OnceLock::new(),
        };
        if options.doubt {
            check.doubts = Some(Arc::new(check.find_doubts()?));
        }
        Ok(check)
    }

    /// How a check differs from that of the same homes joined to their nearest streets alone.
    fn compare_legs(
        &self,
        around: CheckInput,
        around_found: &Coverage,
        then: Option<(&HoursOf, &AtTime)>,
        options: &CheckOptions,
    ) -> Result<LegsCompared, Error> {
        let homes = around.residences;
        let nearest = CheckInput {
            residences: &homes.joined_to_nearest(),
            ..around
        };
        let places = then.map(|(hours, at)| hours.places(at, nearest, self));
        let places = places.transpose()?.flatten();
        let input = places
            .as_ref()
            .map_or(nearest, |places| places.input(nearest));
        let before = coverage(input, then.map(|(_, at)| at), options, self)?;
        let further = (0..homes.count()).filter(|&home| homes.is_joined_around(home));
        Ok(LegsCompared {
            homes_with_further: further.count() as u64,
            covered_by_nearest: summarise(nearest, &before).joint.exact.homes.covered,
            flips: flips(&before, around_found, &homes.people_milli),
        })
    }

    /// Everything a check looks at.
    pub(crate) fn input<'a>(&'a self, pack: &'a RulePack, walks: &'a Walks) -> CheckInput<'a> {
        CheckInput {
            walks,
            residences: self.residences(),
            facilities: self.facilities(),
            pack,
            list_replaces: self.list_replaces(),
        }
    }
}

impl Check {
    /// The city that was checked.
    pub fn city(&self) -> &City {
        &self.city
    }

    /// The rules with the file they are from.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The rules, in their order.
    pub fn rules(&self) -> &[Rule] {
        &self.pack.rules.rules
    }

    /// How people walked.
    pub fn walking(&self) -> Walking {
        self.walks.walking()
    }

    /// What was looked at.
    pub fn input(&self) -> CheckInput<'_> {
        self.city.input(&self.pack.rules, &self.walks)
    }

    /// The same on the streets of the time, where one was asked for.
    pub(crate) fn input_then(&self) -> CheckInput<'_> {
        let input = self.input();
        let places = self.places.as_ref();
        places.map_or(input, |places| places.input(input))
    }

    /// Verdicts, nearest facilities and counts, home by home.
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// Shares by homes and by people.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// What joining homes to the streets around them changed, where that was asked for.
    pub fn legs(&self) -> Option<LegsCompared> {
        self.legs
    }

    /// The time at which facilities had to be open, where one was asked for.
    pub fn at(&self) -> Option<&AtTime> {
        self.at.as_ref()
    }

    /// Each hour of a week, where that was asked for.
    pub fn week(&self) -> Option<&CityWeek> {
        self.week.as_ref()
    }

    /// Homes whose verdict one link would change that the map probably lacks, where that was asked for.
    pub fn doubts(&self) -> Option<&Doubts> {
        self.doubts.as_deref()
    }

    /// What to beware of before believing a number.
    pub fn warnings(&self) -> Vec<Warning> {
        warnings(self)
    }

    /// How many homes another check of the same city judges otherwise.
    pub fn flips(&self, other: &Self) -> Flips {
        let people = &self.city.residences().people_milli;
        flips(&self.coverage, &other.coverage, people)
    }

    /// Why a home has its verdict.
    ///
    /// # Errors
    /// [`Error::Cancelled`].
    ///
    /// # Panics
    /// If there is no such home.
    ///
    /// # Complexity
    /// A search bounded by an hour's walk for each rule.
    pub fn explain(&self, home: usize) -> Result<Explanation, Error> {
        Ok(explain(self, home)?)
    }

    /// The position of a rule.
    ///
    /// # Errors
    /// [`Error::NoRule`].
    pub fn find_rule(&self, id: &str) -> Result<usize, Error> {
        self.pack.find_rule(id)
    }
}

impl Pack {
    /// The position of a rule.
    ///
    /// # Errors
    /// [`Error::NoRule`].
    pub fn find_rule(&self, id: &str) -> Result<usize, Error> {
        let rules = &self.rules.rules;
        let found = rules.iter().position(|rule| rule.id == id);
        found.ok_or_else(|| Error::NoRule {
            id: id.to_owned(),
            known: rules.iter().map(|rule| rule.id.clone()).collect(),
        })
    }
}
