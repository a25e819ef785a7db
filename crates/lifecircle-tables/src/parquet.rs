//! Rows of Parquet, with the geometries of GeoParquet.

use std::fmt::Display;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use bytes::Bytes;
use lifecircle_core::observer::{Observer, Stage};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::file::metadata::ParquetMetaData;
use serde_json::Value;

use crate::geometry::Read;
use crate::limits::{
    BATCH_ROWS, FREE_INFLATED_BYTES, MAX_CELL_BYTES, MAX_COLUMNS, MAX_INFLATED_BYTES, MAX_INFLATION,
};
use crate::native::Encoding;
use crate::row::{CellBuffer, Cells};
use crate::table::Meter;
use crate::{Kind, Place, Row, RowFault, TableError, TableFault, wkb};

/// Between the items of a list in one cell.
const BETWEEN: &str = ";";

pub(crate) struct Parquet {
    bytes: Bytes,
    names: Vec<String>,
    /// The file's columns that are read: those of the names in their order, and the geometry.
    columns: Vec<usize>,
    geometry: Option<(usize, Stored)>,
    crs: Option<String>,
}

/// How the column of geometries holds them.
#[derive(Clone, Copy)]
enum Stored {
    /// Well-known binary.
    Binary,
    /// Lists of coordinates.
    Native(Encoding),
}

impl Stored {
    fn read(self, array: &dyn Array, row: usize) -> Option<Read> {
        match self {
            Self::Binary => bytes_at(array, row).map(wkb::read),
            Self::Native(encoding) => encoding.read(array, row),
        }
    }
}

impl Parquet {
    pub(crate) fn of(bytes: Vec<u8>) -> Result<Self, TableError> {
        let bytes = Bytes::from(bytes);
        let reader = open(&bytes)?;
        check(reader.metadata(), bytes.len() as u64)?;
        let geo = geo_of(reader.metadata());
        let primary = geo
            .as_ref()
            .and_then(|geo| geo.get("primary_column")?.as_str());
        let fields = reader.schema().fields();
        let geometry = fields
            .iter()
            .position(|field| Some(field.name().as_str()) == primary)
            .and_then(|at| {
                let stored = stored(geo.as_ref()?, primary?, fields[at].data_type())?;
                Some((at, stored))
            });
        let columns: Vec<usize> = (0..fields.len())
            .filter(|&i| is_cell(fields[i].data_type()))
            .collect();
        let found = columns.len();
        if found > MAX_COLUMNS {
            let found = found as u64;
            return Err(TableError::whole(TableFault::Columns { found }));
        }
        let names = columns.iter().map(|&i| fields[i].name().clone()).collect();
        let crs = geometry
            .and(geo.as_ref())
            .and_then(|geo| crs_of(geo, primary?));
        Ok(Self {
            bytes,
            names,
            columns,
            geometry,
            crs,
        })
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    pub(crate) fn crs(&self) -> Option<String> {
        self.crs.clone()
    }

    fn geometry_column(&self) -> Option<usize> {
        self.geometry.map(|(column, _)| column)
    }

    pub(crate) fn has_geometries(&self) -> bool {
        self.geometry.is_some()
    }

    pub(crate) fn rows(
        &self,
        observer: &dyn Observer,
        each: &mut dyn FnMut(&Row<'_>),
    ) -> Result<u64, TableError> {
        let reader = open(&self.bytes)?;
        let count = u64::try_from(reader.metadata().file_metadata().num_rows()).unwrap_or(0);
        observer.stage(Stage::Lists, count);
        let wanted = self.columns.iter().copied().chain(self.geometry_column());
        let mask = ProjectionMask::roots(reader.parquet_schema(), wanted);
        let batches = reader
            .with_projection(mask)
            .with_batch_size(BATCH_ROWS)
            .build()
            .map_err(|error| damaged(&error))?;
        let mut meter = Meter::new(observer, self.names.len());
        let mut number = 0;
        for batch in batches {
            let batch = batch.map_err(|error| damaged(&error))?;
            self.batch(&batch, &mut number, &mut meter, each)?;
        }
        meter.finish(number)
    }

    fn batch(
        &self,
        batch: &RecordBatch,
        number: &mut u64,
        meter: &mut Meter<'_>,
        each: &mut dyn FnMut(&Row<'_>),
    ) -> Result<(), TableError> {
        // Columns come in the order of the file, whatever they were asked for in.
        let at = |column: usize| {
            let before = |other: &&usize| **other < column;
            let geometry = self.geometry_column().iter().filter(before).count();
            self.columns.iter().filter(before).count() + geometry
        };
        let arrays: Vec<&dyn Array> = self
            .columns
            .iter()
            .map(|&column| &**batch.column(at(column)))
            .collect();
        let geometries = self
            .geometry
            .map(|(column, stored)| (&**batch.column(at(column)), stored));
        let mut cells = CellBuffer::default();
        for row in 0..batch.num_rows() {
            *number += 1;
            let place = Place::Row(*number);
            meter.row(*number)?;
            cells.clear();
            for (column, array) in arrays.iter().enumerate() {
                cells.put(column, |text| push(text, *array, row));
                if cells.last_bytes() > MAX_CELL_BYTES {
                    return Err(TableError::at(place, TableFault::LongCell));
                }
            }
            let geometry = geometries.and_then(|(array, stored)| stored.read(array, row));
            let (geometry, fault) = match geometry {
                Some(Err(detail)) => (None, Some(RowFault::Geometry { detail })),
                Some(Ok(geometry)) => (Some(geometry), None),
                None => (None, None),
            };
            each(&Row {
                place,
                cells: Cells::Buffer(&cells),
                geometry: geometry.as_ref(),
                fault: fault.as_ref(),
            });
        }
        Ok(())
    }
}

fn damaged(error: &dyn std::error::Error) -> TableError {
    let (kind, detail) = (Kind::GeoParquet, error.to_string());
    TableError::whole(TableFault::Damaged { kind, detail })
}

fn open(bytes: &Bytes) -> Result<ParquetRecordBatchReaderBuilder<Bytes>, TableError> {
    ParquetRecordBatchReaderBuilder::try_new(bytes.clone()).map_err(|error| damaged(&error))
}

/// What the file says about itself must be possible before anything is made of it.
fn check(metadata: &ParquetMetaData, packed: u64) -> Result<(), TableError> {
    let allowed = (packed * MAX_INFLATION).clamp(FREE_INFLATED_BYTES, MAX_INFLATED_BYTES);
    let mut inflated = 0_u64;
    for group in metadata.row_groups() {
        for column in group.columns() {
            let codec = column.compression();
            if !matches!(codec, Compression::UNCOMPRESSED | Compression::SNAPPY) {
                let codec = codec.to_string();
                return Err(TableError::whole(TableFault::Codec { codec }));
            }
            let size = u64::try_from(column.uncompressed_size()).unwrap_or(u64::MAX);
            inflated = inflated.saturating_add(size);
        }
    }
    if inflated > allowed {
        let mib = allowed >> 20;
        return Err(TableError::whole(TableFault::Inflates { mib }));
    }
    Ok(())
}

/// What the file says about its geometries.
fn geo_of(metadata: &ParquetMetaData) -> Option<Value> {
    let pairs = metadata.file_metadata().key_value_metadata()?;
    let geo = pairs.iter().find(|pair| pair.key == "geo")?;
    serde_json::from_str(geo.value.as_deref()?).ok()
}

/// The system of a column of geometries: PROJJSON, none where it is null. Where it is left out, or CRS84, which is what
/// writers put there whatever the degrees are, nobody has said anything.
fn crs_of(geo: &Value, column: &str) -> Option<String> {
    let column = geo.get("columns")?.get(column)?;
    let id = column.get("crs")?.get("id")?;
    let (authority, code) = (id.get("authority")?.as_str()?, id.get("code")?);
    let code = code
        .as_str()
        .map_or_else(|| code.to_string(), str::to_owned);
    (code != "CRS84").then(|| format!("{authority}:{code}"))
}

/// How a column holds its geometries, by the metadata and its type; `None` where the two do not fit.
fn stored(geo: &Value, column: &str, kind: &DataType) -> Option<Stored> {
    if is_binary(kind) {
        return Some(Stored::Binary);
    }
    let encoding = geo.get("columns")?.get(column)?.get("encoding")?.as_str()?;
    Encoding::of(encoding, kind).map(Stored::Native)
}

fn is_binary(kind: &DataType) -> bool {
    matches!(
        kind,
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView
    )
}

/// Whether values of a type can stand in a cell; boxes and other structures cannot.
fn is_cell(kind: &DataType) -> bool {
    match kind {
        DataType::List(item) | DataType::LargeList(item) => is_cell(item.data_type()),
        DataType::Dictionary(_, value) => is_cell(value),
        kind => {
            kind.is_integer()
                || matches!(
                    kind,
                    DataType::Float32
                        | DataType::Float64
                        | DataType::Boolean
                        | DataType::Utf8
                        | DataType::LargeUtf8
                        | DataType::Utf8View
                )
        }
    }
}

fn bytes_at(array: &dyn Array, row: usize) -> Option<&[u8]> {
    if array.is_null(row) {
        return None;
    }
    match array.data_type() {
        DataType::Binary => Some(array.as_binary::<i32>().value(row)),
        DataType::LargeBinary => Some(array.as_binary::<i64>().value(row)),
        DataType::BinaryView => Some(array.as_binary_view().value(row)),
        _ => None,
    }
}

/// Writes a value as a cell says it; a missing one says nothing.
fn push(text: &mut String, array: &dyn Array, row: usize) {
    fn shown(text: &mut String, value: impl Display) {
        text.push_str(&value.to_string());
    }
    if array.is_null(row) {
        return;
    }
    match array.data_type() {
        DataType::Utf8 => text.push_str(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => text.push_str(array.as_string::<i64>().value(row)),
        DataType::Utf8View => text.push_str(array.as_string_view().value(row)),
        DataType::Boolean => shown(text, array.as_boolean().value(row)),
        DataType::Int8 => shown(text, array.as_primitive::<Int8Type>().value(row)),
        DataType::Int16 => shown(text, array.as_primitive::<Int16Type>().value(row)),
        DataType::Int32 => shown(text, array.as_primitive::<Int32Type>().value(row)),
        DataType::Int64 => shown(text, array.as_primitive::<Int64Type>().value(row)),
        DataType::UInt8 => shown(text, array.as_primitive::<UInt8Type>().value(row)),
        DataType::UInt16 => shown(text, array.as_primitive::<UInt16Type>().value(row)),
        DataType::UInt32 => shown(text, array.as_primitive::<UInt32Type>().value(row)),
        DataType::UInt64 => shown(text, array.as_primitive::<UInt64Type>().value(row)),
        DataType::Float32 => shown(text, array.as_primitive::<Float32Type>().value(row)),
        DataType::Float64 => shown(text, array.as_primitive::<Float64Type>().value(row)),
        DataType::List(_) => push_list(text, &*array.as_list::<i32>().value(row)),
        DataType::LargeList(_) => push_list(text, &*array.as_list::<i64>().value(row)),
        DataType::Dictionary(_, _) => {
            let dictionary = array.as_any_dictionary();
            if let Some(&key) = dictionary.normalized_keys().get(row) {
                push(text, &**dictionary.values(), key);
            }
        }
        // No other type is asked for.
        _ => {}
    }
}

fn push_list(text: &mut String, items: &dyn Array) {
    for item in 0..items.len() {
        if item > 0 {
            text.push_str(BETWEEN);
        }
        push(text, items, item);
    }
}
