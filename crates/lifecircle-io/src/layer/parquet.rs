//! GeoParquet 1.1: well-known binary, and the bounds of each row beside it for readers that filter by place.

use std::io::Write;
use std::sync::Arc;

use arrow_array::builder::{
    BinaryBuilder, BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
};
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{DataType, Field as ArrowField, Fields, Schema as ArrowSchema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;
use serde_json::json;

use super::prepare::widened;
use super::schema::Value;
use super::writer::Ready;
use super::{Crs, Kind, LayerError, Row, Schema, Shape, projjson};

/// The columns that a geometry takes.
pub(super) const COLUMNS: &[&str] = &[BOUNDS, GEOMETRY];
const GEOMETRY: &str = "geometry";
const BOUNDS: &str = "bbox";
/// The fields of the bounds, in the order of [`super::prepare::Prepared::bounds`].
const ENDS: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// A row group ends with the row that reaches either: the same bytes whatever pieces the rows come in.
const GROUP_ROWS: usize = 1 << 16;
const GROUP_BYTES: usize = 1 << 25;

pub(super) struct ParquetSink<W: Write + Send> {
    writer: ArrowWriter<W>,
    arrow: Arc<ArrowSchema>,
    columns: Vec<Column>,
    bounds: [Float64Builder; 4],
    geometry: BinaryBuilder,
    /// Rows and bytes waiting for the end of their group.
    waiting: (usize, usize),
    whole: Option<[i64; 4]>,
    shape: Shape,
    crs: Crs,
}

/// The values of one column that wait for the end of their row group.
enum Column {
    Text(StringBuilder),
    Number(Float64Builder),
    Integer(Int64Builder),
    Flag(BooleanBuilder),
    Texts(ListBuilder<StringBuilder>),
    Numbers(ListBuilder<Float64Builder>),
    Places(ListBuilder<ListBuilder<Float64Builder>>),
}

impl<W: Write + Send> ParquetSink<W> {
    pub(super) fn new(out: W, schema: &Schema, crs: &Crs) -> Result<Self, LayerError> {
        let mut fields: Vec<ArrowField> = schema
            .fields
            .iter()
            .map(|field| ArrowField::new(&field.name, data_type(field.kind), true))
            .collect();
        fields.push(ArrowField::new(BOUNDS, DataType::Struct(ends()), false));
        fields.push(ArrowField::new(GEOMETRY, DataType::Binary, false));
        let arrow = Arc::new(ArrowSchema::new(fields));
        let writer = ArrowWriter::try_new(out, Arc::clone(&arrow), Some(properties(schema)))?;
        Ok(Self {
            writer,
            arrow,
            columns: schema
                .fields
                .iter()
                .map(|field| Column::new(field.kind))
                .collect(),
            bounds: Default::default(),
            geometry: BinaryBuilder::new(),
            waiting: (0, 0),
            whole: None,
            shape: schema.shape,
            crs: crs.clone(),
        })
    }

    pub(super) fn put(&mut self, row: &Row, ready: &Ready) -> Result<(), LayerError> {
        let mut bytes = ready.bytes.len();
        for (column, value) in self.columns.iter_mut().zip(&row.values) {
            bytes += column.push(value);
        }
        let bounds = ready.geometry.bounds;
        for (builder, units) in self.bounds.iter_mut().zip(bounds) {
            builder.append_value(self.crs.decimals().number(units));
        }
        self.geometry.append_value(&ready.bytes);
        self.whole = Some(self.whole.map_or(bounds, |whole| widened(whole, bounds)));
        self.waiting = (self.waiting.0 + 1, self.waiting.1 + bytes);
        if self.waiting.0 == GROUP_ROWS || self.waiting.1 >= GROUP_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes a row group.
    fn flush(&mut self) -> Result<(), LayerError> {
        if self.waiting.0 == 0 {
            return Ok(());
        }
        self.waiting = (0, 0);
        let mut columns: Vec<ArrayRef> = self.columns.iter_mut().map(Column::finish).collect();
        let bounds = self
            .bounds
            .iter_mut()
            .map(|b| Arc::new(b.finish()) as ArrayRef);
        columns.push(Arc::new(StructArray::try_new(
            ends(),
            bounds.collect(),
            None,
        )?));
        columns.push(Arc::new(self.geometry.finish()));
        let batch = RecordBatch::try_new(Arc::clone(&self.arrow), columns)?;
        self.writer.write(&batch)?;
        self.writer.flush()?;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<W, LayerError> {
        self.flush()?;
        let geo = KeyValue::new("geo".to_owned(), self.geo());
        self.writer.append_key_value_metadata(geo);
        Ok(self.writer.into_inner()?)
    }

    /// What GeoParquet wants to know; the bounds of the whole file are known at its end only.
    fn geo(&self) -> String {
        let covering = ENDS.map(|end| (end.to_owned(), json!([BOUNDS, end])));
        let mut column = json!({
            "encoding": "WKB",
            "geometry_types": [self.shape.name()],
            "orientation": "counterclockwise",
            "covering": { "bbox": serde_json::Map::from_iter(covering) },
        });
        if let Some(whole) = self.whole {
            column["bbox"] = json!(whole.map(|units| self.crs.decimals().number(units)));
        }
        // Without a system it is longitude and latitude on WGS 84.
        if !self.crs.is_wgs84() {
            column["crs"] = projjson::definition(&self.crs);
        }
        json!({
            "version": "1.1.0",
            "primary_column": GEOMETRY,
            "columns": { GEOMETRY: column },
        })
        .to_string()
    }
}

fn properties(schema: &Schema) -> WriterProperties {
    let title = schema.title.iter().map(|title| ("title", title));
    let known = [("name", &schema.name), ("attribution", &schema.attribution)];
    let about = known
        .into_iter()
        .chain(title)
        .map(|(key, text)| KeyValue::new(key.to_owned(), text.to_owned()));
    let geometry = ColumnPath::from(GEOMETRY);
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("lifecircle ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(about.collect()))
        // Hardly two geometries are the same, and the order of their bytes says nothing.
        .set_column_dictionary_enabled(geometry.clone(), false)
        .set_column_statistics_enabled(geometry, EnabledStatistics::None)
        .build()
}

fn ends() -> Fields {
    ENDS.iter()
        .map(|end| ArrowField::new(*end, DataType::Float64, false))
        .collect()
}

fn data_type(kind: Kind) -> DataType {
    let list = |item| DataType::List(Arc::new(ArrowField::new("item", item, true)));
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Number => DataType::Float64,
        Kind::Integer => DataType::Int64,
        Kind::Flag => DataType::Boolean,
        Kind::Texts => list(DataType::Utf8),
        Kind::Numbers => list(DataType::Float64),
        Kind::Places => list(list(DataType::Float64)),
    }
}

impl Column {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Number => Self::Number(Float64Builder::new()),
            Kind::Integer => Self::Integer(Int64Builder::new()),
            Kind::Flag => Self::Flag(BooleanBuilder::new()),
            Kind::Texts => Self::Texts(ListBuilder::new(StringBuilder::new())),
            Kind::Numbers => Self::Numbers(ListBuilder::new(Float64Builder::new())),
            Kind::Places => Self::Places(ListBuilder::new(ListBuilder::new(Float64Builder::new()))),
        }
    }

    /// Adds a value, which was held to the column's kind before; returns how many bytes it takes, about.
    fn push(&mut self, value: &Value) -> usize {
        match (self, value) {
            (Self::Text(builder), Value::Text(text)) => {
                builder.append_value(text);
                text.len()
            }
            (Self::Number(builder), Value::Number(number)) => {
                builder.append_value(*number);
                8
            }
            (Self::Integer(builder), Value::Integer(number)) => {
                builder.append_value(*number);
                8
            }
            (Self::Flag(builder), Value::Flag(flag)) => {
                builder.append_value(*flag);
                1
            }
            (Self::Texts(builder), Value::Texts(texts)) => {
                builder.append_value(texts.iter().map(Some));
                texts.iter().map(|text| text.len() + 4).sum()
            }
            (Self::Numbers(builder), Value::Numbers(numbers)) => {
                builder.append_value(numbers.iter().copied().map(Some));
                8 * numbers.len()
            }
            (Self::Places(builder), Value::Places(places)) => {
                let numbers = |place: &[f64; 2]| Some(place.map(Some));
                builder.append_value(places.iter().map(numbers));
                16 * places.len()
            }
            (column, _) => {
                column.push_null();
                1
            }
        }
    }

    fn push_null(&mut self) {
        match self {
            Self::Text(builder) => builder.append_null(),
            Self::Number(builder) => builder.append_null(),
            Self::Integer(builder) => builder.append_null(),
            Self::Flag(builder) => builder.append_null(),
            Self::Texts(builder) => builder.append_null(),
            Self::Numbers(builder) => builder.append_null(),
            Self::Places(builder) => builder.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Number(builder) => Arc::new(builder.finish()),
            Self::Integer(builder) => Arc::new(builder.finish()),
            Self::Flag(builder) => Arc::new(builder.finish()),
            Self::Texts(builder) => Arc::new(builder.finish()),
            Self::Numbers(builder) => Arc::new(builder.finish()),
            Self::Places(builder) => Arc::new(builder.finish()),
        }
    }
}
