//! What was planted, as numbers that a test can compare.

use std::collections::BTreeMap;

use serde_json::{Map as Object, Value, json};

use crate::census::{Census, Row};
use crate::census_file;
use crate::fates::Fate;
use crate::formats::{FORMATS, Format};
use crate::geo;
use crate::osm::{Map, Outlet};

/// What is true of the census.
pub(crate) fn of_census(census: &Census, lines: &[usize], map: &Map) -> Value {
    let rows: Vec<(usize, &Row)> = lines.iter().copied().zip(&census.rows).collect();
    let rejects: Vec<Value> = rows
        .iter()
        .filter_map(|&(line, row)| reject(line, row))
        .collect();
    let repeats: Vec<Value> = rows
        .iter()
        .filter_map(|&(line, row)| repeat(&rows, line, row))
        .collect();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &census.rows {
        if let Fate::Reject { reason, .. } = row.fate {
            *reasons.entry(reason).or_default() += 1;
        }
    }
    json!({
        "file": census_file::NAME,
        "encoding": "gb18030",
        "coordinates": "gcj02",
        "title_lines": 1,
        "header_line": 2,
        "blank_rows": census_file::BLANK_ROWS,
        "rows_in": rows.len(),
        "rows": rows.len() - rejects.len() - repeats.len(),
        "rejects_by_reason": reasons,
        "rejects": rejects,
        "duplicates": repeats,
        "rows_by_word": by_word(&rows),
        "closed": rows.iter().filter(|(_, row)| row.fate == Fate::Closed).count(),
        "far": pick(&rows, |fate| *fate == Fate::Far, |line, row| json!({
            "line": line, "id": row.id, "lon": degrees(row.at.lon), "lat": degrees(row.at.lat),
        })),
        "full_width_coordinates": rows.iter().filter(|(_, row)| row.lon.starts_with('１'))
            .map(|&(line, _)| line).collect::<Vec<usize>>(),
        "chains": chains(census),
        "odd_names": pick(&rows, |fate| *fate == Fate::OnlyList, |line, row| json!({
            "line": line, "id": row.id, "name": row.name,
        })).into_iter().filter(|row| is_odd(row["name"].as_str().unwrap_or_default())).collect::<Vec<_>>(),
        "conflation": conflation(census, &rows, map),
    })
}

/// Rows of each chain.
fn chains(census: &Census) -> BTreeMap<&str, usize> {
    let mut chains = BTreeMap::new();
    for row in census.of(|fate| !matches!(fate, Fate::Reject { .. } | Fate::Repeat { .. })) {
        *chains.entry(row.brand).or_default() += 1;
    }
    chains.remove("");
    chains
}

fn is_odd(name: &str) -> bool {
    name.starts_with(['=', '@', '㐂']) || name.contains('"')
}

fn reject(line: usize, row: &Row) -> Option<Value> {
    let Fate::Reject {
        column,
        value,
        reason,
        meant,
    } = &row.fate
    else {
        return None;
    };
    let mut told = json!({
        "line": line, "id": row.id, "column": column, "value": value, "reason": reason,
    });
    if !meant.is_empty() {
        told["near"] = json!(meant);
    }
    Some(told)
}

fn repeat(rows: &[(usize, &Row)], line: usize, row: &Row) -> Option<Value> {
    let Fate::Repeat { exact } = row.fate else {
        return None;
    };
    let first = rows.iter().find(|(_, other)| other.id == row.id)?;
    Some(json!({ "line": line, "id": row.id, "first_line": first.0, "same_cells": exact }))
}

/// Rows that are read, by each word of 业态 as it is written.
fn by_word(rows: &[(usize, &Row)]) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for (_, row) in rows {
        if !matches!(row.fate, Fate::Reject { .. } | Fate::Repeat { .. }) {
            *words.entry(row.words.clone()).or_default() += 1;
        }
    }
    words
}

fn pick(
    rows: &[(usize, &Row)],
    is: impl Fn(&Fate) -> bool,
    tell: impl Fn(usize, &Row) -> Value,
) -> Vec<Value> {
    rows.iter()
        .filter(|(_, row)| is(&row.fate))
        .map(|(line, row)| tell(*line, row))
        .collect()
}

/// What list and map have of each other, in all and by format.
fn conflation(census: &Census, rows: &[(usize, &Row)], map: &Map) -> Value {
    let pair = |line: usize, row: &Row| -> Value {
        let outlet = &map.outlets[row.osm.unwrap_or_default()];
        json!({
            "line": line, "id": row.id, "osm": outlet.ids, "name": row.name, "osm_name": outlet.name,
            "format": FORMATS[row.formats[0]].word, "osm_format": FORMATS[outlet.format].word,
            "distance_m": (geo::metres(row.at, outlet.at) * 10.0).round() / 10.0,
        })
    };
    let twins = pick(
        rows,
        |fate| *fate == Fate::Twin,
        |line, row| {
            let first = rows
                .iter()
                .find(|(_, other)| other.osm == row.osm && other.fate != Fate::Twin);
            json!({
                "line": line, "id": row.id, "name": row.name,
                "of": first.map(|(_, other)| other.id.clone()),
                "distance_m": first.map(|(_, other)| (geo::metres(row.at, other.at) * 10.0).round() / 10.0),
            })
        },
    );
    let unknown: Vec<Value> = unknown(census, map)
        .map(|outlet| {
            json!({
                "osm": outlet.ids, "name": outlet.name, "format": FORMATS[outlet.format].word,
            })
        })
        .collect();
    let renamed = pick(
        rows,
        |fate| matches!(fate, Fate::Renamed { .. }),
        |line, row| {
            let mut told = pair(line, row);
            if let Fate::Renamed { how, .. } = &row.fate {
                told["how"] = json!(how);
            }
            told
        },
    );
    let mut by_format = Object::new();
    for (format, entry) in FORMATS.iter().enumerate().filter(|(_, entry)| entry.mapped) {
        by_format.insert(
            entry.word.to_string(),
            of_format(census, map, format, entry),
        );
    }
    json!({
        "by_format": by_format,
        "not_compared": FORMATS.iter().filter(|entry| !entry.mapped).map(|entry| entry.word).collect::<Vec<_>>(),
        "moved": pick(rows, |fate| *fate == Fate::Moved, pair),
        "other_format": pick(rows, |fate| matches!(fate, Fate::OtherFormat { .. }), pair),
        "closed": pick(rows, |fate| *fate == Fate::Closed, pair),
        "twins": twins,
        "renamed": renamed,
        "both": pick(rows, |fate| *fate == Fate::Both, |line, row| json!({
            "line": line, "id": row.id, "osm": map.outlets[row.osm.unwrap_or_default()].ids,
        })),
        "only_list": pick(rows, |fate| *fate == Fate::OnlyList, |line, row| json!({
            "line": line, "id": row.id, "name": row.name, "format": FORMATS[row.formats[0]].word,
        })),
        "only_osm": unknown,
    })
}

/// Outlets of the map that no row is about.
fn unknown<'a>(census: &'a Census, map: &'a Map) -> impl Iterator<Item = &'a Outlet> {
    let outlets = map.outlets.iter().zip(&census.fates.of);
    outlets
        .filter(|(outlet, fate)| fate.is_none() && FORMATS[outlet.format].mapped)
        .map(|(outlet, _)| outlet)
}

/// Counts by the format of the row, for what only the map has by the map's.
fn of_format(census: &Census, map: &Map, format: usize, entry: &Format) -> Value {
    let count = |is: fn(&Fate) -> bool| {
        let of = census.of(is).filter(|row| row.formats[0] == format);
        of.count()
    };
    json!({
        "osm": map.outlets.iter().filter(|outlet| outlet.format == format).count(),
        "both": count(|fate| *fate == Fate::Both),
        "renamed": count(|fate| matches!(fate, Fate::Renamed { .. })),
        "moved": count(|fate| *fate == Fate::Moved),
        "closed": count(|fate| *fate == Fate::Closed),
        "other_format_here": count(|fate| matches!(fate, Fate::OtherFormat { .. })),
        "twins": count(|fate| *fate == Fate::Twin),
        "far": count(|fate| *fate == Fate::Far),
        "only_list": count(|fate| *fate == Fate::OnlyList),
        "only_osm": unknown(census, map).filter(|outlet| FORMATS[outlet.format].word == entry.word).count(),
    })
}

fn degrees(value: f64) -> f64 {
    (value * 1e7).round() / 1e7
}

/// The document: what is an object over many lines, each entry of a list on one.
pub(crate) fn text(truth: &Value) -> String {
    let mut out = String::new();
    lay_out(truth, 0, &mut out);
    out.push('\n');
    out
}

fn lay_out(value: &Value, depth: usize, out: &mut String) {
    let (indent, outdent) = ("  ".repeat(depth + 1), "  ".repeat(depth));
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            out.push_str("{\n");
            for (number, (key, value)) in entries.iter().enumerate() {
                out.extend([
                    separator(number),
                    &indent,
                    &Value::from(key.as_str()).to_string(),
                    ": ",
                ]);
                lay_out(value, depth + 1, out);
            }
            out.extend(["\n", &outdent, "}"]);
        }
        Value::Array(rows) if rows.iter().any(Value::is_object) => {
            out.push_str("[\n");
            for (number, row) in rows.iter().enumerate() {
                out.extend([separator(number), &indent, &row.to_string()]);
            }
            out.extend(["\n", &outdent, "]"]);
        }
        _ => out.push_str(&value.to_string()),
    }
}

fn separator(number: usize) -> &'static str {
    if number == 0 { "" } else { ",\n" }
}
