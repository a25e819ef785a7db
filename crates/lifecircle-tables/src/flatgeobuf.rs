//! Features of `FlatGeobuf`.

use std::io::Cursor;

use flatgeobuf::packed_r_tree::PackedRTree;
use flatgeobuf::{
    ColumnType, FallibleStreamingIterator, FeatureIter, FgbReader, Geometry as Flat_, GeometryType,
    NotSeekable,
};
use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point,
};
use lifecircle_core::observer::{Observer, Stage};

use crate::geometry::{Read, polygon_of};
use crate::limits::{MAX_CELL_BYTES, MAX_COLUMNS};
use crate::row::{CellBuffer, Cells};
use crate::table::Meter;
use crate::{Kind, Place, Row, RowFault, TableError, TableFault};

/// What every file begins with.
const MAGIC_BYTES: usize = 8;
/// The least that a feature takes.
const FEATURE_BYTES: u64 = 4;
/// Collections inside of collections, at most.
const DEEPEST: u32 = 8;

pub(crate) struct Flat {
    bytes: Vec<u8>,
    names: Vec<String>,
    types: Vec<ColumnType>,
    kind: GeometryType,
    count: u64,
    crs: Option<String>,
}

impl Flat {
    pub(crate) fn of(bytes: Vec<u8>) -> Result<Self, TableError> {
        let reader = FgbReader::open(Cursor::new(&bytes[..])).map_err(|e| damaged(&e))?;
        let header = reader.header();
        let count = header.features_count();
        // The size of the index follows from the count: neither is trusted.
        let node_size = header.index_node_size();
        if count > bytes.len() as u64 / FEATURE_BYTES || node_size == 1 {
            return Err(broken("its header says what cannot be"));
        }
        let columns = header.columns();
        let columns = || columns.iter().flatten();
        let found = columns().count();
        if found > MAX_COLUMNS {
            let found = found as u64;
            return Err(TableError::whole(TableFault::Columns { found }));
        }
        let names = columns().map(|column| column.name().to_owned()).collect();
        let types = columns().map(|column| column.type_()).collect();
        let crs = header.crs().and_then(|crs| {
            let authority = crs.org().unwrap_or("EPSG");
            (crs.code() > 0).then(|| format!("{authority}:{}", crs.code()))
        });
        let kind = header.geometry_type();
        drop(reader);
        whole(&bytes, count, node_size)?;
        Ok(Self {
            bytes,
            names,
            types,
            kind,
            count,
            crs,
        })
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    pub(crate) fn crs(&self) -> Option<String> {
        self.crs.clone()
    }

    pub(crate) fn rows(
        &self,
        observer: &dyn Observer,
        each: &mut dyn FnMut(&Row<'_>),
    ) -> Result<u64, TableError> {
        observer.stage(Stage::Lists, self.count);
        let reader = FgbReader::open(Cursor::new(&self.bytes[..])).map_err(|e| damaged(&e))?;
        let mut features: FeatureIter<_, NotSeekable> =
            reader.select_all_seq().map_err(|e| damaged(&e))?;
        let mut meter = Meter::new(observer, self.names.len());
        let mut cells = CellBuffer::default();
        let mut number = 0;
        while let Some(feature) = features.next().map_err(|e| damaged(&e))? {
            number += 1;
            let place = Place::Feature(number);
            meter.row(number)?;
            let properties = feature.fbs_feature().properties();
            let properties = properties.map_or(&[][..], |properties| properties.bytes());
            self.fill(&mut cells, properties)
                .map_err(|what| TableError::at(place, what))?;
            let (geometry, fault) =
                match feature.geometry().map(|g| geometry(&g, self.kind, DEEPEST)) {
                    Some(Ok(geometry)) => (Some(geometry), None),
                    Some(Err(detail)) => (None, Some(RowFault::Geometry { detail })),
                    None => (None, None),
                };
            each(&Row {
                place,
                cells: Cells::Buffer(&cells),
                geometry: geometry.as_ref(),
                fault: fault.as_ref(),
            });
        }
        meter.finish(number)
    }

    /// The cells of a feature: numbers of columns, each before its value.
    fn fill(&self, cells: &mut CellBuffer, properties: &[u8]) -> Result<(), TableFault> {
        let mut values: Vec<Option<String>> = vec![None; self.names.len()];
        let mut rest = properties;
        while rest.len() > 1 {
            let column = usize::from(u16::from_le_bytes(take(&mut rest)?));
            let kind = *self.types.get(column).ok_or_else(breaks_off)?;
            values[column] = value(&mut rest, kind)?;
        }
        cells.clear();
        for (column, value) in values.iter().enumerate() {
            let value = value.as_deref().unwrap_or_default();
            if value.len() > MAX_CELL_BYTES {
                return Err(TableFault::LongCell);
            }
            cells.put(column, |text| text.push_str(value));
        }
        Ok(())
    }
}

/// Refuses a file whose features are cut short, before their sizes, which nothing vouches for,
/// become buffers; and one that holds fewer than its header counts.
///
/// O(features).
fn whole(bytes: &[u8], count: u64, node_size: u16) -> Result<(), TableError> {
    let cut = || broken("its features are cut short");
    let mut rest = bytes.get(MAGIC_BYTES..).ok_or_else(cut)?;
    rest = sized(rest).ok_or_else(cut)?;
    if count > 0 && node_size > 0 {
        // No more than the bytes of the file: checked before.
        let count = usize::try_from(count).map_err(|_| cut())?;
        let index = PackedRTree::index_size(count, node_size);
        rest = rest.get(index..).ok_or_else(cut)?;
    }
    let mut found = 0;
    while !rest.is_empty() {
        rest = sized(rest).ok_or_else(cut)?;
        found += 1;
    }
    // A writer that streams does not know the count, and says none.
    if count > 0 && found != count {
        return Err(broken(&format!(
            "it says {count} features and holds {found}"
        )));
    }
    Ok(())
}

/// What follows a part that begins with its size.
fn sized(bytes: &[u8]) -> Option<&[u8]> {
    let (size, rest) = bytes.split_first_chunk()?;
    rest.get(usize::try_from(u32::from_le_bytes(*size)).ok()?..)
}

fn damaged(error: &dyn std::error::Error) -> TableError {
    broken(&error.to_string())
}

fn broken(detail: &str) -> TableError {
    let (kind, detail) = (Kind::FlatGeobuf, detail.to_owned());
    TableError::whole(TableFault::Damaged { kind, detail })
}

fn breaks_off() -> TableFault {
    broken("a feature breaks off").what
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], TableFault> {
    let (taken, after) = rest.split_first_chunk().ok_or_else(breaks_off)?;
    *rest = after;
    Ok(*taken)
}

/// A value as a cell says it; bytes say nothing.
fn value(rest: &mut &[u8], kind: ColumnType) -> Result<Option<String>, TableFault> {
    Ok(Some(match kind {
        ColumnType::Byte => i8::from_le_bytes(take(rest)?).to_string(),
        ColumnType::UByte => u8::from_le_bytes(take(rest)?).to_string(),
        ColumnType::Bool => (take::<1>(rest)?[0] != 0).to_string(),
        ColumnType::Short => i16::from_le_bytes(take(rest)?).to_string(),
        ColumnType::UShort => u16::from_le_bytes(take(rest)?).to_string(),
        ColumnType::Int => i32::from_le_bytes(take(rest)?).to_string(),
        ColumnType::UInt => u32::from_le_bytes(take(rest)?).to_string(),
        ColumnType::Long => i64::from_le_bytes(take(rest)?).to_string(),
        ColumnType::ULong => u64::from_le_bytes(take(rest)?).to_string(),
        ColumnType::Float => f32::from_le_bytes(take(rest)?).to_string(),
        ColumnType::Double => f64::from_le_bytes(take(rest)?).to_string(),
        ColumnType::String | ColumnType::Json | ColumnType::DateTime | ColumnType::Binary => {
            let length = u32::from_le_bytes(take(rest)?) as usize;
            let (text, after) = rest.split_at_checked(length).ok_or_else(breaks_off)?;
            *rest = after;
            if kind == ColumnType::Binary {
                return Ok(None);
            }
            String::from_utf8_lossy(text).into_owned()
        }
        _ => return Err(breaks_off()),
    }))
}

/// A geometry of the layer's kind, or of its own where the layer holds several.
fn geometry(flat: &Flat_<'_>, layer: GeometryType, deeper: u32) -> Read {
    let kind = if layer == GeometryType::Unknown {
        flat.type_()
    } else {
        layer
    };
    let places = places(flat);
    let runs = || runs(flat, &places);
    let parts = |kind: GeometryType| -> Result<Vec<Geometry<f64>>, String> {
        let deeper = deeper
            .checked_sub(1)
            .ok_or("collections inside of collections")?;
        let parts = flat.parts();
        parts
            .iter()
            .flatten()
            .map(|part| geometry(&part, kind, deeper))
            .collect()
    };
    Ok(match kind {
        GeometryType::Point => Point(*places.first().ok_or("no position")?).into(),
        GeometryType::MultiPoint => MultiPoint(places.iter().copied().map(Point).collect()).into(),
        GeometryType::LineString => LineString(places).into(),
        GeometryType::MultiLineString => MultiLineString(runs()?).into(),
        GeometryType::Polygon => polygon_of(runs()?)?.into(),
        GeometryType::MultiPolygon => {
            let polygons = parts(GeometryType::Polygon)?.into_iter();
            let polygons =
                polygons.map(|part| part.try_into().map_err(|_| "no polygon".to_owned()));
            MultiPolygon(polygons.collect::<Result<_, String>>()?).into()
        }
        GeometryType::GeometryCollection => {
            Geometry::GeometryCollection(GeometryCollection(parts(GeometryType::Unknown)?))
        }
        other => {
            return Err(format!(
                "{} is not read",
                other.variant_name().unwrap_or("its kind")
            ));
        }
    })
}

fn places(flat: &Flat_<'_>) -> Vec<Coord<f64>> {
    let numbers: Vec<f64> = flat.xy().iter().flatten().collect();
    let places = numbers.chunks_exact(2);
    places
        .map(|pair| Coord {
            x: pair[0],
            y: pair[1],
        })
        .collect()
}

/// The places in runs that end where the geometry says.
fn runs(flat: &Flat_<'_>, places: &[Coord<f64>]) -> Result<Vec<LineString<f64>>, String> {
    let ends: Vec<usize> = flat
        .ends()
        .iter()
        .flatten()
        .map(|end| end as usize)
        .collect();
    if ends.is_empty() {
        return Ok(vec![LineString(places.to_vec())]);
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let run = |(start, &end): (usize, &usize)| {
        let run = places
            .get(start..end)
            .ok_or("a ring outside of the places")?;
        Ok(LineString(run.to_vec()))
    };
    starts.zip(&ends).map(run).collect()
}
