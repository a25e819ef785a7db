//! One error for everything that a city cannot do: matched by variant or by its stable code.

use std::path::PathBuf;

use lifecircle_core::area::StudyAreaError;
use lifecircle_core::coded;
use lifecircle_core::evidence::{Doubt, Evidence};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::hours::HoursError;
use lifecircle_core::isochrone::AreaError;
use lifecircle_core::message::{Coded, Field};
use lifecircle_core::observer::Cancelled;
use lifecircle_core::osm::ReadError;
use lifecircle_core::place::{PopulationError, TableError};
use lifecircle_core::rules::RuleError;
use lifecircle_core::site::SiteError;
use lifecircle_io::InputError;
use lifecircle_io::cache::Recipe;
use lifecircle_io::coordinates::CoordinatesError;
use lifecircle_io::draw::DrawError;
use lifecircle_io::layer::LayerError;
use lifecircle_io::results::ResultsError;
use lifecircle_io::write::{LayersError, MatrixError, WriteError};

use crate::comparison::Mismatches;
use crate::home::HomeError;
use crate::options::Misfit;
use crate::strata::StrataFault;
use crate::verify::RerunFault;

/// Why a city cannot be opened, or a question not be answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be opened or read.
    #[error("{}: cannot be opened ({cause}); is the path right?", file.display())]
    Open {
        /// Which.
        file: PathBuf,
        /// What the operating system says.
        cause: std::io::Error,
    },
    /// A folder stands where an extract is wanted.
    #[error("{} is a folder: give an .osm.pbf file", .0.display())]
    Folder(PathBuf),
    /// A device or pipe stands where an extract is wanted.
    #[error("{} is a device or pipe: save it to a file first", .0.display())]
    Device(PathBuf),
    /// An extract cannot be read.
    #[error("{name}")]
    Extract {
        /// The extract.
        name: String,
        /// Why.
        source: ReadError,
    },
    /// A list, an extent, or a network made before is not usable.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A network was made with other tables of categories and people.
    #[error("{}: was made with other tables of categories and people than this program's", file.display())]
    OtherTables {
        /// The network.
        file: PathBuf,
        /// Name of the extract it was made from.
        origin: String,
        /// How it was made.
        made_with: Box<Recipe>,
    },
    /// A network was made by other options than those asked for.
    #[error("{}: was made by other options than those asked for", file.display())]
    Misfits {
        /// The network.
        file: PathBuf,
        /// Name of the extract it was made from.
        origin: String,
        /// What was asked for and does not fit.
        asked: Vec<Misfit>,
        /// How it was made.
        made_with: Box<Recipe>,
        /// How one that fits would be made.
        wanted: Box<Recipe>,
    },
    /// An extent and the streets have nothing in common.
    #[error(
        "the extent {0} holds none of the file's streets: is it of this city, in the order west,south,east,north?"
    )]
    ExtentElsewhere(String),
    /// A coordinate system cannot be used.
    #[error(transparent)]
    Coordinates(#[from] CoordinatesError),
    /// A list inside China does not say which coordinate system it is in, and does not show it.
    #[error(
        "{list}: its coordinate system is not declared, and does not show: {doubt}; {}",
        evidence.figures.each_ref().map(ToString::to_string).join("; ")
    )]
    Undeclared {
        /// Name of the list.
        list: String,
        /// Why it does not show.
        doubt: Doubt,
        /// What speaks for each system.
        evidence: Box<Evidence>,
    },
    /// Streets that were made for other walkers are to be walked.
    #[error("the streets of this city were made for other walkers than `{profile}`")]
    OtherWalkers {
        /// The profile asked for.
        profile: &'static str,
    },
    /// A profile of that name does not exist.
    #[error("no profile `{name}`; there are: {}", known.join(", "))]
    NoProfile {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<&'static str>,
    },
    /// A rule pack of that name does not exist.
    #[error("no rule pack `{name}`; built in are {}; or give a TOML file", known.join(", "))]
    NoPack {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<&'static str>,
    },
    /// A rule pack is unusable.
    #[error("{name}: {cause}")]
    Rules {
        /// Its name or file.
        name: String,
        /// Why.
        cause: RuleError,
    },
    /// Files without an extract or network among them.
    #[error("{}: holds neither an extract (.osm.pbf) nor a network (.lcn)", .0.display())]
    NoExtract(PathBuf),
    /// Files with several extracts among them.
    #[error("there are several extracts or networks: {}; name the one that is meant", .0.join(", "))]
    SeveralExtracts(Vec<String>),
    /// People that cannot be shared out.
    #[error(transparent)]
    Population(PopulationError),
    /// A network of an area alone, and people who were counted beyond it.
    #[error(
        "{}: holds the homes of {area} alone: people of zones or cells that reach beyond it cannot be shared out",
        file.display()
    )]
    CountedBeyond {
        /// The network.
        file: PathBuf,
        /// The extract it was made from.
        origin: String,
        /// The area it was made for.
        area: String,
    },
    /// A column is given a role that does not exist.
    #[error(
        "no role `{given}` of a column{}; there are: {}",
        nearest.as_ref().map_or(String::new(), |nearest| format!("; did you mean `{nearest}`?")),
        known.join(", ")
    )]
    NoRole {
        /// What was asked for.
        given: String,
        /// The one that is nearest.
        nearest: Option<String>,
        /// What there is.
        known: Vec<&'static str>,
    },
    /// A list of categories of that name does not exist.
    #[error(
        "no list of categories `{name}`{}; built in are {}; or give a TOML file",
        nearest.as_ref().map_or(String::new(), |nearest| format!("; did you mean `{nearest}`?")),
        known.join(", ")
    )]
    NoCategoryList {
        /// What was asked for.
        name: String,
        /// The one that is nearest.
        nearest: Option<String>,
        /// What there is.
        known: Vec<&'static str>,
    },
    /// Categories that cannot be used.
    #[error(transparent)]
    Categories(TableError),
    /// A rule is not in the pack.
    #[error("no rule `{id}` in the pack; it has: {}", known.join(", "))]
    NoRule {
        /// What was asked for.
        id: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A home is not in the city.
    #[error("no home `{id}` among {homes} homes")]
    NoHome {
        /// What was asked for.
        id: String,
        /// How many there are.
        homes: usize,
        /// One of them.
        example: Option<String>,
    },
    /// No home is near a place.
    #[error("no home near {},{}", at.lon, at.lat)]
    NoHomeNear {
        /// The place.
        at: LonLat,
        /// How far the nearest home is, in mm; `None` in a city without homes.
        nearest_mm: Option<u32>,
    },
    /// No home has an address, or several have it.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// A level of areas that the city is not divided into.
    #[error("no level `{name}`; there are: {}", known.join(", "))]
    NoLevel {
        /// What was asked for.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// Streets change, and homes are joined to several streets each.
    #[error(
        "homes are joined to the streets around them: to which, the scenario's streets would decide anew, and nobody knows \
         any more what stands in between; join them to the nearest alone"
    )]
    ScenarioLegs,
    /// Two checks of other homes, or by other rules, are to be compared.
    #[error("the checks are of other homes, or by other rules: they cannot be compared")]
    NotComparable,
    /// What lies around the streets is needed, and was not read.
    #[error(
        "what lies around the streets is not known, which tells a link that the map lacks from a wall: a network made before \
         does not hold it"
    )]
    NoSurroundings,
    /// Doubt at a time.
    #[error("doubtful homes are found for facilities that are open whenever, not at a time")]
    DoubtAtTime,
    /// A city as it would be is to be kept as one that is.
    #[error(
        "a city with scenarios is not kept in a file: keep the city itself, and apply the scenarios to that"
    )]
    ScenarioKept,
    /// Two levels are called the same.
    #[error("two levels are called `{0}`")]
    LevelTwice(String),
    /// A file makes no strata.
    #[error(transparent)]
    Strata(#[from] StrataFault),
    /// A network made before holds no administrative areas.
    #[error("a network made before holds no administrative areas")]
    LevelsOfNetwork,
    /// What was to be places is none.
    #[error(
        "`{text}` is neither homes, facilities, a file, nor a category; the categories are: {}",
        known.join(", ")
    )]
    NoPlaces {
        /// What was asked for.
        text: String,
        /// Categories.
        known: Vec<String>,
    },
    /// A category is not in the table.
    #[error("no category `{id}`; there are: {}", known.join(", "))]
    NoCategory {
        /// What was asked for.
        id: String,
        /// What there is.
        known: Vec<String>,
    },
    /// No outlet has that id.
    #[error("no outlet `{0}` in the city")]
    NoOutlet(String),
    /// No sites can be chosen so.
    #[error(transparent)]
    Sites(SiteError),
    /// There is no such study area, or nobody lives there.
    #[error(transparent)]
    StudyArea(#[from] StudyAreaError),
    /// Areas cannot be drawn so.
    #[error(transparent)]
    Area(AreaError),
    /// A layer cannot be written.
    #[error(transparent)]
    Layer(#[from] LayerError),
    /// A map cannot be drawn.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// A matrix cannot be written.
    #[error(transparent)]
    Matrix(#[from] MatrixError),
    /// Opening hours that cannot be read.
    #[error(transparent)]
    Hours(#[from] HoursError),
    /// Hours are assumed of a category that the table has not.
    #[error("hours of `{id}`: no such category; the table has: {known}")]
    HoursCategory {
        /// What was given.
        id: String,
        /// What there is.
        known: String,
    },
    /// The observer wanted the work to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// Results cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A folder of results cannot be read.
    #[error(transparent)]
    Results(#[from] ResultsError),
    /// Results cannot be made again.
    #[error("{}: {cause}", file.display())]
    Rerun {
        /// Their manifest.
        file: PathBuf,
        /// Why.
        cause: RerunFault,
    },
    /// Two results have not enough in common.
    #[error("these results are not comparable: {0}")]
    Incomparable(Mismatches),
}

coded!(Error {
    Self::Open { file, cause } => "open" { file: file, reason: cause }
    Self::Folder(file) => "is-folder" { file: file }
    Self::Device(file) => "is-device" { file: file }
    Self::Extract { name, source } => "extract" { name: name, what: source.message() }
    Self::Input(error) => "input" { what: error.message() }
    Self::OtherTables { file, origin, .. } => "other-tables" { file: file, origin: origin }
    Self::Misfits { file, origin, .. } => "misfits" { file: file, origin: origin }
    Self::ExtentElsewhere(extent) => "extent-elsewhere" { extent: extent }
    Self::Coordinates(error) => "coordinates" { what: error.message() }
    Self::Undeclared { list, doubt, evidence } => "undeclared" {
        list: list,
        doubt: doubt.message(),
        wgs84: evidence.figures[0].message(),
        gcj02: evidence.figures[1].message(),
        bd09: evidence.figures[2].message(),
    }
    Self::OtherWalkers { profile } => "other-walkers" { profile: *profile }
    Self::NoProfile { name, known } => "no-profile" { name: name, known: known.join(", ") }
    Self::NoPack { name, known } => "no-pack" { name: name, known: known.join(", ") }
    Self::Rules { name, cause } => "rules" { name: name, what: cause.message() }
    Self::NoExtract(folder) => "no-extract" { folder: folder }
    Self::SeveralExtracts(files) => "several-extracts" { files: files.join(", ") }
    Self::Population(error) => "population" { what: error.message() }
    Self::CountedBeyond { file, origin, area } => "counted-beyond" {
        file: file, origin: origin, area: area,
    }
    Self::NoRole { given, nearest, known } => "no-role" {
        given: given,
        nearest: nearest.as_deref().unwrap_or("none"),
        known: known.join(", "),
    }
    Self::NoCategoryList { name, nearest, known } => "no-category-list" {
        name: name,
        nearest: nearest.as_deref().unwrap_or("none"),
        known: known.join(", "),
    }
    Self::Categories(error) => "categories" { what: error.message() }
    Self::NoRule { id, known } => "no-rule" { id: id, known: known.join(", ") }
    Self::NoHome { id, homes, example } => "no-home" {
        id: id,
        homes: homes,
        example: example.as_deref().unwrap_or("none"),
    }
    Self::NoHomeNear { at, nearest_mm } => "no-home-near" {
        at: format!("{},{}", at.lon, at.lat),
        nearest: nearest_mm.map_or_else(|| "none".to_owned(), |mm| (mm / 1000).to_string()),
    }
    Self::Home(error) => "home" { what: error.message() }
    Self::NoLevel { name, known } if known.is_empty() => "no-levels" { name: name }
    Self::NoLevel { name, known } => "no-level" { name: name, known: known.join(", ") }
    Self::ScenarioLegs => "scenario-legs" {}
    Self::NotComparable => "not-comparable" {}
    Self::NoSurroundings => "no-surroundings" {}
    Self::DoubtAtTime => "doubt-at-time" {}
    Self::ScenarioKept => "scenario-kept" {}
    Self::LevelTwice(name) => "level-twice" { name: name }
    Self::Strata(fault) => "strata" { what: fault.message() }
    Self::LevelsOfNetwork => "levels-of-network" {}
    Self::NoPlaces { text, known } => "no-places" { text: text, known: known.join(", ") }
    Self::NoCategory { id, known } => "no-category" { id: id, known: known.join(", ") }
    Self::NoOutlet(id) => "no-outlet" { id: id }
    Self::Sites(error) => "sites" { what: error.message() }
    Self::StudyArea(error) => "study-area" { what: error.message() }
    Self::Area(error) => "area" { what: error.message() }
    Self::Layer(error) => "layer" { what: error.message() }
    Self::Draw(error) => "draw" { what: error.message() }
    Self::Matrix(error) => "matrix" { what: error.message() }
    Self::Hours(error) => "hours" { what: error.message() }
    Self::HoursCategory { id, known } => "hours-category" { id: id, known: known }
    Self::Cancelled(_) => "cancelled" {}
    Self::Write(error) => "write" { what: error.message() }
    Self::Results(error) => "results" { what: error.message() }
    Self::Rerun { file, cause } => "rerun" { file: file, what: cause.message() }
    Self::Incomparable(found) => "incomparable" {
        first: found.0[0].message(), others: found.0.len() - 1, matters: found.matters(),
    }
});

impl From<AreaError> for Error {
    fn from(error: AreaError) -> Self {
        match error {
            AreaError::Cancelled(cancelled) => Self::Cancelled(cancelled),
            other => Self::Area(other),
        }
    }
}

impl From<LayersError> for Error {
    fn from(error: LayersError) -> Self {
        match error {
            LayersError::Write(error) => Self::Write(error),
            LayersError::Layer(error) => Self::Layer(error),
            LayersError::Area(error) => error.into(),
            LayersError::Cancelled(cancelled) => Self::Cancelled(cancelled),
            other => Self::Layer(std::io::Error::other(other).into()),
        }
    }
}

impl Error {
    /// A stable word for the kind of error, for programs.
    pub fn code(&self) -> &'static str {
        Coded::code(self)
    }

    /// What the error is about, by name.
    pub fn fields(&self) -> Vec<(&'static str, Field)> {
        Coded::fields(self)
    }

    /// The part at fault where there is one, with a finer code and fields of its own: what is wrong with a file, a
    /// rule pack, a drawing or an output.
    pub fn cause(&self) -> Option<&dyn Coded> {
        Some(match self {
            Self::Extract { source, .. } => source,
            Self::Input(error) => error,
            Self::Coordinates(error) => error,
            Self::Rules { cause, .. } => cause,
            Self::Categories(error) => error,
            Self::Population(error) => error,
            Self::Sites(error) => error,
            Self::StudyArea(error) => error,
            Self::Area(error) => error,
            Self::Home(error) => error,
            Self::Layer(error) => error,
            Self::Draw(error) => error,
            Self::Matrix(error) => error,
            Self::Write(error) => error,
            Self::Results(error) => error,
            Self::Rerun { cause, .. } => cause,
            _ => return None,
        })
    }
}
