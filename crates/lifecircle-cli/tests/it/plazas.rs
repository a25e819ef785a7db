//! `--plazas cross` and `--legs clear`, as whole commands.

use lifecircle_testkit::{HeaderBox, OsmBuilder};

use crate::files::{count, keys};
use crate::run::{Desk, lifecircle};
use crate::verify::verified;

/// A square of 300 m between two streets, a kiosk on it; houses in the west, a shop in the east, rails in the north with
/// a house behind them.
fn square() -> Vec<u8> {
    let mut osm = OsmBuilder::new();
    let at = |metres: i32| 100_000_000 + metres * 90;
    let corners = [(0, 0), (300, 0), (300, 150), (300, 300), (0, 300), (0, 150)];
    for (node, (x, y)) in (1..).zip(corners) {
        osm.node(node, at(x), y * 90, "");
    }
    osm.way(
        1,
        &[1, 2, 3, 4, 5, 6, 1],
        "highway=pedestrian area=yes name=Plaza",
    );
    osm.node(11, at(-400), 150 * 90, "")
        .node(12, at(700), 150 * 90, "");
    osm.way(2, &[11, 6], "highway=residential name=West");
    osm.way(3, &[3, 12], "highway=residential name=East");
    osm.node(13, at(-400), 400 * 90, "")
        .node(14, at(0), 400 * 90, "");
    osm.way(4, &[11, 13, 14, 5], "highway=residential name=North");
    osm.node(15, at(-500), 250 * 90, "")
        .node(16, at(-20), 250 * 90, "");
    osm.way(5, &[15, 16], "railway=rail");
    let mut building = |id: i64, x: i32, y: i32, tags: &str| {
        let ring = [(0, 0), (12, 0), (12, 12), (0, 12)];
        for (node, (dx, dy)) in (10 * id..).zip(ring) {
            osm.node(node, at(x + dx), (y + dy) * 90, "");
        }
        let first = 10 * id;
        osm.way(id, &[first, first + 1, first + 2, first + 3, first], tags);
    };
    building(100, 100, 200, "building=kiosk");
    for house in 0..60 {
        building(
            200 + house,
            -380 + i32::try_from(house).unwrap() % 20 * 15,
            160,
            "building=house",
        );
    }
    // South of the rails, and nearer to the street in the north.
    building(300, -200, 236, "building=house");
    osm.node(20, at(690), 150 * 90, "shop=convenience");
    osm.node(21, at(680), 150 * 90, "amenity=marketplace");
    osm.node(22, at(670), 150 * 90, "shop=supermarket");
    let box_nano = [9.98, -0.02, 10.03, 0.03].map(|degrees: f64| (degrees * 1e9) as i64);
    osm.encoding.bbox = HeaderBox::Nano(box_nano);
    osm.bytes()
}

const BOTH: [&str; 4] = ["--plazas", "cross", "--legs", "clear"];

#[test]
fn what_changes_is_told_on_screen_in_summary_and_manifest() {
    let desk = Desk::new();
    let (file, out) = (desk.file("square.osm.pbf", square()), desk.at("out"));
    let args = ["check", &file, "-o", &out];
    let table = lifecircle(args.iter().chain(&BOTH)).done();
    let results = verified(&desk.path().join("out"));
    let told = &results.summary["plazas"];
    assert_eq!(
        keys(told),
        [
            "plazas",
            "crossed",
            "ways_across",
            "not_whole",
            "thinned",
            "homes_changed",
            "around",
            "cross"
        ]
    );
    assert_eq!(
        ["plazas", "crossed", "not_whole"].map(|key| count(told, key)),
        [1, 1, 0]
    );
    assert!(count(told, "ways_across") >= 3, "{told}");
    assert!(count(told, "homes_changed") >= 60, "{told}");
    let around = desk.at("around");
    lifecircle(["check", &file, "-o", &around, "--legs", "clear"]).done();
    let around = verified(&desk.path().join("around"));
    let covered =
        |results: &crate::files::Results| count(&results.summary["joint"]["homes"], "covered");
    assert_eq!(count(&told["around"], "covered"), covered(&around));
    assert_eq!(count(&told["cross"], "covered"), covered(&results));
    let legs = &results.summary["legs"];
    let names = [
        "homes_moved",
        "homes_left",
        "facilities_moved",
        "facilities_left",
        "nearest",
        "clear",
    ];
    assert_eq!(keys(legs), names);
    assert_eq!(results.manifest["options"]["plazas"], "cross");
    assert_eq!(results.manifest["options"]["legs"], "clear");
    for words in [
        "Plazas walked across: 1 of 1",
        "clear",
        "around",
        "another street than the nearest",
    ] {
        assert!(table.contains(words), "{words}: {table}");
    }
    let chinese = lifecircle(["check", &file, "--lang", "zh"].iter().chain(&BOTH)).done();
    for words in [
        "可穿行的广场：1 处中的 1 处",
        "绕行",
        "穿行",
        "无阻隔的",
        "改接其他道路",
    ] {
        assert!(chinese.contains(words), "{words}: {chinese}");
    }
}

#[test]
fn the_defaults_say_nothing_of_it() {
    let desk = Desk::new();
    let file = desk.file("square.osm.pbf", square());
    let json = |args: &[&str]| lifecircle(["check", &file, "--json"].iter().chain(args)).done();
    let bare = json(&[]);
    assert_eq!(bare, json(&["--plazas", "around", "--legs", "nearest"]));
    assert!(!bare.contains("plazas\"") && !bare.contains("\"legs\""));
}

#[test]
fn every_question_knows_of_squares_and_clear_legs() {
    let desk = Desk::new();
    let file = desk.file("square.osm.pbf", square());
    let cache = desk.at("square.lcn");
    let made = lifecircle(["network", &file, "-o", &cache, "-q"].iter().chain(&BOTH));
    assert_eq!(made.code, Some(0), "{}", made.err);
    let page = lifecircle(["inspect", &cache]).done();
    assert!(page.contains("--legs clear --plazas cross"), "{page}");
    let scenario = "[[shut]]\nid = 'way/2'\n";
    let scenario = desk.file("what-if.toml", scenario);
    let near = "10.0,0.00135";
    let questions: [&[&str]; 5] = [
        &["check", "--json"],
        &["check", "--json", "--scenario", &scenario],
        &["gaps"],
        &["census", "--json"],
        &["isochrone", "--from", near, "--minutes", "5"],
    ];
    let ask = |question: &[&str], of: &str, more: &[&str]| {
        let outcome = lifecircle([&question[..1], &[of], &question[1..], more].concat());
        assert_eq!(outcome.code, Some(0), "{question:?}: {}", outcome.err);
        outcome.out
    };
    for question in questions {
        let crossed = ask(question, &file, &BOTH);
        if ["check", "isochrone"].contains(&question[0]) {
            assert_ne!(crossed, ask(question, &file, &[]), "{question:?}");
        }
        assert_eq!(crossed, ask(question, &cache, &[]), "{question:?}");
        assert_eq!(
            crossed,
            ask(question, &cache, &BOTH),
            "{question:?}, said again"
        );
        let alone = [&BOTH[..], &["--threads", "1"]].concat();
        assert_eq!(crossed, ask(question, &file, &alone), "{question:?}");
    }
    let pairs = desk.at("pairs.csv");
    let matrix = |of: &str, more: &[&str]| {
        let question = [
            "matrix",
            "--from",
            "homes",
            "--to",
            "facilities",
            "-o",
            &pairs,
        ];
        ask(&question, of, more);
        std::fs::read_to_string(&pairs).unwrap()
    };
    let crossed = matrix(&file, &BOTH);
    assert_eq!(crossed, matrix(&cache, &[]));
    assert_ne!(crossed, matrix(&file, &[]));
}

#[test]
fn another_network_is_asked_for_and_words_that_nobody_knows_are_refused() {
    let desk = Desk::new();
    let file = desk.file("square.osm.pbf", square());
    let cache = desk.at("square.lcn");
    let made = lifecircle(["network", &file, "-o", &cache, "-q"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let refused = lifecircle(["check", &cache].iter().chain(&BOTH));
    refused.refused(&["square.lcn", "--plazas cross", "--legs clear"]);
    lifecircle(["check", &file, "--plazas", "over"])
        .refused(&["--plazas", "over", "around", "cross"]);
    lifecircle(["check", &file, "--plazas", "over", "--lang", "zh"])
        .refused(&["--plazas", "over", "cross", "无效"]);
    lifecircle(["check", &file, "--legs", "free"]).refused(&["--legs", "free", "clear"]);
}
