//! A rerun gives the same bytes, for any number of threads and either engine; the manifest names what went in.

use std::fmt::Write;
use std::path::PathBuf;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::city::city;
use crate::files::{NAMES, texts};
use crate::run::{Desk, lifecircle, snapshot, wgs84};
use crate::verify::verified;

fn digest(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The table and the bytes of every file.
fn run(desk: &Desk, name: &str, args: &[&str]) -> (String, Vec<(String, Vec<u8>)>) {
    let out = desk.at(name);
    let table = lifecircle(["check", "-o", &out].iter().chain(args)).done();
    let out = desk.path().join(out);
    let name = |path: PathBuf| {
        let path = path.strip_prefix(&out).unwrap();
        path.to_string_lossy().into_owned()
    };
    let files = snapshot(&out).into_iter();
    let files = files.filter_map(|(path, bytes)| Some((name(path), bytes?)));
    (table, files.collect())
}

/// A rule pack with every kind of rule.
pub(crate) const MIXED: &str = "id = 'mixed'\nen = 'mixed'\nzh = '混合'\n\
    [[rule]]\nid = 'two'\nen = 'two stores'\nzh = '两家'\ncategories = ['convenience', 'supermarket']\nminutes = 12\nmin_count = 2\n\
    [[rule]]\nid = 'market'\nen = 'market'\nzh = '菜市场'\ncategories = ['market']\nmetres = 700\n";

#[test]
fn any_thread_count_either_engine_and_a_rerun_give_the_same_bytes() {
    let desk = Desk::new();
    let rules = desk.file("mixed.toml", MIXED);
    let file = desk.file("city.osm.pbf", city());
    let cases: [&[&str]; 3] = [&[], &[&file], &[&file, "--rules", &rules, "--gates", "all"]];
    for (number, case) in cases.into_iter().enumerate() {
        let with = |more: &[&str]| {
            let name = format!("{number}{}", more.concat());
            run(&desk, &name, &[case, more].concat())
        };
        let first = with(&[]);
        let names: Vec<&str> = first.1.iter().map(|f| f.0.as_str()).collect();
        assert_eq!(names, NAMES);
        for more in [
            ["--threads", "1"],
            ["--threads", "2"],
            ["--threads", "8"],
            ["--engine", "forward"],
            ["--engine", "reverse"],
            ["--engine", "auto"],
        ] {
            assert!(with(&more) == first, "{case:?} {more:?} changed the result");
        }
        // Into the folder of an earlier run.
        let again = with(&["--threads", "2"]);
        assert!(again == first, "a rerun of {case:?} changed the result");
    }
}

#[test]
fn the_manifest_names_every_input_by_its_digest() {
    let desk = Desk::new();
    let folder = desk.path().join("deep/inside");
    std::fs::create_dir_all(&folder).unwrap();
    let put = |name: &str, text: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let shops = "id,name,category,lon,lat\nown1,甲,convenience,10.001,0.001\n".as_bytes();
    let homes = "id,lon,lat,people\nh1,10.002,0.002,3\n".as_bytes();
    let area = "area\n1\n 9.9 -0.1\n 10.1 -0.1\n 10.1 0.1\n 9.9 0.1\nEND\nEND\n".as_bytes();
    let given: [(&str, &str, &[u8]); 5] = [
        ("extract", "城市.osm.pbf", city()),
        ("facilities", "shops.csv", shops),
        ("residences", "homes.csv", homes),
        ("extent", "area.poly", area),
        ("rules", "mixed.toml", MIXED.as_bytes()),
    ];
    let [extract, shops, homes, area, rules] = given.map(|(_, name, bytes)| put(name, bytes));
    let out = desk.at("out");
    let args = [
        "check",
        &extract,
        "--facilities",
        &wgs84(&shops),
        "--residences",
        &wgs84(&homes),
        "--extent",
        &area,
        "--rules",
        &rules,
        "--speed",
        "4.5km/h",
        "--crossing-delay",
        "20",
        "--gates",
        "closed",
        "--max-snap",
        "150",
        "--no-trunk",
        "--ferries",
        "--replace",
        "-o",
        &out,
    ];
    lifecircle(args).done();
    let results = verified(&desk.path().join("out"));
    let manifest = &results.manifest;
    let inputs = manifest["inputs"].as_array().unwrap();
    assert_eq!(inputs.len(), given.len());
    for (input, (role, name, bytes)) in inputs.iter().zip(given) {
        let sha256 = digest(bytes);
        let expected = serde_json::json!({ "role": role, "name": name, "bytes": bytes.len(), "sha256": sha256 });
        assert_eq!(*input, expected);
    }
    let options = &manifest["options"];
    assert_eq!(options["speed_mm_per_h"], 4_500_000);
    assert_eq!(options["crossing_delay_ms"], 20_000);
    assert_eq!(options["max_snap_mm"], 150_000);
    assert_eq!(options["gates"], "closed");
    assert_eq!(options["extent"], "area.poly");
    assert_eq!(options["residences"], "own");
    assert_eq!(
        (&options["trunk"], &options["ferries"]),
        (&Value::Bool(false), &Value::Bool(true))
    );
    assert_eq!(options["facilities_replaced"], true);
    assert_eq!(
        texts(&manifest["rules"]["rules"][0]["categories"]),
        ["convenience", "supermarket"]
    );
    for name in NAMES {
        let text = std::fs::read_to_string(desk.path().join("out").join(name)).unwrap();
        let temporary = desk.path().to_str().unwrap();
        assert!(!text.contains(temporary), "{name} holds an absolute path");
        for word in ["deep", "inside", "thread", "host"] {
            assert!(!text.contains(word), "{name} holds `{word}`");
        }
    }
}

#[test]
fn the_demo_is_named_by_its_digest_too() {
    let desk = Desk::new();
    lifecircle(["check", "-o", &desk.at("out")]).done();
    let results = verified(&desk.path().join("out"));
    let demo = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../data/demo.osm.pbf"
    ))
    .unwrap();
    let input = &results.manifest["inputs"][0];
    assert_eq!(input["sha256"], digest(&demo));
    assert_eq!(input["bytes"], demo.len());
    assert_eq!(input["name"], "demo.osm.pbf");
}

#[test]
fn the_order_of_a_list_does_not_change_what_a_home_gets() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let rows = [
        "h1,10.001,0.001,5",
        "h2,10.004,0.002,1.5",
        "h3,10.009,-0.003,0",
    ];
    let verdicts = |name: &str, rows: &[&str]| {
        let list = desk.file(name, format!("id,lon,lat,people\n{}\n", rows.join("\n")));
        let out = desk.at(&format!("{name}.out"));
        lifecircle(["check", &file, "--residences", &wgs84(&list), "-o", &out]).done();
        let results = verified(&desk.path().join(out));
        let mut homes: Vec<String> = results.homes.iter().map(ToString::to_string).collect();
        homes.sort();
        homes
    };
    let backwards: Vec<&str> = rows.iter().rev().copied().collect();
    assert_eq!(verdicts("one.csv", &rows), verdicts("two.csv", &backwards));
}
