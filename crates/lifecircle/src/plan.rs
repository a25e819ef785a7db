//! What a city is to be made of, before the work begins: a city file or an extract, and what was asked for besides.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lifecircle_core::metric::{Gates, Profile};
use lifecircle_core::observer::Observer;
use lifecircle_core::units::Speed;
use lifecircle_io::city_file::{BoundaryEntry, CityFile};
use lifecircle_io::report::Words;

use crate::hours::HoursChoice;
use crate::levels::{LevelChoice, LevelFile};
use crate::lists::{List, ListFile};
use crate::options::{CityOptions, Walker, note};
use crate::population::PopulationChoice;
use crate::rules::{DEFAULT_PACK, Pack, Rules};
use crate::source::Source;
use crate::strata::StrataFile;
use crate::study::AreaChoice;
use crate::{CheckOptions, City, Error};

/// A city before it is opened.
///
/// What is asked for goes before what the city file says, and that before the defaults.
#[derive(Clone, Debug)]
pub struct CityPlan {
    /// What the city file calls the city.
    pub name: Option<Words>,
    /// The city file, where there is one.
    pub file: Option<PathBuf>,
    /// Where the streets come from.
    pub source: Source,
    /// Who walks.
    pub walk: WalkerChoice,
    /// What gates do.
    pub gates: Option<Gates>,
    /// The rules: a built-in name, or a file.
    pub rules: Option<String>,
    /// How opening hours are understood.
    pub hours: HoursChoice,
    /// What makes the city; its walker is [`Self::walk`].
    pub options: CityOptions,
}

/// Who walks, as far as somebody has said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WalkerChoice {
    /// Speed on the level, time on stairs, step-free or not.
    pub profile: Option<Profile>,
    /// Speed on the level instead of the profile's.
    pub speed: Option<Speed>,
    /// Milliseconds lost at each mapped crossing of a larger road and at signals.
    pub crossing_delay_ms: Option<u32>,
}

impl WalkerChoice {
    /// This where it says something, else the other. A speed goes with the profile it was said for.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let speed_of_other = other.speed.filter(|_| self.profile.is_none());
        Self {
            profile: self.profile.or(other.profile),
            speed: self.speed.or(speed_of_other),
            crossing_delay_ms: self.crossing_delay_ms.or(other.crossing_delay_ms),
        }
    }

    /// Somebody in particular: an adult who waits nowhere unless it says otherwise.
    pub fn walker(self) -> Walker {
        Walker {
            profile: self.profile.unwrap_or_default(),
            speed: self.speed,
            crossing_delay_ms: self.crossing_delay_ms.unwrap_or_default(),
        }
    }
}

impl CityPlan {
    /// The plan of a city file, of an extract or a network, or of the demo city.
    ///
    /// # Errors
    /// [`Error::Input`] for a city file that cannot be used.
    pub fn of(file: Option<&Path>) -> Result<Self, Error> {
        let Some(file) = file.filter(|file| CityFile::is_one(file)) else {
            return Ok(Self::plain(Source::from(file)));
        };
        Self::of_city(CityFile::read(file)?)
    }

    /// A source and nothing said.
    pub(crate) fn plain(source: Source) -> Self {
        Self {
            name: None,
            file: None,
            source,
            walk: WalkerChoice::default(),
            gates: None,
            rules: None,
            hours: HoursChoice::default(),
            options: CityOptions::default(),
        }
    }

    /// Somebody in particular walks.
    pub fn walker(&self) -> Walker {
        self.walk.walker()
    }

    /// What gates do.
    pub fn gates(&self) -> Gates {
        self.gates.unwrap_or_default()
    }

    /// The rules.
    ///
    /// # Errors
    /// As with [`Pack::open`].
    pub fn rules(&self) -> Result<Arc<Pack>, Error> {
        let name = self.rules.as_deref().unwrap_or(DEFAULT_PACK);
        Ok(Arc::new(Pack::open(name, &self.options.category_table()?)?))
    }

    /// How homes are checked: by these rules, through gates as they are said to be, and whenever facilities are open.
    ///
    /// # Errors
    /// As with [`Self::rules`].
    pub fn check_options(&self) -> Result<CheckOptions, Error> {
        Ok(CheckOptions {
            rules: Rules::Pack(self.rules()?),
            gates: self.gates(),
            ..CheckOptions::default()
        })
    }

    /// Opens the city.
    ///
    /// # Errors
    /// As with [`City::open`].
    pub fn open(&self, observer: Arc<dyn Observer + Send>) -> Result<City, Error> {
        let options = CityOptions {
            walker: Some(self.options.walker.unwrap_or_else(|| self.walker())),
            ..self.options.clone()
        };
        let mut city = City::open_observed(self.source.clone(), &options, observer)?;
        if let Some(file) = &self.file {
            city.add_input("city_file", &note(file)?);
        }
        if let Some(name) = &self.name {
            city.be_called(name);
        }
        Ok(city)
    }
}

impl CityPlan {
    fn of_city(city: CityFile) -> Result<Self, Error> {
        let walk = &city.walk;
        let list = |table| ListFile::of(table, city.max_rejects);
        let facilities = city.facilities.iter();
        let facilities = facilities.map(|table| Ok(List::File(list(table)?)));
        let residences = city.residences.as_ref();
        let residences = residences.map(|table| Ok::<_, Error>(List::File(list(table)?)));
        let strata = city.strata.iter();
        let strata = strata.map(|entry| StrataFile::of(entry, city.max_rejects));
        let population = city.population.as_ref();
        let population = population.map(|told| PopulationChoice::of(told, &city.boundaries));
        let options = CityOptions {
            extent: city.extent,
            ferries: walk.ferries.unwrap_or_default(),
            no_trunk: walk.trunk == Some(false),
            max_snap_mm: walk.max_snap_mm,
            legs: walk.legs,
            plazas: walk.plazas,
            homes: city.homes,
            area: city.area.map(AreaChoice::from),
            levels: levels(&city.boundaries),
            strata: strata.collect::<Result<_, _>>()?,
            categories: city.categories,
            facilities: facilities.collect::<Result<_, Error>>()?,
            policy: city.policy,
            population: population.transpose()?,
            residences: residences.transpose()?,
            ..CityOptions::default()
        };
        Ok(Self {
            source: Source::File(city.source),
            walk: WalkerChoice {
                profile: walk.profile,
                speed: walk.speed,
                crossing_delay_ms: walk.crossing_delay_ms,
            },
            gates: walk.gates,
            rules: city.rules,
            hours: HoursChoice {
                country: city.country,
                defaults: city.hours.into_iter().collect(),
            },
            options,
            name: city.name,
            file: Some(city.file),
        })
    }
}

/// The levels that the boundaries of a city file make; none where it has none.
fn levels(boundaries: &[BoundaryEntry]) -> Option<LevelChoice> {
    let files: Vec<LevelFile> = boundaries.iter().map(LevelFile::from).collect();
    (!files.is_empty()).then_some(LevelChoice::Files(files))
}
