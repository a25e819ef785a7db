//! Study areas out of polygon files: which feature is meant, and what it is called.

use std::collections::HashSet;
use std::path::Path;

use geo_types::MultiPolygon;
use geojson::{Feature, GeoJson, JsonObject};
use lifecircle_core::area::{AreaSource, StudyArea};
use lifecircle_core::geodesy::LonLat;
use lifecircle_tables::geojson_crs;
use serde_json::Value;

use super::extent::{from_poly, is_geojson, polygons_of, wgs84};
use super::text;
use crate::{InputError, InputFault, Place, PositionError};

/// The properties by which polygons are called, the likeliest first.
const NAMES: [&str; 11] = [
    "name", "NAME", "Name", "名称", "名字", "name:zh", "name:en", "NAMEUNIT", "title", "社区",
    "街道",
];
/// So many names are told where none fits.
const MOST_TOLD: usize = 12;

/// A polygon of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedPolygons {
    /// What it is called, where the file tells.
    pub name: Option<String>,
    /// Every text and number among its properties: any of them may be asked for.
    pub values: Vec<String>,
    /// The polygons in degrees, as the file has them.
    pub polygons: MultiPolygon<f64>,
}

impl NamedPolygons {
    /// The rings of all polygons, holes among them.
    pub fn rings(&self) -> Vec<Vec<LonLat>> {
        let polygons = self.polygons.0.iter();
        let lines = polygons.flat_map(|one| std::iter::once(one.exterior()).chain(one.interiors()));
        let corners = |line: &geo_types::LineString<f64>| {
            let corners = line.0.iter().map(|c| LonLat { lon: c.x, lat: c.y });
            corners.collect()
        };
        lines.map(corners).collect()
    }
}

/// The polygons of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PolygonFile {
    /// In the order of the file.
    pub parts: Vec<NamedPolygons>,
    /// The coordinate system that the file itself names.
    pub crs: Option<String>,
}

impl PolygonFile {
    /// Its polygons moved to WGS-84, from x and y of their own system.
    ///
    /// # Errors
    /// [`InputError`] naming a corner that is no place in that system.
    ///
    /// # Complexity
    /// Linear in the corners.
    pub fn to_wgs84(
        self,
        file: &Path,
        to_wgs84: &dyn Fn(f64, f64) -> Result<LonLat, PositionError>,
    ) -> Result<Vec<NamedPolygons>, InputError> {
        let moved = |part: NamedPolygons| {
            let polygons = wgs84(file, part.polygons, to_wgs84)?;
            Ok(NamedPolygons { polygons, ..part })
        };
        self.parts.into_iter().map(moved).collect()
    }
}

/// All polygons of a `.poly` or GeoJSON file (a collection, one feature, one geometry, or a bare array of features).
///
/// # Errors
/// [`InputError`] naming what cannot be used.
pub fn polygons(file: &Path) -> Result<PolygonFile, InputError> {
    let text = text::read(file)?;
    if !is_geojson(&text) {
        let name = text
            .lines()
            .next()
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let only = NamedPolygons {
            values: name.map(str::to_owned).into_iter().collect(),
            name: name.map(str::to_owned),
            polygons: from_poly(file, &text)?,
        };
        return Ok(PolygonFile {
            parts: vec![only],
            crs: None,
        });
    }
    let (features, members) = match parsed(file, &text)? {
        GeoJson::Geometry(geometry) => {
            let only = NamedPolygons {
                name: None,
                values: Vec::new(),
                polygons: polygons_of(file, &geometry)?,
            };
            return Ok(PolygonFile {
                parts: vec![only],
                crs: crs_of(geometry.foreign_members.as_ref()),
            });
        }
        GeoJson::Feature(mut feature) => {
            let members = feature.foreign_members.take();
            (vec![feature], members)
        }
        GeoJson::FeatureCollection(collection) => (collection.features, collection.foreign_members),
    };
    let with_shape = || features.iter().filter(|feature| feature.geometry.is_some());
    let key = name_key(with_shape());
    let parts = with_shape().map(|feature| named(file, feature, key));
    Ok(PolygonFile {
        parts: parts.collect::<Result<_, _>>()?,
        crs: crs_of(members.as_ref()),
    })
}

fn crs_of(members: Option<&JsonObject>) -> Option<String> {
    geojson_crs(members?.get("crs")?)
}

/// The property by which features are called: the likeliest that one has, else the only text that tells all of them
/// apart.
fn name_key<'a>(features: impl Iterator<Item = &'a Feature> + Clone) -> Option<&'a str> {
    let properties = features.filter_map(|feature| feature.properties.as_ref());
    let is_known = |key: &&str| properties.clone().any(|own| own.contains_key(*key));
    if let Some(known) = NAMES.into_iter().find(is_known) {
        return Some(known);
    }
    let tells_apart = |key: &str| {
        let values = || {
            properties
                .clone()
                .map(|own| own.get(key).and_then(Value::as_str))
        };
        let distinct: HashSet<&str> = values().flatten().collect();
        distinct.len() == values().count()
    };
    let mut keys = properties.clone().next()?.keys().map(String::as_str);
    let mut telling = keys.by_ref().filter(|key| tells_apart(key));
    telling.next().filter(|_| telling.next().is_none())
}

/// GeoJSON, or a bare array of features, as some servers give.
pub(super) fn parsed(file: &Path, text: &str) -> Result<GeoJson, InputError> {
    if !text.trim_start().starts_with('[') {
        return text::geojson(file, text);
    }
    let wrapped = format!("{{\"type\":\"FeatureCollection\",\"features\":{text}}}");
    text::geojson(file, &wrapped)
}

fn named(file: &Path, feature: &Feature, key: Option<&str>) -> Result<NamedPolygons, InputError> {
    let shown = |value: &Value| match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let properties = feature.properties.as_ref();
    let name = NAMES
        .into_iter()
        .chain(key)
        .find_map(|key| shown(properties?.get(key)?));
    let values = properties
        .into_iter()
        .flatten()
        .filter_map(|(_, value)| shown(value));
    let polygons = match &feature.geometry {
        Some(geometry) => polygons_of(file, geometry)?,
        None => MultiPolygon(Vec::new()),
    };
    Ok(NamedPolygons {
        name,
        values: values.collect(),
        polygons,
    })
}

/// The study area of the polygons of a file, in degrees of WGS-84: the feature of that name or with such a property,
/// else all features together.
///
/// # Errors
/// [`InputError`] naming what cannot be used; a name that no feature or more than one has.
///
/// # Complexity
/// `O(n log n)` in the corners.
pub fn study_area(
    file: &Path,
    name: Option<&str>,
    all: &[NamedPolygons],
) -> Result<StudyArea, InputError> {
    let fail = |what: InputFault| InputError::new(file, Place::Whole, what);
    let file_name = file.file_name().unwrap_or_default().to_string_lossy();
    let (called, parts) = if let Some(name) = name {
        (name.to_owned(), vec![chosen(all, name).map_err(fail)?])
    } else {
        let own = match all {
            [one] => one.name.clone(),
            _ => None,
        };
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        (
            own.unwrap_or_else(|| stem.into_owned()),
            all.iter().collect(),
        )
    };
    let polygons = parts
        .into_iter()
        .flat_map(|part| part.polygons.0.iter().cloned());
    let polygons: MultiPolygon<f64> = polygons.collect();
    if polygons.0.is_empty() {
        return Err(fail(InputFault::NoPolygon));
    }
    let source = AreaSource::File(file_name.into_owned());
    StudyArea::new(called, source, &polygons).map_err(|error| fail(error.into()))
}

/// The one feature of a name; one whose name it is comes before those that have it as another property.
fn chosen<'a>(all: &'a [NamedPolygons], name: &str) -> Result<&'a NamedPolygons, InputFault> {
    let name = name.trim();
    let by_name: Vec<&NamedPolygons> = all
        .iter()
        .filter(|part| part.name.as_deref() == Some(name))
        .collect();
    let by_value = || {
        all.iter()
            .filter(|part| part.values.iter().any(|value| value == name))
    };
    let found = if by_name.is_empty() {
        by_value().collect()
    } else {
        by_name
    };
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(InputFault::NoFeatureNamed {
            given: name.to_owned(),
            known: told(all),
        }),
        several => Err(InputFault::SeveralNamed {
            given: name.to_owned(),
            count: several.len() as u64,
        }),
    }
}

/// The names there are.
fn told(all: &[NamedPolygons]) -> String {
    let names: Vec<&str> = all.iter().filter_map(|part| part.name.as_deref()).collect();
    let more = if names.len() > MOST_TOLD { ", …" } else { "" };
    names[..names.len().min(MOST_TOLD)].join(", ") + more
}
