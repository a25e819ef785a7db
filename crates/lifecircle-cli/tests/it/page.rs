//! Pages of reports in a browser: drawn, clicked, sorted, printed, read by tools for the blind, and given nasty names.
//!
//! `LIFECIRCLE_BROWSER` is the `node_modules` folder that `npm ci` makes of `tests/browser`, and `LIFECIRCLE_CHROMIUM` the
//! browser, where it is not at `/usr/bin/chromium`. What is not installed is said and skipped.

mod cities;
mod report;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use lifecircle::{
    AreaOptions, Check, CheckOptions, City, CityOptions, Gaps, LevelChoice, List, ReportOptions,
    Source,
};
use lifecircle_core::place::{CategorySet, OwnFacility};
use lifecircle_io::report::{
    Block, Cell, Column, Kind, Report, Row, SectionId, Table, Words, page,
};
use lifecircle_texts::Lang;
use serde_json::{Value, json};

use crate::run::{Desk, lifecircle};

/// Where the browser's driver and the browser are; `None`, and a word about it, where they are not.
fn browser() -> Option<[PathBuf; 2]> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules");
    let modules = std::env::var_os("LIFECIRCLE_BROWSER").map_or(beside, PathBuf::from);
    let chromium = std::env::var_os("LIFECIRCLE_CHROMIUM");
    let chromium = chromium.map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    let node = Command::new("node").arg("--version").output();
    let lacks = if !node.is_ok_and(|run| run.status.success()) {
        "node does not run".to_owned()
    } else if !modules.join("playwright-core").exists() || !modules.join("axe-core").exists() {
        format!("{} has no playwright-core and axe-core", modules.display())
    } else if !chromium.exists() {
        format!("{} is no browser", chromium.display())
    } else {
        return Some([modules, chromium]);
    };
    println!("skipped: no page is opened in a browser, for {lacks}");
    None
}

/// Opens a page and looks at it.
fn look([modules, chromium]: &[PathBuf; 2], desk: &Desk, page: &[u8], expected: &Value) {
    let file = desk.file("report.html", page);
    let expected = desk.file("expected.json", expected.to_string().as_bytes());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/look.mjs");
    let mut command = Command::new("node");
    command
        .arg(script)
        .args([modules, chromium])
        .args([file, expected]);
    let output = command.output().unwrap();
    println!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The demo city with its ground and borders, and facilities of one's own beside its.
fn demo(facilities: Vec<OwnFacility>) -> (Check, Gaps) {
    let options = CityOptions {
        base_map: true,
        levels: Some(LevelChoice::AdminIfAny),
        facilities: vec![List::Rows(facilities)],
        ..CityOptions::default()
    };
    let city = City::open(Source::Demo, &options).unwrap();
    let check = city.check(&CheckOptions::default()).unwrap();
    let gaps = check.clone().gaps(AreaOptions::default()).unwrap();
    (check, gaps)
}

/// The page of a report.
fn written(report: &Report, check: &Check, gaps: &Gaps) -> Vec<u8> {
    let map = check.page_map(Some(gaps), &[]).unwrap();
    let mut out = Vec::new();
    page(report, &map, Lang::En, &mut out).unwrap();
    out
}

/// A home that walks to a facility of every rule, and what is told of it.
fn told_home(check: &Check) -> Value {
    let map = check.page_map(None, &[]).unwrap();
    let walks = |home: usize| {
        let starts = map.forests.iter().map(|forest| forest.starts[home]);
        starts
            .map(|start| start.and_then(|start| start.way))
            .collect::<Option<Vec<_>>>()
    };
    let residences = check.city().residences();
    let home = (0..residences.count())
        .find(|&home| walks(home).is_some())
        .unwrap();
    let explanation = check.explain(home).unwrap();
    let nearest = explanation.rules.iter().map(|rule| &rule.outlets[0].route);
    let minutes = |ms: u32| format!("{:.1} min", (f64::from(ms) / 6000.0).round() / 10.0);
    let at = residences.ways_in_of(home)[0].at;
    json!({
        "id": residences.id[home].to_string(),
        "at": [at.lon, at.lat],
        "texts": nearest.clone().map(|route| minutes(route.found.ms)).collect::<Vec<_>>(),
        "walks": nearest.map(|route| f64::from(route.length_mm()) / 1000.0).collect::<Vec<_>>(),
    })
}

#[test]
fn the_page_of_the_demo_city_works_in_a_browser() {
    let Some(browser) = browser() else {
        return;
    };
    let (check, gaps) = demo(Vec::new());
    let page = written(&report::report("Demo", &check, &gaps), &check, &gaps);
    let expected = json!({
        "home": told_home(&check),
        "sort": { "table": "gaps_joint", "column": 2 },
        "looks": ["home", "find", "sort", "place", "scope", "language", "axe", "print"],
    });
    look(&browser, &Desk::new(), &page, &expected);
    let small = json!({
        "size": [390, 844],
        "names": [],
        "looks": ["axe", "names"],
    });
    look(&browser, &Desk::new(), &page, &small);
}

/// Names that would break out of a page that took them for anything but text.
fn nasty() -> Vec<String> {
    let mut names: Vec<String> = [
        "<script>window.ran = 1; alert('ran')</script>",
        "</script><script>window.ran = 1</script>",
        "<img src=x onerror=\"window.ran = 1\"><b id=x>",
        "<!-- </style><svg onload=window.ran=1>",
        "\"quoted\" & 'quoted' {} $& javascript:alert(1)",
        "متجر الحي ‏(مفتوح)‎ \u{202e}elbisiver",
        "🏪👨‍👩‍👧‍👦 Käsebröd 店\u{2028}two",
    ]
    .map(str::to_owned)
    .to_vec();
    names.push("long".repeat(2_500));
    names
}

#[test]
fn a_script_in_a_name_is_text() {
    let Some(browser) = browser() else {
        return;
    };
    let (plain, _) = demo(Vec::new());
    let residences = plain.city().residences();
    let store = plain.city().categories().position("convenience").unwrap();
    let names = nasty();
    // Each at the door of a home, so that it is that home's nearest.
    let shops = names.iter().enumerate().map(|(number, name)| OwnFacility {
        name: Some(name.clone()),
        ..OwnFacility::new(
            format!("<i>{number}</i>"),
            CategorySet::of(store),
            residences.ways_in_of(40 * number)[0].at,
        )
    });
    let (check, gaps) = demo(shops.collect());
    let mut report = report::report(&names.join(" "), &check, &gaps);
    report
        .facts
        .extend(names.iter().map(|name| Words::name(name)));
    let section = report
        .sections
        .iter_mut()
        .find(|s| s.id == SectionId::Method)
        .unwrap();
    section.heading = Words::name(&names[names.len() - 1]);
    section
        .blocks
        .extend(names.iter().map(|name| Block::Warning(Words::name(name))));
    section.blocks.push(named(&names));
    let page = written(&report, &check, &gaps);
    let homes = names.iter().enumerate().map(
        |(number, name)| json!({ "id": residences.id[40 * number].to_string(), "texts": [name] }),
    );
    let expected = json!({
        "homes": homes.collect::<Vec<_>>(),
        "names": names,
        "looks": ["homes", "names", "print", "axe"],
    });
    look(&browser, &Desk::new(), &page, &expected);
}

/// A table of names, each also the label of a column.
fn named(names: &[String]) -> Block {
    let column = |(number, name): (usize, &String)| Column {
        id: format!("name_{number}"),
        label: Words::name(name),
        kind: Kind::Text,
    };
    let row = |name: &String| Row {
        cells: vec![
            Cell::Text(name.clone()),
            Cell::Words(Words::name(name)),
            Cell::Empty,
        ],
        place: Some([118.0, 32.0, 118.1, 32.1]),
    };
    Block::Table(Table {
        id: "names".to_owned(),
        caption: Words::name(&names[0]),
        columns: names.iter().take(3).enumerate().map(column).collect(),
        rows: names.iter().map(row).collect(),
        in_print: None,
    })
}

#[test]
fn a_page_is_the_same_bytes_each_time_and_holds_one_library() {
    let (check, gaps) = demo(Vec::new());
    let report = report::report("Demo", &check, &gaps);
    let page = written(&report, &check, &gaps);
    assert_eq!(page, written(&report, &check, &gaps));
    let text = String::from_utf8(page).unwrap();
    assert_eq!(
        text.matches("* plotly.js v").count(),
        1,
        "plotly.js is there"
    );
    assert!(
        !text.contains("MathJax.loader"),
        "and no script for formulas"
    );
    assert_eq!(text.matches("</script>").count(), 4);
}

/// A hundred thousand homes: how large, how long to write, how long until the first words, how smooth. Told, not judged:
/// what a machine takes is recorded beside the benches.
#[test]
#[ignore = "takes minutes, and says how long things take on a quiet machine"]
fn a_hundred_thousand_homes() {
    let Some(browser) = browser() else {
        return;
    };
    let desk = Desk::new();
    let file = desk.at("large.osm.pbf");
    let drawn = lifecircle(["synth", "--km2", "300", "--seed", "5", "-q", "-o", &file]);
    assert_eq!(drawn.code, Some(0), "{}", drawn.err);
    // What the command asks for.
    let options = CityOptions {
        base_map: true,
        surroundings: true,
        levels: Some(LevelChoice::AdminIfAny),
        ..CityOptions::default()
    };
    let city = City::open(Source::File(file.into()), &options).unwrap();
    let check = city.check(&CheckOptions::default()).unwrap();
    let begun = Instant::now();
    let report = check.report(&ReportOptions::default()).unwrap();
    let found = begun.elapsed();
    let mut page = Vec::new();
    report.page(Lang::En, &mut page).unwrap();
    println!(
        "{} homes: {:.1} MB, gaps, sites, obstacles and all else in {:.2} s, the page written in {:.2} s",
        city.residences().count(),
        page.len() as f64 / 1e6,
        found.as_secs_f64(),
        begun.elapsed().as_secs_f64() - found.as_secs_f64()
    );
    assert!(page.len() < 15_000_000);
    look(&browser, &desk, &page, &json!({ "looks": ["pace"] }));
}
