//! Facility and residence lists: CSV with a header line, or GeoJSON points. Plain WGS-84.

use std::collections::HashSet;
use std::path::Path;

use geojson::{GeoJson, GeometryValue};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::place::{CategoryTable, OwnFacility, OwnResidence, RowWords};
use lifecircle_core::units::people_to_milli;

use super::text;
use crate::{InputError, InputFault, Place as At};

/// The column of categories, and what it is called in the layer of facilities that a check writes.
const CATEGORY: &str = "category|categories";

/// Reads a list of facilities: columns `id, name, category, lon, lat`.
///
/// `category` is an id of the table, a name or a synonym; several are separated by `;`, in GeoJSON they may be an array.
/// The column may also be called `categories`, as in the layer of facilities that a check writes.
///
/// Beside OpenStreetMap's own facilities (`beside_osm`) a row may not carry an element's id (`node/5`).
///
/// # Errors
/// [`InputError`] naming the first line that cannot be used; no row is ever skipped.
pub fn facilities(
    file: &Path,
    table: &CategoryTable,
    beside_osm: bool,
) -> Result<Vec<OwnFacility>, InputError> {
    let rows = rows(file, &["id", CATEGORY], &["name"])?;
    rows.into_iter()
        .map(|row| {
            let id = row.values[0].as_str();
            if beside_osm && is_element_id(id) {
                let what = InputFault::ElementId { id: id.to_owned() };
                return Err(InputError::new(file, row.place, what));
            }
            let words = RowWords {
                category: Some(&row.values[1]),
                ..RowWords::default()
            };
            let categories = table
                .of_row(&words)
                .map_err(|what| InputError::new(file, row.place.clone(), what))?
                .set;
            let name = Some(row.values[2].clone()).filter(|n| !n.is_empty());
            Ok(OwnFacility {
                name,
                ..OwnFacility::new(row.values[0].clone(), categories, row.at)
            })
        })
        .collect()
}

/// Reads a list of residences: columns `id, lon, lat, people`.
///
/// # Errors
/// [`InputError`] naming the first line that cannot be used; no row is ever skipped.
pub fn residences(file: &Path) -> Result<Vec<OwnResidence>, InputError> {
    let rows = rows(file, &["id", "people"], &[])?;
    rows.into_iter()
        .map(|row| {
            let people: Option<f64> = row.values[1]
                .parse()
                .ok()
                .filter(|p| (0.0..=1e9).contains(p));
            let people = people.ok_or_else(|| {
                let given = row.values[1].clone();
                let what = InputFault::People { given };
                InputError::new(file, row.place.clone(), what)
            })?;
            Ok(OwnResidence {
                id: row.values[0].clone(),
                people_milli: people_to_milli(people),
                at: row.at,
            })
        })
        .collect()
}

/// A place of a plain list.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its id, as in the list.
    pub id: String,
    /// Where it is.
    pub at: LonLat,
}

/// Reads a list of places: columns `id, lon, lat`; others are ignored.
///
/// # Errors
/// [`InputError`] naming the first line that cannot be used; no row is ever skipped.
pub fn places(file: &Path) -> Result<Vec<Place>, InputError> {
    let rows = rows(file, &["id"], &[])?.into_iter();
    let place = |mut row: Row| Place {
        id: row.values.swap_remove(0),
        at: row.at,
    };
    Ok(rows.map(place).collect())
}

/// Reads the same list row by row: what is wrong with a row, duplicates included, is told in its place,
/// and the others can be used.
///
/// # Errors
/// [`InputError`] where no row can be told: the file cannot be read, or lacks a column.
pub fn places_each(file: &Path) -> Result<Vec<Result<Place, InputError>>, InputError> {
    let rows = each_row(file, &["id"], &[])?.into_iter();
    let place = |mut row: Row| Place {
        id: row.values.swap_remove(0),
        at: row.at,
    };
    Ok(rows.map(|row| row.map(place)).collect())
}

/// Whether an id reads `node/5`, `way/5` or `relation/5`.
fn is_element_id(id: &str) -> bool {
    let Some((kind, number)) = id.split_once('/') else {
        return false;
    };
    matches!(kind, "node" | "way" | "relation") && number.parse::<i64>().is_ok()
}

/// The names of a column, the usual one first.
fn names(column: &str) -> impl Iterator<Item = &str> {
    column.split('|')
}

/// The usual name of a column.
fn usual(column: &str) -> &str {
    names(column).next().unwrap_or(column)
}

/// A row of either format: where it stands, its values in the order asked for, its point.
struct Row {
    place: At,
    values: Vec<String>,
    at: LonLat,
}

fn rows(file: &Path, required: &[&str], optional: &[&str]) -> Result<Vec<Row>, InputError> {
    each_row(file, required, optional)?.into_iter().collect()
}

/// Every row, or what is wrong with it.
fn each_row(
    file: &Path,
    required: &[&str],
    optional: &[&str],
) -> Result<Vec<Result<Row, InputError>>, InputError> {
    let text = text::read(file)?;
    let looks_like_json = text.trim_start().starts_with(['{', '[']);
    let mut rows = if looks_like_json {
        geojson_rows(file, &text, required, optional)?
    } else {
        csv_rows(file, &text, required, optional)?
    };
    if rows.is_empty() {
        return Err(InputError::new(file, At::Whole, InputFault::NoRows));
    }
    let mut seen = HashSet::new();
    for slot in &mut rows {
        let Ok(row) = slot else { continue };
        let id = row.values[0].clone();
        let fault = if id.is_empty() {
            Some(InputFault::EmptyId)
        } else {
            (!seen.insert(id.clone())).then_some(InputFault::IdTwice { id })
        };
        if let Some(what) = fault {
            *slot = Err(InputError::new(file, row.place.clone(), what));
        }
    }
    Ok(rows)
}

/// The separator of a header line: whichever of comma, semicolon and tab it has most of.
fn separator(header: &str) -> u8 {
    let count = |c: u8| header.bytes().filter(|&b| b == c).count();
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|&c| (count(c), c == b','))
        .unwrap_or(b',')
}

fn csv_rows(
    file: &Path,
    text: &str,
    required: &[&str],
    optional: &[&str],
) -> Result<Vec<Result<Row, InputError>>, InputError> {
    let header_line = text.lines().next().unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(header_line))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|e| csv_error(file, text, &e))?
        .clone();
    for (i, name) in header.iter().enumerate() {
        if header
            .iter()
            .take(i)
            .any(|other| other.eq_ignore_ascii_case(name))
            && !name.is_empty()
        {
            let column = name.to_owned();
            let what = InputFault::ColumnTwice { column };
            return Err(InputError::new(file, At::Line(1), what));
        }
    }
    let called = |name: &str| header.iter().position(|h| h.eq_ignore_ascii_case(name));
    let column = |column: &str| names(column).find_map(called);
    let needed = |name: &str| {
        column(name).ok_or_else(|| {
            let wanted = [required, optional, &["lon", "lat"]].concat();
            let wanted: Vec<&str> = wanted.into_iter().map(usual).collect();
            let what = InputFault::NoColumn {
                column: usual(name).to_owned(),
                wanted: wanted.join(", "),
                found: header_line.to_owned(),
            };
            InputError::new(file, At::Line(1), what)
        })
    };
    let columns = required.iter().map(|name| needed(name).map(Some));
    let columns: Vec<Option<usize>> = columns
        .chain(optional.iter().map(|name| Ok(column(name))))
        .collect::<Result<_, InputError>>()?;
    let (lon, lat) = (needed("lon")?, needed("lat")?);
    let mut lines = Lines::new(text);
    let mut row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.map_err(|e| csv_error(file, text, &e))?;
        let place = lines.at(record.position());
        let field = |at: Option<usize>| at.and_then(|i| record.get(i)).unwrap_or_default();
        let degrees = |name: &str, at: usize| {
            let text = field(Some(at));
            let number: Option<f64> = text.parse().ok().filter(|n: &f64| n.is_finite());
            number.ok_or_else(|| {
                let what = InputFault::NotANumber {
                    column: name.to_owned(),
                    given: text.to_owned(),
                };
                InputError::new(file, place.clone(), what)
            })
        };
        let at = text::lon_lat(degrees("lon", lon)?, degrees("lat", lat)?)
            .map_err(|what| InputError::new(file, place.clone(), what))?;
        let values = columns.iter().map(|&c| field(c).to_owned()).collect();
        Ok(Row { place, values, at })
    };
    Ok(reader.records().map(&mut row).collect())
}

/// Lines of records as editors count them: the reader's own position lies before blank lines.
struct Lines<'a> {
    text: &'a [u8],
    byte: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            byte: 0,
            line: 1,
        }
    }

    /// The line of the record at `position`; positions must not decrease.
    fn at(&mut self, position: Option<&csv::Position>) -> At {
        let Some(position) = position else {
            return At::Whole;
        };
        let start = usize::try_from(position.byte())
            .unwrap_or(usize::MAX)
            .min(self.text.len());
        let blank = self.text[start..]
            .iter()
            .take_while(|b| b.is_ascii_whitespace())
            .count();
        while self.byte < start + blank {
            self.line += u64::from(self.text[self.byte] == b'\n');
            self.byte += 1;
        }
        At::Line(self.line)
    }
}

fn csv_error(file: &Path, text: &str, error: &csv::Error) -> InputError {
    let place = Lines::new(text).at(error.position());
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => InputFault::FieldCount {
            found: *len,
            expected: *expected_len,
        },
        _ => InputFault::NotCsv {
            detail: error.to_string(),
        },
    };
    InputError::new(file, place, what)
}

fn geojson_rows(
    file: &Path,
    text: &str,
    required: &[&str],
    optional: &[&str],
) -> Result<Vec<Result<Row, InputError>>, InputError> {
    let GeoJson::FeatureCollection(collection) = text::geojson(file, text)? else {
        return Err(InputError::new(file, At::Whole, InputFault::NoCollection));
    };
    let row = |(number, feature): (usize, &geojson::Feature)| {
        let place = At::Feature(number as u64 + 1);
        let fail = |what: InputFault| InputError::new(file, place.clone(), what);
        let point = match feature.geometry.as_ref().map(|g| &g.value) {
            Some(GeometryValue::Point { coordinates }) => coordinates,
            Some(other) => {
                let found = other.type_name().to_owned();
                return Err(fail(InputFault::NotAPoint { found }));
            }
            None => return Err(fail(InputFault::NoGeometry)),
        };
        let &[lon, lat, ..] = point.as_slice() else {
            return Err(fail(InputFault::NoPosition));
        };
        let at = text::lon_lat(lon, lat).map_err(|what| fail(what.into()))?;
        let value = |column: &str| match names(column).find_map(|name| feature.property(name)) {
            None | Some(serde_json::Value::Null) => None,
            Some(serde_json::Value::Array(items))
                if items.iter().all(serde_json::Value::is_string) =>
            {
                let texts = items.iter().filter_map(serde_json::Value::as_str);
                Some(texts.collect::<Vec<_>>().join(";"))
            }
            Some(serde_json::Value::String(text)) => Some(text.trim().to_owned()),
            Some(other) => Some(other.to_string()),
        };
        let mut values = Vec::new();
        for name in required {
            values.push(value(name).ok_or_else(|| {
                let name = usual(name).to_owned();
                fail(InputFault::NoProperty { name })
            })?);
        }
        values.extend(optional.iter().map(|name| value(name).unwrap_or_default()));
        Ok(Row { place, values, at })
    };
    Ok(collection.features.iter().enumerate().map(row).collect())
}
