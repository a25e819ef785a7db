//! `check`: the table, the files, and that both say the same.

use serde_json::Value;

use crate::city::{FACILITIES, FAR_HOME, HOMES, city};
use crate::files::{Results, count, text, thousandths};
use crate::run::{Desk, lifecircle};
use crate::verify::verified;

#[test]
fn without_a_file_the_demo_city_is_checked() {
    let table = lifecircle(["check"]).done();
    for word in [
        "demo.osm.pbf",
        "convenience store 5 min",
        "food market 10 min",
        "supermarket 15 min",
        "all together",
    ] {
        assert!(table.contains(word), "{word}: {table}");
    }
}

#[test]
fn the_demo_city_in_files() {
    let desk = Desk::new();
    let table = lifecircle(["check", "-o", &desk.at("out")]).done();
    let results = verified(&desk.path().join("out"));
    assert!(!results.homes.is_empty() && !results.facilities.is_empty());
    assert_eq!(
        table,
        lifecircle(["check"]).done(),
        "files do not change the table"
    );
    the_table_says(&table, &results);
}

/// The small city, checked with further options.
fn checked(more: &[&str]) -> (String, Results) {
    let desk = Desk::new();
    let (file, out) = (desk.file("city.osm.pbf", city()), desk.at("out"));
    let args = ["check", &file, "-o", &out]
        .into_iter()
        .chain(more.iter().copied());
    let table = lifecircle(args).done();
    (table, verified(&desk.path().join("out")))
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|g| std::str::from_utf8(g).unwrap())
        .collect();
    groups.join(",")
}

/// Every number of the summary that the table is to show.
fn the_table_says(table: &str, results: &Results) {
    let summary = &results.summary;
    let homes = count(summary, "homes");
    assert!(table.contains(&grouped(homes)), "{table}");
    let people = (thousandths(&summary["people"]) + 500) / 1000;
    assert!(
        table.contains(&format!("{} people", grouped(people))),
        "{table}"
    );
    assert!(table.contains(text(summary, "attribution")), "{table}");
    let joint = ("all together".to_owned(), &summary["joint"]);
    let rules =
        ["convenience", "market", "supermarket"].map(|id| (id.to_owned(), &summary["rules"][id]));
    for (name, sums) in rules.into_iter().chain([joint]) {
        let name = if name == "market" {
            "food market".to_owned()
        } else {
            name
        };
        let line = table.lines().find(|line| line.starts_with(&name));
        let line = line.unwrap_or_else(|| panic!("no line for {name}: {table}"));
        for verdict in ["covered", "not_covered", "unknown"] {
            let part = count(&sums["homes"], verdict);
            let cell = format!(
                "{} ({:.1} %)",
                grouped(part),
                part as f64 * 100.0 / homes as f64
            );
            assert!(line.contains(&cell), "{cell}: {line}");
        }
        let of_people = |sums: &Value| {
            let covered = thousandths(&sums["people"]["covered"]) as f64;
            format!(
                "{:.1} %",
                covered * 100.0 / thousandths(&summary["people"]) as f64
            )
        };
        for shares in [
            sums,
            &sums["limits_minus_10_pct"],
            &sums["limits_plus_10_pct"],
        ] {
            // The line of people stands below that of homes.
            let mut below = table.lines().skip_while(|l| *l != line).skip(1);
            let people = below.next().unwrap();
            assert!(
                people.contains(&of_people(shares)),
                "{}: {people}",
                of_people(shares)
            );
        }
    }
}

#[test]
fn a_small_city_by_heart() {
    let (table, results) = checked(&[]);
    the_table_says(&table, &results);
    assert_eq!(results.homes.len(), HOMES);
    assert!(table.contains("data of 2024-05-01"), "{table}");
    assert_eq!(results.manifest["data_date"], "2024-05-01");
    assert_eq!(results.summary["edge_known"], true);
    assert_eq!(results.summary["homes_kind"], "buildings");
    let categories = results.categories();
    assert_eq!(categories.len(), FACILITIES);
    assert_eq!(categories["node/5005"], ["market"]);
    let names: Vec<&Value> = results
        .facilities
        .iter()
        .map(|f| &f["properties"]["name"])
        .collect();
    assert!(
        names.contains(&&Value::from("\"East\"")),
        "names are written as they are: {names:?}"
    );
    // 20 m × 20 m × 6 floors ÷ 37 m² per person.
    let home = results.home(FAR_HOME);
    assert!(
        (thousandths(&home["people"]) as i64 - 64_865).abs() < 60,
        "{home}"
    );
    assert_eq!(home["convenience_facility"], "node/5003");
    assert_eq!(home["market_verdict"], "not_covered");
    assert_eq!(
        home["access_m"].as_f64().map(|m| m.round() as u64),
        Some(10),
        "{home}"
    );
}

#[test]
fn a_home_with_two_entrances_names_the_further_one() {
    let (_, results) = checked(&[]);
    let with: Vec<&Value> = results
        .homes
        .iter()
        .map(|f| &f["properties"])
        .filter(|p| p.get("entrances").is_some())
        .collect();
    assert_eq!(with.len(), 1);
    assert_eq!(with[0]["id"], "way/1000");
    assert_eq!(with[0]["entrances"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_output_folder_is_made_with_its_parents() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    lifecircle(["check", &file, "--output", &desk.at("a/b/c")]).done();
    Results::read(&desk.path().join("a/b/c"));
}

#[test]
fn a_second_run_replaces_the_files_of_the_first_and_leaves_others() {
    let desk = Desk::new();
    let (file, out) = (desk.file("city.osm.pbf", city()), desk.at("out"));
    lifecircle(["check", "-o", &out]).done();
    lifecircle(["check", &file, "-o", &out]).done();
    assert_eq!(verified(&desk.path().join("out")).homes.len(), HOMES);
    std::fs::write(desk.path().join("out/notes.txt"), "mine").unwrap();
    lifecircle(["check", "-o", &out]).done();
    assert_eq!(
        std::fs::read_to_string(desk.path().join("out/notes.txt")).unwrap(),
        "mine"
    );
}

#[test]
fn a_rule_without_any_facility_is_unknown_everywhere() {
    let desk = Desk::new();
    let mut osm = crate::city::city_osm();
    osm.nodes
        .retain(|node| !node.tags.iter().any(|(_, value)| value == "marketplace"));
    let (file, out) = (desk.file("city.osm.pbf", osm.bytes()), desk.at("out"));
    let table = lifecircle(["check", &file, "-o", &out]).done();
    let results = verified(&desk.path().join("out"));
    let market = &results.summary["rules"]["market"];
    assert_eq!(count(&market["homes"], "unknown"), HOMES as u64);
    assert_eq!(count(&market["reasons"], "no_data"), HOMES as u64);
    assert!(table.contains("no such facility in the data"), "{table}");
}
