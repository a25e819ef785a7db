//! `--rules` and `rules list|show|validate`.

use crate::city::city;
use crate::files::{Results, count, keys};
use crate::run::{Desk, lifecircle};
use crate::same_bytes::MIXED;
use crate::verify::verified;

const BUILT_IN: [&str; 5] = [
    "huaian-2023",
    "huaian-2023-fresh",
    "huaian-2023-substitute",
    "gb50180",
    "press-5-8-15",
];

fn checked(rules: &str) -> (String, Results) {
    let desk = Desk::new();
    let (file, out) = (desk.file("city.osm.pbf", city()), desk.at("out"));
    let table = lifecircle(["check", &file, "--rules", rules, "-o", &out]).done();
    (table, verified(&desk.path().join("out")))
}

#[test]
fn every_built_in_pack_runs() {
    for name in BUILT_IN {
        let (_, results) = checked(name);
        assert_eq!(results.manifest["rules"]["id"], name);
        assert_eq!(
            keys(&results.summary["rules"]),
            ["convenience", "market", "supermarket"]
        );
        assert_eq!(
            results.manifest["inputs"].as_array().map(Vec::len),
            Some(1),
            "a built-in pack is no file"
        );
    }
}

#[test]
fn a_pack_decides_what_counts_and_how_far() {
    let covered =
        |results: &Results, rule: &str| count(&results.summary["rules"][rule]["homes"], "covered");
    let (_, base) = checked("huaian-2023");
    let (_, substitute) = checked("huaian-2023-substitute");
    assert!(covered(&substitute, "convenience") > covered(&base, "convenience"));
    let (_, press) = checked("press-5-8-15");
    assert!(covered(&press, "market") < covered(&base, "market"));
    let (table, metres) = checked("gb50180");
    assert!(metres.rules.iter().all(|rule| rule.by_length));
    // 500 m in place of 600 s × 1.2 m/s = 720 m.
    assert!(covered(&metres, "market") < covered(&base, "market"));
    assert!(table.contains("food market 500 m"), "{table}");
}

#[test]
fn a_rule_file_of_one_s_own_runs() {
    let desk = Desk::new();
    let file = desk.file("mixed.toml", MIXED);
    let (table, results) = checked(&file);
    assert!(table.contains("two stores 12 min × 2"), "{table}");
    assert!(table.contains("market 700 m"), "{table}");
    let two = &results.rules[0];
    assert_eq!((two.min_count, two.limit), (2, 720_000));
    assert!(
        results.manifest["inputs"]
            .as_array()
            .unwrap()
            .iter()
            .any(|i| i["name"] == "mixed.toml")
    );
}

#[test]
fn a_rule_file_saved_on_windows_is_read_alike() {
    let desk = Desk::new();
    let unix = desk.file("unix.toml", MIXED);
    let windows = desk.file(
        "windows.toml",
        format!("\u{feff}{}", MIXED.replace('\n', "\r\n")),
    );
    assert_eq!(checked(&windows).1.homes, checked(&unix).1.homes);
}

#[test]
fn a_limit_beyond_the_horizon_still_decides() {
    let desk = Desk::new();
    let rule =
        "[[rule]]\nid = 'far'\nen = 'far'\nzh = '远'\ncategories = ['market']\nminutes = 120\n";
    let file = desk.file(
        "far.toml",
        format!("id = 'far'\nen = 'far'\nzh = '远'\n{rule}"),
    );
    let (_, results) = checked(&file);
    assert_eq!(
        count(&results.summary["rules"]["far"]["homes"], "covered"),
        results.homes.len() as u64
    );
}

#[test]
fn list_names_all_packs_in_both_languages() {
    let (en, zh) = (
        lifecircle(["rules", "list"]).done(),
        lifecircle(["rules", "list", "--lang", "zh"]).done(),
    );
    for name in BUILT_IN {
        assert!(
            en.lines()
                .any(|line| line.split_whitespace().next() == Some(name)),
            "{en}"
        );
        assert!(zh.contains(name), "{zh}");
    }
    assert!(en.contains("food market 10 min") && zh.contains("菜市场 10 分钟"));
}

#[test]
fn what_show_prints_is_a_file_that_validate_accepts() {
    let desk = Desk::new();
    for name in BUILT_IN {
        let shown = lifecircle(["rules", "show", name]).done();
        let file = desk.file("copy.toml", &shown);
        let valid = lifecircle(["rules", "validate", &file]).done();
        assert!(
            valid.contains("copy.toml") && valid.contains("valid") && valid.contains("supermarket"),
            "{valid}"
        );
        assert_eq!(lifecircle(["rules", "show", &file]).done(), shown);
        let on_disk = format!(
            "{}/../../data/rules/{name}.toml",
            env!("CARGO_MANIFEST_DIR")
        );
        assert_eq!(std::fs::read_to_string(on_disk).unwrap(), shown);
    }
}
