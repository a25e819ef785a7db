//! One shape for everything that can be wrong with a file the user gave.

use std::fmt;
use std::path::{Path, PathBuf};

use lifecircle_core::area::StudyAreaError;
use lifecircle_core::coded;
use lifecircle_core::message::{Coded, Field, Message};
use lifecircle_core::place::{CategoryMiss, PopulationError};
use lifecircle_core::scenario::ScenarioFault;
use lifecircle_tables::{Foreign, RowFault, TableFault};

use crate::cache::CacheFault;
use crate::city_file::CityFileFault;
use crate::coordinates::CoordinatesError;
use crate::read::RasterFault;
use crate::scenario::ScenarioFileFault;

/// What is wrong with an input file: where in it, and which value.
#[derive(Debug)]
pub struct InputError {
    file: PathBuf,
    place: Place,
    what: Box<InputFault>,
}

impl InputError {
    /// An error at a place of a file.
    pub fn new(file: &Path, place: Place, what: impl Into<InputFault>) -> Self {
        Self {
            file: file.to_owned(),
            place,
            what: Box::new(what.into()),
        }
    }

    /// The file, or what was given in place of one.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Where in the file.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What is wrong there.
    pub fn what(&self) -> &InputFault {
        &self.what
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if self.place != Place::Whole {
            write!(f, ", {}", self.place)?;
        }
        write!(f, ": {}", self.what)
    }
}

impl std::error::Error for InputError {}

impl Coded for InputError {
    fn message(&self) -> Message {
        let (code, mut fields) = match &self.place {
            Place::Whole => ("file", Vec::new()),
            place => ("file-at", vec![("place", Field::from(place.message()))]),
        };
        fields.push(("file", Field::from(&self.file)));
        fields.push(("what", Field::from(self.what.message())));
        Message { code, fields }
    }

    /// The code of what is wrong.
    fn code(&self) -> &'static str {
        self.what.code()
    }

    /// The fields of what is wrong, with `file` and `place`.
    fn fields(&self) -> Vec<(&'static str, Field)> {
        let mut fields = self.what.fields();
        fields.push(("file", Field::from(&self.file)));
        fields.push(("place", Field::from(self.place.message())));
        fields
    }
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Place {
    /// No place in particular.
    #[error("the whole file")]
    Whole,
    /// A line, counted from 1 as editors do.
    #[error("line {0}")]
    Line(u64),
    /// A feature of GeoJSON, counted from 1.
    #[error("feature {0}")]
    Feature(u64),
    /// A row of a sheet, counted from 1 as spreadsheets do.
    #[error("sheet `{sheet}`, row {row}")]
    SheetRow {
        /// The sheet.
        sheet: String,
        /// The row.
        row: u64,
    },
    /// A row of a table without sheets, counted from 1.
    #[error("row {0}")]
    Row(u64),
    /// A section of a network file.
    #[error("section {0}")]
    Section(String),
    /// The list of a network file's sections.
    #[error("section table")]
    SectionTable,
}

impl Place {
    /// The number of the line, feature or row; 0 where there is none.
    pub fn number(&self) -> u64 {
        match self {
            Self::Line(number) | Self::Feature(number) | Self::Row(number) => *number,
            Self::SheetRow { row, .. } => *row,
            Self::Whole | Self::Section(_) | Self::SectionTable => 0,
        }
    }
}

coded!(Place {
    Self::Whole => "place-whole" {}
    Self::Line(number) => "place-line" { number: number.to_string() }
    Self::Feature(number) => "place-feature" { number: number.to_string() }
    Self::SheetRow { sheet, row } => "place-sheet-row" { sheet: sheet, row: row.to_string() }
    Self::Row(number) => "place-row" { number: number.to_string() }
    Self::Section(name) => "place-section" { name: name }
    Self::SectionTable => "place-section-table" {}
});

/// What can be wrong with a file of the user's.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputFault {
    /// The operating system does not give it.
    #[error("cannot be read ({0})")]
    Unreadable(#[from] std::io::Error),
    /// A folder where a file is wanted.
    #[error("is a folder, not a file")]
    Folder,
    /// Neither file nor folder.
    #[error("is a device or pipe: save it to a file first")]
    NotRegular,
    /// Larger than any list of a city.
    #[error("is larger than 1 GiB: that is no list of a city")]
    TooLarge,
    /// A text in another encoding.
    #[error("is not UTF-8: save the file as UTF-8 (in Excel: “CSV UTF-8”)")]
    NotUtf8,
    /// A file of another kind.
    #[error("is {0}")]
    Foreign(Foreign),
    /// A list without rows.
    #[error("holds no rows")]
    NoRows,
    /// A table that cannot be read as a whole.
    #[error(transparent)]
    Table(TableFault),
    /// A row that is none.
    #[error(transparent)]
    Row(RowFault),
    /// A cell that shows an error of its spreadsheet.
    #[error("{column} shows `{given}`")]
    CellError {
        /// In which column.
        column: String,
        /// What it shows.
        given: String,
    },
    /// A row that stands there twice.
    #[error("is the same as {first}")]
    SameAs {
        /// Where it stands too.
        first: Place,
    },
    /// A row of an id that another has.
    #[error("id `{id}` is that of {first} too, which is used")]
    IdOf {
        /// Which.
        id: String,
        /// Which row has it too.
        first: Place,
    },
    /// Two columns that were taken for each other.
    #[error(
        "columns `{lon}` and `{lat}` are swapped: in every row the latitude stands where the longitude should"
    )]
    SwappedColumns {
        /// What was taken for longitude.
        lon: String,
        /// What was taken for latitude.
        lat: String,
    },
    /// More rows that cannot be used than may be passed over; the first of them.
    #[error("{first} ({rejects} of {rows} rows cannot be used, more than {most_pct} %)")]
    Rejects {
        /// How many.
        rejects: u64,
        /// Of how many.
        rows: u64,
        /// The share that may be passed over.
        most_pct: u32,
        /// What is wrong with the first.
        first: Box<InputFault>,
    },
    /// A row that would take the id of an element beside it.
    #[error("id `{id}` is that of an OpenStreetMap element: use ids of your own")]
    ElementId {
        /// Which.
        id: String,
    },
    /// A row of no category that the table has.
    #[error(transparent)]
    Category(#[from] CategoryMiss),
    /// No cost.
    #[error("{column} `{given}` is not a cost of 0 to 1000000000")]
    Cost {
        /// In which column.
        column: String,
        /// What the row says.
        given: String,
    },
    /// No number of people.
    #[error("{column} `{given}` is not a number of people")]
    People {
        /// In which column.
        column: String,
        /// What the row says.
        given: String,
    },
    /// No number of households.
    #[error("{column} `{given}` is not a number of households")]
    Households {
        /// In which column.
        column: String,
        /// What the row says.
        given: String,
    },
    /// No number.
    #[error("{column} `{given}` is not a number")]
    NotANumber {
        /// In which column.
        column: String,
        /// What the row says.
        given: String,
    },
    /// A place that is none.
    #[error(transparent)]
    Position(#[from] PositionError),
    /// A column that must be there is not.
    #[error("no column `{column}`; the first line must name the columns {wanted} (found: {found})")]
    NoColumn {
        /// Which.
        column: String,
        /// All that are asked for.
        wanted: String,
        /// The first line as it is.
        found: String,
    },
    /// No GeoJSON.
    #[error("is not GeoJSON ({detail})")]
    NotGeoJson {
        /// In the reader's words.
        detail: String,
    },
    /// A geometry that is no point.
    #[error("is a {found}, not a Point")]
    NotAPoint {
        /// What it is.
        found: String,
    },
    /// A row that must have a name and has none.
    #[error("has no name")]
    NoName,
    /// A row that is the sum of others.
    #[error("is a sum of other rows")]
    SumRow,
    /// A row whose columns of coordinates are empty.
    #[error("has no coordinates")]
    NoCoordinates,
    /// A row that says one coordinate and not the other.
    #[error("{column} is missing")]
    NoCoordinate {
        /// The column of the other.
        column: String,
    },
    /// A feature without geometry.
    #[error("has no geometry")]
    NoGeometry,
    /// A position of one number or none.
    #[error("has a position without two numbers")]
    NoPosition,
    /// Four numbers that are no box.
    #[error("is no box: give west,south,east,north in degrees, as 118.9,33.4,119.2,33.7")]
    NoBox,
    /// An area without polygon.
    #[error("holds no polygon")]
    NoPolygon,
    /// A geometry that bounds nothing.
    #[error("holds a {found}: only polygons bound an area")]
    NotAPolygon {
        /// What it is.
        found: String,
    },
    /// No feature of a name.
    #[error("has no feature `{given}` (there are: {known})")]
    NoFeatureNamed {
        /// What was asked for.
        given: String,
        /// Names that there are.
        known: String,
    },
    /// More than one feature of a name.
    #[error("has {count} features `{given}`: which one is meant?")]
    SeveralNamed {
        /// What was asked for.
        given: String,
        /// How many.
        count: u64,
    },
    /// Polygons that are no study area.
    #[error(transparent)]
    Area(#[from] StudyAreaError),
    /// A polygon without rings.
    #[error("has a polygon without rings")]
    NoRings,
    /// A line of a `.poly` file that is no place.
    #[error("`{given}` is not a pair of lon lat")]
    NotAPair {
        /// The line.
        given: String,
    },
    /// A `.poly` file that is cut off.
    #[error("is no complete .poly file: END is missing")]
    NoEnd,
    /// Zones that cannot hold people.
    #[error(transparent)]
    Population(#[from] PopulationError),
    /// Coordinates of a system that is not known, or not tied to WGS-84.
    #[error(transparent)]
    Coordinates(#[from] CoordinatesError),
    /// A city file that cannot be used.
    #[error(transparent)]
    CityFile(#[from] CityFileFault),
    /// A scenario that cannot be read.
    #[error(transparent)]
    ScenarioFile(#[from] ScenarioFileFault),
    /// A scenario that does not fit the city.
    #[error(transparent)]
    Scenario(#[from] ScenarioFault),
    /// What is wrong with another file, which this one names.
    #[error("{0}")]
    Within(Box<InputError>),
    /// A population raster that cannot be used.
    #[error(transparent)]
    Raster(#[from] RasterFault),
    /// A network file that cannot be used.
    #[error(transparent)]
    Cache(#[from] CacheFault),
}

coded!(InputFault {
    Self::Unreadable(source) => "input-unreadable" { reason: source }
    Self::Folder => "input-folder" {}
    Self::NotRegular => "input-not-regular" {}
    Self::TooLarge => "input-too-large" {}
    Self::NotUtf8 => "input-not-utf8" {}
    Self::Foreign(kind) => "input-foreign" { kind: kind.message() }
    Self::NoRows => "input-no-rows" {}
    Self::Table(fault) => "input-table" { what: fault.message() }
    Self::Row(fault) => "input-row" { what: fault.message() }
    Self::CellError { column, given } => "input-cell-error" { column: column, given: given }
    Self::SameAs { first } => "input-same-as" { first: first.message() }
    Self::IdOf { id, first } => "input-id-of" { id: id, first: first.message() }
    Self::SwappedColumns { lon, lat } => "input-swapped-columns" { lon: lon, lat: lat }
    Self::Rejects { rejects, rows, most_pct, first } => "input-rejects" {
        rejects: rejects, rows: rows.to_string(), most: most_pct.to_string(), first: first.message(),
    }
    Self::ElementId { id } => "input-element-id" { id: id }
    Self::Category(miss) => "input-category" { what: miss.message() }
    Self::Cost { column, given } => "input-cost" { column: column, given: given }
    Self::People { column, given } => "input-people" { column: column, given: given }
    Self::Households { column, given } => "input-households" { column: column, given: given }
    Self::NotANumber { column, given } => "input-not-a-number" { column: column, given: given }
    Self::Position(error) => "input-position" { what: error.message() }
    Self::NoColumn { column, wanted, found } => "input-no-column" { column: column, wanted: wanted, found: found }
    Self::NotGeoJson { .. } => "input-not-geojson" {}
    Self::NotAPoint { found } => "input-not-a-point" { found: found }
    Self::NoName => "input-no-name" {}
    Self::SumRow => "input-sum-row" {}
    Self::NoCoordinates => "input-no-coordinates" {}
    Self::NoCoordinate { column } => "input-no-coordinate" { column: column }
    Self::NoGeometry => "input-no-geometry" {}
    Self::NoPosition => "input-no-position" {}
    Self::NoBox => "input-no-box" {}
    Self::NoPolygon => "input-no-polygon" {}
    Self::NotAPolygon { found } => "input-not-a-polygon" { found: found }
    Self::NoFeatureNamed { given, known } => "input-no-feature-named" { given: given, known: known }
    Self::SeveralNamed { given, count } => "input-several-named" { given: given, count: count }
    Self::Area(error) => "input-area" { what: error.message() }
    Self::NoRings => "input-no-rings" {}
    Self::NotAPair { given } => "input-not-a-pair" { given: given }
    Self::NoEnd => "input-no-end" {}
    Self::Population(error) => "input-population" { what: error.message() }
    Self::Coordinates(error) => "input-coordinates" { what: error.message() }
    Self::CityFile(fault) => "input-city-file" { what: fault.message() }
    Self::ScenarioFile(fault) => "input-scenario-file" { what: fault.message() }
    Self::Scenario(fault) => "input-scenario" { what: fault.message() }
    Self::Within(error) => "input-within" { what: error.message() }
    Self::Raster(fault) => "input-raster" { what: fault.message() }
    Self::Cache(fault) => "input-network" { what: fault.message() }
});

/// A pair of numbers that is no place on the earth.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PositionError {
    /// Latitude stands where longitude should.
    #[error("lon {lon}, lat {lat} are swapped: longitude comes first")]
    Swapped {
        /// What was given as longitude.
        lon: f64,
        /// What was given as latitude.
        lat: f64,
    },
    /// No degrees at all, as those of a projected system.
    #[error("lon {lon}, lat {lat} are not WGS-84 degrees")]
    NotDegrees {
        /// What was given as longitude.
        lon: f64,
        /// What was given as latitude.
        lat: f64,
    },
    /// Degrees where a system has metres.
    #[error("{x}, {y} are degrees, and {system} has metres")]
    NotMetres {
        /// What was given as easting.
        x: f64,
        /// What was given as northing.
        y: f64,
        /// The system.
        system: String,
    },
    /// The northing stands where the easting should.
    #[error(
        "{x}, {y} are swapped: the easting comes first, which surveyors of China call Y, then the northing ({system})"
    )]
    SwappedMetres {
        /// What was given as easting.
        x: f64,
        /// What was given as northing.
        y: f64,
        /// The system.
        system: String,
    },
    /// No place that the system reaches.
    #[error("{x}, {y} is no place that {system} reaches")]
    Outside {
        /// What was given as longitude or easting.
        x: f64,
        /// What was given as latitude or northing.
        y: f64,
        /// The system.
        system: String,
    },
}

coded!(PositionError {
    Self::Swapped { lon, lat } => "position-swapped" { lon: lon.to_string(), lat: lat.to_string() }
    Self::NotDegrees { lon, lat } => "position-not-degrees" { lon: lon.to_string(), lat: lat.to_string() }
    Self::NotMetres { x, y, system } => "position-not-metres" { x: x.to_string(), y: y.to_string(), system: system }
    Self::SwappedMetres { x, y, system } => "position-swapped-metres" {
        x: x.to_string(),
        y: y.to_string(),
        system: system,
    }
    Self::Outside { x, y, system } => "position-outside" { x: x.to_string(), y: y.to_string(), system: system }
});
