//! The committed files are the program's, and hold what they must.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use lifecircle::CityOptions;
use lifecircle_core::place::RowWords;
use serde_json::Value;

fn truth(files: &[(String, Vec<u8>)]) -> Value {
    let (_, bytes) = files.iter().find(|(name, _)| name == "truth.json").unwrap();
    serde_json::from_slice(bytes).unwrap()
}

/// What a workbook is made of: its parts, whatever they are packed with.
fn parts(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut part = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().to_string(), bytes)
        })
        .collect()
}

#[test]
fn the_folder_is_what_the_program_writes() {
    let files = super::files().unwrap();
    let mut total = 0;
    for (name, bytes) in &files {
        let committed = std::fs::read(super::committed().join(name)).unwrap();
        total += committed.len();
        if name.contains(".xlsx") {
            assert_eq!(parts(&committed), parts(bytes), "{name}");
        } else {
            assert!(
                committed == *bytes,
                "{name}: make it again with the example make_huaian"
            );
        }
    }
    assert!(total < 400_000, "{total} bytes");
}

#[test]
fn two_runs_write_the_same_bytes() {
    assert!(super::files().unwrap() == super::files().unwrap());
}

#[test]
fn rows_add_up_and_few_are_rejected() {
    let truth = truth(&super::files().unwrap());
    let census = &truth["census"];
    let count = |value: &Value| value.as_array().unwrap().len() as u64;
    let (rows_in, rejects) = (
        census["rows_in"].as_u64().unwrap(),
        count(&census["rejects"]),
    );
    assert_eq!(
        rows_in,
        census["rows"].as_u64().unwrap() + rejects + count(&census["duplicates"])
    );
    assert!(rejects * 20 < rows_in, "{rejects} of {rows_in}");
    let by_reason = census["rejects_by_reason"].as_object().unwrap();
    assert_eq!(
        rejects,
        by_reason
            .values()
            .map(|value| value.as_u64().unwrap())
            .sum::<u64>()
    );
}

#[test]
fn every_outlet_of_the_map_has_one_fate() {
    let truth = truth(&super::files().unwrap());
    let found = &truth["census"]["conflation"];
    let of = |entry: &Value, key: &str| entry[key].as_u64().unwrap();
    let formats = found["by_format"].as_object().unwrap();
    let sum = |keys: &[&str]| -> u64 {
        formats
            .values()
            .map(|entry| keys.iter().map(|key| of(entry, key)).sum::<u64>())
            .sum()
    };
    assert_eq!(
        sum(&["osm"]),
        sum(&[
            "both",
            "renamed",
            "moved",
            "closed",
            "other_format_here",
            "only_osm"
        ]),
    );
}

#[test]
fn lines_are_where_the_truth_says() {
    let files = super::files().unwrap();
    let (_, bytes) = files
        .iter()
        .find(|(name, _)| name == super::census_file::NAME)
        .unwrap();
    let (text, _, broken) = encoding_rs::GB18030.decode(bytes);
    assert!(!broken);
    let lines: Vec<&str> = text.split('\n').collect();
    let truth = truth(&files);
    for list in ["rejects", "duplicates", "far"] {
        for row in truth["census"][list].as_array().unwrap() {
            let line = lines[usize::try_from(row["line"].as_u64().unwrap()).unwrap() - 1];
            assert!(
                line.starts_with(row["id"].as_str().unwrap()),
                "{row}: {line}"
            );
        }
    }
}

#[test]
fn communities_part_the_streets() {
    let map = super::osm::Map::demo().unwrap();
    let zones = super::zones::Zones::of(&map).unwrap();
    let area = |zones: &[super::zones::Zone]| -> f64 {
        zones
            .iter()
            .map(|zone| super::geo::area_m2(&zone.ring))
            .sum()
    };
    let district = area(&zones.districts);
    assert!((area(&zones.streets) - district).abs() < 1.0);
    assert!((area(&zones.communities) - district).abs() < 1.0);
    assert!(area(&zones.city) > district);
    let empty = zones
        .communities
        .iter()
        .find(|zone| zone.name == super::zones::EMPTY)
        .unwrap();
    let inside =
        |building: &super::osm::Building| super::geo::ring_holds(&empty.ring, building.middle());
    assert!(!map.buildings.iter().any(inside));
}

/// The categories of a row in some lists, by their Chinese names; none where the lists do not have its format.
fn categories(lists: &[&str], row: &RowWords) -> Vec<String> {
    let lists = lists.iter().map(ToString::to_string).collect();
    let options = CityOptions {
        categories: lists,
        ..CityOptions::default()
    };
    let table = options.category_table().unwrap();
    let set = table.of_row(row).map(|found| found.set).unwrap_or_default();
    let names = set.iter().map(|at| table.categories()[at].zh.clone());
    names.collect()
}

/// Those of a word of the census.
fn of_word(lists: &[&str], word: &str) -> Vec<String> {
    let category = Some(word);
    categories(
        lists,
        &RowWords {
            category,
            ..RowWords::default()
        },
    )
}

#[test]
fn words_of_the_census_are_categories() {
    let lists = ["seed", "national"];
    for format in &super::formats::FORMATS {
        let own = of_word(&lists, format.word);
        assert_eq!(own.len(), 1, "{} is {own:?}", format.word);
        for word in format.synonyms {
            assert_eq!(of_word(&lists, word), own, "{word}");
        }
    }
    for typo in ["便利点", "莱市场", "要店", "美容美法店"] {
        assert!(of_word(&lists, typo).is_empty(), "{typo}");
    }
}

#[test]
fn types_of_the_export_are_the_formats_of_the_truth() {
    let map = super::osm::Map::demo().unwrap();
    let zones = super::zones::Zones::of(&map).unwrap();
    let mut world = super::census::World {
        map: &map,
        zones: &zones,
        rng: lifecircle_testkit::Rng::new(super::SEED),
    };
    let census = super::census::Census::draw(&mut world);
    for poi in super::amap::draw(&mut world, &census) {
        let row = RowWords {
            type_code: Some(&poi.codes),
            type_path: Some(&poi.types),
            name: Some(&poi.name),
            ..RowWords::default()
        };
        let mut expected: Vec<String> = poi
            .formats
            .iter()
            .flat_map(|format| of_word(&["seed"], format))
            .collect();
        let mut found = categories(&["seed"], &row);
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{} {}", poi.name, poi.codes);
    }
}
