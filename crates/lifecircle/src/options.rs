//! What a city is made by, and who walks in it.

use std::path::{Path, PathBuf};

use lifecircle_core::area::StudyArea;
use lifecircle_core::assemble::AssembleOptions;
use lifecircle_core::build::BuildOptions;
use lifecircle_core::metric::{Gates, Profile, Walking};
use lifecircle_core::network::{Extent, NetworkOptions, Plazas};
use lifecircle_core::observer::Observer;
use lifecircle_core::osm::ReadOptions;
use lifecircle_core::place::{
    CategoryTable, HomesChoice, Legs, ListPolicy, OwnFacility, OwnResidence, ResidenceChoice,
};
use lifecircle_core::snap::MAX_SNAP_MM;
use lifecircle_core::units::Speed;
use lifecircle_io::cache::{AreaNote, FileNote, Recipe};
use lifecircle_io::read;

use crate::lists::{List, OwnLists, TakenLists};
use crate::{AreaChoice, Error, LevelChoice, Links, PopulationChoice, StrataFile};

/// Who walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walker {
    /// Speed on the level, time on stairs, step-free or not.
    pub profile: Profile,
    /// Speed on the level instead of the profile's.
    pub speed: Option<Speed>,
    /// Milliseconds lost at each mapped crossing of a larger road and at signals.
    pub crossing_delay_ms: u32,
}

impl Default for Walker {
    /// An adult who waits nowhere.
    fn default() -> Self {
        Self::of(Profile::default())
    }
}

impl Walker {
    /// Somebody of a profile, at its speed, who waits nowhere.
    pub fn of(profile: Profile) -> Self {
        Self {
            profile,
            speed: None,
            crossing_delay_ms: 0,
        }
    }

    /// The same by the profile's name: `adult`, `elderly`, `child`, `stroller`, `wheelchair`.
    ///
    /// # Errors
    /// [`Error::NoProfile`].
    pub fn named(name: &str) -> Result<Self, Error> {
        let profile = Profile::named(name).ok_or_else(|| Error::NoProfile {
            name: name.to_owned(),
            known: Profile::names().collect(),
        })?;
        Ok(Self::of(profile))
    }

    /// The same through gates of some kind.
    pub fn walking(self, gates: Gates) -> Walking {
        Walking {
            profile: self.profile,
            speed: self.speed.unwrap_or(self.profile.speed),
            gates,
            crossing_delay_ms: self.crossing_delay_ms,
        }
    }
}

/// What decides how an extract becomes a city. The default is what the walking model says.
#[derive(Clone, Debug, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is asked for by itself, and most callers ask for none"
)]
pub struct CityOptions {
    /// Who walks, which decides where streets end. `None`: whoever the city was made for, else an adult.
    pub walker: Option<Walker>,
    /// Where the data is complete, instead of the file's own box: `west,south,east,north` in degrees, or a
    /// `.poly` or GeoJSON file.
    pub extent: Option<String>,
    /// Whether ferries are walked.
    pub ferries: bool,
    /// Whether trunk roads are closed to walkers.
    pub no_trunk: bool,
    /// Farthest a place may be from a street, in mm; `None`: 200 m, or as the city was made.
    pub max_snap_mm: Option<u32>,
    /// Which streets places are joined to; `None`: the nearest alone, or as the city was made.
    pub legs: Option<Legs>,
    /// How open squares are walked; `None`: along their outlines, or as the city was made.
    pub plazas: Option<Plazas>,
    /// Lists of categories beside the one that is always there, merged in this order: built-in names
    /// ([`crate::category_lists`]) or TOML files.
    pub categories: Vec<String>,
    /// Which buildings of the extract are homes; `None`: the typed ones, or as the city was made.
    pub homes: Option<HomesChoice>,
    /// The user's own facilities. Of places that more than one list has, the earliest list's row counts.
    pub facilities: Vec<List<OwnFacility>>,
    /// Which counts where the lists and the extract both have a place; `None`: both, duplicates merged.
    pub policy: Option<ListPolicy>,
    /// Whether these replace the extract's; a list that does is complete by assertion.
    pub replace: bool,
    /// How many people there are; `None`: as tags, lists and floor areas tell.
    pub population: Option<PopulationChoice>,
    /// The user's own homes, instead of the extract's.
    pub residences: Option<List<OwnResidence>>,
    /// Whose homes are counted; of a larger extract no more is read than they can reach. `None`: all, or those of the
    /// area that the city was made for.
    pub area: Option<AreaChoice>,
    /// The areas that results are told by; `None`: not by area.
    pub levels: Option<LevelChoice>,
    /// Files of scenarios, each upon what the ones before it made.
    pub scenarios: Vec<PathBuf>,
    /// Kinds of homes or of ground that results are told by too.
    pub strata: Vec<StrataFile>,
    /// Which links between streets there are.
    pub links: Links,
    /// Whether what lies around the streets is kept, which [`City::audit`](crate::City::audit) and
    /// [`City::obstacles`](crate::City::obstacles) look at, and doubt and probable links need: walls, water, rails, heights of
    /// ways. A network made before does not hold it.
    pub surroundings: bool,
    /// Whether the buildings and units that are shops, offices, works, stores or empty are kept, as candidates for
    /// [`City::sites`](crate::City::sites). A network made before does not hold them.
    pub premises: bool,
    /// Whether what lies on the ground is kept, which maps show: water, green, railways, buildings. A network made before
    /// does not hold it.
    pub base_map: bool,
    /// Whether it is kept what homes are called, by which [`City::home_called`](crate::City::home_called) finds them. A network
    /// made before does not hold it, but for its homes of a list that is given.
    pub addresses: bool,
}

/// An option asked for that a city made before is not of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Misfit {
    /// Another extent.
    Extent(AreaNote),
    /// Ferries.
    Ferries,
    /// No trunk roads.
    NoTrunk,
    /// Another longest leg, in mm.
    MaxSnap(u32),
    /// Places joined to other streets.
    Legs(Legs),
    /// Squares walked otherwise.
    Plazas(Plazas),
    /// Other buildings as homes.
    Homes(HomesChoice),
    /// A profile whose streets are others.
    Profile(&'static str),
    /// Waiting at crossings, or none.
    Crossings(bool),
    /// Lists that counted otherwise.
    Policy(ListPolicy),
    /// Lists that replace the extract's facilities.
    Replace,
    /// Another study area: its name.
    Area(String),
}

/// Options whose files have been read.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is asked for by itself, and most callers ask for none"
)]
pub(crate) struct Prepared {
    pub(crate) walker: Option<Walker>,
    pub(crate) extent: Option<(AreaNote, Extent)>,
    pub(crate) ferries: bool,
    pub(crate) build: BuildOptions,
    /// Whether sampled points keep off steps.
    pub(crate) no_stairs: bool,
    pub(crate) max_snap_mm: Option<u32>,
    pub(crate) legs: Option<Legs>,
    pub(crate) plazas: Option<Plazas>,
    pub(crate) homes: Option<HomesChoice>,
    pub(crate) lists: OwnLists,
    pub(crate) replace: bool,
    pub(crate) policy: Option<ListPolicy>,
    pub(crate) surroundings: bool,
    pub(crate) premises: bool,
    pub(crate) base_map: bool,
    pub(crate) addresses: bool,
}

impl CityOptions {
    /// These where they say something, else the others.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        // A list replaces the extract's facilities, not another list.
        let (facilities, replace, policy) = if self.facilities.is_empty() {
            (
                other.facilities,
                other.replace,
                self.policy.or(other.policy),
            )
        } else {
            (self.facilities, self.replace, self.policy)
        };
        Self {
            walker: self.walker.or(other.walker),
            extent: self.extent.or(other.extent),
            ferries: self.ferries || other.ferries,
            no_trunk: self.no_trunk || other.no_trunk,
            max_snap_mm: self.max_snap_mm.or(other.max_snap_mm),
            legs: self.legs.or(other.legs),
            plazas: self.plazas.or(other.plazas),
            homes: self.homes.or(other.homes),
            area: self.area.or(other.area),
            levels: self.levels.or(other.levels),
            strata: if self.strata.is_empty() {
                other.strata
            } else {
                self.strata
            },
            categories: if self.categories.is_empty() {
                other.categories
            } else {
                self.categories
            },
            facilities,
            replace,
            policy,
            population: self.population.or(other.population),
            scenarios: if self.scenarios.is_empty() {
                other.scenarios
            } else {
                self.scenarios
            },
            residences: self.residences.or(other.residences),
            links: if self.links == Links::Tagged {
                other.links
            } else {
                self.links
            },
            surroundings: self.surroundings || other.surroundings,
            premises: self.premises || other.premises,
            base_map: self.base_map || other.base_map,
            addresses: self.addresses || other.addresses,
        }
    }

    /// Reads the files that are named.
    pub(crate) fn prepare(
        &self,
        table: &CategoryTable,
        observer: &dyn Observer,
    ) -> Result<Prepared, Error> {
        let walker = self.walker.unwrap_or_default();
        let build = walker.walking(Gates::Tagged).build_options(self.no_trunk);
        Ok(Prepared {
            walker: self.walker,
            extent: self.extent.as_deref().map(extent).transpose()?,
            ferries: self.ferries,
            build,
            no_stairs: walker.profile.stairs_pct.is_none(),
            max_snap_mm: self.max_snap_mm,
            legs: self.legs,
            plazas: self.plazas,
            homes: self.homes,
            lists: OwnLists::read(self, table, observer)?,
            replace: self.replace,
            policy: self.policy,
            premises: self.premises,
            surroundings: self.surroundings || self.links == Links::Probable,
            base_map: self.base_map,
            addresses: self.addresses,
        })
    }
}

/// What a manifest tells of a file.
pub(crate) fn note(file: &Path) -> Result<FileNote, Error> {
    FileNote::of(file).map_err(|cause| Error::Open {
        file: file.to_owned(),
        cause,
    })
}

fn extent(argument: &str) -> Result<(AreaNote, Extent), Error> {
    let extent = read::extent(argument)?;
    let file = Path::new(argument);
    let note = if file.is_file() {
        AreaNote::File(note(file)?)
    } else {
        AreaNote::Text(argument.to_owned())
    };
    Ok((note, extent))
}

impl Prepared {
    /// What they make of an extract.
    pub(crate) fn recipe(&self) -> Recipe {
        Recipe {
            extent: self.extent.as_ref().map(|(note, _)| note.clone()),
            ferries: self.ferries,
            build: self.build,
            max_snap_mm: self.max_snap_mm.unwrap_or(MAX_SNAP_MM),
            legs: self.legs.unwrap_or_default(),
            plazas: self.plazas.unwrap_or_default(),
            homes: self.homes.unwrap_or_default(),
            facilities: self.lists.facilities_note(),
            replace: self.replace,
            policy: self.policy.unwrap_or_default(),
        }
    }

    /// Whether no facility of the extract counts.
    pub(crate) fn replaces(&self) -> bool {
        self.replace || self.policy == Some(ListPolicy::ListOnly)
    }

    /// Which ways are streets, and where the data is complete.
    pub(crate) fn network(&self) -> NetworkOptions {
        NetworkOptions {
            extent: self.extent.as_ref().map(|(_, extent)| extent.clone()),
            ferries: self.ferries,
            plazas: self.plazas.unwrap_or_default(),
        }
    }

    /// What must be read of an extract for them.
    pub(crate) fn reads(&self) -> ReadOptions {
        let homes = self.homes.filter(|_| self.lists.residences.is_none());
        let crosses = self.plazas == Some(Plazas::Cross);
        ReadOptions {
            other_uses: homes.is_some_and(|homes| homes != HomesChoice::Typed),
            obstacles: self.legs == Some(Legs::Around),
            premises: self.premises,
            open_spaces: crosses,
            surroundings: self.surroundings || crosses || self.legs == Some(Legs::Clear),
            ground: self.base_map,
            addresses: self.addresses,
            ..ReadOptions::default()
        }
    }

    /// The same for the core, with the rows of the lists.
    pub(crate) fn into_core(
        self,
        lists: &mut TakenLists,
        area: Option<&StudyArea>,
    ) -> AssembleOptions {
        AssembleOptions {
            network: self.network(),
            build: self.build,
            max_snap_mm: self.max_snap_mm.unwrap_or(MAX_SNAP_MM),
            facilities: lists.facilities.take().unwrap_or_default(),
            replace: self.replace,
            policy: self.policy.unwrap_or_default(),
            residences: match lists.residences.take() {
                Some(rows) => ResidenceChoice::Own(rows),
                None => ResidenceChoice::Mapped {
                    which: self.homes.unwrap_or_default(),
                    no_stairs: self.no_stairs,
                },
            },
            legs: self.legs.unwrap_or_default(),
            area: area.cloned(),
        }
    }

    /// The options asked for that a recipe is not of, and the recipe that would be.
    ///
    /// Options that are not given are those of the recipe; who walks is asked for where somebody does.
    pub(crate) fn misfits(&self, has: &Recipe) -> (Vec<Misfit>, Recipe) {
        let mut wanted = has.clone();
        let mut asked = Vec::new();
        if let Some((area, _)) = &self.extent
            && has.extent.as_ref() != Some(area)
        {
            wanted.extent = Some(area.clone());
            asked.push(Misfit::Extent(area.clone()));
        }
        if self.ferries && !has.ferries {
            wanted.ferries = true;
            asked.push(Misfit::Ferries);
        }
        if self.build.no_trunk && !has.build.no_trunk {
            wanted.build.no_trunk = true;
            asked.push(Misfit::NoTrunk);
        }
        if let Some(mm) = self.max_snap_mm.filter(|&mm| mm != has.max_snap_mm) {
            wanted.max_snap_mm = mm;
            asked.push(Misfit::MaxSnap(mm));
        }
        if let Some(legs) = self.legs.filter(|&legs| legs != has.legs) {
            wanted.legs = legs;
            asked.push(Misfit::Legs(legs));
        }
        if let Some(plazas) = self.plazas.filter(|&plazas| plazas != has.plazas) {
            wanted.plazas = plazas;
            asked.push(Misfit::Plazas(plazas));
        }
        // Homes of a list need no buildings.
        let homes = self.homes.filter(|_| self.lists.residences.is_none());
        if let Some(homes) = homes.filter(|&homes| homes != has.homes) {
            wanted.homes = homes;
            asked.push(Misfit::Homes(homes));
        }
        // New lists go by what is asked for now; those that are in went by what was asked for then.
        if has.facilities.is_some() && self.lists.facilities.is_empty() {
            if let Some(policy) = self.policy.filter(|&policy| policy != has.policy) {
                wanted.policy = policy;
                asked.push(Misfit::Policy(policy));
            }
            if self.replace && !has.replace {
                wanted.replace = true;
                asked.push(Misfit::Replace);
            }
        }
        if let Some(walker) = self.walker {
            if self.build.step_free != has.build.step_free {
                wanted.build.step_free = self.build.step_free;
                asked.push(Misfit::Profile(walker.profile.name));
            }
            if self.build.crossings != has.build.crossings {
                wanted.build.crossings = self.build.crossings;
                asked.push(Misfit::Crossings(self.build.crossings));
            }
        }
        (asked, wanted)
    }
}
