//! `lifecircle obstacles`, `check --doubt` and `--links`: on the screen in both languages, as values and layers, and wrong
//! input.

use std::path::Path;

use lifecircle_testkit::{HeaderBox, Scene};
use serde_json::Value;

use crate::isochrone::svg_texts;
use crate::run::{Desk, Outcome, lifecircle, snapshot};

/// Columns that a line on the screen may take.
const COLUMNS: usize = 100;

/// Two streets of 540 m, 20 m apart and joined in the west alone (ways 1 and 3), with a market in the east of the second; and
/// a third (way 4) behind a private gate.
const DRAWING: &str = "
z--a--------------------------b
   c--------------------------d
                              g
                f-------------e
";

pub(crate) fn town(between: Option<&str>) -> Vec<u8> {
    let mut scene = Scene::new(20, DRAWING)
        .way("ab", "highway=residential name=Upper")
        .way("ac", "highway=residential")
        .way("cd", "highway=residential name=Lower")
        .way("dgef", "highway=residential name=Back")
        .way("za", "highway=residential")
        .tag('b', "noexit=yes")
        .tag('d', "amenity=marketplace name=Market")
        .tag('g', "barrier=gate access=private");
    if let Some(tags) = between {
        // A line half-way between the two streets.
        let [west, east] = ['a', 'b'].map(|letter| scene.lon_lat(letter).to_decimicro());
        scene.osm.node(900, west[0] + 900, west[1] - 900, "");
        scene.osm.node(901, east[0] + 900, east[1] - 900, "");
        scene.osm.way(90, &[900, 901], tags);
    }
    in_wide_box(scene, ['z', 'e'])
}

/// A scene in a box that reaches far beyond two letters, its north-western and its south-eastern corner.
pub(crate) fn in_wide_box(scene: Scene, corners: [char; 2]) -> Vec<u8> {
    let corner = |letter| scene.lon_lat(letter).to_decimicro().map(i64::from);
    let [[west, north], [east, south]] = corners.map(corner);
    let wide = 20_000;
    let nano = [west - wide, south - wide, east + wide, north + wide].map(|at| at * 100);
    scene.boxed(HeaderBox::Nano(nano)).osm.bytes()
}

fn run<'a>(args: impl IntoIterator<Item = &'a str>) -> Outcome {
    lifecircle(args)
}

fn printed(args: &[&str]) -> String {
    let outcome = run(args.iter().copied());
    assert_eq!(outcome.code, Some(0), "{args:?}: {}", outcome.err);
    outcome.out
}

fn values(args: &[&str]) -> Value {
    serde_json::from_str(&printed(&[args, &["--json"]].concat())).unwrap()
}

/// How many columns a line takes: Chinese characters and their punctuation take two.
fn columns(line: &str) -> usize {
    line.chars().map(|c| 1 + usize::from(c >= '\u{2e80}')).sum()
}

#[test]
fn obstacles_stand_on_the_screen_in_both_languages() {
    let desk = Desk::new();
    let open = desk.file("open.osm.pbf", town(None));
    let walled = desk.file("walled.osm.pbf", town(Some("barrier=wall")));
    for (file, lang, texts) in [
        (&open, "en", ["gap", "map incomplete", "draw the link"]),
        (&open, "zh", ["近而不通", "地图缺失", "请补画连接"]),
        (
            &walled,
            "en",
            ["gap", "barrier", "In between: a wall or fence"],
        ),
        (
            &walled,
            "zh",
            ["近而不通", "真实阻隔", "中间隔着：墙或栅栏"],
        ),
    ] {
        let out = printed(&["obstacles", file, "--only", "market", "--lang", lang]);
        let names = [
            "Upper (way/1)",
            "Lower (way/3)",
            "https://www.openstreetmap.org/way/1",
        ];
        for needle in texts.iter().chain(&names) {
            assert!(out.contains(needle), "`{needle}` is not in: {out}");
        }
        let widest = out.lines().map(columns).max();
        assert!(widest <= Some(COLUMNS), "{widest:?}: {out}");
    }
    let none = printed(&["obstacles", &open, "--kinds", "plaza"]);
    assert!(
        none.contains("Nothing was found") && !none.contains("way/"),
        "{none}"
    );
    let top = printed(&["obstacles", &open, "--top", "0"]);
    assert!(!top.contains("https://"), "{top}");
}

#[test]
fn the_scenario_of_an_obstacle_gives_what_it_says() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", town(None));
    let found = values(&["obstacles", &file, "--only", "market"]);
    let first = &found["obstacles"][0];
    assert_eq!(
        (&first["kind"], &first["nature"]),
        (&"gap".into(), &"map".into()),
        "{found:#}"
    );
    let scenario = desk.file("open.toml", first["scenario"].as_str().unwrap().as_bytes());
    let covered = |args: &[&str]| {
        let summary = values(&[&["check", &file][..], args].concat());
        summary["rules"]["market"]["homes"]["covered"]
            .as_u64()
            .unwrap()
    };
    let gained = covered(&["--scenario", &scenario]) - covered(&[]);
    assert!(gained > 3);
    assert_eq!(first["gain"]["homes"], gained);
    assert_eq!(first["rules"]["market"]["homes"], gained);
}

#[test]
fn files_are_the_same_for_any_number_of_threads() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", town(None));
    let written = |threads: &str| {
        let folder = desk.at(threads);
        let formats = "geojson,parquet,fgb,csv";
        let args = ["-o", &folder, "--format", formats, "--threads", threads];
        printed(&[&["obstacles", &file][..], &args].concat());
        let name = |path: std::path::PathBuf| path.file_name().unwrap().to_owned();
        let files = snapshot(Path::new(&folder)).into_iter();
        files
            .map(|(path, bytes)| (name(path), bytes))
            .collect::<Vec<_>>()
    };
    let first = written("1");
    for threads in ["2", "8"] {
        assert!(written(threads) == first, "{threads} threads");
    }
    let names: Vec<String> = first
        .iter()
        .map(|(name, _)| name.to_string_lossy().into())
        .collect();
    let mut expected = vec!["obstacles.json".to_owned()];
    for layer in ["obstacles", "obstacle_links"] {
        let endings = ["csv", "fgb", "geojson", "parquet", "qml", "zh.qml"];
        expected.extend(endings.map(|ending| format!("{layer}.{ending}")));
    }
    expected.sort();
    let mut names = names;
    names.sort();
    assert_eq!(names, expected);
}

#[test]
fn doubtful_homes_are_told_and_not_moved() {
    let desk = Desk::new();
    let open = desk.file("open.osm.pbf", town(None));
    let walled = desk.file("walled.osm.pbf", town(Some("barrier=wall")));
    let folder = desk.at("out");
    let plain = values(&["check", &open]);
    let doubted = values(&["check", &open, "--doubt", "-o", &folder]);
    let doubtful = doubted["doubtful"]["rules"]["market"]["homes"]
        .as_u64()
        .unwrap();
    assert!(doubtful > 3, "{doubted:#}");
    assert_eq!(plain["rules"], doubted["rules"]);
    assert!(plain.get("doubtful").is_none());
    let read = |name: &str| std::fs::read_to_string(Path::new(&folder).join(name)).unwrap();
    let layer: Value = serde_json::from_str(&read("residences.geojson")).unwrap();
    let rows = layer["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["properties"]);
    let own = rows.filter(|row| row["market_doubtful"] == "link");
    let own: Vec<&Value> = own.collect();
    assert_eq!(own.len() as u64, doubtful);
    for row in own {
        assert_eq!(row["market_verdict"], "not_covered");
        assert_eq!(row["doubt_link"].as_array().map(Vec::len), Some(2), "{row}");
    }
    assert!(read("residences.qml").contains("doubtful: a link may be missing"));
    assert!(read("manifest.json").contains("\"doubt\": true"));
    let walled = values(&["check", &walled, "--doubt"]);
    assert_eq!(walled["doubtful"]["rules"]["market"]["homes"], 0);
    for (lang, text) in [("en", "of them doubtful"), ("zh", "其中存疑")] {
        let out = printed(&["check", &open, "--doubt", "--lang", lang]);
        assert!(out.contains(text), "{out}");
    }
}

#[test]
fn doubtful_homes_are_halved_on_maps_and_counted_in_their_legends() {
    let desk = Desk::new();
    let open = desk.file("open.osm.pbf", town(None));
    let svg = desk.at("map.svg");
    let ink = "fill=\"#8a5a00\"";
    for (lang, word) in [("en", "doubtful"), ("zh", "存疑")] {
        let args = [
            "check", &open, "--lang", lang, "--svg", &svg, "--frame", "all",
        ];
        values(&args);
        assert!(!svg_texts(&svg).iter().any(|text| text == word));
        assert!(!std::fs::read_to_string(&svg).unwrap().contains(ink));
        let doubted = values(&[&args[..], &["--doubt"]].concat());
        for rule in ["convenience", "market"] {
            let map = desk.at(&format!("map-{rule}.svg"));
            let doubtful = doubted["doubtful"]["rules"][rule]["homes"]
                .as_u64()
                .unwrap();
            let texts = svg_texts(&map);
            let entry = texts.iter().position(|text| text == word);
            // The total stands before the text.
            let total = entry.map(|at| texts[at - 1].parse::<u64>().unwrap());
            assert_eq!(
                total,
                (doubtful > 0).then_some(doubtful),
                "{rule}: {texts:?}"
            );
            let is_halved = std::fs::read_to_string(&map).unwrap().contains(ink);
            assert_eq!(is_halved, doubtful > 0, "{rule}");
        }
        assert!(doubted["doubtful"]["rules"]["market"]["homes"].as_u64() > Some(3));
    }
}

#[test]
fn with_probable_links_the_doubtful_are_covered() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", town(None));
    let folder = desk.at("out");
    let doubted = values(&["check", &file, "--doubt"]);
    let linked = values(&["check", &file, "--links", "probable", "-o", &folder]);
    let covered = |value: &Value| {
        value["rules"]["market"]["homes"]["covered"]
            .as_u64()
            .unwrap()
    };
    let doubtful = doubted["doubtful"]["rules"]["market"]["homes"]
        .as_u64()
        .unwrap();
    assert!(covered(&linked) >= covered(&doubted) + doubtful);
    assert!(linked["probable_links"].as_u64() > Some(0));
    let manifest = std::fs::read_to_string(Path::new(&folder).join("manifest.json")).unwrap();
    assert!(manifest.contains("\"links\": \"probable\""), "{manifest}");
    let said = printed(&["check", &file, "--links", "probable"]);
    assert!(said.contains("walked here"), "{said}");
}

#[test]
fn networks_made_before_hold_gates_alone() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", town(None));
    let network = desk.at("town.lcn");
    printed(&["network", &file, "-o", &network]);
    let out = printed(&["obstacles", &network, "--lang", "en"]);
    assert!(out.contains("Only gates and closed ways"), "{out}");
    for option in [&["--doubt"][..], &["--links", "probable"]] {
        let outcome = run([&["check", &network][..], option].concat());
        assert_eq!(outcome.code, Some(2), "{option:?}");
        assert!(outcome.err.contains(".osm.pbf"), "{}", outcome.err);
    }
}

#[test]
fn what_cannot_be_asked_is_refused_in_both_languages() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", town(None));
    for (args, en, zh) in [
        (&["obstacles", "--only", "opera"][..], "opera", "opera"),
        (&["obstacles", "--kinds", "hole"], "hole", "hole"),
        (&["obstacles", "--top", "-1"], "--top", "--top"),
        (&["obstacles", "--format", "shp", "-o", "x"], "shp", "shp"),
        (&["obstacles", "--legs", "around"], "nearest", "最近"),
        (&["check", "--doubt", "--at", "Tue 22:00"], "--at", "--at"),
        (
            &["check", "--doubt", "--links", "probable"],
            "--links",
            "--links",
        ),
        (&["check", "--links", "all"], "probable", "probable"),
    ] {
        for (lang, needle) in [("en", en), ("zh", zh)] {
            let all = [&args[..1], &[&file], &args[1..], &["--lang", lang]].concat();
            let outcome = run(all.iter().copied());
            assert_eq!(outcome.code, Some(2), "{all:?}: {}", outcome.out);
            assert!(outcome.err.contains(needle), "{all:?}: {}", outcome.err);
        }
    }
}
