//! `lifecircle isochrone`: origins, shapes, files and pictures, and how each wrong one is told.

use geojson::{FeatureCollection, GeoJson, GeometryValue};
use serde_json::Value;

use crate::city::{city, city_osm, place};
use crate::run::{Desk, Outcome, lifecircle, snapshot};

/// Runs the command.
pub(crate) fn isochrone<'a>(args: impl IntoIterator<Item = &'a str>) -> Outcome {
    lifecircle(["isochrone"].into_iter().chain(args))
}

/// A place of the grid as it is typed.
pub(crate) fn typed(column: f64, row: f64) -> String {
    let at = place(column, row);
    format!("{:.7},{:.7}", at.lon, at.lat)
}

/// What stdout holds, by the `geojson` crate.
fn features(text: &str) -> Vec<geojson::Feature> {
    let parsed: GeoJson = text.parse().unwrap_or_else(|e| panic!("{e}: {text}"));
    let collection = FeatureCollection::try_from(parsed).unwrap();
    assert!(!text.contains("\"crs\""), "RFC 7946 knows no crs");
    collection.features
}

fn property<'a>(feature: &'a geojson::Feature, key: &str) -> &'a Value {
    feature
        .property(key)
        .unwrap_or_else(|| panic!("no {key}: {feature}"))
}

/// Runs it, with only the attribution (and `left_out` lines) on stderr.
pub(crate) fn drawn(args: &[&str], left_out: usize) -> Vec<geojson::Feature> {
    let outcome = isochrone(args.iter().copied());
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    assert_eq!(outcome.err.lines().count(), left_out + 1, "{}", outcome.err);
    assert_eq!(
        outcome.err.matches("left out: ").count(),
        left_out,
        "{}",
        outcome.err
    );
    features(&outcome.out)
}

#[test]
fn one_feature_per_origin_and_limit() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let (a, b) = (typed(4.0, 4.0), typed(10.0, 10.0));
    let found = drawn(
        &[&file, "--from", &a, "--from", &b, "--minutes", "10,5,2.5,5"],
        0,
    );
    let rows: Vec<(&str, f64)> = found
        .iter()
        .map(|f| {
            let minutes = property(f, "minutes");
            assert!(minutes.is_number(), "{minutes}");
            (
                property(f, "id").as_str().unwrap(),
                minutes.as_f64().unwrap(),
            )
        })
        .collect();
    let of = |id| [2.5, 5.0, 10.0].map(|m| (id, m));
    assert_eq!(rows, [of(a.as_str()), of(b.as_str())].concat());
    for pair in found
        .windows(2)
        .filter(|p| p[0].property("id") == p[1].property("id"))
    {
        for key in ["area_m2", "street_m", "people", "homes", "facilities"] {
            let [less, more] = [&pair[0], &pair[1]].map(|f| property(f, key).as_f64().unwrap());
            assert!(less <= more, "{key}: {less}, {more}");
        }
    }
    for feature in &found {
        let geometry = &feature.geometry.as_ref().unwrap().value;
        let GeometryValue::MultiPolygon { coordinates } = geometry else {
            panic!("{geometry:?}")
        };
        for ring in coordinates.iter().flatten() {
            assert!(ring.len() >= 4 && ring[0] == ring[ring.len() - 1]);
        }
    }
}

/// On the grid a place within reach is one whose way round the corners is short enough.
#[test]
fn homes_and_facilities_are_counted_by_walks() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let at = typed(10.0, 10.0);
    for (shape, minutes) in [("area", "5"), ("network", "10"), ("streets", "5")] {
        let args = [&file, "--from", &at, "--minutes", minutes, "--shape", shape];
        let found = drawn(&args, 0);
        if shape == "streets" {
            let sum: f64 = found
                .iter()
                .map(|f| property(f, "length_m").as_f64().unwrap())
                .sum();
            let whole = drawn(&[&file, "--from", &at, "--minutes", minutes], 0);
            let street_m = property(&whole[0], "street_m").as_f64().unwrap();
            assert!(
                (sum - street_m).abs() < 0.01 * found.len() as f64,
                "{sum}, {street_m}"
            );
            continue;
        }
        assert_eq!(found.len(), 1);
        // By the matrix, another command.
        let list = desk.file("at.csv", format!("id,lon,lat\nA,{at}\n"));
        for (key, to) in [("homes", "homes"), ("facilities", "facilities")] {
            let out = desk.at("walks.csv");
            let args = [
                "--from",
                &list,
                "--to",
                to,
                "--minutes",
                minutes,
                "-o",
                &out,
            ];
            assert_eq!(
                lifecircle(["matrix", &file].iter().chain(&args)).code,
                Some(0)
            );
            let rows = std::fs::read_to_string(out).unwrap().lines().count() - 1;
            assert_eq!(property(&found[0], key), rows, "{shape}, {key}");
        }
    }
}

#[test]
fn bands_lie_between_the_limits() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let at = typed(10.0, 10.0);
    let area = |f: &geojson::Feature| property(f, "area_m2").as_f64().unwrap();
    let whole = drawn(&[&file, "--from", &at], 0);
    let bands = drawn(&[&file, "--from", &at, "--bands"], 0);
    let beyond = bands
        .iter()
        .map(|f| property(f, "beyond_minutes").to_string());
    assert_eq!(beyond.collect::<Vec<_>>(), ["0.0", "5.0", "10.0"]);
    let sum: f64 = bands.iter().map(area).sum();
    assert!((sum - area(&whole[2])).abs() < 1.0, "{sum}");
    let streets = drawn(&[&file, "--from", &at, "--bands", "--shape", "streets"], 0);
    for feature in streets {
        let [beyond, minutes, from, to] = ["beyond_minutes", "minutes", "from_s", "to_s"]
            .map(|key| property(&feature, key).as_f64().unwrap());
        assert!(from.min(to) >= beyond * 60.0 - 0.01 && from.max(to) <= minutes * 60.0);
    }
}

#[test]
fn a_list_with_one_bad_row_is_drawn_without_it() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let at = |c, r| typed(c, r);
    let csv = format!(
        "id,lon,lat\nA,{}\nB,far,0\nC,{}\n",
        at(4.0, 4.0),
        at(9.0, 9.0)
    );
    let point = |id: &str, at: &str| {
        format!(
            "{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{at}]}},\"properties\":{{\"id\":\"{id}\"}}}}"
        )
    };
    let (a, b, c) = (at(4.0, 4.0), "10.0, 95".to_owned(), at(9.0, 9.0));
    let rows = [point("A", &a), point("B", &b), point("C", &c)].join(",");
    let json = format!("{{\"type\":\"FeatureCollection\",\"features\":[{rows}]}}");
    for (list, what) in [
        (desk.file("list.csv", csv), "line 3"),
        (desk.file("list.geojson", json), "feature 2"),
    ] {
        let outcome = isochrone([file.as_str(), "--from-file", &list, "--minutes", "5"]);
        assert_eq!(outcome.code, Some(0), "{}", outcome.err);
        let ids: Vec<String> = features(&outcome.out)
            .iter()
            .map(|f| property(f, "id").as_str().unwrap().to_owned())
            .collect();
        assert_eq!(ids, ["A", "C"]);
        let told = outcome
            .err
            .lines()
            .find(|l| l.starts_with("left out: "))
            .unwrap();
        let name = list.rsplit('/').next().unwrap();
        assert!(told.contains(what) && told.contains(name), "{told}");
    }
    let bad = desk.file("bad.csv", "id,lon,lat\nA,far,0\nB,0,0\n");
    isochrone([file.as_str(), "--from-file", &bad]).refused(&[
        "no origin can be used",
        "line 2",
        "`B`",
        "outside the data",
    ]);
}

#[test]
fn every_home_and_the_limit_of_pictures() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let found = drawn(&[&file, "--all-homes", "--minutes", "5"], 0);
    assert_eq!(found.len(), crate::city::HOMES);
    // 501 places on the streets of the demo are too many for a picture, and found out before the work.
    let rows: Vec<String> = (0..501)
        .map(|i| format!("{i},{}", typed(f64::from(i % 20), 5.0)))
        .collect();
    let rows = rows.join("\n");
    let list = desk.file("many.csv", format!("id,lon,lat\n{rows}"));
    let (png, out) = (desk.at("many.png"), desk.at("many.csv.out.csv"));
    let before = snapshot(desk.path());
    isochrone([
        file.as_str(),
        "--from-file",
        &list,
        "--png",
        &png,
        "-o",
        &out,
    ])
    .refused(&["at most 500 origins", "501", "--png"]);
    assert!(snapshot(desk.path()) == before, "something was left behind");
}

#[test]
fn an_island_and_the_edge_are_unknown() {
    let desk = Desk::new();
    let mut osm = city_osm();
    let (a, b) = (place(5.3, 30.0), place(5.6, 30.0));
    osm.node_at(7001, a.lon, a.lat, "")
        .node_at(7002, b.lon, b.lat, "");
    osm.way(300, &[7001, 7002], "highway=residential");
    let file = desk.file("city.osm.pbf", osm.bytes());
    let found = drawn(&[&file, "--from", &typed(5.4, 30.0), "--minutes", "5"], 0);
    assert_eq!(
        *property(&found[0], "unknown"),
        serde_json::json!(["island"])
    );
    assert_eq!(*property(&found[0], "homes"), 0);
    let boxed = ["--extent", "9.99,-0.004,10.035,0.02"];
    let args = [
        &[file.as_str(), "--from", &typed(4.0, 13.0), "--minutes", "5"],
        &boxed[..],
    ];
    let found = drawn(&args.concat(), 0);
    assert_eq!(*property(&found[0], "unknown"), serde_json::json!(["edge"]));
}

#[test]
fn the_same_bytes_for_any_number_of_threads_and_from_the_cache() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let cache = desk.at("city.lcn");
    assert_eq!(lifecircle(["network", &file, "-o", &cache]).code, Some(0));
    for (shape, ending) in [
        ("area", "geojson"),
        ("area", "parquet"),
        ("network", "fgb"),
        ("streets", "csv"),
        ("network", "geojson"),
    ] {
        let run = |input: &str, threads: &str| {
            let out = desk.at(&format!("all.{ending}"));
            let args = [
                "--all-homes",
                "--shape",
                shape,
                "--threads",
                threads,
                "-o",
                &out,
            ];
            let outcome = isochrone([input].into_iter().chain(args));
            assert_eq!(
                (outcome.code, outcome.out.as_str()),
                (Some(0), ""),
                "{}",
                outcome.err
            );
            std::fs::read(out).unwrap()
        };
        let one = run(&file, "1");
        assert!(one.len() > 1000);
        assert!(
            run(&file, "2") == one && run(&file, "8") == one,
            "{shape}.{ending}"
        );
        assert!(run(&cache, "2") == one, "{shape}.{ending} from the cache");
    }
}

#[test]
fn what_is_printed_is_what_is_written() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let (at, out) = (typed(4.0, 4.0), desk.at("a.geojson"));
    let printed = isochrone([file.as_str(), "--from", &at]).out;
    let told = isochrone([file.as_str(), "--from", &at, "-o", &out]);
    assert!(
        told.err
            .contains("a.geojson: 5.0, 10.0, 15.0 minutes from 1 place\n"),
        "{}",
        told.err
    );
    assert_eq!(std::fs::read_to_string(out).unwrap(), printed);
}

/// Width and height of a PNG, by its first chunk.
pub(crate) fn png_size(file: &str) -> [u32; 2] {
    let bytes = std::fs::read(file).unwrap();
    assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    [number(16), number(20)]
}

/// The texts of an SVG, one by one, as they are escaped.
pub(crate) fn svg_texts(file: &str) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let pieces = text.split("<text ").skip(1);
    let pieces = pieces.filter_map(|piece| piece.split_once('>'));
    let inside = pieces.filter_map(|(_, rest)| rest.split_once("</text>"));
    inside.map(|(text, _)| text.to_owned()).collect()
}

/// The elements of an SVG that close again, and its text. Panics where it is not well-formed.
pub(crate) fn svg_text(file: &str) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    let (mut open, mut words) = (Vec::new(), String::new());
    for part in text.split('<').skip(1) {
        let (tag, after) = part.split_once('>').unwrap();
        words.push_str(after);
        let name = tag.split([' ', '\n', '/']).find(|n| !n.is_empty()).unwrap();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{tag}");
        } else if !tag.starts_with(['?', '!']) && !tag.ends_with('/') {
            open.push(name);
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
    }
    assert!(open.is_empty(), "{open:?}");
    words
}

#[test]
fn pictures_in_both_languages() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let at = typed(4.0, 4.0);
    for (lang, title) in [
        ("en", "Within 5, 10, 15 minutes"),
        ("zh", "步行 5、10、15 分钟"),
    ] {
        for shape in ["area", "network"] {
            let (png, svg) = (desk.at("a.png"), desk.at("a.svg"));
            let args = [
                "--from", &at, "--lang", lang, "--shape", shape, "--png", &png, "--svg", &svg,
            ];
            let outcome = isochrone([file.as_str()].into_iter().chain(args));
            assert_eq!(outcome.code, Some(0), "{}", outcome.err);
            // Without a Chinese font characters are left out of the PNG, and told.
            let warned = outcome.err.contains("警告") || outcome.err.contains("warning");
            assert!(!warned || lang == "zh", "{}", outcome.err);
            assert!(
                png_size(&png).iter().all(|&side| side >= 600),
                "{:?}",
                png_size(&png)
            );
            assert!(svg_text(&svg).contains(title), "{lang}");
            assert!(!features(&outcome.out).is_empty());
        }
    }
}
