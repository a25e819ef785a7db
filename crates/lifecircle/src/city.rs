//! A city ready to be asked.

use std::cell::OnceCell;
use std::fmt;
use std::sync::{Arc, OnceLock};

use lifecircle_core::area::{Division, StudyAreaError};
use lifecircle_core::assemble::assemble;
use lifecircle_core::audit::Surroundings;
use lifecircle_core::basemap::BaseMap;
use lifecircle_core::build::BuiltNetwork;
use lifecircle_core::evidence::Ground;
use lifecircle_core::metric::Gates;
use lifecircle_core::network::{Extent, StreetNetwork, street_network};
use lifecircle_core::observer::{Cancelled, Observer, Silent};
use lifecircle_core::osm::{OsmData, ReadOptions};
use lifecircle_core::place::{
    CategoryTable, Facilities, FacilityCandidates, HomeAddresses, LeftOut, Premises, Residences,
};
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::snap::SnapIndex;
use lifecircle_core::walk::Walks;
use lifecircle_io::cache::{
    CityCache, Contents, FarNote, FileNote, Label, ListNotes, NetworkFacts, Recipe, encode,
};
use lifecircle_io::city_file::CityFile;
use serde_json::Value;

use crate::Links;
use crate::categories::tables;
use crate::home::addresses;
use crate::kept_walks::KeptWalks;
use crate::lists::ImportReport;
use crate::options::{CityOptions, Prepared as Options, Walker, note};
use crate::plan::CityPlan;
use crate::population::{self, Counted, PopulationChoice};
use crate::provenance::Provenance;
use crate::scenario::{Applied, Scenario};
use crate::source::Source;
use crate::strata::STRATA;
use crate::study::{self, AreaChoice, Study};
use crate::tables::BuiltInTables;
use crate::verify::asked_of_city;
use crate::{Error, reopen};

/// A city ready to be asked: streets, homes and facilities, where they come from, and the walks through it.
///
/// A handle on something that never changes: cheap to clone, and as good for many threads as for one. What a
/// question needs and takes long to make is made at the first question and lent to every later one.
#[derive(Clone)]
pub struct City {
    pub(crate) parts: Arc<Parts>,
    pub(crate) observer: Arc<dyn Observer + Send>,
}

/// What the handles share.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) tables: BuiltInTables,
    pub(crate) provenance: Provenance,
    pub(crate) recipe: Recipe,
    pub(crate) facts: NetworkFacts,
    pub(crate) built: Arc<BuiltNetwork>,
    pub(crate) candidates: OnceLock<Arc<FacilityCandidates>>,
    pub(crate) facilities: Facilities,
    pub(crate) residences: Arc<Residences>,
    pub(crate) study: Study,
    /// What lies around the streets, where it was asked for.
    /// Buildings and units by use, where they were asked for.
    pub(crate) premises: Option<Vec<Premises>>,
    pub(crate) surroundings: Option<Arc<Surroundings>>,
    /// How many links it has that the map probably lacks, where it was asked for these.
    pub(crate) probable_links: Option<usize>,
    /// What lies on the ground, where it was asked for.
    pub(crate) base_map: Option<Arc<BaseMap>>,
    /// What homes are called, where it was asked for.
    pub(crate) addresses: Option<Arc<HomeAddresses>>,
    /// The city by area.
    pub(crate) division: Option<Division>,
    pub(crate) walker: Walker,
    pub(crate) replaces: bool,
    /// The list that the homes are from.
    pub(crate) residence_list: Option<FileNote>,
    /// What became of people whom somebody counted.
    pub(crate) counted: Option<Counted>,
    /// What was understood of the user's lists.
    pub(crate) imports: Arc<Vec<ImportReport>>,
    /// Rows of later lists that earlier ones have.
    pub(crate) in_earlier_lists: u64,
    /// Lists with rows far from every street.
    pub(crate) far: Vec<FarNote>,
    /// Further files that went in, with their roles, for manifests.
    pub(crate) inputs: Vec<(&'static str, FileNote)>,
    /// The walkable ways in plain form; those of a network made before are unpacked when asked for.
    pub(crate) network: OnceLock<Arc<StreetNetwork>>,
    pub(crate) cache: Option<Arc<CityCache>>,
    pub(crate) shapes: OnceLock<Arc<StreetShapes>>,
    pub(crate) walks: Arc<KeptWalks>,
    /// The scenarios in it, where there are some.
    pub(crate) applied: Option<Box<Applied>>,
    /// The files that it was asked to be made of, for manifests.
    pub(crate) asked: Value,
}

impl fmt::Debug for City {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("City")
            .field("provenance", &self.parts.provenance)
            .field("recipe", &self.parts.recipe)
            .finish_non_exhaustive()
    }
}

impl City {
    /// Reads an extract and builds its city, or loads one that was built before.
    ///
    /// # Errors
    /// [`Error`]: what is wrong with the source, a list or the extent; or options that a network made before is
    /// not of.
    ///
    /// # Complexity
    /// `O(n log n)` in the file; a network made before is loaded in linear time.
    pub fn open(source: impl Into<Source>, options: &CityOptions) -> Result<Self, Error> {
        Self::open_observed(source, options, Arc::new(Silent))
    }

    /// The same, telling an observer, as will all questions to this city.
    ///
    /// # Errors
    /// As with [`Self::open`].
    pub fn open_observed(
        source: impl Into<Source>,
        options: &CityOptions,
        observer: Arc<dyn Observer + Send>,
    ) -> Result<Self, Error> {
        let source = source.into();
        if let Source::File(file) = &source
            && CityFile::is_one(file)
        {
            let mut plan = CityPlan::of(Some(file))?;
            plan.options = options.clone().or(plan.options);
            return plan.open(observer);
        }
        let (tables, inputs) = tables(&options.categories)?;
        let scenarios = options.scenarios.iter();
        let scenarios = scenarios.map(|file| Scenario::open(file, &tables.categories));
        let scenarios = scenarios.collect::<Result<Vec<_>, _>>()?;
        let mut prepared = options.prepare(&tables.categories, &*observer)?;
        // What links run through is told.
        prepared.surroundings |= scenarios.iter().any(Scenario::has_links);
        let wanted_extent = options.extent.clone();
        let (area, people) = (options.area.as_ref(), options.population.as_ref());
        let mut parts = if let Some(cache) = source.cache()? {
            reopen::parts(&source, cache, tables, prepared, (area, people), &*observer)?
        } else {
            build(&source, tables, prepared, (area, people), &*observer)?
        };
        parts
            .inputs
            .extend(inputs.into_iter().map(|note| ("categories", note)));
        parts.asked = asked_of_city(options);
        if let Some(AreaChoice::File(given)) = &options.area {
            parts.inputs.push(("area", note(&given.file)?));
        }
        if let Some(extent) = wanted_extent
            && parts.facts.nodes > 0
            && parts.facts.report.cut_outside >= parts.facts.nodes
        {
            return Err(Error::ExtentElsewhere(extent));
        }
        let mut city = Self {
            parts: Arc::new(parts),
            observer,
        };
        if let Some(levels) = &options.levels {
            city.divide(levels, &source)?;
        }
        city.stratify(&options.strata)?;
        let city = city.with_all(&scenarios)?;
        match options.links {
            Links::Tagged => Ok(city),
            Links::Probable => city.with_probable_links(),
        }
    }

    /// Adds a file that went in, for manifests; before anybody else has a handle.
    pub(crate) fn add_input(&mut self, role: &'static str, note: &FileNote) {
        self.change(|parts| parts.inputs.push((role, note.clone())));
    }

    /// Changes what nobody has a handle on yet. Under scenarios the city without them changes too: upon that, later scenarios
    /// come.
    pub(crate) fn change(&mut self, change: impl Fn(&mut Parts)) {
        if let Some(parts) = Arc::get_mut(&mut self.parts) {
            if let Some(applied) = &mut parts.applied {
                change(Arc::make_mut(&mut applied.base));
            }
            change(parts);
        }
    }

    /// The same city for somebody else to watch and to stop.
    #[must_use]
    pub fn observed_by(&self, observer: Arc<dyn Observer + Send>) -> Self {
        Self {
            parts: Arc::clone(&self.parts),
            observer,
        }
    }

    /// Where it comes from.
    pub fn provenance(&self) -> &Provenance {
        &self.parts.provenance
    }

    /// The options it was made by.
    pub fn recipe(&self) -> &Recipe {
        &self.parts.recipe
    }

    /// Counts of its ways and nodes.
    pub fn facts(&self) -> NetworkFacts {
        self.parts.facts
    }

    /// Graph and streets.
    pub fn built(&self) -> &BuiltNetwork {
        &self.parts.built
    }

    /// Facilities on the streets.
    pub fn facilities(&self) -> &Facilities {
        &self.parts.facilities
    }

    /// Homes on the streets.
    pub fn residences(&self) -> &Residences {
        &self.parts.residences
    }

    /// What lies on the ground, where [`CityOptions::base_map`] asked for it and the city is of an extract.
    pub fn base_map(&self) -> Option<&Arc<BaseMap>> {
        self.parts.base_map.as_ref()
    }

    /// Where the data is whole, as far as the file or the user tells.
    pub(crate) fn data_extent(&self) -> Option<&Extent> {
        self.parts.study.extent.as_ref()
    }

    /// The table of categories.
    pub fn categories(&self) -> &CategoryTable {
        &self.parts.tables.categories
    }

    /// Who walks unless a question says otherwise.
    pub fn walker(&self) -> Walker {
        self.parts.walker
    }

    /// Whether the user's list stands in the place of the extract's facilities.
    pub fn list_replaces(&self) -> bool {
        self.parts.replaces
    }

    /// What was understood of the user's lists, and which of their rows are used.
    pub fn imports(&self) -> &[ImportReport] {
        &self.parts.imports
    }

    /// What became of people whom somebody counted.
    pub fn counted(&self) -> Option<&Counted> {
        self.parts.counted.as_ref()
    }

    /// Rows of lists of facilities that an earlier list has already.
    pub fn in_earlier_lists(&self) -> u64 {
        self.parts.in_earlier_lists
    }

    /// What a manifest tells of the list that the homes are from.
    pub fn residence_list(&self) -> Option<&FileNote> {
        self.parts.residence_list.as_ref()
    }

    /// The walkable ways in plain form.
    ///
    /// # Errors
    /// [`Error::Input`] where a network made before is damaged.
    pub fn network(&self) -> Result<&StreetNetwork, Error> {
        let parts = &self.parts;
        match (parts.network.get(), &parts.cache) {
            (Some(network), _) => Ok(network),
            (None, Some(cache)) => {
                let network = cache.network()?;
                Ok(parts.network.get_or_init(|| Arc::new(network)))
            }
            (None, None) => Ok(parts.network.get_or_init(Arc::default)),
        }
    }

    /// What may be a facility by the extract.
    ///
    /// # Errors
    /// [`Error::Input`] where a network made before is damaged.
    pub(crate) fn candidates(&self) -> Result<&FacilityCandidates, Error> {
        let parts = &self.parts;
        match (parts.candidates.get(), &parts.cache) {
            (None, Some(cache)) => {
                let candidates = cache.candidates(self.categories().categories().len())?;
                Ok(parts.candidates.get_or_init(|| Arc::new(candidates)))
            }
            _ => Ok(parts.candidates.get_or_init(Arc::default)),
        }
    }

    /// Geometry of the streets with an offset per point.
    ///
    /// # Errors
    /// As with [`Self::network`].
    pub fn shapes(&self) -> Result<&StreetShapes, Error> {
        if let Some(made) = self.parts.shapes.get() {
            return Ok(made);
        }
        // Made before the slot is taken: a thread that waited for another's might wait for itself.
        let streets = &self.parts.built.streets;
        let made = StreetShapes::new(self.network()?, streets, &*self.observer)?;
        Ok(self.parts.shapes.get_or_init(|| Arc::new(made)))
    }

    /// What finds the street nearest to a place.
    ///
    /// # Errors
    /// As with [`Self::network`].
    pub fn snap_index(&self) -> Result<SnapIndex<'_>, Error> {
        let streets = &self.parts.built.streets;
        let reach_mm = self.parts.recipe.max_snap_mm;
        let network = self.network()?;
        Ok(SnapIndex::new(network, streets, reach_mm, &*self.observer)?)
    }

    /// The city as one file (`.lcn`) that is opened in its place: the same bytes for the same city.
    ///
    /// # Errors
    /// As with [`Self::network`]; [`Error::ScenarioKept`] for a city with scenarios or links: the file would be taken for what is.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        if self.parts.applied.is_some() {
            return Err(Error::ScenarioKept);
        }
        let label = Label {
            origin: self.parts.provenance.origin.clone(),
            recipe: self.parts.recipe.clone(),
            tables: self.parts.tables.digest(),
            lists: ListNotes {
                imports: self
                    .imports()
                    .iter()
                    .map(|list| list.note.clone())
                    .filter(|note| note.role != STRATA)
                    .collect(),
                in_earlier: self.parts.in_earlier_lists,
                far: self.parts.far.clone(),
            },
        };
        Ok(encode(Contents {
            label: &label,
            network: self.network()?,
            built: &self.parts.built,
            candidates: self.candidates()?,
            facilities: &self.parts.facilities,
            residences: &self.parts.residences,
            area: self.area(),
            left_out: self.left_out(),
        }))
    }

    /// Walks of somebody through gates of some kind, on streets that were made for them.
    pub(crate) fn walks(&self, walker: Option<Walker>, gates: Gates) -> Result<Arc<Walks>, Error> {
        let walker = walker.unwrap_or(self.parts.walker);
        let walking = walker.walking(gates);
        let made_for = self.parts.recipe.build;
        if walking.build_options(made_for.no_trunk) == made_for {
            return Ok(self.parts.walks.of(walking, &self.parts.built));
        }
        Err(Error::OtherWalkers {
            profile: walker.profile.name,
        })
    }
}

/// Reads an extract and builds its city.
fn build(
    source: &Source,
    tables: BuiltInTables,
    mut options: Options,
    (area, people): (Option<&AreaChoice>, Option<&PopulationChoice>),
    observer: &dyn Observer,
) -> Result<Parts, Error> {
    let area = area.map(|area| area.find(source, observer)).transpose()?;
    let walker = options.walker.unwrap_or_default();
    let (recipe, replaces) = (options.recipe(), options.replaces());
    let walking = walker.walking(Gates::Tagged);
    // Zones reach beyond the area: their people are shared among all of their homes.
    let reads_all = people.is_some_and(PopulationChoice::is_by_place);
    let within = area
        .as_ref()
        .filter(|_| !reads_all)
        .map(|area| study::box_to_read(area, walking, recipe.max_snap_mm));
    let wanted = ReadOptions {
        within,
        ..options.reads()
    };
    let (provenance, data) = source.read(&tables.categories, wanted, observer)?;
    if let Some(area) = &area
        && data.nodes.id.is_empty()
    {
        let name = area.name.clone();
        return Err(StudyAreaError::Elsewhere { name }.into());
    }
    let own = std::mem::take(&mut options.lists);
    let mut lists = {
        let (streets, known) = (OnceCell::new(), OnceCell::new());
        let ground = || {
            if let Some(ground) = known.get() {
                return Ok(ground);
            }
            let made = street_network(&data, &options.network(), observer)?;
            let network: &StreetNetwork = streets.get_or_init(|| made);
            let made = Ground::of_extract(&data, network, &tables.categories, observer)?;
            Ok::<&Ground, Error>(known.get_or_init(|| made))
        };
        own.take(ground, observer)?
    };
    let core = options.into_core(&mut lists, area.as_ref());
    let assembled = assemble(&data, tables.as_core(), &core, observer)?;
    let of_file = || data.header.extent.box_nano().map(Extent::BoxNano);
    let mut study = Study {
        area,
        left_out: LeftOut::default(),
        extent: core.network.extent.clone().or_else(of_file),
    };
    let known = OnceCell::new();
    let ground = || {
        if let Some(ground) = known.get() {
            return Ok(ground);
        }
        let named = assembled.facilities.named();
        let made = Ground::new(&assembled.network, named, observer)?;
        Ok::<&Ground, Error>(known.get_or_init(|| made))
    };
    let (residences, counted) =
        population::take(people, assembled.residences, &mut study, &ground, observer)?;
    drop(known);
    let counted = lists.add(counted);
    let far = lists.far(&assembled.facilities, &residences);
    let surroundings = wanted
        .surroundings
        .then(|| Surroundings::of(&data, &assembled.network, observer).map(Arc::new))
        .transpose()?;
    let premises = wanted
        .premises
        .then(|| Premises::of(&data, observer))
        .transpose()?;
    let base_map = base_map(&data, wanted, observer)?;
    let called = (&residences, &lists);
    let addresses = addresses(wanted.addresses, &data, called, observer)?;
    // Giving back the memory of a large extract takes a while; nobody need wait for it.
    rayon::spawn(move || drop(data));
    Ok(Parts {
        tables,
        provenance,
        recipe,
        facts: NetworkFacts::of(&assembled.network),
        built: Arc::new(assembled.built),
        candidates: OnceLock::from(Arc::new(assembled.candidates)),
        facilities: assembled.facilities,
        residences: Arc::new(residences),
        study,
        surroundings,
        premises,
        probable_links: None,
        base_map,
        addresses,
        division: None,
        walker,
        replaces,
        residence_list: lists.residence_note,
        inputs: lists.inputs,
        imports: Arc::new(lists.reports),
        counted,
        in_earlier_lists: lists.in_earlier_lists,
        far,
        network: OnceLock::from(Arc::new(assembled.network)),
        cache: None,
        shapes: OnceLock::new(),
        walks: Arc::default(),
        applied: None,
        asked: Value::Null,
    })
}

/// What lies on the ground, where somebody asked for it.
fn base_map(
    data: &OsmData,
    wanted: ReadOptions,
    observer: &dyn Observer,
) -> Result<Option<Arc<BaseMap>>, Cancelled> {
    let made = wanted
        .ground
        .then(|| BaseMap::of(data, wanted.within, observer).map(Arc::new));
    made.transpose()
}
