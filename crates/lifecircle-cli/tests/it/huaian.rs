//! The bureau's folder in `examples/huaian`: what was planted in it is what a check finds. `truth.json` is written by the
//! program that made the files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::files::text;
use crate::run::{Desk, lifecircle};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/huaian")
}

fn json(file: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

/// Checks the demo city with the census beside the map, and gives what was written of both.
fn conflated(census: &str) -> (Value, Value) {
    let desk = Desk::new();
    let out = desk.at("out");
    let census = format!("{}{census}", folder().join("网点底数.csv").display());
    let args = ["check", "--facilities", &census, "--policy", "list-wins"];
    let more = ["--categories", "seed,national", "-o", &out, "--lang", "zh"];
    let run = lifecircle(args.iter().chain(&more));
    assert_eq!(run.code, Some(0), "{}", run.err);
    let out = desk.path().join("out");
    (
        json(&out.join("conflation.geojson")),
        json(&out.join("summary.json")),
    )
}

#[test]
fn a_census_in_gcj02_is_known_as_such() {
    let (declared, _) = conflated("@gcj02");
    let (detected, _) = conflated("");
    assert_eq!(declared, detected);
}

#[test]
fn what_was_planted_in_the_census_is_found() {
    let (layer, summary) = conflated("@gcj02");
    let mut found: BTreeMap<&str, (&str, &Value)> = BTreeMap::new();
    for feature in layer["features"].as_array().unwrap() {
        let row = &feature["properties"];
        let state = text(row, "state");
        for key in ["list_id", "osm_id"] {
            if let Some(id) = row[key].as_str() {
                found.insert(id, (state, row));
            }
        }
    }
    let truth = &json(&folder().join("truth.json"))["census"]["conflation"];
    let planted = [
        ("closed", "id", "closed"),
        ("moved", "id", "moved"),
        ("other_format", "id", "category"),
        ("only_list", "id", "only_list"),
        ("only_osm", "osm", "only_osm"),
    ];
    for (key, side, state) in planted {
        let rows = truth[key].as_array().unwrap();
        for row in rows {
            let id = row[side].as_str().or(row[side][0].as_str()).unwrap();
            let told = found
                .get(id)
                .unwrap_or_else(|| panic!("nothing is told of {row}"));
            assert_eq!(told.0, state, "{row}: {}", told.1);
        }
    }
    assert_eq!(
        summary["conflation"]["closed"],
        truth["closed"].as_array().unwrap().len()
    );
    assert_eq!(
        summary["conflation"]["moved"],
        truth["moved"].as_array().unwrap().len()
    );
}

#[test]
fn planned_sites_are_known_as_such_and_are_no_facilities() {
    let desk = Desk::new();
    let copy = |from: PathBuf, to: &str| {
        std::fs::copy(from, desk.path().join(to)).unwrap();
    };
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo.osm.pbf");
    copy(demo, "demo.osm.pbf");
    // Its columns and title tell, whatever the file is called.
    copy(folder().join("规划网点.xlsx"), "清单.xlsx");
    copy(folder().join("网点底数.csv"), "网点底数.csv");
    let own = desk.path().to_str().unwrap();
    let run = lifecircle(["init", own, "--lang", "en"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let line = run.err.lines().find(|line| line.contains("清单.xlsx"));
    let line = line.unwrap_or_else(|| panic!("{}", run.err));
    for part in [
        "planned",
        "category = 拟设业态",
        "cgcs2000, as “坐标系：CGCS2000（国家2000），单位：度；租金按年计” says",
    ] {
        assert!(line.contains(part), "{part}: {line}");
    }
    let city = std::fs::read_to_string(desk.path().join("city.toml")).unwrap();
    let files: Vec<&str> = city
        .lines()
        .filter(|line| line.starts_with("file = "))
        .collect();
    assert_eq!(files, ["file = \"网点底数.csv\""]);
}

#[test]
fn boundaries_are_told_by_the_relations_of_the_extract() {
    let desk = Desk::new();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo.osm.pbf");
    std::fs::copy(demo, desk.path().join("demo.osm.pbf")).unwrap();
    let levels = ["社区.geojson", "街道.geojson"];
    for level in levels {
        std::fs::copy(folder().join("边界").join(level), desk.path().join(level)).unwrap();
    }
    let run = lifecircle(["init", desk.path().to_str().unwrap(), "--lang", "en"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let city = std::fs::read_to_string(desk.path().join("city.toml")).unwrap();
    let told = city
        .lines()
        .filter(|line| *line == "coordinates = \"gcj02\"");
    assert_eq!(told.count(), levels.len(), "{city}");
}

/// The census of the bureau's outlets, in the place of the map's, by street.
fn counted(more: &[&str]) -> String {
    let list = format!("{}@gcj02", folder().join("网点底数.csv").display());
    let streets = format!(
        "{}#街道@gcj02",
        folder().join("边界/街道.geojson").display()
    );
    let args = [
        "census",
        "--facilities",
        &list,
        "--replace",
        "--boundaries",
        &streets,
    ];
    let lists = ["--categories", "seed,national", "--by", "街道"];
    let run = lifecircle(args.iter().chain(&lists).chain(more));
    assert_eq!(run.code, Some(0), "{}", run.err);
    run.out
}

/// The ids of categories by each of their words.
fn ids_by_word() -> BTreeMap<String, String> {
    let known = lifecircle(["categories", "basic,seed,national", "--json"]).done();
    let known: Value = serde_json::from_str(&known).unwrap();
    let mut ids = BTreeMap::new();
    for category in known.as_array().unwrap() {
        let synonyms = category["synonyms"].as_array().unwrap().iter();
        for word in synonyms.chain([&category["zh"]]) {
            ids.insert(
                word.as_str().unwrap().to_owned(),
                text(category, "id").to_owned(),
            );
        }
    }
    ids
}

#[test]
fn what_was_planted_is_counted_by_street_and_format() {
    let census: Value = serde_json::from_str(&counted(&["--json"])).unwrap();
    let truth = &json(&folder().join("truth.json"))["counted"];
    let city = &census["city"];
    assert_eq!(city["services"], truth["services"]);
    for (key, found) in [
        ("outlets", &city["outlets"]["all"]),
        ("staffed", &city["outlets"]["staffed"]),
        ("unstaffed", &city["outlets"]["unstaffed"]),
        ("lockers", &city["outlets"]["lockers"]),
        ("chain", &city["outlets"]["brands"]["chain"]),
        ("unknown_brand", &city["outlets"]["brands"]["unknown"]),
    ] {
        assert_eq!(found, &truth[key], "{key}");
    }
    let level = &census["levels"][0];
    let mut rows: BTreeMap<&str, &Value> = BTreeMap::new();
    for area in level["areas"].as_array().unwrap() {
        rows.insert(text(area, "name"), area);
    }
    rows.insert("", &level["outside"]);
    let (ids, streets) = (ids_by_word(), truth["by_street"].as_object().unwrap());
    for (street, planted) in streets {
        let row = rows[street.as_str()];
        assert_eq!(row["outlets"]["all"], planted["outlets"], "{street}");
        assert_eq!(row["services"], planted["services"], "{street}");
        let mut expected: BTreeMap<&str, u64> = BTreeMap::new();
        for (word, outlets) in planted["by_format"].as_object().unwrap() {
            *expected.entry(&ids[word]).or_default() += outlets.as_u64().unwrap();
        }
        for (id, category) in row["categories"].as_object().unwrap() {
            let wanted = expected.get(id.as_str()).copied().unwrap_or(0);
            assert_eq!(category["outlets"]["all"], wanted, "{street}, {id}");
        }
    }
}

#[test]
fn the_tables_of_a_census_fit_120_columns_in_both_languages() {
    use unicode_width::UnicodeWidthStr;
    for lang in ["en", "zh"] {
        let told = counted(&["--lang", lang]);
        for line in told
            .lines()
            .filter(|line| line.contains("  ") || line.contains('─'))
        {
            assert!(
                line.width() <= 120,
                "{lang}: {} columns: {line}",
                line.width()
            );
        }
        assert!(told.contains("柳岭街道"), "{told}");
    }
}

#[test]
fn files_of_a_census_are_the_same_for_any_number_of_threads() {
    let desk = Desk::new();
    let write = |name: &str, threads: &str| -> Vec<Vec<u8>> {
        let out = desk.at(name);
        counted(&[
            "-o",
            &out,
            "--format",
            "csv,xlsx,geojson",
            "--threads",
            threads,
        ]);
        let files = [
            "census.json",
            "census.csv",
            "census.xlsx",
            "census_areas.geojson",
            "census_residences.geojson",
        ];
        let read = |file: &&str| std::fs::read(desk.path().join(name).join(file)).unwrap();
        files.iter().map(read).collect()
    };
    assert!(write("one", "1") == write("four", "4"));
}

#[test]
fn a_census_of_a_level_that_does_not_exist_is_refused() {
    let level = folder().join("边界/街道.geojson");
    let level = format!("{}#街道@gcj02", level.display());
    let run = lifecircle([
        "census",
        "--boundaries",
        &level,
        "--by",
        "circle",
        "--lang",
        "en",
    ]);
    run.refused(&["circle", "街道"]);
    let run = lifecircle(["census", "--format", "docx", "-o", "out", "--lang", "en"]);
    run.refused(&["docx"]);
}

#[test]
fn planted_strata_are_counted_to_the_person_by_street() {
    let desk = Desk::new();
    let file = |name: &str| folder().join(name).display().to_string();
    let strata = format!("{}#小区类型@gcj02", file("边界/社区.geojson"));
    let streets = format!("{}#街道@gcj02", file("边界/街道.geojson"));
    let city = desk.at("city.toml");
    let told = format!(
        "extract = {:?}\n[population]\nlevel = \"社区\"\nfile = {:?}\n[[boundaries]]\nlevel = \"社区\"\n\
         file = {:?}\ncoordinates = \"gcj02\"\n",
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo.osm.pbf"),
        file("社区人口.xlsx"),
        file("边界/社区.geojson"),
    );
    std::fs::write(&city, told).unwrap();
    let out = desk.at("out");
    let args = [
        "check",
        &city,
        "--strata",
        &strata,
        "--boundaries",
        &streets,
    ];
    let run = lifecircle(args.iter().chain(&["--lang", "zh", "-o", &out]));
    assert_eq!(run.code, Some(0), "{}", run.err);
    let truth = &json(&folder().join("truth.json"))["strata"];
    let table = std::fs::read(desk.path().join("out/strata.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(&table["\u{feff}".len()..]);
    let (mut people, mut by_street) = (BTreeMap::new(), BTreeMap::new());
    for row in rows
        .records()
        .map(Result::unwrap)
        .filter(|row| &row[5] == "joint")
    {
        assert_eq!(&row[0], "小区类型");
        let count: f64 = row[7].parse().unwrap();
        match &row[2] {
            "" => people.insert(row[1].to_owned(), count),
            "街道" => by_street.insert((row[4].to_owned(), row[1].to_owned()), count),
            level => panic!("{level}"),
        };
    }
    let planted = truth["people"].as_object().unwrap();
    let planted: BTreeMap<String, f64> = planted
        .iter()
        .map(|(kind, people)| (kind.clone(), people.as_f64().unwrap()))
        .collect();
    assert_eq!(people, planted);
    for (street, kinds) in truth["people_by_street"].as_object().unwrap() {
        for (kind, people) in kinds.as_object().unwrap() {
            let found = by_street[&(street.clone(), kind.clone())];
            assert!(
                (found - people.as_f64().unwrap()).abs() < 0.0005,
                "{street}, {kind}"
            );
        }
    }
}
