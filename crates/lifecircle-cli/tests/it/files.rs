//! What `check -o` writes, read back and held against docs/files.md.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use serde_json::{Map, Value};

/// Rows of lists that are not used.
pub(crate) const REJECTS: &str = "rejects.csv";

/// The files of a run in English, in order of name.
pub(crate) const NAMES: [&str; 17] = [
    "facilities.geojson",
    "facilities.qml",
    "facilities.zh.qml",
    "gap_areas.geojson",
    "gap_areas.qml",
    "gap_areas.zh.qml",
    "gap_streets.geojson",
    "gap_streets.qml",
    "gap_streets.zh.qml",
    "manifest.json",
    "residences.geojson",
    "residences.qml",
    "residences.zh.qml",
    "service_areas.geojson",
    "service_areas.qml",
    "service_areas.zh.qml",
    "summary.json",
];

/// A rule as the manifest names it.
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) categories: HashSet<String>,
    /// Milliseconds, or millimetres.
    pub(crate) limit: u64,
    pub(crate) by_length: bool,
    pub(crate) min_count: u64,
}

/// The files of a run that tell of homes.
pub(crate) struct Results {
    pub(crate) homes: Vec<Value>,
    pub(crate) facilities: Vec<Value>,
    pub(crate) summary: Value,
    pub(crate) manifest: Value,
    pub(crate) rules: Vec<Rule>,
}

/// The thousandths in a number that carries at most three decimals.
pub(crate) fn thousandths(value: &Value) -> u64 {
    let number = value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"));
    assert!(
        decimals(number) <= 3,
        "{number}: seconds, metres and people have at most 3 decimals"
    );
    assert!(number >= 0.0, "{number}");
    (number * 1000.0).round() as u64
}

/// How many decimals a number is written with.
pub(crate) fn decimals(number: f64) -> usize {
    number
        .to_string()
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len())
}

/// A text that must be there.
pub(crate) fn text<'a>(object: &'a Value, key: &str) -> &'a str {
    object[key]
        .as_str()
        .unwrap_or_else(|| panic!("`{key}` is no text in {object}"))
}

/// A count that must be there.
pub(crate) fn count(object: &Value, key: &str) -> u64 {
    object[key]
        .as_u64()
        .unwrap_or_else(|| panic!("`{key}` is no count in {object}"))
}

/// The texts of an array.
pub(crate) fn texts(value: &Value) -> Vec<&str> {
    let array = value
        .as_array()
        .unwrap_or_else(|| panic!("{value} is no array"));
    array.iter().map(|v| v.as_str().expect("a text")).collect()
}

impl Results {
    /// Reads a folder that must hold exactly the files of a run.
    pub(crate) fn read(folder: &Path) -> Self {
        let entries = std::fs::read_dir(folder).expect("the folder is there");
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            entry
                .expect("readable")
                .file_name()
                .to_string_lossy()
                .into_owned()
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        // The other language's styles of a run in Chinese.
        let names: Vec<String> = names.iter().map(|n| n.replace(".en.", ".zh.")).collect();
        // With lists of the user's, what is not used of them.
        let own: Vec<&String> = names.iter().filter(|name| *name != REJECTS).collect();
        assert_eq!(own, NAMES);
        let parse = |name: &str| -> Value {
            let bytes = std::fs::read(folder.join(name)).expect("readable");
            serde_json::from_slice(&bytes).unwrap_or_else(|e| panic!("{name}: {e}"))
        };
        let manifest = parse("manifest.json");
        Self {
            homes: features(parse("residences.geojson"), "residences"),
            facilities: features(parse("facilities.geojson"), "facilities"),
            summary: parse("summary.json"),
            rules: rules(&manifest),
            manifest,
        }
    }

    /// The properties of a home.
    pub(crate) fn home(&self, id: &str) -> &Value {
        let found = self
            .homes
            .iter()
            .map(|f| &f["properties"])
            .find(|p| p["id"] == id);
        found.unwrap_or_else(|| panic!("no home {id}"))
    }

    /// Joint verdicts by id.
    pub(crate) fn verdicts(&self) -> HashMap<&str, &str> {
        let homes = self.homes.iter().map(|f| &f["properties"]);
        homes
            .map(|home| (text(home, "id"), text(home, "verdict")))
            .collect()
    }

    /// Categories by id of facility.
    pub(crate) fn categories(&self) -> HashMap<&str, Vec<&str>> {
        let shops = self.facilities.iter().map(|f| &f["properties"]);
        shops
            .map(|shop| (text(shop, "id"), texts(&shop["categories"])))
            .collect()
    }
}

fn features(mut collection: Value, name: &str) -> Vec<Value> {
    assert_eq!(collection["type"], "FeatureCollection");
    assert_eq!(collection["name"], name);
    assert!(!text(&collection, "attribution").is_empty());
    let Value::Array(features) = collection["features"].take() else {
        panic!("no features")
    };
    let mut ids = HashSet::new();
    for feature in &features {
        assert_eq!(feature["type"], "Feature");
        assert_eq!(feature["geometry"]["type"], "Point");
        position(&feature["geometry"]["coordinates"]);
        let id = text(&feature["properties"], "id").to_owned();
        assert!(ids.insert(id.clone()), "{id} occurs twice");
    }
    features
}

/// Longitude and latitude on the earth, with at most 7 decimals.
pub(crate) fn position(value: &Value) -> (f64, f64) {
    let numbers: Vec<f64> = value
        .as_array()
        .expect("two numbers")
        .iter()
        .filter_map(Value::as_f64)
        .collect();
    let [lon, lat] = numbers[..] else {
        panic!("{value} is no position")
    };
    assert!(lon.abs() <= 180.0 && lat.abs() <= 90.0, "{value}");
    assert!(decimals(lon) <= 7 && decimals(lat) <= 7, "{value}");
    (lon, lat)
}

fn rules(manifest: &Value) -> Vec<Rule> {
    let list = manifest["rules"]["rules"].as_array().expect("rules");
    let rule = |value: &Value| {
        let by_length = value.get("limit_mm").is_some();
        assert_ne!(
            by_length,
            value.get("limit_ms").is_some(),
            "one limit: {value}"
        );
        Rule {
            id: text(value, "id").to_owned(),
            categories: texts(&value["categories"])
                .into_iter()
                .map(str::to_owned)
                .collect(),
            limit: count(value, if by_length { "limit_mm" } else { "limit_ms" }),
            by_length,
            min_count: count(value, "min_count"),
        }
    };
    list.iter().map(rule).collect()
}

/// The keys of an object, in order.
pub(crate) fn keys(object: &Value) -> Vec<&str> {
    let object: &Map<String, Value> = object.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}
