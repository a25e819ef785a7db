//! Results of every real extract, as digests of their values: what no change of structure may change.
//!
//! Columns may move and join; the values of those listed here may not. `tests/digests.tsv` was recorded from the
//! program before the library face existed, and anew for the extracts that the rules of inferred boxes, land use
//! with missing nodes and sample points change. Where results mean to change, record it anew with
//! `LIFECIRCLE_BLESS=1 cargo test -p lifecircle-cli --test it -- digests`; with `LIFECIRCLE_RESULTS=DIR` the results
//! of another program are taken, one folder `extract.variant` for each.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::extracts::extracts;
use crate::run::{Desk, lifecircle};

/// What is varied, and by which options.
const VARIANTS: [(&str, &[&str]); 5] = [
    ("default", &[]),
    ("wheelchair", &["--profile", "wheelchair"]),
    ("open", &["--gates", "open"]),
    ("closed", &["--gates", "closed"]),
    ("gb50180", &["--rules", "gb50180"]),
];
const HOME: [&str; 6] = [
    "id",
    "people",
    "verdict",
    "reasons",
    "access_m",
    "entrances",
];
const OF_RULE: [&str; 6] = [
    "_verdict",
    "_walk_s",
    "_walk_m",
    "_kth_walk_s",
    "_facility",
    "_count",
];
const FACILITY: [&str; 7] = [
    "id",
    "name",
    "categories",
    "resolved_by",
    "merged",
    "doubtful",
    "connected",
];
const SUMMARY: [&str; 8] = [
    "attribution",
    "homes_kind",
    "homes",
    "people",
    "joint",
    "rules",
    "edge_known",
    "dropped",
];

/// Counts that did not exist when the digests were recorded.
const COUNTED_SINCE: [&str; 6] = [
    "streets_too_long",
    "links_too_long_for_points",
    "buildings_not_closed",
    "residential_areas_in_part",
    "residential_areas_left_out",
    "residential_rings_left_out",
];

/// A value with its keys in order, without what is nothing or came later.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut rows: Vec<(&String, Value)> = map
                .iter()
                .filter(|(key, _)| !COUNTED_SINCE.contains(&key.as_str()))
                .map(|(key, value)| (key, canonical(value)))
                .filter(|(_, value)| {
                    !value.is_null() && value.as_array().is_none_or(|a| !a.is_empty())
                })
                .collect();
            rows.sort_by_key(|row| row.0);
            let rows = rows.into_iter().map(|(key, value)| (key.clone(), value));
            Value::Object(rows.collect::<Map<_, _>>())
        }
        Value::Array(values) => values.iter().map(canonical).collect(),
        // 1 and 1.0 are one number.
        Value::Number(number) => number.as_f64().into(),
        other => other.clone(),
    }
}

fn only(value: &Value, keep: impl Fn(&str) -> bool) -> Value {
    let map = value.as_object().unwrap();
    let rows = map.iter().filter(|(key, _)| keep(key));
    rows.map(|(key, value)| (key.clone(), value.clone()))
        .collect::<Map<_, _>>()
        .into()
}

fn digest(values: impl Iterator<Item = Value>) -> String {
    let mut hash = Sha256::new();
    for value in values {
        hash.update(canonical(&value).to_string());
        hash.update(b"\n");
    }
    let bytes = hash.finalize();
    bytes[..8].iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn json(file: &Path) -> Value {
    let text = std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    serde_json::from_str(&text).unwrap()
}

fn features(file: &Path, keep: impl Fn(&str) -> bool + Copy) -> String {
    let document = json(file);
    let rows = document["features"].as_array().unwrap().iter();
    digest(rows.map(
        |row| serde_json::json!({ "at": row["geometry"], "is": only(&row["properties"], keep) }),
    ))
}

/// The digests of homes, facilities and summary in a folder of results.
fn digests(results: &Path) -> [String; 3] {
    let is_home =
        |key: &str| HOME.contains(&key) || OF_RULE.iter().any(|ending| key.ends_with(ending));
    let summary = json(&results.join("summary.json"));
    [
        features(&results.join("residences.geojson"), is_home),
        features(&results.join("facilities.geojson"), |key| {
            FACILITY.contains(&key)
        }),
        digest([only(&summary, |key| SUMMARY.contains(&key))].into_iter()),
    ]
}

fn recorded() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/digests.tsv")
}

/// Only what is digested is written.
const LAYERS: [&str; 2] = ["--layers", "residences,facilities"];

fn results_of(file: &Path, variant: &str, options: &[&str], desk: &Desk) -> PathBuf {
    let stem = name(file);
    if let Some(folder) = std::env::var_os("LIFECIRCLE_RESULTS") {
        return Path::new(&folder).join(format!("{stem}.{variant}"));
    }
    let out = desk.at(&format!("{stem}.{variant}"));
    let file = file.to_str().unwrap();
    let mut arguments = vec!["check", file, "-o", &out];
    arguments.extend(LAYERS.iter().chain(options));
    lifecircle(arguments).done();
    PathBuf::from(out)
}

fn name(file: &Path) -> String {
    let name = file.file_name().unwrap().to_string_lossy();
    name.trim_end_matches(".osm.pbf").to_owned()
}

#[test]
fn no_value_of_any_extract_has_changed() {
    let desk = Desk::new();
    let bless = std::env::var_os("LIFECIRCLE_BLESS").is_some();
    let expected = std::fs::read_to_string(recorded()).unwrap_or_default();
    let mut found = String::from("extract\tvariant\tresidences\tfacilities\tsummary\n");
    let mut differing = Vec::new();
    for file in extracts() {
        for (variant, options) in VARIANTS {
            let results = results_of(&file, variant, options, &desk);
            let [homes, facilities, summary] = digests(&results);
            let line = format!(
                "{}\t{variant}\t{homes}\t{facilities}\t{summary}",
                name(&file)
            );
            if !expected.lines().any(|known| known == line) {
                differing.push(line.clone());
            }
            found.push_str(&line);
            found.push('\n');
        }
    }
    if bless {
        std::fs::write(recorded(), found).unwrap();
    } else {
        assert!(differing.is_empty(), "{differing:#?}");
    }
}

#[test]
fn a_network_made_before_and_any_number_of_threads_give_the_same_values() {
    let desk = Desk::new();
    for file in extracts() {
        let stem = name(&file);
        let expected = digests(&results_of(&file, "default", &[], &desk));
        let (file, network) = (file.to_str().unwrap(), desk.at(&format!("{stem}.lcn")));
        let made = lifecircle(["network", file, "-o", &network]);
        assert_eq!(made.code, Some(0), "{}", made.err);
        for (source, threads) in [(file, "1"), (file, "2"), (file, "8"), (&network, "2")] {
            let out = desk.at(&format!("{stem}.{threads}.again"));
            let mut arguments = vec!["check", source, "-o", &out, "--threads", threads];
            arguments.extend(LAYERS);
            lifecircle(arguments).done();
            let found = digests(Path::new(&out));
            assert_eq!(found, expected, "{source} with {threads} threads");
        }
    }
}
