//! `check --against`: what is lost since an earlier result, by exit code and in words.

use serde_json::Value;

use crate::city::city;
use crate::run::{Desk, Outcome, lifecircle};

/// The market and one of the shops are gone.
const CLOSED: &str = "[[close]]\nid = \"node/5004\"\n";

struct Town {
    desk: Desk,
    file: String,
    earlier: String,
}

impl Town {
    fn new() -> Self {
        let desk = Desk::new();
        let file = desk.file("city.osm.pbf", city());
        let earlier = desk.at("earlier");
        let outcome = lifecircle(["check", &file, "-o", &earlier, "--quiet"]);
        assert_eq!(outcome.code, Some(0), "{}", outcome.err);
        Self {
            desk,
            file,
            earlier,
        }
    }

    fn against(&self, extra: &[&str]) -> Outcome {
        let args = ["check", &self.file, "--quiet", "--against", &self.earlier];
        lifecircle([&args[..], extra].concat())
    }
}

#[test]
fn the_same_result_loses_nothing() {
    let town = Town::new();
    let outcome = town.against(&[]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    let table: Vec<&str> = outcome
        .out
        .lines()
        .filter(|line| line.ends_with("0.00"))
        .collect();
    assert_eq!(
        table.len(),
        4,
        "three rules and all together: {}",
        outcome.out
    );
    let json = town.against(&["--json"]);
    assert_eq!(json.code, Some(0));
    serde_json::from_str::<Value>(&json.out).unwrap();
    // Of all gates the first are shown, and these are held against the folder.
    assert_eq!(town.against(&["--gates", "all"]).code, Some(0));
    // The folder may be that of the results themselves: it is read before it is written.
    let onto = town.against(&["-o", &town.earlier]);
    assert_eq!(onto.code, Some(0), "{}", onto.err);
}

#[test]
fn more_than_allowed_is_lost_with_exit_code_1_and_the_rule_is_named() {
    let town = Town::new();
    let closed = town.desk.file("closed.toml", CLOSED);
    let lost = town.against(&["--scenario", &closed, "--max-loss", "0.5%"]);
    assert_eq!(lost.code, Some(1), "{}", lost.err);
    assert!(
        lost.err.contains("lost too much: food market 10 min lost "),
        "{}",
        lost.err
    );
    assert!(lost.err.contains("and 0.5 are allowed"), "{}", lost.err);
    assert!(!lost.err.contains("convenience store"), "{}", lost.err);
    let chinese = town.against(&["--scenario", &closed, "--max-loss", "0.5%", "--lang", "zh"]);
    assert_eq!(chinese.code, Some(1));
    assert!(chinese.err.contains("损失过多："), "{}", chinese.err);
    let allowed = town.against(&["--scenario", &closed, "--max-loss", "100%"]);
    assert_eq!(allowed.code, Some(0), "{}", allowed.err);
    // A rise is no loss.
    let later = town.desk.at("later");
    let outcome = lifecircle([
        "check",
        &town.file,
        "-o",
        &later,
        "--quiet",
        "--scenario",
        &closed,
    ]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    let risen = lifecircle(["check", &town.file, "--quiet", "--against", &later]);
    assert_eq!(risen.code, Some(0), "{}", risen.err);
}

#[test]
fn manifest_and_summary_are_enough() {
    let town = Town::new();
    for entry in std::fs::read_dir(&town.earlier).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if name != "summary.json" && name != "manifest.json" {
            std::fs::remove_file(file).unwrap();
        }
    }
    assert_eq!(town.against(&[]).code, Some(0));
    std::fs::remove_file(format!("{}/summary.json", town.earlier)).unwrap();
    town.against(&[]).refused(&["summary.json"]);
    town.against(&["--lang", "zh"])
        .refused(&["summary.json", "没有"]);
}

#[test]
fn what_is_not_comparable_is_refused_with_exit_code_2() {
    let town = Town::new();
    let other = ["--profile", "elderly"];
    let english = town
        .against(&other)
        .refused(&["not comparable", "`profile`", "--allow options"]);
    assert!(english.contains("adult and elderly"), "{english}");
    let chinese = [&other[..], &["--lang", "zh"]].concat();
    town.against(&chinese)
        .refused(&["无法对比", "--allow options"]);
    let rules = ["--rules", "press-5-8-15"];
    town.against(&rules)
        .refused(&["other rules", "--allow rules"]);
    let allowed = town.against(&[
        "--profile",
        "elderly",
        "--allow",
        "options",
        "--max-loss",
        "100%",
    ]);
    assert_eq!(allowed.code, Some(0), "{}", allowed.err);
    assert!(
        allowed.out.contains("! not the same in both results"),
        "{}",
        allowed.out
    );
    town.against(&["--allow", "weather"]).refused(&["weather"]);
    let no_folder = lifecircle(["check", &town.file, "--against", "nowhere"]);
    no_folder.refused(&["nowhere", "manifest.json"]);
    lifecircle(["check", &town.file, "--max-loss", "1%"]).refused(&["--against"]);
}

#[test]
fn a_result_of_an_earlier_version_of_the_files_is_refused() {
    let town = Town::new();
    let file = format!("{}/manifest.json", town.earlier);
    let text = std::fs::read_to_string(&file).unwrap();
    let mut manifest: Value = serde_json::from_str(&text).unwrap();
    let map = manifest.as_object_mut().unwrap();
    for name in ["format", "tables", "asked", "outputs"] {
        map.remove(name);
    }
    std::fs::write(&file, manifest.to_string()).unwrap();
    town.against(&[])
        .refused(&["another version of the files: 1 and 2", "--allow format"]);
    let allowed = town.against(&["--allow", "format"]);
    assert_eq!(allowed.code, Some(0), "{}", allowed.err);
}
