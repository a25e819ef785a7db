//! `lifecircle matrix`: every pair within the limit, as the check counts them, in three formats.

use std::collections::HashMap;
use std::process::Command;

use serde_json::Value;

use crate::city::city;
use crate::run::{Desk, Outcome, lifecircle, snapshot};

fn matrix(args: &[&str]) -> Outcome {
    lifecircle(["matrix"].iter().chain(args))
}

/// Runs it; the rows of the CSV file.
fn rows(desk: &Desk, args: &[&str]) -> Vec<(String, String, u32)> {
    let file = desk.at("walks.csv");
    let outcome = matrix(&[args, &["-o", &file]].concat());
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    assert_eq!(outcome.out, "");
    let text = std::fs::read_to_string(&file).unwrap();
    let mut lines = text.strip_prefix('\u{feff}').unwrap().lines();
    assert_eq!(lines.next(), Some("from_id,to_id,walk_ms"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (
            cells[0].to_owned(),
            cells[1].to_owned(),
            cells[2].parse().unwrap(),
        )
    };
    lines.map(row).collect()
}

#[test]
fn pairs_are_what_a_check_counts() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let out = desk.at("out");
    lifecircle(["check", &file, "-o", &out]).done();
    let text = std::fs::read_to_string(desk.path().join("out/residences.geojson")).unwrap();
    let homes: Value = serde_json::from_str(&text).unwrap();
    let of_category = |category: &str, limit_ms: u32| {
        let mut found: HashMap<String, (u64, u32)> = HashMap::new();
        for (from, _, ms) in rows(&desk, &[&file, "--to", category]) {
            if ms <= limit_ms {
                let entry = found.entry(from).or_insert((0, u32::MAX));
                *entry = (entry.0 + 1, entry.1.min(ms));
            }
        }
        found
    };
    let supermarkets = of_category("supermarket", 900_000);
    assert!(!supermarkets.is_empty());
    for home in homes["features"].as_array().unwrap() {
        let properties = &home["properties"];
        let (count, ms) = supermarkets
            .get(properties["id"].as_str().unwrap())
            .copied()
            .unwrap_or((0, u32::MAX));
        assert_eq!(properties["supermarket_count"], count, "{properties}");
        if count > 0 {
            let walk_s = properties["supermarket_walk_s"].as_f64().unwrap();
            assert_eq!((walk_s * 1000.0).round() as u32, ms);
        }
    }
}

#[test]
fn lists_and_homes_on_both_sides() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let homes = rows(&desk, &[&file, "--from", "homes", "--all-homes"]);
    let own: Vec<_> = homes.iter().filter(|(from, to, _)| from == to).collect();
    assert!(!own.is_empty() && own.iter().all(|(_, _, ms)| *ms == 0));
    // One-ways aside, there and back take the same.
    assert!(homes.len() > own.len());
    let at = crate::city::place(4.0, 4.5);
    let sites = desk.file(
        "sites.csv",
        format!("id,lon,lat\nA,{},{}\nsea,0,0\n", at.lon, at.lat),
    );
    let walks = rows(
        &desk,
        &[&file, "--from", &sites, "--all-homes", "--minutes", "5"],
    );
    assert!(!walks.is_empty());
    assert!(
        walks
            .iter()
            .all(|(from, _, ms)| from == "A" && *ms <= 300_000)
    );
    let outcome = matrix(&[
        &file,
        "--from",
        &sites,
        "--verbose",
        "-o",
        &desk.at("a.csv"),
    ]);
    assert!(
        outcome.err.contains("1 place of --from has no street"),
        "{}",
        outcome.err
    );
    assert!(
        outcome.err.contains("kernel: a bounded search per origin"),
        "{}",
        outcome.err
    );
}

#[test]
fn the_same_bytes_for_any_number_of_threads_and_from_the_cache() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let cache = desk.at("city.lcn");
    assert_eq!(lifecircle(["network", &file, "-o", &cache]).code, Some(0));
    for ending in ["parquet", "arrow", "csv"] {
        let run = |input: &str, threads: &str| {
            let out = desk.at(&format!("walks.{ending}"));
            let outcome = matrix(&[input, "--threads", threads, "-o", &out]);
            assert_eq!(outcome.code, Some(0), "{}", outcome.err);
            std::fs::read(out).unwrap()
        };
        let one = run(&file, "1");
        assert!(one.len() > 100);
        assert!(run(&file, "2") == one && run(&file, "8") == one, "{ending}");
        assert!(run(&cache, "2") == one, "{ending} from the cache");
    }
}

/// Reads both files and prints rows, first origin, last destination and sum of each.
const SCRIPT: &str = "
import sys, pyarrow, pyarrow.parquet, pyarrow.ipc
for table in (pyarrow.parquet.read_table(sys.argv[1]), pyarrow.ipc.open_file(sys.argv[2]).read_all()):
    rows = list(zip(*(table[c].to_pylist() for c in ('from_id', 'to_id', 'walk_ms'))))
    print(len(rows), rows[0][0], rows[-1][1], sum(r[2] for r in rows))
";

#[test]
fn a_foreign_reader_finds_the_same_rows() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let expected = rows(&desk, &[&file]);
    let mut files = Vec::new();
    for ending in ["parquet", "arrow"] {
        let out = desk.at(&format!("walks.{ending}"));
        assert_eq!(matrix(&[&file, "-o", &out]).code, Some(0));
        files.push(out);
    }
    let mut python = Command::new("python3");
    let Ok(output) = python.args(["-c", SCRIPT, &files[0], &files[1]]).output() else {
        println!("skipped: no python3");
        return;
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        assert!(errors.contains("No module named"), "{errors}");
        println!("skipped: python3 has no pyarrow");
        return;
    }
    let sum: u64 = expected.iter().map(|r| u64::from(r.2)).sum();
    let line = format!(
        "{} {} {} {sum}",
        expected.len(),
        expected[0].0,
        expected[expected.len() - 1].1
    );
    let found = String::from_utf8_lossy(&output.stdout);
    assert_eq!(found.lines().collect::<Vec<_>>(), [line.as_str(), &line]);
}

#[test]
fn wrong_input_is_refused_and_leaves_nothing_behind() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let bad = desk.file("bad.csv", "id,lon,lat\nA,200,5\n");
    let before = snapshot(desk.path());
    let refused = |args: &[&str], needles: &[&str]| {
        matrix(&[&[file.as_str()], args].concat()).refused(needles);
        assert!(snapshot(desk.path()) == before, "{args:?}");
    };
    let csv = desk.at("w.csv");
    refused(
        &["-o", &desk.at("w.xlsx")],
        &["w.xlsx", ".parquet, .arrow or .csv"],
    );
    refused(
        &["-o", &csv, "--to", "casino"],
        &["`casino`", "neither homes", "supermarket"],
    );
    refused(&["-o", &csv, "--from", &bad], &["bad.csv", "line 2", "200"]);
    refused(&["-o", &csv, "--minutes", "0"], &["above 0"]);
    refused(&["-o", &csv, "--minutes", "-5"], &["above 0"]);
    refused(&["-o", &desk.at("none/w.csv")], &["folder"]);
    refused(
        &["-o", &csv, "--to", "homes", "--all-homes"],
        &["cannot be used with"],
    );
}
