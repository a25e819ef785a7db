//! The pages that `lifecircle report` writes of the demo city, of a bureau's folder and of a real city, in a browser: a click
//! tells what `explain` tells, and the numbers are those of `summary.json`.

use std::path::Path;

use serde_json::{Value, json};

use super::{browser, look};
use crate::run::{Desk, lifecircle};

/// Homes nearer than this to another may be hit in its place, in degrees: about 30 m.
const APART_DEG: f64 = 0.0003;

fn ran(args: &[&str]) -> String {
    let run = lifecircle(args);
    assert_eq!(run.code, Some(0), "{args:?}: {}", run.err);
    run.out
}

fn place(home: &Value) -> [f64; 2] {
    [0, 1].map(|axis| home["geometry"]["coordinates"][axis].as_f64().unwrap())
}

/// A home that stands apart from others and from which people walk to a facility of every rule, as `explain` tells it.
fn told_home(city: &[&str], homes: &[Value], rules: &[String]) -> Value {
    let walks = |home: &&Value| {
        let walk = |rule: &String| home["properties"][format!("{rule}_walk_s")].as_f64();
        rules
            .iter()
            .all(|rule| walk(rule).is_some_and(|s| s > 60.0))
    };
    let is_apart = |home: &&Value| {
        let [lon, lat] = place(home);
        let others = homes
            .iter()
            .filter(|other| other["properties"]["id"] != home["properties"]["id"]);
        others
            .map(place)
            .all(|at| (at[0] - lon).abs().max((at[1] - lat).abs()) > APART_DEG)
    };
    let home = homes
        .iter()
        .filter(walks)
        .find(is_apart)
        .expect("such a home");
    let id = home["properties"]["id"].as_str().unwrap();
    let why = ran(&[&["explain"], city, &["--home", id, "--json", "-q"]].concat());
    let why: Value = serde_json::from_str(&why).unwrap();
    let nearest = why["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| &rule["facilities"][0]);
    let minutes = |outlet: &Value| {
        let walk_s = outlet["walk_s"].as_f64().unwrap();
        format!("{:.1} min", (walk_s / 6.0).round() / 10.0)
    };
    json!({
        "id": id,
        "at": place(home),
        "texts": nearest.clone().map(minutes).collect::<Vec<_>>(),
        "walks": nearest.map(|outlet| outlet["length_m"].clone()).collect::<Vec<_>>(),
    })
}

/// Every number of homes and people by verdict is one of the page's.
fn holds(page: &str, summary: &Value, rules: &[String]) {
    let all = rules.iter().map(|rule| &summary["rules"][rule]);
    for shares in all.chain([&summary["joint"]]) {
        for of in ["homes", "people"] {
            for verdict in ["covered", "not_covered", "unknown"] {
                let number = shares[of][verdict]
                    .as_f64()
                    .unwrap_or_else(|| panic!("{of} {verdict} in {shares}"));
                let cell = format!("data-value=\"{number}\"");
                assert!(page.contains(&cell), "{cell} is not in the page");
            }
        }
    }
}

fn looked_at(city: &[&str]) {
    let desk = Desk::new();
    let (page, out) = (desk.at("city.html"), desk.at("out"));
    ran(&[&["report"], city, &["-o", &page, "--lang", "en", "-q"]].concat());
    ran(&[
        &["check"],
        city,
        &["-o", &out, "--layers", "residences", "-q"],
    ]
    .concat());
    let read = |name: &str| std::fs::read_to_string(Path::new(&out).join(name)).unwrap();
    let summary: Value = serde_json::from_str(&read("summary.json")).unwrap();
    let layer: Value = serde_json::from_str(&read("residences.geojson")).unwrap();
    let rules: Vec<String> = summary["rules"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let bytes = std::fs::read(&page).unwrap();
    holds(std::str::from_utf8(&bytes).unwrap(), &summary, &rules);
    let Some(browser) = browser() else {
        return;
    };
    let expected = json!({
        "home": told_home(city, layer["features"].as_array().unwrap(), &rules),
        "sort": { "table": "gaps_joint", "column": 2 },
        "looks": ["home", "find", "sort", "place", "scope", "language", "axe", "print"],
    });
    look(&browser, &desk, &bytes, &expected);
}

#[test]
fn the_report_of_the_demo_city_works_in_a_browser() {
    looked_at(&[]);
}

#[test]
fn so_does_that_of_a_bureaus_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let [folder, extract] = ["examples/huaian", "data/demo.osm.pbf"].map(|own| root.join(own));
    let desk = Desk::new();
    let city = desk.at("city.toml");
    let given = [folder.to_str().unwrap(), extract.to_str().unwrap()];
    ran(&[
        &["init"],
        &given[..],
        &["--coordinates", "gcj02", "-o", &city],
    ]
    .concat());
    looked_at(&[&city]);
}

#[test]
fn so_does_that_of_a_real_city() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/osm");
    let file = folder.join("es_laspalmas_2023.osm.pbf");
    if !file.is_file() {
        println!("skipped: {} is absent", file.display());
        return;
    }
    looked_at(&[file.to_str().unwrap()]);
}
