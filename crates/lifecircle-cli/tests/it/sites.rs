//! `lifecircle sites`: tables, files and pictures.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::city::{city, city_osm, place};
use crate::files::{count, text, thousandths};
use crate::isochrone::{png_size, svg_text};
use crate::run::{Desk, Outcome, lifecircle, snapshot, wgs84};

/// Sites for a market; what is not found in no time is not looked for.
pub(crate) fn sites<'a>(file: &'a str, args: impl IntoIterator<Item = &'a str>) -> Outcome {
    let first = ["sites", file, "--category", "market", "--time-limit", "0"];
    lifecircle(first.into_iter().chain(args))
}

/// What it prints; stderr has the attribution and what was written.
pub(crate) fn told(file: &str, args: &[&str]) -> String {
    let outcome = sites(file, args.iter().copied());
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    outcome.out
}

fn json(file: &Path) -> Value {
    let text = std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    serde_json::from_str(&text).unwrap()
}

fn table(file: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// A list of places of the grid: id, column, row, cost.
pub(crate) fn list(places: &[(&str, f64, f64, &str)]) -> String {
    let mut text = "id,name,lon,lat,cost\n".to_owned();
    for (id, column, row, cost) in places {
        let at = place(*column, *row);
        let _ = writeln!(text, "{id},Plot {id},{},{},{cost}", at.lon, at.lat);
    }
    text
}

fn people(value: &Value) -> u64 {
    thousandths(&value["people"])
}

#[test]
fn a_check_with_the_sites_covers_whom_they_add() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    for candidates in ["streets", "gaps"] {
        let out = desk.at(candidates);
        told(
            &file,
            &["--count", "3", "--candidates", candidates, "-o", &out],
        );
        let plan = json(&Path::new(&out).join("sites.json"));
        let mut list = "id,name,category,lon,lat\n".to_owned();
        let mut total = 0;
        for (number, site) in plan["sites"].as_array().unwrap().iter().enumerate() {
            let _ = writeln!(
                list,
                "new{number},New {number},market,{},{}",
                site["lon"], site["lat"]
            );
            let rest = desk.file("rest.csv", &list);
            let results = desk.at("results");
            lifecircle([
                "check",
                &file,
                "--facilities",
                &wgs84(&rest),
                "-o",
                &results,
            ])
            .done();
            let summary = json(&Path::new(&results).join("summary.json"));
            let covered = &summary["rules"]["market"]["people"]["covered"];
            total += people(&site["added"]);
            assert_eq!(people(&site["total"]), total, "{site}");
            assert_eq!(
                thousandths(covered),
                people(&plan["covered"]) + total,
                "{site}"
            );
        }
        assert!(total > 0, "{plan}");
        assert!(thousandths(&plan["bound"]) >= total, "{plan}");
        nearest_is_that_of_a_home_there(&desk, &file, &plan);
    }
}

/// Whoever lived at a site would walk to the outlet that it names, in the time that it tells.
fn nearest_is_that_of_a_home_there(desk: &Desk, file: &str, plan: &Value) {
    let mut list = "id,lon,lat,people\n".to_owned();
    let sites = plan["sites"].as_array().unwrap();
    for (number, site) in sites.iter().enumerate() {
        let _ = writeln!(list, "h{number},{},{},1", site["lon"], site["lat"]);
    }
    let (list, results) = (desk.file("homes.csv", list), desk.at("homes"));
    lifecircle(["check", file, "--residences", &wgs84(&list), "-o", &results]).done();
    let layer = json(&Path::new(&results).join("residences.geojson"));
    let homes = layer["features"].as_array().unwrap();
    assert_eq!(homes.len(), sites.len());
    for (number, site) in sites.iter().enumerate() {
        let home = homes.iter().map(|home| &home["properties"]);
        let home = home
            .into_iter()
            .find(|home| home["id"] == format!("h{number}"));
        let (home, nearest) = (home.unwrap(), &site["nearest_outlet"]);
        assert_eq!(nearest["id"], home["market_facility"], "{site}");
        let minutes = home["market_walk_s"].as_f64().unwrap() / 60.0;
        assert!(
            (nearest["minutes"].as_f64().unwrap() - minutes).abs() < 1e-6,
            "{site}"
        );
    }
}

#[test]
fn files_say_the_same_and_the_manifest_names_what_went_in() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let plots = desk.file(
        "plots.csv",
        list(&[
            ("a", 2.0, 2.0, "3"),
            ("b", 18.0, 2.0, "2"),
            ("c", 2.0, 18.0, "1.5"),
            ("d", 18.0, 18.0, "9"),
        ]),
    );
    let eras = homes_by_half(&desk);
    let (out, plots) = (desk.at("out"), wgs84(&plots));
    let args = [
        "--count",
        "3",
        "--candidates",
        &plots,
        "--budget",
        "7",
        "--spacing",
        "100",
        "--strata",
        &eras,
        "--by",
        "era",
        "--weight",
        "west=2",
        "--format",
        "geojson,csv",
        "-o",
        &out,
    ];
    let table_text = told(&file, &args);
    let out = Path::new(&out);
    let plan = json(&out.join("sites.json"));
    let sites = plan["sites"].as_array().unwrap();
    assert_eq!(sites.len(), 3, "9 is beyond the budget: {plan}");
    let layer = json(&out.join("sites.geojson"));
    let covering = table(&out.join("covering.csv"));
    let parts = table(&out.join("site_parts.csv"));
    for (site, feature) in sites.iter().zip(layer["features"].as_array().unwrap()) {
        let row = &feature["properties"];
        let id = text(site, "id");
        assert_eq!(text(row, "id"), id);
        for (column, key) in [
            ("alone", "alone"),
            ("added", "added"),
            ("total", "total"),
            ("from_nothing", "added_from_nothing"),
        ] {
            let own = thousandths(&row[format!("{column}_people")]);
            assert_eq!(own, people(&site[key]), "{id} {column}");
        }
        assert_eq!(row["cost_per_person"], site["cost_per_person"], "{id}");
        let cost = site["cost"].as_f64().unwrap() / site["added"]["people"].as_f64().unwrap();
        assert!((site["cost_per_person"].as_f64().unwrap() - cost).abs() < 0.0051);
        // By itself it covers the homes of its pairs.
        let of_text = |own: &BTreeMap<String, String>| {
            let number: f64 = own["people"].parse().unwrap();
            (number * 1000.0).round() as u64
        };
        let pairs = covering.iter().filter(|pair| pair["site"] == id);
        assert_eq!(
            pairs.clone().map(of_text).sum::<u64>(),
            people(&site["alone"])
        );
        assert_eq!(pairs.count() as u64, count(&site["alone"], "homes"));
        // Its strata add up to what it adds.
        let own = parts.iter().filter(|part| part["site"] == id);
        assert_eq!(own.map(of_text).sum::<u64>(), people(&site["added"]));
        let era = site["levels"]["era"].as_array().unwrap();
        let strata = era.iter().map(people);
        assert_eq!(strata.sum::<u64>(), people(&site["added"]));
        let gaps = site["gap_areas"].as_array().unwrap();
        assert!(!gaps.is_empty() && gaps.iter().map(people).sum::<u64>() <= people(&site["added"]));
        let nearest = &site["nearest_outlet"];
        assert_eq!(text(nearest, "id").split('/').next(), Some("node"));
        assert!(nearest["minutes"].as_f64().unwrap() > 0.0);
        assert!(table_text.contains(&format!("Plot {id}")), "{table_text}");
    }
    for word in ["east", "west", "nearest now", "gap areas #"] {
        assert!(table_text.contains(word), "{word}: {table_text}");
    }
    let curve = plan["curve"].as_array().unwrap();
    let last = curve.last().unwrap();
    assert_eq!(people(&last["added"]), people(&sites[2]["total"]));
    let manifest = json(&out.join("manifest.json"));
    let inputs = manifest["inputs"].as_array().unwrap();
    let roles: Vec<&str> = inputs.iter().map(|input| text(input, "role")).collect();
    assert_eq!(roles, ["extract", "strata", "candidates"]);
    let options = &manifest["options"];
    assert_eq!(options["sites_budget"], 7.0);
    assert_eq!(options["sites_spacing_m"], 100.0);
    assert_eq!(options["sites_weights"]["west"], 2.0);
    for name in ["sites.qml", "sites.zh.qml", "sites.csv"] {
        assert!(out.join(name).is_file(), "{name}");
    }
}

/// A table that says of each home of the grid in which half it stands.
pub(crate) fn homes_by_half(desk: &Desk) -> String {
    let mut text = "id,era\n".to_owned();
    for number in 0..100 {
        let half = if number % 10 < 5 { "west" } else { "east" };
        let _ = writeln!(text, "way/{},{half}", 1000 + number);
    }
    format!("{}#era", desk.file("eras.csv", text))
}

#[test]
fn weights_decide_between_strata() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let eras = homes_by_half(&desk);
    let plots = list(&[("w", 2.0, 2.0, ""), ("e", 18.0, 2.0, "")]);
    let plots = wgs84(desk.file("plots.csv", plots));
    let first = |weight: &str| {
        let args = [
            "--candidates",
            &plots,
            "--strata",
            &eras,
            "--weight",
            weight,
            "--json",
        ];
        let plan: Value = serde_json::from_str(&told(&file, &args)).unwrap();
        let site = &plan["sites"][0];
        // Whatever people count in the choice, people are told.
        assert_eq!(people(&site["alone"]), people(&site["added"]));
        text(site, "id").to_owned()
    };
    assert_eq!(first("east=0"), "w");
    assert_eq!(first("west=0"), "e");
    assert_eq!(first("era:west=3,east=0.5"), "w");
}

/// The city with a warehouse, an empty shop, and what is no place for an outlet.
fn city_with_premises() -> Vec<u8> {
    let mut osm = city_osm();
    for (id, at, tags) in [
        (3000, place(2.3, 2.3), "building=warehouse name=Store"),
        (3001, place(18.3, 2.3), "building=garage"),
        (3002, place(18.3, 18.3), "building=retail disused=yes"),
    ] {
        let corners = [(0.0, 0.0), (0.0001, 0.0), (0.0001, 0.0001), (0.0, 0.0001)];
        for (number, (x, y)) in (10 * id..).zip(corners) {
            osm.node_at(number, at.lon + x, at.lat + y, "");
        }
        let first = 10 * id;
        osm.way(id, &[first, first + 1, first + 2, first + 3, first], tags);
    }
    let at = place(2.0, 18.1);
    osm.node_at(7000, at.lon, at.lat, "disused:shop=bakery");
    osm.bytes()
}

#[test]
fn buildings_are_candidates_by_their_use() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city_with_premises());
    let args = ["--candidates", "buildings", "--count", "3", "--json"];
    let plan: Value = serde_json::from_str(&told(&file, &args)).unwrap();
    assert_eq!(plan["candidates"], 3, "{plan}");
    let mut kinds: Vec<(&str, &str)> = plan["sites"]
        .as_array()
        .unwrap()
        .iter()
        .map(|site| (text(site, "id"), text(site, "kind")))
        .collect();
    kinds.sort_unstable();
    assert_eq!(
        kinds,
        [
            ("node/7000", "empty"),
            ("way/3000", "warehouse"),
            ("way/3002", "empty")
        ]
    );
    let network = desk.at("city.lcn");
    assert_eq!(lifecircle(["network", &file, "-o", &network]).code, Some(0));
    let ask = ["--candidates", "buildings"];
    sites(&network, ask).refused(&["a network made before", ".osm.pbf"]);
    sites(&network, ask.into_iter().chain(["--lang", "zh"])).refused(&["建筑用途", ".osm.pbf"]);
}

#[test]
fn the_same_bytes_for_any_number_of_threads_and_any_order_of_rows() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let network = desk.at("city.lcn");
    assert_eq!(lifecircle(["network", &file, "-o", &network]).code, Some(0));
    let run = |file: &str, args: &[&str]| {
        let out = desk.at("out");
        let svg = desk.at("out/map.svg");
        std::fs::create_dir(&out).unwrap();
        let own = ["--count", "4", "-o", &out, "--svg", &svg];
        let formats = ["--format", "geojson,parquet,fgb,csv"];
        let told = told(file, &[args, &own, &formats].concat());
        let files = snapshot(Path::new(&out));
        std::fs::remove_dir_all(out).unwrap();
        (told, files)
    };
    for args in [
        &["--objective", "people"][..],
        &["--objective", "minutes"],
        &["--spacing", "300", "--move", "node/5004"],
    ] {
        let with = |file: &str, threads| run(file, &[args, &["--threads", threads]].concat());
        let one = with(&file, "1");
        assert!(
            with(&file, "2") == one && with(&file, "8") == one,
            "{args:?}"
        );
        assert_eq!(with(&network, "2").0, one.0, "{args:?}: from the network");
    }
    let rows = [
        ("a", 2.0, 2.0, "3"),
        ("b", 18.0, 2.0, "2"),
        ("c", 2.0, 18.0, "1"),
        ("d", 18.0, 18.0, "2"),
        ("e", 6.0, 4.0, "2"),
    ];
    let backwards: Vec<_> = rows.iter().rev().copied().collect();
    let of_list = |rows: &[_]| {
        let plots = wgs84(desk.file("plots.csv", list(rows)));
        told(&file, &["--count", "3", "--candidates", &plots, "--json"])
    };
    assert_eq!(of_list(&rows), of_list(&backwards));
}

#[test]
fn tables_fit_a_screen_and_speak_both_languages() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let eras = homes_by_half(&desk);
    let plots = wgs84(desk.file("plots.csv", list(&[("a", 2.0, 2.0, "3")])));
    let fits = |table: &str| {
        for line in table.lines() {
            assert!(line.width() <= 100, "{} cells: {line}", line.width());
        }
    };
    for (lang, words) in [
        ("en", ["Sites for food market", "Why:", "nearest now: "]),
        ("zh", ["菜市场选址", "理由：", "现有最近："]),
    ] {
        for args in [
            &["--count", "9", "--strata", &eras, "--by", "era"][..],
            &["--count", "2", "--objective", "minutes"],
            &["--candidates", &plots],
        ] {
            let table = told(&file, &[args, &["--lang", lang]].concat());
            for word in words {
                assert!(table.contains(word), "{word}: {table}");
            }
            fits(&table);
        }
        for args in [&[][..], &["--only", "market"], &["--top", "100"]] {
            for source in [&[][..], &[file.as_str()]] {
                let gaps = [&["gaps", "--lang", lang][..], source, args].concat();
                let told = lifecircle(gaps).out;
                let table = told.lines().skip_while(|line| !line.starts_with('#'));
                let table: Vec<&str> = table.take_while(|line| !line.is_empty()).collect();
                assert!(table.len() > 2, "{told}");
                fits(&table.join("\n"));
            }
        }
    }
}

#[test]
fn a_picture_names_the_sites() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let (png, svg) = (desk.at("map.png"), desk.at("map.svg"));
    let args = ["--count", "2", "--candidates", "gaps"];
    told(
        &file,
        &[&args[..], &["--svg", &svg, "--png", &png]].concat(),
    );
    let words = svg_text(&svg);
    for word in [
        "Sites for food market",
        "2 sites",
        "#1",
        "#2",
        "covered by these sites",
    ] {
        assert!(words.contains(word), "{word}: {words}");
    }
    assert_eq!(png_size(&png), [1600, 1200]);
    told(
        &file,
        &[&args[..], &["--svg", &svg, "--lang", "zh"]].concat(),
    );
    assert!(svg_text(&svg).contains("菜市场选址方案"));
    let png = desk.at("map.jpg");
    sites(&file, ["--png", png.as_str()]).refused(&["map.jpg", "png"]);
}

#[test]
fn where_nobody_lacks_it_that_is_said() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let rules = "id = 'far'\nen = 'far'\nzh = '远'\n[[rule]]\nid = 'market'\nen = 'market'\nzh = '菜市场'\n\
        categories = ['market']\nminutes = 59\n";
    let rules = desk.file("far.toml", rules);
    for (lang, word) in [("en", "Nobody lacks it"), ("zh", "没有人缺少")] {
        let table = told(&file, &["--rules", &rules, "--lang", lang]);
        assert!(table.contains(word), "{table}");
    }
}
