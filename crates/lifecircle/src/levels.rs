//! A city divided into areas on several levels, and the sums of a check by area.

use std::cell::OnceCell;
use std::sync::Arc;

use lifecircle_core::area::{Division, Level, Levels, StudyAreaError, Unplaced};
use lifecircle_core::coverage::{GroupRow, summarise_groups};
use lifecircle_core::evidence::Ground;
use lifecircle_core::units::milli_to_people;
use lifecircle_io::cache::FileNote;
use lifecircle_io::city_file::BoundaryEntry;
use lifecircle_io::read::NamedPolygons;
use lifecircle_io::write::Divided;
use lifecircle_io::{GivenFile, InputError, InputFault, Place};
use serde_json::{Value, json};

use crate::options::note;
use crate::population::outlines;
use crate::source::Source;
use crate::{Check, City, Error};

/// Where the areas of a city come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LevelChoice {
    /// The administrative relations of the extract, one level for each `admin_level`.
    Admin,
    /// The same where the extract holds some; else the city is not divided.
    AdminIfAny,
    /// Polygon files, one for each level.
    Files(Vec<LevelFile>),
}

/// The areas of one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelFile {
    /// What the level is called.
    pub level: String,
    /// The polygons, and their coordinate system.
    pub given: GivenFile,
}

impl LevelFile {
    /// What a word means: `FILE`, `FILE#LEVEL`, `FILE#LEVEL@gcj02`. Without a name, the level is called as the file.
    pub fn parse(text: &str) -> Self {
        let mut given = GivenFile::parse(text);
        let stem = || {
            given
                .file
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        let level = given.part.clone().unwrap_or_else(stem);
        given.part = None;
        Self { level, given }
    }
}

impl From<&BoundaryEntry> for LevelFile {
    fn from(entry: &BoundaryEntry) -> Self {
        Self {
            level: entry.level.clone(),
            given: GivenFile {
                file: entry.file.clone(),
                part: None,
                coordinates: entry.coordinates.clone(),
            },
        }
    }
}

impl LevelChoice {
    /// The levels, looked up in the extract where they are its own.
    pub(crate) fn find(&self, city: &City, source: &Source) -> Result<Levels, Error> {
        let observer = &*city.observer;
        match self {
            Self::Admin if city.parts.cache.is_some() => Err(Error::LevelsOfNetwork),
            Self::Admin => source.find_levels(observer),
            Self::AdminIfAny if city.parts.cache.is_some() => Ok(Levels::default()),
            Self::AdminIfAny => match source.find_levels(observer) {
                Err(Error::StudyArea(StudyAreaError::NoBoundaries { .. })) => Ok(Levels::default()),
                found => found,
            },
            Self::Files(files) => {
                let mut levels = Vec::with_capacity(files.len());
                for file in files {
                    levels.push(of_file(city, file)?);
                }
                Ok(Levels::new(levels))
            }
        }
    }
}

/// The areas of a file. A file without a polygon that can be used is refused; single ones are told.
fn of_file(city: &City, file: &LevelFile) -> Result<Level, Error> {
    let known = OnceCell::new();
    let ground = || {
        if let Some(ground) = known.get() {
            return Ok(ground);
        }
        let made = city.ground()?;
        Ok::<&Ground, Error>(known.get_or_init(|| made))
    };
    let parts = outlines(&file.given, &ground, &*city.observer)?;
    let unplaced = |(number, part): (usize, NamedPolygons)| {
        let name = part.name.unwrap_or_else(|| (number + 1).to_string());
        Unplaced::of_polygons(name, &part.polygons)
    };
    let areas = parts.into_iter().enumerate().map(unplaced).collect();
    let level = Level::new(file.level.clone(), areas);
    if level.areas.is_empty() {
        let fault = level.without_outline.into_iter().next();
        let what = fault.map_or(InputFault::NoPolygon, |(_, error)| error.into());
        return Err(InputError::new(&file.given.file, Place::Whole, what).into());
    }
    Ok(level)
}

impl City {
    /// Divides the city; before anybody else has a handle.
    pub(crate) fn divide(&mut self, choice: &LevelChoice, source: &Source) -> Result<(), Error> {
        let levels = choice.find(self, source)?;
        if levels.rows().is_empty() {
            return Ok(());
        }
        if let LevelChoice::Files(files) = choice {
            for file in files {
                let note = note(&file.given.file)?;
                let has = |(role, other): &(&str, FileNote)| {
                    *role == "boundaries" && other.digest == note.digest
                };
                if !self.parts.inputs.iter().any(has) {
                    self.add_input("boundaries", &note);
                }
            }
        }
        let division = Division::new(levels, self.residences(), self.facilities());
        if let Some(parts) = Arc::get_mut(&mut self.parts) {
            parts.division = Some(division);
        }
        Ok(())
    }

    /// The areas of every level, and who belongs where; `None` where nobody divided the city.
    pub fn division(&self) -> Option<&Division> {
        self.parts.division.as_ref()
    }

    /// The position of a level.
    ///
    /// # Errors
    /// [`Error::NoLevel`].
    pub fn find_level(&self, name: &str) -> Result<usize, Error> {
        let levels = self.division().map(|division| &division.levels);
        let found = levels.and_then(|levels| levels.position(name));
        found.ok_or_else(|| Error::NoLevel {
            name: name.to_owned(),
            known: levels
                .map_or(&[][..], Levels::rows)
                .iter()
                .map(|level| level.name.clone())
                .collect(),
        })
    }
}

/// The sums of a check by area: per level each area, and last what is in none.
pub type AreaSums = Vec<Vec<GroupRow>>;

impl Check {
    /// The sums of each area of every level, smallest areas first as in [`City::division`]; the last row of a level is
    /// of the homes in none of its areas. Nothing where the city is not divided.
    ///
    /// # Complexity
    /// `O(n log n)` in the homes, per rule and level.
    pub fn area_sums(&self) -> &AreaSums {
        self.sums.get_or_init(|| {
            let groupings = self.city().division().map_or(&[][..], |d| &d.homes);
            let sums = |grouping| summarise_groups(self.input(), self.coverage(), grouping);
            groupings.iter().map(sums).collect()
        })
    }

    /// What layers tell of areas.
    pub(crate) fn divided(&self) -> Option<Divided<'_>> {
        let division = self.city().division()?;
        let sums = self.area_sums();
        Some(Divided { division, sums })
    }

    /// What `summary.json` says of areas: who is in none of a level, and what is odd about its outlines.
    pub(crate) fn levels_value(&self) -> Option<Value> {
        let division = self.city().division()?;
        let levels = division.levels.rows().iter().zip(self.area_sums());
        let value = |(level, sums): (&Level, &Vec<GroupRow>)| {
            let outside = sums.last().cloned().unwrap_or_default();
            let shared = level.shared.iter();
            let shared = shared.map(|pair| json!([pair.smaller, pair.larger]));
            let crossing = level.areas.iter().filter(|area| area.crosses());
            let lost = level.without_outline.iter();
            json!({
                "level": level.name,
                "areas": level.areas.len(),
                "homes_outside": outside.homes,
                "people_outside": milli_to_people(outside.people_milli),
                "sharing_ground": shared.collect::<Vec<_>>(),
                "crossing_parents": crossing.map(|area| area.id.as_str()).collect::<Vec<_>>(),
                "without_outline": lost.map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
            })
        };
        Some(levels.rev().map(value).collect())
    }
}
