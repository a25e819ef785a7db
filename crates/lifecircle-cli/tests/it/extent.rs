//! `--extent`: where the data is complete decides what is unknown.

use crate::city::{city, city_without_box, place};
use crate::files::{Results, count};
use crate::run::{Desk, lifecircle};
use crate::verify::verified;

/// The western half of the grid, its border in the middle of blocks: west, south, east, north.
fn west_half() -> [f64; 4] {
    let (north_west, south_east) = (place(-1.5, -1.5), place(9.5, 21.5));
    [
        north_west.lon,
        south_east.lat,
        south_east.lon,
        north_west.lat,
    ]
}

fn checked(bytes: &[u8], more: &[&str]) -> (String, Results) {
    let desk = Desk::new();
    let (file, out) = (desk.file("city.osm.pbf", bytes), desk.at("out"));
    let table = lifecircle(["check", &file, "-o", &out].iter().chain(more)).done();
    (table, verified(&desk.path().join("out")))
}

fn edges(results: &Results) -> u64 {
    count(&results.summary["rules"]["supermarket"]["reasons"], "edge")
}

#[test]
fn the_box_of_the_file_holds_all_and_nothing_is_at_the_edge() {
    let (_, results) = checked(city(), &[]);
    assert_eq!(edges(&results), 0);
    assert_eq!(results.summary["edge_known"], true);
    assert_eq!(
        results.manifest["options"]["extent"],
        serde_json::Value::Null
    );
}

#[test]
fn box_poly_and_geojson_give_the_same_edge() {
    let desk = Desk::new();
    let [w, s, e, n] = west_half();
    let as_box = format!("{w},{s},{e},{n}");
    let poly = desk.file(
        "west.poly",
        format!("west\nring\n  {w} {s}\n  {e} {s}\n  {e} {n}\n  {w} {n}\n  {w} {s}\nEND\nEND\n"),
    );
    let ring = format!("[[[{w},{s}],[{e},{s}],[{e},{n}],[{w},{n}],[{w},{s}]]]");
    let polygon = format!("{{\"type\":\"Polygon\",\"coordinates\":{ring}}}");
    let multi = format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[{ring}]}}");
    let feature = format!("{{\"type\":\"Feature\",\"properties\":{{}},\"geometry\":{polygon}}}");
    let collection = format!("{{\"type\":\"FeatureCollection\",\"features\":[{feature}]}}");
    let files = [polygon, multi, feature, collection];
    let files = [0, 1, 2, 3].map(|i| desk.file(&format!("west{i}.geojson"), &files[i]));
    let (table, first) = checked(city(), &["--extent", &as_box]);
    assert!(edges(&first) > 0, "{table}");
    assert!(table.contains("the data ends within the limit"), "{table}");
    assert_eq!(first.manifest["options"]["extent"], as_box);
    for file in files.iter().chain([&poly]) {
        let (same_table, results) = checked(city(), &["--extent", file]);
        assert_eq!(results.homes, first.homes, "{file}");
        assert_eq!(same_table, table, "{file}");
    }
}

#[test]
fn an_extent_beyond_everything_is_as_good_as_a_box() {
    let (_, with_box) = checked(city(), &[]);
    let (_, wide) = checked(
        &city_without_box().bytes(),
        &["--extent", "9.99,-0.02,10.035,0.02"],
    );
    assert_eq!(wide.homes, with_box.homes);
    assert_eq!(wide.summary["edge_known"], true);
    let (_, nothing) = checked(&city_without_box().bytes(), &[]);
    assert_eq!(nothing.summary["edge_known"], false);
}

#[test]
fn negative_degrees_are_no_option() {
    let (_, results) = checked(city(), &["--extent", "-1,-1,11,1"]);
    assert_eq!(edges(&results), 0);
}

#[test]
fn an_extent_that_holds_none_of_the_data_is_told() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    for extent in ["119,33,120,34", "0,10,1,11"] {
        let outcome = lifecircle(["check", &file, "--extent", extent]);
        let told = [outcome.out.as_str(), &outcome.err].concat();
        let warns = |line: &str| line.starts_with(['!', 'e']) && line.contains("extent");
        assert!(told.lines().any(warns), "{told}");
    }
}

#[test]
fn inspect_takes_an_extent_too() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city_without_box().bytes());
    let cut_ends = |more: &[&str]| {
        let text = lifecircle(["inspect", &file, "--json"].iter().chain(more)).done();
        let document: serde_json::Value = serde_json::from_str(&text).unwrap();
        (
            count(&document["cut_ends"], "outside"),
            document["edge_known"].as_bool().unwrap(),
        )
    };
    assert_eq!(cut_ends(&[]), (0, false));
    let [w, s, e, n] = west_half();
    let (outside, known) = cut_ends(&["--extent", &format!("{w},{s},{e},{n}")]);
    assert!(outside > 0 && known);
}
