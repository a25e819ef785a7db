//! `FlatGeobuf`: features in the order of a packed Hilbert R-tree, and the tree before them.

use std::io::{BufWriter, Write};

use flatgeobuf::geozero::error::Result as GeozeroResult;
use flatgeobuf::geozero::{ColumnValue, GeomProcessor, GeozeroGeometry, PropertyProcessor};
use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use serde_json::json;

use super::decimal::{At, Decimals};
use super::prepare::{Line, Prepared};
use super::schema::Value;
use super::writer::Ready;
use super::{Crs, Kind, LayerError, Row, Schema, Shape};

pub(super) struct FlatGeobufSink<W: Write> {
    out: W,
    writer: FgbWriter<'static>,
    schema: Schema,
    crs: Crs,
    empty: bool,
}

impl<W: Write> FlatGeobufSink<W> {
    pub(super) fn new(out: W, schema: &Schema, crs: &Crs) -> Result<Self, LayerError> {
        Ok(Self {
            out,
            writer: writer(schema, crs, true)?,
            schema: schema.clone(),
            crs: crs.clone(),
            empty: true,
        })
    }

    pub(super) fn put(&mut self, row: &Row, ready: &Ready) -> Result<(), LayerError> {
        let geometry = Measured {
            geometry: &ready.geometry,
            shape: self.schema.shape,
            decimals: self.crs.decimals(),
        };
        let mut written = Ok(());
        self.writer.add_feature_geom(geometry, |feature| {
            written = properties(feature, &self.schema, row);
        })?;
        self.empty = false;
        Ok(written?)
    }

    pub(super) fn finish(self) -> Result<W, LayerError> {
        let mut out = BufWriter::new(self.out);
        if self.empty {
            // Readers look for an index where the header promises one, and none is written of nothing.
            writer(&self.schema, &self.crs, false)?.write(&mut out)?;
        } else {
            self.writer.write(&mut out)?;
        }
        out.into_inner().map_err(|e| LayerError::Io(e.into_error()))
    }
}

fn writer(schema: &Schema, crs: &Crs, index: bool) -> Result<FgbWriter<'static>, LayerError> {
    let metadata = json!({ "attribution": schema.attribution }).to_string();
    let options = FgbWriterOptions {
        write_index: index,
        detect_type: false,
        promote_to_multi: false,
        crs: FgbCrs {
            org: Some("EPSG"),
            code: i32::try_from(crs.code()).unwrap_or_default(),
            name: Some(crs.name()),
            ..FgbCrs::default()
        },
        title: schema.title.as_deref(),
        description: Some(&schema.attribution),
        metadata: Some(&metadata),
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options(&schema.name, type_of(schema.shape), options)?;
    for field in &schema.fields {
        writer.add_column(&field.name, column(field.kind), |_, _| {});
    }
    Ok(writer)
}

fn type_of(shape: Shape) -> GeometryType {
    match shape {
        Shape::Point => GeometryType::Point,
        Shape::LineString => GeometryType::LineString,
        Shape::MultiLineString => GeometryType::MultiLineString,
        Shape::Polygon => GeometryType::Polygon,
        Shape::MultiPolygon => GeometryType::MultiPolygon,
    }
}

/// The format has no lists: they are JSON texts.
fn column(kind: Kind) -> ColumnType {
    match kind {
        Kind::Text => ColumnType::String,
        Kind::Number => ColumnType::Double,
        Kind::Integer => ColumnType::Long,
        Kind::Flag => ColumnType::Bool,
        Kind::Texts | Kind::Numbers | Kind::Places => ColumnType::Json,
    }
}

/// Hands over the values of a row; a missing one is left out.
fn properties(
    feature: &mut impl PropertyProcessor,
    schema: &Schema,
    row: &Row,
) -> GeozeroResult<()> {
    for (i, (field, value)) in schema.fields.iter().zip(&row.values).enumerate() {
        let list = match value {
            Value::Texts(texts) => json!(texts).to_string(),
            Value::Numbers(numbers) => json!(numbers).to_string(),
            Value::Places(places) => json!(places).to_string(),
            _ => String::new(),
        };
        let value = match value {
            Value::Null => continue,
            Value::Text(text) => ColumnValue::String(text),
            Value::Number(number) => ColumnValue::Double(*number),
            Value::Integer(number) => ColumnValue::Long(*number),
            Value::Flag(flag) => ColumnValue::Bool(*flag),
            Value::Texts(_) | Value::Numbers(_) | Value::Places(_) => ColumnValue::Json(&list),
        };
        feature.property(i, &field.name, &value)?;
    }
    Ok(())
}

/// A geometry that walks itself before the writer.
struct Measured<'a> {
    geometry: &'a Prepared,
    shape: Shape,
    decimals: Decimals,
}

impl Measured<'_> {
    fn places(&self, line: &[At], to: &mut impl GeomProcessor) -> GeozeroResult<()> {
        for (i, &[x, y]) in line.iter().enumerate() {
            to.xy(self.decimals.number(x), self.decimals.number(y), i)?;
        }
        Ok(())
    }

    /// `whole` is whether the line is a geometry of its own.
    fn line(
        &self,
        line: &Line,
        whole: bool,
        i: usize,
        to: &mut impl GeomProcessor,
    ) -> GeozeroResult<()> {
        to.linestring_begin(whole, line.len(), i)?;
        self.places(line, to)?;
        to.linestring_end(whole, i)
    }

    fn area(
        &self,
        rings: &[Line],
        whole: bool,
        i: usize,
        to: &mut impl GeomProcessor,
    ) -> GeozeroResult<()> {
        to.polygon_begin(whole, rings.len(), i)?;
        for (ring, line) in rings.iter().enumerate() {
            self.line(line, false, ring, to)?;
        }
        to.polygon_end(whole, i)
    }
}

impl GeozeroGeometry for Measured<'_> {
    fn process_geom<P: GeomProcessor>(&self, to: &mut P) -> GeozeroResult<()> {
        let parts = &self.geometry.parts;
        let mut lines = parts.iter().flatten();
        match self.shape {
            Shape::Point => {
                to.point_begin(0)?;
                lines.try_for_each(|line| self.places(line, to))?;
                to.point_end(0)
            }
            Shape::LineString => lines.try_for_each(|line| self.line(line, true, 0, to)),
            Shape::MultiLineString => {
                to.multilinestring_begin(parts.len(), 0)?;
                for (i, line) in lines.enumerate() {
                    self.line(line, false, i, to)?;
                }
                to.multilinestring_end(0)
            }
            Shape::Polygon => parts
                .iter()
                .try_for_each(|rings| self.area(rings, true, 0, to)),
            Shape::MultiPolygon => {
                to.multipolygon_begin(parts.len(), 0)?;
                for (i, rings) in parts.iter().enumerate() {
                    self.area(rings, false, i, to)?;
                }
                to.multipolygon_end(0)
            }
        }
    }
}
