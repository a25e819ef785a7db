//! A city as it would be: scenarios applied to it.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use lifecircle_core::build::{BuiltNetwork, build};
use lifecircle_core::network::StreetNetwork;
use lifecircle_core::osm::Hindrance;
use lifecircle_core::place::{CategoryTable, Legs};
use lifecircle_core::scenario::{
    self as core, Base, Changes, Laid, Misfit, NewLink, Ranked, Relaid, StreetChanges,
    rejoined_facilities, rejoined_homes,
};
use lifecircle_core::snap::SnapIndex;
use lifecircle_io::cache::{FileNote, NetworkFacts};
use lifecircle_io::scenario::ScenarioFile;
use lifecircle_io::write::Sha256Hex;
use lifecircle_io::{InputError, Place};

use crate::city::Parts;
use crate::kept_walks::KeptWalks;
use crate::options::note;
use crate::{City, Error, Warning};

/// What would be if: outlets, gates, ways, links and people changed (docs/scenarios.md).
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    file: ScenarioFile,
    note: FileNote,
}

impl Scenario {
    /// Reads a scenario, whose categories are those of a table.
    ///
    /// # Errors
    /// [`Error::Input`] for a file that cannot be used.
    pub fn open(file: &Path, table: &CategoryTable) -> Result<Self, Error> {
        Ok(Self {
            note: note(file)?,
            file: ScenarioFile::read(file, table)?,
        })
    }

    /// The same of a text at hand, in TOML or GeoJSON; messages and manifests call it by a name.
    ///
    /// # Errors
    /// As with [`Self::open`].
    pub fn parse(name: &str, text: &str, table: &CategoryTable) -> Result<Self, Error> {
        Ok(Self {
            note: FileNote {
                name: name.to_owned(),
                bytes: text.len() as u64,
                digest: Sha256Hex::of(text.as_bytes()),
            },
            file: ScenarioFile::parse(Path::new(name), text, table)?,
        })
    }

    /// What it says.
    pub fn said(&self) -> &core::Scenario {
        &self.file.scenario
    }

    /// What a manifest tells of it.
    pub fn note(&self) -> &FileNote {
        &self.note
    }

    /// Whether it adds links: what they run through can be told where
    /// [`CityOptions::surroundings`](crate::CityOptions::surroundings) were read.
    pub fn has_links(&self) -> bool {
        self.links().next().is_some()
    }

    fn links(&self) -> impl Iterator<Item = (u64, &NewLink)> {
        let lines = self.said().lines.iter();
        lines.filter_map(|line| match &line.says {
            core::Says::Link(link) => Some((line.at, link)),
            _ => None,
        })
    }

    fn misfit(&self, misfit: Misfit) -> Error {
        let place = self.file.place(misfit.at);
        InputError::new(&self.file.file, place, misfit.fault).into()
    }
}

/// What makes a city with scenarios.
#[derive(Clone)]
pub(crate) struct Applied {
    /// The city without any.
    pub(crate) base: Arc<Parts>,
    pub(crate) scenarios: Vec<Scenario>,
}

impl City {
    /// The city as it would be: every answer is what the same edits of its extract and of a list would give.
    ///
    /// Upon a city with scenarios, this one comes after those. The city itself stays as it is.
    ///
    /// # Errors
    /// [`Error::Input`] for a line that names what is not there, or contradicts another; [`Error::ScenarioLegs`] where
    /// streets change and homes are joined to the streets around them.
    ///
    /// # Complexity
    /// Outlets alone: linear in outlets and segments. Streets: that of building the network and of joining all places to
    /// it anew.
    pub fn with(&self, scenario: &Scenario) -> Result<Self, Error> {
        self.with_all(std::slice::from_ref(scenario))
    }

    /// The same with several, one upon the other.
    ///
    /// # Errors
    /// As with [`Self::with`].
    pub fn with_all(&self, scenarios: &[Scenario]) -> Result<Self, Error> {
        let before = self.parts.applied.as_ref();
        let base = Self {
            parts: before.map_or(&self.parts, |applied| &applied.base).clone(),
            observer: Arc::clone(&self.observer),
        };
        let earlier = before.map_or(&[][..], |applied| &applied.scenarios);
        let all: Vec<Scenario> = earlier.iter().chain(scenarios).cloned().collect();
        if all.is_empty() {
            return self.relinked(base);
        }
        let said: Vec<&core::Scenario> = all.iter().map(Scenario::said).collect();
        let about = Base {
            network: base.network()?,
            facilities: base.facilities(),
            residences: base.residences(),
        };
        let changes = Changes::of(&said, about);
        let changes = changes.map_err(|misfit| all[misfit.scenario].misfit(misfit))?;
        if !changes.streets.is_nothing() && base.recipe().legs == Legs::Around {
            return Err(Error::ScenarioLegs);
        }
        self.relinked(base.applied(all, &changes)?)
    }

    /// Another world of this city, with the links that the map probably lacks where this one has them.
    fn relinked(&self, world: Self) -> Result<Self, Error> {
        match self.parts.probable_links {
            Some(_) => world.with_probable_links(),
            None => Ok(world),
        }
    }

    /// A warning for each link of a scenario that runs through water, rails, a motorway, walls or buildings, or of which
    /// that is not known.
    pub(crate) fn link_warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        for scenario in self.scenarios() {
            for (line, link) in scenario.links() {
                let name = scenario.note.name.clone();
                let Some(surroundings) = &self.parts.surroundings else {
                    warnings.push(Warning::LinkNotLooked {
                        scenario: name,
                        line,
                    });
                    continue;
                };
                let pairs = link.line.windows(2);
                let through = pairs
                    .filter_map(|pair| surroundings.through([pair[0], pair[1]], &Hindrance::ALL));
                warnings.extend(through.map(|hindered| Warning::LinkThrough {
                    scenario: name.clone(),
                    line,
                    hindrance: hindered.hindrance,
                    way: hindered.way,
                }));
            }
        }
        warnings.dedup();
        warnings
    }

    /// The scenarios that make this city what it is, in their order; none for a city as it is.
    pub fn scenarios(&self) -> &[Scenario] {
        let applied = self.parts.applied.as_ref();
        applied.map_or(&[], |applied| &applied.scenarios)
    }

    /// This city, which has no scenarios yet, with changes.
    fn applied(&self, scenarios: Vec<Scenario>, changes: &Changes) -> Result<Self, Error> {
        let mut parts = Parts::clone(&self.parts);
        let mut ranked = if changes.streets.is_nothing() {
            self.outlets_changed(changes)?
        } else {
            self.streets_changed(changes, &mut parts)?
        };
        self.check_joined(&scenarios, &ranked)?;
        let residences = Arc::make_mut(&mut parts.residences);
        residences.find_inner_but(&ranked.facilities, &ranked.moved);
        changes.people.apply(residences);
        parts.facilities = std::mem::take(&mut ranked.facilities);
        let division = parts.division.as_ref();
        parts.division =
            division.map(|former| former.looked_up_anew(&parts.residences, &parts.facilities));
        for scenario in &scenarios {
            parts.inputs.push(("scenario", scenario.note.clone()));
        }
        parts.applied = Some(Box::new(Applied {
            base: Arc::clone(&self.parts),
            scenarios,
        }));
        Ok(Self {
            parts: Arc::new(parts),
            observer: Arc::clone(&self.observer),
        })
    }

    /// This city with other streets: what an obstacle is run with.
    ///
    /// # Errors
    /// As with [`Self::with`].
    pub(crate) fn with_streets(&self, streets: StreetChanges) -> Result<Self, Error> {
        if self.recipe().legs == Legs::Around {
            return Err(Error::ScenarioLegs);
        }
        let changes = Changes {
            streets,
            ..Changes::default()
        };
        self.applied(Vec::new(), &changes)
    }

    /// The outlets with changes, on streets that stay.
    fn outlets_changed(&self, changes: &Changes) -> Result<Ranked, Error> {
        let places: Vec<_> = changes.outlets.places().collect();
        let (network, streets) = (self.network()?, &self.built().streets);
        let index = SnapIndex::around(network, streets, self.recipe().max_snap_mm, &places);
        Ok(changes.outlets.facilities(self.facilities(), &index))
    }

    /// Streets with changes, into `parts`, with the homes on them; the outlets with changes.
    fn streets_changed(&self, changes: &Changes, parts: &mut Parts) -> Result<Ranked, Error> {
        let observer = &*self.observer;
        let network: StreetNetwork = changes.streets.network(self.network()?);
        let built: BuiltNetwork = build(&network, self.recipe().build, observer)?;
        let reach_mm = self.recipe().max_snap_mm;
        let index = SnapIndex::new(&network, &built.streets, reach_mm, observer)?;
        let was = Laid {
            network: self.network()?,
            streets: &self.built().streets,
        };
        let now = Laid {
            network: &network,
            streets: &built.streets,
        };
        let relaid = Relaid::new(was, now, reach_mm, observer)?;
        let (facilities, candidates) = (self.facilities(), self.candidates()?);
        let facilities =
            rejoined_facilities(facilities, candidates, Some(&relaid), &index, observer)?;
        let ranked = changes.outlets.facilities(&facilities, &index);
        parts.residences = Arc::new(rejoined_homes(
            self.residences(),
            Some(&relaid),
            &index,
            observer,
        )?);
        drop(index);
        parts.facts = NetworkFacts::of(&network);
        parts.built = Arc::new(built);
        parts.network = OnceLock::from(Arc::new(network));
        parts.shapes = OnceLock::new();
        parts.walks = Arc::new(KeptWalks::default());
        Ok(ranked)
    }

    /// A fault where an outlet of a scenario has no street in reach.
    fn check_joined(&self, scenarios: &[Scenario], ranked: &Ranked) -> Result<(), Error> {
        let is_far = |&&rank: &&u32| {
            let row = &ranked.facilities.rows[rank as usize];
            row.ways_in.iter().all(|way_in| way_in.snap.is_none())
        };
        let mut placed = ranked.fresh.iter().filter(|rank| {
            let row = &ranked.facilities.rows[**rank as usize];
            row.element.is_none() || ranked.moved.contains(rank)
        });
        let Some(&far) = placed.find(|rank| is_far(rank)) else {
            return Ok(());
        };
        let id = &ranked.facilities.rows[far as usize].id;
        let within_m = u64::from(self.recipe().max_snap_mm / 1000);
        let fault = core::ScenarioFault::OffStreet { within_m };
        let lines = scenarios.iter().flat_map(|scenario| {
            let lines = scenario.said().lines.iter();
            lines.map(move |line| (scenario, line))
        });
        // The line that says where it is: the last one, if several do.
        let mut placing = lines.filter(|(_, line)| match &line.says {
            core::Says::Add(new) => new.id == *id,
            core::Says::Move(name, _) => name.id.as_ref() == Some(id),
            _ => false,
        });
        let Some((scenario, line)) = placing.next_back() else {
            let file = &scenarios[0].file.file;
            return Err(InputError::new(file, Place::Whole, fault).into());
        };
        Err(scenario.misfit(Misfit {
            scenario: 0,
            at: line.at,
            fault,
        }))
    }
}
