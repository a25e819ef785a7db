//! The layers of a check, streamed side by side.

use std::fs::File;
use std::ops::Range;
use std::path::PathBuf;

use lifecircle_core::coded;
use lifecircle_core::coverage::{CheckInput, Coverage};
use lifecircle_core::gap::{GapMap, Scope, areas_of_scopes, gap_streets, services};
use lifecircle_core::hours::State;
use lifecircle_core::isochrone::{AreaError, AreaOptions};
use lifecircle_core::message::Coded;
use lifecircle_core::observer::{Cancelled, Observer, go_on};
use lifecircle_core::obstacle::Doubts;
use lifecircle_core::place::CategoryTable;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::snap::SnapIndex;
use rayon::prelude::*;

use super::areas::{self, AreaRows, Divided};
use super::audit;
use super::column::{Alias, Spread, aliases, documented};
use super::conflation::{self, ConflationRows};
use super::facilities::{self, FacilityRows};
use super::gap_areas::{self, GapAreas};
use super::gap_streets::{self as streets, GapStreets};
use super::residences::{self, Residences};
use super::service_areas::{self, ServiceAreas};
use super::{WriteError, changed_outlets, comparison, delta, isochrones, obstacles, routes, sites};
use crate::layer::{Crs, Format, LayerError, LayerWriter, Row, Schema, Shape};
use lifecircle_texts::Lang;

/// A layer that a check writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckLayer {
    /// Points: homes with their verdicts.
    Residences,
    /// Points: facilities.
    Facilities,
    /// Lines: stretches of street beyond the limit of a rule.
    GapStreets,
    /// Polygons: homes not covered, grouped.
    GapAreas,
    /// Polygons: what facilities serve.
    ServiceAreas,
    /// Points: what a list and OpenStreetMap have of each other.
    Conflation,
    /// Polygons: the sums by area.
    Areas,
}

impl CheckLayer {
    /// All of them; the last two are written where a list was conflated, and where the city is divided.
    pub const ALL: [Self; 7] = [
        Self::Residences,
        Self::Facilities,
        Self::GapStreets,
        Self::GapAreas,
        Self::ServiceAreas,
        Self::Conflation,
        Self::Areas,
    ];

    /// Its name, and that of its files without their endings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Residences => "residences",
            Self::Facilities => "facilities",
            Self::GapStreets => "gap_streets",
            Self::GapAreas => "gap_areas",
            Self::ServiceAreas => "service_areas",
            Self::Conflation => "conflation",
            Self::Areas => "areas",
        }
    }

    /// The layer of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.name() == name)
    }

    /// Its columns for some rules and levels, as people see them, with those of doubt where homes were doubted.
    pub(crate) fn aliases(self, spread: Spread, with_doubt: bool, lang: Lang) -> Vec<Alias> {
        match self {
            Self::Residences => aliases(&residences::columns(with_doubt), spread, lang),
            Self::Facilities => aliases(&facilities::columns(), spread, lang),
            Self::GapStreets => aliases(&streets::columns(), spread, lang),
            Self::GapAreas => aliases(&gap_areas::columns(), spread, lang),
            Self::ServiceAreas => aliases(&service_areas::columns(), spread, lang),
            Self::Conflation => aliases(&conflation::columns(), spread, lang),
            Self::Areas => aliases(&areas::columns(), spread, lang),
        }
    }
}

/// Everything that the layers of a check tell of.
#[derive(Clone, Copy)]
pub struct LayerContents<'a> {
    /// What was checked.
    pub input: CheckInput<'a>,
    /// Its verdicts.
    pub coverage: &'a Coverage,
    /// The walkable ways, for names, and what joins places to them.
    pub index: &'a SnapIndex<'a>,
    /// Geometry of the streets.
    pub shapes: &'a StreetShapes,
    /// The table of categories.
    pub table: &'a CategoryTable,
    /// The attribution.
    pub attribution: &'a str,
    /// How areas are drawn.
    pub options: AreaOptions,
    /// The gap map, where it is drawn already; else each layer draws its part of it, and forgets it.
    pub map: Option<&'a GapMap>,
    /// The city divided, and the sums by area, where there are levels.
    pub divided: Option<Divided<'a>>,
    /// What is known of each facility at the time of the check, where one was asked for.
    pub states: Option<&'a [State]>,
    /// Homes whose verdict one link would change that the map probably lacks, where they were looked for.
    pub doubts: Option<&'a Doubts>,
}

/// Which layers are written, and how.
#[derive(Clone, Copy, Debug)]
pub struct LayerFiles<'a> {
    /// Which, each once.
    pub layers: &'a [CheckLayer],
    /// The formats of each, each once.
    pub formats: &'a [Format],
    /// Coordinates of all formats but GeoJSON, which is for everybody's tools and stays in degrees.
    pub crs: &'a Crs,
}

/// Why layers could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LayersError {
    /// A file.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A row.
    #[error(transparent)]
    Layer(#[from] LayerError),
    /// An area cannot be drawn.
    #[error(transparent)]
    Area(#[from] AreaError),
    /// The observer wanted it to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

coded!(LayersError {
    Self::Write(error) => "layers-write" { what: error.message() }
    Self::Layer(error) => "layers-layer" { what: error.message() }
    Self::Area(error) => "layers-area" { what: error.message() }
    Self::Cancelled(_) => "layers-cancelled" {}
});

impl LayersError {
    /// The part at fault, with a code and fields of its own, unless the caller wanted to stop.
    pub fn cause(&self) -> Option<&dyn Coded> {
        match self {
            Self::Write(error) => Some(error),
            Self::Layer(error) => Some(error),
            Self::Area(error) => Some(error),
            Self::Cancelled(_) => None,
        }
    }
}

/// The rows of a layer, made from sources (homes, facilities, streets, areas) that are numbered.
pub(super) trait Rows: Sync {
    /// What the layer's files say of it.
    fn schema(&self) -> &Schema;
    /// How many sources there are.
    fn sources(&self) -> usize;
    /// Adds the rows of some sources, in order.
    fn rows(&self, sources: Range<usize>, rows: &mut Vec<Row>);
}

/// Sources whose rows are in memory at a time: a polygon takes some kB, a point or line some hundred bytes.
fn batch(shape: Shape) -> usize {
    match shape {
        Shape::Point | Shape::LineString | Shape::MultiLineString => 4096,
        Shape::Polygon | Shape::MultiPolygon => 256,
    }
}

/// Pieces of a batch that are made side by side.
const PIECES: usize = 16;

/// A layer's files, still empty.
struct Job {
    layer: CheckLayer,
    files: Vec<(Format, PathBuf, File)>,
}

/// Writes layers into files that `create` makes by their names, several layers at a time; tells their names.
///
/// The bytes do not depend on the number of threads. After an error or a cancelled run, files may hold half a layer:
/// they are to be given up.
///
/// # Complexity
/// That of the parts of the gap map that are drawn here, and linear in what is written. Memory holds those parts, and
/// some thousand rows of each layer.
///
/// # Errors
/// [`LayersError`], of the first layer that has one.
pub fn write_layers(
    contents: LayerContents,
    files: LayerFiles,
    observer: &dyn Observer,
    mut create: impl FnMut(&str) -> Result<File, WriteError>,
) -> Result<Vec<String>, LayersError> {
    let (mut jobs, mut names) = (Vec::new(), Vec::new());
    for &layer in files.layers {
        let mut job = Job {
            layer,
            files: Vec::new(),
        };
        for &format in files.formats {
            let name = format!("{}.{}", layer.name(), format.ending());
            job.files.push((format, (&name).into(), create(&name)?));
            names.push(name);
        }
        jobs.push(job);
    }
    // All of them before the first error is looked for, so that it is the same whichever thread was faster.
    let jobs = jobs.into_par_iter().with_max_len(1);
    let done = jobs.map(|job| job.run(contents, files.crs, observer));
    let done: Vec<Result<(), LayersError>> = done.collect();
    done.into_iter().collect::<Result<(), LayersError>>()?;
    Ok(names)
}

impl Job {
    fn run(
        self,
        contents: LayerContents,
        crs: &Crs,
        observer: &dyn Observer,
    ) -> Result<(), LayersError> {
        let LayerContents {
            input,
            coverage,
            index,
            shapes,
            table,
            attribution,
            options,
            map,
            divided,
            states,
            doubts,
        } = contents;
        let division = divided.map(|divided| divided.division);
        let scopes = Scope::all(input.pack.rules.len());
        match self.layer {
            CheckLayer::Residences => self.stream(
                &Residences::new(input, coverage, (division, doubts), attribution),
                crs,
                observer,
            ),
            CheckLayer::Facilities => self.stream(
                &FacilityRows::new(input.facilities, table, division, states, attribution),
                crs,
                observer,
            ),
            CheckLayer::GapStreets => {
                let drawn = match map {
                    Some(_) => None,
                    None => Some(gap_streets(input, observer)?),
                };
                let per_rule = match (&drawn, map) {
                    (Some(drawn), _) => drawn.iter().map(Vec::as_slice).collect(),
                    (None, Some(map)) => {
                        let of_rules = map.scopes.iter().filter(|s| s.scope != Scope::Joint);
                        of_rules.map(|s| s.streets.as_slice()).collect()
                    }
                    (None, None) => Vec::new(),
                };
                let rows = GapStreets::new(input, shapes, per_rule, attribution);
                self.stream(&rows, crs, observer)
            }
            CheckLayer::GapAreas => {
                let drawn = match map {
                    Some(_) => Vec::new(),
                    None => areas_of_scopes(input, coverage, index, shapes, options, observer)?,
                };
                let given = map.iter().flat_map(|map| &map.scopes);
                let areas = drawn
                    .iter()
                    .map(Vec::as_slice)
                    .chain(given.map(|s| s.areas.as_slice()));
                self.stream(
                    &GapAreas::new(input, scopes.zip(areas), attribution),
                    crs,
                    observer,
                )
            }
            CheckLayer::ServiceAreas => {
                let drawn = match map {
                    Some(_) => Vec::new(),
                    None => services(input, shapes, options, observer)?,
                };
                let drawn = map.map_or(drawn.as_slice(), |map| &map.service);
                let rows = ServiceAreas::new(input, table, drawn, attribution);
                self.stream(&rows, crs, observer)
            }
            CheckLayer::Conflation => {
                let report = input.facilities.conflation.as_ref();
                let rows = ConflationRows::new(report, table, attribution);
                self.stream(&rows, crs, observer)
            }
            CheckLayer::Areas => match divided {
                Some(divided) => {
                    let rows = AreaRows::new(input, divided, attribution);
                    self.stream(&rows, crs, observer)
                }
                None => Ok(()),
            },
        }
    }

    /// Writes rows to all files, a batch at a time.
    fn stream(
        self,
        rows: &dyn Rows,
        crs: &Crs,
        observer: &dyn Observer,
    ) -> Result<(), LayersError> {
        let schema = rows.schema();
        let mut writers = Vec::new();
        for (format, name, file) in self.files {
            let crs = &crs.of_layer(format);
            let writer = LayerWriter::new(format, file, schema.clone(), crs);
            writers.push((writer.map_err(|e| named(e, &name))?, name));
        }
        let batch = batch(schema.shape);
        for first in (0..rows.sources()).step_by(batch) {
            go_on(observer)?;
            let end = (first + batch).min(rows.sources());
            let made = side_by_side(rows, first..end);
            for (writer, name) in &mut writers {
                writer.rows(&made).map_err(|e| named(e, name))?;
            }
        }
        for (writer, name) in writers {
            writer.finish().map_err(|e| named(e, &name))?;
        }
        Ok(())
    }
}

fn side_by_side(rows: &dyn Rows, sources: Range<usize>) -> Vec<Row> {
    let piece = sources.len().div_ceil(PIECES).max(1);
    let firsts: Vec<usize> = sources.clone().step_by(piece).collect();
    let of_piece = |&first: &usize| {
        let mut made = Vec::new();
        rows.rows(first..(first + piece).min(sources.end), &mut made);
        made
    };
    let made: Vec<Vec<Row>> = firsts.par_iter().map(of_piece).collect();
    made.into_iter().flatten().collect()
}

/// What the disk says of a file, with its name.
fn named(error: LayerError, file: &std::path::Path) -> LayersError {
    match error {
        LayerError::Io(source) => LayersError::Write(WriteError::File {
            file: file.to_owned(),
            source,
        }),
        other => other.into(),
    }
}

/// The columns of every layer as a table in Markdown, each with the layer's name: what docs/files.md shows.
pub fn layer_tables() -> Vec<(&'static str, String)> {
    let mut tables = vec![
        ("residences", documented(&residences::columns(true))),
        ("facilities", documented(&facilities::columns())),
        ("gap_streets", documented(&streets::columns())),
        ("gap_areas", documented(&gap_areas::columns())),
        ("service_areas", documented(&service_areas::columns())),
        ("conflation", documented(&conflation::columns())),
        ("areas", documented(&areas::columns())),
        ("audit", documented(&audit::columns())),
        ("obstacles", documented(&obstacles::columns())),
        ("sites", documented(&sites::columns())),
        ("routes", documented(&routes::columns())),
        ("delta", documented(&delta::columns())),
        ("comparison", documented(&comparison::columns())),
        ("outlets", documented(&changed_outlets::columns())),
    ];
    tables.extend(isochrones::documented());
    tables
}
