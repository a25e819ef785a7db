//! What the options of `check` change.

use crate::city::{HOMES, city, place};
use crate::files::{Results, count, text, thousandths};
use crate::run::{Desk, Outcome, lifecircle, wgs84};
use crate::verify::verified;

fn run(more: &[&str]) -> Outcome {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    lifecircle(["check", &file].iter().chain(more))
}

fn checked(more: &[&str]) -> Results {
    let desk = Desk::new();
    let (file, out) = (desk.file("city.osm.pbf", city()), desk.at("out"));
    lifecircle(["check", &file, "-o", &out].iter().chain(more)).done();
    verified(&desk.path().join("out"))
}

fn covered(results: &Results) -> u64 {
    count(&results.summary["rules"]["market"]["homes"], "covered")
}

#[test]
fn every_profile_walks_at_its_own_speed() {
    let speeds = [
        ("adult", "1.20"),
        ("elderly", "0.90"),
        ("child", "1.00"),
        ("stroller", "1.00"),
        ("wheelchair", "0.90"),
    ];
    let adult = checked(&["--profile", "adult"]);
    for (profile, speed) in speeds {
        let table = run(&["--profile", profile]).done();
        assert!(table.contains(&format!("{profile} {speed} m/s")), "{table}");
        let results = checked(&["--profile", profile]);
        assert_eq!(results.manifest["options"]["profile"], profile);
        assert!(covered(&results) <= covered(&adult), "{profile}");
    }
}

#[test]
fn a_speed_scales_every_walk() {
    let adult = checked(&[]);
    let double = checked(&["--speed", "2.4m/s"]);
    let same = checked(&["--speed", "4.32km/h"]);
    for home in adult.homes.iter().map(|f| &f["properties"]) {
        let id = text(home, "id");
        let walk = |results: &Results| thousandths(&results.home(id)["market_walk_s"]);
        assert_eq!(walk(&adult), walk(&same), "{id}");
        // Every street and leg is rounded by itself.
        assert!(walk(&adult).abs_diff(2 * walk(&double)) < 100, "{id}");
    }
    assert!(run(&["--speed", "1.5 m/s"]).done().contains("1.50 m/s"));
}

#[test]
fn waiting_at_crossings_is_printed() {
    let table = run(&["--crossing-delay", "20"]).done();
    assert!(table.contains("each crossing 20 s"), "{table}");
    assert!(run(&[]).done().contains("no waiting at crossings"));
}

#[test]
fn a_short_reach_leaves_homes_without_a_street() {
    // Houses stand 40 m from their street.
    let results = checked(&["--max-snap", "20"]);
    let reasons = &results.summary["rules"]["market"]["reasons"];
    assert_eq!(
        count(reasons, "unreachable"),
        HOMES as u64 - 1,
        "but for the house 10 m from its street"
    );
    assert!(
        run(&["--max-snap", "20"])
            .done()
            .contains("no street in reach")
    );
    let long = run(&["--max-snap", "41"]).done();
    assert!(!long.contains("no street in reach"), "{long}");
}

#[test]
fn the_target_decides_the_exit_code() {
    run(&["--min-coverage", "0%"]).done();
    run(&["--min-coverage", "0"]).refused(&["0", "90%"]);
    let missed = run(&["--min-coverage", "100%"]);
    assert_eq!(missed.code, Some(1), "{}", missed.err);
    assert!(
        missed.out.contains("all together"),
        "the table is printed all the same"
    );
    assert!(
        missed.err.contains("100 %") && missed.err.lines().count() == 1,
        "{}",
        missed.err
    );
    for demo in [["--min-coverage", "0%"], ["--min-coverage", "0.0%"]] {
        lifecircle(["check"].iter().chain(&demo)).done();
    }
}

#[test]
fn the_target_is_met_at_exactly_the_share_of_people() {
    let results = checked(&[]);
    let covered = thousandths(&results.summary["joint"]["people"]["covered"]) as f64;
    let share = covered * 100.0 / thousandths(&results.summary["people"]) as f64;
    assert!(share > 0.0 && share < 100.0);
    run(&["--min-coverage", &format!("{share}%")]).done();
    assert_eq!(
        run(&["--min-coverage", &format!("{}%", share + 0.001)]).code,
        Some(1)
    );
}

#[test]
fn a_target_missed_by_a_hair_is_told_as_missed() {
    let desk = Desk::new();
    let (near, far) = (place(10.0, 11.0), place(0.0, 20.0));
    let homes = format!(
        "id,lon,lat,people\nnear,{},{},2496\nfar,{},{},7504\n",
        near.lon, near.lat, far.lon, far.lat
    );
    let shop = format!(
        "id,category,lon,lat\ns,convenience;market;supermarket,{},{}\n",
        near.lon, near.lat
    );
    let (homes, shop) = (desk.file("homes.csv", homes), desk.file("shop.csv", shop));
    let lists = [
        "--residences",
        &wgs84(&homes),
        "--facilities",
        &wgs84(&shop),
        "--replace",
    ];
    let missed = run(&[&lists[..], &["--min-coverage", "25%"]].concat());
    assert_eq!(missed.code, Some(1), "{}", missed.out);
    let words = missed.err.split_whitespace();
    let numbers: Vec<f64> = words.filter_map(|word| word.parse().ok()).collect();
    assert!(
        numbers.len() == 2 && numbers[0] < numbers[1],
        "{}",
        missed.err
    );
}

#[test]
fn a_missed_target_still_writes_the_files() {
    let desk = Desk::new();
    let (file, out) = (desk.file("city.osm.pbf", city()), desk.at("out"));
    let missed = lifecircle(["check", &file, "-o", &out, "--min-coverage", "100%"]);
    assert_eq!(missed.code, Some(1));
    verified(&desk.path().join("out"));
}

#[test]
fn one_home_is_explained() {
    let results = checked(&[]);
    for id in ["way/1000", "way/1048", "way/2000"] {
        let home = results.home(id);
        let page = run(&["--home", id]).done();
        assert!(page.starts_with(id), "{page}");
        for rule in &results.rules {
            let facility = text(home, &format!("{}_facility", rule.id));
            assert!(
                page.contains(&format!("({facility})")),
                "{facility}: {page}"
            );
            let minutes = home[format!("{}_walk_s", rule.id)].as_f64().unwrap() / 60.0;
            assert!(
                page.contains(&format!("{minutes:.1} min")),
                "{minutes:.1}: {page}"
            );
        }
        assert!(page.contains("way/"), "the streets it leads along: {page}");
    }
    let page = run(&["--home", "way/2000"]).done();
    assert!(
        page.contains("to spare") && page.contains("too far"),
        "{page}"
    );
    assert!(run(&["--home", "way/1048"]).done().contains("(private)"));
}

#[test]
fn a_home_of_the_demo_is_explained_in_both_languages() {
    let desk = Desk::new();
    lifecircle(["check", "-o", &desk.at("out")]).done();
    let results = verified(&desk.path().join("out"));
    let id = text(&results.homes[0]["properties"], "id");
    let en = lifecircle(["check", "--home", id]).done();
    assert!(
        en.contains("people") && en.contains("convenience store 5 min"),
        "{en}"
    );
    let zh = lifecircle(["check", "--home", id, "--lang", "zh"]).done();
    assert!(zh.contains('人') && zh.contains("便利店 5 分钟"), "{zh}");
    assert!(!zh.contains("people") && !zh.contains("covered"), "{zh}");
}

#[test]
fn switches_for_trunk_roads_and_ferries_are_accepted() {
    let results = checked(&["--no-trunk", "--ferries", "--threads", "2", "--quiet"]);
    assert_eq!(
        results.verdicts(),
        checked(&[]).verdicts(),
        "the small city has neither"
    );
}
