//! Where new outlets serve most people.

use std::fmt;
use std::time::{Duration, Instant};

use lifecircle_core::area::GroupPart;
use lifecircle_core::coverage::{CheckInput, EngineChoice, check};
use lifecircle_core::observer::{Cancelled, Observer, Stage};
use lifecircle_core::place::{CategorySet, Facilities};
use lifecircle_core::rules::Rule;
use lifecircle_core::site::{
    Candidates, Covering, Objective, PlannedSite, SiteAreas, SiteError, SitePlan, SiteQuestion,
    StreetPoints, Terms, place_name, plan, without,
};
use lifecircle_io::cache::FileNote;
use lifecircle_io::read::{Reject, SitePlace};
use lifecircle_io::write::SiteRow;

use crate::{Check, CheckOptions, City, Error, ListFile};

/// Where outlets could be.
#[derive(Clone, Debug)]
pub enum CandidateChoice {
    /// Points of the streets that homes without a service can walk to.
    Streets(StreetPoints),
    /// The middles of gap areas.
    Gaps,
    /// Buildings and units of the extract that are shops, offices, works, stores or empty
    /// ([`CityOptions::premises`](crate::CityOptions::premises)).
    Buildings,
    /// A table with `lon, lat`, and of use `id`, `name`, `cost`.
    File(ListFile),
    /// Places at hand.
    Rows(Vec<SitePlace>),
}

impl Default for CandidateChoice {
    fn default() -> Self {
        Self::Streets(StreetPoints::default())
    }
}

/// How much the people of an area or a stratum count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartWeight {
    /// The part by id or name, or `LEVEL:PART` where several levels have one of that name.
    pub part: String,
    /// So many thousandths of what others count.
    pub factor_milli: u32,
}

/// What sites are looked for.
#[derive(Clone, Debug)]
pub struct SiteOptions {
    /// How homes are checked.
    pub check: CheckOptions,
    /// What every site holds one of, by id or Chinese name.
    pub categories: Vec<String>,
    /// The rule that alone counts, by its id; `None`: every rule that the categories serve.
    pub only: Option<String>,
    /// Whether a home counts only if it meets all rules of the pack then.
    pub jointly: bool,
    /// Where outlets could be.
    pub candidates: CandidateChoice,
    /// What makes a choice good.
    pub objective: Objective,
    /// Whose people count more or less than others in the choice; of a home in several such parts, the factors multiply.
    pub weights: Vec<PartWeight>,
    /// How many sites at most.
    pub count: usize,
    /// What they may cost together, in thousandths.
    pub budget_milli: Option<u64>,
    /// How far apart any two must be at least, in mm as the crow flies.
    pub spacing_mm: Option<u32>,
    /// The level whose areas count for [`Objective::WorstArea`] and [`Self::one_per_area`].
    pub level: Option<String>,
    /// Whether an area may hold one site at most.
    pub one_per_area: bool,
    /// Ids of outlets that may be moved; each is a site more.
    pub movable: Vec<String>,
    /// How long a proof that no choice is better is looked for. Only a finished proof changes the plan.
    pub time_limit: Duration,
}

impl Default for SiteOptions {
    /// One site anywhere on the streets.
    fn default() -> Self {
        Self {
            check: CheckOptions::default(),
            categories: Vec::new(),
            only: None,
            jointly: false,
            candidates: CandidateChoice::default(),
            objective: Objective::default(),
            weights: Vec::new(),
            count: 1,
            budget_milli: None,
            spacing_mm: None,
            level: None,
            one_per_area: false,
            movable: Vec::new(),
            time_limit: Duration::from_secs(5),
        }
    }
}

impl SiteOptions {
    /// Whether outlets of some categories count for a rule.
    pub(crate) fn serves(&self, rule: &Rule, categories: CategorySet) -> bool {
        let is_asked = self.only.as_ref().is_none_or(|only| *only == rule.id);
        is_asked && rule.categories.meets(categories)
    }
}

/// Sites chosen together, with what each adds.
pub struct Sites {
    pub(crate) check: Check,
    pub(crate) options: SiteOptions,
    pub(crate) categories: CategorySet,
    pub(crate) candidates: Candidates,
    pub(crate) plan: SitePlan,
    /// Per site, what people would call it.
    names: Vec<Option<String>>,
    /// Per site, the gap areas by rank of which it covers homes, and how many.
    gaps: Vec<Vec<(usize, GroupPart)>>,
    pub(crate) covering: Covering,
    unused: Vec<Reject>,
    step_mm: Option<u32>,
    /// The list of candidates.
    pub(crate) list: Option<FileNote>,
}

impl fmt::Debug for Sites {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sites")
            .field("plan", &self.plan)
            .finish_non_exhaustive()
    }
}

/// Hears what the city's observer hears, and stops when the time is over.
struct Deadline<'a> {
    inner: &'a dyn Observer,
    end: Option<Instant>,
}

impl Observer for Deadline<'_> {
    fn stage(&self, stage: Stage, steps: u64) {
        self.inner.stage(stage, steps);
    }

    fn advance(&self, steps: u64) {
        self.inner.advance(steps);
    }

    fn cancelled(&self) -> bool {
        self.inner.cancelled() || self.end.is_some_and(|end| Instant::now() >= end)
    }
}

impl City {
    /// Checks every home, and chooses sites for new outlets.
    ///
    /// # Errors
    /// As with [`City::check`] and [`Check::sites`].
    ///
    /// # Complexity
    /// That of both.
    pub fn sites(&self, options: &SiteOptions) -> Result<Sites, Error> {
        self.check(&options.check)?.sites(options)
    }

    /// The categories of some words.
    fn site_categories(&self, words: &[String]) -> Result<CategorySet, Error> {
        let table = self.categories().categories();
        let mut all = CategorySet::default();
        for word in words {
            let found = table.iter().position(|c| c.id == *word || c.zh == *word);
            let found = found.ok_or_else(|| Error::NoCategory {
                id: word.clone(),
                known: table.iter().map(|c| c.id.clone()).collect(),
            })?;
            all = all.union(CategorySet::of(found));
        }
        Ok(all)
    }
}

impl Check {
    /// Chooses sites for new outlets.
    ///
    /// # Errors
    /// [`Error::Sites`] where none can be chosen so; [`Error::NoRule`]; what is wrong with a list of candidates.
    ///
    /// # Complexity
    /// A search bounded by the limit for each candidate, some hundred passes over what they find, and the proof.
    pub fn sites(self, options: &SiteOptions) -> Result<Sites, Error> {
        let city = self.city().clone();
        let observer = &*city.observer;
        let categories = city.site_categories(&options.categories)?;
        let only = options.only.as_deref();
        let only = only.map(|rule| self.find_rule(rule)).transpose()?;
        self.serves_a_rule(categories, options)?;
        let movable = self.movable(&options.movable)?;
        let areas = city.site_areas(options)?;
        let weights = city.home_weights(&options.weights)?;
        let masked: Option<Facilities> =
            (!movable.is_empty()).then(|| without(city.facilities(), &movable));
        let input = CheckInput {
            facilities: masked.as_ref().unwrap_or_else(|| city.facilities()),
            ..self.input()
        };
        let anew = masked
            .is_some()
            .then(|| check(input, EngineChoice::Auto, observer));
        let anew = anew.transpose()?;
        let coverage = anew.as_ref().unwrap_or_else(|| self.coverage());
        let mut offered = self.offered(input, coverage, categories, options)?;
        let outlets = movable.iter().map(|&rank| self.outlet(rank));
        offered.rows.extend(outlets);
        let candidates = Candidates::new(offered.rows, input, &city.snap_index()?, observer)?;
        let one_per_area = areas.filter(|_| options.one_per_area);
        let terms = Terms {
            count: options.count.saturating_add(movable.len()),
            budget_milli: options.budget_milli,
            spacing_mm: options.spacing_mm,
            group: one_per_area.map(|areas| {
                let rows = candidates.rows.iter();
                rows.map(|row| areas.level.at(row.at)).collect()
            }),
        };
        let question = SiteQuestion {
            categories,
            only,
            jointly: options.jointly,
            objective: options.objective,
            weight_milli: weights.as_deref(),
            terms: &terms,
            areas,
        };
        let covering = Covering::new(input, coverage, &question, &candidates, observer)?;
        let deadline = Deadline {
            inner: observer,
            end: Instant::now().checked_add(options.time_limit),
        };
        let proof: Option<&dyn Observer> = (!options.time_limit.is_zero()).then_some(&deadline);
        let found = (&candidates, &covering);
        let plan = plan(input, coverage, &question, found, proof, observer)?;
        Ok(Sites {
            names: city.site_names(&candidates, &plan)?,
            gaps: self.gaps_served((categories, options), &plan)?,
            check: self,
            options: options.clone(),
            categories,
            candidates,
            plan,
            covering,
            unused: offered.unused,
            step_mm: offered.step_mm,
            list: offered.list,
        })
    }

    /// An error unless some rule asks for one of the categories.
    fn serves_a_rule(&self, wanted: CategorySet, options: &SiteOptions) -> Result<(), Error> {
        let rules = self.rules();
        if rules.iter().any(|rule| options.serves(rule, wanted)) {
            return Ok(());
        }
        let known = rules.iter().map(|rule| rule.categories);
        let known = known.reduce(CategorySet::union).unwrap_or_default();
        let known = self.city().categories().ids(known);
        Err(SiteError::NoRule {
            wanted: options.categories.join(", "),
            known: known.join(", "),
        }
        .into())
    }
}

impl City {
    /// The areas that count.
    fn site_areas(&self, options: &SiteOptions) -> Result<Option<SiteAreas<'_>>, Error> {
        let level = options.level.as_deref();
        let level = level.map(|name| self.find_level(name)).transpose()?;
        let areas = self
            .division()
            .zip(level)
            .map(|(division, level)| SiteAreas {
                level: &division.levels.rows()[level],
                homes: &division.homes[level],
            });
        if options.one_per_area {
            let areas = areas.ok_or(SiteError::NoAreas)?;
            if areas.level.is_strata() {
                return Err(SiteError::NoGround(areas.level.name.clone()).into());
            }
        }
        Ok(areas)
    }

    /// Per site its own name, else its street and quarter.
    fn site_names(
        &self,
        candidates: &Candidates,
        plan: &SitePlan,
    ) -> Result<Vec<Option<String>>, Error> {
        let (network, streets) = (self.network()?, &self.built().streets);
        let name = |site: &PlannedSite| {
            let row = &candidates.rows[site.candidate];
            let snap = candidates.snaps(site.candidate).first().copied();
            let own = row.name.clone();
            own.or_else(|| place_name(network, streets, snap, row.at))
        };
        Ok(plan.sites.iter().map(name).collect())
    }
}

impl Sites {
    /// The check behind it.
    pub fn check(&self) -> &Check {
        &self.check
    }

    /// What was asked for.
    pub fn options(&self) -> &SiteOptions {
        &self.options
    }

    /// What every site holds one of.
    pub fn categories(&self) -> CategorySet {
        self.categories
    }

    /// Everything that sites were chosen from.
    pub fn candidates(&self) -> &Candidates {
        &self.candidates
    }

    /// The sites, and how good the choice is.
    pub fn plan(&self) -> &SitePlan {
        &self.plan
    }

    /// What each candidate would cover.
    pub fn covering(&self) -> &Covering {
        &self.covering
    }

    /// Rows of the list of candidates that cannot be used.
    pub fn unused(&self) -> &[Reject] {
        &self.unused
    }

    /// How far apart street points are, in mm.
    pub fn step_mm(&self) -> Option<u32> {
        self.step_mm
    }

    /// The homes that each site adds by the parts of a level, and last those of none.
    ///
    /// # Panics
    /// If the city has no such level.
    pub fn parts(&self, level: usize) -> Vec<Vec<GroupPart>> {
        let city = self.check.city();
        let Some(division) = city.division() else {
            return Vec::new();
        };
        let people_milli = &city.residences().people_milli;
        let parts = |site: &PlannedSite| division.homes[level].parts(&site.homes, people_milli);
        self.plan.sites.iter().map(parts).collect()
    }

    /// The sites as a layer has them.
    pub fn rows(&self) -> impl Iterator<Item = SiteRow<'_>> {
        let facilities = &self.check.city().facilities().rows;
        let sites = self
            .plan
            .sites
            .iter()
            .zip(self.names.iter().zip(&self.gaps));
        (1..)
            .zip(sites)
            .map(|(rank, (site, (name, gaps)))| SiteRow {
                rank,
                candidate: &self.candidates.rows[site.candidate],
                name: name.clone(),
                site,
                gaps,
                nearest: site.nearest.map(|found| &facilities[found.rank as usize]),
            })
    }
}

impl From<SiteError> for Error {
    fn from(error: SiteError) -> Self {
        match error {
            SiteError::Cancelled => Self::Cancelled(Cancelled),
            other => Self::Sites(other),
        }
    }
}
