//! The GeoJSON files in the hands of readers that are not ours.

use std::path::Path;
use std::process::{Command, Output};

use geojson::{FeatureCollection, GeoJson, GeometryValue};

use crate::city::{FACILITIES, HOMES, city};
use crate::run::{Desk, lifecircle};
use crate::verify::verified;

const PYTHON: &str = r#"
import json, sys
try:
    import pyogrio
    def read(path):
        meta, _, geometry, columns = pyogrio.raw.read(path)
        return len(geometry), meta["geometry_type"], list(meta["fields"])
except ImportError:
    import shapely.geometry
    def read(path):
        features = json.load(open(path, encoding="utf-8"))["features"]
        shapes = [shapely.geometry.shape(f["geometry"]) for f in features]
        assert all(s.is_valid and not s.is_empty for s in shapes)
        kinds = sorted({s.geom_type for s in shapes})
        return len(shapes), ",".join(kinds), list(features[0]["properties"])
for path in sys.argv[1:]:
    count, kind, fields = read(path)
    print(count, kind, " ".join(fields))
"#;

fn written(desk: &Desk) -> [String; 2] {
    let file = desk.file("city.osm.pbf", city());
    lifecircle(["check", &file, "-o", &desk.at("out")]).done();
    ["out/residences.geojson", "out/facilities.geojson"].map(|name| desk.at(name))
}

#[test]
fn the_geojson_crate_reads_both_files() {
    let desk = Desk::new();
    let files = written(&desk);
    let results = verified(&desk.path().join("out"));
    for (file, expected) in files
        .iter()
        .zip([results.homes.len(), results.facilities.len()])
    {
        let parsed: GeoJson = std::fs::read_to_string(file).unwrap().parse().unwrap();
        let collection = FeatureCollection::try_from(parsed).unwrap();
        assert_eq!(collection.features.len(), expected);
        for feature in &collection.features {
            let geometry = feature.geometry.as_ref().unwrap();
            let GeometryValue::Point { coordinates } = &geometry.value else {
                panic!("{geometry}")
            };
            let [lon, lat] = coordinates.as_slice() else {
                panic!("{geometry}")
            };
            assert!(
                (9.9..10.1).contains(lon) && (-0.1..0.1).contains(lat),
                "longitude first: {geometry}"
            );
            assert!(feature.property("id").is_some());
        }
    }
}

fn run(program: &str, args: &[&str]) -> Option<Output> {
    Command::new(program)
        .args(args)
        .output()
        .ok()
        .filter(|output| output.status.success())
}

/// What GDAL says by way of `ogrinfo`; `None` where it is not installed.
fn by_ogrinfo(files: &[String; 2]) -> Option<String> {
    let pages = files
        .iter()
        .map(|file| run("ogrinfo", &["-ro", "-al", "-so", file]));
    let pages: Option<Vec<Output>> = pages.collect();
    Some(
        pages?
            .iter()
            .map(|p| String::from_utf8_lossy(&p.stdout).into_owned())
            .collect(),
    )
}

/// What pyogrio (GDAL) or shapely says.
fn by_python(files: &[String; 2]) -> Option<String> {
    let output = run("python3", &["-c", PYTHON, &files[0], &files[1]])?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn an_independent_reader_agrees_where_one_is_installed() {
    let desk = Desk::new();
    let files = written(&desk);
    assert!(files.iter().all(|file| Path::new(file).is_file()));
    let mut readers = 0;
    for (name, told) in [
        ("ogrinfo", by_ogrinfo(&files)),
        ("python3", by_python(&files)),
    ] {
        let Some(told) = told else {
            println!("skipped: no {name} with GDAL, pyogrio or shapely here");
            continue;
        };
        readers += 1;
        println!("{name}: {told}");
        for word in [
            &HOMES.to_string(),
            &FACILITIES.to_string(),
            "Point",
            "convenience_walk_s",
            "resolved_by",
        ] {
            assert!(told.contains(word), "{name} does not see {word}: {told}");
        }
    }
    println!("{readers} independent readers");
}
