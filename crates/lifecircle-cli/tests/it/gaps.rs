//! `lifecircle gaps`, and the gap map of `check -o`: tables, layers, styles and pictures.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::city::{city, city_osm};
use crate::files::{count, text, thousandths};
use crate::isochrone::{png_size, svg_text};
use crate::run::{Desk, Outcome, lifecircle, snapshot, wgs84};
use crate::same_bytes::MIXED;

fn gaps<'a>(args: impl IntoIterator<Item = &'a str>) -> Outcome {
    lifecircle(["gaps"].into_iter().chain(args))
}

/// Its table; stderr has the attribution only.
fn table(args: &[&str]) -> String {
    let outcome = gaps(args.iter().copied());
    assert_eq!(
        (outcome.code, outcome.err.lines().count()),
        (Some(0), 1),
        "{}",
        outcome.err
    );
    outcome.out
}

/// The properties of a GeoJSON layer's rows.
fn rows(file: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let mut layer: Value = serde_json::from_str(&text).unwrap();
    let features = layer["features"].as_array_mut().unwrap();
    features
        .iter_mut()
        .map(|f| f["properties"].take())
        .collect()
}

fn names(folder: &Path) -> BTreeSet<String> {
    let files = snapshot(folder).into_iter();
    files
        .map(|f| f.0.file_name().unwrap().to_string_lossy().into_owned())
        .collect()
}

const RULES: [&str; 3] = ["convenience", "market", "supermarket"];

/// The layers of a gap map.
const LAYERS: [&str; 4] = ["gap_areas", "gap_streets", "residences", "service_areas"];

/// The areas of a rule, or of all together (`joint`).
fn areas(folder: &Path, rule: &str) -> Vec<Value> {
    let mut areas = rows(&folder.join("gap_areas.geojson"));
    areas.retain(|area| area["rule"] == rule);
    areas
}

#[test]
fn every_layer_in_every_format_with_both_styles() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let rules = desk.file("mixed.toml", MIXED);
    for (pack, ids) in [("huaian-2023", &RULES[..]), (&rules, &["two", "market"])] {
        let out = desk.at(&ids.concat());
        let formats = "geojson,parquet,fgb,csv,parquet";
        table(&[&file, "--rules", pack, "-o", &out, "--format", formats]);
        let mut expected = BTreeSet::new();
        for layer in LAYERS {
            for ending in ["geojson", "parquet", "fgb", "csv", "qml", "zh.qml"] {
                expected.insert(format!("{layer}.{ending}"));
            }
        }
        assert_eq!(names(Path::new(&out)), expected);
        let scopes: BTreeSet<String> = rows(&Path::new(&out).join("gap_areas.geojson"))
            .iter()
            .map(|area| text(area, "rule").to_owned())
            .collect();
        let joint = std::iter::once("joint").chain(ids.iter().copied());
        assert_eq!(scopes, joint.map(str::to_owned).collect());
    }
    let out = desk.at("zh");
    let outcome = gaps([file.as_str(), "-o", &out, "--lang", "zh"]);
    assert_eq!(outcome.code, Some(0));
    assert!(
        outcome.out.contains("缺口片区（全部规则）"),
        "{}",
        outcome.out
    );
    let style = |name: &str| std::fs::read_to_string(Path::new(&out).join(name)).unwrap();
    assert!(style("gap_streets.qml").contains("未知"));
    assert!(style("gap_streets.en.qml").contains("unknown"));
}

/// People and homes of areas and rows against the summary of a check.
fn agrees_with_the_check(results: &Path, gaps: &Path) {
    let summary: Value =
        serde_json::from_slice(&std::fs::read(results.join("summary.json")).unwrap()).unwrap();
    let scopes = std::iter::once(None).chain(RULES.map(Some));
    let homes = rows(&gaps.join("residences.geojson"));
    for scope in scopes {
        let (sums, column, word) = match scope {
            None => (&summary["joint"], "verdict".to_owned(), "joint"),
            Some(rule) => (&summary["rules"][rule], format!("{rule}_verdict"), rule),
        };
        let areas = areas(gaps, word);
        let total = |key: &str| areas.iter().map(|a| thousandths(&a[key])).sum::<u64>();
        assert_eq!(
            total("people"),
            thousandths(&sums["people"]["not_covered"]),
            "{word}"
        );
        let grouped: u64 = areas.iter().map(|a| count(a, "homes")).sum();
        assert_eq!(grouped, count(&sums["homes"], "not_covered"), "{word}");
        let ranks: Vec<u64> = areas.iter().map(|a| count(a, "rank")).collect();
        assert_eq!(ranks, (1..=areas.len() as u64).collect::<Vec<_>>());
        let mut by_verdict: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        for home in &homes {
            let sums = by_verdict
                .entry(text(home, &column).to_owned())
                .or_default();
            sums.0 += 1;
            sums.1 += thousandths(&home["people"]);
        }
        for verdict in ["covered", "not_covered", "unknown"] {
            let (homes, people) = by_verdict.remove(verdict).unwrap_or_default();
            assert_eq!(homes, count(&sums["homes"], verdict), "{word}");
            assert_eq!(people, thousandths(&sums["people"][verdict]), "{word}");
        }
        assert!(by_verdict.is_empty(), "{by_verdict:?}");
    }
    each_street_is_as_its_worst_rule(gaps);
}

/// Stretches of one way do not overlap, and the class of all rules together is the worst of theirs.
fn each_street_is_as_its_worst_rule(gaps: &Path) {
    let streets = rows(&gaps.join("gap_streets.geojson"));
    assert!(!streets.is_empty());
    for street in &streets {
        let classes = RULES.iter().filter_map(|rule| {
            let class = street[format!("{rule}_class")].as_u64();
            let from = &street[format!("{rule}_from_s")];
            assert!(class.is_some() || from.is_null(), "{street}");
            assert!(class != Some(5) || from.is_null(), "{street}");
            class
        });
        assert_eq!(classes.max(), street["class"].as_u64(), "{street}");
        let worst = RULES.iter().any(|rule| {
            street[format!("{rule}_class")] == street["class"]
                && street[format!("{rule}_from_s")] == street["from_s"]
                && street[format!("{rule}_to_s")] == street["to_s"]
        });
        assert!(worst, "the walk of no rule: {street}");
    }
}

#[test]
fn check_writes_the_same_map_and_both_add_up() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let (results, out) = (desk.at("results"), desk.at("gaps"));
    lifecircle(["check", &file, "-o", &results]).done();
    table(&[&file, "-o", &out]);
    let of_check = Path::new(&results);
    assert!(names(of_check).is_superset(&names(Path::new(&out))));
    for name in names(Path::new(&out)) {
        let bytes = |folder: &Path| std::fs::read(folder.join(&name)).unwrap();
        assert!(bytes(of_check) == bytes(Path::new(&out)), "{name}");
    }
    agrees_with_the_check(of_check, of_check);
    let before = snapshot(Path::new(&results));
    lifecircle(["check", &file, "-o", &results]).done();
    assert!(
        snapshot(Path::new(&results)) == before,
        "a rerun changed the results"
    );
}

#[test]
fn what_stops_the_map_leaves_the_results_of_an_earlier_run() {
    let desk = Desk::new();
    let results = desk.path().join("results");
    lifecircle(["check", "-o", results.to_str().unwrap()]).done();
    let layer = results.join("gap_areas.geojson");
    std::fs::remove_file(&layer).unwrap();
    std::fs::create_dir(&layer).unwrap();
    let before = snapshot(&results);
    let file = desk.file("city.osm.pbf", city());
    lifecircle(["check", &file, "-o", results.to_str().unwrap()])
        .refused(&["gap_areas.geojson", "No output file was changed"]);
    assert!(
        snapshot(&results) == before,
        "half of the results were replaced"
    );
    gaps([file.as_str(), "-o", results.to_str().unwrap()]).refused(&["gap_areas.geojson"]);
    assert!(snapshot(&results) == before);
    // A layer that is not asked for is in nobody's way.
    let layers = ["--layers", "residences,service_areas"];
    let run = ["check", &file, "-o", results.to_str().unwrap()];
    assert_eq!(lifecircle(run.iter().chain(&layers)).code, Some(0));
    assert!(layer.is_dir());
}

#[test]
fn the_same_bytes_for_any_number_of_threads_and_from_the_cache() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let cache = desk.at("city.lcn");
    assert_eq!(lifecircle(["network", &file, "-o", &cache]).code, Some(0));
    let run = |input: &str, threads: &str| {
        let (out, svg) = (desk.at("out"), desk.at("out/map.svg"));
        let _ = std::fs::create_dir(&out);
        let args = [
            "-o",
            &out,
            "--format",
            "geojson,parquet,fgb,csv",
            "--svg",
            &svg,
        ];
        let told = gaps([&[input, "--threads", threads][..], &args].concat());
        assert_eq!(told.code, Some(0), "{}", told.err);
        let files = snapshot(Path::new(&out));
        std::fs::remove_dir_all(out).unwrap();
        (told.out, files)
    };
    let one = run(&file, "1");
    assert!(run(&file, "2") == one && run(&file, "8") == one);
    // A network holds no ground: its map is another, and says so.
    let (mut of_cache, mut of_file) = (run(&cache, "2"), one);
    for files in [&mut of_cache.1, &mut of_file.1] {
        files.retain(|file| !file.0.ends_with("map.svg"));
    }
    assert!(
        of_cache == of_file && !of_file.1.is_empty(),
        "from the cache"
    );
}

#[test]
fn the_table_shows_one_rule_or_all() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let all = table(&[&file, "--top", "3"]);
    assert!(
        all.contains("Gap areas, all rules together:") && all.contains("food market"),
        "{all}"
    );
    assert!(all.contains("more (--top)"), "{all}");
    let market = table(&[&file, "--only", "market", "--top", "1000"]);
    assert!(
        market.contains("food market 10 min") && !market.contains("--top"),
        "{market}"
    );
    let out = desk.at("out");
    table(&[&file, "-o", &out]);
    let areas = areas(Path::new(&out), "market");
    let first = market.lines().find(|l| l.starts_with('1')).unwrap();
    let place = format!(
        "{:.5},{:.5}",
        areas[0]["middle_lon"].as_f64().unwrap(),
        areas[0]["middle_lat"].as_f64().unwrap()
    );
    assert!(first.contains(&place), "{place}: {first}");
    let ranked = market
        .lines()
        .filter(|l| l.starts_with(|c: char| c.is_ascii_digit()));
    assert_eq!(ranked.count(), areas.len());
    let zh = table(&[&file, "--lang", "zh", "--only", "supermarket"]);
    assert!(zh.contains("缺口片区（超市 15 分钟）"), "{zh}");
    gaps([file.as_str(), "--only", "casino"]).refused(&[
        "`casino`",
        "--only",
        "convenience, market, supermarket",
    ]);
}

#[test]
fn the_table_tells_how_many_buildings_are_left_out_as_check_does() {
    let desk = Desk::new();
    let mut osm = city_osm();
    let houses = osm.ways.iter_mut().filter(|way| way.id >= 1000).take(3);
    houses.for_each(|way| way.tags = vec![("building".into(), "yes".into())]);
    let city = desk.file("untyped.osm.pbf", osm.bytes());
    let first = |command: &str| {
        let table = lifecircle([command, &city]).out;
        let line = table.lines().find(|line| line.contains("left out"));
        let line = line.unwrap_or_else(|| panic!("{command}: {table}"));
        let part = line.split(" · ").find(|part| part.contains("left out"));
        part.unwrap().to_owned()
    };
    assert_eq!(first("check"), "3 buildings of unknown use left out");
    assert_eq!(first("gaps"), first("check"));
}

#[test]
fn the_table_of_a_rule_in_metres_says_its_unit_once() {
    let one = |lang| table(&["--rules", "gb50180", "--only", "market", "--lang", lang]);
    for (text, unit) in [(one("en"), " m"), (one("zh"), " 米")] {
        let first = text.lines().nth(4).unwrap();
        let cells: Vec<&str> = first.split("  ").map(str::trim).collect();
        let excess = cells.iter().find_map(|cell| cell.strip_suffix(unit));
        let number = excess.and_then(|number| number.parse::<u32>().ok());
        assert!(number.is_some_and(|metres| metres > 0), "{first}");
    }
}

/// Walks in metres are told in metres by their rule, and as time on the level jointly.
#[test]
fn a_rule_in_metres_is_told_in_its_unit() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let pack = "id = 'm'\nen = 'm'\nzh = 'm'\n[[rule]]\nid = 'market'\nen = 'market'\nzh = '菜市场'\n\
        categories = ['market']\nmetres = 700\n";
    let (rules, out) = (desk.file("m.toml", pack), desk.at("out"));
    table(&[&file, "--rules", &rules, "-o", &out]);
    let streets = rows(&Path::new(&out).join("gap_streets.geojson"));
    assert!(streets.len() > 50);
    let reached = |street: &&Value| !street["market_from_m"].is_null();
    assert!(streets.iter().filter(reached).count() > 20);
    for joint in streets.iter().filter(reached) {
        assert_eq!(joint["class"], joint["market_class"], "{joint}");
        assert!(joint.get("market_from_s").is_none(), "{joint}");
        for (m, s) in [("market_from_m", "from_s"), ("market_to_m", "to_s")] {
            let (metres, seconds) = (joint[m].as_f64().unwrap(), joint[s].as_f64().unwrap());
            assert!(
                (metres / 1.2 - seconds).abs() < 0.01,
                "{metres} m, {seconds} s"
            );
        }
        let middle = f64::midpoint(
            joint["from_s"].as_f64().unwrap(),
            joint["to_s"].as_f64().unwrap(),
        );
        assert!(
            (joint["minutes"].as_f64().unwrap() - middle / 60.0).abs() < 0.011,
            "{joint}"
        );
    }
}

#[test]
fn wrong_options_leave_nothing_behind() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let (out, plain) = (desk.at("out"), desk.file("plain", "mine"));
    let before = snapshot(desk.path());
    let cases: [(&[&str], &[&str]); 8] = [
        (
            &["--format", "list"],
            &["`list` is no format", "geojson, parquet, fgb or csv"],
        ),
        (&["--format", "geojson,shp"], &["`shp` is no format"]),
        (
            &["--crs", "EPSG:32632"],
            &["GeoJSON knows WGS 84 only", "--format parquet"],
        ),
        (&["--crs", "EPSG:1", "--format", "csv"], &["EPSG:1"]),
        (
            &["--crs", "EPSG:4547", "--format", "csv"],
            &["too far outside EPSG:4547"],
        ),
        (&["--resolution", "0.01"], &["resolution of 0.01 m", "0.05"]),
        (&["--resolution", "100"], &["50 m off the streets"]),
        (&["--rules", "nowhere"], &["nowhere"]),
    ];
    for (args, needles) in cases {
        gaps(
            [file.as_str(), "-o", &out]
                .into_iter()
                .chain(args.iter().copied()),
        )
        .refused(needles);
        assert!(snapshot(desk.path()) == before, "{args:?}");
    }
    gaps([file.as_str(), "-o", &plain]).refused(&["plain", "cannot write to folder"]);
    gaps([file.as_str(), "--png", &desk.at("no/a.png")]).refused(&["no/a.png", "folder"]);
    assert!(snapshot(desk.path()) == before);
}

#[test]
fn pictures_in_both_languages() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let (png, svg) = (desk.at("a.png"), desk.at("a.svg"));
    for (lang, words) in [
        ("en", ["Gap areas by people", "people"]),
        ("zh", ["缺口片区（按人口）", "人"]),
    ] {
        for only in [&[][..], &["--only", "market"]] {
            let args = [&["--lang", lang, "--png", &png, "--svg", &svg], only].concat();
            let outcome = gaps([file.as_str()].into_iter().chain(args));
            assert_eq!(outcome.code, Some(0), "{}", outcome.err);
            assert!(png_size(&png).iter().all(|&side| side >= 600));
            let text = svg_text(&svg);
            assert!(words.iter().all(|w| text.contains(w)), "{text}");
        }
    }
}

/// A planner's round: add up, put a market in the middle of the first area, and look again.
#[test]
fn a_market_in_the_first_area_serves_its_homes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/osm");
    let file = folder.join("es_laspalmas_2023.osm.pbf");
    if !file.is_file() {
        println!("skipped: {} is absent", file.display());
        return;
    }
    let desk = Desk::new();
    let (file, cache) = (file.to_str().unwrap(), desk.at("city.lcn"));
    assert_eq!(lifecircle(["network", file, "-o", &cache]).code, Some(0));
    let results = desk.at("results");
    lifecircle(["check", &cache, "-o", &results]).done();
    let before = Path::new(&results);
    agrees_with_the_check(before, before);
    let area = &areas(before, "market")[0];
    let shops = format!(
        "id,name,category,lon,lat\nnew,Mercado nuevo,market,{},{}\n",
        area["middle_lon"], area["middle_lat"]
    );
    let (shops, out) = (desk.file("shops.csv", shops), desk.at("after"));
    table(&[file, "--facilities", &wgs84(&shops), "-o", &out]);
    let lack = |folder: &Path| -> BTreeMap<String, u64> {
        let homes = rows(&folder.join("residences.geojson")).into_iter();
        let lack = homes.filter(|h| h["market_verdict"] == "not_covered");
        lack.map(|h| (text(&h, "id").to_owned(), thousandths(&h["people"])))
            .collect()
    };
    let (before, after) = (lack(before), lack(Path::new(&out)));
    assert!(after.keys().all(|home| before.contains_key(home)));
    let served = before.iter().filter(|home| !after.contains_key(home.0));
    let people: u64 = served.clone().map(|home| home.1).sum();
    // Homes of other areas may be near enough too.
    assert!(served.count() as u64 >= count(area, "homes"));
    assert!(people >= thousandths(&area["people"]), "{people}: {area}");
}

#[test]
fn layers_of_an_earlier_run_in_other_formats_are_told() {
    let desk = Desk::new();
    let folder = desk.at("gaps");
    let first = gaps(["-o", folder.as_str(), "--quiet"]);
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert!(!first.err.contains("earlier run"), "{}", first.err);
    let again = gaps(["-o", folder.as_str(), "--quiet"]);
    assert!(!again.err.contains("earlier run"), "{}", again.err);
    let other = gaps(["-o", folder.as_str(), "--quiet", "--format", "csv"]);
    assert_eq!(other.code, Some(0), "{}", other.err);
    assert!(
        other.err.contains("files of an earlier run"),
        "{}",
        other.err
    );
    assert!(names(Path::new(&folder)).contains("gap_areas.geojson"));
    // Layers of one rule, as earlier versions wrote them.
    let old = Path::new(&folder).join("gap_areas_market.parquet");
    std::fs::write(old, "").unwrap();
    let (format, layers) = ("geojson,csv", "residences");
    let run = ["check", "-o", &folder, "--quiet", "--format", format];
    let outcome = lifecircle(run.iter().chain(&["--layers", layers]));
    assert!(
        outcome.err.contains("such as gap_areas.csv"),
        "{}",
        outcome.err
    );
    assert!(
        outcome.err.contains("13 files of an earlier run"),
        "{}",
        outcome.err
    );
}
