//! `--extent`: where the data is complete decides what is unknown.

use lifecircle_testkit::{HeaderBox, OsmBuilder};
use serde_json::{Value, json};

use crate::city::{HOMES, city, city_osm, place};
use crate::files::{Results, count};
use crate::run::{Desk, lifecircle, snapshot};
use crate::verify::verified;

/// The city with no box in its header.
fn city_without_box() -> OsmBuilder {
    let mut osm = city_osm();
    osm.encoding.bbox = HeaderBox::LeftOut;
    osm
}

/// The city without a box, and a relation of all its ways: nothing tells where the data ends.
fn city_of_unknown_extent() -> Vec<u8> {
    let mut osm = city_without_box();
    let members: Vec<(i64, &str)> = osm.ways.iter().map(|way| (way.id, "")).collect();
    osm.relation(1, &members, "type=site");
    osm.bytes()
}

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
    assert_eq!(wide.summary["extent"], "given");
    assert_eq!(with_box.summary["extent"], "header");
    let (table, nothing) = checked(&city_of_unknown_extent(), &[]);
    assert_eq!(nothing.homes, with_box.homes);
    assert_eq!(nothing.summary["edge_known"], false);
    assert_eq!(nothing.summary["extent"], "none");
    let warns = |line: &str| line.starts_with('!') && line.contains("--extent");
    assert!(table.lines().any(warns), "{table}");
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
    let file = desk.file("city.osm.pbf", city_of_unknown_extent());
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

/// The outermost ways of the city: its first and last column and row, a house far in the east.
fn inferred(document: &Value) -> [f64; 4] {
    let sides = document["inferred_box"].as_array().unwrap();
    [0, 1, 2, 3].map(|side| sides[side].as_f64().unwrap())
}

#[test]
fn an_inferred_box_is_told_by_summary_and_manifest_and_kept_by_a_network() {
    let (_, known) = checked(city(), &[]);
    for document in [&known.summary, &known.manifest] {
        assert_eq!(document["extent"], "header");
        assert_eq!(document["inferred_box"], Value::Null);
    }
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city_without_box().bytes());
    let (network, out, again) = (desk.at("city.lcn"), desk.at("out"), desk.at("again"));
    assert_eq!(lifecircle(["network", &file, "-o", &network]).code, Some(0));
    let table = lifecircle(["check", &file, "-o", &out]).done();
    let results = verified(&desk.path().join("out"));
    for document in [&results.summary, &results.manifest] {
        assert_eq!(document["extent"], "inferred");
        let (west_north, south) = (place(0.0, 0.0), place(0.0, 20.0));
        let [west, low, east, north] = inferred(document);
        let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
        assert!(
            near(west, west_north.lon) && near(north, west_north.lat),
            "{document}"
        );
        assert!(
            near(low, south.lat) && east > place(24.0, 0.0).lon,
            "{document}"
        );
    }
    assert_eq!(results.summary["edge_known"], true);
    assert!(edges(&results) > 0, "{table}");
    // Nothing but unknown instead of not covered.
    let (known, told) = (known.verdicts(), results.verdicts());
    assert_eq!((known.len(), told.len()), (HOMES, HOMES));
    let differ = told.iter().filter(|(id, verdict)| known[*id] != **verdict);
    let differ: Vec<_> = differ.map(|(id, &verdict)| (known[id], verdict)).collect();
    assert!(!differ.is_empty());
    assert!(
        differ.iter().all(|&d| d == ("not_covered", "unknown")),
        "{differ:?}"
    );
    // From the network come the same bytes.
    let same = lifecircle(["check", &network, "-o", &again]).done();
    assert_eq!(same, table);
    let files = |name: &str| {
        let files = snapshot(&desk.path().join(name)).into_iter();
        files.map(|(path, bytes)| (path.file_name().map(ToOwned::to_owned), bytes))
    };
    assert!(
        files("out").eq(files("again")),
        "other bytes from the network"
    );
    for source in [&file, &network] {
        let page = lifecircle(["inspect", source, "--json"]).done();
        let document: Value = serde_json::from_str(&page).unwrap();
        assert_eq!(document["extent"], "inferred");
        assert_eq!(document["inferred_box"], results.summary["inferred_box"]);
        assert_eq!(document["bbox"], json!(null));
    }
}

#[test]
fn an_inferred_box_is_told_first_with_the_way_out() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city_without_box().bytes());
    let [bare, boxed] = [file, desk.file("boxed.osm.pbf", city())];
    let words = [
        ("en", ["no box", "unknown rather than not covered"]),
        ("zh", ["未注明范围", "记为“未知”"]),
    ];
    for (lang, words) in words {
        for command in ["check", "gaps", "inspect"] {
            let printed = |file: &str| lifecircle([command, file, "--lang", lang]).out;
            let told = printed(&bare);
            let line = told.lines().take(2).find(|line| line.starts_with('!'));
            let line = line.unwrap_or_else(|| panic!("{command} {lang}: {told}"));
            let always = ["10", "--extent W,S,E,N|FILE", "osmium extract --set-bounds"];
            for word in words.iter().chain(&always) {
                assert!(line.contains(word), "{word} in {line}");
            }
            // Said once, and only where it is so.
            assert_eq!(told.matches("--set-bounds").count(), 1, "{told}");
            assert!(!printed(&boxed).contains("--set-bounds"), "{command}");
            let given = lifecircle([command, &bare, "--lang", lang, "--extent", "9,-1,11,1"]);
            assert!(
                given.code == Some(0) && !given.out.contains("--set-bounds"),
                "{command}"
            );
        }
    }
}

#[test]
fn a_file_whose_ways_tell_an_empty_box_is_told_so() {
    let desk = Desk::new();
    let mut osm = city_without_box();
    osm.ways.truncate(1);
    let file = desk.file("street.osm.pbf", osm.bytes());
    let table = lifecircle(["inspect", &file]).done();
    let first = table.lines().next().unwrap();
    assert!(
        first.starts_with('!') && first.contains("tell none"),
        "{table}"
    );
}

#[test]
fn why_a_home_at_an_inferred_edge_is_unknown_says_that_it_is_inferred() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city_without_box().bytes());
    let out = desk.at("out");
    lifecircle(["check", &file, "-o", &out]).done();
    let results = verified(&desk.path().join("out"));
    let verdicts = results.verdicts();
    let of = |verdict: &str| {
        let home = verdicts.iter().find(|home| *home.1 == verdict).unwrap().0;
        lifecircle(["check", &file, "--home", home]).done()
    };
    assert!(of("unknown").contains("--set-bounds"));
    assert!(!of("covered").contains("--set-bounds"));
}
