//! City files: everything that makes a city, declared once (docs/city-file.md).

mod fault;
mod raw;
mod reader;
mod writer;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lifecircle_core::hours::Country;
use lifecircle_core::metric::{Gates, Profile};
use lifecircle_core::network::Plazas;
use lifecircle_core::place::{HomesChoice, Legs, ListPolicy};
use lifecircle_core::units::Speed;

pub use fault::CityFileFault;
pub use writer::Section;

use crate::report::Words;
use crate::{GivenFile, InputError, Place, read};

/// What a city file says. What it does not say is `None` or empty, and left to whoever asks.
///
/// Files are beside the city file wherever the program runs.
#[derive(Clone, Debug, PartialEq)]
pub struct CityFile {
    /// The city file itself.
    pub file: PathBuf,
    /// What the city is called.
    pub name: Option<Words>,
    /// The extract, or a network made of one.
    pub source: PathBuf,
    /// Where the data is complete: a box, or a file.
    pub extent: Option<String>,
    /// The study area.
    pub area: Option<AreaEntry>,
    /// Which buildings are homes.
    pub homes: Option<HomesChoice>,
    /// Lists of categories: built-in names, or files.
    pub categories: Vec<String>,
    /// The rules: a built-in name, or a file.
    pub rules: Option<String>,
    /// Whose holidays count.
    pub country: Option<Country>,
    /// Hours of facilities that tell none, by the id of their category.
    pub hours: BTreeMap<String, String>,
    /// How many rows of a table may be unusable, as a share of 1.
    pub max_rejects: Option<f64>,
    /// Who walks, and where.
    pub walk: WalkEntry,
    /// Lists of facilities.
    pub facilities: Vec<TableEntry>,
    /// Which counts where the lists and OpenStreetMap both have a place.
    pub policy: Option<ListPolicy>,
    /// The list that homes are from.
    pub residences: Option<TableEntry>,
    /// How many people there are.
    pub population: Option<PopulationEntry>,
    /// Boundaries of parts of the city.
    pub boundaries: Vec<BoundaryEntry>,
    /// Tables or maps that tell of homes what they are.
    pub strata: Vec<TableEntry>,
}

/// A study area.
#[derive(Clone, Debug, PartialEq)]
pub enum AreaEntry {
    /// An administrative relation of the extract, by name or id.
    Name(String),
    /// The polygons of a file, or one of them.
    File(GivenFile),
}

impl AreaEntry {
    /// What is meant by a word: a file where there is one of that name, else a name in the extract.
    pub fn parse(given: &str) -> Self {
        Self::parse_in(Path::new(""), given)
    }

    /// The same for a file beside others.
    pub(super) fn parse_in(folder: &Path, given: &str) -> Self {
        let file = GivenFile::parse_in(folder, given);
        if file.file.is_file() || file.file.extension().is_some() {
            return Self::File(file);
        }
        Self::Name(given.to_owned())
    }
}

/// Who walks, and where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WalkEntry {
    /// Who.
    pub profile: Option<Profile>,
    /// How fast on the level.
    pub speed: Option<Speed>,
    /// Milliseconds lost at crossings.
    pub crossing_delay_ms: Option<u32>,
    /// What gates do.
    pub gates: Option<Gates>,
    /// Which streets places are joined to.
    pub legs: Option<Legs>,
    /// How open squares are walked.
    pub plazas: Option<Plazas>,
    /// Farthest a place may be from a street, in mm.
    pub max_snap_mm: Option<u32>,
    /// Whether trunk roads are walked.
    pub trunk: Option<bool>,
    /// Whether ferries are.
    pub ferries: Option<bool>,
}

/// A table, and how it is read where that is not to be detected.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableEntry {
    /// The file.
    pub file: PathBuf,
    /// Its coordinate system, as a word.
    pub coordinates: Option<String>,
    /// Which of its sheets.
    pub sheet: Option<String>,
    /// Its encoding.
    pub encoding: Option<String>,
    /// Whether a comma is its decimal point.
    pub decimal_comma: bool,
    /// What its columns are called, by role.
    pub columns: BTreeMap<String, String>,
}

/// How many people there are.
#[derive(Clone, Debug, PartialEq)]
pub enum PopulationEntry {
    /// In all.
    Total(u64),
    /// By zone of a level of boundaries, where there is one; else the file has polygons, or is a raster.
    Zones {
        /// The table or raster.
        table: TableEntry,
        /// Which boundaries have the zones' names.
        level: Option<String>,
    },
}

/// Boundaries of one level.
#[derive(Clone, Debug, PartialEq)]
pub struct BoundaryEntry {
    /// What the level is called.
    pub level: String,
    /// The file.
    pub file: PathBuf,
    /// The coordinate system, as a word.
    pub coordinates: Option<String>,
}

/// What stands for something that only a person can say.
pub const LEFT_OPEN: &str = "?";

impl CityFile {
    /// Whether a file is a city file, by its name.
    pub fn is_one(file: &Path) -> bool {
        file.extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
    }

    /// Reads a city file.
    ///
    /// # Errors
    /// [`InputError`]: it cannot be read, has an unknown key or value, or names a file that is not there.
    pub fn read(file: &Path) -> Result<Self, InputError> {
        let text = read::text(file)?;
        reader::city_file(file, &text).map_err(|fault| InputError::new(file, Place::Whole, fault))
    }
}

impl CityFile {
    /// The files that it names besides [`Self::source`], as seen from where the program runs; one that is named twice comes twice.
    /// Of words that may be files, as rules, those that are.
    pub fn files(&self) -> Vec<PathBuf> {
        let word = |word: &String| Some(PathBuf::from(word)).filter(|file| file.is_file());
        let table = |table: &TableEntry| table.file.clone();
        let mut files: Vec<PathBuf> = self.rules.iter().filter_map(word).collect();
        files.extend(self.extent.iter().filter_map(word));
        files.extend(self.categories.iter().filter_map(word));
        files.extend(self.facilities.iter().map(table));
        if let Some(PopulationEntry::Zones { table, .. }) = &self.population {
            files.push(table.file.clone());
        }
        files.extend(self.residences.iter().map(table));
        if let Some(AreaEntry::File(given)) = &self.area {
            files.push(given.file.clone());
        }
        files.extend(self.boundaries.iter().map(|entry| entry.file.clone()));
        files.extend(self.strata.iter().map(table));
        files
    }
}

#[cfg(test)]
mod tests;
