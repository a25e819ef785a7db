//! Every home against every rule.

use std::sync::{Arc, OnceLock};

use lifecircle_core::conditional::PlacesAt;
use lifecircle_core::coverage::{
    CheckInput, Coverage, EngineChoice, Flips, KernelChoice, Recheck, Summary, Turnover, flips,
    summarise,
};
use lifecircle_core::hours::Moment;
use lifecircle_core::metric::{Gates, Walking};
use lifecircle_core::obstacle::Doubts;
use lifecircle_core::rules::{Rule, RulePack};
use lifecircle_core::walk::Walks;

use crate::compared::{Checked, LegsCompared, PlazasCompared};
use crate::explain::{Explanation, explain};
use crate::gaps::GapHomes;
use crate::hours::{AtTime, CityWeek, HoursChoice, coverage};
use crate::levels::AreaSums;
use crate::options::Walker;
use crate::rules::{Pack, Rules};
use crate::warnings::{Warning, warnings};
use crate::{City, Error, Scenario};

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
    /// Whether a city whose places are joined to other streets than their nearest, or whose squares are walked across, is
    /// also checked by the defaults of these.
    pub compare_streets: bool,
    /// The time at which facilities must be open; `None`: whenever.
    pub at: Option<Moment>,
    /// Whether each hour of a week is checked too.
    pub week: bool,
    /// How opening hours are understood.
    pub hours: HoursChoice,
    /// Whether homes are found whose verdict one link would change that the map probably lacks.
    pub doubt: bool,
}

impl CheckOptions {
    /// The same whenever facilities are open, and nothing compared.
    pub(crate) fn whenever(&self) -> Self {
        Self {
            at: None,
            week: false,
            compare_streets: false,
            doubt: false,
            ..self.clone()
        }
    }
}

/// The verdict of every home, and what follows from it.
#[derive(Clone, Debug)]
pub struct Check {
    city: City,
    pack: Arc<Pack>,
    walks: Arc<Walks>,
    /// The streets of the time, where they are others.
    places: Option<Arc<PlacesAt>>,
    options: CheckOptions,
    coverage: Arc<Coverage>,
    summary: OnceLock<Summary>,
    /// What the first scenario prepares for every later one.
    recheck: OnceLock<Arc<Recheck>>,
    legs: Option<LegsCompared>,
    plazas: Option<PlazasCompared>,
    at: Option<AtTime>,
    week: Option<CityWeek>,
    doubts: Option<Arc<Doubts>>,
    pub(crate) sums: OnceLock<AreaSums>,
    /// The homes of each gap area, once they have been found for a map.
    pub(crate) gap_homes: OnceLock<Arc<GapHomes>>,
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
        let compared = Checked {
            city: self,
            input,
            found: &coverage,
            then,
            options,
        };
        let wanted = options.compare_streets;
        let legs = wanted.then(|| compared.legs()).transpose()?.flatten();
        let plazas = wanted.then(|| compared.plazas()).transpose()?.flatten();
        let mut check = Check {
            city: self.clone(),
            pack,
            walks,
            places: places.map(Arc::new),
            options: options.clone(),
            coverage: Arc::new(coverage),
            summary: OnceLock::new(),
            recheck: OnceLock::new(),
            legs,
            plazas,
            at,
            week,
            doubts: None,
            sums: OnceLock::new(),
            gap_homes: OnceLock::new(),
        };
        if options.doubt {
            check.doubts = Some(Arc::new(check.find_doubts()?));
        }
        Ok(check)
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
    /// The same check of the city as it would be: what checking [`City::with`] says, to the byte.
    ///
    /// ```
    /// use lifecircle::{CheckOptions, City, CityOptions, Scenario, Source, Verdict};
    ///
    /// let city = City::open(Source::Demo, &CityOptions::default())?;
    /// let check = city.check(&CheckOptions::default())?;
    /// let market = check.find_rule("market")?;
    /// let verdict_before = |home: &usize| check.coverage().verdict(market, *home).0;
    /// let mut homes = 0..city.residences().count();
    /// let without = homes.find(|home| verdict_before(home) == Verdict::NotCovered).unwrap();
    /// let at = city.residences().ways_in_of(without)[0].at;
    /// let text = format!(
    ///     "coordinates = 'wgs84'\n[[add]]\nid = 'new'\ncategory = 'market'\nlon = {}\nlat = {}\n",
    ///     at.lon, at.lat
    /// );
    /// let scenario = Scenario::parse("market.toml", &text, city.categories())?;
    /// let after = check.with(&scenario)?;
    /// assert_eq!(after.coverage().verdict(market, without).0, Verdict::Covered);
    /// # Ok::<(), lifecircle::Error>(())
    /// ```
    ///
    /// # Errors
    /// As with [`City::with`] and [`City::check`].
    ///
    /// # Complexity
    /// Outlets and people alone: a copy of the columns, and searches around what changes; the first such question makes
    /// one pass per rule besides. Streets: that of [`City::with`], and a check on the streets that come of it. The same at a
    /// time and for a week.
    pub fn with(&self, scenario: &Scenario) -> Result<Self, Error> {
        self.with_all(std::slice::from_ref(scenario))
    }

    /// The same with several, one upon the other.
    ///
    /// # Errors
    /// As with [`Self::with`].
    pub fn with_all(&self, scenarios: &[Scenario]) -> Result<Self, Error> {
        let city = self.city.with_all(scenarios)?;
        let is_on_same_streets = Arc::ptr_eq(&self.city.parts.built, &city.parts.built);
        let is_by_clock = self.at.is_some() || self.week.is_some();
        let is_compared = self.legs.is_some() || self.plazas.is_some() || self.doubts.is_some();
        if !is_on_same_streets || is_by_clock || is_compared {
            return city.check(&CheckOptions {
                rules: Rules::Pack(Arc::clone(&self.pack)),
                ..self.options.clone()
            });
        }
        let observer = &*self.city.observer;
        let coverage = if Turnover::between(self.city.facilities(), city.facilities()).is_nothing()
        {
            Arc::clone(&self.coverage)
        } else {
            let now = city.input(&self.pack.rules, &self.walks);
            let recheck = self.recheck()?;
            Arc::new(recheck.after(&self.coverage, self.input(), now, observer)?)
        };
        Ok(Self {
            city,
            coverage,
            summary: OnceLock::new(),
            recheck: OnceLock::new(),
            sums: OnceLock::new(),
            gap_homes: OnceLock::new(),
            ..self.clone()
        })
    }

    /// What scenarios of outlets are answered from.
    fn recheck(&self) -> Result<&Recheck, Error> {
        if let Some(made) = self.recheck.get() {
            return Ok(made);
        }
        // Made before the slot is taken: a thread that waited for another's might wait for itself.
        let choices = (self.options.engine, self.options.kernel);
        let made = Recheck::new(self.input(), choices, &*self.city.observer)?;
        Ok(self.recheck.get_or_init(|| Arc::new(made)))
    }

    /// The same check whenever facilities are open: this one unless a time was asked for.
    pub(crate) fn whenever(&self) -> Result<Self, Error> {
        if self.at.is_none() {
            return Ok(self.clone());
        }
        self.city.check(&self.options.whenever())
    }

    /// The city that was checked.
    pub fn city(&self) -> &City {
        &self.city
    }

    /// How homes were checked.
    pub(crate) fn check_options(&self) -> &CheckOptions {
        &self.options
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
        (self.summary).get_or_init(|| summarise(self.input(), &self.coverage))
    }

    /// What joining places to other streets than the nearest changed, where it did and that was asked for.
    pub fn legs(&self) -> Option<LegsCompared> {
        self.legs
    }

    /// What walking across squares changed, where they are and that was asked for.
    pub fn plazas(&self) -> Option<PlazasCompared> {
        self.plazas
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
    /// [`Error::Cancelled`]; [`Error::Input`] where a network made before is damaged.
    ///
    /// # Panics
    /// If there is no such home.
    ///
    /// # Complexity
    /// A search bounded by an hour's walk for each rule, two for one that the home does not pass.
    pub fn explain(&self, home: usize) -> Result<Explanation, Error> {
        explain(self, home)
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
