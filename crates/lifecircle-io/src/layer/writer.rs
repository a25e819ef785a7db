//! Rows in, a file out.

use std::collections::HashSet;
use std::io::{BufWriter, IntoInnerError, Write};

use rayon::prelude::*;

use super::csv::CsvSink;
use super::flatgeobuf::FlatGeobufSink;
use super::parquet::ParquetSink;
use super::prepare::{Flaw, Prepared, prepare};
use super::project::Projector;
use super::{Crs, Format, LayerError, Row, Schema, Shape, csv, geojson, parquet, text, wkb};

/// Rows prepared side by side before they are written: what is held of them at a time.
const SIDE_BY_SIDE: usize = 1024;

/// What every row is measured against.
struct Plan {
    format: Format,
    schema: Schema,
    projector: Projector,
}

/// A row that has been checked: its geometry as written, and its bytes in the file's format.
///
/// The bytes are a whole feature of GeoJSON, well-known binary or text for Parquet and CSV, and nothing for
/// `FlatGeobuf`.
pub(super) struct Ready {
    pub(super) geometry: Prepared,
    pub(super) bytes: Vec<u8>,
}

enum Sink<W: Write + Send> {
    GeoJson(BufWriter<W>),
    Parquet(Box<ParquetSink<W>>),
    FlatGeobuf(Box<FlatGeobufSink<W>>),
    Csv(Box<CsvSink<W>>),
}

/// Takes the rows of one layer in order and writes its file.
///
/// Memory does not grow with the number of rows, but for `FlatGeobuf`: its index takes some hundred bytes a row, and
/// its features wait in a nameless file ([`spool_in`](crate::write::spool_in)), for they are written in the order of the index.
pub struct LayerWriter<W: Write + Send> {
    plan: Plan,
    sink: Sink<W>,
    rows: u64,
}

impl<W: Write + Send> LayerWriter<W> {
    /// A writer of a layer. `crs` is the system of the file; rows come in degrees all the same.
    ///
    /// # Errors
    /// [`LayerError::GeoJsonCrs`], [`LayerError::Column`], and what the format's writer says.
    pub fn new(format: Format, out: W, schema: Schema, crs: &Crs) -> Result<Self, LayerError> {
        if format == Format::GeoJson && !crs.is_wgs84() {
            return Err(LayerError::GeoJsonCrs { crs: crs.clone() });
        }
        distinct(&schema, own_columns(format, schema.shape, crs))?;
        let projector = Projector::new(crs).map_err(std::io::Error::other)?;
        let sink = match format {
            Format::GeoJson => {
                let mut out = BufWriter::new(out);
                out.write_all(geojson::head(&schema).as_bytes())?;
                Sink::GeoJson(out)
            }
            Format::GeoParquet => Sink::Parquet(Box::new(ParquetSink::new(out, &schema, crs)?)),
            Format::FlatGeobuf => {
                Sink::FlatGeobuf(Box::new(FlatGeobufSink::new(out, &schema, crs)?))
            }
            Format::Csv => Sink::Csv(Box::new(CsvSink::new(out, &schema, crs)?)),
        };
        let plan = Plan {
            format,
            schema,
            projector,
        };
        let rows = 0;
        Ok(Self { plan, sink, rows })
    }

    /// Adds rows after those before.
    ///
    /// # Errors
    /// [`LayerError::Row`] or [`LayerError::Outside`] for the first row that cannot be written, and what the format's
    /// writer says. The file is then to be given up: what was written of it before stays in it.
    pub fn rows(&mut self, rows: &[Row]) -> Result<(), LayerError> {
        for batch in rows.chunks(SIDE_BY_SIDE) {
            let plan = &self.plan;
            // All of them before the first error is looked for, so that it is the same whichever thread was faster.
            let ready: Vec<Result<Ready, Refused>> =
                batch.par_iter().map(|row| plan.ready(row)).collect();
            for (row, ready) in batch.iter().zip(ready) {
                let ready = ready.map_err(|why| self.plan.error(why, self.rows + 1))?;
                self.put(row, &ready)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, row: &Row, ready: &Ready) -> Result<(), LayerError> {
        match &mut self.sink {
            Sink::GeoJson(out) => {
                let between: &[u8] = if self.rows > 0 { b",\n" } else { b"" };
                out.write_all(between)?;
                out.write_all(&ready.bytes)?;
            }
            Sink::Parquet(sink) => sink.put(row, ready)?,
            Sink::FlatGeobuf(sink) => sink.put(row, ready)?,
            Sink::Csv(sink) => sink.put(row, ready)?,
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes what is left, and the end of the file; returns the number of rows and the output.
    ///
    /// # Errors
    /// What the format's writer says.
    pub fn finish(self) -> Result<(u64, W), LayerError> {
        let mut out = match self.sink {
            Sink::GeoJson(mut out) => {
                out.write_all(geojson::TAIL.as_bytes())?;
                out.into_inner().map_err(IntoInnerError::into_error)?
            }
            Sink::Parquet(sink) => sink.finish()?,
            Sink::FlatGeobuf(sink) => sink.finish()?,
            Sink::Csv(sink) => sink.finish()?,
        };
        out.flush()?;
        Ok((self.rows, out))
    }
}

/// Why a row cannot be written.
enum Refused {
    Flaw(Flaw),
    Json(serde_json::Error),
}

impl From<Flaw> for Refused {
    fn from(flaw: Flaw) -> Self {
        Self::Flaw(flaw)
    }
}

impl Plan {
    /// A row held to the schema, its geometry in the coordinates and the bytes of the file.
    fn ready(&self, row: &Row) -> Result<Ready, Refused> {
        if let Some(what) = self.misfit(row) {
            return Err(Flaw::Row(what).into());
        }
        let shape = self.schema.shape;
        let geometry = prepare(&row.geometry, shape, &self.projector)?;
        let decimals = self.projector.decimals();
        let bytes = match self.format {
            Format::GeoJson => {
                geojson::feature(row, &geometry, &self.schema).map_err(Refused::Json)?
            }
            Format::GeoParquet => wkb::wkb(&geometry, shape, decimals),
            Format::Csv if shape != Shape::Point => text::wkt(&geometry, shape, decimals),
            Format::Csv | Format::FlatGeobuf => Vec::new(),
        };
        Ok(Ready { geometry, bytes })
    }

    /// Why the values of a row are not those of the schema, `None` where they are.
    fn misfit(&self, row: &Row) -> Option<String> {
        let (found, wanted) = (row.values.len(), self.schema.fields.len());
        if found != wanted {
            return Some(format!(
                "has {found} values where the layer has {wanted} columns"
            ));
        }
        let mut pairs = self.schema.fields.iter().zip(&row.values);
        pairs.find_map(|(field, value)| {
            let what = value.misfit(field.kind)?;
            Some(format!("column `{}` {what}", field.name))
        })
    }

    fn error(&self, why: Refused, row: u64) -> LayerError {
        let layer = self.schema.name.clone();
        match why {
            Refused::Json(error) => LayerError::Io(error.into()),
            Refused::Flaw(Flaw::Row(what)) => LayerError::Row { layer, row, what },
            Refused::Flaw(Flaw::Outside(lon, lat)) => {
                let crs = self.projector.crs().clone();
                LayerError::Outside {
                    layer,
                    row,
                    lon,
                    lat,
                    fits: crs.instead(lon, lat),
                    crs,
                }
            }
        }
    }
}

/// The columns that a format writes of its own accord.
fn own_columns(format: Format, shape: Shape, crs: &Crs) -> &'static [&'static str] {
    match format {
        Format::GeoJson | Format::FlatGeobuf => &[],
        Format::GeoParquet => parquet::COLUMNS,
        Format::Csv => csv::columns(shape, crs),
    }
}

/// Every column has a name of its own; readers of tables take capitals for small letters.
fn distinct(schema: &Schema, own: &[&str]) -> Result<(), LayerError> {
    let mut seen: HashSet<String> = own.iter().map(|&name| name.to_owned()).collect();
    let twice = schema
        .fields
        .iter()
        .find(|field| !seen.insert(field.name.to_lowercase()));
    twice.map_or(Ok(()), |field| {
        Err(LayerError::Column {
            layer: schema.name.clone(),
            name: field.name.clone(),
        })
    })
}
