//! `inspect` and `completions`.

use lifecircle_testkit::HeaderBox;
use serde_json::Value;

use crate::city::{HOMES, city, city_osm};
use crate::files::{count, keys, text, thousandths};
use crate::run::{Desk, lifecircle};
use crate::verify::verified;

fn inspected(args: &[&str]) -> Value {
    let printed = lifecircle(["inspect", "--json"].iter().chain(args)).done();
    serde_json::from_str(&printed).expect("one JSON document")
}

#[test]
fn inspect_tells_what_the_small_city_holds() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let document = inspected(&[&file]);
    assert_eq!(document["file"], "city.osm.pbf");
    assert_eq!(document["bytes"], city().len());
    assert_eq!(document["data_date"], "2024-05-01");
    assert_eq!(
        document["bbox"],
        serde_json::json!([9.99, -0.02, 10.035, 0.02])
    );
    assert_eq!(document["homes"], HOMES);
    assert_eq!(document["homes_kind"], "buildings");
    assert_eq!(document["synthetic"], false);
    assert_eq!(
        document["walkable_ways"],
        serde_json::json!({ "open": 43, "private": 2, "closed": 0 })
    );
    let facilities =
        serde_json::json!({ "convenience": 4, "market": 2, "fresh_store": 0, "supermarket": 2 });
    for (category, expected) in facilities.as_object().unwrap() {
        assert_eq!(&document["facilities"][category], expected, "{category}");
    }
    // 42 streets of 2 km, 1.4 km round the corner, 450 m private.
    let km = document["walkable_km"].as_f64().unwrap();
    assert!((km - 85.85).abs() < 0.1, "{km}");
    let page = lifecircle(["inspect", &file]).done();
    for word in ["city.osm.pbf", "2024-05-01", "food market", "101"] {
        assert!(page.contains(word), "{word}: {page}");
    }
}

#[test]
fn inspect_and_check_agree() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    for args in [&[][..], &[file.as_str()]] {
        let document = inspected(args);
        let out = desk.at("out");
        lifecircle(["check", "-o", &out].iter().chain(args)).done();
        let results = verified(&desk.path().join("out"));
        let summary = &results.summary;
        for name in [
            "homes",
            "homes_kind",
            "edge_known",
            "extent",
            "inferred_box",
        ] {
            assert_eq!(document[name], summary[name], "{name}");
        }
        assert_eq!(
            thousandths(&document["people"]),
            thousandths(&summary["people"])
        );
        assert_eq!(document["cut_ends"], summary["network"]["cut_ends"]);
        assert_eq!(document["islands"], summary["network"]["islands"]);
        assert_eq!(
            document["building_yes_left_out"],
            summary["dropped"]["building_yes_left_out"]
        );
        assert_eq!(document["sha256"], results.manifest["inputs"][0]["sha256"]);
        assert_eq!(document["data_date"], results.manifest["data_date"]);
        for category in keys(&document["facilities"]) {
            let having = results
                .categories()
                .values()
                .filter(|kinds| kinds.contains(&category))
                .count();
            assert_eq!(
                count(&document["facilities"], category),
                having as u64,
                "{category}"
            );
        }
    }
}

#[test]
fn inspect_of_the_demo_in_both_languages() {
    let en = lifecircle(["inspect"]).done();
    let zh = lifecircle(["inspect", "--lang", "zh"]).done();
    assert!(
        en.contains("convenience store") && en.contains("walkable length"),
        "{en}"
    );
    assert!(zh.contains("便利店") && zh.contains("步行道路长度"), "{zh}");
    let document = inspected(&[]);
    assert_eq!(document["file"], "demo.osm.pbf");
    assert!(en.contains(text(&document, "writer")));
    assert_eq!(
        document,
        inspected(&["--lang", "zh"]),
        "JSON has no language"
    );
}

#[test]
fn inspect_warns_of_what_is_missing() {
    let desk = Desk::new();
    let mut osm = city_osm();
    osm.encoding.date_s = None;
    osm.encoding.bbox = HeaderBox::LeftOut;
    osm.ways.retain(|way| way.id < 1000);
    osm.nodes.retain(|node| node.id < 1000 || node.id >= 6000);
    let file = desk.file("bare.osm.pbf", osm.bytes());
    let page = lifecircle(["inspect", &file]).done();
    for word in ["fewer than 50 dwellings", "no box", "date", "thinly mapped"] {
        assert!(
            page.lines()
                .any(|line| line.starts_with('!') && line.contains(word)),
            "{word}: {page}"
        );
    }
    let document = inspected(&[&file]);
    assert_eq!(document["homes_kind"], "points");
    assert_eq!(
        (&document["data_date"], &document["bbox"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn few_dwellings_are_stood_in_for_by_points() {
    let desk = Desk::new();
    let mut osm = city_osm();
    osm.ways.retain(|way| way.id < 1010);
    let (file, out) = (desk.file("bare.osm.pbf", osm.bytes()), desk.at("out"));
    let table = lifecircle(["check", &file, "-o", &out]).done();
    assert!(table.contains("points along"), "{table}");
    let results = verified(&desk.path().join("out"));
    assert_eq!(results.summary["homes_kind"], "points");
    assert_eq!(results.manifest["options"]["residences"], "points");
    for home in results.homes.iter().map(|f| &f["properties"]) {
        let id = text(home, "id");
        let (way, metres) = id.split_once('@').expect("way/123@25");
        assert!(
            way.starts_with("way/") && metres.parse::<u32>().unwrap() % 50 == 25,
            "{id}"
        );
        assert_eq!(thousandths(&home["people"]), 1000, "{id}");
    }
}

#[test]
fn a_city_without_homes_is_told() {
    let desk = Desk::new();
    let mut osm = city_osm();
    osm.ways.clear();
    let file = desk.file("nodes.osm.pbf", osm.bytes());
    let outcome = lifecircle(["check", &file]);
    let told = [outcome.out.as_str(), &outcome.err].concat();
    let warns = |line: &str| line.starts_with(['!', 'e']) && line.contains("home");
    assert!(told.lines().any(warns), "{told}");
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = lifecircle(["completions", shell]).done();
        for word in ["lifecircle", "inspect", "min-coverage", "completions"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    lifecircle(["completions", "tcsh"]).refused(&["tcsh", "bash", "zsh", "fish"]);
}

#[test]
fn every_command_has_a_manual_page() {
    let desk = Desk::new();
    let folder = desk.at("man");
    for (lang, word) in [("en", "Exit with 1 unless"), ("zh", "退出码为 1")] {
        let told = lifecircle(["manual", &folder, "--lang", lang]);
        assert_eq!(told.code, Some(0), "{}", told.err);
        let page = |name: &str| std::fs::read_to_string(desk.path().join("man").join(name));
        for name in [
            "lifecircle.1",
            "lifecircle-check.1",
            "lifecircle-scenario-diff.1",
        ] {
            assert!(told.err.contains(name), "{}", told.err);
            assert!(page(name).unwrap().starts_with(".ie"), "{name}");
        }
        let check = page("lifecircle-check.1").unwrap();
        let flat = check.replace("\\-", "-");
        assert!(
            flat.contains("--min-coverage") && flat.contains(word),
            "{flat}"
        );
    }
}

#[cfg(unix)]
#[test]
fn bash_understands_its_completions() {
    let desk = Desk::new();
    let line =
        "$LC completions bash > c.bash && if command -v bash >/dev/null; then bash -n c.bash; fi";
    crate::run::shell(line, desk.path()).done();
}
