//! Sampled points are called points and never people; homes without a verdict and thin mapping are told by `gaps` as by `check`.

use crate::city::{HOMES, city, city_osm};
use crate::isochrone::svg_text;
use crate::run::{Desk, lifecircle};

/// The city with ten dwellings left, too few to stand for it: points along its streets do.
fn sampled() -> Vec<u8> {
    let mut osm = city_osm();
    osm.ways.retain(|way| way.id < 1010);
    osm.bytes()
}

fn printed(args: &[&str], lang: &str) -> String {
    let outcome = lifecircle(args.iter().copied().chain(["--lang", lang]));
    assert_eq!(outcome.code, Some(0), "{args:?}: {}", outcome.err);
    outcome.out
}

#[test]
fn points_are_points_in_every_table_and_on_the_map() {
    let desk = Desk::new();
    let file = desk.file("bare.osm.pbf", sampled());
    for args in [
        &["check", &file][..],
        &["inspect", &file],
        &["gaps", &file],
        &["gaps", &file, "--only", "market"],
    ] {
        let (en, zh) = (printed(args, "en"), printed(args, "zh"));
        assert!(en.contains("points"), "{en}");
        for word in ["people", "person", "homes ("] {
            assert!(!en.contains(word), "{word}: {en}");
        }
        assert!(zh.contains("采样点"), "{zh}");
        for word in [" 人", "人口", "处住宅"] {
            assert!(!zh.contains(word), "{word}: {zh}");
        }
    }
    let map = desk.at("map.svg");
    for (lang, has, has_not, after) in [
        ("en", "by sampled points", "by people", " people"),
        ("zh", "个采样点", "人口", " 人"),
    ] {
        printed(&["gaps", &file, "--only", "market", "--svg", &map], lang);
        let text = svg_text(&map);
        assert!(text.contains(has) && !text.contains(has_not), "{text}");
        let counts = text.match_indices(after).map(|(at, _)| &text[..at]);
        let mut counts = counts.filter(|before| before.ends_with(|c: char| c.is_ascii_digit()));
        assert_eq!(counts.next(), None, "{text}");
    }
}

#[test]
fn one_point_is_explained_without_people() {
    let desk = Desk::new();
    let file = desk.file("bare.osm.pbf", sampled());
    let told = lifecircle(["check", &file, "--home", "x"]).refused(&["for example"]);
    let home = told.trim().rsplit(' ').next().unwrap();
    let why = printed(&["check", &file, "--home", home], "en");
    assert!(
        why.contains("(sampled point)") && !why.contains("people"),
        "{why}"
    );
}

#[test]
fn gaps_tells_of_homes_without_a_verdict() {
    let desk = Desk::new();
    let mut osm = city_osm();
    osm.nodes.retain(|node| !(5001..=5008).contains(&node.id));
    let file = desk.file("empty.osm.pbf", osm.bytes());
    let (check, gaps) = (
        printed(&["check", &file], "en"),
        printed(&["gaps", &file], "en"),
    );
    assert!(
        gaps.contains("0 areas, 0 homes, 0 people not covered"),
        "{gaps}"
    );
    let unknown = format!("{HOMES} homes more have no verdict");
    assert!(gaps.contains(&unknown), "{gaps}");
    let beware = |line: &&str| line.starts_with("! ") || line.starts_with("Unknown for ");
    let of = |page: &str| -> Vec<String> {
        let lines = page.lines().filter(beware);
        lines.map(str::to_owned).collect()
    };
    assert_eq!(of(&check), of(&gaps));
    for word in [
        "Unknown for food market: 101 (no such facility in the data)",
        "convenience store: none for 101 homes and",
        "thinly mapped",
    ] {
        assert!(gaps.contains(word), "{word}: {gaps}");
    }
    let zh = printed(&["gaps", &file, "--only", "market"], "zh");
    assert!(zh.contains("另有 101 处住宅没有结论"), "{zh}");
    assert!(
        zh.contains("菜市场的覆盖情况未知：101 处（数据中没有此类设施）。"),
        "{zh}"
    );
    assert!(!zh.contains("超市的覆盖"), "the map of one rule: {zh}");
}

#[test]
fn one_thing_is_no_several() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let area = printed(&["gaps", &file, "--top", "1"], "en");
    for wrong in [" 1 areas", " 1 homes", " 1 people"] {
        assert!(!area.contains(wrong), "{area}");
    }
    let site = desk.file("site.csv", "id,lon,lat\na,10.0,0.0\n");
    let out = desk.at("w.csv");
    let outcome = lifecircle([
        "matrix",
        &file,
        "--from",
        &site,
        "--max-snap",
        "2000",
        "-o",
        &out,
    ]);
    assert!(
        outcome.err.contains("from 1 place to 8 places"),
        "{}",
        outcome.err
    );
}
