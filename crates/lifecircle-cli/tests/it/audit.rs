//! `lifecircle audit`: findings on the screen in both languages, as a table of values, as layers, and wrong input.

use std::collections::BTreeSet;
use std::path::Path;

use lifecircle_testkit::{GridCity, HeaderBox, Scene};
use serde_json::Value;

use crate::city::{house, place};
use crate::run::{Desk, Outcome, lifecircle, snapshot};

/// Columns that a line on the screen may take.
const COLUMNS: usize = 100;

fn audit<'a>(args: impl IntoIterator<Item = &'a str>) -> Outcome {
    lifecircle(["audit"].into_iter().chain(args))
}

/// What it printed; the attribution and notes stand on stderr.
fn printed(args: &[&str]) -> String {
    let outcome = audit(args.iter().copied());
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    outcome.out
}

fn values(args: &[&str]) -> Value {
    serde_json::from_str(&printed(&[args, &["--json"]].concat())).unwrap()
}

/// Two streets that cross without a common node (ways 1 and 2), and a third (way 3) that joins them 600 m around.
fn town() -> Vec<u8> {
    let drawing = "
    a
    |
b---x---c
   h|   |
    d---e
";
    let scene = Scene::new(50, drawing)
        .way("bc", "highway=residential name=Broad")
        .way("ad", "highway=residential name=Long")
        .way("ced", "highway=residential")
        .home('h');
    let corner = |letter| scene.lon_lat(letter).to_decimicro().map(i64::from);
    let ([west, _], [_, north]) = (corner('b'), corner('a'));
    let [east, south] = corner('e');
    let wide = 10_000;
    let nano = [west - wide, south - wide, east + wide, north + wide].map(|at| at * 100);
    scene.boxed(HeaderBox::Nano(nano)).osm.bytes()
}

/// How many columns a line takes: Chinese characters and their punctuation take two.
fn columns(line: &str) -> usize {
    line.chars().map(|c| 1 + usize::from(c >= '\u{2e80}')).sum()
}

#[test]
fn findings_stand_on_the_screen_in_both_languages() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", town());
    let told = [
        (
            "en",
            [
                "1. crossing that does not join",
                "give both ways a common node",
            ],
        ),
        ("zh", ["1. 相交而不相连", "给两条路径一个共同的节点"]),
    ];
    for (lang, texts) in told {
        let out = printed(&[&file, "--only", "crossing", "--lang", lang]);
        let names = ["Broad (way/1)", "Long (way/2)"];
        let link = "https://www.openstreetmap.org/way/1";
        for needle in texts.iter().chain(&names).chain([&link]) {
            assert!(out.contains(needle), "`{needle}` is not in: {out}");
        }
        let widest = out.lines().map(columns).max();
        assert!(widest <= Some(COLUMNS), "{widest:?}: {out}");
    }
    let none = printed(&[&file, "--top", "0"]);
    assert!(!none.contains("https://"), "{none}");
}

/// The properties of a GeoJSON layer's rows.
fn rows(file: &Path) -> Vec<Value> {
    let mut layer: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let features = layer["features"].as_array_mut().unwrap();
    features
        .iter_mut()
        .map(|f| f["properties"].take())
        .collect()
}

#[test]
fn layers_and_values_tell_the_same_for_any_number_of_threads() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", town());
    let written = |threads: &str| {
        let folder = desk.at(threads);
        let formats = "geojson,parquet,fgb,csv";
        printed(&[
            &file,
            "-o",
            &folder,
            "--format",
            formats,
            "--threads",
            threads,
        ]);
        let files = snapshot(Path::new(&folder)).into_iter();
        let name = |path: std::path::PathBuf| path.file_name().unwrap().to_owned();
        let files = files.map(|(path, bytes)| (name(path), bytes));
        (folder, files.collect::<Vec<_>>())
    };
    let (folder, first) = written("1");
    for threads in ["2", "8"] {
        assert!(written(threads).1 == first, "{threads} threads");
    }
    let mut expected = vec!["audit.json".to_owned()];
    for layer in ["audit", "audit_lines"] {
        for ending in ["csv", "fgb", "geojson", "parquet", "qml", "zh.qml"] {
            expected.push(format!("{layer}.{ending}"));
        }
    }
    expected.sort();
    let mut names: Vec<_> = first.iter().map(|f| f.0.to_string_lossy()).collect();
    names.sort();
    assert_eq!(names, expected);
    let folder = Path::new(&folder);
    let json: Value =
        serde_json::from_slice(&std::fs::read(folder.join("audit.json")).unwrap()).unwrap();
    assert_eq!(json, values(&[&file]));
    let rows = rows(&folder.join("audit.geojson"));
    let findings = json["findings"].as_array().unwrap();
    let placed: Vec<&Value> = findings.iter().filter(|f| !f["at"].is_null()).collect();
    assert_eq!(rows.len(), placed.len());
    for (row, finding) in rows.iter().zip(placed) {
        for key in ["rank", "kind", "people", "homes", "text"] {
            assert_eq!(row[key], finding[key], "{key}");
        }
        assert_eq!(row["element"], finding["elements"][0]);
    }
    let crossings = rows.iter().filter(|row| row["kind"] == "crossing");
    assert_eq!(crossings.count(), 1, "{rows:?}");
}

#[test]
fn only_what_is_asked_for_is_looked_for() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", town());
    let all = values(&[&file]);
    let some = values(&[&file, "--only", "island,crossing"]);
    let kinds: BTreeSet<&str> = (some["kinds"].as_object().unwrap().keys())
        .map(String::as_str)
        .collect();
    assert_eq!(kinds, BTreeSet::from(["crossing", "island"]));
    assert_eq!(some["findings"].as_array().unwrap().len(), 1);
    for kind in ["crossing", "island"] {
        assert_eq!(some["kinds"][kind], all["kinds"][kind]);
    }
    assert_eq!(some["kinds"]["crossing"]["findings"], 1);
}

#[test]
fn a_network_made_before_says_what_it_cannot_be_asked() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", town());
    let network = desk.at("town.lcn");
    assert_eq!(lifecircle(["network", &file, "-o", &network]).code, Some(0));
    let told = values(&[&network, "--only", "crossing,cut_leg,duplicate"]);
    assert_eq!(told["findings"], Value::Array(Vec::new()));
    for kind in ["crossing", "cut_leg"] {
        assert!(told["kinds"][kind]["not_looked_for"].is_string(), "{told}");
    }
    assert!(told["kinds"]["duplicate"]["not_looked_for"].is_null());
    for (lang, why) in [("en", "Not looked for"), ("zh", "未查找")] {
        let out = printed(&[&network, "--lang", lang]);
        assert!(out.contains(why), "{out}");
    }
}

#[test]
fn wrong_options_are_refused_with_one_message() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", town());
    for lang in ["en", "zh"] {
        let refused = |args: &[&str], needles: &[&str]| {
            audit([&[file.as_str(), "--lang", lang], args].concat()).refused(needles)
        };
        refused(&["--only", "crosing"], &["crosing", "--only"]);
        refused(&["--top", "-1"], &["-1", "--top"]);
        refused(&["--format", "fgb"], &["--output"]);
        refused(&["-o", &desk.at("out"), "--format", "shp"], &["shp"]);
        assert!(!desk.path().join("out").exists());
        audit([desk.at("none.osm.pbf").as_str(), "--lang", lang]).refused(&["none.osm.pbf"]);
        let broken = desk.file("broken.osm.pbf", &town()[..200]);
        audit([broken.as_str(), "--lang", lang]).refused(&["broken.osm.pbf"]);
    }
}

/// Six quarters of equal streets, with so many blocks of flats in each; the extract, and the quarters as GeoJSON.
fn quarters(homes: [u32; 6]) -> (Vec<u8>, String) {
    let mut osm = GridCity::new(30, 21, 100).osm("highway=residential");
    let mut id = 1000;
    let mut areas = Vec::new();
    for (quarter, homes) in (0..).zip(homes) {
        let west = f64::from(5 * quarter);
        for home in 0..homes {
            let at = place(west + 0.3 + f64::from(home % 4), 0.5 + f64::from(home / 4));
            house(&mut osm, id, at);
            id += 1;
        }
        let corner = |column: f64, row: f64| {
            let at = place(column, row);
            [at.lon, at.lat]
        };
        let (west, east) = (west - 0.3, west + 4.7);
        let ring = [
            (west, 21.0),
            (east, 21.0),
            (east, -1.0),
            (west, -1.0),
            (west, 21.0),
        ];
        areas.push(serde_json::json!({
            "type": "Feature",
            "properties": { "name": format!("Q{quarter}") },
            "geometry": { "type": "Polygon", "coordinates": [ring.map(|(x, y)| corner(x, y))] },
        }));
    }
    let areas = serde_json::json!({ "type": "FeatureCollection", "features": areas });
    (osm.bytes(), areas.to_string())
}

#[test]
fn a_quarter_with_few_homes_for_its_streets_is_found() {
    let told = |homes| {
        let desk = Desk::new();
        let (extract, areas) = quarters(homes);
        let file = desk.file("quarters.osm.pbf", extract);
        let areas = desk.file("quarters.geojson", areas) + "#name";
        let options = ["--only", "few_homes,few_people", "--boundaries", &areas];
        values(&[&[file.as_str()], &options[..]].concat())["findings"].take()
    };
    let found = told([26, 26, 26, 26, 26, 2]);
    let found = found.as_array().unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["kind"], "few_homes");
    // The last quarter has a block less of each row of streets, and so a tenth fewer homes are expected: 23.
    assert_eq!(found[0]["homes"], 21, "{found:?}");
    assert!(
        found[0]["text"].as_str().unwrap().contains("Q5"),
        "{found:?}"
    );
    assert_eq!(told([26, 26, 26, 26, 26, 9]), Value::Array(Vec::new()));
}
