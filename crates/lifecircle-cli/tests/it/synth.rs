//! `synth`: a city drawn, inspected and checked.

use serde_json::Value;

use crate::files::{count, text};
use crate::run::{Desk, Outcome, lifecircle};
use crate::verify::verified;

fn drawn(desk: &Desk, name: &str, more: &[&str]) -> (Outcome, String) {
    let path = desk.at(name);
    (lifecircle(["synth", "-o", &path].iter().chain(more)), path)
}

#[test]
fn a_drawn_city_is_inspected_and_checked() {
    let desk = Desk::new();
    let (outcome, file) = drawn(&desk, "city.osm.pbf", &["--km2", "1", "--seed", "3"]);
    assert_eq!(
        (outcome.code, outcome.out.as_str()),
        (Some(0), ""),
        "{}",
        outcome.err
    );
    assert!(
        outcome.err.contains("city.osm.pbf") && outcome.err.contains("synthetic"),
        "{}",
        outcome.err
    );
    let page = lifecircle(["inspect", "--json", &file]).done();
    let document: Value = serde_json::from_str(&page).unwrap();
    assert_eq!(document["synthetic"], true);
    assert!(text(&document, "writer").starts_with("lifecircle-synth"));
    assert!(count(&document, "homes") > 50);
    let table = lifecircle(["check", &file, "-o", &desk.at("out")]).done();
    assert!(table.contains("SYNTHETIC"), "{table}");
    let results = verified(&desk.path().join("out"));
    assert_eq!(count(&results.summary, "homes"), count(&document, "homes"));
    assert!(text(&results.manifest, "attribution").contains("synthetic"));
    assert!(!table.contains("OpenStreetMap contributors"), "{table}");
    let zh = lifecircle(["check", &file, "--lang", "zh"]).done();
    assert!(zh.contains("虚构"), "{zh}");
}

#[test]
fn the_seed_decides_every_byte() {
    let desk = Desk::new();
    let bytes = |name: &str, more: &[&str]| {
        let (outcome, file) = drawn(&desk, name, more);
        assert_eq!(outcome.code, Some(0), "{}", outcome.err);
        std::fs::read(file).unwrap()
    };
    let first = bytes("a.osm.pbf", &["--km2", "0.5", "--seed", "7"]);
    assert!(
        first
            == bytes(
                "b.osm.pbf",
                &["--km2", "0.5", "--seed", "7", "--threads", "1"]
            )
    );
    assert!(first != bytes("c.osm.pbf", &["--km2", "0.5", "--seed", "8"]));
    assert!(first.len() < bytes("d.osm.pbf", &["--km2", "2", "--seed", "7"]).len());
}

#[test]
fn a_city_of_no_size_is_refused() {
    for km2 in ["-1", "0", "nan", "inf", "1e12", "abc"] {
        let desk = Desk::new();
        drawn(&desk, "city.osm.pbf", &["--km2", km2])
            .0
            .refused(&["km2"]);
        assert!(
            crate::run::snapshot(desk.path()).is_empty(),
            "{km2} left something behind"
        );
    }
}

#[test]
fn a_place_that_cannot_be_written_is_refused() {
    let desk = Desk::new();
    let below_a_file = desk.file("plain", "x") + "/city.osm.pbf";
    for path in [
        below_a_file,
        desk.at("no/such/folder/city.osm.pbf"),
        desk.path().to_str().unwrap().to_owned(),
    ] {
        let before = crate::run::snapshot(desk.path());
        lifecircle(["synth", "--km2", "0.5", "-o", &path]).refused(&[&path]);
        assert_eq!(crate::run::snapshot(desk.path()), before);
    }
}

#[test]
fn a_missing_folder_is_named() {
    let desk = Desk::new();
    let path = desk.at("missing/city.osm.pbf");
    let err = lifecircle(["synth", "--km2", "0.5", "-o", &path]).refused(&[&path, "folder"]);
    assert!(!err.contains("missing/.tmp"), "{err}");
}

#[test]
fn an_output_file_is_needed() {
    lifecircle(["synth"]).refused(&["--output"]);
}
