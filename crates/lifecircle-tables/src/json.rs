//! Features of GeoJSON, or plain records, one at a time.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use geo_types::Geometry;
use lifecircle_core::observer::{Observer, Stage};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::geometry;
use crate::limits::{MAX_CELL_BYTES, MAX_COLUMNS};
use crate::row::{CellBuffer, Cells};
use crate::table::Meter;
use crate::{Place, Row, RowFault, TableError, TableFault};

/// Members of an object whose list is that of the records.
const LISTS: [&str; 4] = ["features", "pois", "data", "rows"];
/// Between the items of a list in one cell.
const BETWEEN: &str = ";";

pub(crate) struct Json {
    text: String,
    names: Vec<String>,
    position: HashMap<String, usize>,
    crs: Option<String>,
    has_geometries: bool,
}

impl Json {
    /// Looks at every record once for the names of its properties.
    pub(crate) fn of(text: String) -> Result<Self, TableError> {
        let mut names: Vec<String> = Vec::new();
        let mut position = HashMap::new();
        let mut has_geometries = false;
        let mut records = 0_u64;
        let mut note = |value: Value| {
            records += 1;
            let record = Record::of(&value);
            // A feature without geometry is told as such; a plain record has its position in its properties.
            has_geometries |= record.is_feature;
            for (name, _) in record.properties.into_iter().flatten() {
                if !position.contains_key(name) {
                    position.insert(name.clone(), names.len());
                    names.push(name.clone());
                }
            }
            if names.len() > MAX_COLUMNS {
                let found = names.len() as u64;
                let what = TableFault::Columns { found };
                return Err(TableError::at(Place::Feature(records), what));
            }
            Ok(())
        };
        let outline = walk(&text, &mut note)?;
        if !outline.has_list {
            return Err(TableError::whole(TableFault::NoRecords));
        }
        if records == 0 {
            return Err(TableError::whole(TableFault::NoRows));
        }
        if records == 0 {
            return Err(TableError::whole(TableFault::NoRows));
        }
        let crs = outline.crs.as_ref().and_then(geojson_crs);
        Ok(Self {
            text,
            names,
            position,
            crs,
            has_geometries,
        })
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    pub(crate) fn crs(&self) -> Option<String> {
        self.crs.clone()
    }

    pub(crate) fn has_geometries(&self) -> bool {
        self.has_geometries
    }

    pub(crate) fn rows(
        &self,
        observer: &dyn Observer,
        each: &mut dyn FnMut(&Row<'_>),
    ) -> Result<u64, TableError> {
        observer.stage(Stage::Lists, 0);
        let mut meter = Meter::new(observer, self.names.len());
        let mut number = 0;
        let mut cells = CellBuffer::default();
        walk(&self.text, &mut |value| {
            number += 1;
            meter.row(number)?;
            let place = Place::Feature(number);
            let record = Record::of(&value);
            self.fill(&mut cells, &record)
                .map_err(|what| TableError::at(place, what))?;
            let (geometry, fault) = match record.geometry.map(geometry::of_json) {
                Some(Ok(geometry)) => (Some(geometry), None),
                Some(Err(detail)) => (None, Some(RowFault::Geometry { detail })),
                None => (
                    None,
                    record.properties.is_none().then_some(RowFault::NotAFeature),
                ),
            };
            lend(place, &cells, geometry.as_ref(), fault.as_ref(), each);
            Ok(())
        })?;
        meter.finish(number)
    }

    /// The cells of a record, in the order of the columns.
    fn fill(&self, cells: &mut CellBuffer, record: &Record<'_>) -> Result<(), TableFault> {
        cells.clear();
        let mut values: Vec<Option<&Value>> = vec![None; self.names.len()];
        for (name, value) in record.properties.into_iter().flatten() {
            if let Some(&at) = self.position.get(name) {
                values[at] = Some(value);
            }
        }
        for (column, value) in values.into_iter().enumerate() {
            cells.put(column, |text| push(text, value.unwrap_or(&Value::Null)));
            if cells.last_bytes() > MAX_CELL_BYTES {
                return Err(TableFault::LongCell);
            }
        }
        Ok(())
    }
}

fn lend(
    place: Place,
    cells: &CellBuffer,
    geometry: Option<&Geometry<f64>>,
    fault: Option<&RowFault>,
    each: &mut dyn FnMut(&Row<'_>),
) {
    let cells = Cells::Buffer(cells);
    each(&Row {
        place,
        cells,
        geometry,
        fault,
    });
}

/// A feature, or a record of which everything is a property.
struct Record<'a> {
    properties: Option<&'a Map<String, Value>>,
    geometry: Option<&'a Value>,
    is_feature: bool,
}

impl<'a> Record<'a> {
    fn of(value: &'a Value) -> Self {
        let mut record = Self {
            properties: value.as_object(),
            geometry: None,
            is_feature: false,
        };
        if let Some(object) = record.properties
            && object.get("type").is_some_and(|kind| kind == "Feature")
        {
            static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
            let properties = object.get("properties").and_then(Value::as_object);
            record.properties = Some(properties.unwrap_or(&NONE));
            record.geometry = object
                .get("geometry")
                .filter(|geometry| !geometry.is_null());
            record.is_feature = true;
        }
        record
    }
}

/// A value as a cell says it; an empty list says nothing.
fn push(text: &mut String, value: &Value) {
    match value {
        Value::Null => {}
        Value::String(string) => text.push_str(string),
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    text.push_str(BETWEEN);
                }
                push(text, item);
            }
        }
        other => text.push_str(&other.to_string()),
    }
}

/// The system that a `crs` member of GeoJSON names; CRS84, which writers put there whatever the degrees are, is
/// nobody's word.
pub fn geojson_crs(value: &Value) -> Option<String> {
    let name = value.get("properties")?.get("name")?.as_str()?;
    // `urn:ogc:def:crs:EPSG::4490`, `EPSG:4490`.
    let number = name.rsplit(':').next()?;
    let is_epsg = name.to_ascii_uppercase().contains("EPSG");
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    if name.ends_with("CRS84") {
        return None;
    }
    Some(if is_epsg && is_number {
        format!("EPSG:{number}")
    } else {
        name.to_owned()
    })
}

/// What stands around the records.
#[derive(Default)]
struct Outline {
    has_list: bool,
    crs: Option<Value>,
}

type Note<'a> = &'a mut dyn FnMut(Value) -> Result<(), TableError>;

/// Hands over every record, one at a time.
fn walk(text: &str, note: Note<'_>) -> Result<Outline, TableError> {
    let mut stopped = None;
    let mut outline = Outline::default();
    let seed = Top {
        note,
        stopped: &mut stopped,
        outline: &mut outline,
    };
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = seed.deserialize(&mut reader).and_then(|()| reader.end());
    if let Some(error) = stopped {
        return Err(error);
    }
    read.map_err(|error| {
        let place = match error.line() {
            0 => Place::Whole,
            line => Place::Line(line as u64),
        };
        let detail = error.to_string();
        TableError::at(place, TableFault::NotJson { detail })
    })?;
    Ok(outline)
}

/// The outermost value: a list, an object that holds one, or a single feature.
struct Top<'a, 'n> {
    note: Note<'n>,
    stopped: &'a mut Option<TableError>,
    outline: &'a mut Outline,
}

impl<'de> DeserializeSeed<'de> for Top<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        self.outline.has_list = true;
        each(items, self.note, self.stopped)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        // A feature that stands alone is put together from its members.
        let mut feature = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            match name.as_str() {
                list if LISTS.contains(&list) && !self.outline.has_list => {
                    let list = List {
                        note: &mut *self.note,
                        stopped: &mut *self.stopped,
                    };
                    self.outline.has_list = members.next_value_seed(list)?;
                }
                "crs" => self.outline.crs = Some(members.next_value()?),
                "type" | "properties" | "geometry" => {
                    feature.insert(name, members.next_value()?);
                }
                _ => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        let alone = feature.get("type").is_some_and(|kind| kind == "Feature");
        if alone && !self.outline.has_list {
            self.outline.has_list = true;
            if let Err(error) = (self.note)(Value::Object(feature)) {
                *self.stopped = Some(error);
            }
        }
        Ok(())
    }
}

/// A member that may be the list of records.
struct List<'a, 'n> {
    note: &'a mut (dyn FnMut(Value) -> Result<(), TableError> + 'n),
    stopped: &'a mut Option<TableError>,
}

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<bool, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<bool, A::Error> {
        each(items, self.note, self.stopped).map(|()| true)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<bool, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }
}

/// Notes every item of a list, until one is refused.
fn each<'de, A: SeqAccess<'de>>(
    mut items: A,
    note: Note<'_>,
    stopped: &mut Option<TableError>,
) -> Result<(), A::Error> {
    while let Some(value) = items.next_element::<Value>()? {
        if let Err(error) = note(value) {
            *stopped = Some(error);
            return Err(serde::de::Error::custom("stopped"));
        }
    }
    Ok(())
}
