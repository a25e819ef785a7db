//! A city built once answers as the extract it was made from, or says that it cannot.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::city::{FAR_HOME, city, city_osm};
use crate::files::{NAMES, REJECTS};
use crate::run::{Desk, lifecircle, snapshot, wgs84};

/// Makes a network; everything it prints is one line on stderr.
fn network(file: &str, output: &str, args: &[&str]) {
    let outcome = lifecircle(["network", file, "-o", output].iter().chain(args));
    assert_eq!(
        (outcome.code, outcome.out.as_str()),
        (Some(0), ""),
        "{}",
        outcome.err
    );
    // One more line tells of a list.
    let lists = args.iter().filter(|arg| **arg == "--facilities").count();
    assert_eq!(outcome.err.lines().count(), 1 + lists, "{}", outcome.err);
    assert!(outcome.err.contains(output), "{}", outcome.err);
}

/// What `check` prints, and its files, those of the gap map too.
fn checked(desk: &Desk, file: &str, args: &[&str]) -> (String, BTreeMap<PathBuf, Vec<u8>>) {
    let out = desk.path().join("out");
    let folder = out.to_str().unwrap();
    let table = lifecircle(["check", file, "-o", folder].iter().chain(args)).done();
    let files = snapshot(&out);
    std::fs::remove_dir_all(&out).unwrap();
    let name = |path: PathBuf| path.strip_prefix(&out).unwrap().to_owned();
    let files = files.into_iter().filter_map(|f| Some((name(f.0), f.1?)));
    let files: BTreeMap<_, _> = files.collect();
    let own = files.keys().filter(|name| name.as_os_str() != REJECTS);
    assert_eq!(own.count(), NAMES.len(), "no gap map");
    (table, files)
}

/// `check`, `inspect` and `--home` of both files, equal to the byte.
fn same(desk: &Desk, extract: &str, cache: &str) {
    let (table, files) = checked(desk, extract, &[]);
    let from_cache = checked(desk, cache, &[]);
    assert_eq!(from_cache.0, table, "{extract}");
    assert!(files.keys().eq(from_cache.1.keys()));
    for ((name, bytes), of_cache) in files.iter().zip(from_cache.1.values()) {
        let name = name.display();
        assert!(of_cache == bytes, "{name} of {extract} differs");
    }
    let residences = &files[Path::new("residences.geojson")];
    let residences: Value = serde_json::from_slice(residences).unwrap();
    let home = residences["features"][0]["properties"]["id"]
        .as_str()
        .unwrap();
    for args in [
        &["inspect"][..],
        &["inspect", "--json"],
        &["inspect", "--lang", "zh"],
        &["check", "--home", home],
        &["check", "--gates", "all", "--rules", "gb50180"],
        &[
            "check",
            "--engine",
            "forward",
            "--profile",
            "elderly",
            "--speed",
            "4km/h",
        ],
    ] {
        let of = |file: &str| lifecircle(args.iter().copied().chain([file])).done();
        assert_eq!(of(cache), of(extract), "{args:?} of {extract}");
    }
}

#[test]
fn the_demo_and_a_small_city_answer_as_their_extracts() {
    let desk = Desk::new();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo.osm.pbf");
    let mut bare = city_osm();
    bare.encoding.date_s = None;
    bare.ways.retain(|way| way.id < 1010);
    for (number, file) in [
        demo.to_str().unwrap().to_owned(),
        desk.file("city.osm.pbf", city()),
        desk.file("bare.osm.pbf", bare.bytes()),
    ]
    .iter()
    .enumerate()
    {
        // Recognised by what it holds, whatever it is called.
        let cache = desk.at(&format!("{number}.osm.pbf"));
        network(file, &cache, &[]);
        same(&desk, file, &cache);
    }
}

#[test]
fn real_extracts_do_too() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/osm");
    let desk = Desk::new();
    for name in ["gi_gibraltar.osm.pbf", "cn_shanghai-tongji.osm.pbf"] {
        let file: PathBuf = folder.join(name);
        if !file.is_file() {
            println!("skipped: {} is absent", file.display());
            continue;
        }
        let (file, cache) = (file.to_str().unwrap(), desk.at(name));
        network(file, &cache, &[]);
        same(&desk, file, &cache);
    }
}

#[test]
fn any_thread_count_makes_the_same_file() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let made = |threads: &str| {
        let output = desk.at(&format!("{threads}.lcn"));
        network(&file, &output, &["--threads", threads]);
        std::fs::read(output).unwrap()
    };
    let one = made("1");
    assert!(made("2") == one && made("8") == one && made("1") == one);
}

const SHOPS: &str = "id,name,category,lon,lat\nown1,甲,convenience,10.001,0.001\n\
    own2,美佳便利店,convenience,10.0037,0.0055\nfar,乙,market,20,20\n";
const AREA: &str = "area\n1\n 9.9 -0.1\n 10.1 -0.1\n 10.1 0.005\n 9.9 0.005\nEND\nEND\n";

#[test]
fn the_options_of_a_network_hold_for_every_check_of_it() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let shops = desk.file("shops.csv", SHOPS);
    let area = desk.file("area.poly", AREA);
    // Options of the network, and those that a check of it must repeat.
    let cases: [(&[&str], &[&str]); 9] = [
        (&["--legs", "around"], &[]),
        (&["--ferries"], &[]),
        (&["--no-trunk"], &[]),
        (&["--max-snap", "30"], &[]),
        (&["--extent", "9.99,-0.02,10.01,0.005"], &[]),
        (&["--extent", &area], &[]),
        (&["--facilities", &wgs84(&shops)], &[]),
        (&["--step-free"], &["--profile", "wheelchair"]),
        (&["--crossings"], &["--crossing-delay", "15"]),
    ];
    for (number, (made_with, walking)) in cases.into_iter().enumerate() {
        let cache = desk.at(&format!("{number}.lcn"));
        network(&file, &cache, made_with);
        let given: &[&str] = if walking.is_empty() { made_with } else { &[] };
        let of_extract = checked(&desk, &file, &[given, walking].concat());
        let of_cache = checked(&desk, &cache, walking);
        // What was understood of a list is told where the list is read.
        if made_with[0] != "--facilities" {
            assert!(of_cache.1 == of_extract.1, "{made_with:?}");
        }
        for layer in [
            "residences.geojson",
            "facilities.geojson",
            "gap_areas.geojson",
        ] {
            let layer = Path::new(layer);
            assert!(of_cache.1[layer] == of_extract.1[layer], "{made_with:?}");
        }
        let repeated = checked(&desk, &cache, &[given, walking].concat());
        assert!(repeated == of_extract, "{made_with:?} given again");
        let page = lifecircle(["inspect", &cache]).done();
        assert!(
            page.contains("made with") && page.contains(made_with[0]),
            "{page}"
        );
    }
}

#[test]
fn what_would_need_another_network_is_refused() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let area = desk.file("area.poly", AREA);
    let cache = desk.at("city.lcn");
    network(&file, &cache, &[]);
    let cases: [(&[&str], &str); 8] = [
        (&["--legs", "around"], "--legs around"),
        (&["--profile", "wheelchair"], "--step-free"),
        (&["--crossing-delay", "15"], "--crossings"),
        (&["--no-trunk"], "--no-trunk"),
        (&["--ferries"], "--ferries"),
        (&["--max-snap", "150"], "--max-snap 150"),
        (
            &["--extent", "9.99,-0.02,10.01,0.005"],
            "--extent 9.99,-0.02,10.01,0.005",
        ),
        (&["--extent", &area], "--extent area.poly"),
    ];
    for (args, flag) in cases {
        let outcome = lifecircle(["check", &cache].iter().chain(args));
        let message = outcome.refused(&["city.lcn", args[0], "lifecircle network city.osm.pbf"]);
        let command = message.split('`').nth(1).unwrap();
        assert!(command.contains(flag), "{flag}: {message}");
    }
    lifecircle(["inspect", &cache, "--extent", &area]).refused(&["--extent area.poly"]);
    for (made_with, against) in [
        ("--step-free", "--profile adult"),
        ("--crossings", "--crossing-delay 0"),
    ] {
        let other = desk.at("other.lcn");
        network(&file, &other, &[made_with]);
        lifecircle(["check", &other]).refused(&["other.lcn", against, made_with]);
        lifecircle(["inspect", &other]).done();
    }
}

#[test]
fn own_lists_are_connected_to_the_streets_of_a_network() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let shops = desk.file("shops.csv", SHOPS);
    let homes = desk.file(
        "homes.csv",
        "id,lon,lat,people\nh1,10.002,0.002,3\nh2,10.0039,0.0051,1\nfar,0,0,1\n",
    );
    let cache = desk.at("city.lcn");
    network(&file, &cache, &[]);
    let cases: [&[&str]; 4] = [
        &["--residences", &wgs84(&homes)],
        &["--facilities", &wgs84(&shops), "--replace"],
        &[
            "--facilities",
            &wgs84(&shops),
            "--replace",
            "--residences",
            &wgs84(&homes),
        ],
        &[
            "--residences",
            &wgs84(&homes),
            "--rules",
            "gb50180",
            "--gates",
            "closed",
        ],
    ];
    for args in cases {
        let of_extract = checked(&desk, &file, args);
        assert!(checked(&desk, &cache, args) == of_extract, "{args:?}");
    }
    let with_shops = desk.at("shops.lcn");
    network(&file, &with_shops, &["--facilities", &wgs84(&shops)]);
    let args = ["--facilities", &wgs84(&shops), "--replace"];
    assert!(checked(&desk, &with_shops, &args) == checked(&desk, &file, &args));
}

#[test]
fn a_network_is_made_of_an_extract_and_beside_it() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let cache = desk.at("city.lcn");
    network(&file, &cache, &[]);
    lifecircle(["network", &cache, "-o", &desk.at("b.lcn")])
        .refused(&["city.lcn is a network already", ".osm.pbf"]);
    lifecircle(["network", &file, "-o", &file]).refused(&["written over"]);
    lifecircle(["network", &file, "-o", &desk.at("no/city.lcn")]).refused(&["folder"]);
    lifecircle(["network", &file]).refused(&["--output"]);
    let far = ["network", &file, "-o", &cache, "--extent", "50,50,51,51"];
    lifecircle(far).refused(&["none of the file's streets"]);
    assert_eq!(std::fs::read(&file).unwrap(), city());
    assert_eq!(
        snapshot(desk.path()).len(),
        2,
        "nothing else is left behind"
    );
}

#[test]
fn a_damaged_network_is_refused_by_every_command() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let cache = desk.at("city.lcn");
    network(&file, &cache, &[]);
    let whole = std::fs::read(&cache).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 4;
    let mut newer = whole.clone();
    newer[8] = 200;
    let cases = [
        (flipped, "damaged: its checksum"),
        (newer, "format version 200,"),
        (whole[..whole.len() / 3].to_vec(), "bytes long where"),
        (whole[..20].to_vec(), "cut off"),
    ];
    for (bytes, needle) in cases {
        let broken = desk.file("broken.lcn", bytes);
        for args in [&["check"][..], &["inspect"], &["check", "--home", FAR_HOME]] {
            let outcome = lifecircle(args.iter().copied().chain([broken.as_str()]));
            outcome.refused(&["broken.lcn", needle, "lifecircle network"]);
        }
    }
}
