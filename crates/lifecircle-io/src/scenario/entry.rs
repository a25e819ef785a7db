//! Keys and values of a scenario file with their places, of either kind of file.

use std::path::Path;

use geojson::{Feature, GeoJson, Geometry};
use lifecircle_core::near::near;
use lifecircle_core::{TomlFault, place_in_text};
use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

use super::ScenarioFileFault;
use crate::read::geojson;
use crate::{InputError, Place};

/// The kinds of change.
pub(super) const VERBS: [&str; 8] = [
    "add", "close", "move", "change", "open", "shut", "link", "people",
];
/// The key by which a feature of GeoJSON names its kind of change.
const ACTION: &str = "action";
/// The keys of a scenario itself.
const OWN: [&str; 3] = ["name", "date", "coordinates"];

/// A value, whatever the kind of file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(f64),
    Is(bool),
    List(Vec<Value>),
    Other,
}

impl Value {
    /// The text, where it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A key with its value and the number of its line or feature.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) value: Value,
    pub(super) at: u64,
}

/// One change.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) verb: &'static str,
    pub(super) at: u64,
    pub(super) keys: Vec<Key>,
    /// Where a feature is.
    pub(super) geometry: Option<Geometry>,
}

/// A scenario before its values are read.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) place: fn(u64) -> Place,
    pub(super) keys: Vec<Key>,
    pub(super) entries: Vec<Entry>,
}

/// All possible words of a kind, as messages list them.
pub(super) fn listed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

/// The fault of a word that is none of those known.
pub(super) fn unknown(key: &str, known: &[&str]) -> ScenarioFileFault {
    ScenarioFileFault::Unknown {
        key: key.to_owned(),
        nearest: near(key, known.iter().copied(), 1)
            .first()
            .map(ToString::to_string),
        known: listed(known),
    }
}

pub(super) fn of_toml(file: &Path, text: &str) -> Result<Document, InputError> {
    let parsed = DeTable::parse(text).map_err(|error| {
        let fault = ScenarioFileFault::from(TomlFault::of(text, &error));
        InputError::new(file, Place::Whole, fault)
    })?;
    let line = |byte: usize| place_in_text(text, byte).0;
    let mut document = Document {
        place: Place::Line,
        keys: Vec::new(),
        entries: Vec::new(),
    };
    let known: Vec<&str> = OWN.into_iter().chain(VERBS).collect();
    for (name, value) in parsed.get_ref() {
        let at = line(name.span().start);
        let word = name.get_ref().as_ref();
        let tables: Vec<_> = match value.get_ref() {
            DeValue::Table(table) => vec![(table, at)],
            DeValue::Array(rows) => {
                let table = |row: &'_ toml::Spanned<DeValue>| line(row.span().start);
                let tables = rows
                    .iter()
                    .map(|row| (row.get_ref().as_table(), table(row)));
                tables
                    .filter_map(|(table, at)| Some((table?, at)))
                    .collect()
            }
            _ => Vec::new(),
        };
        let Some(verb) = VERBS.into_iter().find(|verb| *verb == word) else {
            if !OWN.contains(&word) {
                return Err(InputError::new(
                    file,
                    Place::Line(at),
                    unknown(word, &known),
                ));
            }
            document.keys.push(Key {
                name: word.to_owned(),
                value: of_toml_value(value.get_ref()),
                at,
            });
            continue;
        };
        for (table, at) in tables {
            let keys = table.iter().map(|(name, value)| Key {
                name: name.get_ref().to_string(),
                value: of_toml_value(value.get_ref()),
                at: line(name.span().start),
            });
            let keys: Vec<Key> = keys.collect();
            document.entries.push(Entry {
                verb,
                at: keys.iter().map(|key| key.at).min().unwrap_or(at),
                keys,
                geometry: None,
            });
        }
    }
    Ok(document)
}

fn of_toml_value(value: &DeValue) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            let parsed = i64::from_str_radix(number.as_str(), number.radix());
            parsed.map_or(Value::Other, |number| {
                Value::Number(number.to_string().parse().unwrap_or(f64::NAN))
            })
        }
        DeValue::Float(number) => number.as_str().parse().map_or(Value::Other, Value::Number),
        DeValue::Boolean(is) => Value::Is(*is),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(values) => Value::List(
            values
                .iter()
                .map(|value| of_toml_value(value.get_ref()))
                .collect(),
        ),
        DeValue::Table(_) => Value::Other,
    }
}

pub(super) fn of_geojson(file: &Path, text: &str) -> Result<Document, InputError> {
    let (features, members) = match geojson(file, text)? {
        GeoJson::FeatureCollection(all) => (all.features, all.foreign_members),
        GeoJson::Feature(mut one) => {
            let members = one.foreign_members.take();
            (vec![one], members)
        }
        GeoJson::Geometry(_) => (Vec::new(), None),
    };
    let own = members
        .iter()
        .flatten()
        .filter(|(name, _)| OWN.contains(&name.as_str()));
    let keys = own.map(|(name, value)| Key {
        name: name.clone(),
        value: of_json(value),
        at: 1,
    });
    let entries = (1..).zip(features).map(|(at, feature)| {
        of_feature(at, feature).map_err(|fault| InputError::new(file, Place::Feature(at), fault))
    });
    Ok(Document {
        place: Place::Feature,
        keys: keys.collect(),
        entries: entries.collect::<Result<_, _>>()?,
    })
}

fn of_feature(at: u64, feature: Feature) -> Result<Entry, ScenarioFileFault> {
    let properties = feature.properties.unwrap_or_default();
    let action = properties.get(ACTION).and_then(Json::as_str);
    let action = action.ok_or_else(|| ScenarioFileFault::Missing {
        of: "feature".to_owned(),
        key: ACTION.to_owned(),
    })?;
    let verb = VERBS.into_iter().find(|verb| *verb == action);
    let verb = verb.ok_or_else(|| unknown(action, &VERBS))?;
    // What a map program leaves empty is not said.
    let said = properties
        .iter()
        .filter(|(name, value)| *name != ACTION && !value.is_null());
    let keys = said.map(|(name, value)| Key {
        name: name.clone(),
        value: of_json(value),
        at,
    });
    Ok(Entry {
        verb,
        at,
        keys: keys.collect(),
        geometry: feature.geometry,
    })
}

fn of_json(value: &Json) -> Value {
    match value {
        Json::String(text) => Value::Text(text.clone()),
        Json::Number(number) => number.as_f64().map_or(Value::Other, Value::Number),
        Json::Bool(is) => Value::Is(*is),
        Json::Array(values) => Value::List(values.iter().map(of_json).collect()),
        Json::Null | Json::Object(_) => Value::Other,
    }
}

impl Value {
    /// The value as a message shows it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text(text) => lifecircle_core::message::shown(text),
            Self::Number(number) => number.to_string(),
            Self::Is(is) => is.to_string(),
            Self::List(values) => {
                let values: Vec<String> = values.iter().map(Self::shown).collect();
                lifecircle_core::message::shown(&format!("[{}]", values.join(", ")))
            }
            Self::Other => "{ … }".to_owned(),
        }
    }
}
