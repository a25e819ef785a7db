//! What a check writes is read back as lists of its own; which layers and formats it writes is chosen.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::city::city;
use crate::files::{text, thousandths};
use crate::run::{Desk, lifecircle, snapshot};

fn features(folder: &Path, name: &str) -> Vec<Value> {
    let bytes = std::fs::read(folder.join(name)).unwrap();
    let mut layer: Value = serde_json::from_slice(&bytes).unwrap();
    serde_json::from_value(layer["features"].take()).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let files = snapshot(folder).into_iter();
    files
        .map(|f| f.0.file_name().unwrap().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn lists_of_places_come_back_as_they_went_out() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let homes = "id,lon,lat,people\n\"东, 1\",10.001,0.001,5.125\nb,10.0041234,0.0021234,1.5\nc,10.009,-0.003,0\nfar,10.9,0.9,2\n";
    let shops = "id,name,category,lon,lat\ns,甲,convenience;supermarket,10.0012,0.0012\nm,,market,10.004,0.002\n";
    let (homes, shops) = (desk.file("homes.csv", homes), desk.file("shops.csv", shops));
    let run = |homes: &str, shops: &str, name: &str| {
        let out = desk.at(name);
        let lists = ["--residences", homes, "--facilities", shops, "--replace"];
        let args = ["check", &file, "-o", &out, "--format", "geojson,csv"];
        lifecircle(args.iter().chain(&lists)).done();
        desk.path().join(name)
    };
    let first = run(&homes, &shops, "first");
    for ending in ["geojson", "csv"] {
        let list = |layer: &str| {
            let path = first.join(format!("{layer}.{ending}"));
            path.to_str().unwrap().to_owned()
        };
        let again = run(&list("residences"), &list("facilities"), ending);
        for layer in [
            "residences",
            "facilities",
            "gap_streets",
            "gap_areas",
            "service_areas",
        ] {
            for ending in ["geojson", "csv"] {
                let bytes = |folder: &Path| std::fs::read(folder.join(format!("{layer}.{ending}")));
                assert!(
                    bytes(&first).unwrap() == bytes(&again).unwrap(),
                    "{layer}.{ending}"
                );
            }
        }
    }
    let unknown: Vec<String> = features(&first, "residences.geojson")
        .iter()
        .map(|home| &home["properties"])
        .filter(|home| home["verdict"] == "unknown")
        .map(|home| format!("{}{}", home["id"], home["reasons"]))
        .collect();
    assert!(
        unknown
            .iter()
            .any(|home| home.starts_with("\"far\"[\"convenience:unreachable")),
        "{unknown:?}"
    );
}

/// Homes, people and ids of an extract; its buildings come back as points, so that walks inside them and from further
/// entrances may differ.
#[test]
fn a_city_comes_back_with_the_same_homes_and_facilities() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let (first, again) = (desk.at("first"), desk.at("again"));
    lifecircle(["check", &file, "-o", &first]).done();
    let (homes, shops) = (
        format!("{first}/residences.geojson"),
        format!("{first}/facilities.geojson"),
    );
    let lists = ["--residences", &homes, "--facilities", &shops, "--replace"];
    lifecircle(["check", &file, "-o", &again].iter().chain(&lists)).done();
    let read = |folder: &str| -> BTreeMap<String, (u64, String, String)> {
        let homes = features(Path::new(folder), "residences.geojson").into_iter();
        let home = |home: Value| {
            let (at, home) = (home["geometry"].to_string(), &home["properties"]);
            let people = thousandths(&home["people"]);
            let verdict = text(home, "verdict").to_owned();
            (text(home, "id").to_owned(), (people, at, verdict))
        };
        homes.map(home).collect()
    };
    let (first, again) = (read(&first), read(&again));
    assert_eq!(first.len(), again.len());
    let same = |of: fn(&(u64, String, String)) -> String| {
        first
            .iter()
            .filter(|home| of(home.1) == of(&again[home.0]))
            .count()
    };
    assert_eq!(same(|home| home.0.to_string()), first.len(), "people");
    assert_eq!(same(|home| home.1.clone()), first.len(), "places");
    let verdicts = same(|home| home.2.clone());
    assert!(
        verdicts * 100 >= first.len() * 99,
        "{verdicts} of {}",
        first.len()
    );
}

#[test]
fn layers_and_formats_are_chosen() {
    let desk = Desk::new();
    let out = desk.at("out");
    let layers = ["--layers", "gap_areas,residences,gap_areas"];
    let run = ["check", "-o", &out, "--format", "parquet,fgb"];
    lifecircle(run.iter().chain(&layers)).done();
    let expected = [
        "gap_areas.fgb",
        "gap_areas.parquet",
        "gap_areas.qml",
        "gap_areas.zh.qml",
        "manifest.json",
        "residences.fgb",
        "residences.parquet",
        "residences.qml",
        "residences.zh.qml",
        "summary.json",
    ];
    assert_eq!(names(Path::new(&out)), expected);
    let known = "residences, facilities, gap_streets, gap_areas, service_areas, conflation";
    let before = snapshot(desk.path());
    for (args, needles) in [
        (["--layers", "homes"], ["`homes` is no layer", known]),
        (["--layers", "gap_areas,"], ["`` is no layer", known]),
        (
            ["--format", "shp"],
            ["`shp` is no format", "geojson, parquet, fgb or csv"],
        ),
    ] {
        lifecircle(["check", "-o", &out].iter().chain(&args)).refused(&needles);
        assert!(snapshot(desk.path()) == before);
    }
    lifecircle(["check", "--layers", "gap_areas"]).refused(&["--output"]);
}

#[test]
fn the_summary_alone_is_printed() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let out = desk.at("out");
    for gates in ["tagged", "all"] {
        let printed = lifecircle(["check", &file, "--json", "--gates", gates]).done();
        let with = [
            "check",
            &file,
            "--json",
            "--gates",
            gates,
            "-o",
            &out,
            "--layers",
            "facilities",
        ];
        assert_eq!(lifecircle(with).done(), printed);
        let written = std::fs::read_to_string(Path::new(&out).join("summary.json")).unwrap();
        assert_eq!(printed, written);
    }
    lifecircle(["check", "--json", "--home", "way/1"]).refused(&["--json", "--home"]);
}
