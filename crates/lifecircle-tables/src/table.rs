//! A table: what kind of file it is, what was understood of it, and its rows.

use std::fmt;

use lifecircle_core::observer::{Cancelled, Observer};

use crate::book::Book;
use crate::columns::Columns;
use crate::delimited::Delimited;
use crate::flatgeobuf::Flat;
use crate::foreign::{Sniffed, sniff};
use crate::json::Json;
use crate::parquet::Parquet;
use crate::{AgeBand, Role, Row, TableError, TableFault, Vocabulary, encoding};

/// The kinds of file that tables come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Fields between commas, semicolons, tabs or bars.
    Csv,
    /// Excel's workbook.
    Xlsx,
    /// Excel's workbook before 2007.
    Xls,
    /// The spreadsheet of `LibreOffice`.
    Ods,
    /// Features, or plain records, in JSON.
    GeoJson,
    /// Parquet, with or without geometries.
    GeoParquet,
    /// `FlatGeobuf`.
    FlatGeobuf,
}

impl Kind {
    /// Its usual name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Xlsx => "XLSX",
            Self::Xls => "XLS",
            Self::Ods => "ODS",
            Self::GeoJson => "GeoJSON",
            Self::GeoParquet => "GeoParquet",
            Self::FlatGeobuf => "FlatGeobuf",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What is declared of a table; everything that is not is found out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// The sheet, by name or by number from 1.
    pub sheet: Option<String>,
    /// The encoding of a text, by one of its names on the web.
    pub encoding: Option<String>,
    /// What separates the fields of a text.
    pub delimiter: Option<u8>,
    /// Whether `1,5` is one and a half.
    pub decimal_comma: bool,
    /// The line or row that names the columns, from 1.
    pub header_row: Option<u32>,
    /// Names of columns by what they hold, where their names do not say so.
    pub columns: Vec<(Role, String)>,
    /// Names of columns of age groups, where these do not say so.
    pub ages: Vec<(AgeBand, String)>,
}

impl TableOptions {
    /// Declares which column holds something: a role, or `ages 0-3`. Whether such a thing is known.
    pub fn declare(&mut self, holds: &str, column: &str) -> bool {
        let column = column.to_owned();
        if let Some(role) = Role::named(holds) {
            self.columns.push((role, column));
            return true;
        }
        let band = holds.strip_prefix("ages ").and_then(AgeBand::of);
        self.ages.extend(band.map(|band| (band, column)));
        band.is_some()
    }
}

/// A table, opened: its columns are known, its rows can be read as often as needed.
pub struct Table {
    kind: Kind,
    encoding: Option<&'static str>,
    source: Source,
    columns: Columns,
    crs: Option<String>,
}

enum Source {
    Csv(Delimited),
    Book(Book),
    Json(Json),
    Parquet(Parquet),
    Flat(Flat),
}

impl Table {
    /// Opens the bytes of a file.
    ///
    /// # Complexity
    /// A text is decoded as a whole, of a workbook the shared texts are read; rows are read by [`Table::rows`] (those of
    /// XLS and ODS at once, which are therefore bounded more narrowly).
    ///
    /// # Errors
    /// [`TableError`]: no table, damaged, larger than the limits, in mixed encodings, or of a sheet that must be chosen.
    pub fn of(bytes: Vec<u8>, options: &TableOptions) -> Result<Self, TableError> {
        let mut encoding = None;
        let kind = match sniff(&bytes) {
            Sniffed::Foreign(kind) => return Err(TableError::whole(TableFault::Foreign(kind))),
            Sniffed::Table(kind) => kind,
            Sniffed::Text => Kind::Csv,
        };
        let source = match kind {
            Kind::Xlsx | Kind::Xls | Kind::Ods => Source::Book(Book::of(bytes, kind, options)?),
            Kind::GeoParquet => Source::Parquet(Parquet::of(bytes)?),
            Kind::FlatGeobuf => Source::Flat(Flat::of(bytes)?),
            Kind::Csv | Kind::GeoJson => {
                let decoded = encoding::decode(bytes, options.encoding.as_deref())?;
                encoding = Some(decoded.encoding);
                if decoded.text.trim_start().starts_with(['{', '[']) {
                    Source::Json(Json::of(decoded.text)?)
                } else {
                    Source::Csv(Delimited::of(decoded.text, options)?)
                }
            }
        };
        let kind = if matches!(source, Source::Json(_)) {
            Kind::GeoJson
        } else {
            kind
        };
        let columns = Columns::of(source.names(), Vocabulary::built_in(), options)?;
        let crs = source.crs();
        Ok(Self {
            kind,
            encoding,
            source,
            columns,
            crs,
        })
    }

    /// What kind of file it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The encoding that a text is in.
    pub fn encoding(&self) -> Option<&'static str> {
        self.encoding
    }

    /// What separates the fields of a text.
    pub fn delimiter(&self) -> Option<u8> {
        match &self.source {
            Source::Csv(csv) => Some(csv.delimiter()),
            _ => None,
        }
    }

    /// The sheet that is read.
    pub fn sheet(&self) -> Option<&str> {
        match &self.source {
            Source::Book(book) => Some(book.sheet()),
            _ => None,
        }
    }

    /// All sheets of a workbook.
    pub fn sheets(&self) -> &[String] {
        match &self.source {
            Source::Book(book) => book.sheets(),
            _ => &[],
        }
    }

    /// The coordinate reference system that the file itself declares, as `EPSG:4547` where it has a number; `None` also
    /// for CRS84, which `GeoJSON` and `GeoParquet` carry whatever their degrees are.
    pub fn crs(&self) -> Option<&str> {
        self.crs.as_deref()
    }

    /// Whether every row has a geometry of its own beside its cells.
    pub fn has_geometries(&self) -> bool {
        match &self.source {
            Source::Csv(_) | Source::Book(_) => false,
            Source::Json(json) => json.has_geometries(),
            Source::Parquet(parquet) => parquet.has_geometries(),
            Source::Flat(_) => true,
        }
    }

    /// The line or row that names the columns, where the file has one.
    pub fn header_row(&self) -> Option<u64> {
        match &self.source {
            Source::Csv(csv) => Some(csv.header_row()),
            Source::Book(book) => Some(book.header_row()),
            _ => None,
        }
    }

    /// What stands above the row of names: titles, notes, names that are merged over several columns.
    pub fn notes(&self) -> &[String] {
        match &self.source {
            Source::Csv(csv) => csv.notes(),
            Source::Book(book) => book.notes(),
            _ => &[],
        }
    }

    /// What the columns hold.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Lends every row in turn; blank ones are none. The number of rows.
    ///
    /// # Complexity
    /// Linear in the file; of CSV no row takes memory of its own.
    ///
    /// # Errors
    /// [`TableError`] where the file breaks off, or is beyond the limits; [`TableFault::Cancelled`].
    pub fn rows(
        &mut self,
        observer: &dyn Observer,
        each: &mut dyn FnMut(&Row<'_>),
    ) -> Result<u64, TableError> {
        match &mut self.source {
            Source::Csv(csv) => csv.rows(observer, each),
            Source::Book(book) => book.rows(observer, each),
            Source::Json(json) => json.rows(observer, each),
            Source::Parquet(parquet) => parquet.rows(observer, each),
            Source::Flat(flat) => flat.rows(observer, each),
        }
    }
}

impl Source {
    fn names(&self) -> &[String] {
        match self {
            Self::Csv(csv) => csv.names(),
            Self::Book(book) => book.names(),
            Self::Json(json) => json.names(),
            Self::Parquet(parquet) => parquet.names(),
            Self::Flat(flat) => flat.names(),
        }
    }

    fn crs(&self) -> Option<String> {
        match self {
            Self::Csv(_) | Self::Book(_) => None,
            Self::Json(json) => json.crs(),
            Self::Parquet(parquet) => parquet.crs(),
            Self::Flat(flat) => flat.crs(),
        }
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table")
            .field("kind", &self.kind)
            .field("encoding", &self.encoding)
            .field("columns", &self.columns)
            .field("crs", &self.crs)
            .finish_non_exhaustive()
    }
}

impl From<Cancelled> for TableError {
    fn from(_: Cancelled) -> Self {
        Self::whole(TableFault::Cancelled)
    }
}

/// Counts rows and cells against the limit, tells progress and hears when to stop.
pub(crate) struct Meter<'a> {
    observer: &'a dyn Observer,
    rows: u64,
    columns: u64,
    told: u64,
}

impl<'a> Meter<'a> {
    /// Rows of so many columns begin.
    pub(crate) fn new(observer: &'a dyn Observer, columns: usize) -> Self {
        let columns = columns.max(1) as u64;
        Self {
            observer,
            rows: 0,
            columns,
            told: 0,
        }
    }

    /// One row more, which ends so many steps into the work.
    pub(crate) fn row(&mut self, steps: u64) -> Result<(), TableError> {
        use crate::limits::{MAX_CELLS, ROWS_AT_A_TIME};
        self.rows += 1;
        if self.rows * self.columns > MAX_CELLS {
            return Err(TableError::whole(TableFault::Cells { limit: MAX_CELLS }));
        }
        if self.rows.is_multiple_of(ROWS_AT_A_TIME) {
            lifecircle_core::observer::go_on(self.observer)?;
            self.observer.advance(steps.saturating_sub(self.told));
            self.told = steps;
        }
        Ok(())
    }

    /// The number of rows; an error where there is none.
    pub(crate) fn finish(self, steps: u64) -> Result<u64, TableError> {
        self.observer.advance(steps.saturating_sub(self.told));
        if self.rows == 0 {
            return Err(TableError::whole(TableFault::NoRows));
        }
        Ok(self.rows)
    }
}
