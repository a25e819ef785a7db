//! A layer of a folder, read row by row in whichever format it is.

use std::path::{Path, PathBuf};

use lifecircle_core::coverage::Verdict;
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::observer::Observer;
use lifecircle_tables::{Row, Table};

use super::{Manifest, ResultsError, layer_table};
use crate::coordinates::Converter;
use crate::layer::Format;
use crate::read::{input_error, lon_lat};
use crate::{InputError, InputFault, Place};

/// A layer that is read: its file and what tells where rows are.
pub(super) struct Layer {
    file: PathBuf,
    pub(super) table: Option<Table>,
    at: At,
}

/// Where a row is.
enum At {
    Geometry(Converter),
    Columns([usize; 2], Converter),
}

impl Layer {
    /// The layer in the first format that is there.
    pub(super) fn open(
        folder: &Path,
        layer: &'static str,
        manifest: &Manifest,
    ) -> Result<Self, ResultsError> {
        let files = Format::ALL.map(|format| folder.join(format!("{layer}.{}", format.ending())));
        let Some(file) = files.into_iter().find(|file| file.is_file()) else {
            let folder = folder.to_owned();
            return Err(ResultsError::NoLayer { folder, layer });
        };
        let table = layer_table(&file)?;
        let at = match &table {
            Some(table) => At::of(&file, table, manifest)?,
            None => At::Geometry(converter(&file, None)?),
        };
        Ok(Self { file, table, at })
    }

    pub(super) fn column(&self, name: &str) -> Result<usize, ResultsError> {
        let names = self.table.as_ref().map_or(&[][..], |t| t.columns().names());
        position(names, name).ok_or_else(|| ResultsError::NoColumn {
            file: self.file.clone(),
            column: name.to_owned(),
        })
    }

    /// Lends every row to a reader, with its number from 1.
    pub(super) fn rows(
        &mut self,
        observer: &dyn Observer,
        mut each: impl FnMut(&Cells<'_, '_>) -> Result<(), ResultsError>,
    ) -> Result<(), ResultsError> {
        let Some(table) = &mut self.table else {
            return Ok(());
        };
        let names = table.columns().names().to_vec();
        let (mut number, mut result) = (0, Ok(()));
        let mut one = |row: &Row<'_>| {
            number += 1;
            if result.is_ok() {
                result = each(&Cells {
                    row,
                    number,
                    names: &names,
                    file: &self.file,
                    at: &self.at,
                });
            }
        };
        let read = table.rows(observer, &mut one);
        read.map_err(|error| input_error(&self.file, None, error))?;
        result
    }
}

/// The position of a column.
pub(super) fn position(names: &[String], name: &str) -> Option<usize> {
    names.iter().position(|own| own == name)
}

/// From the coordinates of a layer to degrees.
fn converter(file: &Path, crs: Option<&str>) -> Result<Converter, ResultsError> {
    let failed = |error| InputError::new(file, Place::Whole, InputFault::from(error));
    let system = crs.unwrap_or("wgs84").parse().map_err(failed)?;
    Ok(Converter::new(system).map_err(failed)?)
}

impl At {
    fn of(file: &Path, table: &Table, manifest: &Manifest) -> Result<Self, ResultsError> {
        if table.has_geometries() {
            return Ok(Self::Geometry(converter(file, table.crs())?));
        }
        let names = table.columns().names();
        let pair = |x, y| Some([position(names, x)?, position(names, y)?]);
        if let Some(columns) = pair("lon", "lat") {
            return Ok(Self::Columns(columns, converter(file, None)?));
        }
        let columns = pair("x", "y").ok_or_else(|| ResultsError::NoColumn {
            file: file.to_owned(),
            column: "lon".to_owned(),
        })?;
        let crs = manifest
            .asked()
            .and_then(|asked| asked["files"]["crs"].as_str());
        Ok(Self::Columns(columns, converter(file, crs)?))
    }
}

/// A row of a layer.
pub(super) struct Cells<'a, 'r> {
    row: &'a Row<'r>,
    number: u64,
    names: &'a [String],
    file: &'a Path,
    at: &'a At,
}

impl Cells<'_, '_> {
    pub(super) fn text(&self, column: usize) -> &str {
        self.row.cell(column).unwrap_or_default()
    }

    fn wrong(&self, column: usize) -> ResultsError {
        ResultsError::Value {
            file: self.file.to_owned(),
            row: self.number,
            column: self.names.get(column).cloned().unwrap_or_default(),
            value: self.text(column).to_owned(),
        }
    }

    /// A number, where there is one.
    pub(super) fn number(&self, column: usize) -> Result<Option<f64>, ResultsError> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        let number = text
            .parse::<f64>()
            .ok()
            .filter(|n| n.is_finite() && *n >= 0.0);
        number.map(Some).ok_or_else(|| self.wrong(column))
    }

    pub(super) fn verdict(&self, column: usize) -> Result<Verdict, ResultsError> {
        let verdict = Verdict::ALL
            .into_iter()
            .find(|v| v.word() == self.text(column));
        verdict.ok_or_else(|| self.wrong(column))
    }

    pub(super) fn place(&self) -> Result<LonLat, ResultsError> {
        let (x, y, converter) = match self.at {
            At::Geometry(converter) => {
                let point = match self.row.geometry() {
                    Some(geo_types::Geometry::Point(point)) => *point,
                    _ => return Err(self.wrong(0)),
                };
                (point.x(), point.y(), converter)
            }
            At::Columns([x, y], converter) => {
                let degrees = |column: usize| self.text(column).parse::<f64>().ok();
                let place = degrees(*x).zip(degrees(*y));
                let (x, y) = place.ok_or_else(|| self.wrong(*x))?;
                (x, y, converter)
            }
        };
        let found = converter
            .to_wgs84(x, y)
            .and_then(|at| lon_lat(at.lon, at.lat));
        found.map_err(|_| self.wrong(0))
    }
}
