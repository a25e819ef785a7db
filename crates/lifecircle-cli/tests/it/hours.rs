//! `--at` and `--hours`: what is open counts, what is not known makes nobody sure.

use serde_json::Value;

use crate::city::{city, city_osm, place};
use crate::run::{Desk, lifecircle};

const RULES: &str =
    "id = \"near\"\n[[rule]]\nid = \"convenience\"\ncategories = [\"convenience\"]\nmetres = 150\n";

/// A home with one shop beside it, which has these hours.
fn desk(hours: &str) -> (Desk, Vec<String>) {
    let desk = Desk::new();
    let (home, shop) = (place(4.0, 4.5), place(4.0, 4.6));
    let homes = format!("id,lon,lat,people\nh,{},{},10\n", home.lon, home.lat);
    let shops = format!(
        "id,category,lon,lat,营业时间\ns,convenience,{},{},\"{hours}\"\n",
        shop.lon, shop.lat
    );
    let file = desk.file("city.osm.pbf", city());
    let rules = desk.file("rules.toml", RULES);
    let homes = desk.file("homes.csv", homes) + "@wgs84";
    let shops = desk.file("shops.csv", shops) + "@wgs84";
    let args = [
        "check",
        &file,
        "--rules",
        &rules,
        "--residences",
        &homes,
        "--facilities",
        &shops,
        "--replace",
    ];
    let args = args.map(str::to_owned).to_vec();
    (desk, args)
}

fn summary(args: &[String], more: &[&str]) -> Value {
    let args = args.iter().map(String::as_str);
    let out = lifecircle(args.chain(more.iter().copied()).chain(["--json"])).done();
    serde_json::from_str(&out).unwrap()
}

fn joint(summary: &Value) -> [u64; 3] {
    let homes = &summary["joint"]["homes"];
    ["covered", "not_covered", "unknown"].map(|key| homes[key].as_u64().unwrap())
}

#[test]
fn a_shop_counts_while_it_is_open() {
    let (_desk, args) = desk("周一至周五 8:00-20:00；周末休息");
    for (at, expected) in [
        ("Tue 10:00", [1, 0, 0]),
        ("Tue 20:00", [0, 1, 0]),
        ("周六 10:00", [0, 1, 0]),
    ] {
        assert_eq!(joint(&summary(&args, &["--at", at])), expected, "{at}");
    }
    let plain = summary(&args, &[]);
    assert_eq!(joint(&plain), [1, 0, 0]);
    let reasons = plain["joint"]["reasons"].as_object().unwrap();
    assert!(plain.get("at").is_none() && reasons.get("hours").is_none());
}

#[test]
fn hours_that_cannot_be_read_are_told_and_stay_unknown() {
    let (_desk, args) = desk("以店内公告为准");
    let found = summary(&args, &["--at", "Tue 10:00"]);
    assert_eq!(joint(&found), [0, 0, 1]);
    assert_eq!(found["joint"]["reasons"]["hours"], 1);
    let hours = &found["at"]["hours"];
    assert_eq!(
        (&hours["malformed"], &hours["told"]),
        (&1.into(), &0.into())
    );
    assert_eq!(hours["malformed_first"][0]["id"], "s");
    let args: Vec<&str> = args
        .iter()
        .map(String::as_str)
        .chain(["--at", "Tue 10:00"])
        .collect();
    let table = lifecircle(&args).done();
    assert!(
        table.contains("以店内公告为准") && table.contains("opening hours not known"),
        "{table}"
    );
}

#[test]
fn holidays_count_on_dates() {
    let (_desk, args) = desk("Mo-Su 08:00-20:00; PH off");
    let on = |country: &[&str], date: &str| {
        let more: Vec<&str> = ["--at", date].iter().chain(country).copied().collect();
        joint(&summary(&args, &more))
    };
    assert_eq!(on(&["--country", "CN"], "2026-10-01 09:00"), [0, 1, 0]);
    assert_eq!(on(&["--country", "ES"], "2026-10-01 09:00"), [1, 0, 0]);
    assert_eq!(on(&["--country", "CN"], "Thu 09:00"), [1, 0, 0]);
}

#[test]
fn a_week_is_written_as_table_and_curve() {
    let (desk, args) = desk("Mo-Fr 08:00-20:00");
    let out = desk.at("out");
    let all = args
        .iter()
        .map(String::as_str)
        .chain(["--hours", "-o", &out]);
    let table = lifecircle(all).done();
    assert!(table.contains("08:00") && table.contains('█'), "{table}");
    let csv = std::fs::read_to_string(desk.path().join("out/hours.csv")).unwrap();
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 1 + 168 * 2);
    let joint = rows.iter().filter(|row| row[3] == "joint");
    let open: Vec<&str> = joint
        .filter(|row| row[4] == "1")
        .map(|row| row[0])
        .collect();
    let expected = (0..5).flat_map(|day| (8..20).map(move |hour| (day * 24 + hour).to_string()));
    assert_eq!(open, expected.collect::<Vec<String>>());
    let svg = std::fs::read_to_string(desk.path().join("out/hours.svg")).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("polyline"), "{svg}");
}

#[test]
fn a_city_file_may_state_the_hours_of_a_category() {
    let (desk, args) = desk("");
    let city_file = |hours: &str| {
        let text =
            format!("extract = \"city.osm.pbf\"\nrules = \"rules.toml\"\n\n[hours]\n{hours}\n");
        desk.file("city.toml", text)
    };
    let file = city_file("convenience = \"24/7\"");
    let mut args = args;
    args[1] = file;
    let found = summary(&args, &["--at", "Tue 03:00"]);
    assert_eq!(joint(&found), [1, 0, 0]);
    assert_eq!(found["at"]["hours"]["by_city_file"], 1);
    for (hours, needle) in [
        ("convenience = \"always\"", "`always`"),
        ("nothing = \"24/7\"", "`nothing`"),
    ] {
        args[1] = city_file(hours);
        let all = args.iter().map(String::as_str).chain(["--at", "Tue 03:00"]);
        lifecircle(all).refused(&[needle]);
    }
}

#[test]
fn impossible_times_are_refused_with_what_is_possible() {
    for (at, needle) in [
        ("Tue 25:00", "00:00 to 23:59"),
        ("Someday 10:00", "Mon, Tue"),
        ("2026-02-30 10:00", "28 days"),
        ("22:00", "Tue 22:00"),
    ] {
        lifecircle(["check", "--at", at]).refused(&[needle]);
    }
    lifecircle(["check", "--at", "周二 25:00", "--lang", "zh"]).refused(&["00:00 至 23:59"]);
    lifecircle(["check", "--at", "Tue 10:00", "--country", "Spain"]).refused(&["two letters"]);
}

/// The private footway of the city, with a condition; nobody tells the hours of a shop, so that homes near enough are unknown.
fn city_with(condition: &str) -> (Desk, Vec<String>) {
    let mut osm = city_osm();
    osm.tag_way(101, "access:conditional", condition);
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", osm.bytes());
    (desk, ["check", &file].map(str::to_owned).to_vec())
}

#[test]
fn a_way_by_the_clock_is_a_short_cut_while_it_is_open() {
    let (_desk, args) = city_with("yes @ (08:00-18:00)");
    let [day, night] = ["Tue 10:00", "Tue 22:00"].map(|at| summary(&args, &["--at", at]));
    let (by_day, by_night) = (joint(&day), joint(&night));
    assert_eq!([by_day[0], by_night[0]], [0, 0]);
    assert_eq!([by_day[1] + 1, by_day[2] - 1], by_night[1..]);
    assert_eq!(day["at"]["gates"]["ways"], 1);
    assert_eq!(day["at"]["gates"]["changed"], 1);
    assert_eq!(night["at"]["gates"]["changed"], 0);
    let (_desk, plain) = city_with("no @ (24/7)");
    assert_eq!(joint(&summary(&plain, &["--at", "Tue 10:00"])), by_night);
}

#[test]
fn conditions_that_cannot_be_read_are_told_in_both_languages_and_stay_as_tagged() {
    let (_desk, args) = city_with("yes @ (32:00-99:00)");
    let found = summary(&args, &["--at", "Tue 10:00"]);
    let (_other, closed) = city_with("no @ (24/7)");
    assert_eq!(
        joint(&found),
        joint(&summary(&closed, &["--at", "Tue 10:00"]))
    );
    assert_eq!(found["at"]["gates"]["malformed"], 1);
    assert_eq!(found["at"]["gates"]["malformed_first"][0]["id"], "way/101");
    for (lang, needle) in [("en", "1 cannot be read"), ("zh", "读不懂 1 处")] {
        for at in [&["--at", "Tue 10:00"][..], &["--hours"]] {
            let all = args.iter().map(String::as_str).chain(at.iter().copied());
            let table = lifecircle(all.chain(["--lang", lang])).done();
            assert!(
                table.contains("way/101 `yes @ (32:00-99:00)`") && table.contains(needle),
                "{table}"
            );
        }
    }
}
