//! Results by area: every home and every person in one area of each level, or told as outside of all.

use std::path::Path;

use lifecircle::{Check, CheckOptions, City, CityOptions, Error, LevelChoice, LevelFile, Source};
use lifecircle_core::coverage::{GroupRow, Shares};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The box of the demo city's homes: west, south, east, north.
pub(crate) fn bounds(city: &City) -> [f64; 4] {
    let homes = city.residences();
    let places = (0..homes.count()).map(|home| homes.ways_in_of(home)[0].at);
    places.fold([180.0, 90.0, -180.0, -90.0], |[w, s, e, n], at| {
        [w.min(at.lon), s.min(at.lat), e.max(at.lon), n.max(at.lat)]
    })
}

/// A box of these parts of the city, as a feature.
pub(crate) fn feature(name: &str, city: [f64; 4], part: [f64; 4]) -> Value {
    let along = |axis: usize, part: f64| city[axis] + (city[axis + 2] - city[axis]) * part;
    let [w, s, e, n] = [0, 1, 2, 3].map(|side| along(side % 2, part[side]));
    json!({
        "type": "Feature",
        "properties": { "name": name },
        "geometry": { "type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]] },
    })
}

pub(crate) fn write(folder: &Path, level: &str, features: &[Value]) -> LevelFile {
    let file = folder.join(format!("{level}.geojson"));
    let text = json!({ "type": "FeatureCollection", "features": features });
    std::fs::write(&file, text.to_string()).unwrap();
    LevelFile::parse(&format!("{}#{level}@wgs84", file.display()))
}

fn checked(source: impl Into<Source>, files: Vec<LevelFile>) -> Result<Check, Error> {
    let options = CityOptions {
        levels: Some(LevelChoice::Files(files)),
        ..CityOptions::default()
    };
    City::open(source, &options)?.check(&CheckOptions::default())
}

/// Sums of rows, as one row without minutes.
fn sum(rows: &[GroupRow]) -> (u64, u64, Vec<[u64; 6]>) {
    let of = |s: &Shares| {
        [
            s.homes.covered,
            s.homes.not_covered,
            s.homes.unknown,
            s.people_milli.covered,
            s.people_milli.not_covered,
            s.people_milli.unknown,
        ]
    };
    let mut sums = vec![[0; 6]; rows[0].rules.len() + 1];
    for row in rows {
        let shares = std::iter::once(&row.joint).chain(row.rules.iter().map(|r| &r.shares));
        for (sum, shares) in sums.iter_mut().zip(shares) {
            for (sum, part) in sum.iter_mut().zip(of(shares)) {
                *sum += part;
            }
        }
    }
    let homes = rows.iter().map(|row| row.homes).sum();
    (homes, rows.iter().map(|row| row.people_milli).sum(), sums)
}

/// That each level adds up to the check.
pub(crate) fn adds_up(check: &Check) {
    let summary = check.summary();
    for rows in check.area_sums() {
        let (homes, people, shares) = sum(rows);
        assert_eq!((homes, people), (summary.homes, summary.people_milli));
        let told = std::iter::once(&summary.joint.exact)
            .chain(summary.rules.iter().map(|rule| &rule.shares.exact));
        for (sums, told) in shares.iter().zip(told) {
            let (h, p) = (told.homes, told.people_milli);
            let told = [
                h.covered,
                h.not_covered,
                h.unknown,
                p.covered,
                p.not_covered,
                p.unknown,
            ];
            assert_eq!(*sums, told);
        }
    }
}

/// The sums of a level by the ids of its areas.
fn by_id(check: &Check, level: usize) -> Vec<(String, GroupRow)> {
    let areas = &check.city().division().unwrap().levels.rows()[level].areas;
    let rows = areas
        .iter()
        .map(|area| area.id.clone())
        .zip(check.area_sums()[level].clone());
    let mut rows: Vec<(String, GroupRow)> = rows.collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn every_level_adds_up_to_the_person_whatever_the_areas_and_their_order(
        parts in prop::collection::vec([0.0..0.9, 0.0..0.9, 0.02..0.6, 0.02..0.6], 1..7),
        cuts in prop::collection::vec(0.05..0.95, 1..4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let plain = City::open(Source::Demo, &CityOptions::default()).unwrap();
        let bounds = bounds(&plain);
        // Boxes that overlap, nest and leave places out.
        let boxes: Vec<Value> = parts
            .iter()
            .enumerate()
            .map(|(i, p)| feature(&i.to_string(), bounds, [p[0], p[1], p[0] + p[2], p[1] + p[3]]))
            .collect();
        // Strips that share borders.
        let mut at: Vec<f64> = cuts;
        at.extend([-0.1, 1.1]);
        at.sort_by(f64::total_cmp);
        let strips: Vec<Value> = at
            .windows(2)
            .map(|pair| feature(&format!("{:.3}", pair[0]), bounds, [pair[0], -0.1, pair[1], 1.1]))
            .collect();
        let files = |boxes: &[Value], strips: &[Value]| {
            vec![write(folder.path(), "boxes", boxes), write(folder.path(), "strips", strips)]
        };
        let check = checked(Source::Demo, files(&boxes, &strips)).unwrap();
        adds_up(&check);
        let strips_at = check.city().find_level("strips").unwrap();
        // Strips leave nobody out.
        prop_assert_eq!(check.area_sums()[strips_at].last().unwrap().homes, 0);
        let back = |all: &[Value]| -> Vec<Value> { all.iter().rev().cloned().collect() };
        let other = checked(Source::Demo, files(&back(&boxes), &back(&strips))).unwrap();
        for level in 0..2 {
            prop_assert_eq!(by_id(&check, level), by_id(&other, level));
        }
    }
}

#[test]
fn a_network_is_told_by_files_as_its_extract_is_and_has_no_areas_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let plain = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let half = feature("west", bounds(&plain), [-0.1, -0.1, 0.5, 1.1]);
    let file = write(folder.path(), "half", &[half]);
    let network = || Source::Bytes {
        name: "demo.lcn".to_owned(),
        bytes: plain.to_bytes().unwrap().into(),
    };
    let of_extract = checked(Source::Demo, vec![file.clone()]).unwrap();
    let of_network = checked(network(), vec![file]).unwrap();
    assert_eq!(of_extract.area_sums(), of_network.area_sums());
    let options = CityOptions {
        levels: Some(LevelChoice::Admin),
        ..CityOptions::default()
    };
    let error = City::open(network(), &options).unwrap_err();
    assert_eq!(error.code(), "levels-of-network");
}

#[test]
fn levels_and_outlines_that_are_not_there_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let plain = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let error = plain.find_level("8").unwrap_err();
    assert_eq!(error.code(), "no-levels");
    let far = feature("far", [0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 1.0, 1.0]);
    let mut bow_tie = feature("bow", bounds(&plain), [0.0, 0.0, 1.0, 1.0]);
    bow_tie["geometry"]["coordinates"][0]
        .as_array_mut()
        .unwrap()
        .swap(1, 2);
    let file = write(folder.path(), "a", &[far, bow_tie.clone()]);
    let check = checked(Source::Demo, vec![file]).unwrap();
    adds_up(&check);
    let error = check.city().find_level("8").unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().contains("there are: a")),
        ("no-level", true)
    );
    // An area without homes has no minutes; one whose outline crosses itself is told by name.
    let rows = &check.area_sums()[0];
    assert_eq!(
        (rows[0].homes, rows[0].rules[0].minutes.median_ms),
        (0, None)
    );
    let level = &check.city().division().unwrap().levels.rows()[0];
    assert_eq!(level.without_outline[0].0, "bow");
    let only = write(folder.path(), "b", &[bow_tie]);
    let error = checked(Source::Demo, vec![only]).unwrap_err();
    assert!(error.to_string().contains("b.geojson"), "{error}");
}
