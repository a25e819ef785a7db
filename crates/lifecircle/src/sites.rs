//! Where new outlets serve most people.

use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use lifecircle_core::coverage::{CheckInput, Coverage, EngineChoice, check};
use lifecircle_core::gap::{Scope, gap_areas};
use lifecircle_core::isochrone::{AreaOptions, Areas};
use lifecircle_core::observer::{Observer, Stage};
use lifecircle_core::place::{CategorySet, Facilities};
use lifecircle_core::site::{
    Candidate, Candidates, Covering, Objective, PlannedSite, SiteAreas, SiteError, SiteKind,
    SitePlan, SiteQuestion, StreetPoints, Terms, place_name, plan, street_points, without,
};
use lifecircle_core::units::{milli_to_people, narrow, u64_to_f64};
use lifecircle_io::layer::{Crs, Format};
use lifecircle_io::read::{self, Reject, SitePlace};
use lifecircle_io::style::{LayerStyle, qml};
use lifecircle_io::write::{Folder, SiteRow, covering_csv, site_layer};
use lifecircle_texts::Lang;
use serde_json::{Value, json};

use crate::coordinates::Rows;
use crate::lists::place;
use crate::{Check, CheckOptions, City, Error, ListFile};

/// Where outlets could be.
#[derive(Clone, Debug)]
pub enum CandidateChoice {
    /// Points of the streets that homes without a service can walk to.
    Streets(StreetPoints),
    /// The middles of gap areas.
    Gaps,
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

/// What sites are looked for.
#[derive(Clone, Debug)]
pub struct SiteOptions {
    /// How homes are checked.
    pub check: CheckOptions,
    /// What every site holds one of, by id or Chinese name.
    pub categories: Vec<String>,
    /// Whether a home counts only if it meets all rules of the pack then.
    pub jointly: bool,
    /// Where outlets could be.
    pub candidates: CandidateChoice,
    /// What makes a choice good.
    pub objective: Objective,
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
            jointly: false,
            candidates: CandidateChoice::default(),
            objective: Objective::default(),
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

/// Sites chosen together, with what each adds.
pub struct Sites {
    check: Check,
    options: SiteOptions,
    categories: CategorySet,
    candidates: Candidates,
    plan: SitePlan,
    /// Per site, what people would call it.
    names: Vec<Option<String>>,
    covering: Covering,
    unused: Vec<Reject>,
    step_mm: Option<u32>,
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

/// Candidates before they are joined to the streets.
#[derive(Default)]
struct Offered {
    rows: Vec<Candidate>,
    unused: Vec<Reject>,
    step_mm: Option<u32>,
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
    /// [`Error::Sites`] where none can be chosen so; what is wrong with a list of candidates.
    ///
    /// # Complexity
    /// A search bounded by the limit for each candidate, some hundred passes over what they find, and the proof.
    pub fn sites(self, options: &SiteOptions) -> Result<Sites, Error> {
        let city = self.city().clone();
        let observer = &*city.observer;
        let categories = city.site_categories(&options.categories)?;
        self.serves_a_rule(categories, options)?;
        let movable = self.movable(&options.movable)?;
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
        offered
            .rows
            .extend(movable.iter().map(|&rank| self.outlet(rank)));
        let index = city.snap_index()?;
        let candidates = Candidates::new(offered.rows, input, &index, observer)?;
        let level = options
            .level
            .as_deref()
            .map(|name| city.find_level(name))
            .transpose()?;
        let areas = city
            .division()
            .zip(level)
            .map(|(division, level)| SiteAreas {
                level: &division.levels.rows()[level],
                homes: &division.homes[level],
            });
        if options.one_per_area && areas.is_none() {
            return Err(SiteError::NoAreas.into());
        }
        let group = areas.filter(|_| options.one_per_area).map(|areas| {
            let rows = candidates.rows.iter();
            rows.map(|row| areas.level.at(row.at)).collect()
        });
        let terms = Terms {
            count: options.count.saturating_add(movable.len()),
            budget_milli: options.budget_milli,
            spacing_mm: options.spacing_mm,
            group,
        };
        let question = SiteQuestion {
            categories,
            only: None,
            jointly: options.jointly,
            objective: options.objective,
            worth: None,
            terms: &terms,
            areas,
        };
        let deadline = Deadline {
            inner: observer,
            end: Instant::now().checked_add(options.time_limit),
        };
        let proof: Option<&dyn Observer> = (!options.time_limit.is_zero()).then_some(&deadline);
        let plan = plan(input, coverage, &question, &candidates, proof, observer)?;
        let covering = Covering::new(input, coverage, &question, &candidates, observer)?;
        let network = city.network()?;
        let name = |site: &PlannedSite| {
            let row = &candidates.rows[site.candidate];
            let snap = candidates.snaps(site.candidate).first().copied();
            let streets = &city.built().streets;
            row.name
                .clone()
                .or_else(|| place_name(network, streets, snap, row.at))
        };
        let names = plan.sites.iter().map(name).collect();
        Ok(Sites {
            check: self,
            options: options.clone(),
            categories,
            candidates,
            plan,
            names,
            covering,
            unused: offered.unused,
            step_mm: offered.step_mm,
        })
    }

    /// An error unless some rule asks for one of the categories.
    fn serves_a_rule(&self, wanted: CategorySet, options: &SiteOptions) -> Result<(), Error> {
        let rules = self.rules();
        if rules.iter().any(|rule| rule.categories.meets(wanted)) {
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

    /// The ranks of outlets by id, each once.
    fn movable(&self, ids: &[String]) -> Result<Vec<u32>, Error> {
        let rows = &self.city().facilities().rows;
        let rank = |id: &String| {
            let found = rows.iter().position(|row| row.id == *id);
            found.map(narrow).ok_or_else(|| Error::NoOutlet(id.clone()))
        };
        let mut ranks = ids.iter().map(rank).collect::<Result<Vec<u32>, Error>>()?;
        ranks.sort_unstable();
        ranks.dedup();
        Ok(ranks)
    }

    /// An outlet that exists, as a candidate.
    fn outlet(&self, rank: u32) -> Candidate {
        let row = &self.city().facilities().rows[rank as usize];
        Candidate {
            id: row.id.clone(),
            name: row.name.clone(),
            at: row.ways_in[0].at,
            cost_milli: 0,
            kind: SiteKind::Outlet,
            outlet: Some(rank),
        }
    }

    fn offered(
        &self,
        input: CheckInput,
        coverage: &Coverage,
        categories: CategorySet,
        options: &SiteOptions,
    ) -> Result<Offered, Error> {
        let city = self.city();
        let observer = &*city.observer;
        Ok(match &options.candidates {
            CandidateChoice::Streets(points) => {
                let shapes = city.shapes()?;
                let (rows, step_mm) =
                    street_points(input, coverage, categories, shapes, *points, observer)?;
                Offered {
                    rows,
                    step_mm: Some(step_mm),
                    ..Offered::default()
                }
            }
            CandidateChoice::Gaps => Offered {
                rows: self.gap_middles(input, coverage, categories)?,
                ..Offered::default()
            },
            CandidateChoice::File(file) => {
                let raw = read::sites(&file.file, &file.options, observer)?;
                let known = std::cell::OnceCell::new();
                let ground = || {
                    if let Some(ground) = known.get() {
                        return Ok(ground);
                    }
                    let made = city.ground()?;
                    Ok::<_, Error>(known.get_or_init(|| made))
                };
                let (import, _) = place(file, raw, Rows::Places, &ground, observer)?;
                let import = import.checked()?;
                let unused = import.rejects.into_iter().chain(import.duplicates);
                Offered {
                    rows: import.rows.into_iter().map(listed).collect(),
                    unused: unused.collect(),
                    step_mm: None,
                }
            }
            CandidateChoice::Rows(rows) => Offered {
                rows: rows.iter().cloned().map(listed).collect(),
                ..Offered::default()
            },
        })
    }

    /// The middles of the gap areas of the rule that is served, or of all where several are.
    fn gap_middles(
        &self,
        input: CheckInput,
        coverage: &Coverage,
        categories: CategorySet,
    ) -> Result<Vec<Candidate>, Error> {
        let city = self.city();
        let observer = &*city.observer;
        let rules = self.rules().iter().enumerate();
        let own: Vec<usize> = rules
            .filter(|(_, rule)| rule.categories.meets(categories))
            .map(|(position, _)| position)
            .collect();
        let scope = match own.as_slice() {
            [rule] => Scope::Rule(*rule),
            _ => Scope::Joint,
        };
        let (index, shapes) = (city.snap_index()?, city.shapes()?);
        let areas = Areas::new(
            shapes,
            self.walking(),
            AreaOptions::default(),
            0,
            0,
            observer,
        )?;
        let found = gap_areas(input, coverage, scope, &index, &areas, observer)?;
        let candidate = |(rank, area): (usize, &lifecircle_core::gap::GapArea)| {
            let [lon, lat] = area.at.to_decimicro();
            Candidate {
                id: format!("gap/{rank}"),
                name: area.name.clone(),
                at: lifecircle_core::geodesy::LonLat::from_decimicro(lon, lat),
                cost_milli: 0,
                kind: SiteKind::Gap,
                outlet: None,
            }
        };
        Ok((1..).zip(&found).map(candidate).collect())
    }
}

fn listed(row: SitePlace) -> Candidate {
    Candidate {
        id: row.id,
        name: row.name,
        at: row.at,
        cost_milli: row.cost_milli,
        kind: SiteKind::Listed,
        outlet: None,
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

    /// The sites as a layer has them.
    pub fn rows(&self) -> impl Iterator<Item = SiteRow<'_>> {
        let sites = (1..).zip(self.plan.sites.iter().zip(&self.names));
        sites.map(|(rank, (site, name))| SiteRow {
            rank,
            candidate: &self.candidates.rows[site.candidate],
            name: name.clone(),
            site,
        })
    }

    /// Writes `sites.json`, `covering.csv`, the layer of sites and its styles into a folder: all of them, or none. Tells their
    /// names.
    ///
    /// # Errors
    /// [`Error`] where something cannot be written; nothing in the folder was changed then.
    ///
    /// # Complexity
    /// Linear in the pairs of candidates and homes.
    pub fn write(
        &self,
        folder: &Path,
        formats: &[Format],
        crs: &Crs,
        lang: Lang,
    ) -> Result<Vec<String>, Error> {
        let mut staged = Folder::open(folder)?;
        let names = self.add_to(&mut staged, formats, crs, lang)?;
        staged.commit()?;
        Ok(names)
    }

    /// The same into a folder that is not committed yet.
    ///
    /// # Errors
    /// As with [`Sites::write`].
    pub fn add_to(
        &self,
        folder: &mut Folder,
        formats: &[Format],
        crs: &Crs,
        lang: Lang,
    ) -> Result<Vec<String>, Error> {
        let city = self.check.city();
        let attribution = city.provenance().attribution();
        let rows: Vec<SiteRow> = self.rows().collect();
        let mut names = vec!["sites.json".to_owned(), "covering.csv".to_owned()];
        folder.add("sites.json", self.json().as_bytes())?;
        let mut pairs = Vec::new();
        let ids = &city.residences().id;
        // Into memory: nothing can go wrong there.
        covering_csv(&mut pairs, &self.candidates.rows, &self.covering, |home| {
            ids[home].to_string()
        })
        .unwrap_or_default();
        folder.add("covering.csv", &pairs)?;
        for &format in formats {
            let name = format!("sites.{}", format.ending());
            site_layer(&rows, format, crs, attribution, folder.create(&name)?)?;
            names.push(name);
        }
        let other = lang.other();
        for (lang, name) in [
            (lang, "sites.qml".to_owned()),
            (other, format!("sites.{}.qml", other.word())),
        ] {
            folder.add(&name, qml(LayerStyle::Sites, lang).as_bytes())?;
            names.push(name);
        }
        Ok(names)
    }

    /// `sites.json`: the sites, what each adds, and how good the choice is.
    pub fn json(&self) -> String {
        let (plan, options) = (&self.plan, &self.options);
        let city = self.check.city();
        let people = |gain: lifecircle_core::site::Gain| json!({ "people": milli_to_people(gain.people_milli), "homes": gain.homes });
        let minutes = |milli_ms: u64| u64_to_f64(milli_ms) / 1000.0 / 60_000.0;
        let site = |row: SiteRow| {
            json!({
                "rank": row.rank,
                "id": row.candidate.id,
                "name": row.name,
                "kind": row.candidate.kind.word(),
                "lon": row.candidate.at.lon,
                "lat": row.candidate.at.lat,
                "cost": milli_to_people(row.candidate.cost_milli),
                "alone": people(row.site.alone),
                "added": people(row.site.marginal),
                "added_unknown": people(row.site.unknown),
                "total": people(row.site.cumulative),
                "saved_person_minutes": minutes(row.site.saved_milli_ms),
            })
        };
        let worth = |value: u64| match options.objective {
            Objective::Minutes => minutes(value),
            Objective::People | Objective::WorstArea => milli_to_people(value),
        };
        let curve = plan
            .curve
            .iter()
            .map(|&(count, gain)| json!({ "sites": count, "added": people(gain) }));
        let moved = plan
            .moved
            .iter()
            .map(|&own| self.candidates.rows[own].id.as_str());
        let value = json!({
            "extract": city.provenance().origin.name,
            "categories": city.categories().ids(self.categories),
            "jointly": options.jointly,
            "objective": options.objective.word(),
            "candidates": self.candidates.count(),
            "candidates_unconnected": self.candidates.unconnected().count(),
            "candidates_reaching": plan.reaching,
            "covered": people(plan.covered),
            "lacking": people(plan.lacking),
            "covered_by_movable": people(plan.today),
            "value": worth(plan.value),
            "bound": worth(plan.bound),
            "is_best": plan.is_best,
            "sites": self.rows().map(site).collect::<Vec<Value>>(),
            "moved": moved.collect::<Vec<_>>(),
            "curve": curve.collect::<Vec<Value>>(),
            "attribution": city.provenance().attribution(),
        });
        format!("{value:#}\n")
    }
}

impl From<SiteError> for Error {
    fn from(error: SiteError) -> Self {
        match error {
            SiteError::Cancelled => Self::Cancelled(lifecircle_core::observer::Cancelled),
            other => Self::Sites(other),
        }
    }
}
